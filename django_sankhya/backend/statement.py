"""Statements: what stands where Django carries SQL text. One statement is one call to the ERP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django_sankhya.client import ExecuteQuery, LoadRecords, Page, Request
from django_sankhya.values import Decoder

__all__ = ["Cell", "Load", "Query", "Shape", "Statement", "Window"]


class Statement(str):
    """A request as text for logs, wrappers and the query log, which carries the request itself."""

    request: Request

    def __new__(cls, request: Request) -> Self:
        statement = super().__new__(cls, request)
        statement.request = request
        return statement


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the result: where it stands in the page and how it is read, or a constant."""

    position: int | None
    decode: Decoder
    constant: Any = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How the columns of a page become the rows that Django expects."""

    cells: tuple[Cell, ...]

    def rows(self, page: Page, cut: slice) -> Iterator[tuple[Any, ...]]:
        """Give typed rows of a part of a page."""
        size = len(range(page.size)[cut])
        if not size:
            return iter(())
        columns: list[Sequence[Any]] = [
            [cell.constant] * size
            if cell.position is None
            else cell.decode(page.columns[cell.position][cut])
            for cell in self.cells
        ]
        return zip(*columns, strict=True)


@dataclass(frozen=True, slots=True)
class Window:
    """The rows from `low` up to `high` of a result, or to its end."""

    low: int = 0
    high: int | None = None

    def first_page(self, page_size: int | None) -> int:
        """Name the page where the rows begin; the first one as long as no size is known."""
        return self.low // page_size if page_size else 0

    def next_page(self, index: int, page_size: int) -> int | None:
        """Name the page to read after `index`, None when the window ends before it."""
        following = max(index + 1, self.low // page_size)
        if self.high is not None and following * page_size >= self.high:
            return None
        return following

    def cut(self, offset: int) -> slice:
        """Give the part of a page that begins at row `offset` of the result."""
        end = None if self.high is None else max(self.high - offset, 0)
        return slice(max(self.low - offset, 0), end)


class Load(Statement):
    """A page of a result, and what is needed to go on from there."""

    request: LoadRecords
    window: Window
    shape: Shape

    @classmethod
    def of(cls, request: LoadRecords, window: Window, shape: Shape) -> Self:
        """Make the statement for one page of a result."""
        statement = cls(request)
        statement.window = window
        statement.shape = shape
        return statement

    def at(self, page: int) -> Load:
        """Give the statement for another page of the same result."""
        return Load.of(self.request.at(page), self.window, self.shape)


class Query(Statement):
    """A SELECT on the physical tables."""

    request: ExecuteQuery
