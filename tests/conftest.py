"""An ERP for the tests: a sandbox over real HTTP to which the alias "sankhya" points.

A test that takes the fixture `erp` may use `Partner.sankhya…` as it is, from any thread and without
a mark for databases; with `@pytest.mark.django_db` it may use the default database too. The mark
`erp` chooses another sandbox than the usual one of 300 partners::

    @pytest.mark.erp(dialect="sqlserver", page_size=7, execute_query=False)
    def test_…(erp): …

Other OPTIONS of the alias than the dialect are set by the fixture `sankhya_options`.
After each test the ledger is checked: each login had its logout, and no session two calls at a time.
A test that lets the ERP lose sessions says so by `@pytest.mark.erp(loses_sessions=True)`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import cached_property
from hypothesis import settings as hypothesis_settings

from django_sankhya import sandbox
from django_sankhya.backend.base import DatabaseWrapper

ALIAS = "sankhya"

# The same examples in every run; a search for new ones is `--hypothesis-profile=default`.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "erp(**options): the options of sandbox.serve() that the test's ERP has"
    )


class Sandboxes:
    """Sandboxes by their options, each served from its first use to the end of the run."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._served: dict[frozenset[tuple[str, Any]], Any] = {}

    def get(self, **options: Any) -> Any:
        key = frozenset(options.items())
        if key not in self._served:
            self._served[key] = self._stack.enter_context(sandbox.serve(**options))
        return self._served[key]

    def serve(self, **options: Any) -> Any:
        """Serve one that nobody else gets."""
        return self._stack.enter_context(sandbox.serve(**options))


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[Sandboxes]:
    with ExitStack() as stack:
        yield Sandboxes(stack)


@pytest.fixture
def erp(
    request: pytest.FixtureRequest, sandboxes: Sandboxes, django_db_blocker: Any
) -> Iterator[Any]:
    """Serve an ERP with its first data, to which the alias points."""
    mark = request.node.get_closest_marker("erp")
    options = dict(mark.kwargs) if mark else {}
    loses_sessions = options.pop("loses_sessions", False)
    server = sandboxes.get(**options)
    dialect = options.get("dialect", "oracle")
    with pointed_at(server, django_db_blocker, dialect=dialect):
        yield server
    try:
        check_ledger(server, loses_sessions=loses_sessions)
    finally:
        server.reset()


@pytest.fixture
def sankhya_options(erp: Any) -> Callable[..., None]:
    """Set OPTIONS of the alias for the rest of the test."""

    def set_options(**options: Any) -> None:
        connection = connections[ALIAS]
        connection.close()
        connection.settings_dict["OPTIONS"].update(options)
        forget_settings(connection)

    return set_options


@contextmanager
def pointed_at(server: Any, django_db_blocker: Any, **options: Any) -> Iterator[None]:
    """Let the alias mean this sandbox, in all threads, and be used in spite of pytest-django."""
    connection = connections[ALIAS]
    entry = connection.settings_dict  # all threads' wrappers hold this one
    before = {key: entry[key] for key in ("HOST", "OPTIONS")}
    with django_db_blocker.unblock():
        ensure_connection = BaseDatabaseWrapper.ensure_connection
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseWrapper, "ensure_connection", ensure_connection)
        for name, method in list(vars(connection).items()):
            if hasattr(method, "wrapped"):  # Django's TestCase forbids the alias
                patch.setattr(connection, name, method.wrapped)
        connection.close()
        entry.update(HOST=server.url, OPTIONS={**entry["OPTIONS"], **options})
        forget_settings(connection)
        try:
            yield
        finally:
            connection.close()
            entry.update(before)
            forget_settings(connection)


def forget_settings(connection: BaseDatabaseWrapper) -> None:
    """Let go of what was computed from the alias' settings."""
    for holder in (connection, connection.ops, connection.features):
        for name in list(vars(holder)):
            if isinstance(getattr(type(holder), name, None), cached_property):
                delattr(holder, name)


def check_ledger(server: Any, *, loses_sessions: bool = False) -> None:
    """Check that no session was lost or shared."""
    assert server.open_sessions == 0, "a session was not logged out"
    assert loses_sessions or server.logins == server.logouts, "each login has one logout"
    assert server.concurrent_calls == 0, "a session had two calls at a time"
