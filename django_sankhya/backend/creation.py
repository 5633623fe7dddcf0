"""Test databases: none is created, and no test can reach a real ERP."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.creation import BaseDatabaseCreation

__all__ = ["NO_ERP", "DatabaseCreation"]

NO_ERP = "http://no-erp-in-tests.invalid"


class DatabaseCreation(BaseDatabaseCreation):
    """Point the alias at `TEST["HOST"]` while tests run, or at nothing."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        """Leave the ERP behind: the alias gets the test host, or refuses to connect."""
        self.connection.close()
        entry = self.connection.settings_dict
        entry["TEST"]["_REAL_HOST"] = entry["HOST"]
        entry["HOST"] = entry["TEST"].get("HOST") or NO_ERP
        return str(entry["HOST"])

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Restore the host."""
        self.connection.close()
        entry = self.connection.settings_dict
        entry["HOST"] = entry["TEST"].pop("_REAL_HOST", entry["HOST"])

    def clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: parallel workers share the test host."""

    def get_test_db_clone_settings(self, suffix: str) -> dict[str, Any]:
        """Give the same settings to each parallel worker."""
        return dict(self.connection.settings_dict)
