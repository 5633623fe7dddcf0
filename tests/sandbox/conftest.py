"""Sandboxes and callers: each test starts from the first data."""

from collections.abc import Iterator

import pytest

from django_sankhya import sandbox

from .caller import Caller


@pytest.fixture(scope="session")
def oracle() -> Iterator[sandbox.Sandbox]:
    with sandbox.serve() as erp:
        yield erp


@pytest.fixture(scope="session")
def sql_server() -> Iterator[sandbox.Sandbox]:
    with sandbox.serve(dialect="sqlserver") as erp:
        yield erp


@pytest.fixture
def erp(oracle: sandbox.Sandbox) -> Iterator[sandbox.Sandbox]:
    yield oracle
    oracle.reset()


@pytest.fixture
def stranger(erp: sandbox.Sandbox) -> Iterator[Caller]:
    """A caller that has not logged in."""
    caller = Caller(erp)
    with caller.http:
        yield caller


@pytest.fixture
def caller(stranger: Caller) -> Caller:
    return stranger.login()


@pytest.fixture
def tsql(sql_server: sandbox.Sandbox) -> Iterator[Caller]:
    """A caller of an ERP on SQL Server."""
    caller = Caller(sql_server)
    with caller.http:
        yield caller.login()
    sql_server.reset()
