"""Writes: one saveRecord or removeRecord a row (protocol §4.5, §4.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import Value
from django.db.models.sql import compiler
from django.db.models.sql.query import Query

from django_sankhya import values
from django_sankhya.backend.compiler.entities import decoder, entity, key_columns, key_fields
from django_sankhya.backend.compiler.reading import SQLCompiler
from django_sankhya.backend.compiler.subqueries import keys_only
from django_sankhya.backend.statement import Statement
from django_sankhya.client import RemoveRecord, Request, SaveRecord
from django_sankhya.client.requests import Fields
from django_sankhya.exceptions import DatabaseError, IntegrityError, NotSupportedError


class _Writing(SQLCompiler):
    """What all writes share: keys are read first, then rows are written one by one."""

    def _keys(self) -> list[Fields]:
        """Read the keys of the rows that the query finds."""
        reader = keys_only(self.query).get_compiler(connection=self.connection)
        try:
            return [self._key(row) for row in reader.results_iter(tuple_expected=True)]
        except EmptyResultSet:
            return []

    def _key(self, row: Iterable[Any]) -> Fields:
        pairs = zip(key_fields(self.query.model), row, strict=True)
        return tuple((field.column, self._encoded(field, value)) for field, value in pairs)

    def _encoded(self, field: Any, value: Any) -> str:
        return values.encode(field.get_db_prep_save(value, connection=self.connection))

    def _send(self, requests: Sequence[Request]) -> list[dict[str, str | None]]:
        """Write one row a call; an error notes how many were written before it."""
        replies = []
        with self.connection.cursor() as cursor:
            for done, request in enumerate(requests):
                try:
                    cursor.execute(Statement(request), ())
                except DatabaseError as problem:
                    if len(requests) > 1:
                        problem.add_note(f"{done} of {len(requests)} rows were written before it.")
                    raise
                replies.append(cursor.reply)
        return replies


class SQLInsertCompiler(compiler.SQLInsertCompiler, _Writing):
    """Insert by saveRecord without a key; the reply gives what the ERP generated."""

    def as_sql(self) -> list[tuple[str, Any]]:
        return [(Statement(request), ()) for request in self._inserts()]

    def execute_sql(self, returning_fields: Any = None) -> list[tuple[Any, ...]]:
        if self.query.on_conflict:
            raise NotSupportedError("The ERP cannot ignore or update rows that are in conflict.")
        requests = list(self._inserts())
        for obj in self.query.objs:
            self._refuse_taken_key(obj)
        replies = self._send(requests)
        for obj, reply in zip(self.query.objs, replies, strict=True):
            self._take_stored_values(obj, reply)
        returning = [field.attname for field in returning_fields or ()]
        return [tuple(getattr(obj, name) for name in returning) for obj in self.query.objs]

    def _inserts(self) -> Iterator[SaveRecord]:
        model = self.query.model
        columns = tuple(field.column for field in model._meta.concrete_fields)
        for obj in self.query.objs:
            yield SaveRecord(entity(model), tuple(self._given(obj)), returning=columns)

    def _given(self, obj: Any) -> Iterator[tuple[str, str]]:
        """Encode what the object has; None is not sent, for it would overrule the ERP's default."""
        for field in self.query.fields:
            value = self.prepare_value(field, self.pre_save_val(field, obj))
            if isinstance(value, Value):
                value = value.value
            if value is not None:
                yield field.column, values.encode(value)

    def _refuse_taken_key(self, obj: Any) -> None:
        """Raise IntegrityError where saveRecord would overwrite a row (protocol §4.5)."""
        fields = key_fields(self.query.model)
        key = {field.attname: getattr(obj, field.attname) for field in fields}
        if None in key.values():
            return
        finder = Query(self.query.model)
        for name, value in key.items():
            finder.add_filter(name, value)
        if finder.exists().get_compiler(connection=self.connection).has_results():
            shown = ", ".join(f"{field.column} {key[field.attname]}" for field in fields)
            raise IntegrityError(f"{entity(self.query.model)} with {shown} exists already.")

    def _take_stored_values(self, obj: Any, reply: dict[str, str | None]) -> None:
        """Give the object what the ERP stored: its key, defaults and changed texts.

        Were they left None, the next save() would overwrite them with nothing.
        """
        meta = self.query.model._meta
        fields: list[Any] = [field for field in meta.concrete_fields if field.column in reply]
        row = [
            decoder(field, self.connection, nullable=False)([reply[field.column]])[0]
            for field in fields
        ]
        converters = self.get_converters([field.get_col(meta.db_table) for field in fields])
        [stored] = self.apply_converters([row], converters)
        for field, value in zip(fields, stored, strict=True):
            setattr(obj, field.attname, value)


class SQLUpdateCompiler(compiler.SQLUpdateCompiler, _Writing):
    """Update by saveRecord with the key of each row that exists; without one it might insert."""

    def as_sql(self) -> tuple[str, Any]:
        return Statement(self._save(self._changes(), ())), ()

    def execute_sql(self, result_type: Any) -> int:
        changes = self._changes()
        keys = self._keys() if changes else []
        self._send([self._save(changes, key) for key in keys])
        return len(keys)

    def _save(self, changes: Fields, key: Fields) -> SaveRecord:
        model = self.query.model
        return SaveRecord(entity(model), changes, key, tuple(key_columns(model)))

    def _changes(self) -> Fields:
        return tuple(
            (field.column, self._encoded(field, self._plain(field, value)))
            for field, _, value in self.query.values
        )

    def _plain(self, field: Any, value: Any) -> Any:
        if field in key_fields(self.query.model):
            raise NotSupportedError(
                f"The ERP cannot change the key {field.name!r} of a row: insert a new one."
            )
        if isinstance(value, Value):
            return value.value
        if hasattr(value, "resolve_expression"):
            raise NotSupportedError(
                f"update() of {field.name!r} by an expression is not supported yet: read the row, "
                "compute the value and save it."
            )
        if hasattr(value, "prepare_database_save"):
            return value.prepare_database_save(field)
        return value


class SQLDeleteCompiler(compiler.SQLDeleteCompiler, _Writing):
    """Delete by removeRecord."""

    def as_sql(self) -> tuple[str, Any]:
        return Statement(RemoveRecord(entity(self.query.model), ())), ()

    def execute_sql(self, result_type: Any, *args: Any, **kwargs: Any) -> int:
        keys = self._keys()
        self._send([RemoveRecord(entity(self.query.model), key) for key in keys])
        return len(keys)
