"""The two databases under the ERP, where their SQL differs; `%` is doubled as in all of Django's SQL."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["INTEGER_FIELDS", "ORACLE", "SQLSERVER", "Dialect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one database writes what Django's lookups need.

    `parts` extract a number from the date `{}`; `wildcards` are the characters that LIKE knows;
    `casts` are the types of CAST by Django's field types; `functions` are Django's functions by
    class name, with what their `as_sql` is to be told.
    """

    name: str
    concat: str
    wildcards: str
    cast_date: str
    cast_time: str
    cast_text: str
    nulls_modifier: bool
    null_is_empty: bool
    regex: str | None
    dummy_table: str = ""
    parts: dict[str, str] = field(repr=False)
    casts: dict[str, str] = field(repr=False)
    functions: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def escape_like(self, expression: str) -> str:
        """Write the SQL that escapes wildcards in the text of an expression."""
        for character in "\\" + self.wildcards:
            shown = "%%" if character == "%" else character
            expression = f"REPLACE({expression}, '{shown}', '\\{shown}')"
        return expression

    def pattern(self, *parts: str) -> str:
        """Join texts to a pattern, which is NULL where the expression in it is."""
        joined = f" {self.concat} ".join(parts)
        if not self.null_is_empty:
            return joined
        blank = "".join(part.strip("'") for part in parts if part != "{}")
        return f"NULLIF({joined}, '{blank}')"


INTEGER_FIELDS = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SmallAutoField",
    "SmallIntegerField",
)
_NUMBERS = {
    **dict.fromkeys(INTEGER_FIELDS, "INTEGER"),
    "DecimalField": "DECIMAL(%(max_digits)s, %(decimal_places)s)",
    "FloatField": "FLOAT",
    "BooleanField": "CHAR(1)",
}

ORACLE = Dialect(
    name="oracle",
    concat="||",
    wildcards="%_",
    cast_date="TRUNC({})",
    cast_time="TO_CHAR({}, 'HH24:MI:SS')",
    cast_text="TO_CHAR({})",
    nulls_modifier=True,
    null_is_empty=True,
    regex="REGEXP_LIKE({}, %s, '{flag}')",
    dummy_table=" FROM DUAL",
    parts={
        "year": "EXTRACT(YEAR FROM {})",
        "month": "EXTRACT(MONTH FROM {})",
        "day": "EXTRACT(DAY FROM {})",
        "hour": "CAST(TO_CHAR({}, 'HH24') AS INTEGER)",
        "minute": "CAST(TO_CHAR({}, 'MI') AS INTEGER)",
        "second": "CAST(TO_CHAR({}, 'SS') AS INTEGER)",
        "quarter": "CAST(TO_CHAR({}, 'Q') AS INTEGER)",
        "week": "CAST(TO_CHAR({}, 'IW') AS INTEGER)",
        "iso_year": "CAST(TO_CHAR({}, 'IYYY') AS INTEGER)",
        "week_day": "CAST(TO_CHAR({}, 'D') AS INTEGER)",
        "iso_week_day": "MOD(CAST(TO_CHAR({}, 'D') AS INTEGER) + 5, 7) + 1",
    },
    casts={
        **_NUMBERS,
        "CharField": "VARCHAR2(4000)",
        "TextField": "VARCHAR2(4000)",
        "DateField": "DATE",
        "DateTimeField": "DATE",  # which has a time of day on Oracle
    },
)
SQLSERVER = Dialect(
    name="sqlserver",
    concat="+",
    wildcards="%_[",
    cast_date="CAST({} AS DATE)",
    cast_time="CONVERT(VARCHAR(8), {}, 108)",
    cast_text="CONVERT(VARCHAR(MAX), {})",
    nulls_modifier=False,
    null_is_empty=False,
    regex=None,
    parts={
        "year": "DATEPART(year, {})",
        "month": "DATEPART(month, {})",
        "day": "DATEPART(day, {})",
        "hour": "DATEPART(hour, {})",
        "minute": "DATEPART(minute, {})",
        "second": "DATEPART(second, {})",
        "quarter": "DATEPART(quarter, {})",
        "week": "DATEPART(iso_week, {})",
        "iso_year": "DATEPART(year, DATEADD(day, 26 - DATEPART(iso_week, {}), {}))",
        "week_day": "DATEPART(weekday, {})",
        "iso_week_day": "(DATEPART(weekday, {}) + 5) %% 7 + 1",
    },
    casts={
        **_NUMBERS,
        "CharField": "VARCHAR(MAX)",
        "TextField": "VARCHAR(MAX)",
        "DateField": "DATE",
        "DateTimeField": "DATETIME",
    },
    functions={
        "Length": {"function": "LEN"},
        "Mod": {"template": "(%(expressions)s)", "arg_joiner": " %% "},
    },
)
