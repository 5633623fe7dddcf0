"""HTTP, and nothing of the ERP: bytes out, a bounded number of bytes in, errors at one edge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy

import requests
import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.exceptions import HTTPError as WireError
from urllib3.exceptions import TimeoutError as WireTimeout

from django_sankhya import __version__
from django_sankhya.client.deadline import DeadlineAdapter
from django_sankhya.exceptions import (
    ServiceRequestAnswerTooLargeException,
    ServiceRequestException,
    ServiceRequestInaccessibleException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestTimeoutException,
)
from django_sankhya.redaction import Secret, redact

__all__ = ["Answer", "Payload", "Transport"]

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Payload:
    """A request's path and bytes; its repr shows neither, as both can hold secrets."""

    path: str = field(repr=False)
    content: bytes = field(repr=False)
    content_type: str
    session: Secret | None = None

    def headers(self) -> dict[str, str]:
        """Give the headers; the cookie is sent by hand, as jars mix up ports (protocol §1.2)."""
        headers = {"Content-Type": self.content_type}
        if self.session:
            headers["Cookie"] = f"JSESSIONID={self.session.reveal()}"
        return headers


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP, read to its end."""

    status: int
    content_type: str
    content: bytes = field(repr=False)

    @property
    def charset(self) -> str:
        """Name the charset of the header, "" where it has none."""
        found = re.search(r"charset=[\"']?([\w.:-]+)", self.content_type, re.IGNORECASE)
        return found[1] if found else ""

    def text(self) -> str:
        """Decode by the header's charset, else as UTF-8, else as Latin-1 (protocol §1.3)."""
        for charset in (self.charset, "utf-8"):
            try:
                return self.content.decode(charset or "utf-8")
            except (LookupError, UnicodeDecodeError):
                continue
        return self.content.decode("latin-1")

    def excerpt(self) -> str:
        """Describe the answer in a line for an error message, without its tags."""
        start = Answer(self.status, self.content_type, self.content[:4000]).text()
        title = re.search(r"<title[^>]*>(.*?)</title>", start, re.IGNORECASE | re.DOTALL)
        words = title[1] if title else re.sub(r"<[^>]*>", " ", redact(start))
        shown = redact(" ".join(words.split()))[:200]
        return f"HTTP {self.status}, {len(self.content)} bytes, {shown!r}"


class Transport:
    """Post bytes to one server.

    `timeout` in seconds bounds a whole exchange, `max_answer_bytes` an answer after decompression.
    Redirects, netrc and cookie jars are off: each would send secrets where they don't belong.
    """

    def __init__(self, base_url: str, *, timeout: float, max_answer_bytes: int) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout = timeout
        self.max_answer_bytes = max_answer_bytes
        self._http = requests.Session()
        self._http.mount("http://", DeadlineAdapter())
        self._http.mount("https://", DeadlineAdapter())
        self._http.auth = _no_netrc
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._http.headers["User-Agent"] = f"django-sankhya/{__version__}"

    def close(self) -> None:
        """Close the kept connections."""
        self._http.close()

    def post(self, payload: Payload) -> Answer:
        """Exchange a request for its answer.

        Raises ServiceRequestInaccessibleException when the request was certainly not executed,
        and the timeout, malformed and too-large exceptions when it may have been.
        """
        outcome = self._exchange(payload)
        if isinstance(outcome, Answer):
            return outcome
        # Raised out here, where no frame and no chained exception holds the request's bytes.
        raise outcome

    def _exchange(self, payload: Payload) -> Answer | ServiceRequestException:
        try:
            with self._http.post(
                self.base_url + payload.path,
                data=payload.content,
                headers=payload.headers(),
                timeout=urllib3.Timeout(total=self.timeout),  # type: ignore[arg-type]
                stream=True,
                allow_redirects=False,
            ) as response:
                content = self._read(response.raw)
                if isinstance(content, ServiceRequestException):
                    return content
                return Answer(
                    response.status_code, response.headers.get("Content-Type", ""), content
                )
        except (requests.RequestException, WireError, OSError, UnicodeError) as problem:
            return self._failure(problem)

    def _read(self, raw: urllib3.BaseHTTPResponse) -> bytes | ServiceRequestException:
        content = bytearray()
        while chunk := raw.read1(_CHUNK, decode_content=True):
            content += chunk
            if len(content) > self.max_answer_bytes:
                return ServiceRequestAnswerTooLargeException(
                    f"The answer of {self.base_url} is longer than {self.max_answer_bytes:,} "
                    'bytes. Ask for less, or raise OPTIONS["max_answer_bytes"].'
                )
        return bytes(content)

    def _failure(self, problem: Exception) -> ServiceRequestException:
        causes = _causes(problem)
        if any(isinstance(c, _NEVER_SENT) for c in causes):
            return ServiceRequestInaccessibleException(
                f"The ERP at {self.base_url} cannot be reached: {_reason(causes)}"
            )
        if any(isinstance(c, requests.Timeout | WireTimeout | TimeoutError) for c in causes):
            return self._timed_out()
        return ServiceRequestMalformedAnswerException(
            f"The connection to {self.base_url} broke before the answer was whole: "
            f"{_reason(causes)}"
        )

    def _timed_out(self) -> ServiceRequestTimeoutException:
        return ServiceRequestTimeoutException(
            f'{self.base_url} gave no whole answer within {self.timeout:g} s (OPTIONS["timeout"]).'
        )


_NEVER_SENT = (
    LocationParseError,
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
    requests.ConnectTimeout,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.ProxyError,
    requests.exceptions.SSLError,
    UnicodeError,
)


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _causes(problem: BaseException) -> list[BaseException]:
    """Unwrap an exception of requests down to the one that says what happened."""
    found: list[BaseException] = [problem]
    while (
        inner := next(
            (
                a
                for a in (*found[-1].args, getattr(found[-1], "reason", None))
                if isinstance(a, BaseException) and a not in found
            ),
            None,
        )
    ) is not None:
        found.append(inner)
    return found


def _reason(causes: list[BaseException]) -> str:
    text = str(causes[-1])
    # urllib3 prefixes the object's repr.
    return redact(re.sub(r"^<[^>]*>: |^\w*Connection\([^)]*\): ", "", text))[:200]
