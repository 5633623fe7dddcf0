"""The ERP's words to exceptions: the table of protocol §9, in both dialects."""

import copy
import inspect
import pickle

import pytest
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)

from django_sankhya import exceptions as e
from django_sankhya.client.catalogue import exception_for

TEXTS: list[tuple[str, str, dict[str, str]]] = [
    ("Usuário/Senha inválido.", "InvalidCredentials", {}),
    ("Usuário expirou em 01/01/2026", "ExpiredAuthentication", {}),
    ("Não autorizado", "PermissionDenied", {}),
    ("Nenhum provedor foi encontrado para o serviço 'XSP.y'", "UnknownService", {}),
    ("Método confirmarNota não encontrado", "UnknownService", {}),
    ("Não foi encontrado objeto de acesso BMP", "UnknownEntity", {}),
    ("[CORE_E04064] Descritor do campo 'NOPE' inválido", "PropertyName", {"property": "NOPE"}),
    ("Nome de coluna 'ROWNUM' inválido.", "PropertyName", {"property": "ROWNUM"}),
    (
        'O identificador de várias partes "this.NOPE" não pôde ser associado.',
        "PropertyName",
        {"property": "this.NOPE"},
    ),
    ("Campo não existe: Parceiro->NOPE", "PropertyName", {"property": "Parceiro->NOPE"}),
    ('ORA-00904: "THIS"."NOPE": identificador inválido', "PropertyName", {"property": '"THIS"."NOPE"'}),
    ("Relacionamento: 'Nope' não encontrado em: 'Parceiro'", "InvalidRelation", {"relation": "Nope"}),
    (
        "Propriedade 'NOMEPARC' com largura acima do limite: (120 > 80)",
        "PropertyWidth",
        {"property": "NOMEPARC", "current": "120", "allowed": "80"},
    ),
    ("É necessário informar o atributo 'NOMECID'", "Attribute", {"property": "NOMECID"}),
    (
        "CNPJ/CPF já existente para o parceiro: 'D'ÁVILA & CIA'",
        "DuplicatedDocument",
        {"name": "D'ÁVILA & CIA"},
    ),
    ("ORA-00001: restrição exclusiva (SANKHYA.PK_TSICID) violada", "DuplicateKey", {}),
    ("Violação da restrição UNIQUE KEY 'UK_X'. Não é possível inserir a chave", "DuplicateKey", {}),
    (
        "A instrução DELETE conflitou com a restrição do REFERENCE 'FK_X'. O conflito ocorreu no "
        "bando de dados \"SANKHYA\", tabela \"TGFPAR\", column 'CODCID'",
        "ForeignKey",
        {},
    ),
    ("ORA-02291: restrição de integridade (S.FK) violada - chave mãe não localizada", "ForeignKey", {}),
    ("ORA-02292: restrição de integridade (S.FK) violada - registro filho", "ForeignKey", {}),
    ('ORA-01400: não é possível inserir NULL em ("S"."TSICID"."NOMECID")', "Attribute", {}),
    ("Não é possível inserir o valor NULL na coluna 'NOMECID'", "Attribute", {}),
    ('ORA-12899: valor muito grande para a coluna "S"."T"."C"', "PropertyWidth", {}),
    ("Dados de cadeia ou binários seriam truncados.", "PropertyWidth", {}),
    (
        'A regra "Limite" não permitiu a operação.\nFale com o gerente.',
        "BusinessRuleRestriction",
        {"rule": "Limite"},
    ),
    ("A transação foi a vítima de um deadlock", "Deadlock", {}),
    ("ORA-00060: conflito detectado ao aguardar recurso", "Deadlock", {}),
    ("Tempo limite da consulta esgotado", "Timeout", {}),
    ("A consulta foi cancelada pelo usuário", "CanceledQuery", {}),
    ("ORA-01013: o usuário solicitou o cancelamento", "CanceledQuery", {}),
    ("Cancelado por situação de concorrência", "Competition", {}),
    ("Falha ao gravar o log de acessos", "Competition", {}),
    ("Violação da restrição PRIMARY KEY 'PK_TSIRLG'. Não é possível inserir", "Competition", {}),
    ("A subconsulta retornou mais de 1 valor", "InvalidSubQuery", {}),
    ("ORA-01427: a subconsulta de uma única linha retorna mais de uma linha", "InvalidSubQuery", {}),
    ("O sistema não pode encontrar o arquivo especificado", "Pagination", {}),
    ("The connection object is closed", "Unavailable", {}),
    ("The ResultSet object is closed", "Unavailable", {}),
    ("I/O error: Connection reset", "Unavailable", {}),
    ("java.lang.NullPointerException", "Unavailable", {}),
    ("Erro ao obter objeto de acesso a dados", "Unavailable", {}),
    ("Expressão inválida: this.CODPARC >", "InvalidExpression", {}),
    ("Delimitador ''' desbalanceado", "InvalidExpression", {}),
    ("ORA-00936: expressão não encontrada", "InvalidExpression", {}),
    ("ORA-00942: a tabela ou view não existe", "InvalidExpression", {}),
    ("Sintaxe incorreta próxima a 'FROM'.", "InvalidExpression", {}),
    ("ORA-01722: número inválido", "InvalidValue", {}),
    ("ORA-01861: literal não corresponde à string de formato", "InvalidValue", {}),
    ("Falha ao converter o valor varchar 'x' para o tipo de dados int", "InvalidValue", {}),
    ("Falha na conversão do valor varchar 'x' para o tipo de dados int.", "InvalidValue", {}),
    (
        "Uma expressão do tipo não booliano foi especificada em um contexto em que uma condição "
        "é esperada, próximo de 'x'.",
        "InvalidExpression",
        {},
    ),
    ("ORA-00920: operador relacional inválido", "InvalidExpression", {}),
    ("Algo que ninguém conhece", "UnexpectedResult", {}),
    ("ORA-20101: Regra do cliente\nORA-06512: em \"S.TRG\", line 979", "UnexpectedResult", {}),
]  # fmt: skip

FAMILY: dict[str, type[DatabaseError]] = {
    "InvalidCredentials": OperationalError,
    "PermissionDenied": ProgrammingError,
    "UnknownService": ProgrammingError,
    "UnknownEntity": ProgrammingError,
    "PropertyName": ProgrammingError,
    "InvalidRelation": ProgrammingError,
    "InvalidExpression": ProgrammingError,
    "InvalidSubQuery": ProgrammingError,
    "PropertyWidth": DataError,
    "InvalidValue": DataError,
    "Attribute": IntegrityError,
    "ForeignKey": IntegrityError,
    "DuplicateKey": IntegrityError,
    "DuplicatedDocument": IntegrityError,
    "BusinessRuleRestriction": IntegrityError,
    "MalformedAnswer": InterfaceError,
    "Inaccessible": OperationalError,
    "Timeout": OperationalError,
    "Deadlock": OperationalError,
    "Unavailable": OperationalError,
    "Competition": OperationalError,
    "InvalidAuthorization": OperationalError,
}


def named(name: str) -> type[e.ServiceRequestException]:
    found: type[e.ServiceRequestException] = getattr(e, f"ServiceRequest{name}Exception")
    return found


@pytest.mark.parametrize(("text", "name", "details"), TEXTS, ids=[text[:40] for text, *_ in TEXTS])
def test_a_text_has_its_exception(text: str, name: str, details: dict[str, str]) -> None:
    for said in (text, text.upper() if not details else text):
        problem = exception_for(said, service="S", status="0", code="C", transaction_id="T")
        assert type(problem) is named(name)
        assert problem.message == said
        assert details.items() <= problem.details.items()
        assert (problem.service, problem.status, problem.code, problem.transaction_id) == tuple(
            "S0CT"
        )


@pytest.mark.parametrize(("status", "name"), [("3", "InvalidAuthorization"), ("4", "Competition")])
def test_the_status_of_a_lost_session_or_a_concurrent_call_outweighs_the_text(
    status: str, name: str
) -> None:
    for text in ("Não autorizado.", "Usuário/Senha inválido", ""):
        assert type(exception_for(text, status=status)) is named(name)


def test_a_refusal_without_words_says_so() -> None:
    problem = exception_for("", service="CRUDServiceProvider.saveRecord", status="0")
    assert type(problem) is e.ServiceRequestUnexpectedResultException
    assert "status 0 and no message" in str(problem)
    assert "CRUDServiceProvider.saveRecord" in str(problem)


@pytest.mark.parametrize(("name", "family"), FAMILY.items())
def test_each_is_the_django_error_that_fits(name: str, family: type[DatabaseError]) -> None:
    assert issubclass(named(name), family)


CLASSES = [
    each
    for _, each in inspect.getmembers(e, inspect.isclass)
    if issubclass(each, e.ServiceRequestException)
]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_each_pickles_and_copies_whole(kind: type[e.ServiceRequestException]) -> None:
    problem = kind("Açúcar", service="S", status="0", code="C", transaction_id="T", property="NOME")
    for again in (pickle.loads(pickle.dumps(problem)), copy.copy(problem)):
        assert type(again) is kind
        assert again.__dict__ == problem.__dict__
        assert (str(again), again.args) == (str(problem), problem.args)
    assert "Açúcar" in str(problem)
    assert "service S" in str(problem)
