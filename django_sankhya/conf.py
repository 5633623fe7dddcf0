"""An alias' entry in DATABASES, read and judged in one place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from django_sankhya.redaction import Secret

__all__ = ["ENGINE", "AliasSettings", "Problem", "problems"]

ENGINE = "django_sankhya.backend"

# Option: its default, and the values or types that it may have.
_OPTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "transport": ("direct", ("direct",)),
    "format": ("xml", ("xml", "json")),
    "dialect": ("oracle", ("oracle", "sqlserver")),
    "timeout": (30.0, (int, float)),
    "execute_query": ("auto", ("auto", True, False)),
    "auto_renew_session": (True, (True, False)),
    "page_size": (None, (None, int)),
    "max_answer_bytes": (64 * 1024 * 1024, (int,)),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an alias: the key of its entry, what is wrong, what to do."""

    key: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AliasSettings:
    """What an alias' entry says, checked; durations in seconds.

    `page_size` None means that it is learnt from the first full page. `execute_query` "auto" tries
    it and remembers a refusal for some minutes.
    """

    base_url: str
    username: str
    password: Secret
    format: Literal["xml", "json"]
    dialect: Literal["oracle", "sqlserver"]
    timeout: float
    execute_query: Literal["auto", True, False]
    auto_renew_session: bool
    page_size: int | None
    max_answer_bytes: int

    @classmethod
    def read(cls, alias: str, entry: Mapping[str, Any]) -> AliasSettings:
        """Read `DATABASES[alias]`; raises ImproperlyConfigured that names the key."""
        for problem in problems(entry):
            raise ImproperlyConfigured(
                f"DATABASES[{alias!r}]{problem.key}: {problem.message} {problem.hint}".rstrip()
            )
        given = entry.get("OPTIONS") or {}
        values = {name: given.get(name, default) for name, (default, _) in _OPTIONS.items()}
        del values["transport"]
        return cls(
            base_url=_base_url(entry),
            username=entry["USER"],
            password=Secret(entry["PASSWORD"]),
            **values,
        )


def problems(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Find what is wrong with an alias' entry, without touching the network."""
    yield from _host_problems(entry)
    for key in ("USER", "PASSWORD"):
        if not entry.get(key):
            yield Problem(
                f"[{key!r}]", "is missing.", "The ERP's login needs it: there is no default."
            )
    for name, value in (entry.get("OPTIONS") or {}).items():
        yield from _option_problems(name, value)
    if entry.get("CONN_MAX_AGE"):
        yield Problem(
            "['CONN_MAX_AGE']",
            "must be 0.",
            "Sessions are licensed: each request gives its session back.",
        )


def _host_problems(entry: Mapping[str, Any]) -> Iterator[Problem]:
    host = entry.get("HOST") or ""
    if not host:
        yield Problem(
            "['HOST']", "is missing.", 'Give the address, such as "https://erp.example:8180".'
        )
        return
    try:
        parts = urlsplit(_base_url(entry))
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        yield Problem(
            "['HOST']",
            "is not an http or https address.",
            'Write it as "https://erp.example:8180".',
        )
    elif parts.username or parts.password:
        yield Problem("['HOST']", "holds credentials.", "Move them to USER and PASSWORD.")


def _option_problems(name: str, value: Any) -> Iterator[Problem]:
    key = f"['OPTIONS'][{name!r}]"
    if name not in _OPTIONS:
        close = difflib.get_close_matches(name, _OPTIONS, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(_OPTIONS)}."
        yield Problem(key, "is not an option.", hint)
        return
    allowed = _OPTIONS[name][1]
    types: Any = tuple(a for a in allowed if isinstance(a, type))
    literals = [a for a in allowed if not isinstance(a, type)]
    if types and isinstance(value, types) and not isinstance(value, bool):
        if value <= 0:
            yield Problem(key, "must be greater than 0.")
    elif not any(value is a or (isinstance(a, str) and value == a) for a in literals):
        choices = [repr(a) for a in literals] + [f"a number ({t.__name__})" for t in types]
        yield Problem(key, f"is {value!r}.", f"Use {' or '.join(choices)}.")


def _base_url(entry: Mapping[str, Any]) -> str:
    host = str(entry["HOST"]).rstrip("/")
    url = host if "://" in host else f"http://{host}"
    return f"{url}:{entry['PORT']}" if entry.get("PORT") else url
