"""Translating values: columns, literals, arithmetic, casts, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from . import cells, grouping
from .conditions import Conditions, call, text
from .scope import Typed, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .flavours import Flavour
    from .scope import Scope

_UNKNOWN = Typed("")
_TEXTS = frozenset(["CHAR", "VARCHAR", "NCHAR", "NVARCHAR", "TEXT"])
_WHOLE = frozenset(["INT", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT", "BIT"])
_NUMBERS = frozenset(["DECIMAL", "FLOAT", "DOUBLE", "MONEY", "SMALLMONEY", "BIGDECIMAL"])
_DATES = frozenset(["DATE", "DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMPNTZ"])


class Expressions(Conditions):
    """Translate values and tell their kinds; ``calls.Calls`` adds the functions."""

    def __init__(self, flavour: Flavour, parameters: Sequence[str] = ()) -> None:
        super().__init__(flavour)
        self._parameters = parameters
        self._values: dict[type[exp.Expr], Callable[[Any, Scope], Typed]] = {
            exp.Column: self._column,
            exp.Literal: self._literal,
            exp.National: self._national,
            exp.Null: lambda _node, _scope: _UNKNOWN,
            exp.Placeholder: self._placeholder,
            exp.Paren: lambda node, scope: self.value(node.this, scope),
            exp.Neg: lambda node, scope: self.value(node.this, scope),
            exp.Add: self._add,
            exp.Sub: self._subtract,
            exp.Mul: self._multiply,
            exp.Div: self._divide,
            exp.Mod: self._modulo,
            exp.DPipe: self._concatenate,
            exp.Case: self._case,
            exp.Cast: self._cast,
            exp.TryCast: self._cast,
            exp.Convert: self._convert,
            exp.Extract: self._extract,
            exp.Trim: self._trim,
            exp.CurrentTimestamp: self._now,
            exp.CurrentDate: self._now,
            exp.Systimestamp: self._now,
            exp.Localtimestamp: self._now,
            exp.DateStrToDate: self._date_literal,
            exp.StrToTime: self._date_literal,
            exp.Subquery: self._scalar_subquery,
        }

    def value(self, node: exp.Expr, scope: Scope) -> Typed:
        """Translate a value in place and tell its kind."""
        handler = self._values.get(type(node))
        if handler is None:
            if isinstance(node, exp.Query):
                return self._scalar(node, scope)
            raise self.flavour.syntax(node.sql()[:40])
        return handler(node, scope)

    def _column(self, node: exp.Column, scope: Scope) -> Typed:
        if node.args.get("join_mark") or node.args.get("catalog"):
            raise self.flavour.syntax("(+)" if node.args.get("join_mark") else ".")
        if self.oracle and not node.table and node.name.upper() == "ROWNUM":
            node.replace(exp.Window(this=call("ROW_NUMBER")))
            return Typed("I", nullable=False)
        table = normal(node.args["table"], self.flavour) if node.table else None
        name = normal(node.this, self.flavour)
        source, typed = scope.resolve(name, table, name if self.oracle else node.name)
        node.set("table", exp.to_identifier(source.alias, quoted=True))
        node.set("db", None)
        return typed

    def _literal(self, node: exp.Literal, scope: Scope) -> Typed:
        del scope
        if not node.is_string:
            return Typed("I" if str(node.this).isdigit() else "F", nullable=False)
        if self.oracle and node.this == "":
            node.replace(exp.Null())
            return _UNKNOWN
        return Typed("S", nullable=False)

    def _national(self, node: exp.National, scope: Scope) -> Typed:
        literal = text(str(node.this))
        node.replace(literal)
        return self._literal(literal, scope)

    def _placeholder(self, node: exp.Placeholder, scope: Scope) -> Typed:
        del scope
        number = str(node.this or "")[1:]
        if not number.isdigit():
            raise self.flavour.syntax("?")
        if int(number) >= len(self._parameters):
            raise self.flavour.unbound_parameter(int(number) + 1)
        kind = self._parameters[int(number)]
        return Typed("H" if kind == "D" else kind)

    def _add(self, node: exp.Add, scope: Scope) -> Typed:
        if isinstance(node.expression, exp.Interval):
            return self._move_date(node, scope, 1)
        left, right = self.value(node.this, scope), self.value(node.expression, scope)
        if "H" in (left.kind, right.kind):
            date, days = (0, 1) if left.kind == "H" else (1, 0)
            sides = (node.this.copy(), node.expression.copy())
            node.replace(call("ERP_DATE_ADD", text("DD"), sides[days], sides[date]))
            return Typed("H")
        if not self.oracle and "S" in (left.kind, right.kind):
            node.replace(exp.DPipe(this=node.this.copy(), expression=node.expression.copy()))
            return Typed("S")
        return self._number(left, right)

    def _subtract(self, node: exp.Sub, scope: Scope) -> Typed:
        if isinstance(node.expression, exp.Interval):
            return self._move_date(node, scope, -1)
        left, right = self.value(node.this, scope), self.value(node.expression, scope)
        if left.kind != "H":
            return self._number(left, right)
        if right.kind == "H":
            node.replace(call("ERP_DATE_SUB", node.this.copy(), node.expression.copy()))
            return Typed("F")
        days = exp.Neg(this=exp.Paren(this=node.expression.copy()))
        node.replace(call("ERP_DATE_ADD", text("DD"), days, node.this.copy()))
        return Typed("H")

    def _move_date(self, node: exp.Expr, scope: Scope, sign: int) -> Typed:
        interval = node.expression
        unit = interval.args.get("unit")
        amount = interval.this
        if not isinstance(unit, exp.Var) or not isinstance(amount, exp.Literal):
            raise self.flavour.syntax("INTERVAL")
        self.value(node.this, scope)
        count = exp.Literal.number(str(cells.number(str(amount.this)) * sign))
        node.replace(call("ERP_DATE_ADD", text(unit.name), count, node.this.copy()))
        return Typed("H")

    def _multiply(self, node: exp.Mul, scope: Scope) -> Typed:
        return self._number(self.value(node.this, scope), self.value(node.expression, scope))

    def _divide(self, node: exp.Div, scope: Scope) -> Typed:
        kinds = {self.value(node.this, scope).kind, self.value(node.expression, scope).kind}
        whole = not self.oracle and kinds == {"I"}
        name = "ERP_IDIV" if whole else "ERP_DIV"
        node.replace(call(name, node.this.copy(), node.expression.copy()))
        return Typed("I" if whole else "F")

    def _modulo(self, node: exp.Mod, scope: Scope) -> Typed:
        if self.oracle:
            raise self.flavour.syntax("%")
        typed = self._number(self.value(node.this, scope), self.value(node.expression, scope))
        node.replace(call("ERP_MOD", node.this.copy(), node.expression.copy()))
        return typed

    @staticmethod
    def _number(left: Typed, right: Typed) -> Typed:
        kinds = {left.kind, right.kind}
        return Typed("I" if kinds == {"I"} else "F" if kinds <= {"I", "F"} else "")

    def _concatenate(self, node: exp.DPipe, scope: Scope) -> Typed:
        return self._join_texts(node, [node.this, node.expression], scope)

    def _join_texts(self, node: exp.Expr, parts: Iterable[exp.Expr], scope: Scope) -> Typed:
        """Join texts, NULL counting as nothing; in Oracle nothing at all is NULL again."""
        pieces: list[exp.Expr] = []
        for part in list(parts):
            holder = exp.Paren(this=part.copy())
            kind = self.value(holder.this, scope).kind
            piece: exp.Expr = call("ERP_CAST_TEXT", holder.this) if kind == "F" else holder
            pieces.append(call("COALESCE", piece, text("")))
        joined: exp.Expr = pieces[0]
        for piece in pieces[1:]:
            joined = exp.DPipe(this=joined, expression=piece)
        whole: exp.Expr = exp.Paren(this=joined)
        node.replace(call("NULLIF", whole, text("")) if self.oracle else whole)
        return Typed("S")

    def _case(self, node: exp.Case, scope: Scope) -> Typed:
        subject = node.args.get("this")
        subject_type = self.value(subject, scope) if subject is not None else None
        results = []
        for branch in node.args["ifs"]:
            if subject_type is None:
                self.condition(branch.this, scope)
            else:
                match_type = self.value(branch.this, scope)
                self._align(node.this, subject_type, branch.this, match_type)
            results.append(self.value(branch.args["true"], scope))
        if node.args.get("default") is not None:
            results.append(self.value(node.args["default"], scope))
        return common(results)

    def _cast(self, node: exp.Cast, scope: Scope) -> Typed:
        if node.args.get("format") or node.args.get("default"):
            raise self.flavour.syntax("CAST")
        self.value(node.this, scope)
        replaced, kind = self._as_type(node.this.copy(), node.to, None)
        node.replace(replaced)
        return Typed(kind)

    def _convert(self, node: exp.Convert, scope: Scope) -> Typed:
        self.value(node.expression, scope)
        replaced, kind = self._as_type(node.expression.copy(), node.this, node.args.get("style"))
        node.replace(replaced)
        return Typed(kind)

    def _as_type(
        self, value: exp.Expr, to: exp.DataType, style: exp.Expr | None
    ) -> tuple[exp.Expr, str]:
        name = getattr(to.this, "name", str(to.this))
        sizes = [p.this for p in to.expressions if p.this.name.isdigit()]
        if name in _TEXTS:
            if style is not None:
                value = call("ERP_CONVERT_TEXT", value, style.copy())
            return call("ERP_CAST_TEXT", value, *(s.copy() for s in sizes[:1])), "S"
        if name in _WHOLE:
            return call("ERP_ROUND" if self.oracle else "ERP_TO_INTEGER", value), "I"
        if name in _NUMBERS:
            return self._as_number(value, name, sizes)
        if name in _DATES:
            return self._as_date(value, name, style), "H"
        raise self.flavour.syntax(name)

    def _as_number(self, value: exp.Expr, name: str, sizes: list[exp.Expr]) -> tuple[exp.Expr, str]:
        if name != "DECIMAL" or (self.oracle and not sizes):
            return call("ERP_TO_FLOAT", value), "F"
        places = sizes[1].copy() if len(sizes) > 1 else exp.Literal.number(0)
        return call("ERP_NUMBER_FROM", value, places), "I" if places.name == "0" else "F"

    def _as_date(self, value: exp.Expr, name: str, style: exp.Expr | None) -> exp.Expr:
        if style is not None:
            value = call("ERP_CONVERT_DATE", value, style.copy())
        else:
            value = call("ERP_DATE", value)
        # Oracle's DATE has a time of day; SQL Server's has none.
        return call("ERP_TRUNC", value) if name == "DATE" and not self.oracle else value

    def _extract(self, node: exp.Extract, scope: Scope) -> Typed:
        unit = node.this.name.upper()
        if not self.oracle or unit not in ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"):
            raise self.flavour.syntax(unit)
        self.value(node.expression, scope)
        node.replace(call("ERP_EXTRACT", text(unit), node.expression.copy()))
        return Typed("I")

    def _trim(self, node: exp.Trim, scope: Scope) -> Typed:
        self.value(node.this, scope)
        arguments = [node.this.copy()]
        if node.expression is not None:
            self.value(node.expression, scope)
            arguments.append(node.expression.copy())
        position = str(node.args.get("position") or "").upper()
        name = {"LEADING": "LTRIM", "TRAILING": "RTRIM"}.get(position, "TRIM")
        node.replace(self._nothing_is_null(call(name, *arguments)))
        return Typed("S")

    def _nothing_is_null(self, node: exp.Expr) -> exp.Expr:
        return call("NULLIF", node, text("")) if self.oracle else node

    def _now(self, node: exp.Expr, scope: Scope) -> Typed:
        del scope
        node.replace(call("ERP_NOW"))
        return Typed("H", nullable=False)

    def _date_literal(self, node: exp.Expr, scope: Scope) -> Typed:
        del scope
        value = node.this
        if not isinstance(value, exp.Literal):
            raise self.flavour.syntax(node.sql()[:40])
        try:
            node.replace(text(cells.sql_date(str(value.this))))
        except ValueError:
            raise self.flavour.not_a_date(str(value.this)) from None
        return Typed("H", nullable=False)

    def _scalar_subquery(self, node: exp.Subquery, scope: Scope) -> Typed:
        if node.alias:
            raise self.flavour.syntax(node.alias)
        return self._scalar(node.unnest(), scope)

    def _scalar(self, query: exp.Expr, scope: Scope) -> Typed:
        """Translate a subselect that stands for one value; a second row is an error."""
        many = isinstance(query, exp.Select) and not grouping.is_grouped(query)
        columns = self.query(query, scope)
        if len(columns) != 1:
            raise self.flavour.syntax(")")
        if many and not any(query.args.get(c) for c in ("limit", "distinct", "offset")):
            _guard_single(query)
        return Typed(columns[0][1].kind)


def _guard_single(query: exp.Expr) -> None:
    """Let an aggregate watch that there is one row, which SQLite does not care for.

    An aggregate of outer columns alone would belong to the outer query, so it is left out.
    """
    value = query.expressions[0]
    clause = query.args.get("from_") or query.args.get("from")
    joins = query.args.get("joins") or []
    own = {source.alias for source in [clause.this, *(j.this for j in joins)]} if clause else set()
    used = {column.table for column in value.find_all(exp.Column)}
    if (used and not used & own) or value.find(exp.Window, exp.Select):
        return
    query.set("order", None)
    value.set("this", call("ERP_SINGLE", value.this.copy()))


def common(types: list[Typed]) -> Typed:
    """Return the kind that several results have in common."""
    known = [typed for typed in types if typed.kind]
    kinds = {typed.kind for typed in known}
    if kinds == {"I", "F"}:
        return Typed("F")
    return Typed(known[0].kind) if known else _UNKNOWN
