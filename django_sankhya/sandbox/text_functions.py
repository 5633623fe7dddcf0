"""Text functions of Oracle and SQL Server, for SQLite."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from . import cells
from .nulls import or_null

if TYPE_CHECKING:
    from .cells import Value
    from .nulls import Definition


def _upper(value: Value) -> Value:
    return None if value is None else cells.text(value).upper()


def _lower(value: Value) -> Value:
    return None if value is None else cells.text(value).lower()


def _substr(value: Value, start: Value, length: Value = -1) -> Value:
    """Cut as Oracle does: position 0 means 1, a negative one counts from the end."""
    if value is None or start is None or length is None:
        return None
    content, first = cells.text(value), int(start)
    begin = first - 1 if first > 0 else max(len(content) + first, 0) if first else 0
    end = None if length == -1 else begin + max(int(length), 0)
    return content[begin:end] or None


def _substring(value: Value, start: Value, length: Value) -> Value:
    """Cut as SQL Server does: a start before 1 eats from the length."""
    if value is None or start is None or length is None:
        return None
    end = int(start) - 1 + int(length)
    return cells.text(value)[max(int(start) - 1, 0) : max(end, 0)]


def _left(value: Value, length: Value) -> Value:
    if value is None or length is None:
        return None
    return cells.text(value)[: max(int(length), 0)]


def _right(value: Value, length: Value) -> Value:
    if value is None or length is None:
        return None
    content = cells.text(value)
    return content[max(len(content) - int(length), 0) :]


def _pad(value: Value, width: Value, fill: Value, *, left: bool) -> Value:
    if value is None or width is None or fill is None:
        return None
    content, size, filler = cells.text(value), int(width), cells.text(fill)
    missing = size - len(content)
    if missing <= 0:
        return content[:size] or None
    padding = (filler * missing)[:missing]
    return padding + content if left else content + padding


def _lpad(value: Value, width: Value, fill: Value = " ") -> Value:
    return _pad(value, width, fill, left=True)


def _rpad(value: Value, width: Value, fill: Value = " ") -> Value:
    return _pad(value, width, fill, left=False)


def _instr(value: Value, part: Value, start: Value = 1) -> Value:
    if value is None or part is None or start is None:
        return None
    return cells.text(value).find(cells.text(part), max(int(start) - 1, 0)) + 1


def _initcap(value: Value) -> Value:
    if value is None:
        return None
    return re.sub(r"\w+", lambda m: m[0][0].upper() + m[0][1:].lower(), cells.text(value))


@lru_cache(maxsize=256)
def _pattern(source: str, flags: str) -> re.Pattern[str]:
    for name, members in (
        ("alpha", "a-zA-ZÀ-ÿ"),
        ("digit", "0-9"),
        ("space", r"\s"),
        ("alnum", "a-zA-ZÀ-ÿ0-9"),
        ("upper", "A-ZÀ-Þ"),
        ("lower", "a-zß-ÿ"),
    ):
        source = source.replace(f"[:{name}:]", members)
    options = re.IGNORECASE if "i" in flags else re.NOFLAG
    options |= re.MULTILINE if "m" in flags else re.NOFLAG
    try:
        return re.compile(source, options | (re.DOTALL if "n" in flags else re.NOFLAG))
    except re.error as error:
        raise ValueError(source) from error


def _regexp_like(value: Value, pattern: Value, flags: Value = "c") -> Value:
    if value is None or pattern is None:
        return None
    return int(
        _pattern(cells.text(pattern), cells.text(flags)).search(cells.text(value)) is not None
    )


def _regexp_replace(value: Value, pattern: Value, new: Value = "") -> Value:
    if value is None or pattern is None:
        return value
    return _pattern(cells.text(pattern), "c").sub(cells.text(new), cells.text(value)) or None


def _cast_text(value: Value, width: Value = None) -> Value:
    return cells.text(value)[: None if width is None else int(width)]


TEXTS: tuple[Definition, ...] = (
    ("UPPER", 1, _upper),
    ("LOWER", 1, _lower),
    ("ERP_SUBSTR", -1, _substr),
    ("ERP_SUBSTRING", 3, _substring),
    ("ERP_LEFT", 2, _left),
    ("ERP_RIGHT", 2, _right),
    ("ERP_LPAD", -1, _lpad),
    ("ERP_RPAD", -1, _rpad),
    ("ERP_INSTR", -1, _instr),
    ("ERP_INITCAP", 1, _initcap),
    ("ERP_REGEXP_LIKE", -1, _regexp_like),
    ("ERP_REGEXP_REPLACE", -1, _regexp_replace),
    ("ERP_CAST_TEXT", -1, or_null(_cast_text)),
)
