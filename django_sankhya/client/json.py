"""Requests and answers as JSON (protocol §3, §4.2)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django_sankhya import values
from django_sankhya.client.envelope import Envelope, Page, Row, positions
from django_sankhya.client.requests import Body
from django_sankhya.client.transport import Answer
from django_sankhya.exceptions import ServiceRequestMalformedAnswerException
from django_sankhya.redaction import Secret

__all__ = ["content_type", "decode", "encode", "output_type", "page", "tree"]

content_type = "application/json; charset=UTF-8"
output_type = "json"

_EMPTY: dict[str, Any] = {}


def encode(service: str, body: Body) -> bytes:
    """Write a request."""
    content = {"serviceName": service, "requestBody": body}
    return json.dumps(content, allow_nan=False, default=_text).encode()


def decode(answer: Answer) -> Envelope[Any]:
    """Read an answer's envelope; numbers keep their digits as Decimal.

    Raises ServiceRequestMalformedAnswerException for anything else than an answer.
    """
    envelope = _envelope(_parse(answer))
    if envelope is None:
        raise ServiceRequestMalformedAnswerException(
            f"This is not an answer of the ERP: {answer.excerpt()}"
        )
    return envelope


def _envelope(content: Any) -> Envelope[Any] | None:
    if not isinstance(content, dict) or "status" not in content:
        return None
    error = content.get("tsError")
    return Envelope(
        status=str(content["status"]),
        message=str(content.get("statusMessage") or "").strip(),
        code=str(error.get("tsErrorCode") or "") if isinstance(error, dict) else "",
        transaction_id=str(content.get("transactionId") or ""),
        body=content.get("responseBody"),
    )


def tree(body: Any) -> dict[str, Any]:
    """Give an answer's body as it came."""
    return body if isinstance(body, dict) else {}


def page(body: Any, wanted: tuple[str, ...]) -> Page:
    """Read a page of loadRecords; columns in the order wanted."""
    try:
        return _page(body, wanted)
    except (AttributeError, TypeError):
        pass
    raise ServiceRequestMalformedAnswerException("The ERP's answer is no page of loadRecords.")


def _page(body: Any, wanted: tuple[str, ...]) -> Page:
    entities = tree(tree(body).get("entities"))
    more = entities.get("hasMoreResult")
    rows = _listed(entities.get("entity"))
    if more not in ("true", "false"):
        raise ServiceRequestMalformedAnswerException(
            "The ERP's answer does not say whether more rows follow (hasMoreResult)."
        )
    if not rows:
        return Page.of_rows((), has_more=more == "true")
    fields = _listed(tree(tree(entities.get("metadata")).get("fields")).get("field"))
    keys = [f"f{at}" for at in positions([tree(f).get("name") for f in fields], wanted)]
    return Page.of_rows([_row(row, keys) for row in rows], has_more=more == "true")


def _text(member: Any) -> str:
    return member.reveal() if isinstance(member, Secret) else values.encode(member)


def _parse(answer: Answer) -> Any:
    try:
        return json.loads(answer.text(), parse_float=Decimal)
    except (ValueError, RecursionError):
        pass  # the parser's own exception holds the whole answer; ours must not
    raise ServiceRequestMalformedAnswerException(
        f"This is not the JSON of an answer: {answer.excerpt()}"
    )


def _listed(member: Any) -> list[Any]:
    """One element is an object, several are an array, none is missing."""
    if member is None:
        return []
    return member if isinstance(member, list) else [member]


def _row(row: dict[str, Any], keys: list[str]) -> Row:
    cells = [row.get(key, _EMPTY).get("$") for key in keys]
    return tuple(cell if cell is None or isinstance(cell, str) else _odd(cell) for cell in cells)


def _odd(cell: Any) -> str | None:
    """Read the null `{"$": {}}` and bare numbers, which some servers were seen to send."""
    return None if isinstance(cell, dict) else str(cell)
