"""Values are exact: what is written is what is read, by each type and on each way.

Every law is tested through `values` alone, through the codecs, and, for the types of a model,
through a real save and a real read.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from django_sankhya import values
from django_sankhya.client import LoadRecords, Parameter, SaveRecord
from django_sankhya.client import json as json_codec
from django_sankhya.client import xml as xml_codec
from django_sankhya.exceptions import DataError
from django_sankhya.models import City, Partner

from .client.answers import JSON, XML, json_page, xml_page

BRASILIA = ZoneInfo("America/Sao_Paulo")

# What XML 1.0 can carry; \r only survives as a character reference, which both sides write.
SENDABLE = st.characters(exclude_categories=("Cs",)).filter(
    lambda char: char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff")
)
TEXTS = st.text(SENDABLE, min_size=1)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
DATES = st.dates()
MOMENTS = st.datetimes().map(lambda moment: moment.replace(microsecond=0))

Reader = Callable[[values.Column], Sequence[Any]]
KINDS: dict[str, tuple[st.SearchStrategy[Any], Reader]] = {
    "text": (TEXTS, values.text),
    "integer": (st.integers(), values.integer),
    "decimal": (DECIMALS, values.decimal),
    "boolean": (st.booleans(), values.boolean),
    "date": (DATES, values.date_only),
    "naive date-time": (MOMENTS, values.date_time(None)),
    "float": (st.floats(allow_nan=False, allow_infinity=False), values.floating),
}
by_kind = pytest.mark.parametrize("kind", KINDS)


def through_xml(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Sequence[Any]:
    """Read rows back from the XML of an answer."""
    answer = XML(xml_page(names, rows))
    return xml_codec.page(xml_codec.decode(answer).body, tuple(names)).columns


def through_json(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Sequence[Any]:
    """Read rows back from the JSON of an answer."""
    answer = JSON(json_page(names, rows))
    return json_codec.page(json_codec.decode(answer).body, tuple(names)).columns


WAYS: dict[str, Callable[[Sequence[str], Sequence[Sequence[str | None]]], Sequence[Any]]] = {
    "alone": lambda names, rows: list(zip(*rows, strict=True)),
    "XML": through_xml,
    "JSON": through_json,
}
by_way = pytest.mark.parametrize("way", WAYS)


def same(read: Any, written: Any) -> bool:
    """Tell whether both are equal in value, in type and, for decimals, as numbers exactly."""
    return type(read) is type(written) and bool(read == written)


@by_kind
@by_way
@given(st.data())
def test_what_is_written_is_read(way: str, kind: str, data: st.DataObject) -> None:
    strategy, read = KINDS[kind]
    written = data.draw(st.lists(st.none() | strategy, min_size=1, max_size=5))
    rows = [[values.encode(value) or None] for value in written]
    (column,) = WAYS[way](["C"], rows)
    found = list(read(column))
    assert len(found) == len(written)
    assert all(map(same, found, written))


@given(st.lists(st.text(SENDABLE), min_size=1))
def test_an_empty_text_is_none_or_stays_empty_where_null_is_not_allowed(texts: list[str]) -> None:
    assert list(values.text(texts)) == [text or None for text in texts]
    assert list(values.text_not_null([*texts, None])) == [*texts, ""]


@given(MOMENTS)
def test_aware_date_times_are_those_of_the_zone(moment: datetime) -> None:
    written = values.encode(moment)
    (read,) = values.date_time(BRASILIA)([written])
    assert read == moment.replace(tzinfo=BRASILIA)
    assert read is not None
    assert read.tzinfo is BRASILIA


@given(DATES)
def test_dates_of_date_times_and_date_times_of_dates(day: date) -> None:
    midnight = datetime.combine(day, time())
    assert values.date_only([values.encode(midnight)]) == [day]
    assert values.date_time(None)([values.encode(day)]) == [midnight]


@pytest.mark.parametrize(
    ("value", "wire", "letter"),
    [
        ("00000000000191", "00000000000191", "S"),
        ("", "", "S"),
        (" x ", " x ", "S"),
        (True, "S", "S"),
        (False, "N", "S"),
        (0, "0", "I"),
        (-12, "-12", "I"),
        (10**20, "100000000000000000000", "I"),
        (Decimal("0.1"), "0.1", "F"),
        (Decimal("0.10"), "0.10", "F"),
        (Decimal("-1E+3"), "-1000", "F"),
        (Decimal("1E-7"), "0.0000001", "F"),
        (1e22, "10000000000000000000000", "F"),
        (0.1, "0.1", "F"),
        (date(2026, 1, 2), "02/01/2026", "D"),
        (date(1, 4, 1), "01/04/0001", "D"),
        (datetime(2026, 1, 2, 3, 4, 5), "02/01/2026 03:04:05", "H"),
        (datetime(2026, 1, 2), "02/01/2026 00:00:00", "H"),
    ],
)
def test_the_wire_has_one_form(value: Any, wire: str, letter: str) -> None:
    assert (values.encode(value), values.parameter_type(value)) == (wire, letter)


def test_none_is_the_empty_text() -> None:
    assert values.encode(None) == ""


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (values.text, "00000000000191", "00000000000191"),
        (values.decimal, "0.1", Decimal("0.1")),
        (values.decimal, "1000", Decimal(1000)),
        (values.decimal, "-.5", Decimal("-0.5")),
        (values.integer, "1.00", 1),
        (values.integer, "-999999999", -999999999),
        (values.date_only, "28/10/2016", date(2016, 10, 28)),
        (values.date_only, "28/10/2016 13:14:15", date(2016, 10, 28)),
        (values.date_time(None), "28/10/2016", datetime(2016, 10, 28)),
        (values.date_time(None), "01/04/0001", datetime(1, 4, 1)),
        (values.boolean, "S", True),
    ],
)
def test_cells_as_the_erp_writes_them(read: Reader, cell: str, value: Any) -> None:
    found = list(read([cell, "", None]))
    assert found == [value, None, None]
    assert str(found[0]) == str(value), "digits and zeros too"


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (values.integer, "1.5"),
        (values.integer, "x"),
        (values.decimal, "1,5"),
        (values.decimal, "R$ 1"),
        (values.boolean, "X"),
        (values.boolean, "s"),
        (values.date_only, "2016-10-28"),
        (values.date_only, "31/02/2016"),
        (values.date_only, "28/10/16"),
        (values.date_time(None), "28/10/2016 25:00:00"),
        (values.date_time(None), "28102016 00:00:00"),
        (values.floating, "abc"),
    ],
)
def test_a_cell_of_another_type_is_refused_and_shown(read: Reader, cell: str) -> None:
    with pytest.raises(DataError) as caught:
        list(read([cell]))
    assert cell in str(caught.value)


@given(
    st.text(SENDABLE),
    st.characters(exclude_characters="\t\n\r", categories=("Cc", "Cs"), max_codepoint=0xFFFF)
    .filter(lambda char: char < " " or char >= "\ud800")
    | st.sampled_from("\ufffe\uffff"),
    st.text(SENDABLE),
)  # fmt: skip
def test_a_character_that_cannot_be_sent_is_named(before: str, wrong: str, after: str) -> None:
    with pytest.raises(DataError) as caught:
        values.encode(before + wrong + after)
    assert f"U+{ord(wrong):04X} at position {len(before)} " in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "value",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("sNaN"),
        float("nan"),
        float("-inf"),
        datetime(2026, 1, 2, tzinfo=UTC),
        datetime(2026, 1, 2, 3, 4, 5, 6),
        b"bytes",
        object(),
        [1],
    ],
    ids=repr,
)
def test_what_the_wire_has_no_form_for_is_refused(value: Any) -> None:
    with pytest.raises(DataError):
        values.encode(value)


@by_kind
@given(st.data())
def test_what_is_asked_arrives_in_the_request(kind: str, data: st.DataObject) -> None:
    value = data.draw(KINDS[kind][0])
    text = values.encode(value)
    parameter = Parameter(text, values.parameter_type(value))
    load = LoadRecords("E", (), criteria="this.C = ?", parameters=(parameter,))
    save = SaveRecord("E", values=(("C", text),))
    in_json = json.loads(json_codec.encode(load.service, load.body()))
    assert in_json["requestBody"]["dataSet"]["criteria"]["parameter"][0]["$"] == text
    for request in (load, save):
        read = xml_codec.etree.fromstring(xml_codec.encode(request.service, request.body()))
        assert (read.findtext(".//parameter") or read.findtext(".//C")) == text


# -- through the ERP -------------------------------------------------------------------------

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STORED_TEXTS = st.text(SENDABLE, min_size=1, max_size=80)
STORED_DECIMALS = st.decimals(
    min_value=Decimal("-9999999999.99"), max_value=Decimal("9999999999.99"), places=2
)
STORED_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


@pytest.fixture(params=["xml", "json"])
def saved(
    request: pytest.FixtureRequest, sankhya_options: Callable[..., None]
) -> Callable[[str, Any], Any]:
    """Save a partner's column, and give what another read finds."""
    sankhya_options(format=request.param)
    partner = Partner.sankhya.create(
        nomeparc="Valores", tippessoa="J", classificms="C", cidade_id=1, ativo=True
    )

    def save(field: str, value: Any) -> Any:
        setattr(partner, field, value)
        partner.save(update_fields=[field])
        return Partner.sankhya.values_list(field, flat=True).get(pk=partner.pk)

    return save


@FEW
@given(STORED_TEXTS)
@example("00000000000191")
@example(" \t'\"%_\\<&>é🌵\r\n ")
@example("'; DROP TABLE TGFPAR --")
def test_saved_texts_are_read(saved: Callable[[str, Any], Any], text: str) -> None:
    assert saved("nomeparc", text) == text


@FEW
@given(STORED_DECIMALS)
@example(Decimal("0.10"))
@example(Decimal("0.00"))
@example(Decimal("-0.01"))
def test_saved_decimals_are_read(saved: Callable[[str, Any], Any], amount: Decimal) -> None:
    found = saved("limcred", amount)
    assert same(found, amount)


@FEW
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_saved_dates_are_read(saved: Callable[[str, Any], Any], day: date) -> None:
    assert same(saved("dtnasc", day), day)


@FEW
@given(STORED_MOMENTS.map(lambda moment: moment.replace(tzinfo=UTC)))
@example(datetime(2026, 3, 1, 3, 0, tzinfo=UTC))
def test_saved_moments_are_read(saved: Callable[[str, Any], Any], moment: datetime) -> None:
    local = moment.astimezone(BRASILIA)
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        return  # the ERP's local time names two moments there, or none
    found = saved("dtultcontato", moment)
    assert found == moment
    assert found.utcoffset() is not None


@FEW
@given(st.booleans())
def test_saved_flags_are_read(saved: Callable[[str, Any], Any], flag: bool) -> None:
    assert saved("bloquear", flag) is flag


@FEW
@given(st.integers(-99999, 99999) | st.none())
def test_saved_integers_are_read(saved: Callable[[str, Any], Any], number: int | None) -> None:
    assert same(saved("prazopag", number), number)


def test_an_empty_text_is_saved_as_null(saved: Callable[[str, Any], Any]) -> None:
    assert saved("email", "") is None
    assert Partner.sankhya.filter(nomeparc="Valores", email__isnull=True).exists()


def test_a_text_that_cannot_be_sent_saves_nothing(erp: Any) -> None:
    before = erp.sql("SELECT COUNT(*) FROM TSICID")
    with pytest.raises(DataError, match="U\\+0000"):
        City.sankhya.create(nomecid="a\x00b")
    assert erp.sql("SELECT COUNT(*) FROM TSICID") == before
    assert erp.calls["CRUDServiceProvider.saveRecord"] == 0
