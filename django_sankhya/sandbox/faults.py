"""Faults on demand: what goes wrong between a client and an ERP.

A fault stands in the way of a call: it may wait, answer something else, or drop the connection,
before or after the ERP has done its work. A new kind is a dataclass with ``respond``.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Literal, Protocol

from .errors import ERROR, ErpError


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out over HTTP."""

    body: bytes
    content_type: str
    http_status: int = 200
    erp_status: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    dropped: bool = False
    """Close the connection without an answer."""


class Intercepted(Protocol):
    """The call that a fault stands in the way of."""

    def execute(self) -> Reply: ...
    def fail(self, error: ErpError) -> Reply: ...
    def wait(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Base of all faults: which service meets it and how often (``None``: until reset)."""

    service: str | None = None
    times: int | None = 1

    def respond(self, call: Intercepted) -> Reply:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Delay(Fault):
    """Answer later."""

    seconds: float

    def respond(self, call: Intercepted) -> Reply:
        call.wait(self.seconds)
        return call.execute()


@dataclass(frozen=True, slots=True)
class Drop(Fault):
    """Close the connection, before or after the ERP did what was asked."""

    when: Literal["before", "after"] = "before"

    def respond(self, call: Intercepted) -> Reply:
        status = call.execute().erp_status if self.when == "after" else None
        return Reply(b"", "", erp_status=status, dropped=True)


@dataclass(frozen=True, slots=True)
class Raw(Fault):
    """Answer these bytes: garbage, a truncated page, HTML, an entity bomb.

    ``execute`` lets the ERP do its work first.
    """

    body: bytes
    http_status: int = 200
    content_type: str = "text/html;charset=ISO-8859-1"
    execute: bool = False

    def respond(self, call: Intercepted) -> Reply:
        status = call.execute().erp_status if self.execute else None
        return Reply(self.body, self.content_type, self.http_status, status)


@dataclass(frozen=True, slots=True)
class Refuse(Fault):
    """Answer as the ERP does, with this status, message and code."""

    message: str
    status: str = ERROR
    code: str = ""

    def respond(self, call: Intercepted) -> Reply:
        return call.fail(ErpError(self.message, self.code, self.status))


@dataclass(slots=True)
class Faults:
    """The faults that wait for their call, first in first out."""

    _waiting: list[tuple[Fault, int | None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def inject(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append((fault, fault.times))

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, service: str) -> Fault | None:
        """Return the first fault that this service meets and count it down."""
        with self._lock:
            for index, (fault, left) in enumerate(self._waiting):
                if fault.service not in (None, service):
                    continue
                if left is not None and left <= 1:
                    del self._waiting[index]
                elif left is not None:
                    self._waiting[index] = (fault, left - 1)
                return fault
        return None
