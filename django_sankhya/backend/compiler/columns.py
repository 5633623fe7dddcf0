"""The selected columns: what is asked of which path, and how the answer becomes rows."""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import Col, ColPairs, ExpressionWrapper, Value

from django_sankhya import values
from django_sankhya.backend.compiler.entities import (
    decoder,
    entity,
    key_columns,
    key_fields,
    needs_a_select,
)
from django_sankhya.backend.statement import Cell, Shape
from django_sankhya.client import Fieldset


class Columns:
    """The columns of a compiler whose query has been set up."""

    def __init__(self, compiler: Any) -> None:
        self._connection = compiler.connection
        self._query = compiler.query
        self._selected = list(_flat(compiler.select))
        self._paths: dict[str, str] = {}

    def hold_the_key(self) -> bool:
        """Tell whether rows differ by their key; they never repeat then, and distinct() is idle."""
        own = {c.target for c in self._selected if isinstance(c, Col) and not self._path(c.alias)}
        return own.issuperset(key_fields(self._query.model))

    def layout(self) -> tuple[tuple[Fieldset, ...], Shape]:
        """Sort the columns by their paths, and say where each selected one is then."""
        places = [self._place(expression) for expression in self._selected]
        wanted: dict[str, dict[str, None]] = {"": {}}
        for path, column in filter(None, places):
            wanted.setdefault(path, {})[column] = None
        if not wanted[""]:
            wanted[""] = dict.fromkeys(key_columns(self._query.model))
        fieldsets = tuple(Fieldset(path, tuple(columns)) for path, columns in wanted.items())
        flat = ((fieldset.path, column) for fieldset in fieldsets for column in fieldset.columns)
        positions = {place: position for position, place in enumerate(flat)}
        cells = (
            self._cell(expression, place and positions[place], joined=bool(place and place[0]))
            for expression, place in zip(self._selected, places, strict=True)
        )
        return fieldsets, Shape(tuple(cells))

    def _place(self, expression: Any) -> tuple[str, str] | None:
        """Find the path and column of an expression, None for a constant."""
        if isinstance(expression, Value):
            return None
        if isinstance(expression, Col):
            return self._path(expression.alias), expression.target.column
        raise needs_a_select(f"{type(expression).__name__} as a column")

    def _cell(self, expression: Any, position: int | None, *, joined: bool) -> Cell:
        if position is None:
            return Cell(None, values.text, expression.value)
        return Cell(position, decoder(expression.output_field, self._connection, nullable=joined))

    def _path(self, alias: str) -> str:
        path = self._paths.get(alias)
        if path is None:
            path = self._paths[alias] = ".".join(self._steps(alias))
        return path

    def _steps(self, alias: str) -> list[str]:
        """Name the relations from the root to an alias, as the dictionary calls them."""
        join = self._query.alias_map[alias]
        if not join.parent_alias:
            return []
        relation = join.join_field
        step = getattr(relation, "entity_path", None)
        if relation.one_to_one and relation.auto_created:
            step = entity(relation.related_model)
        if not step or join.filtered_relation:
            raise needs_a_select(f"A column across {relation.name!r}")
        return [*self._steps(join.parent_alias), step]


def _flat(select: Any) -> Any:
    """Walk the selected expressions, composite keys by their parts."""
    for expression, _, _ in select:
        while isinstance(expression, ExpressionWrapper):
            expression = expression.expression
        if isinstance(expression, ColPairs):
            yield from expression.get_cols()
        else:
            yield expression
