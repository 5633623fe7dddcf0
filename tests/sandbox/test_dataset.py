"""DatasetSP: positional values in native JSON, and their mirror in XML."""

from typing import Any

from .caller import Caller, message


def save(
    caller: Caller, fields: list[str], *records: dict[str, Any], entity: str = "Parceiro"
) -> Any:
    body = {"entityName": entity, "standAlone": False, "fields": fields, "records": list(records)}
    return caller.json("DatasetSP.save", body)


FIELDS = ["CODPARC", "NOMEPARC", "TIPPESSOA", "CODCID", "CLASSIFICMS", "LIMCRED"]
VALUES = {"1": "NOME", "2": "J", "3": "28", "4": "C"}


def test_insert_and_update(caller: Caller) -> None:
    answer = save(caller, FIELDS, {"values": VALUES})
    assert answer["responseBody"] == {
        "total": "1", "result": [["301", "NOME", "J", "28", "C", ""]],
    }  # fmt: skip
    answer = save(caller, FIELDS, {"pk": {"CODPARC": 301}, "values": {"5": 0.1}})
    assert answer["responseBody"]["result"] == [["301", "NOME", "J", "28", "C", "0.1"]]


def test_the_key_of_the_parent(caller: Caller) -> None:
    fields = ["CODCONTATO", "ATIVO", "NOMECONTATO", "EMAIL"]
    answer = save(
        caller, fields,
        {"foreignKey": {"CODPARC": "3"}, "values": {"1": "S", "2": "Nome do Contato 1"}},
        {"foreignKey": {"CODPARC": "3"}, "values": {"1": "S", "2": "Nome do Contato 2"}},
        entity="Contato",
    )  # fmt: skip
    assert answer["responseBody"]["result"] == [
        ["1", "S", "NOME DO CONTATO 1", ""], ["2", "S", "NOME DO CONTATO 2", ""],
    ]  # fmt: skip


def test_fields_of_a_row_that_shares_the_key(caller: Caller) -> None:
    fields = [*FIELDS, "ComplementoParc.SUGTIPNEGSAID"]
    answer = save(caller, fields, {"values": VALUES | {"6": "12"}})
    assert answer["responseBody"]["result"][0][-1] == "12"
    assert caller.erp.sql("SELECT SUGTIPNEGSAID FROM TGFCPL WHERE CODPARC = 301") == [(12,)]


def test_records_are_one_unit(caller: Caller) -> None:
    answer = save(caller, FIELDS, {"values": VALUES}, {"values": {"1": "Sem cidade", "2": "J"}})
    assert answer["statusMessage"] == "É necessário informar o atributo 'CODCID'"
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(301,)]


def test_load(caller: Caller) -> None:
    body = {
        "entityName": "Parceiro", "fields": ["NOMEPARC", "Cidade.NOMECID", "LIMCRED", "NOMEPARC"],
        "criteria": {"expression": "this.CODPARC IN (?, ?)", "parameters": [
            {"type": "I", "value": "2"}, {"type": "I", "value": 10}]},
        "orderByExpression": "CODPARC",
    }  # fmt: skip
    assert caller.json("DatasetSP.loadRecords", body)["responseBody"] == {
        "total": "2", "askRowsLimit": "0",
        "result": [
            ["D'Ávila & Filhos", "Uberlândia", "12345678.9", "D'Ávila & Filhos"],
            ["", "Rio Branco", "", ""],
        ],
    }  # fmt: skip


def test_remove(caller: Caller) -> None:
    body: dict[str, Any] = {"entityName": "Parceiro", "pks": [{"CODPARC": "300"}]}
    assert caller.json("DatasetSP.removeRecord", body)["status"] == "1"
    assert caller.json("DatasetSP.removeRecord", body)["status"] == "0"
    body["pks"] = [{}]
    assert caller.json("DatasetSP.removeRecord", body)["status"] == "0"
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(300,)]


def test_unknown_index(caller: Caller) -> None:
    assert save(caller, FIELDS, {"values": {"9": "x"}})["status"] == "0"


def test_xml(caller: Caller) -> None:
    root = caller.xml(
        "DatasetSP.save",
        "<entityName>Bairro</entityName><fields>CODBAI</fields><fields>NOMEBAI</fields>"
        '<records><values><value index="1">Vila Xis</value></values></records>',
    )
    assert [cell.text for cell in root.findall("responseBody/result/cell")] == ["120", "Vila Xis"]
    root = caller.xml(
        "DatasetSP.loadRecords",
        "<entityName>Bairro</entityName><fields>NOMEBAI</fields><criteria>"
        '<expression>CODBAI = ?</expression><parameters type="I" value="120"/></criteria>',
    )
    assert root.find("responseBody").get("total") == "1"
    assert root.findtext("responseBody/result/cell") == "Vila Xis"
    root = caller.xml(
        "DatasetSP.removeRecord", '<entityName>Bairro</entityName><pks CODBAI="999"/>'
    )
    assert message(root) == "Registro não encontrado para a entidade 'Bairro'."
