"""The client against the ERP: what a person or a program may do wrong, and what is left of it."""

import pickle
import socket
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from django.db import connections

from django_sankhya import sandbox
from django_sankhya.client import (
    Client,
    ExecuteQuery,
    Fieldset,
    Invoke,
    LoadRecords,
    Parameter,
    RemoveRecord,
    SaveRecord,
)
from django_sankhya.exceptions import (
    DataError,
    IntegrityError,
    OperationalError,
    OutcomeUnknownException,
    ProgrammingError,
    ServiceRequestAnswerTooLargeException,
    ServiceRequestAttributeException,
    ServiceRequestCompetitionException,
    ServiceRequestDuplicatedDocumentException,
    ServiceRequestDuplicateKeyException,
    ServiceRequestException,
    ServiceRequestForeignKeyException,
    ServiceRequestInaccessibleException,
    ServiceRequestInvalidAuthorizationException,
    ServiceRequestInvalidCredentialsException,
    ServiceRequestInvalidExpressionException,
    ServiceRequestInvalidRelationException,
    ServiceRequestInvalidValueException,
    ServiceRequestMalformedAnswerException,
    ServiceRequestPermissionDeniedException,
    ServiceRequestPropertyNameException,
    ServiceRequestPropertyWidthException,
    ServiceRequestTimeoutException,
    ServiceRequestUnavailableException,
    ServiceRequestUnknownEntityException,
    ServiceRequestUnknownServiceException,
)
from django_sankhya.models import City, Partner
from django_sankhya.redaction import Secret

Shown = Callable[[BaseException], str]

KEYS = LoadRecords("Parceiro", (Fieldset("", ("CODPARC", "NOMEPARC")),), order_by="this.CODPARC")
CITY = SaveRecord("Cidade", (("NOMECID", "Nova Cidade"),), returning=("CODCID", "NOMECID"))
PARTNERS = "SELECT COUNT(*), MAX(CODPARC), GROUP_CONCAT(NOMEPARC) FROM TGFPAR"
CITIES = "SELECT COUNT(*), MAX(CODCID), GROUP_CONCAT(NOMECID) FROM TSICID"
PASSWORD = "errada-0123"
QUICKLY = 2.0


@pytest.fixture(params=["xml", "json"])
def logged_in(request: pytest.FixtureRequest, erp: Any) -> Iterator[tuple[Client, Secret]]:
    client = Client(erp.url, format=request.param, timeout=5)
    session = client.login("SUP", Secret("sandbox"))
    yield client, session
    client.logout(session)
    client.close()


Pair = tuple[Client, Secret]


def test_pages_are_read_until_there_are_no_more(logged_in: Pair, erp: Any) -> None:
    client, session = logged_in
    rows, number = [], 0
    while True:
        page = client.load(session, KEYS.at(number))
        rows += page.rows
        if not page.has_more:
            break
        assert page.size == 50
        number += 1
    assert rows == [
        (str(code), name)
        for code, name in erp.sql("SELECT CODPARC, NOMEPARC FROM TGFPAR ORDER BY CODPARC")
    ]


def test_zero_rows_one_row_and_one_column(logged_in: Pair) -> None:
    client, session = logged_in
    one = LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.CODPARC = ?")
    for code, rows in (("1", [("1",)]), ("-7", [])):
        request = LoadRecords(one.entity, one.fieldsets, one.criteria, (Parameter(code, "I"),))
        assert client.load(session, request).rows == rows


def test_related_columns_come_by_their_path(logged_in: Pair, erp: Any) -> None:
    client, session = logged_in
    request = LoadRecords(
        "Parceiro",
        (
            Fieldset("", ("CODPARC",)),
            Fieldset("Cidade", ("NOMECID",)),
            Fieldset("Cidade.UnidadeFederativa", ("UF",)),
        ),
        "this.CODPARC = ?",
        (Parameter("20", "I"),),
    )
    expected = erp.sql(
        "SELECT CAST(p.CODPARC AS TEXT), c.NOMECID, u.UF FROM TGFPAR p JOIN TSICID c "
        "ON c.CODCID = p.CODCID JOIN TSIUFS u ON u.CODUF = c.UF WHERE p.CODPARC = 20"
    )
    assert client.load(session, request).rows == expected


def test_a_save_gives_the_key_and_a_remove_takes_the_row(logged_in: Pair, erp: Any) -> None:
    client, session = logged_in
    reply = client.save(session, CITY)
    assert reply["NOMECID"] == "Nova Cidade"
    code = reply["CODCID"]
    assert erp.sql("SELECT NOMECID FROM TSICID WHERE CODCID = ?", [code]) == [("Nova Cidade",)]
    key = (("CODCID", str(code)),)
    client.save(session, SaveRecord("Cidade", (("NOMECID", "Ção"),), key))
    assert erp.sql("SELECT NOMECID FROM TSICID WHERE CODCID = ?", [code]) == [("Ção",)]
    client.remove(session, RemoveRecord("Cidade", key))
    assert erp.sql("SELECT NOMECID FROM TSICID WHERE CODCID = ?", [code]) == []


def test_a_select_gives_native_values(logged_in: Pair) -> None:
    client, session = logged_in
    table = client.execute_query(
        session, ExecuteQuery("SELECT CODCID, NOMECID FROM TSICID WHERE CODCID = 0")
    )
    assert (table.columns, table.rows, table.truncated) == (
        ("CODCID", "NOMECID"),
        [(0, "<SEM CIDADE>")],
        False,
    )


def test_any_other_service_is_called_by_name(logged_in: Pair) -> None:
    client, session = logged_in
    body = client.invoke(session, Invoke("SessionManagerSP.getCoreSessions", writes=False))
    assert "SESSIONS" in body


# What is wrong with a read: the request, the exception, the ERP's words.
READS: dict[str, tuple[LoadRecords | ExecuteQuery | Invoke, type[Exception], str]] = {
    "unknown column": (
        LoadRecords("Parceiro", (Fieldset("", ("NAOEXISTE",)),)),
        ServiceRequestPropertyNameException, "NAOEXISTE"),
    "unknown column in the criteria": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.NAOEXISTE = 1"),
        ServiceRequestPropertyNameException, "NAOEXISTE"),
    "unknown column in the order": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), order_by="this.NAOEXISTE"),
        ServiceRequestPropertyNameException, "NAOEXISTE"),
    "unknown entity": (
        LoadRecords("NaoExiste", (Fieldset("", ("A",)),)),
        ServiceRequestUnknownEntityException, "NaoExiste"),
    "unknown relation": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)), Fieldset("Nada", ("A",)))),
        ServiceRequestInvalidRelationException, "Relacionamento: 'Nada' não encontrado"),
    "criteria that cannot be read": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.CODPARC > AND 1"),
        ServiceRequestInvalidExpressionException, ""),
    "criteria that is no condition": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.CODPARC + 1"),
        ServiceRequestInvalidExpressionException, ""),
    "parameter that is no number": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.CODPARC = ?",
                    (Parameter("abc", "I"),)),
        ServiceRequestInvalidValueException, ""),
    "parameter that is no date": (
        LoadRecords("Parceiro", (Fieldset("", ("CODPARC",)),), "this.DTCAD = ?",
                    (Parameter("2026-01-02", "D"),)),
        ServiceRequestInvalidValueException, ""),
    "SELECT on an unknown column": (
        ExecuteQuery("SELECT NAOEXISTE FROM TGFPAR"),
        ServiceRequestPropertyNameException, "NAOEXISTE"),
    "SELECT that cannot be read": (
        ExecuteQuery("SELECT FROM WHERE"), ServiceRequestInvalidExpressionException, ""),
    "unknown service": (
        Invoke("NadaSP.fazer", writes=False), ServiceRequestUnknownServiceException, "NadaSP"),
    "unknown method": (
        Invoke("CRUDServiceProvider.nada", writes=False),
        ServiceRequestUnknownServiceException, "nada"),
}  # fmt: skip


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize(
    "dialect",
    [
        pytest.param("oracle", marks=pytest.mark.erp(dialect="oracle")),
        pytest.param("sqlserver", marks=pytest.mark.erp(dialect="sqlserver")),
    ],
)
def test_a_read_that_is_wrong_raises_its_own_exception(
    logged_in: Pair, erp: Any, shown: Shown, dialect: str, name: str
) -> None:
    client, session = logged_in
    request, raised, words = READS[name]
    ask: dict[type, Callable[[Secret, Any], Any]] = {
        LoadRecords: client.load,
        ExecuteQuery: client.execute_query,
        Invoke: client.invoke,
    }
    start = monotonic()
    with pytest.raises(raised) as caught:
        ask[type(request)](session, request)
    assert monotonic() - start < QUICKLY
    assert words in str(caught.value)
    assert session.reveal() not in shown(caught.value)


WRITES: dict[str, tuple[SaveRecord | RemoveRecord, type[Exception], str]] = {
    "text too long": (
        SaveRecord("Cidade", (("NOMECID", "x" * 51),)),
        ServiceRequestPropertyWidthException, "(51 > 50)"),
    "text too long in an update": (
        SaveRecord("Cidade", (("NOMECID", "é" * 51),), (("CODCID", "1"),)),
        ServiceRequestPropertyWidthException, "(51 > 50)"),
    "required column missing": (
        SaveRecord("Cidade", (("DDD", "34"),)), ServiceRequestAttributeException, "NOMECID"),
    "required column emptied": (
        SaveRecord("Cidade", (("NOMECID", ""),), (("CODCID", "1"),)),
        ServiceRequestAttributeException, "NOMECID"),
    "unknown column": (
        SaveRecord("Cidade", (("NOMECID", "A"), ("NAOEXISTE", "1"))),
        ServiceRequestPropertyNameException, "NAOEXISTE"),
    "text for a number": (
        SaveRecord("Cidade", (("NOMECID", "A"), ("POPULACAO", "muita"))),
        ServiceRequestInvalidValueException, ""),
    "number for a date": (
        SaveRecord("Parceiro", (("DTNASC", "20260102"),), (("CODPARC", "1"),)),
        ServiceRequestInvalidValueException, ""),
    "foreign key to nowhere": (
        SaveRecord("Cidade", (("NOMECID", "A"), ("UF", "999"))),
        ServiceRequestForeignKeyException, ""),
    "duplicate key": (
        SaveRecord("Bairro", (("NOMEBAI", "Centro"), ("CODREG", "0"))),
        ServiceRequestDuplicateKeyException, ""),
    "duplicate document": (
        SaveRecord("Parceiro", (
            ("NOMEPARC", "Outro"), ("TIPPESSOA", "J"), ("CLASSIFICMS", "C"), ("CODCID", "1"),
            ("ATIVO", "S"), ("CGC_CPF", "00000000000191"))),
        ServiceRequestDuplicatedDocumentException, "CNPJ/CPF já existente para o parceiro: '"),
    "row that others point to": (
        RemoveRecord("Cidade", (("CODCID", "0"),)), ServiceRequestForeignKeyException, ""),
    "unknown entity": (
        SaveRecord("NaoExiste", (("A", "1"),)), ServiceRequestUnknownEntityException, "NaoExiste"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize(
    "dialect",
    [
        pytest.param("oracle", marks=pytest.mark.erp(dialect="oracle")),
        pytest.param("sqlserver", marks=pytest.mark.erp(dialect="sqlserver")),
    ],
)
def test_a_write_that_is_wrong_raises_its_own_exception_and_saves_nothing(
    logged_in: Pair, erp: Any, shown: Shown, dialect: str, name: str
) -> None:
    client, session = logged_in
    request, raised, words = WRITES[name]
    before = [erp.sql(PARTNERS), erp.sql(CITIES), erp.sql("SELECT COUNT(*) FROM TSIBAI")]
    start = monotonic()
    write: Any = client.save if isinstance(request, SaveRecord) else client.remove
    with pytest.raises(raised) as caught:
        write(session, request)
    assert monotonic() - start < QUICKLY
    assert words in str(caught.value)
    assert isinstance(caught.value, DataError | IntegrityError | ProgrammingError)
    assert session.reveal() not in shown(caught.value)
    assert [erp.sql(PARTNERS), erp.sql(CITIES), erp.sql("SELECT COUNT(*) FROM TSIBAI")] == before


# -- logins ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xml", "json"])
@pytest.mark.parametrize("user", ["SUP", "NINGUEM"])
def test_wrong_credentials(erp: Any, shown: Shown, format_: Any, user: str) -> None:
    client = Client(erp.url, format=format_)
    with pytest.raises(
        ServiceRequestInvalidCredentialsException, match="Usuário/Senha inválido"
    ) as caught:
        client.login(user, Secret(PASSWORD))
    client.close()
    assert isinstance(caught.value, OperationalError)
    assert caught.value.code == "CORE_E01434"
    assert PASSWORD not in shown(caught.value)
    assert (erp.failed_logins, erp.logins, erp.open_sessions) == (1, 0, 0)


@pytest.mark.parametrize("format_", ["xml", "json"])
def test_a_password_with_everything_in_it_arrives(format_: Any) -> None:
    password = "á<&>\"'\\ 漢🌵%&+="
    with sandbox.serve(users={"JOSÉ": password}) as erp:
        client = Client(erp.url, format=format_)
        client.logout(client.login("JOSÉ", Secret(password)))
        client.close()
        assert (erp.logins, erp.logouts) == (1, 1)


@pytest.mark.parametrize("format_", ["xml", "json"])
def test_an_unknown_session_is_no_empty_result(erp: Any, format_: Any) -> None:
    client = Client(erp.url, format=format_)
    with pytest.raises(ServiceRequestInvalidAuthorizationException, match="Não autorizado"):
        client.load(Secret("nobody"), KEYS)
    client.close()


@pytest.mark.parametrize("format_", ["xml", "json"])
@pytest.mark.erp(execute_query=False)
def test_a_missing_permission_is_no_lost_session(erp: Any, format_: Any) -> None:
    client = Client(erp.url, format=format_)
    session = client.login("SUP", Secret("sandbox"))
    with pytest.raises(ServiceRequestPermissionDeniedException, match="Não autorizado"):
        client.execute_query(session, ExecuteQuery("SELECT 1 FROM TGFPAR"))
    client.logout(session)
    client.close()


# -- faults on the way, seen from a queryset ---------------------------------------------------

BOMB = b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><serviceResponse>&b;</serviceResponse>'
LOAD, SAVE = "CRUDServiceProvider.loadRecords", "CRUDServiceProvider.saveRecord"

FAULTS: dict[str, tuple[Any, type[ServiceRequestException]]] = {
    "dropped before": (sandbox.Drop(when="before"), ServiceRequestMalformedAnswerException),
    "dropped after": (sandbox.Drop(when="after"), ServiceRequestMalformedAnswerException),
    "HTML": (sandbox.Raw(body=b"<html>Em manutencao</html>"),
             ServiceRequestMalformedAnswerException),
    "HTML with status 500": (sandbox.Raw(body=b"<h1>Erro</h1>", http_status=500),
                             ServiceRequestUnavailableException),
    "bomb": (sandbox.Raw(body=BOMB, content_type="text/xml"),
             ServiceRequestMalformedAnswerException),
    "cut short": (sandbox.Raw(body=b'<serviceResponse status="1"><resp', content_type="text/xml"),
                  ServiceRequestMalformedAnswerException),
    "too long": (sandbox.Raw(body=b"<a>" + b"0" * 200_000, content_type="text/xml"),
                 ServiceRequestAnswerTooLargeException),
    "too late": (sandbox.Delay(seconds=3), ServiceRequestTimeoutException),
}  # fmt: skip


def session_id() -> str:
    """Reveal the id of the session that the alias has now."""
    return str(connections["sankhya"].connection._id.reveal())


def with_service(fault: Any, service: str) -> Any:
    values = {name: getattr(fault, name) for name in fault.__dataclass_fields__}
    return type(fault)(**{**values, "service": service})


@pytest.mark.parametrize("name", FAULTS)
def test_a_queryset_meets_a_fault(
    erp: Any, sankhya_options: Callable[..., None], shown: Shown, name: str
) -> None:
    fault, raised = FAULTS[name]
    sankhya_options(timeout=0.5 if name == "too late" else 10, max_answer_bytes=100_000)
    Partner.sankhya.exists()  # logged in
    erp.inject(with_service(fault, LOAD))
    start = monotonic()
    with pytest.raises(raised) as caught:
        list(Partner.sankhya.only("nomeparc")[:5])
    assert monotonic() - start < QUICKLY
    assert session_id() not in shown(caught.value)


@pytest.mark.parametrize("name", FAULTS)
def test_a_save_meets_a_fault(erp: Any, sankhya_options: Callable[..., None], name: str) -> None:
    fault, _ = FAULTS[name]
    sankhya_options(timeout=0.5 if name == "too late" else 10, max_answer_bytes=100_000)
    erp.inject(with_service(fault, SAVE))
    with pytest.raises(OutcomeUnknownException, match="may have been executed") as caught:
        City.sankhya.create(nomecid="Talvez")
    assert pickle.loads(pickle.dumps(caught.value)).service == SAVE
    assert erp.calls[SAVE] == 1, "never sent twice"


@pytest.mark.erp(loses_sessions=True)
def test_an_expired_session_is_renewed_once_and_the_write_done_once(erp: Any) -> None:
    Partner.sankhya.exists()
    erp.expire_sessions()
    assert City.sankhya.create(nomecid="Uma vez").pk
    assert erp.sql("SELECT COUNT(*) FROM TSICID WHERE NOMECID = 'Uma vez'") == [(1,)]
    assert erp.logins == 2


def test_a_concurrent_call_is_no_answer(erp: Any) -> None:
    Partner.sankhya.exists()
    erp.inject(sandbox.Refuse(status="4", message="Cancelado por situação de concorrência."))
    with pytest.raises(ServiceRequestCompetitionException, match="situação de concorrência"):
        list(Partner.sankhya.all()[:1])


def test_a_dead_host_is_said_so_by_a_queryset(erp: Any, shown: Shown) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dead = f"http://127.0.0.1:{listener.getsockname()[1]}"
    entry = connections["sankhya"].settings_dict
    entry.update(HOST=dead, PASSWORD=PASSWORD)
    try:
        with pytest.raises(
            ServiceRequestInaccessibleException, match=f"{dead} cannot be reached: Failed to"
        ) as caught:
            Partner.sankhya.first()
        assert PASSWORD not in shown(caught.value)
    finally:
        entry["PASSWORD"] = "sandbox"


def test_the_logs_of_a_whole_visit_hold_no_session(
    erp: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    partner = Partner.sankhya.get(pk=1)
    partner.save(update_fields=["nomeparc"])
    Partner.sankhya.filter(nomeparc__contains="a").count()
    session = session_id()
    connections["sankhya"].close()
    logged = "\n".join(
        f"{record.getMessage()} {record.args!r} {vars(record)!r}" for record in caplog.records
    )
    assert "Logged in as SUP" in logged
    assert session not in logged
