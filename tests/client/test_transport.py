"""Bytes over HTTP: whatever the other side does, one exception that says so, and quickly."""

import gzip
import os
import pickle
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from time import monotonic

import pytest

from django_sankhya.client import Client, ExecuteQuery, Fieldset, LoadRecords, SaveRecord
from django_sankhya.client.transport import Answer, Payload, Transport
from django_sankhya.exceptions import (
    OutcomeUnknownException,
    ServiceRequestAnswerTooLargeException,
    ServiceRequestException,
    ServiceRequestInaccessibleException,
    ServiceRequestInvalidAuthorizationException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestTimeoutException,
    ServiceRequestUnavailableException,
)
from django_sankhya.redaction import Secret

from . import wire as scripts
from .answers import json_ok, json_page, xml_ok, xml_page
from .conftest import PASSWORD, SESSION
from .wire import Script, Wire, answer, drop, flood, page, stall

MakeClient = Callable[..., Client]
Shown = Callable[[BaseException], str]

LOAD = LoadRecords("Parceiro", (Fieldset("", ("CODPARC", "NOMEPARC")),))
SAVE = SaveRecord("Parceiro", (("NOMEPARC", "Padaria São João"),))
LATE = 0.3  # seconds that an impatient client gives an exchange
TOO_LATE = 2.0
PATIENCE = 10.0

TOMCAT = (
    "<!DOCTYPE html><html><head><title>HTTP Status 500 – Internal Server Error</title></head>"
    "<body><h1>java.lang.OutOfMemoryError</h1></body></html>"
)
LOGIN_PAGE = "<html><head><title>Sankhya Om</title></head><body><form></form></body></html>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + ']><serviceResponse status="1"><responseBody>&a11;</responseBody></serviceResponse>'
)
BOMB_IN_ATTRIBUTE = BOMB.replace('status="1"', 'status="1" serviceName="&a11;"')

# What the other side does: the exception of a read, words of its message.
FAULTS: dict[str, tuple[Script, type[ServiceRequestException], str]] = {
    "connection dropped after the request": (
        drop, ServiceRequestMalformedAnswerException, "broke before the answer was whole"),
    "connection closed inside the head": (
        scripts.drip([b"HTTP/1.1 200 OK\r\nContent-Ty"], 0),
        ServiceRequestMalformedAnswerException, ""),
    "not HTTP at all": (
        scripts.drip([b"220 smtp.example ESMTP\r\n"], 0),
        ServiceRequestMalformedAnswerException, "broke before the answer was whole"),
    "connection closed inside the body": (
        answer(xml_page(["CODPARC", "NOMEPARC"], [["1", "A"]])[:-30], length=9999),
        ServiceRequestMalformedAnswerException, "broke before the answer was whole"),
    "XML cut short": (
        answer(xml_page(["CODPARC", "NOMEPARC"], [["1", "A"]])[:-30]),
        ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "empty answer": (
        answer(""), ServiceRequestMalformedAnswerException, "HTTP 200, 0 bytes"),
    "HTML with status 500": (
        page(TOMCAT, "500 Internal Server Error"),
        ServiceRequestUnavailableException, "HTTP Status 500 – Internal Server Error"),
    "HTML with status 503": (
        page("<h1>Service Unavailable</h1>", "503 Service Unavailable"),
        ServiceRequestUnavailableException, "Service Unavailable"),
    "HTML with status 200": (
        page(LOGIN_PAGE), ServiceRequestMalformedAnswerException, "Sankhya Om"),
    "HTML with status 404": (
        page("<title>Not Found</title>", "404 Not Found"),
        ServiceRequestMalformedAnswerException, "HTTP 404"),
    "redirection to another host": (
        page("", "302 Found", "Location: http://127.0.0.1:9/steal"),
        ServiceRequestMalformedAnswerException, "HTTP 302"),
    "garbage that claims to be gzip": (
        answer(b"no gzip", "200 OK", "text/xml", "Content-Encoding: gzip"),
        ServiceRequestMalformedAnswerException, "broke before the answer was whole"),
    "another XML document": (
        answer('<?xml version="1.0"?><rss version="2.0"/>'),
        ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "XML in bytes that are no UTF-8": (
        answer('<serviceResponse status="1">é</serviceResponse>'.encode("latin-1")),
        ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "entity-expansion bomb": (
        answer(BOMB), ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "entity-expansion bomb in an attribute": (
        answer(BOMB_IN_ATTRIBUTE),
        ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "a hundred thousand nested elements": (
        answer(xml_ok("<a>" * 100_000 + "</a>" * 100_000)),
        ServiceRequestMalformedAnswerException, "not the XML of an answer"),
    "nothing": (stall, ServiceRequestTimeoutException, "within 0.3 s"),
    "a body that drips": (
        scripts.slow_body(seconds=TOO_LATE + 1), ServiceRequestTimeoutException, "within 0.3 s"),
    "a head that drips": (
        scripts.slow_head(seconds=TOO_LATE + 1), ServiceRequestTimeoutException, "within 0.3 s"),
    "a chunk size that drips": (
        scripts.slow_chunk_size(seconds=TOO_LATE + 1),
        ServiceRequestTimeoutException, "within 0.3 s"),
}  # fmt: skip
faults = pytest.mark.parametrize(("script", "raised", "words"), FAULTS.values(), ids=FAULTS.keys())


def _patience(raised: type[ServiceRequestException]) -> float:
    """Be impatient only where the test is about that, as machines can be slow."""
    return LATE if raised is ServiceRequestTimeoutException else PATIENCE


@faults
def test_a_read_that_fails_says_how_and_quickly(
    wire: Wire,
    client: MakeClient,
    session: Secret,
    shown: Shown,
    script: Script,
    raised: type[ServiceRequestException],
    words: str,
) -> None:
    wire.plays(script)
    start = monotonic()
    with pytest.raises(ServiceRequestException) as caught:
        client(timeout=_patience(raised)).load(session, LOAD)
    assert monotonic() - start < TOO_LATE
    assert type(caught.value) is raised
    assert words in str(caught.value)
    assert caught.value.service == "CRUDServiceProvider.loadRecords"
    assert SESSION not in shown(caught.value)
    assert len(wire.asked) == 1


@faults
def test_a_write_whose_answer_is_lost_has_an_unknown_outcome(
    wire: Wire,
    client: MakeClient,
    session: Secret,
    shown: Shown,
    script: Script,
    raised: type[ServiceRequestException],
    words: str,
) -> None:
    wire.plays(script)
    start = monotonic()
    with pytest.raises(OutcomeUnknownException, match="may have been executed") as caught:
        client(timeout=_patience(raised)).save(session, SAVE)
    assert monotonic() - start < TOO_LATE
    assert words in str(caught.value)
    assert SESSION not in shown(caught.value)
    assert len(wire.asked) == 1, "a write in doubt is never sent again"


@faults
def test_a_login_that_fails_shows_no_password(
    wire: Wire,
    client: MakeClient,
    shown: Shown,
    script: Script,
    raised: type[ServiceRequestException],
    words: str,
) -> None:
    wire.plays(script)
    with pytest.raises(raised) as caught:
        client(timeout=_patience(raised)).login("SUP", Secret(PASSWORD))
    assert PASSWORD not in shown(caught.value)


@pytest.mark.parametrize("request_", [LOAD, SAVE], ids=["read", "write"])
def test_a_dead_host_was_certainly_not_asked(
    client: MakeClient, session: Secret, shown: Shown, request_: LoadRecords | SaveRecord
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    dead = client(f"http://127.0.0.1:{port}")
    ask = dead.load if isinstance(request_, LoadRecords) else dead.save
    with pytest.raises(ServiceRequestInaccessibleException, match="Connection refused") as caught:
        ask(session, request_)
    assert f"127.0.0.1:{port}" in str(caught.value)
    assert SESSION not in shown(caught.value)


@pytest.fixture
def full_house() -> Iterator[str]:
    """A port whose queue is full, so that nobody ever gets a connection."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            guest = stack.enter_context(socket.socket())
            guest.setblocking(False)
            with suppress(BlockingIOError):
                guest.connect(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_host_that_does_not_take_the_connection_was_certainly_not_asked(
    client: MakeClient, session: Secret, full_house: str
) -> None:
    with pytest.raises(ServiceRequestInaccessibleException):
        client(full_house, timeout=LATE).save(session, SAVE)


@pytest.mark.parametrize("url", ["http://a..b:80", "http://[::1", "http://"])
def test_an_address_that_is_none_is_inaccessible(
    client: MakeClient, session: Secret, url: str
) -> None:
    with pytest.raises(ServiceRequestInaccessibleException):
        client(url).load(session, LOAD)


def test_an_external_entity_is_never_fetched(
    wire: Wire, client: MakeClient, session: Secret, shown: Shown
) -> None:
    passwd = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{}">]>'
        '<serviceResponse status="1"><responseBody>&e;</responseBody></serviceResponse>'
    )
    for target in ("file:///etc/passwd", f"{wire.url}/dtd"):
        wire.plays(answer(passwd.format(target)))
        with pytest.raises(ServiceRequestMalformedAnswerException) as caught:
            client().load(session, LOAD)
        assert "root:" not in shown(caught.value)
    assert [asked.path.split("?")[0] for asked in wire.asked] == ["/mge/service.sbr"] * 2


def test_an_answer_without_end_is_left_at_the_bound(
    wire: Wire, client: MakeClient, session: Secret
) -> None:
    bound = 1024 * 1024
    wire.plays(flood(b'<serviceResponse status="1">'))
    with pytest.raises(ServiceRequestAnswerTooLargeException, match="1,048,576 bytes"):
        client(max_answer_bytes=bound).load(session, LOAD)


def test_a_zip_bomb_is_left_at_the_bound_without_holding_it(
    wire: Wire, client: MakeClient, session: Secret
) -> None:
    bound = 1024 * 1024
    member = gzip.compress(bytes(64 * 1024 * 1024), compresslevel=9)
    wire.plays(flood(encoding="gzip", block=member))
    impatient = client(max_answer_bytes=bound)
    start = monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(ServiceRequestAnswerTooLargeException, match="max_answer_bytes"):
            impatient.load(session, LOAD)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * bound
    assert monotonic() - start < TOO_LATE


def test_an_answer_at_the_bound_is_read(wire: Wire, client: MakeClient, session: Secret) -> None:
    content = xml_page(["CODPARC", "NOMEPARC"], [["1", "x" * 5000]])
    wire.plays(answer(content))
    assert client(max_answer_bytes=len(content)).load(session, LOAD).size == 1
    with pytest.raises(ServiceRequestAnswerTooLargeException):
        client(max_answer_bytes=len(content) - 1).load(session, LOAD)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_compressed_and_chunked_answers_are_read(
    wire: Wire, client: MakeClient, session: Secret, encoding: str
) -> None:
    content = xml_page(["CODPARC", "NOMEPARC"], [[str(n), "É"] for n in range(5000)]).encode()
    body = gzip.compress(content) if encoding == "gzip" else content
    chunks = [body[at : at + 7000] for at in range(0, len(body), 7000)]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])
    head = (
        "HTTP/1.1 201 Created\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n"
        f"Content-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    )
    wire.plays(scripts.drip([head.encode() + framed], 0))
    assert client().load(session, LOAD).rows[-1] == ("4999", "É")


def test_a_redirection_is_not_followed(wire: Wire, client: MakeClient, session: Secret) -> None:
    with Wire() as elsewhere:
        elsewhere.plays(answer(xml_page(["CODPARC", "NOMEPARC"], [])))
        wire.plays(page("", "302 Found", f"Location: {elsewhere.url}/mge/service.sbr"))
        with pytest.raises(ServiceRequestMalformedAnswerException):
            client().load(session, LOAD)
        assert elsewhere.asked == []


def test_the_lost_session_manager_is_a_lost_session(
    wire: Wire, client: MakeClient, session: Secret
) -> None:
    body = "<html><body>Gerenciador de sessão não foi iniciado</body></html>"
    wire.plays(
        answer(body.encode("latin-1"), "500 Internal Server Error", "text/html;charset=ISO-8859-1")
    )
    for ask, request in ((client().load, LOAD), (client().save, SAVE)):
        with pytest.raises(ServiceRequestInvalidAuthorizationException):
            ask(session, request)


def test_a_request_carries_the_session_as_cookie_only(
    wire: Wire, client: MakeClient, session: Secret
) -> None:
    wire.plays(answer(xml_page(["CODPARC", "NOMEPARC"], []), "200 OK", "text/xml",
                      "Set-Cookie: JSESSIONID=other; Path=/"))  # fmt: skip
    caller = client()
    caller.load(session, LOAD)
    caller.load(Secret("second"), LOAD)
    first, second = wire.asked
    assert first.headers["cookie"] == f"JSESSIONID={SESSION}"
    assert second.headers["cookie"] == "JSESSIONID=second", "no jar mixes sessions up"
    assert SESSION not in first.path
    assert first.path.startswith("/mge/service.sbr?serviceName=CRUDServiceProvider.loadRecords&")


def test_no_netrc_and_no_proxy_of_the_environment_gets_a_password(
    wire: Wire, client: MakeClient, session: Secret, tmp_path: os.PathLike[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    netrc = os.path.join(tmp_path, "netrc")
    with open(netrc, "w", encoding="ascii") as file:
        file.write("machine 127.0.0.1 login me password netrc-secret\n")
    os.chmod(netrc, 0o600)
    monkeypatch.setenv("NETRC", netrc)
    wire.plays(answer(xml_page(["CODPARC", "NOMEPARC"], [])))
    client().load(session, LOAD)
    assert "authorization" not in wire.asked[0].headers


def test_error_pages_that_quote_the_session_are_cleaned(
    wire: Wire, client: MakeClient, session: Secret, shown: Shown
) -> None:
    quotes = (
        f"<html><title>No /mge/service.sbr;jsessionid={SESSION}?mgeSession={SESSION}</title></html>"
    )
    for status in ("200 OK", "404 Not Found", "500 Internal Server Error"):
        wire.plays(page(quotes, status))
        with pytest.raises(ServiceRequestException) as caught:
            client().load(session, LOAD)
        assert SESSION not in shown(caught.value)


LOGIN_XML = xml_ok(f"<callID>072EEB</callID><jsessionid>{SESSION}</jsessionid><idusu>MzI1</idusu>")
LOGIN_JSON = json_ok({"jsessionid": {"$": SESSION}, "idusu": {"$": "MzI1"}})


@pytest.mark.parametrize(
    ("format_", "content"),
    [
        ("xml", LOGIN_XML[:-20]),
        ("xml", LOGIN_XML.replace("serviceResponse", "other")),
        ("xml", LOGIN_JSON),
        ("json", LOGIN_JSON[:-1]),
        ("json", LOGIN_JSON.replace('"status"', '"state"')),
        ("json", LOGIN_XML),
    ],
    ids=[
        "xml cut short",
        "other xml",
        "json for xml",
        "json cut short",
        "other json",
        "xml for json",
    ],
)
@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_a_login_answer_that_cannot_be_read_shows_no_session(
    wire: Wire, client: MakeClient, shown: Shown, format_: str, content: str, status: str
) -> None:
    wire.plays(answer(content, status))
    with pytest.raises(ServiceRequestException) as caught:
        client(format=format_).login("SUP", Secret(PASSWORD))
    seen = shown(caught.value)
    assert SESSION not in seen
    assert PASSWORD not in seen


def test_executed_queries_read_their_own_json_in_an_xml_client(
    wire: Wire, client: MakeClient, session: Secret
) -> None:
    wire.plays(answer(
        '{"status":"1","responseBody":{"fieldsMetadata":[{"name":"A"}],"rows":[[1]],'
        '"burstLimit":false}}', "200 OK", "application/json"))  # fmt: skip
    table = client(format="xml").execute_query(session, ExecuteQuery("SELECT 1 A FROM DUAL"))
    assert (table.columns, table.rows, table.truncated) == (("A",), [(1,)], False)
    assert "outputType=json" in wire.asked[0].path


def test_json_answers_fail_like_xml_ones(wire: Wire, client: MakeClient, session: Secret) -> None:
    for body in ("{", '{"status":"1"', "[]", "null", "<html>", '"text"', "[" * 100_000):
        wire.plays(answer(body, "200 OK", "application/json"))
        with pytest.raises(ServiceRequestMalformedAnswerException):
            client(format="json").load(session, LOAD)
    wire.plays(answer(json_page(["CODPARC", "NOMEPARC"], []), "200 OK", "application/json"))
    assert client(format="json").load(session, LOAD).rows == []


def test_nothing_of_a_payload_or_answer_shows_in_its_repr() -> None:
    payload = Payload("/mge?mgeSession=" + SESSION, PASSWORD.encode(), "text/xml", Secret(SESSION))
    received = Answer(200, "text/xml", SESSION.encode())
    assert SESSION not in f"{payload!r} {received!r}"
    assert PASSWORD not in repr(payload)


def test_a_problem_survives_pickling() -> None:
    transport = Transport("http://127.0.0.1:9", timeout=1, max_answer_bytes=1)
    with pytest.raises(ServiceRequestInaccessibleException) as caught:
        transport.post(Payload("/", b"", "text/xml"))
    transport.close()
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is ServiceRequestInaccessibleException
    assert str(again) == str(caught.value)
