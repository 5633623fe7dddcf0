"""Parsing: criteria, orders and SELECTs in the dialect of the ERP's database.

Function calls are kept as written (``Anonymous``), so that ``sqlfunctions`` alone decides which
exist and what they mean.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.oracle import Oracle
from sqlglot.dialects.tsql import TSQL
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokens import TokenType  # type: ignore[attr-defined]

from . import errors
from .errors import ErpError

if TYPE_CHECKING:
    from .flavours import Flavour

# sqlglot warns of what it drops; whatever is dropped or unknown is refused by the translator.
logging.getLogger("sqlglot").setLevel(logging.ERROR)

_SPECIAL = ("CAST", "CONVERT", "EXTRACT", "TRIM", "TRY_CAST", "TRY_CONVERT")


class _Oracle(Oracle):
    class Parser(Oracle.Parser):  # type: ignore[misc, valid-type]
        FUNCTIONS: ClassVar[dict[str, Any]] = {}
        FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {
            name: parse
            for name, parse in Oracle.Parser.FUNCTION_PARSERS.items()
            if name in _SPECIAL
        }


class _SqlServer(TSQL):
    class Parser(TSQL.Parser):  # type: ignore[misc, valid-type]
        FUNCTIONS: ClassVar[dict[str, Any]] = {}
        FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {
            name: parse for name, parse in TSQL.Parser.FUNCTION_PARSERS.items() if name in _SPECIAL
        }


_DIALECTS: dict[str, Any] = {"oracle": _Oracle, "tsql": _SqlServer}
_CHANGING = {
    TokenType.ALTER, TokenType.CREATE, TokenType.DELETE, TokenType.DROP, TokenType.EXECUTE,
    TokenType.GRANT, TokenType.INSERT, TokenType.INTO, TokenType.MERGE, TokenType.TRUNCATE,
    TokenType.UPDATE,
}  # fmt: skip

_FOREIGN = {
    "oracle": {TokenType.LIMIT, TokenType.ILIKE, TokenType.RLIKE, TokenType.TOP},
    "tsql": {TokenType.LIMIT, TokenType.ILIKE, TokenType.RLIKE, TokenType.DPIPE},
}
_OPENING = (TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN)


class Dialect:
    """Parse the SQL of one flavour; what does not parse raises the ERP's error."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour
        self._dialect = _DIALECTS[flavour.sqlglot]

    def condition(self, text: str) -> exp.Where:
        """Parse a criteria expression, its ``?`` numbered in order as ``:p0``, ``:p1`` …"""
        try:
            return exp.Where(this=self._parse(self._number(text), exp.Condition))
        except ErpError as error:
            raise _invalid_expression(text, error) from None

    def order(self, text: str) -> exp.Order:
        """Parse an orderByExpression."""
        try:
            order = self._parse("ORDER BY " + text, exp.Order)
        except ErpError as error:
            raise _invalid_expression(text, error) from None
        assert isinstance(order, exp.Order)
        return order

    def select(self, text: str) -> exp.Query:
        """Parse what executeQuery takes: one SELECT, nothing that changes data."""
        kinds = [token.token_type for token in self._tokens(text)]
        if not kinds or kinds[0] not in _OPENING or not _CHANGING.isdisjoint(kinds):
            raise errors.only_queries()
        statement = self._parse(text.rstrip().rstrip(";"), None)
        if not isinstance(statement, exp.Query):
            raise errors.only_queries()
        return statement

    def placeholders(self, text: str) -> int:
        return sum(t.token_type is TokenType.PLACEHOLDER for t in self._tokens(text))

    def _number(self, text: str) -> str:
        parts, end = [], 0
        marks = [t for t in self._tokens(text) if t.token_type is TokenType.PLACEHOLDER]
        for number, token in enumerate(marks):
            parts += [text[end : token.start], f":p{number} "]
            end = token.end + 1
        return "".join(parts) + text[end:]

    def _parse(self, text: str, into: type[exp.Expr] | None) -> exp.Expr:
        self._refuse_foreign(text)
        try:
            if into is None:
                return sqlglot.parse_one(text, dialect=self._dialect)
            return sqlglot.parse_one(text, dialect=self._dialect, into=into)
        except ParseError as error:
            raise self.flavour.syntax(_near(error)) from None
        except RecursionError:
            raise self.flavour.refused("expressão profunda demais") from None

    def _tokens(self, text: str) -> list[Any]:
        try:
            return list(sqlglot.tokenize(text, dialect=self._dialect))
        except TokenError:
            raise ErpError("Delimitador ''' desbalanceado") from None

    def _refuse_foreign(self, text: str) -> None:
        """Refuse words of other databases that sqlglot would understand all the same."""
        tokens = self._tokens(text)
        foreign = _FOREIGN[self.flavour.sqlglot]
        for number, token in enumerate(tokens):
            nulls = [t.text.upper() for t in tokens[number : number + 2]]
            if token.token_type in foreign or (
                self.flavour.sqlglot == "tsql" and nulls in (["NULLS", "FIRST"], ["NULLS", "LAST"])
            ):
                raise self.flavour.syntax(token.text)


def _invalid_expression(text: str, error: ErpError) -> ErpError:
    if error.message.startswith("Delimitador"):
        return error
    return ErpError(f"Expressão inválida: {text}\n{error.message}")


def _near(error: ParseError) -> str:
    for inner in (error, error.__cause__):
        details = getattr(inner, "errors", None)
        if details and details[0].get("highlight"):
            return str(details[0]["highlight"])
    return ""
