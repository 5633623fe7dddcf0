"""Which ERPs there are, and which one a piece of code speaks to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

from django_sankhya.conf import ENGINE

_alias: ContextVar[str | None] = ContextVar("django_sankhya_alias", default=None)


def sankhya_aliases() -> list[str]:
    """Return the aliases in ``DATABASES`` that are ERPs, in their order."""
    # Read late, so that override_settings counts.
    databases: Any = settings.DATABASES
    return [alias for alias, entry in databases.items() if entry.get("ENGINE") == ENGINE]


@contextmanager
def use_sankhya(alias: str) -> Iterator[None]:
    """Send the queries made inside the block to the ERP of the database ``alias``.

    Blocks nest, and each thread and task has its own. A queryset asks when it is evaluated: one
    that is built inside and evaluated outside goes elsewhere, unless pinned by ``.using()``.

    Raises ``ValueError`` if ``alias`` is no ERP.
    """
    if alias not in (aliases := sankhya_aliases()):
        raise ValueError(f"{alias!r} is none of the ERPs in DATABASES: {', '.join(aliases)}")
    token = _alias.set(alias)
    try:
        yield
    finally:
        _alias.reset(token)


def current_alias() -> str | None:
    """Return the alias of the innermost ``use_sankhya`` block, or None outside of any."""
    return _alias.get()
