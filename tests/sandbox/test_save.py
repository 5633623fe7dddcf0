"""saveRecord and removeRecord: keys, what the ERP fills in, and what it refuses."""

from typing import Any

import pytest

from django_sankhya import sandbox

from .caller import PARTNER, Caller, message, rows


def saved(answer: Any) -> Any:
    assert answer["status"] == "1", answer
    return answer["responseBody"]["entities"]["entity"]


def test_insert_generates_the_key_and_fills_in(caller: Caller) -> None:
    answer = caller.save("Parceiro", "NOMEPARC,CODVEND,ATIVO,LIMCRED,DTCAD", PARTNER)
    row = saved(answer)
    assert row["CODPARC"] == {"$": "301"}
    assert row["NOMEPARC"] == {"$": "Nova Loja"}
    assert row["CODVEND"] == {"$": "0"}
    assert row["ATIVO"] == {"$": "S"}
    assert row["LIMCRED"] == {}
    assert len(row["DTCAD"]["$"]) == len("22/11/2026")
    assert answer["responseBody"]["entities"]["total"] == "1"
    ((changed,),) = caller.erp.sql("SELECT DTALTER FROM TGFPAR WHERE CODPARC = 301")
    assert changed > "2026"


def test_insert_with_its_own_key(caller: Caller) -> None:
    assert saved(caller.save("Parceiro", "CODPARC", PARTNER | {"CODPARC": "9000"}))
    assert caller.save("Parceiro", "CODPARC", PARTNER)["responseBody"]["entities"]["entity"] == {
        "CODPARC": {"$": "9001"}
    }


def test_update_changes_what_is_named(caller: Caller) -> None:
    row = saved(caller.save("Parceiro", "NOMEPARC,LIMCRED", {"LIMCRED": "0.3"}, CODPARC="2"))
    assert row["NOMEPARC"] == {"$": "D'Ávila & Filhos"}
    assert row["LIMCRED"] == {"$": "0.3"}


def test_null_is_an_empty_text(caller: Caller) -> None:
    row = saved(caller.save("Parceiro", "LIMCRED", {"LIMCRED": ""}, CODPARC="2"))
    assert row["LIMCRED"] == {}
    root = caller.xml(
        "CRUDServiceProvider.saveRecord",
        '<dataSet rootEntity="Parceiro"><entity path=""><fieldset list="EMAIL"/></entity>'
        "<dataRow><localFields><EMAIL/></localFields><key><CODPARC>2</CODPARC></key></dataRow>"
        "</dataSet>",
    )
    entity = root.find("responseBody/entities/entity")
    assert entity.find("EMAIL").text is None
    assert entity.findtext("CODPARC") == "2"
    assert caller.erp.sql("SELECT EMAIL FROM TGFPAR WHERE CODPARC = 2") == [(None,)]


def test_all_columns_and_presentations_in_the_answer(caller: Caller) -> None:
    body = {"dataSet": {"rootEntity": "Bairro", "includePresentationFields": "S",
        "dataRow": {"localFields": {"NOMEBAI": {"$": "Vila Nova"}}},
        "entity": {"fieldset": {"list": "*"}}}}  # fmt: skip
    row = saved(caller.json("CRUDServiceProvider.saveRecord", body))
    assert row["CODBAI"] == {"$": "120"}
    assert row["CODREG"] == {"$": "0"}
    assert row["Regiao_NOMEREG"] == {"$": "<sem descrição>"}


def test_values_survive(caller: Caller) -> None:
    values = {"CGC_CPF": "01234560000199", "LIMCRED": "12345678.90", "EMAIL": "a&b<c>\"'é"}
    values |= {"DTNASC": "29/02/2000", "DTULTCONTATO": "01/02/2003 04:05:06"}
    row = saved(caller.save("Parceiro", ",".join(values), PARTNER | values))
    assert row["CGC_CPF"] == {"$": "01234560000199"}
    assert row["LIMCRED"] == {"$": "12345678.9"}
    assert row["EMAIL"] == {"$": "a&b<c>\"'é"}
    assert row["DTNASC"] == {"$": "29/02/2000"}
    assert row["DTULTCONTATO"] == {"$": "01/02/2003 04:05:06"}


def test_composite_keys(caller: Caller) -> None:
    contact = {"CODPARC": "3", "NOMECONTATO": "Zé da Silva"}
    row = saved(caller.save("Contato", "NOMECONTATO", contact))
    # The ERP turns contacts to upper case.
    assert row == {
        "CODPARC": {"$": "3"}, "CODCONTATO": {"$": "1"}, "NOMECONTATO": {"$": "ZÉ DA SILVA"},
    }  # fmt: skip
    assert saved(caller.save("Contato", "CODCONTATO", contact))["CODCONTATO"] == {"$": "2"}
    caller.save("Contato", "ATIVO", {"ATIVO": "N"}, CODPARC="3", CODCONTATO="1")
    assert caller.column("Contato", "ATIVO", "CODPARC = 3", orderByExpression="CODCONTATO") == [
        "N", "S",
    ]  # fmt: skip
    assert caller.remove("Contato", CODPARC="3", CODCONTATO="1")["status"] == "1"
    assert caller.column("Contato", "CODCONTATO", "CODPARC = 3") == ["2"]


def test_several_rows_at_once_are_one_unit(caller: Caller) -> None:
    def body(*names: str) -> Any:
        return {"dataSet": {"rootEntity": "Bairro", "entity": {"fieldset": {"list": "NOMEBAI"}},
            "dataRow": [{"localFields": {"NOMEBAI": {"$": name}}} for name in names]}}  # fmt: skip

    answer = caller.json("CRUDServiceProvider.saveRecord", body("Um", "Dois"))
    assert answer["responseBody"]["entities"]["total"] == "2"
    assert [row["NOMEBAI"]["$"] for row in rows(answer)] == ["Um", "Dois"]
    refused = caller.json("CRUDServiceProvider.saveRecord", body("Três", "Um"))
    assert refused["status"] == "0"
    assert caller.erp.sql("SELECT COUNT(*) FROM TSIBAI WHERE NOMEBAI = 'Três'") == [(0,)]


def test_a_key_without_row_is_inserted_or_refused(caller: Caller) -> None:
    assert saved(caller.save("Parceiro", "NOMEPARC", PARTNER, CODPARC="700"))
    with sandbox.serve(rows=5, upsert=False) as erp:
        strict = Caller(erp)
        with strict.http:
            strict.login()
            assert strict.save("Parceiro", "NOMEPARC", PARTNER, CODPARC="700")["status"] == "0"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"CODPARC": "2"}, "ORA-00001: restrição exclusiva (SANKHYA.PK_TGFPAR) violada"),
        ({"CGC_CPF": "00000000000191"}, "CNPJ/CPF já existente para o parceiro: 'BANCO DO BRASIL'"),
        ({"NOMEPARC": "x" * 81}, "Propriedade 'NOMEPARC' com largura acima do limite: (81 > 80)"),
        ({"CODVEND": "123456"}, "Propriedade 'CODVEND' com largura acima do limite: (6 > 5)"),
        ({"CODCID": ""}, "É necessário informar o atributo 'CODCID'"),
        ({"TIPPESSOA": ""}, "É necessário informar o atributo 'TIPPESSOA'"),
        ({"NOMEPARC": ""}, "É necessário informar o atributo 'NOMEPARC'"),
        ({"ATIVO": "X"},
         "ORA-02290: restrição de verificação (SANKHYA.CKC_ATIVO_TGFPAR) violada"),
        ({"CODCID": "99999"},
         "ORA-02291: restrição de integridade (SANKHYA.FK_TGFPAR_CODCID_TSICID) violada - "
         "chave mãe não localizada"),
        ({"LIMCRED": "1,5"}, "ORA-01722: número inválido"),
        ({"DTNASC": "31/02/2020"}, "ORA-01861: literal não corresponde à string de formato"),
        ({"NADA": "1"}, "Descritor do campo 'NADA' inválido."),
        ({"TIPPESSOA": "F", "CGC_CPF": "01234567000195"},
         "Tamanho do CNPJ/CPF inválido para pessoa Física!"),
    ],
)  # fmt: skip
def test_refused_inserts_leave_nothing(caller: Caller, values: dict[str, str], text: str) -> None:
    answer = caller.save("Parceiro", "CODPARC", PARTNER | values)
    assert answer["status"] == "0"
    assert answer["statusMessage"] == text
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(301,)]


def test_what_sql_server_says(tsql: Caller) -> None:
    def refused(values: dict[str, str]) -> str:
        return str(tsql.save("Parceiro", "CODPARC", PARTNER | values)["statusMessage"])

    assert refused({"CODCID": "99999"}) == (
        'A instrução INSERT conflitou com a restrição do FOREIGN KEY "FK_TGFPAR_CODCID_TSICID". '
        'O conflito ocorreu no bando de dados "SANKHYA", tabela "sankhya.TSICID", '
        "column 'CODCID'."
    )
    assert refused({"CODPARC": "2"}).startswith("Violação da restrição PRIMARY KEY 'PK_TGFPAR'.")
    deleted = tsql.remove("Cidade", CODCID="28")["statusMessage"]
    assert 'conflitou com a restrição do REFERENCE "FK_' in deleted


@pytest.mark.parametrize(
    ("entity", "values", "constraint"),
    [
        ("Bairro", {"NOMEBAI": "Centro"}, "AK_NOMEBAI_TSIBAI"),
        ("Endereco", {"NOMEEND": "Joana d'Arc", "TIPO": "Avenida"}, "AK_NOMEEND_TSIEND"),
    ],
)
def test_unique_names(caller: Caller, entity: str, values: dict[str, str], constraint: str) -> None:
    text = f"ORA-00001: restrição exclusiva (SANKHYA.{constraint}) violada"
    assert caller.save(entity, "DTALTER", values)["statusMessage"] == text
    moved = caller.save(entity, "DTALTER", values, **{f"COD{entity[:3].upper()}": "3"})
    assert moved["statusMessage"] == text


def test_saving_a_row_as_it_is_conflicts_with_nothing(caller: Caller) -> None:
    assert saved(caller.save("Bairro", "NOMEBAI", {"NOMEBAI": "Centro"}, CODBAI="1"))
    same = {"CGC_CPF": "00000000000191", "CODPARC": "1"}
    assert saved(caller.save("Parceiro", "CGC_CPF", same, CODPARC="1"))


def test_remove(caller: Caller) -> None:
    answer = caller.remove("Parceiro", CODPARC="300")
    assert (answer["status"], answer["responseBody"]) == ("1", {})
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR WHERE CODPARC = 300") == [(0,)]
    assert caller.remove("Parceiro", CODPARC="300")["status"] == "0"


def test_a_complement_goes_with_its_partner(caller: Caller) -> None:
    assert caller.column("ComplementoParc", "CODPARC", "CODPARC = 1") == ["1"]
    assert caller.remove("Parceiro", CODPARC="1")["status"] == "1"
    assert caller.column("ComplementoParc", "CODPARC", "CODPARC = 1") == []


def test_a_row_with_children_stays(caller: Caller) -> None:
    answer = caller.remove("Parceiro", CODPARC="2")
    assert answer["statusMessage"] == (
        "ORA-02292 Erro ao remover entidade: ORA-02292: restrição de integridade "
        "(SANKHYA.FK_TGFCTT_CODPARC_TGFPAR) violada - registro filho localizado."
    )
    assert caller.column("ComplementoParc", "CODPARC", "CODPARC = 2") == ["2"]


def test_remove_in_xml_takes_several_ids_as_one_unit(caller: Caller) -> None:
    def remove(*codes: str) -> Any:
        ids = "".join(f"<id><CODPARC>{code}</CODPARC></id>" for code in codes)
        return caller.xml(
            "CRUDServiceProvider.removeRecord", f'<entity rootEntity="Parceiro">{ids}</entity>'
        )

    root = remove("299", "2")
    assert message(root).startswith("ORA-02292")
    assert caller.column("Parceiro", "CODPARC", "CODPARC = 299") == ["299"]
    assert remove("299", "300").get("status") == "1"
    assert caller.column("Parceiro", "CODPARC", "CODPARC >= 299") == []


@pytest.mark.parametrize(
    "target", [{}, {"id": {}}, {"pk": {"CODPARC": {"$": "300"}}}, {"id": {"NADA": {"$": "1"}}}]
)
def test_no_key_never_means_every_row(caller: Caller, target: dict[str, Any]) -> None:
    entity = {"rootEntity": "Parceiro", **target}
    answer = caller.json("CRUDServiceProvider.removeRecord", {"entity": entity})
    assert answer["status"] == "0"
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(301,)]


def test_product_rows_carry_their_metadata(caller: Caller) -> None:
    values = {"DESCRPROD": "teste", "CODGRUPOPROD": "0", "CODVOL": "UN", "REFFORN": "1"}
    row = saved(caller.save("Produto", "DESCRPROD,CODPROD", values | {"MARCA": "M"}))
    assert row["_rmd"]["provider"] == "PRODUTORMP"
    assert row["DESCRPROD"] == {"$": "TESTE"}
