"""The questions, by theme; the names say what each asks."""

from collections.abc import Mapping

from tests.differential.outcome import Case

from . import comparisons, dates, relations, results, subqueries, texts

__all__ = ["CASES"]

CASES: Mapping[str, Case] = {
    f"{theme.__name__.rpartition('.')[2]}: {name}": case if isinstance(case, Case) else Case(case)
    for theme in (comparisons, texts, dates, relations, subqueries, results)
    for name, case in theme.CASES.items()
}
