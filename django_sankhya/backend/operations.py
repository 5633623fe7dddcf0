"""How Django's lookups and values are written for the ERP."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Exists, ExpressionWrapper, Lookup
from django.utils import timezone

from django_sankhya.backend.dialects import ORACLE, SQLSERVER, Dialect
from django_sankhya.exceptions import NotSupportedError

if TYPE_CHECKING:
    from django_sankhya.backend.base import DatabaseWrapper

__all__ = ["DatabaseOperations"]


class DatabaseOperations(BaseDatabaseOperations):
    """Write names, dates, texts and values in the dialect of the alias."""

    compiler_module = "django_sankhya.backend.compiler"
    explain_prefix = "EXPLAIN"  # never sent: the compiler answers explain() itself
    connection: DatabaseWrapper

    @property
    def dialect(self) -> Dialect:
        """Give the dialect that OPTIONS["dialect"] names."""
        return SQLSERVER if self.connection.sankhya.dialect == "sqlserver" else ORACLE

    @property
    def cast_data_types(self) -> dict[str, str]:  # type: ignore[override]
        """Name the types of CAST."""
        return self.dialect.casts

    def quote_name(self, name: str) -> str:
        """Leave names as they are: the ERP's are plain, and quoting would make them case-sensitive."""
        return name if name.isidentifier() or name.startswith('"') else f'"{name}"'

    def max_in_list_size(self) -> int:
        """Split lists where Oracle would refuse them."""
        return 1000

    def bulk_batch_size(self, fields: Any, objs: Sequence[Any]) -> int:
        """Take all objects in one batch: each is a call of its own anyway."""
        return max(len(objs), 1)

    def limit_offset_sql(self, low_mark: int | None, high_mark: int | None) -> str:
        """Slice a subquery."""
        low = low_mark or 0
        fetch = "" if high_mark is None else f" FETCH NEXT {high_mark - low} ROWS ONLY"
        return f"OFFSET {low} ROWS{fetch}"

    # Texts

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        """Compare case-insensitively by upper case, as the ERP's own screens do."""
        if lookup_type in ("iexact", "icontains", "istartswith", "iendswith"):
            return "UPPER(%s)"
        return "%s"

    def prep_for_like_query(self, x: Any) -> str:
        """Escape what LIKE would read as a pattern."""
        text = str(x).replace("\\", "\\\\")
        for character in self.dialect.wildcards:
            text = text.replace(character, f"\\{character}")
        return text

    def prep_for_iexact_query(self, x: Any) -> Any:
        """Leave the text: it is compared, not matched."""
        return x

    def regex_lookup(self, lookup_type: str) -> str:
        """Match by REGEXP_LIKE on Oracle; raises NotSupportedError on SQL Server."""
        if self.dialect.regex is None:
            raise NotSupportedError(
                f"{lookup_type} is not supported on SQL Server, which has no regular expressions: "
                "use contains, startswith or endswith."
            )
        return self.dialect.regex.format("%s", flag="i" if lookup_type == "iregex" else "c")

    def conditional_expression_supported_in_where_clause(self, expression: Any) -> bool:
        """Say that a column holding S or N is no condition by itself."""
        if isinstance(expression, ExpressionWrapper) and expression.conditional:
            return self.conditional_expression_supported_in_where_clause(expression.expression)
        return isinstance(expression, Exists | Lookup) or not hasattr(expression, "output_field")

    # Dates

    def date_extract_sql(
        self, lookup_type: str, sql: str, params: Sequence[Any]
    ) -> tuple[str, Sequence[Any]]:
        """Extract a part of a date."""
        try:
            template = self.dialect.parts[lookup_type]
        except KeyError:
            raise NotSupportedError(f"Extracting {lookup_type!r} is not supported.") from None
        return template.replace("{}", sql), tuple(params) * template.count("{}")

    def datetime_extract_sql(
        self, lookup_type: str, sql: str, params: Sequence[Any], tzname: str | None
    ) -> tuple[str, Sequence[Any]]:
        """Extract a part of a date-time in the ERP's time zone."""
        self._require_own_zone(tzname)
        return self.date_extract_sql(lookup_type, sql, params)

    def time_extract_sql(  # type: ignore[override]  # the stubs know the form before Django 4.2
        self, lookup_type: str, sql: str, params: Sequence[Any]
    ) -> tuple[str, Sequence[Any]]:
        """Extract a part of a time of day."""
        return self.date_extract_sql(lookup_type, sql, params)

    def datetime_cast_date_sql(
        self, sql: str, params: Sequence[Any], tzname: str | None
    ) -> tuple[str, Sequence[Any]]:
        """Cut the time of day off."""
        self._require_own_zone(tzname)
        return self.dialect.cast_date.format(sql), params

    def datetime_cast_time_sql(
        self, sql: str, params: Sequence[Any], tzname: str | None
    ) -> tuple[str, Sequence[Any]]:
        """Cut the day off; the time of day is a text HH:MM:SS then."""
        self._require_own_zone(tzname)
        return self.dialect.cast_time.format(sql), params

    def _require_own_zone(self, tzname: str | None) -> None:
        own = self.connection.timezone_name
        if tzname and tzname != own:
            raise NotSupportedError(
                f"Parts of a date-time can be asked for in the ERP's time zone {own} only, but the "
                f"current one is {tzname}: compare with a range, or activate {own}."
            )

    # Values

    def adapt_datefield_value(self, value: Any) -> Any:
        """Leave a date to the wire."""
        return value

    def adapt_datetimefield_value(self, value: Any) -> Any:
        """Make a date-time naive in the alias' TIME_ZONE and of whole seconds, as the ERP has it."""
        if not isinstance(value, datetime.datetime):
            return value
        if timezone.is_aware(value):
            zone = self.connection.timezone
            if zone is None:
                raise ValueError("The ERP takes no aware date-times while USE_TZ is False.")
            value = timezone.make_naive(value, zone)
        return value.replace(microsecond=0)

    def adapt_timefield_value(self, value: Any) -> Any:
        """Write a time of day as the text that it is compared with."""
        return value.isoformat("seconds") if isinstance(value, datetime.time) else value

    def adapt_decimalfield_value(
        self,
        value: Decimal | None,
        max_digits: int | None = None,
        decimal_places: int | None = None,
    ) -> Any:
        """Leave a decimal with all its digits."""
        return value

    # What Django's base classes would answer by SQL that the ERP doesn't take

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Give the request's text, which holds its values."""
        return str(sql)

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Do nothing: tests never empty an ERP."""

    def sql_flush(
        self,
        style: Any,
        tables: Sequence[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        """Do nothing: tests never empty an ERP."""
        return []
