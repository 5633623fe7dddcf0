"""The ERP's one address over WSGI: ``POST /{module}/service.sbr?serviceName=…`` (protocol §1)."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
import threading
from collections import Counter
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from . import envelope, errors, services
from .envelope import Element
from .erp import Call
from .errors import ErpError
from .faults import Faults, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from .erp import Answer, Erp
    from .services import Service

_logger = logging.getLogger("django_sankhya.sandbox")

DROP = "sandbox.drop"
"""Key of the environment under which the server puts a function that closes the connection."""

_PATH = re.compile(r"/(?P<module>\w+)/service\.sbr(?:;jsessionid=(?P<session>[^/?;]+))?")


@dataclass(frozen=True, slots=True)
class Request:
    """One call that the ERP saw; ``status`` is None while it runs and where a fault hid it."""

    service: str
    module: str
    format: str
    body: bytes = field(repr=False)
    session: str
    """The first 8 digits of the session id's SHA-256, or empty."""
    status: str | None = None


@dataclass(slots=True)
class Log:
    """What the ERP saw since the last reset of counts."""

    calls: Counter[str] = field(default_factory=Counter)
    _requests: dict[int, Request] = field(default_factory=dict)
    _count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def arrived(self, request: Request) -> int:
        with self._lock:
            self._count += 1
            self.calls[request.service] += 1
            self._requests[self._count] = request
            return self._count

    def answered(self, number: int, status: str | None) -> None:
        with self._lock:
            if number in self._requests:
                self._requests[number] = replace(self._requests[number], status=status)

    def requests(self) -> list[Request]:
        with self._lock:
            return list(self._requests.values())

    def forget(self) -> None:
        with self._lock:
            self.calls.clear()
            self._requests.clear()


class Application:
    """Answer service calls; every error of the ERP is HTTP 200 (protocol §3)."""

    def __init__(self, erp: Erp) -> None:
        self.erp = erp
        self.log = Log()
        self.faults = Faults()
        self.closing = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if found is None or found["module"] not in services.MODULES:
            reply = Reply(b"<html><body>404</body></html>", "text/html", HTTPStatus.NOT_FOUND)
        elif environ["REQUEST_METHOD"] not in ("POST", "GET"):
            reply = Reply(b"", "text/html", HTTPStatus.METHOD_NOT_ALLOWED)
        else:
            reply = self._service(environ, found["module"], found["session"] or "")
        if reply.dropped:
            environ[DROP]()
        headers = [
            ("Content-Type", reply.content_type or "text/html"),
            ("Content-Length", str(len(reply.body))),
            *reply.headers,
        ]
        status = HTTPStatus(reply.http_status)
        start_response(f"{status.value} {status.phrase}", headers)
        return [reply.body]

    def _service(self, environ: WSGIEnvironment, module: str, path_session: str) -> Reply:
        query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        body = environ["wsgi.input"].read()
        exchange = _Exchange(self, environ, module, query, body, path_session)
        session = exchange.session_id
        mark = hashlib.sha256(session.encode()).hexdigest()[:8] if session else ""
        number = self.log.arrived(Request(exchange.name, module, exchange.format, body, mark))
        reply = exchange.reply()
        self.log.answered(number, reply.erp_status)
        return reply


class _Exchange:
    """One request and the making of its answer."""

    def __init__(
        self,
        app: Application,
        environ: WSGIEnvironment,
        module: str,
        query: dict[str, list[str]],
        body: bytes,
        path_session: str,
    ) -> None:
        self._app = app
        self._erp = app.erp
        self._environ = environ
        self._module = module
        self._query = query
        self._body = body
        self.name = self._parameter("serviceName")
        self.format = "json" if self._parameter("outputType") == "json" else "xml"
        self.session_id = self._parameter("mgeSession") or path_session or _cookie(environ)

    def reply(self) -> Reply:
        """Find service and session, then answer, past the fault that waits for this call."""
        try:
            service = services.find(self.name, self._module)
            call = self._call(service)
            if call.session is None or self.name == "MobileLoginSP.logout":
                return self._past_fault(service, call)
            concurrent = self._parameter("allowConcurrentCalls") == "true"
            with self._erp.sessions.call(call.session, concurrent=concurrent):
                return self._past_fault(service, call)
        except ErpError as error:
            return self._failed(error)

    def _past_fault(self, service: Service, call: Call) -> Reply:
        fault = self._app.faults.take(self.name)
        running = _Running(self, service, call)
        return running.execute() if fault is None else fault.respond(running)

    def _call(self, service: Service) -> Call:
        others = {
            "session": None if service.anonymous else self._erp.sessions.find(self.session_id),
            "agent": self._environ.get("HTTP_USER_AGENT", ""),
            "host": self._environ.get("REMOTE_ADDR", ""),
        }
        body = self._body.strip()
        if not body:
            return Call(self.name, Element("requestBody"), **others)
        if not body.startswith(b"<"):
            try:
                request = envelope.parse_json(body)
            except ErpError:
                # A malformed body is answered in XML (protocol examples §3).
                self.format = "xml"
                raise
            return Call.from_json(self.name, request.get("requestBody"), **others)
        root = envelope.parse_xml(body)
        return Call(self.name, root.find("requestBody") or Element("requestBody"), **others)

    def execute(self, service: Service, call: Call) -> Reply:
        try:
            answer = service.answer(self._erp, call)
        except ErpError as error:
            return self._failed(error)
        except Exception:
            _logger.exception("The sandbox failed in %s", self.name)
            return self._failed(errors.internal())
        headers: tuple[tuple[str, str], ...] = ()
        if call.set_cookie:
            cookie = f"JSESSIONID={call.set_cookie}.master; Path=/{self._module}; HttpOnly"
            headers = (("Set-Cookie", cookie),)
        return replace(self._written(errors.OK, answer=answer), headers=headers)

    def _failed(self, error: ErpError) -> Reply:
        return self._written(error.status, error=error)

    failed = _failed

    def _written(
        self, status: str, answer: Answer | None = None, error: ErpError | None = None
    ) -> Reply:
        write = _json_envelope if self.format == "json" else _xml_envelope
        kind = "application/json" if self.format == "json" else "text/xml"
        body = write(self.name, status, answer, error)
        return Reply(body, f"{kind};charset=UTF-8", erp_status=status)

    def wait(self, seconds: float) -> None:
        self._app.closing.wait(seconds)

    def _parameter(self, name: str) -> str:
        return self._query.get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class _Running:
    """What a fault sees of a call."""

    exchange: _Exchange
    service: Service
    call: Call

    def execute(self) -> Reply:
        return self.exchange.execute(self.service, self.call)

    def fail(self, error: ErpError) -> Reply:
        return self.exchange.failed(error)

    def wait(self, seconds: float) -> None:
        self.exchange.wait(seconds)


def _cookie(environ: WSGIEnvironment) -> str:
    """Return the session id of the cookie, its route suffix cut off (protocol §1.2)."""
    try:
        morsel = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("JSESSIONID")
    except CookieError:
        return ""
    return morsel.value.partition(".")[0] if morsel else ""


def _members(name: str, status: str) -> dict[str, str]:
    return {
        "serviceName": name,
        "status": status,
        "pendingPrinting": "false",
        "transactionId": secrets.token_hex(16).upper(),
    }


def _json_envelope(name: str, status: str, answer: Answer | None, error: ErpError | None) -> bytes:
    data: dict[str, Any] = {**_members(name, status)}
    if error is not None:
        if error.code:
            data["tsError"] = {"tsErrorCode": error.code, "tsErrorLevel": "ERROR"}
        data["statusMessage"] = error.message
    elif isinstance(answer, Element):
        data["responseBody"] = envelope.to_json(answer)
    else:
        data["responseBody"] = answer
    return envelope.dump_json(data).encode()


def _xml_envelope(name: str, status: str, answer: Answer | None, error: ErpError | None) -> bytes:
    if error is not None:
        return _xml_error(_members(name, status), error)
    body = answer if isinstance(answer, Element) else (
        envelope.native_element("responseBody", answer)
    )  # fmt: skip
    return envelope.document(Element("serviceResponse", _members(name, status), children=[body]))


def _xml_error(members: dict[str, str], error: ErpError) -> bytes:
    """Write an error with its message as Base64 of ISO-8859-1 in CDATA (protocol §3)."""
    root = Element("serviceResponse", members)
    if error.code:
        root.add("tsError", tsErrorCode=error.code, tsErrorLevel="ERROR")
    root.add("statusMessage", "@")
    message = base64.encodebytes(error.message.encode("iso-8859-1", "replace")).decode()
    return envelope.document(root).replace(
        b"<statusMessage>@<", f"<statusMessage><![CDATA[{message}]]><".encode()
    )
