"""What a question gives, as plain values that two databases can be compared by."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db.models import Model, QuerySet

__all__ = ["BOTH", "Case", "outcome"]

BOTH = ("oracle", "sqlserver")


@dataclass(frozen=True)
class Case:
    """A question to both databases.

    `reference` is how sqlite3 has to be asked where the ERP means something else on purpose:
    rows never repeat, and an empty text is NULL.
    """

    ask: Callable[[], Any]
    reference: Callable[[], Any] | None = None
    dialects: tuple[str, ...] = BOTH


def outcome(ask: Callable[[], Any]) -> Any:
    """Ask, and make the answer comparable: in order where one was asked for, else as a multiset."""
    try:
        return _plain(ask())
    except (ObjectDoesNotExist, MultipleObjectsReturned) as raised:
        return type(raised).__qualname__


def _plain(value: Any) -> Any:
    if isinstance(value, QuerySet):
        rows = [_plain(row) for row in value]
        return rows if value.ordered else Counter(rows)
    if isinstance(value, Model):
        return _instance(value)
    if isinstance(value, Mapping):
        return (type(value).__name__, frozenset((_plain(k), _plain(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return tuple(_plain(member) for member in value)
    if isinstance(value, set | frozenset):
        return frozenset(_plain(member) for member in value)
    return (type(value).__name__, value)


def _instance(instance: Model) -> Any:
    """Take what is loaded of an instance: columns, related instances, prefetched rows."""
    deferred = instance.get_deferred_fields()
    columns = tuple(
        (field.attname, _plain(getattr(instance, field.attname)))
        for field in instance._meta.concrete_fields
        if field.column and field.attname not in deferred
    )
    related = tuple(sorted(
        (name, _instance(other) if other else None)
        for name, other in instance._state.fields_cache.items()
    ))  # fmt: skip
    prefetched = getattr(instance, "_prefetched_objects_cache", {})
    many = tuple(
        (name, frozenset(Counter(map(_plain, prefetched[name])).items()))
        for name in sorted(prefetched)
    )
    return (instance._meta.label, columns, related, many)
