"""Conditions and order on the alias `this`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FullResultSet
from django.db.models import Exists
from django.db.models.expressions import ColPairs, OrderBy, Ref
from django.db.models.functions import Random
from django.db.models.lookups import In
from django.db.models.sql.query import Query
from django.db.models.sql.where import AND, WhereNode

from django_sankhya.backend import literals
from django_sankhya.backend.compiler.entities import ROOT, key_fields
from django_sankhya.backend.compiler.subqueries import aliases, bare, tied_to_the_row
from django_sankhya.exceptions import NotSupportedError


class OnRoot:
    """The terms of a compiler's query, said of the root entity."""

    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler
        self._query: Query = compiler.query
        self._base = self._query.get_initial_alias()
        self._keys = key_fields(self._query.model)

    def where(self, joins: Query) -> tuple[str, list[Any]]:
        """Compile the WHERE: conditions on own columns as they are, the others as one subselect.

        `joins` is the query as it was before the joins of its columns and its order came in.
        """
        where = self._query.where
        conjuncts = where.children if where.connector == AND and not where.negated else [where]
        own: list[Any] = []
        joined: list[Any] = []
        for conjunct in conjuncts:
            (own if aliases(conjunct) <= {self._base} else joined).append(conjunct)
        if joined:
            own.append(self._found_by(joins, WhereNode(joined)))
        return self._compile(WhereNode(own))

    def order(self, order_by: Iterable[Any]) -> str:
        """Compile the ORDER BY; pages need a total order, so that the key ends it."""
        return ", ".join(self._order_terms(order_by))

    def _compile(self, node: Any) -> tuple[str, list[Any]]:
        try:
            sql, params = self._compiler.compile(node.relabeled_clone({self._base: ROOT}))
        except FullResultSet:
            return "", []
        return sql, list(params)

    def _found_by(self, joins: Query, condition: WhereNode) -> Any:
        """Make the condition that the row's key is among those which a joined query finds."""
        inner = bare(joins)
        inner.where = condition
        if len(self._keys) > 1:
            return Exists(tied_to_the_row(inner, joins))
        inner.bump_prefix(joins)
        inner.add_fields([self._keys[0].name])
        return In(self._keys[0].get_col(self._base), inner)

    def _order_terms(self, order_by: Iterable[Any]) -> Iterator[str]:
        keys = [OrderBy(key.get_col(self._base)) for key in self._keys]
        seen = set()
        for ordering in (*(ordering for ordering, _ in order_by), *keys):
            for expression in _ordered_parts(ordering):
                term = self._order_term(expression)
                if term not in seen:  # a second time it orders nothing, and SQL Server refuses it
                    yield self._directed(ordering, term)
                seen.add(term)

    def _order_term(self, expression: Any) -> str:
        if isinstance(expression, Random):
            raise NotSupportedError(
                "order_by('?') is not supported: the ERP is read in pages, and each would be "
                "shuffled anew. Choose keys at random and use in_bulk()."
            )
        rests_on = aliases(expression)
        if rests_on <= {self._base}:
            sql, params = self._compile(expression)
        else:
            sql, params = self._compiler.compile(self._scalar(expression, rests_on))
        return literals.inline(sql, params, self._compiler.connection.sankhya.dialect)

    def _scalar(self, expression: Any, rests_on: set[str]) -> Query:
        """Make the subselect that gives one related value for the row."""
        needed = {alias for end in rests_on for alias in self._chain(end)}
        inner = bare(self._query)
        inner.where = WhereNode()
        inner.select = (expression,)
        inner.alias_refcount = {alias: int(alias in needed) for alias in inner.alias_map}
        return tied_to_the_row(inner, self._query)

    def _chain(self, alias: str | None) -> Iterator[str]:
        """Walk from an alias to the root; raises where a relation has many rows."""
        while alias:
            yield alias
            join = self._query.alias_map[alias]
            relation = getattr(join, "join_field", None)
            if relation is not None and (relation.one_to_many or relation.many_to_many):
                raise NotSupportedError(
                    f"Ordering across {relation.name!r} is not supported: a row has many of them. "
                    "Order the related queryset instead."
                )
            alias = join.parent_alias

    def _directed(self, ordering: OrderBy, term: str) -> str:
        term_directed = f"{term} DESC" if ordering.descending else term
        if not (ordering.nulls_first or ordering.nulls_last):
            return term_directed
        if self._compiler.connection.features.supports_order_by_nulls_modifier:
            return f"{term_directed} NULLS {'LAST' if ordering.nulls_last else 'FIRST'}"
        null, value = (1, 0) if ordering.nulls_last else (0, 1)
        return f"CASE WHEN {term} IS NULL THEN {null} ELSE {value} END, {term_directed}"


def _ordered_parts(ordering: OrderBy) -> list[Any]:
    """Give the expression of an ordering, a composite key by its parts."""
    expression = ordering.expression
    if isinstance(expression, Ref):
        expression = expression.source
    return expression.get_cols() if isinstance(expression, ColPairs) else [expression]
