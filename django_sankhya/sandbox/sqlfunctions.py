"""The functions that each dialect knows, and the SQLite function that does their work."""

from __future__ import annotations

from dataclasses import dataclass

SAME = "="
"""As kind: that of the first argument."""


@dataclass(frozen=True, slots=True)
class Function:
    """How a function of the ERP's database is called in SQLite."""

    name: str
    kind: str
    least: int
    most: int
    aggregate: bool = False
    unit: bool = False
    """The first argument is a date part, written bare."""


def _f(name: str, kind: str, least: int, most: int | None = None) -> Function:
    return Function(name, kind, least, least if most is None else most)


def _aggregate(name: str, kind: str, least: int = 1, most: int = 1) -> Function:
    return Function(name, kind, least, most, aggregate=True)


def _unit(name: str, kind: str, arguments: int) -> Function:
    return Function(name, kind, arguments, arguments, unit=True)


_MANY = 99

WINDOW_ONLY = {
    "ROW_NUMBER": _f("ROW_NUMBER", "I", 0),
    "RANK": _f("RANK", "I", 0),
    "DENSE_RANK": _f("DENSE_RANK", "I", 0),
    "NTILE": _f("NTILE", "I", 1),
    "LAG": _f("LAG", SAME, 1, 3),
    "LEAD": _f("LEAD", SAME, 1, 3),
    "FIRST_VALUE": _f("FIRST_VALUE", SAME, 1),
    "LAST_VALUE": _f("LAST_VALUE", SAME, 1),
}

_BOTH = {
    "COUNT": _aggregate("COUNT", "I"),
    "SUM": _aggregate("ERP_SUM", SAME),
    "AVG": _aggregate("ERP_AVG", "F"),
    "MIN": _aggregate("MIN", SAME),
    "MAX": _aggregate("MAX", SAME),
    "UPPER": _f("UPPER", "S", 1),
    "LOWER": _f("LOWER", "S", 1),
    "LTRIM": _f("LTRIM", "S", 1, 2),
    "RTRIM": _f("RTRIM", "S", 1, 2),
    "COALESCE": _f("COALESCE", SAME, 2, _MANY),
    "NULLIF": _f("NULLIF", SAME, 2),
    "ABS": _f("ABS", SAME, 1),
    "ROUND": _f("ERP_ROUND", "F", 1, 2),
    "FLOOR": _f("ERP_FLOOR", "I", 1),
    "POWER": _f("ERP_POWER", "F", 2),
    "SIGN": _f("ERP_SIGN", "I", 1),
}

_ORACLE = {
    "NVL": _f("COALESCE", SAME, 2),
    "LENGTH": _f("LENGTH", "I", 1),
    "SUBSTR": _f("ERP_SUBSTR", "S", 2, 3),
    "INSTR": _f("ERP_INSTR", "I", 2, 3),
    "LPAD": _f("ERP_LPAD", "S", 2, 3),
    "RPAD": _f("ERP_RPAD", "S", 2, 3),
    "INITCAP": _f("ERP_INITCAP", "S", 1),
    "REPLACE": _f("REPLACE", "S", 2, 3),
    "CHR": _f("CHAR", "S", 1),
    "CEIL": _f("ERP_CEIL", "I", 1),
    "MOD": _f("ERP_MOD", SAME, 2),
    "GREATEST": _f("MAX", SAME, 2, _MANY),
    "LEAST": _f("MIN", SAME, 2, _MANY),
    "TRUNC": _f("ERP_TRUNC", SAME, 1, 2),
    "TO_CHAR": _f("ERP_TO_CHAR", "S", 1, 2),
    "TO_NUMBER": _f("ERP_TO_NUMBER", "F", 1),
    "TO_DATE": _f("ERP_TO_DATE", "H", 2),
    "TO_TIMESTAMP": _f("ERP_TO_DATE", "H", 2),
    "ADD_MONTHS": _f("ERP_ADD_MONTHS", "H", 2),
    "LAST_DAY": _f("ERP_LAST_DAY", "H", 1),
    "REGEXP_REPLACE": _f("ERP_REGEXP_REPLACE", "S", 2, 3),
    "CONCAT": _f("CONCAT", "S", 2),
    "DECODE": _f("DECODE", SAME, 3, _MANY),
    "NVL2": _f("NVL2", SAME, 3),
}

_SQLSERVER = {
    "COUNT_BIG": _aggregate("COUNT", "I"),
    "ISNULL": _f("COALESCE", SAME, 2),
    "LEN": _f("LENGTH", "I", 1),
    "SUBSTRING": _f("ERP_SUBSTRING", "S", 3),
    "LEFT": _f("ERP_LEFT", "S", 2),
    "RIGHT": _f("ERP_RIGHT", "S", 2),
    "CHARINDEX": _f("CHARINDEX", "I", 2, 3),
    "REPLACE": _f("REPLACE", "S", 3),
    "CHAR": _f("CHAR", "S", 1),
    "CEILING": _f("ERP_CEIL", "I", 1),
    "GREATEST": _f("MAX", SAME, 2, _MANY),
    "LEAST": _f("MIN", SAME, 2, _MANY),
    "GETDATE": _f("ERP_NOW", "H", 0),
    "SYSDATETIME": _f("ERP_NOW", "H", 0),
    "YEAR": _f("DATEPART", "I", 1),
    "MONTH": _f("DATEPART", "I", 1),
    "DAY": _f("DATEPART", "I", 1),
    "EOMONTH": _f("ERP_EOMONTH", "H", 1),
    "DATEPART": _unit("ERP_EXTRACT", "I", 2),
    "DATETRUNC": _unit("ERP_TRUNC", "H", 2),
    "DATEADD": _unit("ERP_DATE_ADD", "H", 3),
    "DATEDIFF": _unit("ERP_DATE_DIFF", "I", 3),
    "CONCAT": _f("CONCAT", "S", 2, _MANY),
    "IIF": _f("IIF", SAME, 3),
}

# SQL Server's names of date parts, as ERP_EXTRACT knows them.
DATE_PARTS = {
    "YEAR": "YEAR", "YY": "YEAR", "YYYY": "YEAR", "QUARTER": "QUARTER", "QQ": "QUARTER",
    "Q": "QUARTER", "MONTH": "MONTH", "MM": "MONTH", "M": "MONTH", "DAYOFYEAR": "DAYOFYEAR",
    "DY": "DAYOFYEAR", "DAY": "DAY", "DD": "DAY", "D": "DAY", "WEEK": "WEEK", "WK": "WEEK",
    "WW": "WEEK", "WEEKDAY": "WEEKDAY", "DW": "WEEKDAY", "HOUR": "HOUR", "HH": "HOUR",
    "MINUTE": "MINUTE", "MI": "MINUTE", "N": "MINUTE", "SECOND": "SECOND", "SS": "SECOND",
    "S": "SECOND", "ISO_WEEK": "ISO_WEEK", "ISOWK": "ISO_WEEK", "ISOWW": "ISO_WEEK",
}  # fmt: skip

FUNCTIONS = {"oracle": _BOTH | _ORACLE, "tsql": _BOTH | _SQLSERVER}
