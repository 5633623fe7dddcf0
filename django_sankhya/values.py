"""The exact values of the wire: one function per type, both ways (protocol §4.2).

Text keeps its zeros, money is `Decimal` and never passes through float, flags are S or N, dates are
`dd/MM/yyyy`, date-times `dd/MM/yyyy HH:mm:ss` in the ERP's local time. An empty value is None.

Decoders take a whole column of a page at once: most columns then cost one call in C.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, TypeAlias

from django_sankhya.exceptions import DataError

__all__ = [
    "Column",
    "Decoder",
    "boolean",
    "date_only",
    "date_time",
    "decimal",
    "encode",
    "floating",
    "integer",
    "parameter_type",
    "text",
    "text_not_null",
]

Column: TypeAlias = Sequence[str | None]
Decoder: TypeAlias = Callable[[Column], Sequence[Any]]

# What XML 1.0 cannot carry at all, and what UTF-8 cannot (lone surrogates).
_UNSENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def encode(value: Any) -> str:
    """Write a value as the ERP reads it; None is the empty text.

    Date-times must be naive, in the ERP's local time, and of whole seconds, as the wire knows no
    others. Raises DataError for what the wire cannot carry.
    """
    for kind, write in _ENCODERS:
        if isinstance(value, kind):
            return write(value)
    raise DataError(
        f"A value of type {type(value).__name__} cannot be sent to the ERP: use str, int, Decimal, "
        "bool, date, datetime or None."
    )


def parameter_type(value: Any) -> str:
    """Name the letter of a criteria parameter: S text, I integer, F decimal, D date, H date-time."""
    for kind, letter in _LETTERS:
        if isinstance(value, kind):
            return letter
    raise DataError(f"A value of type {type(value).__name__} cannot be a criteria parameter.")


def _encode_text(value: str) -> str:
    if found := _UNSENDABLE.search(value):
        raise DataError(
            f"The character U+{ord(found[0]):04X} at position {found.start()} cannot be sent to "
            "the ERP: remove it from the text."
        )
    return str(value)


def _encode_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise DataError(f"{value} is not a number that the ERP can hold.")
    return format(value, "f")


def _encode_float(value: float) -> str:
    return _encode_decimal(Decimal(repr(value)))


def _encode_date(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def _encode_datetime(value: datetime) -> str:
    if value.tzinfo is not None:
        raise DataError("A date-time for the ERP must be naive, in the ERP's local time.")
    if value.microsecond:
        raise DataError("The ERP keeps whole seconds: drop the microseconds.")
    return f"{_encode_date(value)} {value:%H:%M:%S}"


def _encode_time(value: time) -> str:
    return f"{value:%H:%M:%S}"


# The order matters: bool is an int, datetime is a date.
_ENCODERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, _encode_text),
    (bool, lambda value: "S" if value else "N"),
    (int, lambda value: str(int(value))),
    (Decimal, _encode_decimal),
    (datetime, _encode_datetime),
    (date, _encode_date),
    (type(None), lambda value: ""),
    (float, _encode_float),
    (time, _encode_time),
)
_LETTERS: tuple[tuple[type, str], ...] = (
    (str, "S"),
    (bool, "S"),
    (int, "I"),
    (Decimal, "F"),
    (datetime, "H"),
    (date, "D"),
    (float, "F"),
    (time, "S"),
)


def text(column: Column) -> Sequence[str | None]:
    """Read texts; an empty one is None, as the ERP knows no difference."""
    return [cell or None for cell in column] if "" in column else column


def text_not_null(column: Column) -> Sequence[str]:
    """Read texts of a column that Django declares NOT NULL; an empty one is ''."""
    return [cell or "" for cell in column]


def integer(column: Column) -> Sequence[int | None]:
    """Read integers; raises DataError where a cell is none."""
    return _each(int, column, _integer)


def decimal(column: Column) -> Sequence[Decimal | None]:
    """Read decimals digit by digit; raises DataError where a cell is none."""
    return _each(Decimal, column, _decimal)


def floating(column: Column) -> Sequence[float | None]:
    """Read floats; raises DataError where a cell is none."""
    return _each(float, column, lambda cell: float(_decimal(cell)))


def boolean(column: Column) -> Sequence[bool | None]:
    """Read S as True and N as False; raises DataError for anything else."""
    try:
        return [_FLAGS[cell] for cell in column]
    except KeyError as unknown:
        raise DataError(f"{unknown.args[0]!r} is neither 'S' nor 'N'.") from None


def date_only(column: Column) -> Sequence[date | None]:
    """Read dates, also from cells that carry a time of day."""
    return [_date(cell) if cell else None for cell in column]


def date_time(zone: tzinfo | None) -> Decoder:
    """Make the reader of date-times that gives aware ones in `zone`, or naive ones for None."""

    def read(column: Column) -> Sequence[datetime | None]:
        return [_datetime(cell, zone) if cell else None for cell in column]

    return read


_FLAGS: dict[str | None, bool | None] = {"S": True, "N": False, None: None, "": None}


def _each(fast: Callable[[Any], Any], column: Column, careful: Callable[[str], Any]) -> list[Any]:
    try:
        return [fast(cell) if cell else None for cell in column]
    except (ValueError, InvalidOperation):  # a number written oddly, or none
        return [careful(cell) if cell else None for cell in column]


def _integer(cell: str) -> int:
    number = _decimal(cell)
    if number != number.to_integral_value():
        raise DataError(f"{cell!r} is not an integer: declare the field as a DecimalField.")
    return int(number)


def _decimal(cell: str) -> Decimal:
    try:
        return Decimal(cell)
    except InvalidOperation:
        raise DataError(f"{cell!r} is not a number.") from None


@lru_cache(maxsize=4096)
def _date(cell: str) -> date:
    try:
        return date.fromisoformat(f"{cell[6:10]}-{cell[3:5]}-{cell[:2]}")
    except ValueError:
        raise DataError(f"{cell!r} is not a date of the form dd/MM/yyyy.") from None


@lru_cache(maxsize=4096)
def _time(cell: str) -> time:
    return time.fromisoformat(cell or "00:00:00")


def _datetime(cell: str, zone: tzinfo | None) -> datetime:
    try:
        return datetime.combine(_date(cell[:10]), _time(cell[11:]), zone)
    except (DataError, ValueError):
        raise DataError(f"{cell!r} is not a date-time of the form dd/MM/yyyy HH:mm:ss.") from None
