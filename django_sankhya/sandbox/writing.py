"""Inserting, updating and removing rows by the ERP's rules (protocol §4.5, §4.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cells, constraints, errors
from .date_functions import now as current_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .cells import Value
    from .erp import Erp
    from .schema import Column, Entity, Table

Row = dict[str, "Value"]

# Filled by the ERP whenever a row is written, and when it is created.
_CHANGED = ("DTALTER", "DHALTER", "DHALTREG")
_CREATED = ("DTCAD", "DHCAD")
# Entities whose texts the ERP turns to upper case (protocol examples §2.5, §2.7).
_UPPER = {"TGFPRO": ("DESCRPROD",), "TGFCTT": ("NOMECONTATO",)}
# Rows that are part of their parent and go with it (protocol: merge-on-root, cascading links).
_PARTS = {"TGFPAR": "TGFCPL"}


def read_values(erp: Erp, entity: Entity, texts: Mapping[str, str]) -> Row:
    """Read named texts into values; refuse unknown fields, bad values and excess width."""
    row: Row = {}
    for name, text in texts.items():
        column = entity.column(name)
        row[column.name] = _read(erp, entity.table, column, text)
    for name in _UPPER.get(entity.table.name, ()):
        if isinstance(value := row.get(name), str):
            row[name] = value.upper()
    return row


def read_key(erp: Erp, entity: Entity, texts: Mapping[str, str]) -> Row:
    """Read a whole primary key; a part that is missing is never taken as "any"."""
    values = read_values(erp, entity, texts)
    for name in entity.table.key:
        if values.get(name) is None:
            raise errors.missing_attribute(name)
    return {name: values[name] for name in entity.table.key}


def insert(erp: Erp, entity: Entity, values: Row) -> Row:
    """Insert a row with its own or a generated key, and return the key."""
    table = entity.table
    row = _defaults(table) | values
    _generate_key(erp, table, row)
    now = current_time()
    _stamp(table, row, _CHANGED, now)
    _stamp(table, row, [name for name in _CREATED if row.get(name) is None], now)
    key = {name: row[name] for name in table.key}
    constraints.check_insert(erp, table, row, key)
    erp.database.insert(table.name, row)
    return key


def save(erp: Erp, entity: Entity, key: Row, values: Row) -> Row:
    """Update the row of a key; a missing row is inserted, as upsert is set."""
    table = entity.table
    if not erp.database.exists(table.name, key):
        if not erp.settings.upsert:
            raise errors.row_not_found(entity.name)
        return insert(erp, entity, values | key)
    changes = {name: value for name, value in values.items() if name not in key}
    moved = {n: values[n] for n in key if values.get(n) is not None and values[n] != key[n]}
    now = current_time()
    _stamp(table, changes, _CHANGED, now)
    constraints.check_update(erp, table, changes | moved, key)
    erp.database.update(table.name, changes | moved, key)
    return key | moved


def remove(erp: Erp, entity: Entity, key: Row) -> None:
    """Remove one row; rows that refer to it keep it."""
    table = entity.table
    if not erp.database.exists(table.name, key):
        raise errors.row_not_found(entity.name)
    part = _PARTS.get(table.name)
    if part:
        erp.database.delete(part, key)
    constraints.check_delete(erp, table, key)
    erp.database.delete(table.name, key)


def _read(erp: Erp, table: Table, column: Column, text: str) -> Value:
    kind = column.type if column.type in "DH" else column.kind
    try:
        value = cells.decode(kind, text)
    except ValueError:
        fail = erp.flavour.not_a_date if kind in "DH" else erp.flavour.not_a_number
        raise fail(text) from None
    if value is None:
        return None
    if column.size and kind in "IS":
        width = len(str(value).lstrip("-"))
        if width > column.size:
            raise errors.too_wide(column.name, width, column.size)
    if column.type == "SN" and value not in ("S", "N"):
        raise erp.flavour.bad_option(table.name, column.name)
    if isinstance(value, str) and kind in "DH":
        # A date column without time keeps none; fractions are not stored.
        return f"{value[:10]} 00:00:00" if kind == "D" else value[:19]
    return value


def _defaults(table: Table) -> Row:
    """Return what the ERP fills in; foreign keys mostly point to row 0, which means none."""
    return {c.name: c.default for c in table.columns.values() if c.default is not None}


def _stamp(table: Table, row: Row, names: tuple[str, ...] | list[str], now: str) -> None:
    for name in names:
        column = table.columns.get(name)
        if column is not None and not column.key:
            row[name] = f"{now[:10]} 00:00:00" if column.type == "D" else now


def _generate_key(erp: Erp, table: Table, row: Row) -> None:
    """Fill the one missing key column with the next number, counted within the other parts."""
    missing = [name for name in table.key if row.get(name) is None]
    if not missing:
        return
    column = table.columns[missing[-1]]
    if len(missing) > 1 or column.kind != "I":
        raise errors.missing_attribute(missing[0])
    given = {name: row[name] for name in table.key if name != column.name}
    row[column.name] = erp.database.highest(table.name, column.name, given) + 1
