"""The envelope: formats, modules, services, and what is not understood."""

import json

import pytest

from django_sankhya.sandbox import envelope
from django_sankhya.sandbox.envelope import Element

from .caller import Caller, message

CORE = "SessionManagerSP.getCoreSessions"


def test_the_format_of_the_answer_is_that_of_the_url(caller: Caller) -> None:
    for body in (b'{"requestBody":{}}', b"<serviceRequest><requestBody/></serviceRequest>", b""):
        assert caller.post(CORE, body).headers["Content-Type"] == "text/xml;charset=UTF-8"
        answer = caller.post(CORE, body, outputType="json")
        assert answer.headers["Content-Type"] == "application/json;charset=UTF-8"
        assert answer.json()["status"] == "1"


def test_the_service_name_of_the_url_holds(caller: Caller) -> None:
    body = b'{"serviceName":"MobileLoginSP.logout","requestBody":{}}'
    assert caller.post(CORE, body, outputType="json").json()["serviceName"] == CORE
    assert caller.erp.open_sessions == 1


def test_get_with_a_body(caller: Caller) -> None:
    answer = caller.http.get(
        f"{caller.erp.url}/mge/service.sbr",
        params={"serviceName": CORE, "outputType": "json", "mgeSession": caller.session_id},
        data=b"{}",
    )
    assert answer.json()["status"] == "1"


@pytest.mark.parametrize(
    ("service", "module", "text"),
    [
        ("CACSP.incluirNota", "mge", "HttpServiceBroker: Nenhum provedor foi encontrado para o "
         "serviço 'CACSP.incluirNota'."),
        (CORE, "mgecom", f"HttpServiceBroker: Nenhum provedor foi encontrado para o serviço '{CORE}'."),
        ("CRUDServiceProvider.nada", "mge", "Método nada não encontrado"),
    ],
)  # fmt: skip
def test_unknown_services(caller: Caller, service: str, module: str, text: str) -> None:
    assert caller.json(service, {}, module)["statusMessage"] == text
    assert message(caller.xml(service, "", module)) == text


def test_other_paths_are_404(caller: Caller) -> None:
    for path in ("/", "/mge/", "/outro/service.sbr", "/mge/service.sbr/x"):
        assert caller.http.post(caller.erp.url + path).status_code == 404
    assert caller.http.put(caller.erp.url + "/mge/service.sbr").status_code == 405


def test_malformed_bodies(caller: Caller) -> None:
    answer = caller.post(CORE, b'{"requestBody":', outputType="json")
    assert answer.status_code == 200
    assert answer.text.startswith("<?xml")
    assert 'status="0"' in answer.text
    for body in (b"<a><b></a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a', b"[1]", b"\xff\xfe"):
        assert caller.post(CORE, body).status_code == 200


def test_entities_of_a_request_are_not_resolved(caller: Caller) -> None:
    body = (
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><serviceRequest><requestBody>'
        "<sql>SELECT '&b;' AS X FROM DUAL</sql></requestBody></serviceRequest>"
    )
    answer = caller.post("DbExplorerSP.executeQuery", body.encode())
    assert answer.status_code == 200
    assert "hostname" not in answer.text


def test_requests_in_latin_1(caller: Caller) -> None:
    xml = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><serviceRequest><requestBody>'
        "<sql>SELECT 'ação' AS X FROM DUAL</sql></requestBody></serviceRequest>"
    )
    answer = caller.post("DbExplorerSP.executeQuery", xml.encode("iso-8859-1"))
    assert "<cell>ação</cell>" in answer.content.decode()
    data = json.dumps({"requestBody": {"sql": "SELECT 'ação' AS X FROM DUAL"}}, ensure_ascii=False)
    answer = caller.post("DbExplorerSP.executeQuery", data.encode("iso-8859-1"), outputType="json")
    assert answer.json()["responseBody"]["rows"] == [["ação"]]


# The members' order of rows in the vendor's own examples.
@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        ("f0 f1 f2 f3 f4 f5", "f0 f1 f2 f3 f4 f5"),
        ("f0 f1 f2 f3 f4 f5 f6 f7 f8", "f6 f7 f8 f0 f1 f2 f3 f4 f5"),
        ("f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 _rmd", "f6 f7 f8 f9 f10 _rmd f0 f1 f2 f3 f4 f5"),
        ("CODPROD DESCRPROD CODGRUPOPROD CODVOL MARCA _rmd",
         "CODVOL _rmd MARCA DESCRPROD CODGRUPOPROD CODPROD"),
        ("DESCRPROD CODPROD GrupoProduto_CODGRUPOPROD _rmd",
         "GrupoProduto_CODGRUPOPROD _rmd DESCRPROD CODPROD"),
    ],
)  # fmt: skip
def test_java_order(given: str, ordered: str) -> None:
    assert " ".join(envelope.hash_order(tuple(given.split()))) == ordered


def test_json_is_a_copy_of_the_xml() -> None:
    root = Element("a", {"n": "1"}, "t", [Element("b"), Element("c", text="x"), Element("c")])
    assert envelope.to_json(root) == {"$": "t", "n": "1", "b": {}, "c": [{"$": "x"}, {}]}
    assert envelope.to_xml(root) == '<a n="1">t<b/><c>x</c><c/></a>'


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert envelope.to_xml(Element("a", text="x\x01\ry\ufffe")) == "<a>x?&#13;y?</a>"
