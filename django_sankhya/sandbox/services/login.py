"""MobileLoginSP (protocol §2a)."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from ..envelope import Element

if TYPE_CHECKING:
    from ..erp import Call, Erp


def login(erp: Erp, call: Call) -> Element:
    """Open a session and hand it out as jsessionid and cookie."""
    user, password = (_text(call.body, name) for name in ("NOMUSU", "INTERNO"))
    session = erp.sessions.login(user, password, call.agent, call.host)
    call.set_cookie = session.id
    answer = Element("responseBody")
    answer.add("callID", secrets.token_hex(16).upper())
    answer.add("jsessionid", session.id)
    # The ERP's Base64 ends with a line feed.
    answer.add("idusu", base64.encodebytes(str(session.user_code).encode()).decode())
    return answer


def logout(erp: Erp, call: Call) -> Element:
    """End the caller's session."""
    erp.sessions.logout(call.caller)
    return Element("responseBody")


def _text(body: Element, name: str) -> str:
    child = body.find(name)
    return child.text if child is not None else ""
