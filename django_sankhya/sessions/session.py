"""One session with the ERP: opened by a login, ended by a logout, renewed when it expired."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django_sankhya.client import (
    Client,
    ExecuteQuery,
    Invoke,
    LoadRecords,
    Page,
    RemoveRecord,
    SaveRecord,
    Table,
)
from django_sankhya.exceptions import (
    InterfaceError,
    ServiceRequestException,
    ServiceRequestInvalidAuthorizationException,
)
from django_sankhya.redaction import Secret

__all__ = ["Session"]

logger = logging.getLogger("django_sankhya.session")
T = TypeVar("T")


class Session:
    """Hold one login on one server; for one thread at a time.

    A call that the ERP refuses since the session expired was not executed (protocol §2d): the
    session logs in again once and sends it again, or raises with `auto_renew` off.
    """

    def __init__(
        self, client: Client, username: str, password: Secret, *, auto_renew: bool = True
    ) -> None:
        self._client = client
        self._username = username
        self._password = password
        self._auto_renew = auto_renew
        self._id: Secret | None = None

    def open(self) -> None:
        """Log in."""
        self._id = self._client.login(self._username, self._password)
        logger.info("Logged in as %s, session %s", self._username, self._id.fingerprint())

    def close(self) -> None:
        """Log out and close the connection; an ERP out of reach does not hinder that."""
        session, self._id = self._id, None
        try:
            if session:
                self._client.logout(session)
                logger.info("Logged out session %s", session.fingerprint())
        except ServiceRequestException as problem:
            logger.warning("Logout failed, the session will expire by itself: %s", problem)
        finally:
            self._client.close()

    def load(self, request: LoadRecords) -> Page:
        """Load one page of rows."""
        return self._call(self._client.load, request)

    def save(self, request: SaveRecord) -> dict[str, str | None]:
        """Insert or update one row."""
        return self._call(self._client.save, request)

    def remove(self, request: RemoveRecord) -> None:
        """Remove one row."""
        self._call(self._client.remove, request)

    def execute_query(self, request: ExecuteQuery) -> Table:
        """Run one SELECT."""
        return self._call(self._client.execute_query, request)

    def invoke(self, request: Invoke) -> dict[str, Any]:
        """Call any other service."""
        return self._call(self._client.invoke, request)

    def _call(self, method: Callable[[Secret, Any], T], request: Any) -> T:
        if self._id is None:
            raise InterfaceError("This session is closed.")
        try:
            return method(self._id, request)
        except ServiceRequestInvalidAuthorizationException:
            if not self._auto_renew:
                raise
            logger.info("Session %s has expired, logging in again", self._id.fingerprint())
        self.open()
        return method(self._id, request)
