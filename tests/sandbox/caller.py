"""A bare HTTP caller of the ERP, independent of the package's client."""

import base64
from typing import Any
from xml.etree import ElementTree

import requests

from django_sankhya.sandbox import Sandbox


class Caller:
    """Post service calls and return what came back."""

    def __init__(self, erp: Sandbox) -> None:
        self.erp = erp
        self.http = requests.Session()
        self.session_id = ""

    def post(self, service: str, body: bytes, module: str = "mge", **query: str) -> Any:
        query = {"serviceName": service, **query}
        if self.session_id:
            query.setdefault("mgeSession", self.session_id)
        return self.http.post(f"{self.erp.url}/{module}/service.sbr", params=query, data=body)

    def json(self, service: str, body: Any = None, module: str = "mge", **query: str) -> Any:
        import json

        data = json.dumps({"serviceName": service, "requestBody": body or {}}).encode()
        answer = self.post(service, data, module, outputType="json", **query)
        assert answer.status_code == 200
        return answer.json()

    def xml(self, service: str, body: str = "", module: str = "mge", **query: str) -> Any:
        text = f'<serviceRequest serviceName="{service}"><requestBody>{body}</requestBody></serviceRequest>'
        answer = self.post(service, text.encode(), module, **query)
        assert answer.status_code == 200
        return ElementTree.fromstring(answer.content)

    def login(self, user: str = "SUP", password: str = "sandbox") -> "Caller":
        answer = self.json(
            "MobileLoginSP.login", {"NOMUSU": {"$": user}, "INTERNO": {"$": password}}
        )
        self.session_id = answer["responseBody"]["jsessionid"]["$"]
        return self

    # -- shorthands ---------------------------------------------------------------------------

    def load(
        self, entity: str, fields: str, expression: str = "", *parameters: tuple[str, str],
        page: str | None = "0", **attributes: str,
    ) -> Any:  # fmt: skip
        data_set: dict[str, Any] = {
            "rootEntity": entity,
            "entity": {"path": "", "fieldset": {"list": fields}},
            **attributes,
        }
        if page is not None:
            data_set["offsetPage"] = page
        if expression:
            data_set["criteria"] = {
                "expression": {"$": expression},
                "parameter": [{"$": value, "type": kind} for kind, value in parameters],
            }
        return self.json("CRUDServiceProvider.loadRecords", {"dataSet": data_set})

    def column(self, entity: str, field: str, expression: str = "", *p: tuple[str, str],
               **attributes: str) -> list[str | None]:  # fmt: skip
        """Load one column of the first page; fail where the ERP answers an error."""
        answer = self.load(entity, field, expression, *p, **attributes)
        assert answer["status"] == "1", answer
        return [row["f0"].get("$") for row in rows(answer)]

    def save(self, entity: str, fields: str, values: dict[str, Any], **key: str) -> Any:
        row: dict[str, Any] = {"localFields": {n: {"$": v} for n, v in values.items()}}
        if key:
            row["key"] = {n: {"$": v} for n, v in key.items()}
        return self.json(
            "CRUDServiceProvider.saveRecord",
            {"dataSet": {"rootEntity": entity, "includePresentationFields": "N", "dataRow": row,
                         "entity": {"fieldset": {"list": fields}}}},
        )  # fmt: skip

    def remove(self, entity: str, **key: str) -> Any:
        target = {"rootEntity": entity, "id": {n: {"$": v} for n, v in key.items()}}
        return self.json("CRUDServiceProvider.removeRecord", {"entity": target})

    def query(self, sql: str) -> Any:
        return self.json("DbExplorerSP.executeQuery", {"sql": sql})

    def cells(self, sql: str) -> list[list[Any]]:
        answer = self.query(sql)
        assert answer["status"] == "1", answer
        found: list[list[Any]] = answer["responseBody"]["rows"]
        return found

    def error(self, sql: str) -> str:
        answer = self.query(sql)
        assert answer["status"] == "0", answer
        return str(answer["statusMessage"])


def rows(answer: Any) -> list[Any]:
    found = answer["responseBody"]["entities"].get("entity", [])
    return found if isinstance(found, list) else [found]


def names(answer: Any) -> list[str]:
    fields = answer["responseBody"]["entities"]["metadata"]["fields"]["field"]
    return [f["name"] for f in (fields if isinstance(fields, list) else [fields])]


def message(root: Any) -> str:
    text = root.findtext("statusMessage")
    return base64.b64decode(text).decode("iso-8859-1")


PARTNER = {"NOMEPARC": "Nova Loja", "TIPPESSOA": "J", "CODCID": "28", "CLASSIFICMS": "C"}
