"""Translating conditions: comparisons whose sides are made to meet, LIKE, IN, EXISTS.

The tree that sqlglot parsed is changed in place. A node that is not known is refused as bad
syntax: nothing passes through to SQLite by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from . import cells

if TYPE_CHECKING:
    from .flavours import Flavour
    from .scope import Scope, Typed

_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))


def text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


def named(node: exp.Expr) -> str:
    """Return the name of a function call in upper case."""
    return str(node.this).upper() if isinstance(node.this, str) else ""


class Conditions:
    """Translate what is true or false; values and queries come from the subclasses."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour
        self.oracle = flavour.sqlglot == "oracle"

    def value(self, node: exp.Expr, scope: Scope) -> Typed:
        raise NotImplementedError

    def query(self, node: exp.Expr, scope: Scope | None) -> list[tuple[str, Typed]]:
        raise NotImplementedError

    def condition(self, node: exp.Expr, scope: Scope) -> None:
        """Translate what must be true or false; a bare value is no condition."""
        if isinstance(node, exp.And | exp.Or):
            for operand in list(node.flatten(unnest=False)):
                self.condition(operand, scope)
        elif isinstance(node, exp.Paren | exp.Not):
            self.condition(node.this, scope)
        elif isinstance(node, _COMPARISONS):
            self._compare(node, scope)
        elif isinstance(node, exp.Is):
            self._is_null(node, scope)
        elif isinstance(node, exp.Between):
            self._between(node, scope)
        elif isinstance(node, exp.In):
            self._in(node, scope)
        elif isinstance(node, exp.Like | exp.Escape):
            self._like(node, scope)
        elif isinstance(node, exp.Exists):
            self._exists(node, scope)
        elif self.oracle and isinstance(node, exp.Anonymous) and named(node) == "REGEXP_LIKE":
            self._regexp_like(node, scope)
        else:
            raise self.flavour.not_a_condition(node.sql()[:40])

    def _compare(self, node: exp.Expr, scope: Scope) -> None:
        left, right = node.this, node.expression
        if isinstance(left, exp.Tuple):
            return self._compare_tuples(node, left, right, scope)
        if isinstance(right, exp.Any):
            return self._compare_any(node, right, scope)
        kinds = self.value(left, scope), self.value(right, scope)
        self._align(node.this, kinds[0], node.expression, kinds[1])
        return None

    def _compare_tuples(
        self, node: exp.Expr, left: exp.Tuple, right: exp.Expr, scope: Scope
    ) -> None:
        """Oracle compares tuples for equality only; SQL Server has no tuples."""
        if not self.oracle or not isinstance(node, exp.EQ | exp.NEQ):
            raise self.flavour.syntax(",")
        if isinstance(right, exp.Paren) and isinstance(right.this, exp.Tuple):
            right = right.this
            node.set("expression", right)
        if not isinstance(right, exp.Tuple) or len(left.expressions) != len(right.expressions):
            raise self.flavour.syntax(",")
        self._pair_up(left.expressions, right.expressions, scope)

    def _pair_up(self, left: list[exp.Expr], right: list[exp.Expr], scope: Scope) -> None:
        for a, b in zip(list(left), list(right), strict=True):
            pair = exp.EQ(this=a.copy(), expression=b.copy())
            self._compare(pair, scope)
            a.replace(pair.this)
            b.replace(pair.expression)

    def _compare_any(self, node: exp.Expr, right: exp.Any, scope: Scope) -> None:
        """``= ANY (SELECT …)`` is IN; SQLite has no other quantifier."""
        query = right.this.unnest()
        if not isinstance(node, exp.EQ) or not isinstance(query, exp.Query):
            raise self.flavour.refused("ANY")
        membership = exp.In(this=node.this.copy(), query=exp.Subquery(this=query.copy()))
        node.replace(membership)
        self._in(membership, scope)

    def _is_null(self, node: exp.Is, scope: Scope) -> None:
        if not isinstance(node.expression, exp.Null):
            raise self.flavour.syntax("IS")
        self.value(node.this, scope)

    def _between(self, node: exp.Between, scope: Scope) -> None:
        if node.args.get("symmetric"):
            raise self.flavour.syntax("SYMMETRIC")
        kind = self.value(node.this, scope)
        for bound in ("low", "high"):
            other = self.value(node.args[bound], scope)
            self._align(node.this, kind, node.args[bound], other)

    def _in(self, node: exp.In, scope: Scope) -> None:
        subject = node.this
        if isinstance(subject, exp.Tuple):
            return self._tuple_in(node, subject, scope)
        kind = self.value(subject, scope)
        query = node.args.get("query")
        if query is not None:
            columns = self.query(query.unnest(), scope)
            if len(columns) != 1:
                raise self.flavour.syntax(")")
            return None
        if not node.expressions:
            raise self.flavour.syntax(")")
        for item in list(node.expressions):
            self._align(node.this, kind, item, self.value(item, scope))
        return None

    def _tuple_in(self, node: exp.In, subject: exp.Tuple, scope: Scope) -> None:
        if not self.oracle:
            raise self.flavour.syntax(",")
        query = node.args.get("query")
        if query is not None:
            for part in list(subject.expressions):
                self.value(part, scope)
            if len(self.query(query.unnest(), scope)) != len(subject.expressions):
                raise self.flavour.syntax(")")
            return
        # SQLite takes a list of tuples only as VALUES: spell the equalities out.
        choices: list[exp.Expr] = []
        for item in node.expressions:
            if not isinstance(item, exp.Tuple) or len(item.expressions) != len(subject.expressions):
                raise self.flavour.syntax(",")
            pair = exp.EQ(this=subject.copy(), expression=item.copy())
            self._compare(pair, scope)
            choices.append(pair)
        node.replace(exp.Paren(this=exp.or_(*choices, copy=False)))

    def _like(self, node: exp.Expr, scope: Scope) -> None:
        like = node.this if isinstance(node, exp.Escape) else node
        if not isinstance(like, exp.Like):
            raise self.flavour.syntax("ESCAPE")
        for side in (like.this, like.expression):
            kind = self.value(side, scope).kind
            if kind == "F":
                side.replace(call("ERP_CAST_TEXT", side.copy()))
        if isinstance(node, exp.Escape):
            self.value(node.expression, scope)

    def _exists(self, node: exp.Exists, scope: Scope) -> None:
        query = node.this.unnest()
        if not isinstance(query, exp.Query):
            raise self.flavour.syntax("EXISTS")
        self.query(query, scope)

    def _regexp_like(self, node: exp.Anonymous, scope: Scope) -> None:
        if not 2 <= len(node.expressions) <= 3:
            raise self.flavour.syntax(")")
        for argument in list(node.expressions):
            self.value(argument, scope)
        node.set("this", "ERP_REGEXP_LIKE")

    # -- making kinds meet -------------------------------------------------------------------

    def _align(self, left: exp.Expr, left_type: Typed, right: exp.Expr, right_type: Typed) -> None:
        """Convert one side as the database would: text to date, text to number."""
        for one, kind, other in (
            (left, left_type.kind, right_type.kind),
            (right, right_type.kind, left_type.kind),
        ):
            if kind != "S" or other not in ("H", "I", "F"):
                continue
            if isinstance(one, exp.Literal):
                one.replace(self._converted_literal(one, other))
            elif other == "H":
                one.replace(self._text_as_date(one.copy()))
            else:
                one.replace(call("ERP_TO_NUMBER", one.copy()))

    def _converted_literal(self, literal: exp.Literal, kind: str) -> exp.Expr:
        value = str(literal.this)
        try:
            if kind != "H":
                return exp.Literal.number(str(cells.number(value)))
            return text(cells.wire_date(value) if self.oracle else cells.sql_date(value))
        except ValueError:
            fail = self.flavour.not_a_date if kind == "H" else self.flavour.not_a_number
            raise fail(value) from None

    def _text_as_date(self, node: exp.Expr) -> exp.Expr:
        if self.oracle:
            return call("ERP_TO_DATE", node, text("DD/MM/YYYY HH24:MI:SS"))
        return call("ERP_DATE", node)
