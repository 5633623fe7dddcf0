"""Comparisons that mean something else in the ERP: empty texts, and fractions of a second."""

from __future__ import annotations

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db.models.lookups import (
    Exact,
    GreaterThanOrEqual,
    In,
    IsNull,
    LessThan,
    Lookup,
    Range,
)
from django.db.models.sql.where import NothingNode, WhereNode

__all__ = ["as_the_erp_has_it"]


def as_the_erp_has_it(node: Any) -> Any:
    """Give the condition that selects in the ERP what the given one means in Django."""
    if isinstance(node, WhereNode):
        return _without_contradiction(node)
    if isinstance(node, Exact) and _is_empty_text(node):
        return IsNull(node.lhs, True)
    if isinstance(node, Lookup):
        return _in_whole_seconds(node)
    return node


def _is_empty_text(node: Any) -> bool:
    return isinstance(node, Exact) and isinstance(node.rhs, str) and node.rhs == ""


def _without_contradiction(where: WhereNode) -> WhereNode:
    """Drop the `IS NOT NULL` that exclude(x="") adds: '' is NULL here, both at once match no row."""
    children: list[Any] = list(where.children)
    empty = [child.lhs for child in children if _is_empty_text(child)]
    if not (where.negated and empty):
        return where
    kept = [
        child
        for child in children
        if not (isinstance(child, IsNull) and child.rhs is False and child.lhs in empty)
    ]
    return WhereNode(kept, where.connector, where.negated)


def _in_whole_seconds(lookup: Any) -> Any:
    """Round a moment within a second so that the same whole seconds lie on each side of it."""
    rhs = lookup.rhs
    if isinstance(lookup, Range) and isinstance(rhs, list | tuple) and len(rhs) == 2:
        rounded: Any = [_up(rhs[0]), rhs[1]]
    elif isinstance(lookup, GreaterThanOrEqual | LessThan):
        rounded = _up(rhs)
    elif isinstance(lookup, In) and isinstance(rhs, list | tuple | set):
        rounded = [moment for moment in rhs if not _is_fraction(moment)]
        if len(rounded) == len(rhs):
            return lookup
    elif isinstance(lookup, Exact) and _is_fraction(rhs):
        return NothingNode()
    else:
        return lookup
    if rounded == rhs:
        return lookup
    lookup = copy(lookup)
    lookup.rhs = rounded
    return lookup


def _is_fraction(moment: Any) -> bool:
    return isinstance(moment, datetime) and bool(moment.microsecond)


def _up(moment: Any) -> Any:
    if not _is_fraction(moment):
        return moment
    return moment.replace(microsecond=0) + timedelta(seconds=1)
