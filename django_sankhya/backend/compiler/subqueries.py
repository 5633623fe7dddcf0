"""Queries made from a query: stripped, reduced to keys, tied to the row of the outer one."""

from __future__ import annotations

from typing import Any

from django.db.models.expressions import Col, Value
from django.db.models.lookups import Exact
from django.db.models.sql.query import Query
from django.db.models.sql.where import AND, NothingNode, WhereNode

from django_sankhya.backend.compiler.entities import ROOT, key_fields, needs_a_select


def bare(query: Query) -> Query:
    """Copy a query, as a subquery, without its columns, order and slice."""
    copy = query.chain(klass=Query)
    copy.clear_ordering(force=True)
    copy.clear_limits()
    copy.clear_select_clause()
    copy.selected = None
    copy.distinct = False
    copy.subquery = True
    return copy


def keys_only(query: Query) -> Query:
    """Copy a query so that it reads just the keys of the rows that it finds."""
    keys = bare(query)
    keys.subquery = False
    keys.add_fields([field.name for field in key_fields(query.model)])
    return keys


def tied_to_the_row(inner: Query, outer: Query) -> Query:
    """Tie a subquery on the same entity to the row of the criteria, by all parts of its key."""
    inner.bump_prefix(outer)
    base = inner.get_initial_alias()
    for key in key_fields(inner.model):
        inner.where.add(Exact(key.get_col(base), key.get_col(ROOT)), AND)
    return inner


def aliases(node: Any) -> set[str]:
    """Collect the aliases of the outer query on which a condition or an expression rests."""
    if isinstance(node, Col):
        return {node.alias}
    if isinstance(node, NothingNode):
        return set()
    if isinstance(node, WhereNode):
        return set().union(*map(aliases, node.children))
    if hasattr(node, "get_external_cols"):  # Query, Subquery, Exists
        return {column.alias for column in node.get_external_cols()}
    if not hasattr(node, "get_source_expressions"):
        raise needs_a_select("extra() or RawSQL")
    found: set[str] = set().union(*map(aliases, filter(None, node.get_source_expressions())))
    rhs = getattr(node, "rhs", None)
    return found | aliases(rhs) if isinstance(rhs, Query) else found


def asks_only_whether(query: Query) -> bool:
    """Tell whether a subquery selects a constant, as EXISTS does."""
    selected = list(query.annotation_select.values())
    return not query.select and len(selected) == 1 and isinstance(selected[0], Value)
