"""CRUDServiceProvider: loadRecords, loadRecord, saveRecord, removeRecord (protocol §4)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .. import cells, errors, records, writing
from ..envelope import Element
from ..errors import ErpError
from ..records import LoadSpec, read_fieldsets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..cells import Value
    from ..erp import Call, Erp
    from ..records import Loader
    from ..schema import Entity, Table

_FIRST_PAGER_PAGE = 150
"""Rows of an answer without offsetPage: the first page of the old pager (protocol §4.2)."""
_KINDS = ("S", "I", "F", "D", "H")


def load_records(erp: Erp, call: Call) -> Element:
    """Answer one page of rows, cells named by position."""
    data_set = call.body.need("dataSet")
    entity = records.entity_of(erp.schema, data_set)
    expression, parameters = _criteria(erp, data_set)
    loader = erp.compiler.compile(
        LoadSpec(
            entity.name,
            read_fieldsets(data_set),
            _presentation(data_set),
            expression,
            tuple(kind for kind, _ in parameters),
            data_set.attributes.get("orderByExpression", ""),
        )
    )
    page = _page_number(data_set)
    size = _FIRST_PAGER_PAGE if page is None else erp.settings.page_size
    sql = loader.page(size + 1, (page or 0) * size)
    rows = erp.database.rows(sql, records.bind([value for _, value in parameters]))
    return _page(loader, rows, size, page, entity.table)


def load_record(erp: Erp, call: Call) -> Element:
    """Answer one row by its key, cells by their real names (protocol examples §2.3)."""
    data_set = call.body.need("dataSet")
    entity = records.entity_of(erp.schema, data_set)
    key = writing.read_key(erp, entity, _values(data_set.need("rows").need("row")))
    return named_rows(erp, entity, data_set, [key])


def save_record(erp: Erp, call: Call) -> Element:
    """Insert or update each dataRow, all or none, and answer the saved rows."""
    data_set = call.body.need("dataSet")
    entity = records.entity_of(erp.schema, data_set)
    rows = list(data_set.all("dataRow"))
    if not rows:
        raise errors.missing_element()
    with erp.database.transaction():
        keys = [_save_row(erp, entity, row) for row in rows]
        return named_rows(erp, entity, data_set, keys)


def remove_record(erp: Erp, call: Call) -> Element:
    """Remove each row named by an id, all or none (protocol examples §2.6)."""
    target = call.body.need("entity")
    entity = records.entity_of(erp.schema, target)
    ids = [_values(element) for element in target.all("id")]
    if not ids:
        raise errors.missing_attribute("id")
    with erp.database.transaction():
        for values in ids:
            writing.remove(erp, entity, writing.read_key(erp, entity, values))
    return Element("responseBody")


def named_rows(
    erp: Erp, entity: Entity, data_set: Element, keys: list[dict[str, Value]]
) -> Element:
    """Answer rows with real names and without metadata, as save and loadRecord do."""
    key_names = entity.table.key
    expression = " AND ".join(f"this.{name} = ?" for name in key_names)
    loader = erp.compiler.compile(
        LoadSpec(
            entity.name,
            read_fieldsets(data_set),
            _presentation(data_set),
            expression,
            tuple(entity.column(name).kind for name in key_names),
        )
    )
    answer = Element("responseBody")
    entities = answer.add("entities", total=str(len(keys)))
    for key in keys:
        bound = records.bind([key[name] for name in key_names])
        row = next(iter(erp.database.rows(loader.page(1, 0), bound)), None)
        if row is None:
            raise errors.row_not_found(entity.name)
        element = entities.add("entity")
        for field, value in zip(loader.fields, row, strict=True):
            element.add(field.name, cells.encode(field.type, value))
        _add_row_metadata(element, entity.table)
    return answer


# -- reading the request ---------------------------------------------------------------------


def _criteria(erp: Erp, data_set: Element) -> tuple[str, list[tuple[str, Value]]]:
    """Read expression and parameters.

    In JSON an expression that is a bare string is an attribute, which the ERP does not look at:
    the request then has no filter (protocol §4.1). ``strict`` makes that an error.
    """
    criteria = data_set.find("criteria")
    if criteria is None:
        return "", []
    if erp.settings.strict and "expression" in criteria.attributes:
        raise ErpError("criteria.expression deve ser um elemento")
    expression = criteria.find("expression")
    parameters = [_parameter(erp, item) for item in criteria.all("parameter")]
    return (expression.text if expression else ""), parameters


def _parameter(erp: Erp, element: Element) -> tuple[str, Value]:
    text = element.text
    if not text and not erp.settings.strict:
        # Half of the vendor's examples write the value as an attribute.
        text = element.attributes.get("value", "")
    return parameter(erp, element.attributes.get("type", "S"), text)


def parameter(erp: Erp, kind: str, text: str) -> tuple[str, Value]:
    """Read a typed parameter; a text that does not fit its type is the database's error."""
    if kind not in _KINDS:
        raise ErpError(f"Tipo de parâmetro inválido: '{kind}'")
    try:
        return kind, cells.decode(kind, text)
    except ValueError:
        fail = erp.flavour.not_a_date if kind in "DH" else erp.flavour.not_a_number
        raise fail(text) from None


def _presentation(data_set: Element) -> bool:
    return data_set.attributes.get("includePresentationFields", "N").upper() == "S"


def _page_number(data_set: Element) -> int | None:
    text = data_set.attributes.get("offsetPage", "")
    if not text.strip():
        return None
    if not text.strip().isdigit():
        raise ErpError(f'java.lang.NumberFormatException: For input string: "{text}"')
    return int(text)


def _values(element: Element) -> dict[str, str]:
    """Read field elements; a JSON client may also send them as plain members."""
    return dict(element.attributes) | {child.name: child.text for child in element.children}


def _save_row(erp: Erp, entity: Entity, row: Element) -> dict[str, Value]:
    local, key = row.find("localFields"), row.find("key")
    values = writing.read_values(erp, entity, _values(local) if local else {})
    if key is None or not _values(key):
        return writing.insert(erp, entity, values)
    return writing.save(erp, entity, writing.read_key(erp, entity, _values(key)), values)


# -- writing the answer ----------------------------------------------------------------------


def _page(
    loader: Loader, rows: list[tuple[Any, ...]], size: int, page: int | None, table: Table
) -> Element:
    shown = rows[:size]
    answer = Element("responseBody")
    # total is this page's count, not the census (protocol §4.2).
    entities = answer.add("entities", total=str(len(shown)))
    if page is not None:
        entities.attributes["hasMoreResult"] = "true" if len(rows) > size else "false"
        entities.attributes["offsetPage"] = str(page)
        entities.attributes["offset"] = str(page * size)
    fields = entities.add("metadata").add("fields")
    for field in loader.fields:
        fields.add("field", name=field.name)
    types = [field.type for field in loader.fields]
    names = [f"f{number}" for number in range(len(types))]
    for row in shown:
        element = entities.add("entity")
        element.children = [
            Element(name, text=cells.encode(kind, value))
            for name, kind, value in zip(names, types, row, strict=True)
        ]
        _add_row_metadata(element, table)
    return answer


def _add_row_metadata(element: Element, table: Table) -> None:
    """Add the ``_rmd`` of rows that concern a product (protocol examples §2.2)."""
    if "CODPROD" in table.key:
        text = json.dumps(product_metadata(), separators=(",", ":"))
        element.add("_rmd", provider="PRODUTORMP").add("CODPROD", text)


def product_metadata() -> Mapping[str, Any]:
    return {"decVlr": 2, "decQtd": 0, "controle": {"tipoContEst": "N", "listaContEst": [""]}}
