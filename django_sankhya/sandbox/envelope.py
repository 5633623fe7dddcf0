"""Requests and answers as one element tree, read from and written to XML and JSON.

The ERP's JSON is a mechanical copy of its XML (protocol examples §1): the text is ``$``, attributes
are plain strings, children are grouped by name in the order of a Java 8 HashMap; a repeated child
is an array, an empty element ``{}``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from . import errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """One node of a request or an answer."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def add(self, name: str, text: str = "", /, **attributes: str) -> Element:
        """Append a child and return it."""
        child = Element(name, attributes, text)
        self.children.append(child)
        return child

    def find(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        return (child for child in self.children if child.name == name)

    def need(self, name: str) -> Element:
        """Return the child of this name, or fail as the ERP does when the shape is wrong."""
        child = self.find(name)
        if child is None:
            raise errors.missing_element()
        return child

    def need_attribute(self, name: str) -> str:
        value = self.attributes.get(name)
        if not value:
            raise errors.missing_attribute(name)
        return value


# -- reading ---------------------------------------------------------------------------------


def parse_xml(body: bytes) -> Element:
    """Read a serviceRequest; its root's name and attributes do not matter."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise errors.malformed_xml(str(error)) from None
    return _from_xml(root)


def _from_xml(node: Any) -> Element:
    children = [_from_xml(child) for child in node if isinstance(child.tag, str)]
    text = node.text or ""
    if children:
        text = text.strip()
    return Element(node.tag, dict(node.attrib), text, children)


def parse_json(body: bytes) -> dict[str, Any]:
    """Read a JSON object, numbers as the text they were written in."""
    try:
        data = json.loads(_decode(body), parse_float=str, parse_int=str)
    except ValueError as error:
        raise errors.malformed_json(str(error)) from None
    if not isinstance(data, dict):
        raise errors.malformed_json("Expected BEGIN_OBJECT")
    return data


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("iso-8859-1")


def from_json(name: str, value: Any) -> Element:
    """Turn a JSON value into the element it stands for.

    A plain string member is an attribute, never an element: that is why a bare-string criteria
    expression is not seen (protocol §4.1).
    """
    element = Element(name)
    if not isinstance(value, dict):
        element.text = _scalar(value)
        return element
    for key, member in value.items():
        if key == "$":
            element.text = "" if isinstance(member, dict) else _scalar(member)
        elif isinstance(member, list):
            element.children.extend(from_json(key, item) for item in member)
        elif isinstance(member, dict):
            element.children.append(from_json(key, member))
        elif member is not None:
            element.attributes[key] = _scalar(member)
    return element


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def to_native(element: Element) -> Any:
    """Turn an XML element into the native JSON value that DatasetSP and DbExplorerSP read.

    Attributes and text-only children become string members, repeated children lists. A child
    with an ``index`` attribute is a member of that name, since XML names cannot be numbers.
    """
    if not element.attributes and not element.children:
        return element.text
    data: dict[str, Any] = dict(element.attributes)
    for child in element.children:
        index = child.attributes.pop("index", None)
        name, value = index or child.name, to_native(child)
        if name not in data:
            data[name] = value
        elif isinstance(data[name], list):
            data[name].append(value)
        else:
            data[name] = [data[name], value]
    return data


# -- writing ---------------------------------------------------------------------------------


def to_xml(element: Element) -> str:
    """Write the element without a prolog."""
    parts: list[str] = []
    _write_xml(element, parts)
    return "".join(parts)


def document(element: Element) -> bytes:
    return (_PROLOG + to_xml(element)).encode()


def _write_xml(element: Element, parts: list[str]) -> None:
    parts.append(f"<{element.name}")
    parts.extend(f" {n}={quoteattr(_clean(v))}" for n, v in element.attributes.items())
    if not element.text and not element.children:
        parts.append("/>")
        return
    parts.append(">" + escape(_clean(element.text), {"\r": "&#13;"}))
    for child in element.children:
        _write_xml(child, parts)
    parts.append(f"</{element.name}>")


def _clean(text: str) -> str:
    return _NOT_XML.sub("?", text)


def to_json(element: Element) -> dict[str, Any]:
    """Copy the element into a JSON object, members in the ERP's order."""
    data: dict[str, Any] = {"$": element.text} if element.text else {}
    data.update(element.attributes)
    groups: dict[str, list[dict[str, Any]]] = {}
    for child in element.children:
        groups.setdefault(child.name, []).append(to_json(child))
    for name in hash_order(tuple(groups)):
        group = groups[name]
        data[name] = group if len(group) > 1 else group[0]
    return data


@lru_cache(maxsize=512)
def hash_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Sort names as a Java 8 HashMap iterates over them (protocol examples §1)."""
    capacity = 16
    while len(names) > 0.75 * capacity:
        capacity *= 2
    return tuple(sorted(names, key=lambda name: _spread(name) & (capacity - 1)))


def _spread(name: str) -> int:
    value = 0
    for character in name:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    return value ^ (value >> 16)


def native_element(name: str, value: Any) -> Element:
    """Give a native JSON value an XML form: scalars are attributes, list cells ``<cell>``."""
    element = Element(name)
    if not isinstance(value, dict):
        element.text = native_text(value)
        return element
    for key, member in value.items():
        if isinstance(member, list):
            element.children.extend(_native_item(key, item) for item in member)
        elif isinstance(member, dict):
            element.children.append(native_element(key, member))
        else:
            element.attributes[key] = native_text(member)
    return element


def _native_item(name: str, item: Any) -> Element:
    if not isinstance(item, list):
        return native_element(name, item)
    return Element(name, children=[native_element("cell", cell) for cell in item])


def native_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return _scalar(value)


def dump_json(value: Any) -> str:
    """Write JSON, the digits of a Decimal as they are: money never goes through float."""
    parts: list[str] = []
    _write_json(value, parts)
    return "".join(parts)


def _write_json(value: Any, parts: list[str]) -> None:
    if isinstance(value, Decimal):
        parts.append(plain(value))
    elif isinstance(value, dict):
        members = ((json.dumps(str(k), ensure_ascii=False) + ":", v) for k, v in value.items())
        _write_joined("{", members, "}", parts)
    elif isinstance(value, list | tuple):
        _write_joined("[", (("", item) for item in value), "]", parts)
    else:
        parts.append(json.dumps(value, ensure_ascii=False))


def _write_joined(
    start: str, members: Iterable[tuple[str, Any]], end: str, parts: list[str]
) -> None:
    parts.append(start)
    for number, (prefix, value) in enumerate(members):
        parts.append(("," if number else "") + prefix)
        _write_json(value, parts)
    parts.append(end)


def plain(value: Decimal) -> str:
    """Write a Decimal without an exponent."""
    return format(value, "f")
