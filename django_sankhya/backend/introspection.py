"""Introspection: from the outside the ERP shows no tables."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.backends.base.introspection import BaseDatabaseIntrospection

from django_sankhya.exceptions import NotSupportedError

__all__ = ["DatabaseIntrospection"]


class DatabaseIntrospection(BaseDatabaseIntrospection):
    """Show no tables to `migrate` and `flush`, and refuse `inspectdb`."""

    def table_names(self, cursor: Any = None, include_views: bool = False) -> list[str]:
        """Give none, so that no command finds something to migrate or to empty."""
        return []

    def get_table_list(self, cursor: Any) -> NoReturn:
        """Raise NotSupportedError."""
        raise NotSupportedError(
            "inspectdb does not read the ERP's dictionary: subclass the entity classes of "
            "django_sankhya.models, or declare your own from SankhyaModel."
        )
