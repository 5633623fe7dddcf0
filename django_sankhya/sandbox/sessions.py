"""Sessions of the ERP: opened by login, ended by logout, by killing or by inactivity."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from . import errors
from .date_functions import BRASILIA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(slots=True)
class Session:
    """One open session."""

    id: str
    user: str
    user_code: int
    created: str
    agent: str
    host: str
    accessed: float
    accessed_at: str
    calls: int = 0
    """Calls running now."""


@dataclass(slots=True)
class Sessions:
    """All sessions of one sandbox, and what was seen of them since the last reset."""

    users: Mapping[str, tuple[int, str]]
    """User name in upper case -> user code and password."""
    timeout: float
    clock: Callable[[], float]
    logins: int = 0
    logouts: int = 0
    failed_logins: int = 0
    concurrent_calls: int = 0
    _open: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def login(self, user: str, password: str, agent: str, host: str) -> Session:
        """Open a session, or fail with CORE_E01434 (protocol §2a)."""
        code, expected = self.users.get(user.strip().upper(), (-1, ""))
        with self._lock:
            if code < 0 or password != expected:
                self.failed_logins += 1
                raise errors.bad_credentials()
            self.logins += 1
            moment = _now()
            session = Session(
                secrets.token_urlsafe(30), user.strip().upper(), code, moment, agent, host,
                self.clock(), moment,
            )  # fmt: skip
            self._open[session.id] = session
            return session

    def logout(self, session: Session) -> None:
        with self._lock:
            if self._open.pop(session.id, None) is not None:
                self.logouts += 1

    def kill(self, session_id: str) -> None:
        with self._lock:
            self._open.pop(session_id, None)

    def expire(self) -> None:
        """End all sessions, as if nobody had called for the whole timeout."""
        with self._lock:
            self._open.clear()

    def forget(self) -> None:
        with self._lock:
            self.logins = self.logouts = self.failed_logins = self.concurrent_calls = 0

    def open(self) -> list[Session]:
        with self._lock:
            self._drop_idle()
            return list(self._open.values())

    def idle_seconds(self, session: Session) -> int:
        return int(self.clock() - session.accessed)

    def find(self, session_id: str) -> Session:
        """Return the session, or fail with status 3 (protocol §2d)."""
        with self._lock:
            self._drop_idle()
            try:
                return self._open[session_id]
            except KeyError:
                raise errors.not_authorized() from None

    @contextmanager
    def call(self, session: Session, *, concurrent: bool) -> Iterator[None]:
        """Hold the session for one call; a second one at a time is canceled with status 4."""
        with self._lock:
            if session.calls:
                self.concurrent_calls += 1
                if not concurrent:
                    raise errors.concurrent_call()
            session.calls += 1
            self._touch(session)
        try:
            yield
        finally:
            with self._lock:
                session.calls -= 1
                self._touch(session)

    def _touch(self, session: Session) -> None:
        session.accessed, session.accessed_at = self.clock(), _now()

    def _drop_idle(self) -> None:
        oldest = self.clock() - self.timeout
        for session in list(self._open.values()):
            if session.accessed < oldest and not session.calls:
                del self._open[session.id]


def _now() -> str:
    return datetime.now(BRASILIA).strftime("%d/%m/%Y %H:%M:%S")
