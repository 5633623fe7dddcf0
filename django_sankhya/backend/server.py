"""What a server has taught us, shared by all threads of the process."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic

from cachetools import TTLCache

from django_sankhya.client import Page
from django_sankhya.conf import AliasSettings
from django_sankhya.exceptions import (
    NotSupportedError,
    OperationalError,
    ServiceRequestMalformedAnswerException,
)

__all__ = ["REFUSAL_SECONDS", "Server"]

REFUSAL_SECONDS = 300.0


class Server:
    """Know a server's page size and whether it lets the user run SELECTs.

    The page size is learnt from the first full page, or given and then checked against it: jumping
    to a page by a wrong size would give wrong rows, so that a mismatch raises.
    """

    def __init__(
        self,
        *,
        page_size: int | None = None,
        execute_query: bool | str = "auto",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._given = page_size
        self._execute_query = execute_query
        self._clock = clock
        self._refused_until = 0.0
        self._proven = False
        self.page_size = page_size

    @classmethod
    def of(cls, settings: AliasSettings) -> Server:
        """Give the server that an alias points to."""
        key = (
            settings.base_url,
            settings.username,
            settings.page_size,
            settings.execute_query,
        )
        with _lock:
            found = _servers.get(key)
            if found is None:
                found = _servers[key] = cls(
                    page_size=settings.page_size, execute_query=settings.execute_query
                )
        return found

    def judge(self, page: Page, index: int) -> bool:
        """Tell whether a page is the one meant, False when only the first page can prove it.

        Raises OperationalError when the pages have another size than was assumed.
        """
        if page.has_more and not page.size:
            raise ServiceRequestMalformedAnswerException("The ERP sent an empty page with more.")
        if page.has_more and self.page_size is None:
            self.page_size = page.size
        expected = self.page_size
        if expected and (page.size > expected or (page.has_more and page.size < expected)):
            self._mismatch(page.size)
        self._proven = self._proven or page.has_more
        return self._proven or index == 0

    def may_execute_query(self) -> bool:
        """Tell whether a SELECT is worth a try."""
        return self._execute_query is not False and self._clock() >= self._refused_until

    def refused(self, refusal: Exception) -> None:
        """Remember for some minutes that the user may run no SELECT; raises if it must."""
        if self._execute_query is True:
            raise NotSupportedError(
                'OPTIONS["execute_query"] is True, but the ERP refuses DbExplorerSP.executeQuery '
                "to this user: grant it, or use 'auto' or False."
            ) from refusal
        self._refused_until = self._clock() + REFUSAL_SECONDS

    def _mismatch(self, seen: int) -> None:
        expected, self.page_size, self._proven = self.page_size, self._given, False
        raise OperationalError(
            f"The ERP sends pages of {seen} rows, not of {expected}: "
            + (
                'correct or remove OPTIONS["page_size"].'
                if self._given
                else "its setting has changed. Repeat the query."
            )
        )


_lock = Lock()
_servers: TTLCache[object, Server] = TTLCache(maxsize=256, ttl=3600)
