"""Translating expressions: names checked, functions mapped, kinds made to compare.

The tree that sqlglot parsed is changed in place. A node that is not known here is refused as bad
syntax: nothing passes through to SQLite by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from . import cells
from .scope import Typed, normal
from .sqlfunctions import DATE_PARTS, FUNCTIONS, WINDOW_ONLY, Function

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .flavours import Flavour
    from .scope import Scope

_UNKNOWN = Typed("")
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
_TEXTS = frozenset(["CHAR", "VARCHAR", "NCHAR", "NVARCHAR", "TEXT"])
_WHOLE = frozenset(["INT", "BIGINT", "SMALLINT", "TINYINT", "UTINYINT", "BIT"])
_NUMBERS = frozenset(["DECIMAL", "FLOAT", "DOUBLE", "MONEY", "SMALLMONEY", "BIGDECIMAL"])
_DATES = frozenset(["DATE", "DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP", "TIMESTAMPNTZ"])


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))


def text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


class Expressions:
    """Translate values and conditions; ``queries.Queries`` adds what holds a SELECT."""

    def __init__(self, flavour: Flavour, parameters: Sequence[str] = ()) -> None:
        self.flavour = flavour
        self.oracle = flavour.sqlglot == "oracle"
        self._parameters = parameters
        self._functions = FUNCTIONS[flavour.sqlglot]
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
            exp.Anonymous: self._function,
            exp.Window: self._window,
            exp.CurrentTimestamp: self._now,
            exp.CurrentDate: self._now,
            exp.DateStrToDate: self._date_literal,
            exp.StrToTime: self._date_literal,
            exp.Subquery: self._scalar_subquery,
        }

    # -- conditions --------------------------------------------------------------------------

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
        elif self.oracle and isinstance(node, exp.Anonymous) and _named(node) == "REGEXP_LIKE":
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

    # -- values ------------------------------------------------------------------------------

    def value(self, node: exp.Expr, scope: Scope) -> Typed:
        """Translate a value in place and tell its kind."""
        handler = self._values.get(type(node))
        if handler is None:
            if isinstance(node, exp.Query):
                return self._scalar(node, scope)
            raise self.flavour.syntax(node.sql()[:40])
        return handler(node, scope)

    def query(self, node: exp.Expr, scope: Scope | None) -> list[tuple[str, Typed]]:
        raise NotImplementedError

    def _column(self, node: exp.Column, scope: Scope) -> Typed:
        if node.args.get("join_mark") or node.args.get("catalog"):
            raise self.flavour.syntax("(+)" if node.args.get("join_mark") else ".")
        if self.oracle and not node.table and node.name.upper() == "ROWNUM":
            node.replace(exp.Window(this=call("ROW_NUMBER")))
            return Typed("I", nullable=False)
        table = normal(node.args["table"], self.flavour) if node.table else None
        written = node.name if not self.oracle else node.name.upper()
        source, typed = scope.resolve(normal(node.this, self.flavour), table, written)
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
        return _common(results)

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
        columns = self.query(query, scope)
        if len(columns) != 1:
            raise self.flavour.syntax(")")
        return Typed(columns[0][1].kind)

    # -- functions ---------------------------------------------------------------------------

    def _function(self, node: exp.Anonymous, scope: Scope) -> Typed:
        function = self._functions.get(_named(node))
        if function is None:
            raise self.flavour.unknown_function(_named(node))
        return self._call(node, function, scope)

    def _call(self, node: exp.Anonymous, function: Function, scope: Scope) -> Typed:
        arguments = list(node.expressions)
        if not function.least <= len(arguments) <= function.most:
            raise self.flavour.syntax(")")
        special = getattr(self, "_call_" + function.name.lower(), None)
        if special is not None:
            result = special(node, scope)
            assert isinstance(result, Typed)
            return result
        if function.unit:
            self._date_part(arguments[0], function)
            arguments = arguments[1:]
        kinds = [self._argument(argument, function, scope) for argument in arguments]
        node.set("this", function.name)
        if function.name == "REPLACE" and len(arguments) == 2:
            node.append("expressions", text(""))
        if function.name in ("LTRIM", "RTRIM", "REPLACE"):
            node.replace(self._nothing_is_null(node.copy()))
        if function.kind == "=":
            return Typed(_common(kinds).kind)
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

    def _call_concat(self, node: exp.Anonymous, scope: Scope) -> Typed:
        return self._join_texts(node, node.expressions, scope)

    def _call_length(self, node: exp.Anonymous, scope: Scope) -> Typed:
        self.value(node.expressions[0], scope)
        argument = call("ERP_CAST_TEXT", node.expressions[0].copy())
        # LEN does not count trailing blanks.
        node.replace(call("LENGTH", argument if self.oracle else call("RTRIM", argument)))
        return Typed("I")

    def _call_decode(self, node: exp.Anonymous, scope: Scope) -> Typed:
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
        return _common(results)

    def _call_nvl2(self, node: exp.Anonymous, scope: Scope) -> Typed:
        subject, filled, empty = [argument.copy() for argument in node.expressions]
        test = exp.Not(this=exp.Is(this=subject, expression=exp.Null()))
        return self._replaced_by_case(node, test, filled, empty, scope)

    def _call_iif(self, node: exp.Anonymous, scope: Scope) -> Typed:
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

    def _call_charindex(self, node: exp.Anonymous, scope: Scope) -> Typed:
        for argument in list(node.expressions):
            self.value(argument, scope)
        part, whole, *start = [argument.copy() for argument in node.expressions]
        node.replace(call("ERP_INSTR", whole, part, *start))
        return Typed("I")

    def _call_year(self, node: exp.Anonymous, scope: Scope) -> Typed:
        self.value(node.expressions[0], scope)
        node.replace(call("ERP_EXTRACT", text(_named(node)), node.expressions[0].copy()))
        return Typed("I")

    _call_month = _call_day = _call_year

    def _window(self, node: exp.Window, scope: Scope) -> Typed:
        inner = node.this
        if not isinstance(inner, exp.Anonymous):
            raise self.flavour.syntax("OVER")
        function = WINDOW_ONLY.get(_named(inner)) or self._functions.get(_named(inner))
        if function is None or not (function.aggregate or _named(inner) in WINDOW_ONLY):
            raise self.flavour.unknown_function(_named(inner))
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


def _named(node: exp.Expr) -> str:
    return str(node.this).upper() if isinstance(node.this, str) else ""


def _common(types: list[Typed]) -> Typed:
    known = [typed for typed in types if typed.kind]
    kinds = {typed.kind for typed in known}
    if kinds == {"I", "F"}:
        return Typed("F")
    return Typed(known[0].kind) if known else _UNKNOWN
