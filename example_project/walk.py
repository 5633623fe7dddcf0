"""A walk through the example over HTTP, as a visitor would take it."""

# ruff: noqa: T201 - what is printed is the result

import re
from collections.abc import Callable

import requests

from django_sankhya.models import Partner

NAME = "Café & Cia São João"
TIMEOUT = 30


class WalkError(Exception):
    """What was not as it should be."""


class Visitor:
    """A browser without a screen: keeps cookies, fills in forms."""

    def __init__(self, site_url: str) -> None:
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
    partner = Partner.sankhya.select_related("cidade").get(codparc=code)
    if partner.nomeparc != NAME:
        raise WalkError(f"the ERP has {partner.nomeparc!r} instead of {NAME!r}")
    return f"saved: the ERP has {partner.nomeparc} in {partner.cidade} with the code {code}"


def change(visitor: Visitor) -> str:
    code = visitor.find(r"partners/(\d+)/edit/")
    visitor.open(f"partners/{code}/edit/")
    visitor.submit(**_partner(limcred="1234.5"))
    limit = visitor.find(r"R\$&nbsp;([\d.,]+)")
    stored = Partner.sankhya.get(codparc=code).limcred
    if f"{stored:,.2f}" != limit:
        raise WalkError(f"the ERP has {stored}, the page {limit}")
    return f"changed: the credit limit is {limit} on the page and {stored} in the ERP"


def see_admin(visitor: Visitor) -> str:
    visitor.open("admin/django_sankhya/partner/?q=Jo%C3%A3o")
    visitor.find(f"({re.escape(NAME.replace('&', '&amp;'))})")
    visitor.open("admin/django_sankhya/city/")
    return f"admin: finds the partner, and lists {visitor.find(r'([0-9]+) cities')} cities"


def delete(visitor: Visitor) -> str:
    code = Partner.sankhya.get(nomeparc=NAME).codparc
    visitor.open(f"admin/django_sankhya/partner/{code}/delete/")
    visitor.submit(post="yes")
    if Partner.sankhya.filter(codparc=code).exists():
        raise WalkError("the ERP still has the partner")
    return "deleted in the admin, and gone from the ERP"


STEPS: list[Callable[[Visitor], str]] = [
    log_in,
    see_list,
    filter_list,
    save,
    change,
    see_admin,
    delete,
]


def check(site_url: str) -> int:
    """Take the walk, print what is seen; return 0 if all was well."""
    visitor = Visitor(site_url)
    print(f"The example is at {site_url}", flush=True)
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
