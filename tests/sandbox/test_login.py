"""Sessions: login, logout, time-outs, one call at a time."""

import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from django_sankhya import sandbox
from django_sankhya.sandbox import errors
from django_sankhya.sandbox.sessions import Sessions

from .caller import Caller, message


def test_login_in_json(stranger: Caller) -> None:
    answer = stranger.json(
        "MobileLoginSP.login", {"NOMUSU": {"$": "sup"}, "INTERNO": {"$": "sandbox"}}
    )
    assert answer["status"] == "1"
    assert answer["pendingPrinting"] == "false"
    assert len(answer["transactionId"]) == 32
    assert answer["responseBody"]["idusu"] == {"$": "MA==\n"}
    assert len(answer["responseBody"]["callID"]["$"]) == 32
    assert stranger.erp.logins == stranger.erp.open_sessions == 1


def test_login_in_xml(stranger: Caller) -> None:
    body = "<NOMUSU>SUP</NOMUSU><INTERNO>sandbox</INTERNO>"
    root = stranger.xml("MobileLoginSP.login", body)
    assert root.tag == "serviceResponse"
    assert root.get("status") == "1"
    assert base64.b64decode(root.findtext("responseBody/idusu")) == b"0"
    stranger.session_id = root.findtext("responseBody/jsessionid")
    assert stranger.load("Parceiro", "CODPARC")["status"] == "1"


@pytest.mark.parametrize(("user", "password"), [("SUP", "x"), ("NOBODY", "sandbox"), ("", "")])
def test_wrong_credentials(stranger: Caller, user: str, password: str) -> None:
    answer = stranger.json(
        "MobileLoginSP.login", {"NOMUSU": {"$": user}, "INTERNO": {"$": password}}
    )
    assert answer["status"] == "0"
    assert answer["tsError"] == {"tsErrorCode": "CORE_E01434", "tsErrorLevel": "ERROR"}
    assert answer["statusMessage"] == "Usuário/Senha inválido"
    assert "responseBody" not in answer
    assert stranger.erp.failed_logins == 1
    assert stranger.erp.logins == 0


def test_wrong_credentials_in_xml(stranger: Caller) -> None:
    root = stranger.xml("MobileLoginSP.login", "<NOMUSU>SUP</NOMUSU><INTERNO>x</INTERNO>")
    assert root.get("status") == "0"
    assert root.find("tsError").get("tsErrorCode") == "CORE_E01434"
    assert message(root) == "Usuário/Senha inválido"
    assert root.find("responseBody") is None


def test_a_call_without_session_is_status_3(stranger: Caller) -> None:
    answer = stranger.load("Parceiro", "CODPARC")
    assert answer["status"] == "3"
    assert answer["statusMessage"] == "Não autorizado."
    assert set(answer) == {
        "serviceName", "status", "pendingPrinting", "transactionId", "statusMessage",
    }  # fmt: skip


def test_the_session_by_cookie_and_by_path(stranger: Caller) -> None:
    login = b'{"requestBody":{"NOMUSU":{"$":"SUP"},"INTERNO":{"$":"sandbox"}}}'
    answer = stranger.post("MobileLoginSP.login", login, outputType="json")
    session = answer.json()["responseBody"]["jsessionid"]["$"]
    assert answer.cookies["JSESSIONID"].partition(".")[0] == session
    stranger.http.cookies.clear()
    url = f"{stranger.erp.url}/mge/service.sbr"
    query = "?serviceName=SessionManagerSP.getCoreSessions&outputType=json"
    for address, cookie in (
        (url + query, f"JSESSIONID={session}"),
        (url + query, f"a=b; JSESSIONID={session}.master"),
        (f"{url};jsessionid={session}{query}", ""),
    ):
        found = stranger.http.post(address, data=b"{}", headers={"Cookie": cookie})
        assert found.json()["status"] == "1"
    broken = stranger.http.post(
        url + query, data=b"{}", headers={"Cookie": f"Cookie=JSESSIONID={session}"}
    )
    assert broken.json()["status"] == "3"


def test_logout_ends_the_session(caller: Caller) -> None:
    assert caller.json("MobileLoginSP.logout")["responseBody"] == {}
    assert caller.load("Parceiro", "CODPARC")["status"] == "3"
    assert (caller.erp.logouts, caller.erp.open_sessions) == (1, 0)


def test_logout_with_an_empty_body(caller: Caller) -> None:
    answer = caller.post("MobileLoginSP.logout", b"", outputType="json").json()
    assert answer["status"] == "1"


def test_expired_sessions(caller: Caller) -> None:
    caller.erp.expire_sessions()
    assert caller.load("Parceiro", "CODPARC")["status"] == "3"
    assert caller.erp.logouts == 0


def test_inactivity_ends_a_session_and_each_call_prolongs_it() -> None:
    moment = [0.0]
    sessions = Sessions({"SUP": (0, "x")}, timeout=60, clock=lambda: moment[0])
    session = sessions.login("SUP", "x", "", "")
    for moment[0] in (59.0, 118.0):
        with sessions.call(sessions.find(session.id), concurrent=False):
            pass
    moment[0] = 179.0
    with pytest.raises(errors.ErpError, match="Não autorizado"):
        sessions.find(session.id)
    assert sessions.open() == []


def test_core_sessions_and_kill(caller: Caller) -> None:
    other = Caller(caller.erp)
    with other.http:
        other.login()
        listed = caller.json("SessionManagerSP.getCoreSessions")["responseBody"]["SESSIONS"]
        assert {s["ID"] for s in listed["SESSION"]} == {caller.session_id, other.session_id}
        assert {s["USERNAME"] for s in listed["SESSION"]} == {"SUP"}
        killed = caller.xml("SessionManagerSP.killSession", f'<SESSION ID="{other.session_id}"/>')
        assert killed.get("status") == "1"
        assert other.load("Parceiro", "CODPARC")["status"] == "3"
    root = caller.xml("SessionManagerSP.getCoreSessions")
    (session,) = root.findall("responseBody/SESSIONS/SESSION")
    assert session.get("ID") == caller.session_id
    assert session.get("MAXINACTIVEINTERVAL") == "1800"


@dataclass(frozen=True)
class Hold(sandbox.Fault):
    """Keep a call running until it is let go."""

    entered: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def respond(self, call: Any) -> Any:
        self.entered.set()
        self.let_go.wait(10)
        return call.execute()


@pytest.fixture
def held(caller: Caller) -> Iterator[None]:
    """Run a call of the caller's session meanwhile."""
    hold = Hold(service="DbExplorerSP.executeQuery")
    caller.erp.inject(hold)
    thread = threading.Thread(target=_query_apart, args=(caller,))
    thread.start()
    assert hold.entered.wait(10)
    yield
    hold.let_go.set()
    thread.join()


def _query_apart(caller: Caller) -> None:
    other = Caller(caller.erp)
    other.session_id = caller.session_id
    with other.http:
        other.query("SELECT 1 AS N FROM DUAL")


@pytest.mark.usefixtures("held")
def test_a_second_call_at_a_time_is_canceled(caller: Caller) -> None:
    assert caller.load("Parceiro", "CODPARC")["status"] == "4"
    assert caller.erp.concurrent_calls == 1


@pytest.mark.usefixtures("held")
def test_concurrent_calls_may_be_allowed(caller: Caller) -> None:
    answer = caller.json(
        "DbExplorerSP.executeQuery", {"sql": "SELECT 1 AS N FROM DUAL"},
        allowConcurrentCalls="true",
    )  # fmt: skip
    assert answer["status"] == "1"
    assert caller.erp.concurrent_calls == 1


def test_several_users() -> None:
    with sandbox.serve(rows=1, users={"ANA": "p@ss:w/rd", "BOB": "b"}) as erp:
        assert erp.sankhya_url.startswith("sankhya://ANA:p%40ss%3Aw%2Frd@127.0.0.1:")
        bob = Caller(erp)
        with bob.http:
            bob.login("BOB", "b")
            assert bob.column("Usuario", "NOMEUSU", orderByExpression="CODUSU") == ["ANA", "BOB"]
