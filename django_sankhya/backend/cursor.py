"""The cursor: runs statements on the connection's session, one call to the ERP each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from django_sankhya.backend.statement import Load, Query, Statement
from django_sankhya.client import Page, RemoveRecord, SaveRecord
from django_sankhya.exceptions import InterfaceError, NotSupportedError

if TYPE_CHECKING:
    from django_sankhya.backend.base import DatabaseWrapper

__all__ = ["Cursor"]


class Cursor:
    """A PEP 249 cursor for `Statement`s.

    Rows of later pages are fetched when they are asked for, each page by a cursor of the connection
    of its own, so that execute wrappers and the query log see every call.
    """

    arraysize = 100

    def __init__(self, connection: DatabaseWrapper) -> None:
        self._connection = connection
        self._session = connection.connection
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self.rowcount = -1
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.page: Page | None = None
        self.reply: dict[str, str | None] = {}

    def execute(self, statement: str, params: Any = None) -> None:
        """Send a statement's request; params are already in it and shown to wrappers only."""
        if not isinstance(statement, Statement):
            raise NotSupportedError(
                "Raw SQL is not supported yet on a Sankhya connection: use a queryset."
            )
        if isinstance(statement, Load):
            self.page = self._session.load(statement.request)
            self._rows = self._read(statement, self.page)
            self.description = [(name,) for name in statement.request.names]
        elif isinstance(statement, Query):
            table = self._session.execute_query(statement.request)
            self._rows = iter(table.rows)
            self.description = [(name,) for name in table.columns]
        else:
            self._write(statement)

    def executemany(self, statement: str, params: Any = None) -> None:
        """Refuse: the ERP saves one row a call."""
        raise NotSupportedError("executemany() is not supported: the ERP saves one row a call.")

    def fetchone(self) -> tuple[Any, ...] | None:
        """Give the next row, None after the last one."""
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """Give up to `size` further rows."""
        return list(islice(self._rows, size or self.arraysize))

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Give all further rows."""
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None:
        """Forget the rows; the ERP keeps no cursor."""
        self._rows = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self, statement: Statement) -> None:
        request = statement.request
        if isinstance(request, SaveRecord):
            self.reply = self._session.save(request)
        elif isinstance(request, RemoveRecord):
            self._session.remove(request)
        self._connection.note_write()
        self.rowcount = 1

    def _read(self, load: Load, page: Page) -> Iterator[tuple[Any, ...]]:
        server, index = self._connection.server, load.request.page
        while True:
            following: int | None = 0
            if server.judge(page, index):
                offset = index * (server.page_size or 0)
                yield from load.shape.rows(page, load.window.cut(offset))
                if not page.has_more:
                    return
                assert server.page_size
                following = load.window.next_page(index, server.page_size)
                if following is None:
                    return
            index = following or 0
            page = self._fetch(load.at(index))

    def _fetch(self, load: Load) -> Page:
        if self._connection.connection is not self._session:
            raise InterfaceError(
                "The connection was closed while rows of its result were still being read."
            )
        with self._connection.cursor() as cursor:
            cursor.execute(load, ())
            page: Page = cursor.page
            return page
