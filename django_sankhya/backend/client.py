"""`manage.py dbshell`, which the ERP does not have."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db.backends.base.client import BaseDatabaseClient

from django_sankhya.exceptions import NotSupportedError

__all__ = ["DatabaseClient"]


class DatabaseClient(BaseDatabaseClient):
    """Refuse."""

    executable_name = "sankhya"

    def runshell(self, parameters: Any) -> NoReturn:
        """Raise NotSupportedError."""
        raise NotSupportedError("The ERP has no SQL shell: use `manage.py shell` and querysets.")
