"""django-environ's `Env`, plus ERPs as URLs.

    env = Env()
    DATABASES = {"default": env.db(), "sankhya": env.db("SANKHYA_URL")}

with SANKHYA_URL such as sankhyas://user:p%40ssword@erp.example:8180/?dialect=oracle&timeout=30.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

from django_sankhya.conf import ENGINE, problems

__all__ = ["Env"]

_HTTP = {"sankhya": "http", "sankhyas": "https"}
_SHAPE = "Write it as sankhyas://user:password@erp.example:8180 (sankhya:// for plain http)."
_ENCODE = "Percent-encode special characters, such as %40 for @ and %2F for /."


class _URLError(ImproperlyConfigured):
    """Tell what is wrong with a URL, without its secrets."""


class Env(environ.Env):  # type: ignore[misc]  # django-environ has no types
    """Read settings from environment variables; `db()` knows `sankhya://` and `sankhyas://`, too.

    The path of such a URL goes before the ERP's own, for a reverse proxy. Its query holds
    `time_zone` and the options of the alias, `true` and `false` for booleans. What is wrong raises
    ImproperlyConfigured with the name of the variable, never with a user, a password or a URL.
    """

    def db_url(
        self,
        var: str = environ.Env.DEFAULT_DATABASE_ENV,
        default: Any = environ.Env.NOTSET,
        engine: str | None = None,
    ) -> dict[str, Any]:
        """Return the entry of `DATABASES` that the variable `var` describes."""
        try:
            entry: dict[str, Any] = super().db_url(var, default, engine)
        except _URLError as error:
            raise ImproperlyConfigured(f"{self.prefix}{var}: {error}") from None
        return entry

    db = db_url

    @classmethod
    def db_url_config(cls, url: Any, engine: str | None = None) -> dict[str, Any]:
        """Return the entry of `DATABASES` that a URL describes."""
        if isinstance(url, str) and url.partition("://")[0].lower() in _HTTP:
            return _entry(url) | ({"ENGINE": engine} if engine else {})
        entry: dict[str, Any] = super().db_url_config(url, engine)
        return entry


def _entry(url: str) -> dict[str, Any]:
    parts = _split(url)
    options = _query(parts.query)
    entry = {
        "ENGINE": ENGINE,
        "HOST": _host(parts),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "TIME_ZONE": _time_zone(options.pop("time_zone", "America/Sao_Paulo")),
        "OPTIONS": {name: _typed(name, text) for name, text in options.items()},
    }
    for problem in problems(entry):
        raise _URLError(f"{problem.key} {problem.message} {problem.hint}".rstrip())
    return entry


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        sound = parts.hostname and parts.port != 0 and not parts.fragment
    except ValueError:  # its message can hold a part of the password
        sound = False
    if not sound:
        raise _URLError(f"is not an address. {_SHAPE} {_ENCODE}")
    return parts


def _host(parts: SplitResult) -> str:
    # Without the part before "@"; IPv6 keeps its brackets, the port stays out unless given.
    address = parts.netloc.rpartition("@")[2].removesuffix(":")
    return f"{_HTTP[parts.scheme]}://{address}{parts.path.rstrip('/')}"


def _query(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    options = dict(pairs)
    if len(options) < len(pairs):
        raise _URLError("gives an option twice.")
    return options


def _time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, LookupError):
        raise _URLError(
            f"time_zone is {name!r}, which is no time zone. Use a name such as America/Manaus."
        ) from None


def _typed(name: str, text: str) -> Any:
    """Read the text as the first type that the option accepts."""
    return next((value for value in _readings(text) if _accepted(name, value)), text)


def _readings(text: str) -> Iterator[Any]:
    yield text
    if text.lower() in ("true", "false"):
        yield text.lower() == "true"
    if re.fullmatch(r"[0-9]+", text):
        yield int(text)
    if re.fullmatch(r"[0-9]*\.[0-9]+|[0-9]+\.", text):
        yield float(text)


def _accepted(name: str, value: Any) -> bool:
    key = f"['OPTIONS'][{name!r}]"
    return all(problem.key != key for problem in problems({"OPTIONS": {name: value}}))
