"""The running sandbox: faults, counts, reset, determinism, the command line."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from django_sankhya import sandbox
from django_sankhya.sandbox import sample, schema, taxids

from .caller import PARTNER, Caller

CORE = "SessionManagerSP.getCoreSessions"


def test_two_starts_give_the_same_data() -> None:
    dumps = []
    for _ in range(2):
        sample.close_templates()
        with sandbox.serve(rows=120) as erp:
            tables = erp.sql("SELECT name, sql FROM sqlite_master ORDER BY name")
            dumps.append([tables, *(erp.sql(f"SELECT * FROM {name}") for name in (
                "TGFPAR", "TGFCPL", "TGFCTT", "TGFVEN", "TSICID", "TSIBAI", "TSIEND", "TSIUSU"))])  # fmt: skip
    assert dumps[0] == dumps[1]
    sample.close_templates()


def test_the_sample(erp: sandbox.Sandbox) -> None:
    def one(sql: str) -> object:
        return erp.sql(sql)[0][0]

    assert one("SELECT COUNT(*) FROM TGFPAR WHERE CODPARC > 0") == 300
    assert one("SELECT COUNT(*) FROM TSIUFS WHERE CODUF > 0") == 27
    assert one("SELECT COUNT(*) FROM TSICID") > 200
    assert one("SELECT COUNT(*) FROM TGFCPL") == 54
    assert one("SELECT CODPAIS FROM TSIPAI WHERE DESCRICAO = 'Brasil'") == 1058
    assert erp.sql("SELECT NOMEUSU, CODUSU FROM TSIUSU") == [("SUP", 0)]
    documents = erp.sql("SELECT TIPPESSOA, CGC_CPF FROM TGFPAR WHERE CGC_CPF IS NOT NULL")
    assert len(set(documents)) == len(documents)
    for kind, document in documents:
        digits = str(document)
        expected = (
            taxids.cpf(int(digits[:9])) if kind == "F"
            else taxids.cnpj(int(digits[:8]), int(digits[8:12]))
        )  # fmt: skip
        assert digits == expected


def test_foreign_keys_of_the_sample_hold(erp: sandbox.Sandbox) -> None:
    for table in schema.load().tables.values():
        for column, parent, target in table.references():
            if target not in schema.load().tables[parent].key:
                continue
            missing = erp.sql(
                f'SELECT COUNT(*) FROM "{table.name}" c WHERE "{column.name}" IS NOT NULL AND NOT'
                f' EXISTS (SELECT 1 FROM "{parent}" p WHERE p."{target}" = c."{column.name}")'
            )
            assert missing == [(0,)], (table.name, column.name)


def test_texts_of_the_sample_fit(erp: sandbox.Sandbox) -> None:
    for table in schema.load().tables.values():
        for column in table.columns.values():
            if column.size and column.kind == "S":
                wide = f'SELECT COUNT(*) FROM "{table.name}" WHERE LENGTH("{column.name}") > ?'
                assert erp.sql(wide, (column.size,)) == [(0,)], (table.name, column.name)


def test_counts_and_records(caller: Caller) -> None:
    caller.load("Parceiro", "CODPARC")
    caller.xml(CORE)
    assert caller.erp.calls == {
        "MobileLoginSP.login": 1, "CRUDServiceProvider.loadRecords": 1, CORE: 1,
    }  # fmt: skip
    login, load, core = caller.erp.requests
    assert (login.format, login.session, login.status) == ("json", "", "1")
    assert (core.module, core.format, core.session) == ("mge", "xml", load.session)
    assert b'"rootEntity": "Parceiro"' in load.body
    assert "sandbox" not in repr(login)
    caller.erp.forget()
    assert not caller.erp.calls
    assert not caller.erp.requests
    assert caller.erp.logins == 0
    assert caller.erp.open_sessions == 1


def test_reset(caller: Caller) -> None:
    caller.save("Parceiro", "CODPARC", PARTNER)
    caller.erp.inject(sandbox.Delay(99, times=None))
    caller.erp.reset()
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(301,)]
    assert (caller.erp.open_sessions, caller.erp.logins) == (0, 0)
    assert caller.login().load("Parceiro", "CODPARC")["status"] == "1"


def test_planted_rows_are_seen(caller: Caller) -> None:
    caller.erp.sql(
        "INSERT INTO TGFPAR (CODPARC, NOMEPARC, DTCAD) VALUES (?, ?, ?)",
        (500, "Plantado", "2020-01-02 00:00:00"),
    )
    assert caller.column("Parceiro", "DTCAD", "NOMEPARC = 'Plantado'") == ["02/01/2020"]
    assert caller.column("Parceiro", "ATIVO", "CODPARC = 500") == ["S"]


@pytest.mark.parametrize(("when", "rows"), [("before", 301), ("after", 302)])
def test_dropped_connections(caller: Caller, when: str, rows: int) -> None:
    caller.erp.inject(sandbox.Drop(when))  # type: ignore[arg-type]
    with pytest.raises(requests.ConnectionError):
        caller.save("Parceiro", "CODPARC", PARTNER)
    assert caller.erp.sql("SELECT COUNT(*) FROM TGFPAR") == [(rows,)]
    assert caller.load("Parceiro", "CODPARC")["status"] == "1"
    assert caller.erp.requests[1].status == (None if when == "before" else "1")


def test_raw_answers(caller: Caller) -> None:
    page = "<html>Gerenciador de sessão não foi iniciado</html>".encode("iso-8859-1")
    caller.erp.inject(sandbox.Raw(page, 500, service=CORE))
    answer = caller.post(CORE, b"{}")
    assert (answer.status_code, answer.content) == (500, page)
    assert caller.post(CORE, b"{}").status_code == 200


def test_refusals(caller: Caller) -> None:
    caller.erp.inject(sandbox.Refuse("deadlock victim", times=2))
    caller.erp.inject(sandbox.Refuse("Não autorizado.", status="3"))
    answers = [caller.json(CORE) for _ in range(4)]
    assert [answer["status"] for answer in answers] == ["0", "0", "3", "1"]
    caller.erp.inject(sandbox.Refuse("x", code="CORE_E00001"))
    assert caller.json(CORE)["tsError"]["tsErrorCode"] == "CORE_E00001"


def test_a_fault_waits_for_its_service(caller: Caller) -> None:
    caller.erp.inject(sandbox.Refuse("x", service="MobileLoginSP.logout"))
    assert caller.json(CORE)["status"] == "1"
    assert caller.json("MobileLoginSP.logout")["status"] == "0"


def test_delays_end_with_the_sandbox() -> None:
    with sandbox.serve(rows=1) as erp:
        caller = Caller(erp).login()
        erp.inject(sandbox.Delay(60))
        with pytest.raises(requests.Timeout):
            caller.http.post(
                f"{erp.url}/mge/service.sbr", params={"serviceName": CORE}, timeout=0.05,
                headers={"Cookie": f"JSESSIONID={caller.session_id}"},
            )  # fmt: skip
        caller.http.close()
        started = time.monotonic()
    assert time.monotonic() - started < 10


def test_tax_ids() -> None:
    assert taxids.cnpj(0) == "00000000000191"
    assert taxids.cnpj(11222333) == "11222333000181"
    assert taxids.cpf(111444777) == "11144477735"


def test_loopback_only() -> None:
    with pytest.raises(ValueError, match="loopback"):
        sandbox.serve(host="0.0.0.0")
    with pytest.raises(ValueError, match="dialect"):
        sandbox.serve(dialect="mysql")


@pytest.mark.parametrize("command", ["django_sankhya.sandbox", "django sankhya_sandbox"])
def test_the_command(tmp_path: Path, command: str) -> None:
    port_file = tmp_path / "port"
    arguments = [sys.executable, "-W", "error", "-m", *command.split(), "--port", "0",
                 "--rows", "5", "--dialect", "sqlserver", "--user", "ANA:a:b", "--port-file",
                 str(port_file)]  # fmt: skip
    root = Path(sandbox.__file__).parents[2]
    environment = {
        **os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'example_project'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }  # fmt: skip
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, text=True, env=environment, cwd=root
    )
    with process:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = port_file.read_text()
        assert line == f"SANKHYA_URL=sankhya://ANA:a%3Ab@127.0.0.1:{port}/?dialect=sqlserver\n"
        body = b'{"requestBody":{"NOMUSU":{"$":"ANA"},"INTERNO":{"$":"a:b"}}}'
        url = f"http://127.0.0.1:{port}/mge/service.sbr"
        query = {"serviceName": "MobileLoginSP.login", "outputType": "json"}
        assert requests.post(url, body, params=query, timeout=10).json()["status"] == "1"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_missing_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['waitress'] = None\n"
        "try: import django_sankhya.sandbox\n"
        "except ImportError as error: print(error)"
    )
    root = Path(sandbox.__file__).parents[2]
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert 'pip install "django-sankhya[sandbox]"' in found.stdout
