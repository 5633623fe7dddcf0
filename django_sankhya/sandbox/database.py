"""The ERP's database: the dictionary's tables in one SQLite database in memory.

One connection serves all threads in turn. Conditions and functions run for real; what fails is
told in the words of the flavour.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from decimal import DecimalException
from typing import TYPE_CHECKING, Any

from . import functions
from .cells import DateError
from .number_functions import ManyRowsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .cells import Value
    from .errors import ErpError
    from .flavours import Flavour
    from .schema import Schema, Table

_AFFINITY = {"I": "INTEGER", "F": "REAL"}
_INDEXES = {
    "TGFPAR": ("CODCID", "CODEND", "CODBAI", "CODREG", "CODVEND", "CODPARCMATRIZ", "CODPARCGRUECONOMICO", "CGC_CPF",
               "NOMEPARC", "RAZAOSOCIAL", "NOMEPARC COLLATE NOCASE"),
    "TGFCTT": ("CODCID", "CODEND", "CODBAI", "CODREG"),
    "TGFCPL": ("CODCIDENTREGA", "CODENDENTREGA", "CODBAIENTREGA"),
    "TSICID": ("UF", "CODREG", "NOMECID"),
    "TSIBAI": ("CODREG", "NOMEBAI"),
    "TSIEND": ("NOMEEND",),
    "TGFVEN": ("CODPARC", "CODGER", "CODREG"),
}  # fmt: skip


class Database:
    """Run SQLite SQL for one sandbox."""

    def __init__(self, flavour: Flavour, *, case_sensitive_like: bool = False) -> None:
        self.flavour = flavour
        self._lock = threading.RLock()
        self._failure: Exception | None = None
        self._connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False, cached_statements=256
        )
        self._like = f"PRAGMA case_sensitive_like = {int(case_sensitive_like)}"
        self._connection.execute(self._like)
        functions.register(self._connection, self._heard)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def copy_from(self, template: sqlite3.Connection) -> None:
        """Become a copy of the template."""
        with self._lock:
            template.backup(self._connection)

    def use(self, fill: Any) -> None:
        """Let ``fill(connection)`` build the content."""
        with self._lock:
            fill(self._connection)

    def empty(self) -> None:
        """Drop all tables, so that the database can be filled anew."""
        with self._lock:
            names = self.plain("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in names:
                if not name.startswith("sqlite_"):
                    self._connection.execute(f'DROP TABLE "{name}"')

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a block as one unit: it is saved whole or not at all."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(
        self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = (), limit: int = -1
    ) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows, at most ``limit`` of them."""
        with self._lock:
            self._failure = None
            try:
                cursor = self._connection.execute(sql, parameters)
                return cursor.fetchall() if limit < 0 else cursor.fetchmany(limit)
            except (sqlite3.Error, OverflowError) as error:
                raise self._told(error) from error

    def plain(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run SQLite's own SQL, errors unchanged."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        self.rows(insert_sql(table, row), list(row.values()))

    def update(self, table: str, row: Mapping[str, Value], key: Mapping[str, Value]) -> None:
        if row:
            changes = ", ".join(f'"{name}" = ?' for name in row)
            where, values = where_key(key)
            self.rows(
                f'UPDATE "{table}" SET {changes} WHERE {where}',  # noqa: S608 - dictionary names
                [*row.values(), *values],
            )

    def delete(self, table: str, key: Mapping[str, Value]) -> None:
        where, values = where_key(key)
        self.rows(f'DELETE FROM "{table}" WHERE {where}', values)  # noqa: S608

    def exists(self, table: str, key: Mapping[str, Value]) -> bool:
        return self.first(table, "1", key) is not None

    def first(self, table: str, columns: str, key: Mapping[str, Value]) -> Any:
        """Return the first row with these values, or None."""
        where, values = where_key(key)
        sql = f'SELECT {columns} FROM "{table}" WHERE {where} LIMIT 1'  # noqa: S608
        return next(iter(self.rows(sql, values)), None)

    def highest(self, table: str, column: str, key: Mapping[str, Value]) -> int:
        """Return the highest number of a column among the rows with these values, or 0."""
        where, values = where_key(key) if key else ("1", [])
        sql = f'SELECT COALESCE(MAX("{column}"), 0) FROM "{table}" WHERE {where}'  # noqa: S608
        return int(self.rows(sql, values)[0][0])

    def _heard(self, error: Exception) -> None:
        self._failure = error

    def _told(self, error: Exception) -> ErpError:
        failure = self._failure
        if isinstance(failure, ManyRowsError):
            return self.flavour.many_rows()
        if isinstance(failure, DateError):
            return self.flavour.not_a_date(str(failure))
        if isinstance(failure, ZeroDivisionError | DecimalException):
            return self.flavour.divided_by_zero()
        if isinstance(failure, ValueError | LookupError):
            return self.flavour.not_a_number(str(failure))
        return self.flavour.refused(str(error))


def insert_sql(table: str, columns: Iterable[str]) -> str:
    names = [f'"{name}"' for name in columns]
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})'  # noqa: S608


def where_key(key: Mapping[str, Value]) -> tuple[str, list[Value]]:
    """Compare with IS, so that a NULL part meets NULL."""
    return " AND ".join(f'"{name}" IS ?' for name in key), list(key.values())


def create_tables(connection: sqlite3.Connection, schema: Schema) -> None:
    """Create every table of the dictionary, without rows or indexes."""
    for table in schema.tables.values():
        connection.execute(_create_sql(table))
    connection.execute("CREATE TABLE DUAL (DUMMY TEXT)")
    connection.execute("INSERT INTO DUAL VALUES ('X')")


def create_indexes(connection: sqlite3.Connection) -> None:
    for table, indexes in _INDEXES.items():
        for number, columns in enumerate(indexes):
            connection.execute(f"CREATE INDEX IX_{table}_{number} ON {table} ({columns})")


def _create_sql(table: Table) -> str:
    columns = []
    for column in table.columns.values():
        declared = f'"{column.name}" {_AFFINITY.get(column.type, "TEXT")}'
        if column.name == table.row_id:
            declared += " PRIMARY KEY"
        default = column.default
        if default is not None and not column.key:
            shown = default if isinstance(default, int) else "'" + default.replace("'", "''") + "'"
            declared += f" DEFAULT {shown}"
        columns.append(declared)
    if not table.row_id:
        columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'
