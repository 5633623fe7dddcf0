"""Values between the wire's text and the database.

The database keeps every date as ``YYYY-MM-DD HH:MM:SS``, so that dates of D and H columns and
parameters compare as text, and every decimal as a float, which prints back the same digits.
'' is stored as NULL, as Oracle has it.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float | None

_WIRE_DATE = re.compile(r"\d{2}/\d{2}/\d{4}(?: \d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?")
_COMPACT_DATE = re.compile(r"\d{8}")
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
_SIGNIFICANT = 15


class DateError(ValueError):
    """A text that is no date."""


def decode(kind: str, text: str) -> Value:
    """Read the wire's text as kind S, I, F, D or H; raise ValueError where it is not one."""
    if text == "":
        return None
    text = text.strip() if kind != "S" else text
    if kind == "I":
        return integer(text)
    if kind == "F":
        return float(number(text))
    if kind in "DH":
        return wire_date(text)
    return text


def encode(kind: str, value: Value) -> str:
    """Write a stored value as loadRecords does (protocol §4.2)."""
    if value is None:
        return ""
    if kind in "DH" and isinstance(value, str):
        return _day_first(kind, value)
    return text(value)


def text(value: Value) -> str:
    """Write a value as the ERP converts it to text: decimals with a point, no exponent."""
    if isinstance(value, float):
        return format(decimal(value), "f")
    return "" if value is None else str(value)


def decimal(value: float, *, computed: bool = False) -> Decimal:
    """Return the decimal that a float stands for.

    A stored float gives back all its digits; a computed one (a SUM) is cut to the 15 that a
    float is sure of, so that 0.1 + 0.2 is 0.3 as the ERP's decimal arithmetic has it.
    """
    digits = Decimal(format(value, f".{_SIGNIFICANT}g") if computed else repr(value))
    return digits.quantize(Decimal(1)) if digits == digits.to_integral_value() else digits


def number(text: str) -> Decimal:
    """Read a decimal written with a point, an exponent allowed."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.strip())


def integer(text: str) -> int:
    value = number(text)
    if value != value.to_integral_value():
        raise ValueError(text)
    return int(value)


def wire_date(text: str) -> str:
    """Read dd/MM/yyyy [HH:mm[:ss]] into the stored form."""
    if not _WIRE_DATE.fullmatch(text):
        raise DateError(text)
    return _checked(f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}")


def sql_date(text: str) -> str:
    """Read a date as SQL literals and casts write it: ISO or yyyymmdd."""
    if _COMPACT_DATE.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if not _ISO_DATE.fullmatch(text):
        raise DateError(text)
    return _checked(text.replace("T", " "))


def _checked(text: str) -> str:
    try:
        stamp = datetime.fromisoformat(text[:26])
    except ValueError:
        raise DateError(text) from None
    whole = stamp.isoformat(" ", "seconds")
    # A fraction is kept for comparing ("up to 23:59:59.999999"); columns hold whole seconds.
    return f"{whole}.{stamp.microsecond:06d}" if stamp.microsecond else whole


def stored_date(moment: datetime) -> str:
    return moment.isoformat(" ", "seconds")


def explorer_date(value: str) -> str:
    """Write a stored date as executeQuery does: ddMMyyyy HH:mm:ss (protocol examples §2.9)."""
    day, _, time = value.partition(" ")
    year, month, dom = day.split("-")
    return f"{dom}{month}{year} {time[:8] or '00:00:00'}"


def _day_first(kind: str, value: str) -> str:
    day, _, time = value.partition(" ")
    year, month, dom = day.split("-")
    shown = f"{dom}/{month}/{year}"
    if kind == "D" or time in ("", "00:00:00"):
        return shown
    return f"{shown} {time[:8]}"


def key_text(key: Mapping[str, Value]) -> str:
    """Show a key in the ERP's messages."""
    return ", ".join(text(value) for value in key.values())
