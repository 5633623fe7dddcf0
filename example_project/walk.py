"""A walk through the example over HTTP, as a visitor would take it."""

# ruff: noqa: T201 - what is printed is the result

import re
from collections.abc import Callable
from html import escape
from time import monotonic, sleep
from typing import Any

import requests

from django_sankhya.sandbox import Sandbox

NAME = "Café & Cia São João"
TIMEOUT = 30


class WalkError(Exception):
    """What was not as it should be."""


class Visitor:
    """A browser without a screen that keeps cookies and fills in forms, and an eye on the ERP."""

    def __init__(self, site_url: str, erp: Sandbox) -> None:
        self.erp = erp
        self._site_url = site_url
        self._http = requests.Session()
        self._http.trust_env = False  # loopback needs no proxy
        self._http.headers["Accept-Language"] = "en"
        self.page = ""
        self.path = ""

    def open(self, path: str) -> None:
        """Open a page; a failure is a fault."""
        self._arrive(self._http.get(self._site_url + path, timeout=TIMEOUT))

    def submit(self, **data: str) -> None:
        """Send the form of this page to its own address."""
        data["csrfmiddlewaretoken"] = self.find(r'name="csrfmiddlewaretoken" value="(\w+)"')
        url = self._site_url + self.path
        self._arrive(self._http.post(url, data, headers={"Referer": url}, timeout=TIMEOUT))

    def find(self, pattern: str) -> str:
        """Return what the group in the pattern finds on the page; nothing is a fault."""
        found = re.search(pattern, self.page)
        if not found:
            raise WalkError(f"{self.path} shows nothing like {pattern}\n{_text(self.page)}")
        return found[1]

    def stored(self, column: str) -> Any:
        """Return what the ERP itself has of the new partner, None if it is not there."""
        rows = self.erp.sql(f"SELECT {column} FROM TGFPAR WHERE NOMEPARC = ?", [NAME])  # noqa: S608
        return rows[0][0] if rows else None

    def _arrive(self, answer: requests.Response) -> None:
        if not answer.ok:
            raise WalkError(f"{answer.url} answers {answer.status_code}\n{_text(answer.text)}")
        self.page = answer.text
        self.path = answer.url.removeprefix(self._site_url)


def _text(page: str) -> str:
    return " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split())[:2000]


def log_in(visitor: Visitor) -> str:
    visitor.open("")
    visitor.submit(username="admin", password="admin", next="")  # noqa: S106
    user = visitor.find(r"Log out (\w+)")
    return f"logged in as {user}"


def see_list(visitor: Visitor) -> str:
    visitor.open("partners/")
    rows = visitor.page.count('scope="row"')
    total = _count(visitor)
    if not 0 < rows <= total:
        raise WalkError(f"{rows} rows of {total} partners")
    return f"list: {rows} of {total} partners on the first page"


def filter_list(visitor: Visitor) -> str:
    total = _count(visitor)
    visitor.open("partners/?state=MG&active=yes&sort=-city")
    found = _count(visitor)
    if not 0 < found < total or "/MG" not in visitor.page:
        raise WalkError(f"the filter finds {found} of {total} partners")
    return f"filter: {found} active partners in MG, sorted by city"


def save(visitor: Visitor) -> str:
    visitor.open("partners/new/")
    visitor.submit(**_partner())
    code = visitor.find(r"partners/(\d+)/edit/")
    stored = visitor.stored("NOMEPARC")
    if stored != NAME:
        raise WalkError(f"the ERP has {stored!r} instead of {NAME!r}")
    return f"saved: the ERP has {stored} under the code {code}"


def change(visitor: Visitor) -> str:
    visitor.open(visitor.find(r'href="/(partners/\d+/edit/)"'))
    visitor.submit(**_partner(limcred="1234.50"))
    shown, stored = visitor.find(r"R\$&nbsp;([\d.,]+)"), visitor.stored("LIMCRED")
    if shown != "1,234.50" or stored != 1234.5:
        raise WalkError(f"the page has {shown}, the ERP {stored} instead of 1234.5")
    return f"changed: the credit limit is {shown} on the page, {stored} in the ERP"


def see_admin(visitor: Visitor) -> str:
    visitor.open("admin/django_sankhya/partner/?q=Jo%C3%A3o")
    visitor.find(f"({re.escape(escape(NAME))})")
    visitor.open("admin/django_sankhya/city/")
    cities = visitor.find(r"(\d+) cities")
    return f"admin: finds the partner, and lists {cities} cities"


def delete(visitor: Visitor) -> str:
    code = visitor.stored("CODPARC")
    visitor.open(f"admin/django_sankhya/partner/{code}/delete/")
    visitor.submit(post="yes")
    if visitor.stored("CODPARC"):
        raise WalkError("the ERP still has the partner")
    return "deleted in the admin, and gone from the ERP"


def look_back(visitor: Visitor) -> str:
    erp = visitor.erp
    deadline = monotonic() + TIMEOUT
    while erp.open_sessions and monotonic() < deadline:
        sleep(0.05)  # a page arrives before its session is closed
    if erp.open_sessions or erp.failed_logins or erp.concurrent_calls:
        raise WalkError(f"{erp.open_sessions} sessions are still open")
    return f"the ERP saw {erp.calls.total()} calls in {erp.logins} sessions, and each was closed"


STEPS: list[Callable[[Visitor], str]] = [
    log_in,
    see_list,
    filter_list,
    save,
    change,
    see_admin,
    delete,
    look_back,
]


def check(site_url: str, erp: Sandbox) -> int:
    """Take the walk, print what is seen; return 0 if all was well."""
    visitor = Visitor(site_url, erp)
    print(f"The example is at {site_url}, its ERP at {erp.url}", flush=True)
    for step in STEPS:
        try:
            print(f"  ok    {step(visitor)}", flush=True)
        except (WalkError, requests.RequestException) as fault:
            print(f"  FAULT {step.__name__}: {fault}", flush=True)
            return 1
    print("All is well.")
    return 0


def _count(visitor: Visitor) -> int:
    return int(visitor.find(r"<h1>(\d+) partner"))


def _partner(**changes: str) -> dict[str, str]:
    return {
        "nomeparc": NAME,
        "tippessoa": "J",
        "cgc_cpf": "11.222.333/0001-81",
        "cidade": "Uberlândia/MG",
        "classificms": "C",
        "ativo": "on",
        "cliente": "on",
        **changes,
    }
