"""Translating function calls: known names, their number of arguments, special forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from .conditions import call, named, text
from .expressions import Expressions, common
from .scope import Typed
from .sqlfunctions import DATE_PARTS, FUNCTIONS, SAME, WINDOW_ONLY, Function

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .flavours import Flavour
    from .scope import Scope


class Calls(Expressions):
    """Translate functions and windows; ``queries.Queries`` adds what holds a SELECT."""

    def __init__(self, flavour: Flavour, parameters: Sequence[str] = ()) -> None:
        super().__init__(flavour, parameters)
        self._functions = FUNCTIONS[flavour.sqlglot]
        self._special: dict[str, Callable[[exp.Anonymous, Scope], Typed]] = {
            "CHARINDEX": self._charindex,
            "CONCAT": self._concat,
            "DATEPART": self._date_part_of,
            "DECODE": self._decode,
            "IIF": self._iif,
            "LENGTH": self._length,
            "NVL2": self._nvl2,
        }
        self._values[exp.Anonymous] = self._function
        self._values[exp.Window] = self._window

    def _function(self, node: exp.Anonymous, scope: Scope) -> Typed:
        function = self._functions.get(named(node))
        if function is None:
            raise self.flavour.unknown_function(named(node))
        return self._call(node, function, scope)

    def _call(self, node: exp.Anonymous, function: Function, scope: Scope) -> Typed:
        arguments = list(node.expressions)
        if not function.least <= len(arguments) <= function.most:
            raise self.flavour.syntax(")")
        special = self._special.get(function.name)
        if special is not None:
            return special(node, scope)
        if function.unit:
            self._date_part(arguments[0], function)
            arguments = arguments[1:]
        kinds = [self._argument(argument, function, scope) for argument in arguments]
        node.set("this", function.name)
        if function.name == "REPLACE" and len(arguments) == 2:
            node.append("expressions", text(""))
        if function.name in ("LTRIM", "RTRIM", "REPLACE"):
            node.replace(self._nothing_is_null(node.copy()))
        if function.kind == SAME:
            return Typed(common(kinds).kind)
        return Typed(function.kind)

    def _argument(self, node: exp.Expr, function: Function, scope: Scope) -> Typed:
        if function.aggregate and isinstance(node, exp.Distinct):
            if len(node.expressions) != 1:
                raise self.flavour.syntax("DISTINCT")
            return self.value(node.expressions[0], scope)
        if isinstance(node, exp.Star) and function.name == "COUNT":
            return Typed("I")
        return self.value(node, scope)

    def _date_part(self, node: exp.Expr, function: Function) -> None:
        name = node.name.upper()
        if not isinstance(node, exp.Column) or name not in DATE_PARTS:
            raise self.flavour.syntax(node.name)
        node.replace(text(DATE_PARTS[name] if function.name == "ERP_EXTRACT" else name))

    def _concat(self, node: exp.Anonymous, scope: Scope) -> Typed:
        return self._join_texts(node, node.expressions, scope)

    def _length(self, node: exp.Anonymous, scope: Scope) -> Typed:
        self.value(node.expressions[0], scope)
        argument = call("ERP_CAST_TEXT", node.expressions[0].copy())
        # LEN does not count trailing blanks.
        node.replace(call("LENGTH", argument if self.oracle else call("RTRIM", argument)))
        return Typed("I")

    def _decode(self, node: exp.Anonymous, scope: Scope) -> Typed:
        """DECODE holds NULL equal to NULL, which ``IS`` does in SQLite."""
        subject, *rest = [argument.copy() for argument in node.expressions]
        case = exp.Case()
        while len(rest) > 1:
            test = exp.EQ(this=subject.copy(), expression=rest.pop(0))
            self._compare(test, scope)
            same = exp.NullSafeEQ(this=test.this, expression=test.expression)
            case.append("ifs", exp.If(this=same, true=rest.pop(0)))
        if rest:
            case.set("default", rest.pop())
        results = [self.value(branch.args["true"], scope) for branch in case.args["ifs"]]
        if case.args.get("default") is not None:
            results.append(self.value(case.args["default"], scope))
        node.replace(case)
        return common(results)

    def _nvl2(self, node: exp.Anonymous, scope: Scope) -> Typed:
        subject, filled, empty = [argument.copy() for argument in node.expressions]
        test = exp.Not(this=exp.Is(this=subject, expression=exp.Null()))
        return self._replaced_by_case(node, test, filled, empty, scope)

    def _iif(self, node: exp.Anonymous, scope: Scope) -> Typed:
        test, true, false = [argument.copy() for argument in node.expressions]
        return self._replaced_by_case(node, test, true, false, scope)

    def _replaced_by_case(
        self,
        node: exp.Expr,
        test: exp.Expr,
        true: exp.Expr,
        false: exp.Expr,
        scope: Scope,
    ) -> Typed:
        case = exp.Case(ifs=[exp.If(this=test, true=true)], default=false)
        node.replace(case)
        return self._case(case, scope)

    def _charindex(self, node: exp.Anonymous, scope: Scope) -> Typed:
        for argument in list(node.expressions):
            self.value(argument, scope)
        part, whole, *start = [argument.copy() for argument in node.expressions]
        node.replace(call("ERP_INSTR", whole, part, *start))
        return Typed("I")

    def _date_part_of(self, node: exp.Anonymous, scope: Scope) -> Typed:
        self.value(node.expressions[0], scope)
        node.replace(call("ERP_EXTRACT", text(named(node)), node.expressions[0].copy()))
        return Typed("I")

    def _window(self, node: exp.Window, scope: Scope) -> Typed:
        inner = node.this
        if not isinstance(inner, exp.Anonymous):
            raise self.flavour.syntax("OVER")
        function = WINDOW_ONLY.get(named(inner)) or self._functions.get(named(inner))
        if function is None or not (function.aggregate or named(inner) in WINDOW_ONLY):
            raise self.flavour.unknown_function(named(inner))
        typed = self._call(inner, function, scope)
        for part in list(node.args.get("partition_by") or []):
            self.value(part, scope)
        order = node.args.get("order")
        for term in list(order.expressions) if order is not None else []:
            self.term(term, scope)
        return typed

    def term(self, node: exp.Ordered, scope: Scope) -> None:
        """Translate one term of an ORDER BY; an index serves where NULLs cannot be."""
        typed = self.value(node.this, scope)
        if not typed.nullable:
            node.set("nulls_first", not node.args.get("desc"))

    def check_order(self, order: exp.Expr) -> None:
        """Refuse a column that orders twice, where the database does."""
        keys = [term.this.sql() for term in order.expressions if isinstance(term.this, exp.Column)]
        error = self.flavour.repeated_order()
        if error is not None and len(set(keys)) < len(keys):
            raise error
