"""From a dataSet element to the SELECT that loadRecords stands for (protocol §4.1, §4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from . import errors
from .queries import Queries
from .scope import Scope, Source, table_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cells import Value
    from .dialect import Dialect
    from .envelope import Element
    from .flavours import Flavour
    from .schema import Column, Entity, Schema

ROOT = "this"
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of an answer."""

    name: str
    sql: str
    type: str


@dataclass(frozen=True, slots=True)
class LoadSpec:
    """What a request asks for, without the values of its parameters."""

    entity: str
    fieldsets: tuple[tuple[Path, tuple[str, ...]], ...]
    presentation: bool = False
    expression: str = ""
    kinds: tuple[str, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class Loader:
    """A translated LoadSpec: SQL without its page, and the columns it gives."""

    fields: tuple[Field, ...]
    sql: str

    def page(self, size: int, start: int) -> str:
        return f"{self.sql} LIMIT {size} OFFSET {start}"


def read_fieldsets(data_set: Element) -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """Read the entity elements: path, and columns as a list or as field elements."""
    fieldsets = []
    for entity in data_set.all("entity"):
        path = tuple(part for part in entity.attributes.get("path", "").split(".") if part)
        fieldset = entity.find("fieldset")
        listed = fieldset.attributes.get("list", "") if fieldset else ""
        names = [name.strip() for name in listed.split(",") if name.strip()]
        holders = [entity, *([fieldset] if fieldset else [])]
        names += [f.attributes.get("name", f.text).strip() for h in holders for f in h.all("field")]
        fieldsets.append((path, tuple(names)))
    return tuple(fieldsets)


class Compiler:
    """Turn LoadSpecs into SQL; the same spec is translated once."""

    def __init__(self, schema: Schema, flavour: Flavour, dialect: Dialect) -> None:
        self._schema = schema
        self._flavour = flavour
        self._dialect = dialect
        self.compile = lru_cache(maxsize=1024)(self._compile)

    def _compile(self, spec: LoadSpec) -> Loader:
        return _Select(spec, self._schema, self._flavour, self._dialect).loader()


class _Select:
    """Build one SELECT: columns, the LEFT joins that paths need, condition, order."""

    def __init__(self, spec: LoadSpec, schema: Schema, flavour: Flavour, dialect: Dialect) -> None:
        self._spec = spec
        self._schema = schema
        self._flavour = flavour
        self._dialect = dialect
        self._root = schema.entity(spec.entity)
        self._joins: dict[Path, str] = {}
        self._entities: dict[Path, Entity] = {(): self._root}
        source = Source(ROOT, table_columns(self._root.table))
        self._scope = Scope(
            flavour, {"THIS": source, ROOT: source}, root=source, missing=self._related
        )

    def loader(self) -> Loader:
        fields = tuple(self._fields())
        condition = self._condition()
        order = self._order()
        columns = ", ".join(field.sql for field in fields)
        joins = "".join(self._joins.values())
        table = self._root.table.name
        sql = f'SELECT {columns} FROM "{table}" AS "{ROOT}"{joins}'  # noqa: S608 - checked names
        return Loader(fields, sql + condition + order)

    # -- columns -----------------------------------------------------------------------------

    def _fields(self) -> Iterator[Field]:
        """Yield requested columns once each, then missing key columns, then presentations."""
        seen: dict[str, tuple[Path, Column]] = {}
        for path, names in self._spec.fieldsets:
            self._join(path)
            for column in self._columns(self._entities[path], names):
                name = "_".join((*path, column.name))
                if name not in seen:
                    seen[name] = (path, column)
                    yield self._field(name, path, column)
        for key in self._root.table.key:
            if key not in seen:
                seen[key] = ((), self._root.table.columns[key])
                yield self._field(key, (), self._root.table.columns[key])
        if self._spec.presentation:
            own = [column for path, column in seen.values() if not path]
            yield from self._presentations(own, set(seen))

    @staticmethod
    def _columns(entity: Entity, names: tuple[str, ...]) -> Iterator[Column]:
        for name in names:
            if name == "*":
                yield from entity.table.columns.values()
            else:
                yield entity.column(name)

    def _presentations(self, columns: list[Column], seen: set[str]) -> Iterator[Field]:
        for column in columns:
            for relation in self._root.table.relations.values():
                target = self._schema.tables[relation.target]
                shown = target.presentation
                if (
                    shown is None
                    or len(relation.pairs) != 1
                    or relation.pairs[0][0] != column.name
                    or column.foreign != (target.name, relation.pairs[0][1])
                    or target is self._root.table
                ):
                    continue
                name = f"{relation.name}_{shown}"
                if name not in seen:
                    self._join((relation.name,))
                    yield self._field(name, (relation.name,), target.columns[shown])
                break

    @staticmethod
    def _field(name: str, path: Path, column: Column) -> Field:
        # BLOBs come back empty (protocol §4.2).
        sql = "NULL" if column.type == "B" else f'"{_alias(path)}"."{column.name}"'
        return Field(name, sql, column.type)

    # -- joins -------------------------------------------------------------------------------

    def _join(self, path: Path) -> Source:
        """Join every step of a path once and make its alias known to the criteria."""
        for depth in range(1, len(path) + 1):
            step = path[:depth]
            if step not in self._joins:
                self._add_join(step)
        return self._scope.sources[_alias(path)]

    def _add_join(self, path: Path) -> None:
        parent = self._entities[path[:-1]]
        ((relation, entity),) = self._schema.follow(parent, path[-1:])
        alias, above = _alias(path), _alias(path[:-1])
        on = " AND ".join(f'"{alias}"."{b}" = "{above}"."{a}"' for a, b in relation.pairs)
        self._joins[path] = f' LEFT JOIN "{entity.table.name}" AS "{alias}" ON {on}'
        self._entities[path] = entity
        source = Source(alias, table_columns(entity.table), outer=True)
        for name in (alias, alias.upper(), path[-1], path[-1].upper()):
            self._scope.sources.setdefault(name, source)

    def _related(self, name: str) -> Source | None:
        """Join a relation of the root that the criteria name (protocol §4.1)."""
        if name.upper() == self._root.name.upper():
            return self._scope.root
        for relation in self._root.table.relations:
            if relation.upper() == name.upper():
                return self._join((relation,))
        return None

    # -- condition and order -----------------------------------------------------------------

    def _condition(self) -> str:
        if not self._spec.expression.strip():
            return ""
        where = self._dialect.condition(self._spec.expression)
        try:
            self._translator().condition(where.this, self._scope)
            return " " + where.sql(dialect="sqlite", identify=True)
        except RecursionError:
            raise self._flavour.refused("expressão profunda demais") from None

    def _order(self) -> str:
        if not self._spec.order.strip():
            return ""
        order = self._dialect.order(self._spec.order)
        translator = self._translator()
        for term in list(order.expressions):
            translator.term(term, self._scope)
        translator.check_order(order)
        return " " + order.sql(dialect="sqlite", identify=True).strip()

    def _translator(self) -> Queries:
        return Queries(self._flavour, self._schema, self._spec.kinds)


def _alias(path: Path) -> str:
    return "_".join(path) or ROOT


def bind(values: list[Value]) -> dict[str, Value]:
    """Name the parameters as the translated expression does."""
    return {f"p{number}": value for number, value in enumerate(values)}


def entity_of(schema: Schema, data_set: Element) -> Entity:
    name = data_set.attributes.get("rootEntity")
    if not name:
        raise errors.missing_attribute("rootEntity")
    return schema.entity(name)
