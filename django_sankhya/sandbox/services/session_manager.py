"""SessionManagerSP (protocol §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..envelope import Element

if TYPE_CHECKING:
    from ..erp import Call, Erp


def get_core_sessions(erp: Erp, call: Call) -> Element:
    """List the open sessions."""
    del call
    answer = Element("responseBody")
    sessions = answer.add("SESSIONS")
    for session in erp.sessions.open():
        sessions.add(
            "SESSION",
            ID=session.id,
            CREATIONTIME=session.created,
            LASTACCESSEDTIME=session.accessed_at,
            INACTIVEINTERVAL=str(erp.sessions.idle_seconds(session)),
            MAXINACTIVEINTERVAL=str(int(erp.sessions.timeout)),
            USERAGENT=session.agent,
            HOST=session.host,
            LOGINTIME=session.created,
            AUTHENTICATED="true",
            USERID=str(session.user_code),
            USERNAME=session.user,
        )
    return answer


def kill_session(erp: Erp, call: Call) -> Element:
    """End the named session, whoever's it is."""
    erp.sessions.kill(call.body.need("SESSION").need_attribute("ID"))
    return Element("responseBody")
