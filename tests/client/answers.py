"""Answers as the ERP writes them, in both formats, built from rows of texts."""

import base64
import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django_sankhya.client.transport import Answer

__all__ = ["JSON", "XML", "json_error", "json_page", "xml_error", "xml_page"]

TRANSACTION = "9FDD072B67348C09B5025D57428D43C9"
Rows = Sequence[Sequence[str | None]]


def xml_page(names: Sequence[str], rows: Rows, *, more: str = "false") -> str:
    """Write a page of loadRecords in XML."""
    fields = "".join(f"<field name={quoteattr(name)}/>" for name in names)
    entities = "".join(f"<entity>{_xml_cells(row)}</entity>" for row in rows)
    return xml_ok(
        f'<entities total="{len(rows)}" hasMoreResult="{more}" offsetPage="0" offset="0">'
        f"<metadata><fields>{fields}</fields></metadata>{entities}</entities>"
    )


def _xml_cells(row: Sequence[str | None]) -> str:
    return "".join(
        f"<f{at}/>" if cell is None else f"<f{at}>{escape(cell, {chr(13): '&#13;'})}</f{at}>"
        for at, cell in enumerate(row)
    )


def xml_ok(body: str) -> str:
    """Write an answer in XML around this body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<serviceResponse serviceName="S" status="1" transactionId="{TRANSACTION}">'
        f"<responseBody>{body}</responseBody></serviceResponse>"
    )


def xml_error(message: str, *, status: str = "0", code: str = "", plain: bool = False) -> str:
    """Write a refusal in XML; the message in MIME base64 of Latin-1, or as it is."""
    error = f'<tsError tsErrorCode="{code}" tsErrorLevel="ERROR"/>' if code else ""
    shown = escape(message) if plain else _packed(message)
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        f'<serviceResponse serviceName="S" status="{status}" transactionId="{TRANSACTION}">'
        f"{error}<statusMessage>{shown}</statusMessage></serviceResponse>"
    )


def _packed(message: str) -> str:
    return f"<![CDATA[{base64.encodebytes(message.encode('latin-1')).decode()}\n    ]]>"


def json_page(names: Sequence[str], rows: Rows, *, more: str = "false") -> str:
    """Write a page of loadRecords in JSON, single rows and fields as objects."""
    entities: dict[str, Any] = {
        "total": str(len(rows)),
        "hasMoreResult": more,
        "offsetPage": "0",
        "offset": "0",
        "metadata": {"fields": {"field": _single([{"name": name} for name in names])}},
    }
    if rows:
        entities["entity"] = _single(
            [
                {f"f{at}": {} if cell is None else {"$": cell} for at, cell in enumerate(row)}
                for row in rows
            ]
        )
    return json_ok({"entities": entities})


def _single(elements: list[dict[str, Any]]) -> Any:
    return elements[0] if len(elements) == 1 else elements


def json_ok(body: Any) -> str:
    """Write an answer in JSON around this body."""
    return json.dumps(
        {
            "serviceName": "S",
            "status": "1",
            "pendingPrinting": "false",
            "transactionId": TRANSACTION,
            "responseBody": body,
        },
        ensure_ascii=False,
    )


def json_error(message: str, *, status: str = "0", code: str = "") -> str:
    """Write a refusal in JSON."""
    error = {"tsError": {"tsErrorCode": code, "tsErrorLevel": "ERROR"}} if code else {}
    return json.dumps(
        {"serviceName": "S", "status": status, "transactionId": TRANSACTION, **error,
         "statusMessage": message},
        ensure_ascii=False,
    )  # fmt: skip


def XML(content: str | bytes, content_type: str = "text/xml;charset=UTF-8") -> Answer:  # noqa: N802
    """Make the answer that a transport would give for this XML."""
    return Answer(200, content_type, content.encode() if isinstance(content, str) else content)


def JSON(  # noqa: N802
    content: str | bytes, content_type: str = "application/json;charset=UTF-8"
) -> Answer:
    """Make the answer that a transport would give for this JSON."""
    return Answer(200, content_type, content.encode() if isinstance(content, str) else content)
