"""Which names a piece of SQL can see, and of which kind each is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

if TYPE_CHECKING:
    from .flavours import Flavour
    from .schema import Table


class Typed(NamedTuple):
    """What is known of an expression: kind I, F, S, H or '' and whether it can be NULL."""

    kind: str
    nullable: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A table, path or derived table under its alias."""

    alias: str
    columns: Mapping[str, Typed]
    outer: bool = False
    """Rows may be missing (an outer join), so that any column can be NULL."""

    def typed(self, column: str) -> Typed:
        kind, nullable = self.columns[column]
        return Typed(kind, nullable or self.outer)


def table_columns(table: Table) -> dict[str, Typed]:
    return {c.name: Typed(c.kind, c.nullable) for c in table.columns.values()}


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT; names not found here are looked for in the parent."""

    flavour: Flavour
    sources: dict[str, Source] = field(default_factory=dict)
    parent: Scope | None = None
    ctes: dict[str, Mapping[str, Typed]] = field(default_factory=dict)
    root: Source | None = None
    """The source whose columns may be named without alias although others have the name too."""
    missing: Callable[[str], Source | None] | None = None
    """Called with an alias that no source has: a related entity may join on demand."""

    def add(self, name: str, source: Source) -> None:
        self.sources[name] = source

    def around(self) -> Scope:
        """Return what a derived table in the FROM sees: the CTEs, not its neighbours."""
        return Scope(self.flavour, parent=self.parent, ctes=self.ctes)

    def cte(self, name: str) -> Mapping[str, Typed] | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.ctes:
                return scope.ctes[name]
            scope = scope.parent
        return None

    def resolve(self, column: str, table: str | None, written: str) -> tuple[Source, Typed]:
        """Return the source of a column, or fail in the database's words."""
        scope: Scope | None = self
        while scope is not None:
            source = scope._source_of(column, table)
            if source is not None:
                if column not in source.columns:
                    raise self.flavour.unknown_column(table or "", written)
                return source, source.typed(column)
            scope = scope.parent
        raise self.flavour.unknown_column(table or "", written)

    def _source_of(self, column: str, table: str | None) -> Source | None:
        if table is not None:
            found = self.sources.get(table)
            return found or (self.missing(table) if self.missing else None)
        if self.root is not None and column in self.root.columns:
            return self.root
        matches = [source for source in self.sources.values() if column in source.columns]
        if len(matches) > 1:
            raise self.flavour.ambiguous_column(column)
        return matches[0] if matches else None


def normal(identifier: exp.Expr | str | None, flavour: Flavour) -> str:
    """Return a name as the database compares it: Oracle keeps the case of quoted ones."""
    if not isinstance(identifier, exp.Identifier):
        return str(identifier or "").upper()
    name = str(identifier.this)
    if identifier.args.get("quoted") and flavour.name == "oracle":
        return name
    return name.upper()
