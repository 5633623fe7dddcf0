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


def outcome(ask: Callable[[], Any], *, rows_only: bool = False) -> Any:
    """Ask, and make the answer comparable: in order where one was asked for, else as a multiset.

    With `rows_only` instances are compared by their keys: all that a condition decides.
    """
    try:
        answer = ask()
        if rows_only and isinstance(answer, QuerySet) and answer._fields is None:
            answer = answer.only(*(field.name for field in answer.model._meta.pk_fields))
        return _plain(answer)
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


def _instance(instance: Model, above: tuple[Model, ...] = ()) -> Any:
    """Take what is loaded of an instance: columns, related instances, prefetched rows."""
    if any(instance is other for other in above):
        return (instance._meta.label, instance.pk)
    above = (*above, instance)
    deferred = instance.get_deferred_fields()
    columns = tuple(
        (field.attname, _plain(getattr(instance, field.attname)))
        for field in instance._meta.concrete_fields
        if field.column and field.attname not in deferred
    )
    related = tuple(
        (name, _instance(other, above) if other else None)
        for name, other in sorted(instance._state.fields_cache.items(), key=lambda item: item[0])
    )
    prefetched = getattr(instance, "_prefetched_objects_cache", {})
    many = tuple(
        (name, frozenset(Counter(_instance(row, above) for row in prefetched[name]).items()))
        for name in sorted(prefetched)
    )
    return (instance._meta.label, columns, related, many)
