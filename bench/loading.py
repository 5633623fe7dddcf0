"""From the bytes of an answer to model instances."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest import mock

from django.db import connection, connections
from django.db.models import QuerySet
from lxml import etree

from django_sankhya.client.transport import Answer, Payload, Transport
from django_sankhya.models import City, Partner

from .erp import point_at, served
from .measure import Figure, alternate
from .models import COLUMNS, Row

__all__ = ["ROWS", "Loading", "measure_loading"]

ROWS = 5_000


@dataclass(frozen=True)
class Loading:
    """The figures, the size of the answer, and whether all contenders gave the same rows."""

    figures: dict[str, Figure]
    size: int
    equal: bool


def measure_loading() -> Loading:
    """Load 5,000 partners of 8 columns: from XML, by the floor, and from a SQLite table."""
    with served(rows=ROWS + 100, page_size=ROWS) as url:
        point_at(url)
        _copy_to_sqlite()
        questions = {
            "instances": _first(Row.sankhya),
            "values_list": _first(Row.sankhya).values_list(*COLUMNS),
            "Partner.only": _first(Partner.sankhya).only(*COLUMNS),
        }
        contenders: dict[str, Callable[[], Any]] = {}
        connections["sankhya"].ensure_connection()
        for name, rows in questions.items():
            answer = _recorded(rows)
            if not contenders:
                content = answer.content
                contenders["floor"] = partial(_floor, content)
            contenders[name] = _replayed(rows, answer)
            contenders[f"sqlite3 {name}"] = partial(_evaluated, rows.using("default"))
        figures = alternate(contenders)
        equal = _equal(contenders)
        connections["sankhya"].close()
    return Loading(figures, len(content), equal)


def _recorded(rows: QuerySet[Any]) -> Answer:
    """Evaluate over HTTP; give the one answer that it took."""
    answers: list[Answer] = []
    real = Transport.post

    def post(transport: Transport, payload: Payload) -> Answer:
        answers.append(real(transport, payload))
        return answers[-1]

    with mock.patch.object(Transport, "post", post):
        count = len(rows.all())
    (answer,) = answers
    if count != ROWS:
        raise RuntimeError(f"The sandbox gave {count} rows instead of {ROWS}.")
    return answer


def _replayed(rows: QuerySet[Any], answer: Answer) -> Callable[[], list[Any]]:
    """Make a call that evaluates the queryset as ever, but for the socket."""

    def evaluate() -> list[Any]:
        with mock.patch.object(Transport, "post", return_value=answer):
            return list(rows.all())

    return evaluate


def _evaluated(rows: QuerySet[Any]) -> list[Any]:
    return list(rows.all())


def _first(rows: Any) -> QuerySet[Any]:
    return rows.filter(codparc__gt=0, codparc__lte=ROWS)


def _floor(content: bytes) -> list[tuple[str | None, ...]]:
    """Do the least that must be done: parse, and collect the texts of each row."""
    root = etree.fromstring(content)
    return [tuple([cell.text for cell in row]) for row in root.iter("entity")]


def _copy_to_sqlite() -> None:
    """Make a real SQLite table of the same rows, written by Django."""
    with connection.schema_editor() as editor:
        editor.create_model(City)
        editor.create_model(Partner)
    Partner.sankhya.using("default").bulk_create(_first(Partner.sankhya), batch_size=100)


def _equal(contenders: dict[str, Callable[[], Any]]) -> bool:
    """Tell whether all of them give the same values."""
    found = [_values(call()) for name, call in contenders.items() if name != "floor"]
    return len(contenders["floor"]()) == ROWS and all(rows == found[0] for rows in found)


def _values(rows: list[Any]) -> list[tuple[Any, ...]]:
    return sorted(
        row if isinstance(row, tuple) else tuple(getattr(row, name) for name in COLUMNS)
        for row in rows
    )
