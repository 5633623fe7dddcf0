"""Date functions of Oracle and SQL Server on stored dates, for SQLite."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta, timezone
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import cells
from .nulls import or_null
from .number_functions import decimal_of, plain_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from .cells import Value
    from .nulls import Definition

BRASILIA = timezone(timedelta(hours=-3))
"""The ERP answers in local time, UTC-3 (protocol §4.2)."""


def now() -> str:
    """Return the ERP's time of day as dates are stored."""
    return cells.stored_date(datetime.now(BRASILIA).replace(tzinfo=None))


def _moment(value: Value) -> datetime:
    """Read a stored date; SQL Server also counts days from 1900 as dates."""
    if isinstance(value, int | float):
        return datetime(1900, 1, 1) + timedelta(days=value)  # noqa: DTZ001 - no zone
    return datetime.fromisoformat(cells.sql_date(cells.text(value)))


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
    }[cells.text(unit)]


def _trunc(value: Value, unit: Value = "DD") -> Value:
    """Cut a date to a unit, or a number to whole or given places."""
    if not isinstance(value, str):
        places = 0 if unit == "DD" else int(unit or 0)
        return plain_number(decimal_of(value).quantize(Decimal(1).scaleb(-places), ROUND_DOWN))
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
    return cells.stored_date(starts[_unit(cells.text(unit))]())


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
    moment, amount = _moment(value), decimal_of(count)
    name = _unit(cells.text(unit))
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
    moved = _add_months(moment, int(decimal_of(months)))
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
    first, last, name = _moment(start), _moment(end), _unit(cells.text(unit))
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
        return cells.text(value)
    if isinstance(value, str):
        return format_date(_moment(value), cells.text(picture))
    return _number_picture(decimal_of(value), cells.text(picture).upper())


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
    source, shape = cells.text(value), cells.text(picture)
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
        return None if value is None else cells.text(value)
    return format_date(_moment(value), _STYLES[int(style)])


def _convert_date(value: Value, style: Value) -> Value:
    picture = _STYLES.get(int(style or 120), "")
    try:
        return cells.sql_date(cells.text(value))
    except ValueError:
        return _to_date(value, picture.replace('"T"', "T"))


def _cast_date(value: Value) -> Value:
    return cells.sql_date(cells.text(value))


DATES: tuple[Definition, ...] = (
    ("ERP_TO_CHAR", -1, _to_char),
    ("ERP_CONVERT_TEXT", 2, _convert_text),
    ("ERP_EXTRACT", 2, or_null(_extract)),
    ("ERP_TRUNC", -1, or_null(_trunc)),
    ("ERP_DATE_ADD", 3, or_null(_date_add)),
    ("ERP_DATE_SUB", 2, or_null(_date_sub)),
    ("ERP_DATE_DIFF", 3, or_null(_date_diff)),
    ("ERP_ADD_MONTHS", 2, or_null(_add_months_oracle)),
    ("ERP_LAST_DAY", 1, or_null(_last_day)),
    ("ERP_EOMONTH", 1, or_null(_end_of_month)),
    ("ERP_TO_DATE", 2, or_null(_to_date)),
    ("ERP_DATE", 1, or_null(_cast_date)),
    ("ERP_CONVERT_DATE", 2, or_null(_convert_date)),
)
