"""The reference: Django's own sqlite3 backend, on the rows that the sandbox holds."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import connections, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import override_settings

from django_sankhya.models import (
    Address,
    City,
    Contact,
    Neighborhood,
    Partner,
    PartnerComplement,
    Region,
    SankhyaModel,
    Seller,
    State,
)

__all__ = ["MODELS", "Reference", "Router"]

ALIAS = "reference"
MODELS: list[type[models.Model]] = [
    State,
    Region,
    City,
    Neighborhood,
    Address,
    Seller,
    Partner,
    PartnerComplement,
    Contact,
]
BRASILIA = ZoneInfo("America/Sao_Paulo")

_asked: ContextVar[bool] = ContextVar("reference_asked", default=False)


class Router:
    """Send entities to the reference while it is asked; no opinion otherwise."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return ALIAS if _asked.get() and issubclass(model, SankhyaModel) else None


class Reference:
    """A SQLite database of Django's, filled with a sandbox's rows."""

    def __init__(self, ensure_connection: Any) -> None:
        entry = {
            **connections.settings["default"],
            "NAME": ":memory:",
            "TIME_ZONE": str(BRASILIA),  # stores date-times in local time, as the ERP does
        }

        class Unblocked(DatabaseWrapper):
            """The backend as it is, usable without pytest-django's mark."""

            def ensure_connection(self) -> None:
                ensure_connection(self)

            def init_connection_state(self) -> None:
                super().init_connection_state()
                # SQLite's own LIKE knows the case of ASCII only.
                self.connection.create_function("like", 3, _like, deterministic=True)

        self._connection = Unblocked(entry, ALIAS)
        connections[ALIAS] = self._connection

    def close(self) -> None:
        self._connection._close()
        del connections[ALIAS]

    def fill(self, erp: Any) -> Self:
        """Create the tables of the models and copy the rows of the sandbox."""
        with self._connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        for model in MODELS:
            self._copy(erp, model)
        self._connection.check_constraints()
        return self

    def _copy(self, erp: Any, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.local_concrete_fields if field.column]
        columns = ", ".join(str(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        table = model._meta.db_table
        rows = [
            tuple(self._stored(field, cell) for field, cell in zip(fields, tuple(row), strict=True))
            for row in erp.sql(f"SELECT {columns} FROM {table}")
        ]
        with self._connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def _stored(self, field: models.Field, cell: Any) -> Any:
        return field.get_db_prep_save(_python(field, cell), connection=self._connection)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Let querysets on entities go here."""
        token = _asked.set(True)
        routers = [
            "tests.differential.reference.Router",
            "django_sankhya.routers.SankhyaRouter",
        ]
        with override_settings(DATABASE_ROUTERS=routers):
            try:
                yield
            finally:
                _asked.reset(token)


def _like(pattern: str | None, text: str | None, escape: str) -> bool | None:
    if pattern is None or text is None:
        return None
    return bool(_pattern(str(pattern), escape).fullmatch(str(text)))


@lru_cache(maxsize=512)
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    wildcards = {"%": ".*", "_": "."}
    parts = re.findall(f"{re.escape(escape)}(.)|(.)", pattern, re.DOTALL)
    regex = "".join(
        re.escape(escaped) if escaped else wildcards.get(plain, re.escape(plain))
        for escaped, plain in parts
    )
    return re.compile(regex, re.IGNORECASE | re.DOTALL)


def _python(field: models.Field, cell: Any) -> Any:
    """Read a cell as the sandbox stores it."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if cell is None:
        return None
    if isinstance(field, models.BooleanField):
        return {"S": True, "N": False}[cell]
    if isinstance(field, models.DecimalField):
        return Decimal(str(cell))
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(cell).replace(tzinfo=BRASILIA)
    if isinstance(field, models.DateField):
        return date.fromisoformat(cell[:10])
    return cell
