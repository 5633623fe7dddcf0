"""The sandbox as an HTTP server on waitress, and the handle that tests hold on it."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import WSGITask

from . import sample, schema
from .database import Database
from .dialect import Dialect
from .erp import DEFAULT_SEED, Erp, Settings
from .flavours import FLAVOURS
from .records import Compiler
from .sessions import Sessions
from .wsgi import DROP, Application

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from .faults import Fault
    from .wsgi import Request

_THREADS = 32
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class _DroppingTask(WSGITask):
    """Let the application close its connection without an answer."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[DROP] = self._drop
        return environ

    def _drop(self) -> None:
        self.close_on_finish = True
        # The main loop sees the end of the stream and closes the socket itself.
        if self.channel.socket is not None:
            self.channel.socket.shutdown(socket.SHUT_RDWR)


class _DroppingChannel(HTTPChannel):
    task_class = _DroppingTask


class Sandbox:
    """A running ERP on loopback. Use ``serve()``; as a context manager it stops at the end."""

    def __init__(self, settings: Settings, *, allow_remote: bool = False) -> None:
        if settings.host not in _LOOPBACK and not allow_remote:
            raise ValueError("The sandbox listens on loopback only, unless remote is allowed.")
        self.settings = settings
        listener = _listen(settings.host, settings.port)
        self._app = Application(_erp(settings))
        self._server: Any = _server(self._app, listener)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sankhya-sandbox", daemon=True)
        self._thread.start()

    # -- where it is -------------------------------------------------------------------------

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    @property
    def url(self) -> str:
        """The address of the ERP, without a path."""
        host = self.settings.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def sankhya_url(self) -> str:
        """The SANKHYA_URL of its first user."""
        user, password = self.settings.users[0]
        address = self.url.removeprefix("http://")
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"sankhya://{login}@{address}/?dialect={self.settings.dialect}"

    # -- what it saw -------------------------------------------------------------------------

    @property
    def calls(self) -> Counter[str]:
        """How often each service was called since the counts were last cleared."""
        return self._app.log.calls.copy()

    @property
    def requests(self) -> list[Request]:
        """The calls seen, in the order in which they arrived."""
        return self._app.log.requests()

    @property
    def logins(self) -> int:
        return self._sessions.logins

    @property
    def logouts(self) -> int:
        return self._sessions.logouts

    @property
    def failed_logins(self) -> int:
        return self._sessions.failed_logins

    @property
    def concurrent_calls(self) -> int:
        """How many calls met another call running on their session."""
        return self._sessions.concurrent_calls

    @property
    def open_sessions(self) -> int:
        return len(self._sessions.open())

    def sql(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run plain SQLite SQL, to look at rows or to plant some.

        Dates are stored as ``YYYY-MM-DD HH:MM:SS``, '' as NULL.
        """
        return self._app.erp.database.plain(sql, parameters)

    # -- what it is told ---------------------------------------------------------------------

    def inject(self, fault: Fault) -> None:
        """Put a fault in the way of the next calls."""
        self._app.faults.inject(fault)

    def expire_sessions(self) -> None:
        """End all sessions as if they had timed out."""
        self._sessions.expire()

    def forget(self) -> None:
        """Clear what was counted and recorded; data, sessions and faults stay."""
        self._app.log.forget()
        self._sessions.forget()

    def reset(self) -> None:
        """Restore the sample data; end all sessions, faults and counts."""
        self._app.faults.clear()
        self.expire_sessions()
        self.forget()
        _fill(self._app.erp.database, self.settings)

    # -- running -----------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop listening, close every connection and forget the database."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._app.closing.set()
        self._server.pull_trigger()
        self._thread.join()
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._server._map)
        self._app.erp.database.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1, map=self._server._map, count=1, use_poll=True)

    @property
    def _sessions(self) -> Sessions:
        return self._app.erp.sessions

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()


def serve(
    *,
    rows: int = 300,
    dialect: str = "oracle",
    page_size: int = 50,
    users: Mapping[str, str] | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    seed: int = DEFAULT_SEED,
    execute_query: bool = True,
    strict: bool = False,
    upsert: bool = True,
    session_timeout: float = 1800,
    case_sensitive_like: bool = False,
    allow_remote: bool = False,
) -> Sandbox:
    """Start an ERP and return its handle; ``with serve() as erp`` stops it at the end.

    ``rows`` partners are sampled from ``seed``. ``dialect`` is ``oracle`` or ``sqlserver``.
    ``strict`` turns what the ERP silently ignores into errors, such as a JSON criteria
    expression that is a bare string. ``upsert`` lets saveRecord insert the row of a key that
    does not exist. ``execute_query=False`` refuses executeQuery as a missing permission does.
    ``session_timeout`` is in seconds of inactivity. Raises ValueError for a host that is not
    loopback, unless ``allow_remote``, and for an unknown dialect.
    """
    if dialect not in FLAVOURS:
        raise ValueError(f"Unknown dialect {dialect!r}: oracle or sqlserver.")
    settings = Settings(
        rows=rows, dialect=dialect, page_size=page_size,
        users=tuple((users or {"SUP": "sandbox"}).items()), host=host, port=port, seed=seed,
        execute_query=execute_query, strict=strict, upsert=upsert,
        session_timeout=session_timeout, case_sensitive_like=case_sensitive_like,
    )  # fmt: skip
    return Sandbox(settings, allow_remote=allow_remote)


def _listen(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address[:2], family=family)


def _server(app: Application, listener: socket.socket) -> Any:
    server: Any = create_server(
        app, sockets=[listener], threads=_THREADS, ident=None, channel_timeout=600,
        clear_untrusted_proxy_headers=True,
    )  # fmt: skip
    server.channel_class = _DroppingChannel
    return server


def _erp(settings: Settings) -> Erp:
    flavour = FLAVOURS[settings.dialect]
    dialect, tables = Dialect(flavour), schema.load()
    database = Database(flavour, case_sensitive_like=settings.case_sensitive_like)
    _fill(database, settings)
    users = {name.upper(): (n, password) for n, (name, password) in enumerate(settings.users)}
    return Erp(
        settings, tables, flavour, dialect, Compiler(tables, flavour, dialect), database,
        Sessions(users, settings.session_timeout, time.monotonic),
    )  # fmt: skip


def _fill(database: Database, settings: Settings) -> None:
    sample.fill(database, settings.rows, settings.seed, settings.users)
