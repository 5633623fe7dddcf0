"""Secrets: how they are held, and how they are kept out of logs.

A password or session id is only ever held as a `Secret`, which no repr, log line, pickle or
traceback with local variables can show.
"""

from __future__ import annotations

import hashlib
import logging
import re
from typing import NoReturn

__all__ = ["Secret", "redact"]

# As in URLs and cookies (name=ID), in XML (<name>ID<) and in JSON ("name": {"$": "ID").
_IN_TEXT = re.compile(r"((?:mgeSession|jsessionid)[^A-Za-z0-9&]{1,16})[\w.+/-]+", re.IGNORECASE)


class Secret:
    """Hold a text that only `reveal()` shows."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text; keep it out of local variables of frames that can raise."""
        return self._text

    def fingerprint(self) -> str:
        """Give the first 8 hex digits of the SHA-256, by which people can tell secrets apart."""
        return hashlib.sha256(self._text.encode()).hexdigest()[:8]

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "<Secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret cannot be pickled.")


def redact(text: str) -> str:
    """Replace the session ids in an URL or message."""
    return _IN_TEXT.sub(r"\1***", text)


def _redact_record(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(redact(a) if isinstance(a, str) else a for a in record.args)
    return True


# urllib3 logs each request's path and query at DEBUG, with the session id in it.
logging.getLogger("urllib3.connectionpool").addFilter(_redact_record)
