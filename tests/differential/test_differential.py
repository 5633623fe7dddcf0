"""Each question, asked of the ERP and of Django's own sqlite3 backend, has the same answer."""

import pytest

from .cases import CASES
from .conftest import Sides
from .outcome import Case


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_erp_answers_as_sqlite3_does(sides: Sides, case: Case) -> None:
    if sides.dialect not in case.dialects:
        pytest.skip("not in this dialect")
    sides.compare(case)


def test_there_are_enough_questions() -> None:
    assert len(CASES) >= 200
