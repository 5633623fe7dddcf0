"""Migrations, which never touch an ERP."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from django_sankhya.exceptions import NotSupportedError

__all__ = ["DatabaseSchemaEditor"]


class DatabaseSchemaEditor(BaseDatabaseSchemaEditor):
    """Refuse."""

    def __enter__(self) -> NoReturn:
        """Raise NotSupportedError."""
        raise NotSupportedError(
            f"The tables of {self.connection.alias!r} belong to the ERP: nothing is migrated "
            "there. Change them in the ERP's own dictionary."
        )

    def execute(self, sql: Any, params: Any = ()) -> NoReturn:
        """Raise NotSupportedError."""
        raise NotSupportedError("The ERP's tables are not changed from here.")
