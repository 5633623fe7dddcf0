"""What an answer consists of, whichever format carried it (protocol §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from django_sankhya.client.catalogue import exception_for
from django_sankhya.exceptions import ServiceRequestMalformedAnswerException
from django_sankhya.values import Column

__all__ = ["Envelope", "Page", "Row", "positions"]

T = TypeVar("T")
Row: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a result, held by columns in the order requested; cells are text or None."""

    columns: Sequence[Column]
    size: int
    has_more: bool

    @classmethod
    def of_rows(cls, rows: Sequence[Row], *, has_more: bool) -> Page:
        """Make a page of rows."""
        return cls(list(zip(*rows, strict=True)), len(rows), has_more)

    @property
    def rows(self) -> list[Row]:
        """Give the page as a list of tuples."""
        return list(zip(*self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class Envelope(Generic[T]):
    """An answer's head, and its body as the codec holds it (None where there is none)."""

    status: str
    message: str
    code: str
    transaction_id: str
    body: T | None

    def accept(self, service: str) -> T | None:
        """Give the body, or raise the exception that the status and the message call for."""
        if self.status in ("1", "2"):
            return self.body
        raise exception_for(
            self.message,
            service=service,
            status=self.status,
            code=self.code,
            transaction_id=self.transaction_id,
        )


def positions(named: Sequence[Any], wanted: Sequence[str]) -> list[int]:
    """Find where each wanted column stands in the answer.

    The ERP drops repeated columns and adds keys that were not asked for (protocol §4.2), so that
    only the names in the metadata tell. Raises ServiceRequestMalformedAnswerException.
    """
    found = {str(name).replace(".", "_"): at for at, name in reversed(list(enumerate(named)))}
    try:
        return [found[name] for name in wanted]
    except KeyError as missing:
        raise ServiceRequestMalformedAnswerException(
            f"The ERP's answer lacks the column {missing.args[0]} that was asked for."
        ) from None
