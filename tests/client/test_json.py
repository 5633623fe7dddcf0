"""The JSON codec: the ERP's mechanical copy of its XML, quirks included."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_sankhya.client import Fieldset, LoadRecords, Page, Parameter, RemoveRecord, SaveRecord
from django_sankhya.client import json as codec
from django_sankhya.exceptions import (
    ServiceRequestException,
    ServiceRequestMalformedAnswerException,
)
from django_sankhya.redaction import Secret

from .answers import JSON, TRANSACTION, json_error, json_ok, json_page


def load(content: str | bytes, *wanted: str, content_type: str = "application/json") -> Page:
    return codec.page(codec.decode(JSON(content, content_type)).body, wanted)


def entities(entity: Any, *names: str, more: Any = "false") -> str:
    fields: Any = [{"name": name} for name in names]
    return json_ok({"entities": {
        "hasMoreResult": more, "entity": entity, "metadata": {"fields": {"field": fields}},
    }})  # fmt: skip


def test_cells_come_in_the_order_of_a_hash_map() -> None:
    row = {"f6": {"$": "P"}, "_rmd": {"C": {"$": "{}", "provider": "P"}}, "f0": {"$": "54"}}
    row |= {f"f{at}": {"$": str(at)} for at in range(1, 6)}
    page = load(entities(row, *"ABCDEFG"), *"ABCDEFG")
    assert page.rows == [("54", "1", "2", "3", "4", "5", "P")]


@pytest.mark.parametrize(
    "cell",
    [{}, {"$": {}}, {"$": None}],
    ids=["empty object", "object inside $", "null inside $"],
)
def test_each_way_to_write_null_is_none(cell: Any) -> None:
    rows = [{"f0": {"$": "1"}, "f1": cell}, {"f0": {"$": "2"}}]
    assert load(entities(rows, "C", "N"), "C", "N").rows == [("1", None), ("2", None)]


def test_a_single_row_and_a_single_column_are_objects() -> None:
    content = json_page(["C"], [["1"]])
    assert json.loads(content)["responseBody"]["entities"]["entity"] == {"f0": {"$": "1"}}
    assert load(content, "C").rows == [("1",)]


def test_rows_may_also_be_an_array_of_one() -> None:
    assert load(entities([{"f0": {"$": "1"}}], "C"), "C").rows == [("1",)]


def test_no_rows_have_no_entity() -> None:
    page = load(json_page(["C", "N"], []), "C", "N")
    assert (page.rows, page.size, page.has_more) == ([], 0, False)


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("false", False)])
def test_has_more_result(said: str, meant: bool) -> None:
    assert load(json_page(["C"], [["1"]], more=said), "C").has_more is meant


@pytest.mark.parametrize("more", [None, "", "maybe", {}])
def test_an_answer_that_does_not_say_whether_more_follows_is_refused(more: Any) -> None:
    with pytest.raises(ServiceRequestMalformedAnswerException, match="hasMoreResult"):
        load(entities({"f0": {"$": "1"}}, "C", more=more), "C")


def test_an_answer_without_a_column_is_refused() -> None:
    with pytest.raises(ServiceRequestMalformedAnswerException, match="lacks the column N"):
        load(json_page(["C"], [["1"]]), "C", "N")


def test_names_with_dots_duplicates_and_added_keys() -> None:
    content = json_page(["N", "N", "Cidade.UF", "CODPARC"], [["A", "A", "MG", "1"]] * 2)
    assert load(content, "CODPARC", "Cidade_UF", "N").rows == [("1", "MG", "A")] * 2


def test_bare_numbers_keep_their_digits() -> None:
    content = entities({"f0": {"$": 12}, "f1": {"$": 0}}, "C", "N").replace("12", "12.30")
    assert load(content, "C", "N").rows == [("12.30", "0")]


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("application/json;charset=UTF-8", "utf-8"),
        ("application/json;charset=ISO-8859-1", "latin-1"),
        ("application/json", "utf-8"),
        ("application/json", "latin-1"),
        ("application/json;charset=UTF-8", "latin-1"),
        ("application/json;charset=nonsense", "utf-8"),
    ],
)
def test_the_header_tells_the_charset_else_utf_8_else_latin_1(
    content_type: str, charset: str
) -> None:
    content = json_page(["T"], [["Ação é Ü"]]).encode(charset)
    assert load(content, "T", content_type=content_type).rows == [("Ação é Ü",)]


def test_an_error_keeps_its_text_and_code() -> None:
    envelope = codec.decode(JSON(json_error(" Não autorizado.\n", status="3", code="CORE_E1")))
    assert (envelope.status, envelope.message, envelope.code, envelope.transaction_id) == (
        "3",
        "Não autorizado.",
        "CORE_E1",
        TRANSACTION,
    )


def test_a_load_request_is_what_the_protocol_says() -> None:
    request = LoadRecords(
        "Parceiro",
        (Fieldset("", ("CODPARC",)), Fieldset("Cidade", ("NOMECID", "UF"))),
        criteria="this.NOMEPARC = ?",
        parameters=(Parameter('É "O\'"\n', "S"),),
        page=1,
    )
    assert json.loads(codec.encode(request.service, request.body())) == {
        "serviceName": "CRUDServiceProvider.loadRecords",
        "requestBody": {
            "dataSet": {
                "rootEntity": "Parceiro",
                "includePresentationFields": "N",
                "offsetPage": "1",
                "tryJoinedFields": "true",
                "entity": [
                    {"path": "", "fieldset": {"list": "CODPARC"}},
                    {"path": "Cidade", "fieldset": {"list": "NOMECID,UF"}},
                ],
                "criteria": {
                    "expression": {"$": "this.NOMEPARC = ?"},
                    "parameter": [{"$": 'É "O\'"\n', "type": "S"}],
                },
            }
        },
    }


def test_a_save_and_a_remove_request_are_what_the_protocol_says() -> None:
    save = SaveRecord("Contato", (("NOME", "A"), ("EMAIL", "")), (("P", "1"), ("C", "2")))
    data_set = json.loads(codec.encode(save.service, save.body()))["requestBody"]["dataSet"]
    assert data_set["dataRow"] == {
        "localFields": {"NOME": {"$": "A"}, "EMAIL": {"$": ""}},
        "key": {"P": {"$": "1"}, "C": {"$": "2"}},
    }
    remove = RemoveRecord("Contato", (("P", "1"), ("C", "2")))
    assert json.loads(codec.encode(remove.service, remove.body()))["requestBody"] == {
        "entity": {"rootEntity": "Contato", "id": {"P": {"$": "1"}, "C": {"$": "2"}}}
    }


def test_a_secret_is_written_only_into_the_bytes() -> None:
    assert b'"$": "geheim"' in codec.encode("S", {"INTERNO": {"$": Secret("geheim")}})


def test_the_body_of_a_native_answer_keeps_numbers_exact() -> None:
    body = codec.decode(JSON(json_ok({"rows": [[1, 0.1, None]]}).replace("0.1", "0.10"))).body
    assert codec.tree(body)["rows"] == [[1, Decimal("0.10"), None]]
    assert str(codec.tree(body)["rows"][0][1]) == "0.10"
    assert codec.tree([]) == {}


CELLS = st.none() | st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1)
    ),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_any_rows_are_read_in_any_order_of_columns_and_cells(
    rows: list[list[str | None]], chance: random.Random, more: bool
) -> None:
    names = [f"C{at}" for at in range(len(rows[0]))]
    wanted = chance.sample(names, len(names))
    content = json.loads(json_page(names, rows, more=str(more).lower()))
    shuffled = [
        {f"f{at}": {"$": row[at]} if row[at] else {} for at in chance.sample(range(len(row)), len(row))}
        for row in rows
    ]  # fmt: skip
    content["responseBody"]["entities"]["entity"] = shuffled
    page = load(json.dumps(content), *wanted)
    assert page.rows == [tuple(row[names.index(name)] for name in wanted) for row in rows]
    assert page.has_more is more


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "true", "false", "C", "N"])
)
KEYS = st.sampled_from(
    ["entities", "entity", "metadata", "fields", "field", "name", "f0", "f1", "$", "hasMoreResult"]
)
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(TREES)
def test_whatever_the_json_it_is_a_page_or_the_exception_for_it(body: Any) -> None:
    try:
        page = load(json_ok(body), "C", "N")
    except ServiceRequestException:
        return
    assert all(len(row) == 2 for row in page.rows)


@given(TREES)
def test_whatever_the_rows_they_are_texts_or_the_exception_for_them(rows: Any) -> None:
    try:
        page = load(entities(rows, "C", "N"), "C", "N")
    except ServiceRequestException:
        return
    assert all(cell is None or isinstance(cell, str) for row in page.rows for cell in row)
