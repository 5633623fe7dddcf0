"""Translating SELECTs: sources, stars, grouping, ROWNUM and the order of NULLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from . import grouping
from .calls import Calls
from .scope import Scope, Source, Typed, normal, table_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .flavours import Flavour
    from .schema import Schema

Columns = list[tuple[str, Typed]]

_CLAUSES = frozenset(
    [
        "kind",
        "hint",
        "distinct",
        "expressions",
        "limit",
        "offset",
        "from_",
        "from",
        "joins",
        "where",
        "group",
        "having",
        "order",
        "with_",
        "with",
        "operation_modifiers",
    ]
)
_SET_CLAUSES = frozenset(
    [
        "this",
        "expression",
        "distinct",
        "by_name",
        "order",
        "limit",
        "offset",
        "with_",
        "with",
        "side",
        "kind",
        "on",
    ]
)
_ROWNUM_LIMITS = {exp.LTE: 0, exp.LT: -1}


class Queries(Calls):
    """Translate whole queries and tell the name and kind of each output column."""

    def __init__(self, flavour: Flavour, schema: Schema, parameters: Sequence[str] = ()) -> None:
        super().__init__(flavour, parameters)
        self._schema = schema

    def query(self, node: exp.Expr, scope: Scope | None) -> Columns:
        """Translate a SELECT or a set operation in place."""
        if isinstance(node, exp.Subquery):
            return self.query(node.unnest(), scope)
        if isinstance(node, exp.SetOperation):
            return self._set_operation(node, scope)
        if isinstance(node, exp.Select):
            return self._select(node, scope)
        raise self.flavour.syntax(node.sql()[:40])

    def _select(self, node: exp.Select, parent: Scope | None) -> Columns:
        self._only(node, _CLAUSES)
        scope = Scope(self.flavour, parent=parent)
        self._ctes(node, scope)
        self._from(node, scope)
        limit = self._take_rownum(node) if self.oracle else None
        if not node.expressions:
            raise self.flavour.syntax("FROM")
        self._expand_stars(node, scope)
        grouped = grouping.is_grouped(node)
        if grouped:
            grouping.check(node, self.flavour)
        where = node.args.get("where")
        if where is not None:
            self.condition(where.this, scope)
        self._group(node, scope)
        columns = [self._project(item, scope) for item in list(node.expressions)]
        self._name(node, columns)
        self._order(node, scope, columns)
        self._limits(node)
        if limit is not None:
            self._limit_rows(node, limit, grouped=grouped)
        return columns

    def _set_operation(self, node: exp.SetOperation, parent: Scope | None) -> Columns:
        self._only(node, _SET_CLAUSES)
        scope = Scope(self.flavour, parent=parent)
        self._ctes(node, scope)
        left, right = self.query(node.this, scope), self.query(node.expression, scope)
        if len(left) != len(right):
            raise self.flavour.refused("número de colunas diferente")
        self._order(node, scope, left)
        self._limits(node)
        return left

    def _only(self, node: exp.Expr, allowed: frozenset[str]) -> None:
        for clause, value in node.args.items():
            if value and clause not in allowed:
                raise self.flavour.syntax(clause.rstrip("_").upper())

    # -- sources -----------------------------------------------------------------------------

    def _ctes(self, node: exp.Expr, scope: Scope) -> None:
        clause = node.args.get("with_") or node.args.get("with")
        if clause is None:
            return
        if clause.args.get("recursive"):
            raise self.flavour.syntax("RECURSIVE")
        for cte in list(clause.expressions):
            columns = self.query(cte.this, scope)
            name = normal(cte.args["alias"].this, self.flavour)
            scope.ctes[name] = dict(self._renamed(cte, columns))

    def _renamed(self, node: exp.Expr, columns: Columns) -> Columns:
        alias = node.args.get("alias")
        written = alias.args.get("columns") if alias is not None else None
        names = [normal(name, self.flavour) for name in written or []]
        if names and len(names) != len(columns):
            raise self.flavour.syntax(")")
        return [(n, t) for n, (_, t) in zip(names, columns, strict=True)] if names else columns

    def _from(self, node: exp.Select, scope: Scope) -> None:
        clause = node.args.get("from_") or node.args.get("from")
        if clause is None:
            if self.oracle:
                raise self.flavour.syntax("")
            return
        self._source(clause.this, scope, outer=False)
        for join in node.args.get("joins") or []:
            self._join(join, scope)

    def _join(self, join: exp.Join, scope: Scope) -> None:
        side, kind = str(join.side or "").upper(), str(join.kind or "").upper()
        if join.args.get("using") or join.method or side not in ("", "LEFT", "RIGHT", "FULL"):
            raise self.flavour.syntax("JOIN")
        if kind not in ("", "INNER", "OUTER", "CROSS"):
            raise self.flavour.syntax(kind)
        if side in ("RIGHT", "FULL"):
            for name, source in list(scope.sources.items()):
                scope.add(name, Source(source.alias, source.columns, outer=True))
        self._source(join.this, scope, outer=side in ("LEFT", "FULL"))
        condition = join.args.get("on")
        if condition is not None:
            self.condition(condition, scope)

    def _source(self, node: exp.Expr, scope: Scope, *, outer: bool) -> None:
        if isinstance(node, exp.Table):
            columns, default = self._table(node, scope)
        elif isinstance(node, exp.Subquery):
            derived = self._renamed(node, self.query(node.this, scope.around()))
            columns, default = dict(derived), ""
        else:
            raise self.flavour.syntax(node.sql()[:40])
        written = node.args.get("alias")
        name = normal(written.this, self.flavour) if written is not None else default
        if not name and not self.oracle:
            raise self.flavour.syntax(")")
        name = name or f"DERIVED {len(scope.sources)}"
        if name in scope.sources:
            raise self.flavour.ambiguous_column(name)
        node.set("alias", exp.TableAlias(this=exp.to_identifier(name, quoted=True)))
        scope.add(name, Source(name, columns, outer))

    def _table(self, node: exp.Table, scope: Scope) -> tuple[Mapping[str, Typed], str]:
        name, owner = normal(node.this, self.flavour), node.args.get("db")
        if any(node.args.get(part) for part in ("joins", "pivots", "sample", "catalog", "when")):
            raise self.flavour.syntax(name)
        node.set("hints", None)
        cte = scope.cte(name)
        if cte is not None and owner is None:
            return cte, name
        if owner is not None and normal(owner, self.flavour).upper() not in self.flavour.owners:
            raise self.flavour.unknown_table(f"{owner.name}.{node.name}")
        node.set("db", None)
        if name == "DUAL" and self.oracle:
            return {"DUMMY": Typed("S")}, name
        if name not in self._schema.tables:
            raise self.flavour.unknown_table(node.name)
        return table_columns(self._schema.tables[name]), name

    # -- columns -----------------------------------------------------------------------------

    def _expand_stars(self, node: exp.Select, scope: Scope) -> None:
        expanded: list[exp.Expr] = []
        for item in node.expressions:
            if isinstance(item, exp.Star):
                if self.oracle and len(node.expressions) > 1:
                    raise self.flavour.syntax("*")
                for name in scope.sources:
                    expanded += self._all_columns(name, scope)
            elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
                expanded += self._all_columns(normal(item.args["table"], self.flavour), scope)
            else:
                expanded.append(item)
        node.set("expressions", expanded)

    def _all_columns(self, name: str, scope: Scope) -> list[exp.Expr]:
        source = scope.sources.get(name)
        if source is None:
            raise self.flavour.unknown_column(name, "*")
        return [exp.column(c, source.alias, quoted=True) for c in source.columns]

    def _project(self, item: exp.Expr, scope: Scope) -> tuple[str, Typed]:
        if isinstance(item, exp.Alias):
            name = normal(item.args["alias"], self.flavour)
            if not self.oracle:
                name = str(item.alias)
            return name, self.value(item.this, scope)
        if isinstance(item, exp.Column):
            name = item.name.upper()
            return name, self.value(item, scope)
        name = item.sql(dialect=self.flavour.sqlglot).upper().replace(" ", "")
        return (name[:30] if self.oracle else ""), self.value(item, scope)

    @staticmethod
    def _name(node: exp.Select, columns: Columns) -> None:
        """Give each output its name, so that the query can stand in a FROM."""
        named = []
        for number, (item, (name, _)) in enumerate(zip(node.expressions, columns, strict=True)):
            inner = item.this if isinstance(item, exp.Alias) else item
            label = exp.to_identifier(name or f"column {number}", quoted=True)
            named.append(exp.Alias(this=inner, alias=label))
        node.set("expressions", named)

    def _group(self, node: exp.Select, scope: Scope) -> None:
        group, having = node.args.get("group"), node.args.get("having")
        if group is not None:
            self._only(group, frozenset({"expressions"}))
            for item in list(group.expressions):
                self.value(item, scope)
        if having is not None:
            self.condition(having.this, scope)

    # -- order and limits --------------------------------------------------------------------

    def _order(self, node: exp.Expr, scope: Scope, columns: Columns) -> None:
        order = node.args.get("order")
        if order is None:
            return
        self._only(order, frozenset({"expressions"}))
        outputs = {name.upper(): typed for name, typed in columns}
        for term in list(order.expressions):
            if not self._orders_by_output(term, outputs, len(columns)):
                self.term(term, scope)
        self.check_order(order)

    def _orders_by_output(
        self, term: exp.Ordered, outputs: Mapping[str, Typed], count: int
    ) -> bool:
        key = term.this
        if isinstance(key, exp.Literal) and not key.is_string:
            if not str(key.this).isdigit() or not 1 <= int(key.this) <= count:
                raise self.flavour.refused("ORDER BY")
            return True
        return isinstance(key, exp.Column) and not key.table and key.name.upper() in outputs

    def _limits(self, node: exp.Expr) -> None:
        limit, offset = node.args.get("limit"), node.args.get("offset")
        if isinstance(limit, exp.Fetch):
            options = limit.args.get("limit_options")
            if options is not None and any(options.args.get(o) for o in ("percent", "with_ties")):
                raise self.flavour.syntax("FETCH")
            count = limit.args.get("count") or exp.Literal.number(1)
            node.set("limit", exp.Limit(expression=self._row_count(count)))
        elif limit is not None:
            if limit.args.get("limit_options") is not None:
                raise self.flavour.syntax("TOP")
            limit.set("expression", self._row_count(limit.expression))
        if offset is None:
            return
        if not self.oracle and node.args.get("order") is None:
            raise self.flavour.syntax("OFFSET")
        offset.set("expression", self._row_count(offset.expression))
        if node.args.get("limit") is None:
            # SQLite knows OFFSET only beside a LIMIT.
            node.set("limit", exp.Limit(expression=exp.Literal.number(-1)))

    def _row_count(self, node: exp.Expr) -> exp.Expr:
        literal = node.unnest()
        if not isinstance(literal, exp.Literal) or not str(literal.this).isdigit():
            raise self.flavour.syntax(node.sql()[:40])
        return exp.Literal.number(str(literal.this))

    # -- ROWNUM ------------------------------------------------------------------------------

    def _take_rownum(self, node: exp.Select) -> int | None:
        """Take ``ROWNUM <= n`` out of the WHERE and return n."""
        where = node.args.get("where")
        if where is None:
            return None
        limit: int | None = None
        kept: list[exp.Expr] = []
        operands = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
        for operand in operands:
            bound = _rownum_bound(operand)
            if bound is None:
                kept.append(operand)
            else:
                limit = bound if limit is None else min(limit, bound)
        if limit is None:
            return None
        node.set("where", exp.Where(this=exp.and_(*kept, copy=False)) if kept else None)
        if any(_is_rownum(column) for item in kept for column in item.find_all(exp.Column)):
            raise self.flavour.refused("ROWNUM")
        return limit

    def _limit_rows(self, node: exp.Select, limit: int, *, grouped: bool) -> None:
        """Cut the rows before they are ordered or grouped, as Oracle does."""
        count = exp.Limit(expression=exp.Literal.number(limit))
        if not grouped and not any(node.args.get(c) for c in ("order", "distinct", "limit")):
            node.set("limit", count)
            return
        clause = node.args.get("from_") or node.args["from"]
        table = clause.this
        if node.args.get("joins") or not isinstance(table, exp.Table):
            raise self.flavour.refused("ROWNUM")
        alias = table.alias
        row_id = exp.column("rowid", alias, quoted=False)
        inner = exp.Select(expressions=[row_id], limit=count)
        inner.set("from_" if "from_" in node.args else "from", exp.From(this=table.copy()))
        where = node.args.get("where")
        inner.set("where", where.copy() if where is not None else None)
        node.set("where", exp.Where(this=exp.In(this=row_id.copy(), query=inner.subquery())))


def _rownum_bound(node: exp.Expr) -> int | None:
    left = node.this
    if not isinstance(node, exp.LTE | exp.LT | exp.EQ) or not _is_rownum(left):
        return None
    count = node.expression
    if not isinstance(count, exp.Literal) or not str(count.this).isdigit():
        return None
    if isinstance(node, exp.EQ):
        # ROWNUM = 1 is one row; any other number never comes up.
        return int(count.this == "1")
    return max(int(count.this) + _ROWNUM_LIMITS[type(node)], 0)


def _is_rownum(node: object) -> bool:
    return isinstance(node, exp.Column) and not node.table and node.name.upper() == "ROWNUM"
