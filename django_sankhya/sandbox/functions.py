"""SQL functions of Oracle and SQL Server that SQLite lacks or spells differently.

Each is registered on the connection under a name that translated SQL uses; a ValueError of theirs
becomes the ERP's conversion error.
"""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta, timezone
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import cells

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from .cells import Value

BRASILIA = timezone(timedelta(hours=-3))
"""The ERP answers in local time, UTC-3 (protocol §4.2)."""


def now() -> str:
    return cells.stored_date(datetime.now(BRASILIA))


def _text(value: Value) -> str:
    return cells.text(value)


def _upper(value: Value) -> Value:
    return None if value is None else _text(value).upper()


def _lower(value: Value) -> Value:
    return None if value is None else _text(value).lower()


def _substr(value: Value, start: Value, length: Value = -1) -> Value:
    """Cut as Oracle does: position 0 means 1, a negative one counts from the end."""
    if value is None or start is None or length is None:
        return None
    content, first = _text(value), int(start)
    begin = first - 1 if first > 0 else max(len(content) + first, 0) if first else 0
    end = None if length == -1 else begin + max(int(length), 0)
    return content[begin:end] or None


def _substring(value: Value, start: Value, length: Value) -> Value:
    """Cut as SQL Server does: a start before 1 eats from the length."""
    if value is None or start is None or length is None:
        return None
    end = int(start) - 1 + int(length)
    return _text(value)[max(int(start) - 1, 0) : max(end, 0)]


def _left(value: Value, length: Value) -> Value:
    if value is None or length is None:
        return None
    return _text(value)[: max(int(length), 0)]


def _right(value: Value, length: Value) -> Value:
    if value is None or length is None:
        return None
    content = _text(value)
    return content[max(len(content) - int(length), 0) :]


def _pad(value: Value, width: Value, fill: Value, *, left: bool) -> Value:
    if value is None or width is None or fill is None:
        return None
    content, size, filler = _text(value), int(width), _text(fill)
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
    return _text(value).find(_text(part), max(int(start) - 1, 0)) + 1


def _initcap(value: Value) -> Value:
    if value is None:
        return None
    return re.sub(r"\w+", lambda m: m[0][0].upper() + m[0][1:].lower(), _text(value))


# -- patterns --------------------------------------------------------------------------------


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
    return int(_pattern(_text(pattern), _text(flags)).search(_text(value)) is not None)


def _regexp_replace(value: Value, pattern: Value, new: Value = "") -> Value:
    if value is None or pattern is None:
        return value
    return _pattern(_text(pattern), "c").sub(_text(new), _text(value)) or None


# -- numbers ---------------------------------------------------------------------------------


def _decimal(value: Value) -> Decimal:
    if isinstance(value, float):
        return cells.decimal(value, computed=True)
    return cells.number(_text(value))


def _plain_number(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else float(value)


def _round(value: Value, places: Value = 0) -> Value:
    """Round half away from zero on the decimal digits, as both engines do."""
    if value is None or places is None:
        return None
    step = Decimal(1).scaleb(-int(places))
    return _plain_number(_decimal(value).quantize(step, ROUND_HALF_UP))


def _to_number(value: Value) -> Value:
    return None if value is None else _plain_number(_decimal(value))


def _to_float(value: Value) -> Value:
    return None if value is None else float(_decimal(value))


def _to_integer(value: Value) -> Value:
    """Cast as SQL Server does: towards zero."""
    return None if value is None else int(_decimal(value))


def _divide(left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return float(_decimal(left) / _decimal(right))


def _divide_integers(left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return int(_decimal(left) / _decimal(right))


def _mod(left: Value, right: Value) -> Value:
    """Keep the sign of the dividend; Oracle's MOD(x, 0) is x."""
    if left is None or right is None:
        return None
    divisor = _decimal(right)
    return left if divisor == 0 else _plain_number(_decimal(left) % divisor)


def _power(value: Value, exponent: Value) -> Value:
    if value is None or exponent is None:
        return None
    return _plain_number(Decimal(str(float(_decimal(value)) ** float(_decimal(exponent)))))


def _floor(value: Value) -> Value:
    return None if value is None else int(_decimal(value).to_integral_value(ROUND_FLOOR))


def _ceil(value: Value) -> Value:
    return None if value is None else int(_decimal(value).to_integral_value(ROUND_CEILING))


def _sign(value: Value) -> Value:
    if value is None:
        return None
    digits = _decimal(value)
    return (digits > 0) - (digits < 0)


# -- dates -----------------------------------------------------------------------------------


def _moment(value: Value) -> datetime:
    return datetime.fromisoformat(cells.sql_date(_text(value)))


def _date_or_none(function: Callable[..., Value]) -> Callable[..., Value]:
    def wrapped(*arguments: Value) -> Value:
        return None if None in arguments else function(*arguments)

    return wrapped


def _extract(unit: Value, value: Value) -> Value:
    """Return one part of a date; weekdays count from Sunday = 1."""
    moment = _moment(value)
    year, week, weekday = moment.isocalendar()
    return {
        "YEAR": moment.year,
        "MONTH": moment.month,
        "DAY": moment.day,
        "HOUR": moment.hour,
        "MINUTE": moment.minute,
        "SECOND": moment.second,
        "QUARTER": (moment.month + 2) // 3,
        "WEEKDAY": weekday % 7 + 1,
        "ISOWEEKDAY": weekday,
        "ISO_WEEK": week,
        "ISO_YEAR": year,
        "WEEK": (moment.timetuple().tm_yday - 1) // 7 + 1,
        "DAYOFYEAR": moment.timetuple().tm_yday,
    }[_text(unit)]


def _trunc(value: Value, unit: Value = "DD") -> Value:
    """Cut a date to a unit, or a number to whole or given places."""
    if not isinstance(value, str):
        places = 0 if unit == "DD" else int(unit or 0)
        return _plain_number(_decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_DOWN))
    moment = _moment(value).replace(microsecond=0)
    midnight = moment.replace(hour=0, minute=0, second=0)
    starts: dict[str, Callable[[], datetime]] = {
        "DD": lambda: midnight,
        "MM": lambda: midnight.replace(day=1),
        "YYYY": lambda: midnight.replace(month=1, day=1),
        "Q": lambda: midnight.replace(month=(moment.month - 1) // 3 * 3 + 1, day=1),
        "IW": lambda: midnight - timedelta(days=moment.weekday()),
        "D": lambda: midnight - timedelta(days=(moment.weekday() + 1) % 7),
        "HH24": lambda: moment.replace(minute=0, second=0),
        "MI": lambda: moment.replace(second=0),
        "SS": lambda: moment,
    }
    return cells.stored_date(starts[_unit(_text(unit))]())


def _unit(name: str) -> str:
    upper = name.upper()
    for canonical, names in _UNITS.items():
        if upper == canonical or upper in names:
            return canonical
    raise ValueError(name)


_UNITS = {
    "YYYY": {"YEAR", "SYYYY", "YYY", "YY", "Y", "SYEAR"},
    "Q": {"QUARTER", "QQ"},
    "MM": {"MONTH", "MON", "RM", "M"},
    "IW": {"ISO_WEEK", "ISOWK", "ISOWW"},
    "D": {"WEEK", "DAY_OF_WEEK", "DY", "WK", "WW"},
    "DD": {"DAY", "DDD", "J"},
    "HH24": {"HOUR", "HH", "HH12"},
    "MI": {"MINUTE", "N"},
    "SS": {"SECOND", "S"},
}


def _date_add(unit: Value, count: Value, value: Value) -> Value:
    """Move a date; days may be fractions, months keep the day where the month has it."""
    moment, amount = _moment(value), _decimal(count)
    name = _unit(_text(unit))
    months = {"YYYY": 12, "Q": 3, "MM": 1}.get(name)
    if months:
        return cells.stored_date(_add_months(moment, int(amount) * months))
    seconds = {"DD": 86400, "HH24": 3600, "MI": 60, "SS": 1, "D": 7 * 86400}[name]
    return cells.stored_date(moment + timedelta(seconds=round(float(amount * seconds))))


def _add_months(moment: datetime, months: int) -> datetime:
    index = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _add_months_oracle(value: Value, months: Value) -> Value:
    """Add months; the last day of a month stays the last day."""
    moment = _moment(value)
    moved = _add_months(moment, int(_decimal(months)))
    if moment.day == calendar.monthrange(moment.year, moment.month)[1]:
        moved = moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])
    return cells.stored_date(moved)


def _last_day(value: Value) -> Value:
    moment = _moment(value)
    last = calendar.monthrange(moment.year, moment.month)[1]
    return cells.stored_date(moment.replace(day=last))


def _end_of_month(value: Value) -> Value:
    return _trunc(_last_day(value))


def _date_sub(left: Value, right: Value) -> Value:
    """Return the days between two dates as Oracle's subtraction does."""
    days = (_moment(left) - _moment(right)) / timedelta(days=1)
    return int(days) if days == int(days) else days


def _date_diff(unit: Value, start: Value, end: Value) -> Value:
    """Count the unit's borders between two dates, as SQL Server's DATEDIFF does."""
    first, last, name = _moment(start), _moment(end), _unit(_text(unit))
    months = (last.year - first.year) * 12 + last.month - first.month
    if name in ("YYYY", "MM", "Q"):
        quarters = (last.year - first.year) * 4 + (last.month - 1) // 3 - (first.month - 1) // 3
        return {"YYYY": last.year - first.year, "MM": months, "Q": quarters}[name]
    seconds = {"DD": 86400, "HH24": 3600, "MI": 60, "SS": 1, "D": 7 * 86400}[name]
    origin = datetime(1899, 12, 31)  # noqa: DTZ001 - a Sunday, where SQL Server's weeks start
    counts = [(moment - origin) // timedelta(seconds=seconds) for moment in (first, last)]
    return counts[1] - counts[0]


_FORMATS: tuple[tuple[str, Callable[[datetime], str]], ...] = (
    ("YYYY", lambda m: f"{m.year:04d}"),
    ("IYYY", lambda m: f"{m.isocalendar().year:04d}"),
    ("RRRR", lambda m: f"{m.year:04d}"),
    ("HH24", lambda m: f"{m.hour:02d}"),
    ("HH12", lambda m: f"{(m.hour - 1) % 12 + 1:02d}"),
    ("SSSSS", lambda m: f"{m.hour * 3600 + m.minute * 60 + m.second}"),
    ("DDD", lambda m: f"{m.timetuple().tm_yday:03d}"),
    ("YY", lambda m: f"{m.year % 100:02d}"),
    ("RR", lambda m: f"{m.year % 100:02d}"),
    ("MM", lambda m: f"{m.month:02d}"),
    ("DD", lambda m: f"{m.day:02d}"),
    ("HH", lambda m: f"{(m.hour - 1) % 12 + 1:02d}"),
    ("MI", lambda m: f"{m.minute:02d}"),
    ("SS", lambda m: f"{m.second:02d}"),
    ("IW", lambda m: f"{m.isocalendar().week:02d}"),
    ("WW", lambda m: f"{(m.timetuple().tm_yday - 1) // 7 + 1:02d}"),
    ("Q", lambda m: str((m.month + 2) // 3)),
    ("D", lambda m: str(m.isoweekday() % 7 + 1)),
)


def format_date(moment: datetime, picture: str) -> str:
    """Write a date by an Oracle format picture."""
    out, rest = [], picture
    strip = False
    while rest:
        upper = rest.upper()
        if upper.startswith("FM"):
            strip, rest = True, rest[2:]
            continue
        if rest[0] == '"' and '"' in rest[1:]:
            end = rest.index('"', 1)
            out.append(rest[1:end])
            rest = rest[end + 1 :]
            continue
        found = next(((n, f) for n, f in _FORMATS if upper.startswith(n)), None)
        if found is None and rest[0].isalnum():
            raise ValueError(picture)
        shown = found[1](moment) if found else rest[0]
        out.append(shown.lstrip("0") or "0" if strip and found else shown)
        rest = rest[len(found[0]) if found else 1 :]
    return "".join(out)


def _to_char(value: Value, picture: Value = None) -> Value:
    """Write a date by its picture, a number in full or by 0, 9, D and the point."""
    if value is None:
        return None
    if picture is None:
        return _text(value)
    if isinstance(value, str):
        return format_date(_moment(value), _text(picture))
    return _number_picture(_decimal(value), _text(picture).upper())


def _number_picture(value: Decimal, picture: str) -> str:
    body = picture.removeprefix("FM")
    if not re.fullmatch(r"[09,G]*(?:[.D][09]*)?", body):
        raise ValueError(picture)
    whole, _, fraction = body.replace("D", ".").partition(".")
    shown = f"{abs(value):.{len(fraction)}f}"
    digits, _, decimals = shown.partition(".")
    zeros = len(whole) - whole.find("0") if "0" in whole else 0
    shown = digits.zfill(zeros) + ("." + decimals if fraction else "")
    shown = ("-" if value < 0 else "") + shown
    return shown if picture.startswith("FM") else shown.rjust(len(body) + 1)


_PARSERS = {
    "YYYY": r"(?P<year>\d{4})", "RRRR": r"(?P<year>\d{4})", "HH24": r"(?P<hour>\d{1,2})",
    "MM": r"(?P<month>\d{1,2})", "DD": r"(?P<day>\d{1,2})", "MI": r"(?P<minute>\d{1,2})",
    "SS": r"(?P<second>\d{1,2})", "FF6": r"(?P<microsecond>\d{1,6})",
    "FF": r"(?P<microsecond>\d{1,6})",
}  # fmt: skip
_ELEMENTS = re.compile("YYYY|RRRR|HH24|MM|DD|MI|SS|FF6|FF|.", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=64)
def _date_pattern(picture: str) -> re.Pattern[str]:
    parts = _ELEMENTS.findall(picture)
    return re.compile("".join(_PARSERS.get(p.upper(), re.escape(p)) for p in parts))


def _to_date(value: Value, picture: Value) -> Value:
    """Read a date by an Oracle format picture; parts missing at the end are zero."""
    source, shape = _text(value), _text(picture)
    found = _date_pattern(shape).fullmatch(source) or _shorter(source, shape)
    if found is None:
        raise cells.DateError(source)
    parts: dict[str, Any] = {n: int(digits) for n, digits in found.groupdict().items()}
    today = datetime.now(BRASILIA)
    start = datetime(parts.pop("year", today.year), parts.pop("month", today.month), 1)  # noqa: DTZ001
    moment = start.replace(**parts)
    return cells.sql_date(moment.isoformat(" "))


def _shorter(source: str, picture: str) -> re.Match[str] | None:
    return _date_pattern(picture.split(" ")[0]).fullmatch(source) if " " in picture else None


_STYLES = {
    20: "YYYY-MM-DD HH24:MI:SS", 21: "YYYY-MM-DD HH24:MI:SS", 23: "YYYY-MM-DD",
    101: "MM/DD/YYYY", 102: "YYYY.MM.DD", 103: "DD/MM/YYYY", 104: "DD.MM.YYYY",
    105: "DD-MM-YYYY", 108: "HH24:MI:SS", 111: "YYYY/MM/DD", 112: "YYYYMMDD",
    114: "HH24:MI:SS", 120: "YYYY-MM-DD HH24:MI:SS", 121: "YYYY-MM-DD HH24:MI:SS",
    126: 'YYYY-MM-DD"T"HH24:MI:SS',
}  # fmt: skip


def _convert_text(value: Value, style: Value) -> Value:
    """Write a date by a style number of SQL Server's CONVERT."""
    if not isinstance(value, str) or style is None:
        return None if value is None else _text(value)
    return format_date(_moment(value), _STYLES[int(style)])


def _convert_date(value: Value, style: Value) -> Value:
    picture = _STYLES.get(int(style or 120), "")
    try:
        return cells.sql_date(_text(value))
    except ValueError:
        return _to_date(value, picture.replace('"T"', "T"))


def _cast_date(value: Value) -> Value:
    return cells.sql_date(_text(value))


def _cast_text(value: Value, width: Value = None) -> Value:
    return _text(value)[: None if width is None else int(width)]


def _number_from(value: Value, places: Value) -> Value:
    return _round(_to_number(value), places)


_EITHER: tuple[tuple[str, int, Callable[..., Value]], ...] = (
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
    ("ERP_ROUND", -1, _round),
    ("ERP_TO_NUMBER", 1, _to_number),
    ("ERP_TO_FLOAT", 1, _to_float),
    ("ERP_TO_INTEGER", 1, _to_integer),
    ("ERP_DIV", 2, _divide),
    ("ERP_IDIV", 2, _divide_integers),
    ("ERP_MOD", 2, _mod),
    ("ERP_POWER", 2, _power),
    ("ERP_FLOOR", 1, _floor),
    ("ERP_CEIL", 1, _ceil),
    ("ERP_SIGN", 1, _sign),
    ("ERP_TO_CHAR", -1, _to_char),
    ("ERP_CAST_TEXT", -1, _date_or_none(_cast_text)),
    ("ERP_CONVERT_TEXT", 2, _convert_text),
    ("ERP_NUMBER_FROM", 2, _date_or_none(_number_from)),
    ("ERP_EXTRACT", 2, _date_or_none(_extract)),
    ("ERP_TRUNC", -1, _date_or_none(_trunc)),
    ("ERP_DATE_ADD", 3, _date_or_none(_date_add)),
    ("ERP_DATE_SUB", 2, _date_or_none(_date_sub)),
    ("ERP_DATE_DIFF", 3, _date_or_none(_date_diff)),
    ("ERP_ADD_MONTHS", 2, _date_or_none(_add_months_oracle)),
    ("ERP_LAST_DAY", 1, _date_or_none(_last_day)),
    ("ERP_EOMONTH", 1, _date_or_none(_end_of_month)),
    ("ERP_TO_DATE", 2, _date_or_none(_to_date)),
    ("ERP_DATE", 1, _date_or_none(_cast_date)),
    ("ERP_CONVERT_DATE", 2, _date_or_none(_convert_date)),
)


def register(connection: sqlite3.Connection, failed: Callable[[Exception], None]) -> None:
    """Add the functions to a connection.

    ``failed`` hears of the exception that a function raised: SQLite itself tells only that
    one did.
    """

    def guarded(function: Callable[..., Value]) -> Callable[..., Any]:
        def call(*arguments: Value) -> Value:
            try:
                return function(*arguments)
            except (ArithmeticError, ValueError, LookupError) as error:
                failed(error)
                raise

        return call

    for name, arity, function in _EITHER:
        connection.create_function(name, arity, guarded(function), deterministic=True)
    connection.create_function("ERP_NOW", 0, now)
