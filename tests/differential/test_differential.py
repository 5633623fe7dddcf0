"""Each question, asked of the ERP and of Django's own sqlite3 backend, has the same answer."""

import pytest

from .cases import CASES, CONDITIONS
from .conftest import Sides


@pytest.mark.parametrize("name", CASES)
def test_the_erp_answers_as_sqlite3_does(sides: Sides, name: str) -> None:
    case = CASES[name]
    if sides.dialect not in case.dialects:
        pytest.skip("not in this dialect")
    sides.compare(case, rows_only=name in CONDITIONS)


def test_there_are_enough_questions() -> None:
    assert len(CASES) >= 200
