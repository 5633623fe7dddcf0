"""The ERP's data dictionary: tables, columns, entity instances and their relations.

The facts come from three CSV files beside this module. An *instance* is the entity name that a
request uses (``Parceiro``); several instances may share one table (``Transportadora``).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from . import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The column whose text stands for a row where includePresentationFields asks for it
# (protocol examples §2.2).
_PRESENTATION = {
    "TCSPRJ": "IDENTIFICACAO",
    "TGFGRU": "DESCRGRUPOPROD",
    "TGFLOC": "DESCRLOCAL",
    "TGFNAT": "DESCRNAT",
    "TGFPAR": "NOMEPARC",
    "TGFPRO": "DESCRPROD",
    "TGFTIT": "DESCRTIPTIT",
    "TGFTPP": "DESCRTIPPARC",
    "TGFVEN": "APELIDO",
    "TGFVOL": "DESCRVOL",
    "TSIBAI": "NOMEBAI",
    "TSICID": "NOMECID",
    "TSICUS": "DESCRCENCUS",
    "TSIEMP": "NOMEFANTASIA",
    "TSIEND": "NOMEEND",
    "TSIPAI": "DESCRICAO",
    "TSIREG": "NOMEREG",
    "TSIUFS": "UF",
    "TSIUSU": "NOMEUSU",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One physical column, typed by the ERP's letter: I F S SN D H C B (T as text)."""

    name: str
    type: str
    size: int | None
    nullable: bool
    key: int
    """Position in the primary key from 1, or 0."""
    foreign: tuple[str, str] | None
    """Table and column that this one refers to."""
    default: str | int | None

    @property
    def kind(self) -> str:
        """Reduce the letter to how values behave: I, F, S or H (any date)."""
        return {"I": "I", "F": "F", "D": "H", "H": "H"}.get(self.type, "S")


@dataclass(frozen=True, slots=True)
class Relation:
    """A dictionary link of a table, followed by the path element of this name."""

    name: str
    target: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One physical table with the relations of its instances."""

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    relations: Mapping[str, Relation]

    @property
    def presentation(self) -> str | None:
        return _PRESENTATION.get(self.name)

    @property
    def row_id(self) -> str | None:
        """Name the key column that SQLite keeps as its row id, if the key is one integer."""
        if len(self.key) == 1 and self.columns[self.key[0]].kind == "I":
            return self.key[0]
        return None

    def references(self) -> Iterator[tuple[Column, str, str]]:
        """Yield each foreign key column with the table and column it refers to."""
        for column in self.columns.values():
            if column.foreign:
                yield column, *column.foreign


@dataclass(frozen=True, slots=True)
class Entity:
    """An instance name and its table."""

    name: str
    table: Table

    def column(self, name: str) -> Column:
        """Return the column, or fail as the ERP does for a field outside the instance."""
        try:
            return self.table.columns[name.upper()]
        except KeyError:
            raise errors.unknown_field(name) from None


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables and instances."""

    tables: Mapping[str, Table]
    instances: Mapping[str, str]
    main_instances: Mapping[str, str]

    def entity(self, name: str) -> Entity:
        """Return the instance of that name (case matters), or fail as the ERP does."""
        if name not in self.instances:
            raise errors.unknown_entity(name)
        return Entity(name, self.tables[self.instances[name]])

    def follow(self, entity: Entity, path: tuple[str, ...]) -> Iterator[tuple[Relation, Entity]]:
        """Yield each step of an entity path with the entity it leads to."""
        for name in path:
            relation = entity.table.relations.get(name)
            if relation is None:
                raise errors.unknown_relation(name, entity.name)
            entity = Entity(name, self.tables[relation.target])
            yield relation, entity

    def referring(self, table: str) -> Iterator[tuple[Table, Column, str]]:
        """Yield the foreign keys that point at a table: child table, its column, our column."""
        for child in self.tables.values():
            for column, target, target_column in child.references():
                if target == table:
                    yield child, column, target_column


@cache
def load() -> Schema:
    """Read the dictionary once per process."""
    columns: dict[str, dict[str, Column]] = {}
    for row in rows("columns.csv"):
        columns.setdefault(row["table"], {})[row["column"]] = _column(row)
    relations: dict[str, dict[str, Relation]] = {name: {} for name in columns}
    for row in rows("relations.csv"):
        relation = Relation(row["relation"], row["target"], _pairs(row["pairs"]))
        relations[row["table"]][relation.name] = relation
    instances = list(rows("instances.csv"))
    return Schema(
        MappingProxyType({n: _table(n, c, relations[n]) for n, c in columns.items()}),
        MappingProxyType({row["instance"]: row["table"] for row in instances}),
        MappingProxyType({r["table"]: r["instance"] for r in instances if r["main"] == "S"}),
    )


def _table(name: str, columns: dict[str, Column], relations: dict[str, Relation]) -> Table:
    key = sorted((c for c in columns.values() if c.key), key=lambda c: c.key)
    return Table(
        name, MappingProxyType(columns), tuple(c.name for c in key), MappingProxyType(relations)
    )


def _column(row: dict[str, str]) -> Column:
    table, _, target = row["fk"].partition(".")
    return Column(
        name=row["column"],
        type=row["type"],
        size=int(row["size"]) if row["size"] else None,
        nullable=row["nullable"] != "n",
        key=int(row["pk"] or 0),
        foreign=(table, target) if table else None,
        default=_default(row["default"]),
    )


def _default(text: str) -> str | int | None:
    if text.startswith("'"):
        # An empty default is no default: the ERP keeps '' as NULL.
        return text[1:-1] or None
    return int(text) if text.lstrip("-").isdigit() else None


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, _, b in (pair.partition("=") for pair in text.split()))


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read one of the CSV files beside this module."""
    with files(__package__).joinpath("data", name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
