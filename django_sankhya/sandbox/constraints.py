"""What a saved row must fulfil: required values, unique keys, foreign keys (protocol §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cells, errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .cells import Value
    from .erp import Erp
    from .schema import Table

# Tables with rows: a foreign key to one of them is enforced.
_FILLED = frozenset(
    [
        "TCSPRJ",
        "TGFCFO",
        "TGFEMP",
        "TGFGRU",
        "TGFLOC",
        "TGFNAT",
        "TGFNTA",
        "TGFOBS",
        "TGFPAR",
        "TGFTIT",
        "TGFTPP",
        "TGFVEI",
        "TGFVEN",
        "TGFVOL",
        "TSIBAI",
        "TSIBCO",
        "TSICID",
        "TSICTA",
        "TSICUS",
        "TSIEMP",
        "TSIEND",
        "TSIGRU",
        "TSIMOE",
        "TSIPAI",
        "TSIREG",
        "TSIUFS",
        "TSIUSU",
    ]
)
# The ERP asks for these on top of NOT NULL (dictionary: required on creation).
_REQUIRED = {
    "TGFPAR": ("TIPPESSOA", "NOMEPARC", "CODCID", "ATIVO", "CLASSIFICMS"),
    "TGFCTT": ("CODPARC", "NOMECONTATO"),
    "TGFPRO": ("DESCRPROD", "CODGRUPOPROD", "CODVOL", "REFFORN", "MARCA"),
    "TGFGRU": ("CODGRUPOPROD", "DESCRGRUPOPROD", "CODGRUPAI", "GRAU"),
    "TGFVOA": ("CODVOL", "CODPROD", "DIVIDEMULTIPLICA", "QUANTIDADE"),
}
_UNIQUE = {
    "TSIBAI": ("NOMEBAI",),
    "TSIEND": ("NOMEEND", "TIPO"),
    "TSIUSU": ("NOMEUSU",),
}


def check_insert(
    erp: Erp, table: Table, row: Mapping[str, Value], key: Mapping[str, Value]
) -> None:
    _check_required(table, row, _required(table))
    _check_document(erp, table, row, {})
    if erp.database.exists(table.name, key):
        raise erp.flavour.duplicate(
            table.name, f"PK_{table.name}", cells.key_text(key), primary=True
        )
    _check_unique(erp, table, row, {})
    _check_parents(erp, table, row, "INSERT")


def check_update(
    erp: Erp, table: Table, changes: Mapping[str, Value], key: Mapping[str, Value]
) -> None:
    required = [name for name in _required(table) if name in changes]
    _check_required(table, changes, required)
    moved = {name: changes.get(name, value) for name, value in key.items()}
    if moved != dict(key) and erp.database.exists(table.name, moved):
        raise erp.flavour.duplicate(
            table.name, f"PK_{table.name}", cells.key_text(moved), primary=True
        )
    _check_document(erp, table, changes, key)
    _check_unique(erp, table, changes, key)
    _check_parents(erp, table, changes, "UPDATE")


def check_delete(erp: Erp, table: Table, key: Mapping[str, Value]) -> None:
    """Refuse to remove a row that another one refers to."""
    for child, column, target in erp.schema.referring(table.name):
        if target not in key or len(key) > 1:
            continue
        value = key[target]
        own = child is table and erp.database.first(
            table.name, "1", {column.name: value, target: value}
        )
        if not own and erp.database.exists(child.name, {column.name: value}):
            raise erp.flavour.child_exists(child.name, column.name, table.name)


def _required(table: Table) -> list[str]:
    names = [
        column.name for column in table.columns.values() if not column.nullable and not column.key
    ]
    return names + [name for name in _REQUIRED.get(table.name, ()) if name not in names]


def _check_required(table: Table, row: Mapping[str, Value], names: Iterable[str]) -> None:
    for name in names:
        if row.get(name) is None:
            raise errors.missing_attribute(name)


def _check_unique(
    erp: Erp, table: Table, row: Mapping[str, Value], key: Mapping[str, Value]
) -> None:
    names = _UNIQUE.get(table.name)
    if names is None or not any(name in row for name in names):
        return
    stored = erp.database.first(table.name, ", ".join(names), key) if key else None
    old = dict(zip(names, stored, strict=True)) if stored else {}
    wanted = {name: row.get(name, old.get(name)) for name in names}
    found = erp.database.first(table.name, ", ".join(table.key), wanted)
    if found is not None and found != tuple(key.values()):
        constraint = f"AK_{names[0]}_{table.name}"
        raise erp.flavour.duplicate(table.name, constraint, cells.key_text(wanted), primary=False)


def _check_document(
    erp: Erp, table: Table, row: Mapping[str, Value], key: Mapping[str, Value]
) -> None:
    """Hold a partner's CNPJ/CPF unique and a person's CPF at 11 digits."""
    if table.name != "TGFPAR" or not isinstance(document := row.get("CGC_CPF"), str):
        return
    person = row.get("TIPPESSOA")
    if person is None and key:
        (person,) = erp.database.first("TGFPAR", "TIPPESSOA", key)
    if person == "F" and len(document) != 11:
        raise errors.wrong_cpf_size()
    found = erp.database.first("TGFPAR", "CODPARC, NOMEPARC", {"CGC_CPF": document})
    if found is not None and found[0] != key.get("CODPARC"):
        raise errors.duplicate_document(str(found[1]))


def _check_parents(erp: Erp, table: Table, row: Mapping[str, Value], statement: str) -> None:
    for column, parent, target in table.references():
        value = row.get(column.name)
        if value is None or parent not in _FILLED or target not in erp.schema.tables[parent].key:
            continue
        if len(erp.schema.tables[parent].key) > 1:
            continue
        if parent == table.name and row.get(target) == value:
            continue  # a row may refer to itself
        if not erp.database.exists(parent, {target: value}):
            raise erp.flavour.parent_missing(statement, table.name, column.name, parent, target)
