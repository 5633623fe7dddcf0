"""The questions, by theme; the names say what each asks."""

from collections.abc import Mapping
from types import ModuleType

from tests.differential.outcome import Case

from . import comparisons, dates, orders, relations, results, subqueries, texts

__all__ = ["CASES", "CONDITIONS"]


def _named(*themes: ModuleType) -> dict[str, Case]:
    return {
        f"{theme.__name__.rpartition('.')[2]}: {name}": (
            case if isinstance(case, Case) else Case(case)
        )
        for theme in themes
        for name, case in theme.CASES.items()
    }


# Conditions and orders decide which rows come; the others ask for what comes with a row.
CONDITIONS: Mapping[str, Case] = _named(comparisons, texts, dates, relations, subqueries, orders)
CASES: Mapping[str, Case] = {**CONDITIONS, **_named(results)}
