"""The XML codec: rows by the metadata, whatever shape the ERP gives them."""

import base64
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from django_sankhya.client import Fieldset, LoadRecords, Page, Parameter, RemoveRecord, SaveRecord
from django_sankhya.client import xml as codec
from django_sankhya.exceptions import (
    DataError,
    ServiceRequestException,
    ServiceRequestMalformedAnswerException,
)
from django_sankhya.redaction import Secret

from .answers import TRANSACTION, XML, xml_error, xml_ok, xml_page


def load(content: str | bytes, *wanted: str, content_type: str = "text/xml") -> Page:
    return codec.page(codec.decode(XML(content, content_type)).body, wanted)


def entities(inner: str, *names: str, more: str = "false") -> str:
    fields = "".join(f'<field name="{name}"/>' for name in names)
    return xml_ok(
        f'<entities hasMoreResult="{more}"><metadata><fields>{fields}</fields></metadata>'
        f"{inner}</entities>"
    )


def test_columns_come_in_the_order_asked_whatever_the_metadata_says() -> None:
    content = xml_page(["NOMEPARC", "Cidade_UF", "CODPARC"], [["A", "MG", "1"], ["B", "SP", "2"]])
    page = load(content, "CODPARC", "NOMEPARC", "Cidade_UF")
    assert page.rows == [("1", "A", "MG"), ("2", "B", "SP")]
    assert (page.size, page.has_more) == (2, False)


def test_cells_may_stand_in_any_order() -> None:
    page = load(entities("<entity><f1>A</f1><f2>MG</f2><f0>1</f0></entity>", "C", "N", "U"), *"CNU")
    assert page.rows == [("1", "A", "MG")]


def test_a_missing_cell_and_an_empty_one_are_none() -> None:
    rows = "<entity><f0>1</f0></entity><entity><f0>2</f0><f1/></entity>"
    assert load(entities(rows, "C", "N"), "C", "N").rows == [("1", None), ("2", None)]


def test_a_gap_never_shifts_the_cells_after_it() -> None:
    rows = (
        "<entity><f0>1</f0><f2>x</f2></entity><entity><f0>2</f0><f1>b</f1><f2>y</f2></entity>"
        "<entity><f1>c</f1></entity><entity/>"
    )
    assert load(entities(rows, *"CNU"), *"CNU").rows == [
        ("1", None, "x"),
        ("2", "b", "y"),
        (None, "c", None),
        (None, None, None),
    ]


@pytest.mark.parametrize("place", ["before", "after"])
def test_rmd_is_no_cell(place: str) -> None:
    rmd = '<_rmd><C provider="P">{"decVlr":2}</C></_rmd>'
    cells = "<f0>1</f0><f1>A</f1>"
    row = f"<entity>{rmd + cells if place == 'before' else cells + rmd}</entity>"
    assert load(entities(row, "C", "N"), "C", "N").rows == [("1", "A")]


def test_only_one_row_and_only_one_column() -> None:
    assert load(entities("<entity><f0>1</f0></entity>", "C"), "C").rows == [("1",)]


def test_no_rows_have_no_entity() -> None:
    page = load(xml_page(["C", "N"], []), "C", "N")
    assert (page.rows, page.size, page.has_more) == ([], 0, False)


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("false", False)])
def test_has_more_result(said: str, meant: bool) -> None:
    assert load(xml_page(["C"], [["1"]], more=said), "C").has_more is meant


@pytest.mark.parametrize("attribute", ['hasMoreResult="maybe"', 'hasMoreResult=""', ""])
def test_an_answer_that_does_not_say_whether_more_follows_is_refused(attribute: str) -> None:
    content = xml_page(["C"], [["1"]]).replace('hasMoreResult="false"', attribute)
    with pytest.raises(ServiceRequestMalformedAnswerException, match="hasMoreResult"):
        load(content, "C")


def test_an_answer_without_metadata_or_without_a_column_is_refused() -> None:
    bare = xml_ok('<entities hasMoreResult="false"><entity><f0>1</f0></entity></entities>')
    with pytest.raises(ServiceRequestMalformedAnswerException, match="metadata"):
        load(bare, "C")
    with pytest.raises(ServiceRequestMalformedAnswerException, match="lacks the column N"):
        load(xml_page(["C"], [["1"]]), "C", "N")


def test_names_with_dots_are_those_with_underscores() -> None:
    assert load(xml_page(["C", "Cidade.UF"], [["1", "MG"]]), "Cidade_UF").rows == [("MG",)]


def test_added_keys_and_duplicates_do_not_shift_columns() -> None:
    content = xml_page(["N", "N", "CODPARC"], [["A", "A", "1"], ["B", "B", "2"]])
    assert load(content, "CODPARC", "N").rows == [("1", "A"), ("2", "B")]


def test_white_space_and_entities_stay_in_texts() -> None:
    texts = [" AGUA  TONICA ", "a\tb\nc\rd", '<SEM PARCEIRO> & "O\'Neil"', "€ ß 漢 🌵"]
    assert load(xml_page(["T"], [[text] for text in texts]), "T").columns == [texts]


def test_pretty_printed_answers_are_read() -> None:
    content = entities("\n <entity>\n  <f0>1</f0>\n  <f1>A</f1>\n </entity>\n", "C", "N")
    assert load(content, "C", "N").rows == [("1", "A")]


def test_comments_and_cdata_change_nothing() -> None:
    row = "<entity><!-- row --><f0><![CDATA[<1>]]></f0><f1>A<!-- x -->B</f1></entity>"
    assert load(entities(row, "C", "N"), "C", "N").rows == [("<1>", "AB")]


@pytest.mark.parametrize(
    ("prolog", "content_type", "charset"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "text/xml", "latin-1"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "text/xml;charset=UTF-8", "latin-1"),
        ('<?xml version="1.0"?>', "text/xml;charset=ISO-8859-1", "latin-1"),
        ("", 'text/xml; charset="iso-8859-1"', "latin-1"),
        ("", "text/xml", "utf-8"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "text/xml;charset=ISO-8859-1", "utf-8"),
        ('<?xml version="1.0" encoding="utf-8"?>', "text/xml;charset=nonsense", "utf-8"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "text/xml", "cp1252"),
    ],
)
def test_the_prolog_tells_the_charset_else_the_header(
    prolog: str, content_type: str, charset: str
) -> None:
    content = prolog + xml_page(["T"], [["Ação é Ü"]]).partition("?>\n")[2]
    assert load(content.encode(charset), "T", content_type=content_type).rows == [("Ação é Ü",)]


def test_a_charset_that_nobody_knows_is_a_malformed_answer() -> None:
    content = xml_page(["T"], [["é"]]).partition("?>\n")[2].encode()
    with pytest.raises(ServiceRequestMalformedAnswerException):
        load(content, "T", content_type="text/xml;charset=klingon")


MESSAGE = "Data de Faturamento deve ser maior ou igual a data de Negociação."


@pytest.mark.parametrize("plain", [False, True], ids=["base64", "plain"])
def test_messages_are_base64_of_latin_1_or_plain(plain: bool) -> None:
    content = xml_error(MESSAGE, code="CORE_E01846", plain=plain).encode("latin-1")
    envelope = codec.decode(XML(content, "text/xml"))
    assert envelope.message == MESSAGE
    assert (envelope.status, envelope.code, envelope.transaction_id) == (
        "0",
        "CORE_E01846",
        TRANSACTION,
    )
    assert envelope.body is None


@pytest.mark.parametrize(
    "message",
    ["Campo obrigatorio", "Deadlock", "Erro", "ORA-01013", "Falha no TOP 1100", "Nota bloqueada."],
)
def test_plain_messages_that_look_like_base64_stay(message: str) -> None:
    assert codec.decode(XML(xml_error(message, plain=True))).message == message


def is_latin_1_only(message: str) -> bool:
    """Tell whether the bytes in Latin-1 would not pass as UTF-8 of another text."""
    try:
        return message.encode("latin-1").decode("utf-8") == message
    except UnicodeDecodeError:
        return True


@given(
    st.text(st.characters(max_codepoint=255, exclude_categories=("Cc",))).filter(is_latin_1_only)
)
def test_every_packed_message_of_latin_1_is_read(message: str) -> None:
    assert codec.decode(XML(xml_error(message).encode("latin-1"))).message == message.strip()


def test_utf_8_inside_base64_is_read_too() -> None:
    packed = base64.b64encode("Não é possível".encode()).decode()
    assert codec.decode(XML(xml_error(packed, plain=True))).message == "Não é possível"


def test_a_load_request_is_what_the_protocol_says() -> None:
    request = LoadRecords(
        "Parceiro",
        (Fieldset("", ("CODPARC", "NOMEPARC")), Fieldset("Cidade.UnidadeFederativa", ("UF",))),
        criteria="this.CODPARC > ? AND this.NOMEPARC <> ?",
        parameters=(Parameter("10", "I"), Parameter("<A> & \"B\" 'C'\r\n", "S")),
        order_by="this.CODPARC",
        page=3,
    )
    root = etree.fromstring(codec.encode(request.service, request.body()))
    assert (root.tag, root.get("serviceName")) == ("serviceRequest", request.service)
    data_set = root.find("requestBody/dataSet")
    assert dict(data_set.attrib) == {
        "rootEntity": "Parceiro",
        "includePresentationFields": "N",
        "offsetPage": "3",
        "tryJoinedFields": "true",
        "orderByExpression": "this.CODPARC",
    }
    assert [(e.get("path"), e.find("fieldset").get("list")) for e in data_set.iter("entity")] == [
        ("", "CODPARC,NOMEPARC"),
        ("Cidade.UnidadeFederativa", "UF"),
    ]
    assert data_set.findtext("criteria/expression") == request.criteria
    assert [(p.get("type"), p.text) for p in data_set.iter("parameter")] == [
        ("I", "10"),
        ("S", "<A> & \"B\" 'C'\r\n"),
    ]


def test_a_save_and_a_remove_request_are_what_the_protocol_says() -> None:
    save = SaveRecord("Contato", (("NOME", "A"), ("EMAIL", "")), (("P", "1"), ("C", "2")), ("C",))
    row = etree.fromstring(codec.encode(save.service, save.body())).find(".//dataRow")
    assert [(e.tag, e.text or "") for e in row.find("localFields")] == [
        ("NOME", "A"),
        ("EMAIL", ""),
    ]
    assert [(e.tag, e.text) for e in row.find("key")] == [("P", "1"), ("C", "2")]
    remove = RemoveRecord("Contato", (("P", "1"), ("C", "2")))
    entity = etree.fromstring(codec.encode(remove.service, remove.body())).find(".//entity")
    assert entity.get("rootEntity") == "Contato"
    assert [(e.tag, e.text) for e in entity.find("id")] == [("P", "1"), ("C", "2")]


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[1m", "\ufffe", "\ud800"])
def test_what_xml_cannot_carry_is_a_data_error(text: str) -> None:
    for member in (text, Secret(text)):
        with pytest.raises(DataError) as caught:
            codec.encode("S", {"NOMUSU": {"$": member}})
        assert "Secret" not in repr(member) or text not in str(caught.value)


def test_a_tree_is_the_json_that_the_erp_would_have_written() -> None:
    body = codec.decode(XML(xml_ok(
        '<pk a="1"><N>740</N></pk><l><i>1</i><i>2</i></l><e/><t>\n text </t>'))).body  # fmt: skip
    assert codec.tree(body) == {
        "pk": {"a": "1", "N": {"$": "740"}},
        "l": {"i": [{"$": "1"}, {"$": "2"}]},
        "e": {},
        "t": {"$": "\n text "},
    }
    assert codec.tree(None) == {}


CELLS = st.none() | st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"), min_size=1
).filter(lambda text: not {"\ufffe", "\uffff"} & set(text))


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
    content = xml_page(names, rows, more=str(more).lower())
    root = etree.fromstring(content.encode())
    for entity in root.iter("entity"):
        cells = list(entity)
        chance.shuffle(cells)
        entity[:] = [cell for cell in cells if cell.text or chance.random() < 0.5]
    page = load(etree.tostring(root, encoding="UTF-8"), *wanted)
    assert page.rows == [tuple(row[names.index(name)] for name in wanted) for row in rows]
    assert page.has_more is more


TAGS = st.sampled_from(
    ["entities", "entity", "metadata", "fields", "field", "f0", "f1", "_rmd", "responseBody"]
)


def _elements(children: Any) -> Any:
    attributes = st.dictionaries(
        st.sampled_from(["name", "hasMoreResult", "total"]),
        st.sampled_from(["true", "false", "C", "N", "", "1"]),
    )
    return st.builds(
        lambda tag, attrib, inner: (
            f"<{tag}{''.join(f' {n}={chr(34)}{v}{chr(34)}' for n, v in attrib.items())}>"
            f"{''.join(inner)}</{tag}>"
        ),
        TAGS,
        attributes,
        st.lists(children, max_size=4),
    )


@given(st.recursive(st.sampled_from(["", "1", "S"]), _elements, max_leaves=12))
def test_whatever_the_xml_it_is_a_page_or_the_exception_for_it(body: str) -> None:
    try:
        page = load(xml_ok(body), "C", "N")
    except ServiceRequestException:
        return
    assert all(len(row) == 2 for row in page.rows)
