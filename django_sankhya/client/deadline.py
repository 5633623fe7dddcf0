"""Connections on which a time-out bounds the whole answer, not the wait for each next byte."""

from __future__ import annotations

import io
from socket import socket
from time import monotonic
from typing import Any, ClassVar

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

__all__ = ["DeadlineAdapter"]


class _DeadlineSocket:
    """A socket whose time-out, once set, runs out however slowly bytes drip in."""

    def __init__(self, wrapped: socket) -> None:
        self._socket = wrapped
        self._deadline: float | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def settimeout(self, seconds: float | None) -> None:
        self._deadline = None if seconds is None else monotonic() + seconds
        self._socket.settimeout(seconds)

    def spend(self) -> None:
        """Leave to the next read only the time that is left."""
        if self._deadline is not None:
            left = self._deadline - monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self._socket.settimeout(left)

    def makefile(self, mode: str = "rb", *args: Any, **kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_DeadlineReader(self, self._socket.makefile("rb", buffering=0)))


class _DeadlineReader(io.RawIOBase):
    def __init__(self, clock: _DeadlineSocket, raw: io.RawIOBase) -> None:
        self._clock = clock
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._clock.spend()
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _HTTPConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        self.sock: Any = _DeadlineSocket(self.sock)


class _HTTPSConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        self.sock: Any = _DeadlineSocket(self.sock)


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection


class DeadlineAdapter(HTTPAdapter):
    """The adapter of requests that makes such connections, through proxies as well."""

    _pools: ClassVar[dict[str, Any]] = {"http": _HTTPPool, "https": _HTTPSPool}

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager
