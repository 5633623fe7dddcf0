"""What the tests of the client share: a scripted server, clients, and an eye for secrets."""

import logging
import pickle
import traceback
from collections.abc import Callable, Iterator

import pytest
from django.db.models import QuerySet

from django_sankhya.client import Client
from django_sankhya.redaction import Secret

from .wire import Wire

PASSWORD = "s3nha-muito-secreta"
SESSION = "SESSAO0123456789abcdefSESSAO"


@pytest.fixture
def wire() -> Iterator[Wire]:
    with Wire() as server:
        yield server


@pytest.fixture
def client(wire: Wire) -> Iterator[Callable[..., Client]]:
    """Make clients of the scripted server, closed in the end."""
    made: list[Client] = []

    def make(url: str = "", *, timeout: float = 5.0, **options: object) -> Client:
        made.append(Client(url or wire.url, timeout=timeout, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def session() -> Secret:
    return Secret(SESSION)


@pytest.fixture
def shown(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> Callable[[BaseException], str]:
    """Collect whatever a person, a log or an error tracker would see of a problem."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(QuerySet, "__repr__", object.__repr__)  # it would ask the ERP again

    def collect(problem: BaseException) -> str:
        below = problem.__traceback__ and problem.__traceback__.tb_next  # not the test's own locals
        trace = traceback.TracebackException(type(problem), problem, below, capture_locals=True)
        records = [f"{record.getMessage()} {record.args!r} {vars(record)!r}"
                   for record in caplog.records]  # fmt: skip
        pickled = pickle.dumps(problem).decode("latin-1")
        return "\n".join([str(problem), repr(problem), *trace.format(), pickled, *records])

    return collect
