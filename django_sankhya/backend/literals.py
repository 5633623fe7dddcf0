"""Values as SQL literals, for executeQuery knows no bind parameters (protocol §6).

One function for all types; what it doesn't know raises. A quote is doubled, nothing else has a
meaning inside a literal of Oracle or SQL Server.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django_sankhya.exceptions import NotSupportedError
from django_sankhya.values import encode

__all__ = ["inline", "literal"]


def inline(sql: str, params: Iterable[Any], dialect: str) -> str:
    """Put values as literals where Django's SQL has `%s`."""
    return sql % tuple(literal(value, dialect) for value in params)


def literal(value: Any, dialect: str) -> str:
    """Write a value in the dialect "oracle" or "sqlserver"."""
    if isinstance(value, bool | str):
        return _text(encode(value), dialect)
    if isinstance(value, int | Decimal | float):
        return encode(value)
    if isinstance(value, datetime):
        return _moment(value, dialect)
    if isinstance(value, date):
        return _moment(datetime(value.year, value.month, value.day), dialect)  # noqa: DTZ001
    raise NotSupportedError(f"A {type(value).__name__} cannot be written into a SELECT.")


def _text(text: str, dialect: str) -> str:
    quoted = "'" + text.replace("'", "''") + "'"
    # SQL Server reads a plain literal in the database's code page.
    return f"N{quoted}" if dialect == "sqlserver" and not _is_latin_1(text) else quoted


def _is_latin_1(text: str) -> bool:
    return all(ord(character) < 256 for character in text)


def _moment(moment: datetime, dialect: str) -> str:
    if dialect == "sqlserver":
        return f"CONVERT(DATETIME, '{moment.isoformat(' ', 'seconds')}', 120)"
    return f"TO_DATE('{encode(moment)}', 'DD/MM/YYYY HH24:MI:SS')"
