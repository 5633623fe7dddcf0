"""The client: one server, its services as methods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any, Literal, TypeAlias, TypeVar
from urllib.parse import urlencode

from django_sankhya.client import json, xml
from django_sankhya.client.envelope import Page
from django_sankhya.client.requests import (
    ExecuteQuery,
    Invoke,
    LoadRecords,
    RemoveRecord,
    Request,
    SaveRecord,
)
from django_sankhya.client.transport import Answer, Payload, Transport
from django_sankhya.exceptions import (
    OutcomeUnknownException,
    ServiceRequestException,
    ServiceRequestInvalidAuthorizationException,
    ServiceRequestInvalidCredentialsException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestTimeoutException,
    ServiceRequestUnavailableException,
)
from django_sankhya.redaction import Secret

__all__ = ["Client", "Format", "Table"]

T = TypeVar("T")
Format: TypeAlias = Literal["xml", "json"]
_CODECS: dict[str, ModuleType] = {"xml": xml, "json": json}

# After one of these nobody knows whether a write was executed.
_IN_DOUBT = (
    ServiceRequestTimeoutException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestUnavailableException,
)
_NO_SESSION_MANAGER = "Gerenciador de sessão não foi iniciado"


@dataclass(frozen=True, slots=True)
class Table:
    """The result of a SELECT: column names, rows of native values, whether rows were cut off."""

    columns: tuple[str, ...]
    rows: list[tuple[str | int | Decimal | None, ...]]
    truncated: bool


class Client:
    """Speak to one Sankhya server; knows sessions only as the ids that it is given.

    `format` is "xml" or "json". `timeout` in seconds bounds a call. Every method raises the
    exceptions of `django_sankhya.exceptions`; a write whose answer was lost raises
    OutcomeUnknownException and is never sent again.
    """

    def __init__(
        self,
        base_url: str,
        *,
        format: Format = "xml",  # noqa: A002 the option's name, too
        timeout: float = 30.0,
        max_answer_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        self._transport = Transport(base_url, timeout=timeout, max_answer_bytes=max_answer_bytes)
        self._format = format

    def __repr__(self) -> str:
        return f"<Client {self._transport.base_url} {self._format}>"

    def close(self) -> None:
        """Close the kept connections; log out first."""
        self._transport.close()

    def login(self, username: str, password: Secret) -> Secret:
        """Open a session and give its id (protocol §2a)."""
        body = {"NOMUSU": {"$": username}, "INTERNO": {"$": password}}
        return self._call(Invoke("MobileLoginSP.login", body, writes=False), None, _session_id)

    def logout(self, session: Secret) -> None:
        """End a session."""
        self._call(Invoke("MobileLoginSP.logout", writes=False), session, _nothing)

    def load(self, session: Secret, request: LoadRecords) -> Page:
        """Load one page of rows."""

        def page(codec: ModuleType, body: Any) -> Page:
            found: Page = codec.page(body, request.names)
            return found

        return self._call(request, session, page)

    def save(self, session: Secret, request: SaveRecord) -> dict[str, str | None]:
        """Insert or update one row; give the columns of the answer, generated keys included."""
        return self._call(request, session, _saved)

    def remove(self, session: Secret, request: RemoveRecord) -> None:
        """Remove one row."""
        self._call(request, session, _nothing)

    def execute_query(self, session: Secret, request: ExecuteQuery) -> Table:
        """Run one SELECT on the physical tables, in the server's dialect (protocol §6)."""
        return self._call(request, session, _table)

    def invoke(self, session: Secret, request: Invoke) -> dict[str, Any]:
        """Call any other service; give the body of its answer by the rule of protocol §3."""
        return self._call(request, session, lambda codec, body: codec.tree(body))

    def _call(
        self,
        request: Request,
        session: Secret | None,
        read: Callable[[ModuleType, Any], T],
    ) -> T:
        codec = json if request.native_json else _CODECS[self._format]
        payload = self._payload(codec, request, session)
        try:
            answer = self._transport.post(payload)
            return self._read(codec, request, answer, read)
        except ServiceRequestException as problem:
            problem.service = problem.service or request.service
            if not (request.writes and isinstance(problem, _IN_DOUBT)) or problem.status:
                raise
            doubt = problem
        raise OutcomeUnknownException(
            f"{doubt.message} The write may have been executed: look before you repeat it.",
            service=request.service,
            request=str(request),
        )

    def _payload(self, codec: ModuleType, request: Request, session: Secret | None) -> Payload:
        query = urlencode({"serviceName": request.service, "outputType": codec.output_type})
        return Payload(
            path=f"/{request.module}/service.sbr?{query}",
            content=codec.encode(request.service, request.body()),
            content_type=codec.content_type,
            session=session,
        )

    def _read(
        self,
        codec: ModuleType,
        request: Request,
        answer: Answer,
        read: Callable[[ModuleType, Any], T],
    ) -> T:
        body = self._accept(codec, request, answer)
        try:
            return read(codec, body)
        except (AttributeError, KeyError, TypeError, ValueError):
            pass
        raise ServiceRequestMalformedAnswerException(
            "The ERP's answer has another form than this service's."
        )

    def _accept(self, codec: ModuleType, request: Request, answer: Answer) -> Any:
        if answer.status not in (200, 201):
            raise _http_error(answer)
        # Some errors come as XML whatever was asked for (protocol examples §3).
        reader = xml if codec is json and answer.content.lstrip()[:1] == b"<" else codec
        envelope = reader.decode(answer)
        body = envelope.accept(request.service)
        if reader is not codec:
            raise ServiceRequestMalformedAnswerException("The ERP answered XML instead of JSON.")
        return body


def _http_error(answer: Answer) -> ServiceRequestException:
    if _NO_SESSION_MANAGER in answer.text():
        return ServiceRequestInvalidAuthorizationException(_NO_SESSION_MANAGER)
    if answer.status >= 500:
        return ServiceRequestUnavailableException(f"The server failed: {answer.excerpt()}")
    return ServiceRequestMalformedAnswerException(
        f"This is not an answer of the ERP: {answer.excerpt()}"
    )


def _nothing(codec: ModuleType, body: Any) -> None:
    return None


def _session_id(codec: ModuleType, body: Any) -> Secret:
    session = _text(codec.tree(body).get("jsessionid"))
    if not session:
        raise ServiceRequestInvalidCredentialsException(
            "The ERP accepted the login but gave no session id."
        )
    return Secret(session.strip())


def _saved(codec: ModuleType, body: Any) -> dict[str, str | None]:
    entities = codec.tree(body).get("entities") or {}
    row = entities.get("entity") or {}
    if isinstance(row, list):
        row = row[0]
    return {column: _text(cell) for column, cell in row.items() if column != "_rmd"}


def _text(cell: Any) -> str | None:
    value = cell.get("$") if isinstance(cell, dict) else cell
    return None if value is None or isinstance(value, dict) else str(value)


def _table(codec: ModuleType, body: Any) -> Table:
    content = codec.tree(body)
    return Table(
        columns=tuple(str(field["name"]) for field in _sequence(content, "fieldsMetadata")),
        rows=[tuple(row) for row in _sequence(content, "rows")],
        truncated=str(content.get("burstLimit", "false")).lower() == "true",
    )


def _sequence(content: dict[str, Any], name: str) -> Iterable[Any]:
    found = content.get(name)
    if not isinstance(found, list):
        raise ServiceRequestMalformedAnswerException(f"The ERP's answer lacks the list {name}.")
    return found
