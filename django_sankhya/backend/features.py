"""What the ERP can do, as Django asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.base.features import BaseDatabaseFeatures

if TYPE_CHECKING:
    from django_sankhya.backend.base import DatabaseWrapper

__all__ = ["DatabaseFeatures"]


class DatabaseFeatures(BaseDatabaseFeatures):
    """Declare capabilities; where one is missing Django raises NotSupportedError by itself."""

    connection: DatabaseWrapper

    # loadRecords pages are read one after another.
    can_use_chunked_reads = True
    # One saveRecord a row; its reply holds the key.
    has_bulk_insert = True
    can_return_columns_from_insert = True
    can_return_rows_from_bulk_insert = True
    supports_ignore_conflicts = False
    supports_update_conflicts = False
    # atomic() is accepted and does nothing (docs: explanation/writes). Were this False, a TestCase
    # that declares the alias would flush every alias, `default` too.
    supports_transactions = True
    uses_savepoints = True
    has_select_for_update = False
    # '' is NULL, as Oracle has it; on SQL Server the ERP stores no empty texts either.
    interprets_empty_strings_as_nulls = True
    # A flag is S or N, never a condition.
    supports_boolean_expr_in_select_clause = False
    supports_comparing_boolean_expr = False
    supports_tuple_lookups = False
    supports_tuple_comparison_against_subquery = False
    allows_group_by_select_index = False
    supports_timezones = False
    supports_json_field = False
    supports_foreign_keys = False
    supports_over_clause = False
    ignores_table_name_case = True
    supported_explain_formats = {"XML", "JSON"}
    test_db_allows_multiple_connections = True

    @property
    def supports_order_by_nulls_modifier(self) -> bool:  # type: ignore[override]
        """Tell whether ORDER BY takes NULLS FIRST and NULLS LAST."""
        return self.connection.ops.dialect.nulls_modifier

    @property
    def bare_select_suffix(self) -> str:  # type: ignore[override]
        """Give what follows a SELECT of constants."""
        return self.connection.ops.dialect.dummy_table
