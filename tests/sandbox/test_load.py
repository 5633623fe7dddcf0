"""loadRecords and loadRecord: pages, columns, values, criteria."""

from typing import Any

import pytest

from django_sankhya import sandbox

from .caller import Caller, names, rows


def test_a_page(caller: Caller) -> None:
    answer = caller.load("Parceiro", "CODPARC, NOMEPARC", orderByExpression="this.CODPARC")
    entities = answer["responseBody"]["entities"]
    assert list(entities)[:4] == ["total", "hasMoreResult", "offsetPage", "offset"]
    assert entities["total"] == "50"
    assert entities["hasMoreResult"] == "true"
    assert names(answer) == ["CODPARC", "NOMEPARC"]
    assert rows(answer)[1] == {"f0": {"$": "1"}, "f1": {"$": "BANCO DO BRASIL"}}


def test_the_last_page_and_beyond(caller: Caller) -> None:
    last = caller.load("Parceiro", "CODPARC", page="6")["responseBody"]["entities"]
    assert (last["total"], last["hasMoreResult"], last["offsetPage"]) == ("1", "false", "6")
    beyond = caller.load("Parceiro", "CODPARC", page="7")["responseBody"]["entities"]
    assert beyond["total"] == "0"
    assert "entity" not in beyond
    assert beyond["metadata"]["fields"]["field"] == {"name": "CODPARC"}


def test_a_full_last_page_has_no_more() -> None:
    with sandbox.serve(rows=9, page_size=5) as erp, Caller(erp).http:
        caller = Caller(erp).login()
        second = caller.load("Parceiro", "CODPARC", page="1")["responseBody"]["entities"]
        assert (second["total"], second["hasMoreResult"]) == ("5", "false")
        caller.http.close()


def test_without_page_there_is_only_total_and_metadata(caller: Caller) -> None:
    entities = caller.load("Parceiro", "CODPARC", page=None)["responseBody"]["entities"]
    assert set(entities) == {"total", "metadata", "entity"}
    assert entities["total"] == "150"


def test_one_row_is_an_object(caller: Caller) -> None:
    answer = caller.load("Parceiro", "NOMEPARC", "this.CODPARC = ?", ("I", "2"))
    assert answer["responseBody"]["entities"]["entity"] == {
        "f0": {"$": "D'Ávila & Filhos"},
        "f1": {"$": "2"},
    }


def test_columns_are_deduplicated_and_completed_by_the_key(caller: Caller) -> None:
    answer = caller.load("Contato", "NOMECONTATO,ATIVO,NOMECONTATO", includePresentationFields="N")
    assert names(answer) == ["NOMECONTATO", "ATIVO", "CODPARC", "CODCONTATO"]


def test_presentation_columns_come_last_in_the_order_of_their_keys(caller: Caller) -> None:
    answer = caller.load(
        "Parceiro", "CODVEND,CODCID,CODPARCMATRIZ,NOMEPARC", "CODPARC = 2",
        includePresentationFields="S",
    )  # fmt: skip
    assert names(answer) == [
        "CODVEND", "CODCID", "CODPARCMATRIZ", "NOMEPARC", "CODPARC",
        "Vendedor_APELIDO", "Cidade_NOMECID",
    ]  # fmt: skip
    assert rows(answer)[0]["f6"] == {"$": "Uberlândia"}


def test_foreign_key_0_shows_its_row(caller: Caller) -> None:
    answer = caller.load("Parceiro", "CODVEND", "CODPARC = 1", includePresentationFields="S")
    assert rows(answer)[0]["f2"] == {"$": "<SEM VENDEDOR>"}


def test_entity_paths_to_any_depth(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Contato", "offsetPage": "0", "entity": [
        {"path": "", "fieldset": {"list": "CODPARC"}},
        {"path": "Parceiro", "fieldset": {"list": "NOMEPARC"}},
        {"path": "Parceiro.Cidade.UnidadeFederativa", "fieldset": {"list": "UF"}},
    ], "criteria": {"expression": {"$": "CODPARC = 2"}}}}  # fmt: skip
    answer = caller.json("CRUDServiceProvider.loadRecords", body)
    assert names(answer) == [
        "CODPARC", "Parceiro_NOMEPARC", "Parceiro_Cidade_UnidadeFederativa_UF", "CODCONTATO",
    ]  # fmt: skip
    assert [row["f2"]["$"] for row in rows(answer)] == ["MG"] * len(rows(answer))


def test_paths_keep_rows_without_the_related_one(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Parceiro", "offsetPage": "0", "entity": [
        {"path": "", "fieldset": {"list": "CODPARC"}},
        {"path": "ParceiroMatriz", "fieldset": {"list": "NOMEPARC"}},
    ], "criteria": {"expression": {"$": "this.CODPARC IN (10, 11)"}}}}  # fmt: skip
    found = rows(caller.json("CRUDServiceProvider.loadRecords", body))
    assert [row["f1"] for row in found] == [{}, {"$": "D'Ávila & Filhos"}]


def test_field_lists(caller: Caller) -> None:
    every = caller.load("UnidadeFederativa", "*", "CODUF = 25")
    assert len(names(every)) == 31
    assert names(every)[:3] == ["CODUF", "UF", "DESCRICAO"]
    root = caller.xml(
        "CRUDServiceProvider.loadRecords",
        '<dataSet rootEntity="UnidadeFederativa" offsetPage="0"><entity path="">'
        '<field name="UF"/><field name="CODUF"/></entity></dataSet>',
    )
    assert [f.get("name") for f in root.iter("field")] == ["UF", "CODUF"]


def test_xml(caller: Caller) -> None:
    root = caller.xml(
        "CRUDServiceProvider.loadRecords",
        '<dataSet rootEntity="Parceiro" offsetPage="0" orderByExpression="this.CODPARC">'
        '<entity path=""><fieldset list="NOMEPARC,RAZAOSOCIAL,LIMCRED"/></entity>'
        "<criteria><expression>this.CODPARC &gt; ? AND this.CODPARC &lt; 5</expression>"
        '<parameter type="I">2</parameter></criteria></dataSet>',
    )
    entities = root.find("responseBody/entities")
    assert dict(entities.attrib) == {
        "total": "2", "hasMoreResult": "false", "offsetPage": "0", "offset": "0",
    }  # fmt: skip
    assert entities[0].tag == "metadata"
    cells = [[cell.text for cell in row] for row in entities.findall("entity")]
    assert cells[0] == ["100% Algodão", "Tecidos 100% Algodão", "1000.5", "3"]
    assert cells[1] == ["Auto_Peças _ Silva", None, "0", "4"]


@pytest.mark.parametrize(
    ("code", "field", "text"),
    [
        ("1", "CGC_CPF", "00000000000191"),
        ("1", "LIMCRED", "0.1"),
        ("2", "LIMCRED", "12345678.9"),
        ("3", "LIMCRED", "1000.5"),
        ("6", "LIMCRED", "-15.25"),
        ("13", "LIMCRED", "123456789012.34"),
        ("7", "LIMCRED", "250"),
        ("4", "RAZAOSOCIAL", None),
        ("5", "OBSERVACOES", "linha 1\nlinha 2 <b>&amp;</b>"),
        ("14", "NOMEPARC", "Espaço no fim "),
        ("7", "DTNASC", "29/02/1980"),
        ("6", "DTULTCONTATO", "01/03/2021 23:59:59"),
        ("7", "DTULTCONTATO", "01/03/2021"),
        ("13", "DTULTNEGOC", "01/04/0001"),
        ("9", "ATIVO", "N"),
    ],
)
def test_values(caller: Caller, code: str, field: str, text: str | None) -> None:
    assert caller.column("Parceiro", field, "this.CODPARC = ?", ("I", code)) == [text]


def test_members_come_in_the_order_of_a_java_hash_map(caller: Caller) -> None:
    fields = "NOMECID,UF,CODREG,DDD,CODMUNFIS,DTALTER,POPULACAO,DISTANCIA,LATITUDE,LONGITUDE"
    (row,) = rows(caller.load("Cidade", fields, "CODCID = 1"))
    assert list(row) == ["f6", "f7", "f8", "f9", "f10", "f0", "f1", "f2", "f3", "f4", "f5"]


def test_a_bare_expression_in_json_is_ignored(caller: Caller) -> None:
    body: dict[str, Any] = {"dataSet": {
        "rootEntity": "Parceiro", "offsetPage": "0", "entity": {"fieldset": {"list": "CODPARC"}},
        "criteria": {"expression": "this.CODPARC = 1"},
    }}  # fmt: skip
    answer = caller.json("CRUDServiceProvider.loadRecords", body)
    assert answer["responseBody"]["entities"]["total"] == "50"
    with sandbox.serve(rows=5, strict=True) as erp:
        strict = Caller(erp)
        with strict.http:
            assert strict.login().json("CRUDServiceProvider.loadRecords", body)["status"] == "0"


@pytest.mark.parametrize(
    ("expression", "parameters", "codes"),
    [
        ("this.CODPARC = ?", [("I", "1")], ["1"]),
        ("CODPARC = ?", [("I", "1")], ["1"]),
        ("Parceiro.CODPARC = 1", [], ["1"]),
        ("this.CGC_CPF = ?", [("S", "00000000000191")], ["1"]),
        ("this.LIMCRED = ?", [("F", "12345678.90")], ["2"]),
        ("this.DTULTCONTATO = ?", [("D", "01/03/2021")], ["7"]),
        ("this.DTULTCONTATO = ?", [("H", "01/03/2021 23:59:59")], ["6"]),
        ("this.NOMEPARC LIKE ? ESCAPE '\\'", [("S", "100\\%%")], ["3"]),
        ("this.NOMEPARC LIKE ? ESCAPE '\\'", [("S", "%\\\\%")], ["5"]),
        ("this.NOMEPARC = 'D''Ávila & Filhos'", [], ["2"]),
        ("UPPER(this.NOMEPARC) = UPPER(?) AND CODPARC < 9", [("S", "joão da conceição")], ["7", "8"]),
        ("this.CODPARC BETWEEN ? AND ?", [("I", "3"), ("I", "4")], ["3", "4"]),
        ("this.NOMEPARC IS NULL", [], ["10"]),
        ("NOT (this.CODPARC > ?)", [("I", "1")], ["0", "1"]),
        ("this.CODPARC IN (?, ?)", [("I", "1"), ("I", "3")], ["1", "3"]),
        ("Cidade.NOMECID = ? AND CODPARC < 8", [("S", "Uberlândia")], ["2", "7"]),
        ("this.CODPARC < 8 AND this.CODCID IN (SELECT U0.CODCID FROM TSICID U0"
         " INNER JOIN TSIUFS U1 ON U1.CODUF = U0.UF WHERE U1.UF = ?)", [("S", "MG")], ["2", "7"]),
        ("EXISTS (SELECT 1 FROM TGFPAR F WHERE F.CODPARCMATRIZ = this.CODPARC)", [], ["2"]),
        ("this.CODPARC = (SELECT MIN(P.CODPARC) FROM TGFPAR P WHERE P.CODPARC > 0)", [], ["1"]),
        ("this.DTULTCONTATO = TO_DATE('28/02/2021 12:00:00','DD/MM/YYYY HH24:MI:SS')", [], ["8"]),
        ("", [], None),
        ("this.CODPARC = 1", [("I", "99")], ["1"]),
    ],
)  # fmt: skip
def test_criteria(
    caller: Caller, expression: str, parameters: list[tuple[str, str]], codes: list[str] | None
) -> None:
    found = caller.column(
        "Parceiro", "CODPARC", expression, *parameters, orderByExpression="this.CODPARC"
    )
    assert found == codes if codes is not None else len(found) == 50


def test_a_value_attribute_stands_in_for_the_text(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Parceiro", "offsetPage": "0",
        "entity": {"fieldset": {"list": "CODPARC"}},
        "criteria": {"expression": {"$": "CODPARC = ?"}, "parameter": {"type": "I", "value": 4}},
    }}  # fmt: skip
    answer = caller.json("CRUDServiceProvider.loadRecords", body)
    assert [row["f0"]["$"] for row in rows(answer)] == ["4"]


def test_a_question_mark_inside_quotes_is_a_letter(caller: Caller) -> None:
    assert caller.column("Parceiro", "CODPARC", "NOMEPARC LIKE '%?%'", ("S", "A")) == []


def test_many_ids(caller: Caller) -> None:
    marks = ", ".join("?" * 1500)
    ids = [("I", str(number)) for number in range(1500)]
    found = caller.column("Parceiro", "CODPARC", f"this.CODPARC IN ({marks})", *ids)
    assert len(found) == 50


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("this.CODPARC DESC", "300"),
        ("this.LIMCRED DESC, this.CODPARC", "0"),  # NULLs first, as Oracle sorts descending
        ("this.LIMCRED, this.CODPARC", "6"),
        ("(SELECT C.NOMECID FROM TSICID C WHERE C.CODCID = this.CODCID), CODPARC", "0"),
        ("Cidade.NOMECID DESC NULLS LAST, this.CODPARC", None),
    ],
)
def test_order(caller: Caller, order: str, first: str | None) -> None:
    found = caller.column("Parceiro", "CODPARC", orderByExpression=order)
    assert first is None or found[0] == first


def test_sql_server_sorts_nulls_first(tsql: Caller) -> None:
    found = tsql.column("Parceiro", "LIMCRED", orderByExpression="this.LIMCRED, this.CODPARC")
    assert found[0] is None


def test_instances_of_one_table(caller: Caller) -> None:
    assert caller.column("Transportadora", "NOMEPARC", "CODPARC = 12") == ["Transportes Além-Mar"]


def test_load_record(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Contato", "entity": [
        {"path": "", "fieldset": {"list": "NOMECONTATO"}},
        {"path": "Parceiro", "fieldset": {"list": "NOMEPARC"}},
    ], "rows": {"row": {"CODPARC": {"$": "2"}, "CODCONTATO": {"$": "1"}}}}}  # fmt: skip
    entities = caller.json("CRUDServiceProvider.loadRecord", body)["responseBody"]["entities"]
    assert entities["total"] == "1"
    assert entities["entity"]["Parceiro_NOMEPARC"] == {"$": "D'Ávila & Filhos"}
    assert entities["entity"]["CODCONTATO"] == {"$": "1"}
    root = caller.xml(
        "CRUDServiceProvider.loadRecord",
        '<dataSet rootEntity="Cidade"><entity path=""><fieldset list="NOMECID"/></entity>'
        "<rows><row><CODCID>28</CODCID></row></rows></dataSet>",
    )
    assert root.findtext("responseBody/entities/entity/NOMECID") == "Uberlândia"


@pytest.mark.parametrize(
    ("entity", "fields", "expression", "code", "text"),
    [
        ("Parceiro", "NADA", "", "CORE_E04064", "Descritor do campo 'NADA' inválido."),
        ("Parceiro", "Parceiro_NOMEPARC", "", "CORE_E04064",
         "Descritor do campo 'Parceiro_NOMEPARC' inválido."),
        ("Partner", "X", "", None,
         "Não foi encontrado objeto de acesso a dados para este BMP: mge-dwf:Partner."),
        ("parceiro", "X", "", None,
         "Não foi encontrado objeto de acesso a dados para este BMP: mge-dwf:parceiro."),
        ("Parceiro", "CODPARC", "this.NADA = 1", None,
         'ORA-00904: "THIS"."NADA": identificador inválido'),
        ("Parceiro", "CODPARC", "Nada.CODPARC = 1", None,
         'ORA-00904: "NADA"."CODPARC": identificador inválido'),
        ("Parceiro", "CODPARC", "this.CODPARC = ?", None,
         "Parâmetro IN ou OUT ausente do índice:: 1"),
        ("Parceiro", "CODPARC", "this.ATIVO", None, "ORA-00920: operador relacional inválido"),
        ("Parceiro", "CODPARC", "this.NOMEPARC = 'x", None, "Delimitador ''' desbalanceado"),
    ],
)  # fmt: skip
def test_errors(
    caller: Caller, entity: str, fields: str, expression: str, code: str | None, text: str
) -> None:
    answer = caller.load(entity, fields, expression)
    assert answer["status"] == "0"
    assert answer["statusMessage"] == text
    assert answer.get("tsError", {}).get("tsErrorCode") == code
    assert "responseBody" not in answer


@pytest.mark.parametrize(
    "expression", ["1 = 1) OR (1 = 1", "CODPARC = 1; DELETE FROM TGFPAR", "CODPARC =", "= 1 = 2 ("]
)
def test_what_does_not_parse_is_an_invalid_expression(caller: Caller, expression: str) -> None:
    answer = caller.load("Parceiro", "CODPARC", expression)
    assert answer["status"] == "0"
    assert answer["statusMessage"].startswith("Expressão inválida")


def test_unknown_relation(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Parceiro", "entity": {
        "path": "Nada", "fieldset": {"list": "X"}}}}  # fmt: skip
    answer = caller.json("CRUDServiceProvider.loadRecords", body)
    assert answer["statusMessage"] == "Relacionamento: 'Nada' não encontrado em: 'Parceiro'"


def test_bad_parameters(caller: Caller) -> None:
    for kind, text in (("I", "abc"), ("F", "1,5"), ("I", "1.5")):
        answer = caller.load("Parceiro", "CODPARC", "CODPARC = ?", (kind, text))
        assert answer["statusMessage"] == "ORA-01722: número inválido"
    answer = caller.load("Parceiro", "CODPARC", "DTCAD = ?", ("D", "2016-10-28"))
    assert answer["statusMessage"].startswith("ORA-01861")


def test_missing_attributes(caller: Caller) -> None:
    answer = caller.json("CRUDServiceProvider.loadRecords", {"dataSet": {}})
    assert answer["statusMessage"] == "É necessário informar o atributo 'rootEntity'"
    answer = caller.json("CRUDServiceProvider.loadRecords", {})
    assert answer["statusMessage"] == "java.lang.NullPointerException"


def test_likes_may_mind_the_case() -> None:
    with sandbox.serve(case_sensitive_like=True) as erp:
        caller = Caller(erp)
        with caller.http:
            caller.login()
            found = caller.column("Parceiro", "CODPARC", "NOMEPARC LIKE ?", ("S", "banco%"))
            assert found == []
