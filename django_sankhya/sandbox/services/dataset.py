"""DatasetSP: positional values in native JSON (protocol §5, protocol examples §2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import cells, errors, records, writing
from ..records import LoadSpec
from .crud import parameter, product_metadata

if TYPE_CHECKING:
    from ..cells import Value
    from ..erp import Call, Erp
    from ..records import Loader
    from ..schema import Entity

_MOST_ROWS = 2000
"""MAXRSLTSIZE, the limit of an unpaged answer."""


def load_records(erp: Erp, call: Call) -> dict[str, Any]:
    """Answer all matching rows; here the expression is a bare string."""
    body = call.native
    entity, fields = _entity(erp, body), _fields(body)
    criteria = next(iter(_objects(body.get("criteria"))), {})
    parameters = [
        parameter(erp, str(item.get("type", "S")), _text(item.get("value", item.get("$"))))
        for item in _objects(criteria.get("parameters", criteria.get("parameter")))
    ]
    loader = erp.compiler.compile(
        LoadSpec(
            entity.name,
            _fieldsets(fields),
            expression=_expression(criteria),
            kinds=tuple(kind for kind, _ in parameters),
            order=_text(body.get("orderByExpression")),
        )
    )
    values = records.bind([value for _, value in parameters])
    rows = erp.database.rows(loader.page(_MOST_ROWS, 0), values)
    result = [_cells(loader, row, fields) for row in rows]
    return {"total": str(len(result)), "askRowsLimit": "0", "result": result}


def save(erp: Erp, call: Call) -> dict[str, Any]:
    """Insert or update each record, all or none, and answer full rows in the fields' order."""
    body = call.native
    entity, fields = _entity(erp, body), _fields(body)
    given = _objects(body.get("records"))
    if not given or not fields:
        raise errors.missing_attribute("records" if fields else "fields")
    with erp.database.transaction():
        keys = [_save_record(erp, entity, fields, record) for record in given]
        result = [_saved_row(erp, entity, fields, key) for key in keys]
    return {"total": str(len(result)), "result": result}


def remove_record(erp: Erp, call: Call) -> dict[str, Any]:
    """Remove rows by their keys, all or none; an empty key removes nothing."""
    body = call.native
    entity = _entity(erp, body)
    keys = _objects(body.get("pks"))
    if not keys:
        raise errors.missing_attribute("pks")
    with erp.database.transaction():
        for texts in keys:
            writing.remove(erp, entity, writing.read_key(erp, entity, _texts(texts)))
    return {}


def _save_record(
    erp: Erp, entity: Entity, fields: list[str], record: dict[str, Any]
) -> dict[str, Value]:
    own = _texts(record.get("foreignKey"))
    related: dict[str, dict[str, str]] = {}
    for index, value in _texts(record.get("values")).items():
        path, _, name = _field_at(fields, index).rpartition(".")
        (related.setdefault(path, {}) if path else own)[name] = value
    values = writing.read_values(erp, entity, own)
    texts = _texts(record.get("pk"))
    if texts:
        key = writing.save(erp, entity, writing.read_key(erp, entity, texts), values)
    else:
        key = writing.insert(erp, entity, values)
    for path, given in related.items():
        _save_related(erp, entity, path, key, given)
    return key


def _save_related(
    erp: Erp, entity: Entity, path: str, key: dict[str, Value], texts: dict[str, str]
) -> None:
    """Write the fields of a row that shares our key, such as ComplementoParc."""
    ((relation, other),) = erp.schema.follow(entity, (path,))
    pairs = {theirs: key.get(ours) for ours, theirs in relation.pairs}
    if set(pairs) != set(other.table.key) or None in pairs.values():
        raise errors.unknown_field(f"{path}.{next(iter(texts))}")
    values = writing.read_values(erp, other, texts)
    if erp.database.exists(other.table.name, pairs):
        writing.save(erp, other, pairs, values)
    else:
        writing.insert(erp, other, pairs | values)


def _saved_row(erp: Erp, entity: Entity, fields: list[str], key: dict[str, Value]) -> list[Any]:
    names = entity.table.key
    loader = erp.compiler.compile(
        LoadSpec(
            entity.name,
            _fieldsets(fields),
            expression=" AND ".join(f"this.{name} = ?" for name in names),
            kinds=tuple(entity.column(name).kind for name in names),
        )
    )
    (row,) = erp.database.rows(loader.page(1, 0), records.bind([key[n] for n in names]))
    result: list[Any] = _cells(loader, row, fields)
    if "CODPROD" in names:
        result.append({"_rmd": product_metadata()})
    return result


def _cells(loader: Loader, row: tuple[Any, ...], fields: list[str]) -> list[str]:
    """Write the cells in the order of the fields, of which one may be named twice."""
    cells_by_name = {
        field.name: cells.encode(field.type, value)
        for field, value in zip(loader.fields, row, strict=True)
    }
    return [cells_by_name["_".join((*path, name))] for path, (name,) in _fieldsets(fields)]


def _fieldsets(fields: list[str]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    parts = [field.split(".") for field in fields]
    return tuple((tuple(path), (name.upper(),)) for *path, name in parts)


def _entity(erp: Erp, body: dict[str, Any]) -> Entity:
    name = body.get("entityName")
    if not isinstance(name, str) or not name:
        raise errors.missing_attribute("entityName")
    return erp.schema.entity(name)


def _fields(body: dict[str, Any]) -> list[str]:
    return [_text(field).strip() for field in _items(body.get("fields"))]


def _field_at(fields: list[str], index: str) -> str:
    if not index.isdigit() or int(index) >= len(fields):
        raise errors.unknown_field(index)
    return fields[int(index)]


def _expression(criteria: dict[str, Any]) -> str:
    expression = criteria.get("expression")
    return _text(expression.get("$") if isinstance(expression, dict) else expression)


def _items(value: Any) -> list[Any]:
    """Return the items of a member that is one value or an array."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a member that is one object or an array of them."""
    items = _items(value)
    if not all(isinstance(item, dict) for item in items):
        raise errors.missing_element()
    return items


def _texts(members: Any) -> dict[str, str]:
    return {n: _text(v) for found in _objects(members)[:1] for n, v in found.items()}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("$"))
    if isinstance(value, bool):
        return "S" if value else "N"
    return "" if value is None else str(value)
