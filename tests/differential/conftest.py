"""Both sides of a comparison: an ERP and Django's sqlite3 backend, with the same rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.conftest import Sandboxes, check_ledger, pointed_at

from .outcome import Case, outcome
from .planted import plant
from .reference import Reference

FORMATS = {"oracle": "xml", "sqlserver": "json"}


@dataclass(frozen=True)
class Sides:
    """The ERP and the reference."""

    erp: Any
    reference: Reference
    dialect: str

    def compare(self, case: Case, *, rows_only: bool = False) -> None:
        """Check that both give the same."""
        with self.reference.asked():
            expected = outcome(case.reference or case.ask, rows_only=rows_only)
        assert outcome(case.ask, rows_only=rows_only) == expected


@pytest.fixture(scope="session")
def planted(sandboxes: Sandboxes) -> dict[str, Any]:
    """Serve an ERP in each dialect, with rows that lie in wait."""
    served = {dialect: sandboxes.serve(dialect=dialect) for dialect in FORMATS}
    for erp in served.values():
        plant(erp)
    return served


@pytest.fixture(scope="session")
def reference(planted: dict[str, Any], django_db_blocker: Any) -> Iterator[Reference]:
    with django_db_blocker.unblock():
        ensure_connection = BaseDatabaseWrapper.ensure_connection
        made = Reference(ensure_connection)
    made.fill(planted["oracle"])
    yield made
    made.close()


@pytest.fixture(scope="module", params=FORMATS, ids=[f"{d}/{f}" for d, f in FORMATS.items()])
def sides(
    request: pytest.FixtureRequest,
    planted: dict[str, Any],
    reference: Reference,
    django_db_blocker: Any,
) -> Iterator[Sides]:
    """Point the alias at the ERP of a dialect; all questions of a module share one session."""
    dialect = request.param
    erp = planted[dialect]
    options = {"dialect": dialect, "format": FORMATS[dialect]}
    with pointed_at(erp, django_db_blocker, **options):
        yield Sides(erp, reference, dialect)
    assert erp.logins == 1, "one session was enough"
    check_ledger(erp)
    erp.forget()
