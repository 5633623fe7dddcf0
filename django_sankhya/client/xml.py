"""Requests and answers as XML (protocol §3, §4.2), with entities, DTDs and the network off."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from django_sankhya import values
from django_sankhya.client.envelope import Envelope, Page, Row, positions
from django_sankhya.client.requests import Body
from django_sankhya.client.transport import Answer
from django_sankhya.exceptions import ServiceRequestMalformedAnswerException
from django_sankhya.redaction import Secret

__all__ = ["content_type", "decode", "encode", "output_type", "page", "tree"]

content_type = "text/xml; charset=UTF-8"
output_type = "xml"


# What base64 makes of a short plain word, and no message contains.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def encode(service: str, body: Body) -> bytes:
    """Write a request."""
    root = etree.Element("serviceRequest", serviceName=service)
    _fill(etree.SubElement(root, "requestBody"), body)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def decode(answer: Answer) -> Envelope[etree._Element]:
    """Read an answer's envelope.

    Raises ServiceRequestMalformedAnswerException for anything else than an answer, among them XML
    with a document type, which could make a few bytes into gigabytes.
    """
    root = _parse(answer)
    if root is None or root.tag != "serviceResponse" or "status" not in root.attrib:
        raise ServiceRequestMalformedAnswerException(
            f"This is not the XML of an answer: {answer.excerpt()}"
        )
    error = root.find("tsError")
    return Envelope(
        status=str(root.get("status")),
        message=_message(root.findtext("statusMessage") or ""),
        code=str(error.get("tsErrorCode") or "") if error is not None else "",
        transaction_id=str(root.get("transactionId") or ""),
        body=root.find("responseBody"),
    )


def tree(body: etree._Element | None) -> dict[str, Any]:
    """Turn an answer's body into the objects that the ERP's JSON would have (protocol §3)."""
    if body is None:
        return {}
    content: dict[str, Any] = {}
    if body.text and body.text.strip():
        content["$"] = body.text
    content.update({str(name): str(value) for name, value in body.attrib.items()})
    for child in body.iterchildren(tag=etree.Element):
        _append(content, str(child.tag), tree(child))
    return content


def page(body: etree._Element | None, wanted: tuple[str, ...]) -> Page:
    """Read a page of loadRecords; columns in the order wanted."""
    entities = body.find("entities") if body is not None else None
    more = entities.get("hasMoreResult") if entities is not None else None
    if entities is None or more not in ("true", "false"):
        raise ServiceRequestMalformedAnswerException(
            "The ERP's answer does not say whether more rows follow (hasMoreResult)."
        )
    metadata = entities.find("metadata")
    if metadata is None:
        raise ServiceRequestMalformedAnswerException("The ERP's answer has no metadata.")
    named = [field.get("name") for field in metadata.iterfind("fields/field")]
    entities.remove(metadata)
    if not len(entities):
        return Page.of_rows((), has_more=more == "true")
    at = positions(named, wanted)
    return _regular(entities, len(named), at, more == "true") or _irregular(
        entities, at, more == "true"
    )


def _fill(element: etree._Element, content: Mapping[str, Any]) -> None:
    for name, member in content.items():
        if name == "$":
            element.text = _text(member)
        elif isinstance(member, Mapping):
            _fill(etree.SubElement(element, name), member)
        elif isinstance(member, list | tuple):
            for repeated in member:
                child = etree.SubElement(element, name)
                _fill(child, repeated if isinstance(repeated, Mapping) else {"$": repeated})
        else:
            element.set(name, _text(member))


def _text(member: Any) -> str:
    if isinstance(member, bool):
        return str(member).lower()
    return values.encode(member.reveal() if isinstance(member, Secret) else member)


def _append(content: dict[str, Any], name: str, member: dict[str, Any]) -> None:
    """Repeated elements become a list, a single one stays an object."""
    present = content.get(name)
    if present is None:
        content[name] = member
    elif isinstance(present, list):
        present.append(member)
    else:
        content[name] = [present, member]


def _parse(answer: Answer) -> etree._Element | None:
    declared = re.match(rb"\s*<\?xml[^>]*encoding", answer.content[:200])
    try:
        parser = etree.XMLParser(
            # The prolog was written by who wrote the bytes, the header maybe by a default.
            encoding=None if declared else answer.charset or None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        root = etree.fromstring(answer.content, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return None
    information: Any = root.getroottree().docinfo
    return None if information.doctype else root


def _message(text: str) -> str:
    """Read a statusMessage: MIME base64 of Latin-1 text, from some servers plain (protocol §3)."""
    plain = text.strip()
    if re.search(r"[^\S\r\n]", plain):  # base64 is broken into lines, never into words
        return plain
    try:
        raw = base64.b64decode("".join(plain.split()), validate=True)
    except (binascii.Error, ValueError):
        return plain
    try:
        read = raw.decode("utf-8")
    except UnicodeDecodeError:
        read = raw.decode("latin-1")
    return plain if _NOT_TEXT.search(read) else read.strip()


def _regular(entities: etree._Element, width: int, at: list[int], has_more: bool) -> Page | None:
    """Read rows that all have the cells f0, f1 … in this order, in one flat pass."""
    tags: list[Any] = []
    texts: list[str | None] = []
    add_tag, add_text = tags.append, texts.append
    for element in entities.iterdescendants():
        add_tag(element.tag)
        add_text(element.text)
    size, step = len(entities), width + 1
    if tags != ["entity", *(f"f{position}" for position in range(width))] * size:
        return None
    return Page([texts[position + 1 :: step] for position in at], size, has_more)


def _irregular(entities: etree._Element, at: list[int], has_more: bool) -> Page:
    """Read rows whose cells stand in any order, with gaps, or beside `_rmd` (protocol §4.2)."""
    tags = [f"f{position}" for position in at]
    rows: list[Row] = []
    for entity in entities.iterfind("entity"):
        cells = {cell.tag: cell.text for cell in entity}
        rows.append(tuple([cells.get(tag) for tag in tags]))
    return Page.of_rows(rows, has_more=has_more)
