"""How a function is defined for SQLite, and the rule that NULL in gives NULL out."""

from __future__ import annotations

from collections.abc import Callable

from .cells import Value

Definition = tuple[str, int, Callable[..., Value]]
"""Name, number of arguments (-1: any) and function."""


def or_null(function: Callable[..., Value]) -> Callable[..., Value]:
    """Answer NULL where any argument is NULL."""

    def wrapped(*arguments: Value) -> Value:
        return None if None in arguments else function(*arguments)

    return wrapped
