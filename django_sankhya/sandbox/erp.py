"""The ERP as its services see it: schema, database, sessions and settings in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .envelope import Element, from_json, to_native
from .sessions import Session

if TYPE_CHECKING:
    from .database import Database
    from .dialect import Dialect
    from .flavours import Flavour
    from .records import Compiler
    from .schema import Schema
    from .sessions import Sessions


DEFAULT_SEED = 20151001


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a sandbox can be told; see ``sandbox.serve``."""

    rows: int = 300
    dialect: str = "oracle"
    page_size: int = 50
    users: tuple[tuple[str, str], ...] = (("SUP", "sandbox"),)
    host: str = "127.0.0.1"
    port: int = 0
    seed: int = DEFAULT_SEED
    execute_query: bool = True
    strict: bool = False
    upsert: bool = True
    session_timeout: float = 1800.0
    case_sensitive_like: bool = False


@dataclass(frozen=True, slots=True)
class Erp:
    """Everything a service needs."""

    settings: Settings
    schema: Schema
    flavour: Flavour
    dialect: Dialect
    compiler: Compiler
    database: Database
    sessions: Sessions


@dataclass(slots=True)
class Call:
    """One call of a service: its body, read from XML or JSON, and who calls."""

    service: str
    body: Element
    """The requestBody as an element."""
    json_body: Any = None
    """The requestBody as JSON, where JSON was sent."""
    session: Session | None = None
    agent: str = ""
    host: str = ""
    set_cookie: str = field(default="", init=False)
    """A session id that the answer hands out as cookie."""

    @classmethod
    def from_json(cls, service: str, body: Any, **others: Any) -> Call:
        return cls(service, from_json("requestBody", body or {}), body or {}, **others)

    @property
    def native(self) -> dict[str, Any]:
        """The body for services of native JSON, which read XML by its mirror mapping."""
        data = self.json_body if self.json_body is not None else to_native(self.body)
        return data if isinstance(data, dict) else {}

    @property
    def caller(self) -> Session:
        assert self.session is not None
        return self.session


Answer = Element | dict[str, Any]
"""A responseBody: an element tree, or native JSON."""
