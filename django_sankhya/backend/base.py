"""The connection of an alias: a session with the ERP under Django's DatabaseWrapper."""

from __future__ import annotations

import logging
from functools import cached_property
from types import TracebackType
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseErrorWrapper

from django_sankhya import exceptions
from django_sankhya.backend.client import DatabaseClient
from django_sankhya.backend.creation import NO_ERP, DatabaseCreation
from django_sankhya.backend.cursor import Cursor
from django_sankhya.backend.features import DatabaseFeatures
from django_sankhya.backend.introspection import DatabaseIntrospection
from django_sankhya.backend.operations import DatabaseOperations
from django_sankhya.backend.schema import DatabaseSchemaEditor
from django_sankhya.backend.server import Server
from django_sankhya.client import Client
from django_sankhya.conf import AliasSettings
from django_sankhya.exceptions import DatabaseError, DataError, IntegrityError
from django_sankhya.sessions import Session

__all__ = ["DatabaseWrapper"]

logger = logging.getLogger("django_sankhya.query")


class DatabaseWrapper(BaseDatabaseWrapper):
    """Speak to one ERP as one user; logs in when first used and logs out when closed."""

    vendor = "sankhya"
    display_name = "Sankhya"
    Database = exceptions
    client_class = DatabaseClient
    creation_class = DatabaseCreation
    features_class = DatabaseFeatures
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
    ops: DatabaseOperations
    connection: Session

    operators: ClassVar[dict[str, str]] = {
        "exact": "= %s",
        "iexact": "= UPPER(%s)",
        "contains": "LIKE %s ESCAPE '\\'",
        "icontains": "LIKE UPPER(%s) ESCAPE '\\'",
        "gt": "> %s",
        "gte": ">= %s",
        "lt": "< %s",
        "lte": "<= %s",
        "startswith": "LIKE %s ESCAPE '\\'",
        "istartswith": "LIKE UPPER(%s) ESCAPE '\\'",
        "endswith": "LIKE %s ESCAPE '\\'",
        "iendswith": "LIKE UPPER(%s) ESCAPE '\\'",
    }

    def __init__(self, settings_dict: dict[str, Any], alias: str = "sankhya") -> None:
        super().__init__(settings_dict, alias)
        self._writes = 0
        self._writes_before: dict[str, int] = {}

    @cached_property
    def sankhya(self) -> AliasSettings:
        """Read the alias' entry; kept until the connection is closed."""
        return AliasSettings.read(self.alias, self.settings_dict)

    @property
    def server(self) -> Server:
        """Give what is known of the server."""
        return Server.of(self.sankhya)

    @property
    def pattern_esc(self) -> str:
        """Escape the wildcards of a right-hand side that is an expression."""
        return self.ops.dialect.escape_like("{}")

    @property
    def pattern_ops(self) -> dict[str, str]:
        """Match against a right-hand side that is an expression."""
        patterns = {}
        for name, parts in _PATTERNS.items():
            pattern = self.ops.dialect.pattern(*parts)
            patterns[name] = f"LIKE {pattern} ESCAPE '\\'"
            patterns[f"i{name}"] = f"LIKE UPPER({pattern}) ESCAPE '\\'"
        return patterns

    # Connections

    def get_connection_params(self) -> dict[str, Any]:
        """Check the alias' entry; raises ImproperlyConfigured that names the key."""
        if self.settings_dict["HOST"] == NO_ERP:
            raise ImproperlyConfigured(
                f"Tests never reach a real ERP: give DATABASES[{self.alias!r}]['TEST']['HOST'] the "
                "address of a sandbox (django_sankhya.sandbox.serve())."
            )
        return {"settings": self.sankhya}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Session:
        """Log in."""
        settings: AliasSettings = conn_params["settings"]
        client = Client(
            settings.base_url,
            format=settings.format,
            timeout=settings.timeout,
            max_answer_bytes=settings.max_answer_bytes,
        )
        session = Session(
            client, settings.username, settings.password, auto_renew=settings.auto_renew_session
        )
        try:
            session.open()
        except BaseException:
            client.close()
            raise
        return session

    def close(self) -> None:
        """Log out; the next connection reads the alias' entry anew."""
        try:
            super().close()
        finally:
            vars(self).pop("sankhya", None)

    def check_settings(self) -> None:
        """Accept TIME_ZONE without USE_TZ too: naive date-times are then the ERP's local ones."""

    def init_connection_state(self) -> None:
        """Do nothing: a session has no state to set."""

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Give a cursor on the session."""
        return Cursor(self)

    def chunked_cursor(self) -> Any:
        """Give an ordinary cursor, which fetches page by page anyway."""
        return self.cursor()

    def is_usable(self) -> bool:
        """Say yes: a session that expired is renewed by itself."""
        return True

    # Transactions, which the ERP's services don't have

    def note_write(self) -> None:
        """Count a write that a rollback could not take back."""
        if self.in_atomic_block:
            self._writes += 1

    def validate_no_broken_transaction(self) -> None:
        """Let a block go on after an error in it: in the ERP nothing is broken by it."""

    def _set_autocommit(self, autocommit: bool) -> None:
        self._writes = 0

    def _commit(self) -> None:
        self._writes = 0

    def _rollback(self) -> None:
        self._warn_of_writes(self._writes)
        self._writes = 0

    def _savepoint(self, sid: str) -> None:
        self._writes_before[sid] = self._writes

    def _savepoint_rollback(self, sid: str) -> None:
        self._warn_of_writes(self._writes - self._writes_before.pop(sid, 0))

    def _savepoint_commit(self, sid: str) -> None:
        self._writes_before.pop(sid, None)

    def _warn_of_writes(self, count: int) -> None:
        if count:
            logger.warning(
                "An atomic block on %r was rolled back, but the %d write(s) in it stay in the ERP, "
                "whose services have no transactions.",
                self.alias,
                count,
            )

    # Errors are raised as what they are, `django.db` errors already

    @property
    def wrap_database_errors(self) -> _ErrorsAsTheyAre:
        """Only note errors, so that Django checks the connection at the request's end."""
        return _ErrorsAsTheyAre(self)


class _ErrorsAsTheyAre(DatabaseErrorWrapper):
    wrapper: BaseDatabaseWrapper

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(exc_value, DatabaseError) and not isinstance(
            exc_value, DataError | IntegrityError
        ):
            self.wrapper.errors_occurred = True


_PATTERNS: dict[str, tuple[str, ...]] = {
    "contains": ("'%%'", "{}", "'%%'"),
    "startswith": ("{}", "'%%'"),
    "endswith": ("'%%'", "{}"),
}
