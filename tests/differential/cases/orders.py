"""Order and slices: the same rows in the same order, whatever the page."""

from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce, Lower

from django_sankhya.models import City, Contact, Partner, State
from tests.differential.outcome import Case

partners, cities, states, contacts = Partner.sankhya, City.sankhya, State.sankhya, Contact.sankhya

CASES: dict[str, Case | Callable[[], Any]] = {
    # Order
    "order by the key": lambda: partners.order_by("codparc"),
    "order by the key backwards": lambda: partners.order_by("-pk"),
    "order by a flag and the key": lambda: partners.order_by("ativo", "-pk"),
    "order by a number, NULLs last": lambda: partners.order_by(
        F("limcred").asc(nulls_last=True), "pk"
    ),
    "order by a number backwards, NULLs first": lambda: partners.order_by(
        F("limcred").desc(nulls_first=True), "pk"
    ),
    "order by a number backwards, NULLs last": lambda: partners.order_by(
        F("prazopag").desc(nulls_last=True), "-pk"
    ),
    "order by a moment, NULLs first": lambda: partners.order_by(
        F("dtultcontato").asc(nulls_first=True), "pk"
    ),
    "order by a text": lambda: states.order_by("-uf"),
    "order by a foreign key": lambda: partners.filter(cidade__isnull=False).order_by(
        "cidade_id", "-pk"
    ),
    "order by a related column": lambda: partners.order_by("cidade__codmunfis", "pk").filter(
        cidade__codmunfis__isnull=False
    ),
    "order by a related column backwards": lambda: cities.order_by("-unidadefederativa__uf", "pk"),
    "order by two levels": lambda: partners.filter(cidade__gt=0).order_by(
        "cidade__unidadefederativa__uf", "pk"
    ),
    "order by a relation": lambda: cities.order_by("unidadefederativa", "pk"),
    "order by a related column, NULLs last": lambda: partners.order_by(
        F("parceiromatriz__codparc").asc(nulls_last=True), "pk"
    ),
    "order by lower case": lambda: states.order_by(Lower("uf").desc()),
    "order by an expression": lambda: partners.filter(prazopag__isnull=False).order_by(
        F("prazopag") - F("codparc"), "pk"
    ),
    "order by a coalesce": lambda: partners.order_by(Coalesce("prazopag", 0).desc(), "pk"),
    "order reversed": lambda: partners.order_by("ativo", "pk").reverse(),
    "order replaced": lambda: partners.order_by("-pk").order_by("pk"),
    "order and filter across": lambda: partners.filter(cidade__unidadefederativa__uf="MG").order_by(
        "-cidade__nomecid", "pk"
    ),
    "order of a composite key": lambda: contacts.order_by("pk"),
    "order of a composite key backwards": lambda: contacts.order_by("-pk"),
    "order across from a composite key": lambda: contacts.order_by("-parceiro__cidade__pk", "pk"),
    # Slices
    "slice of the first": lambda: partners.order_by("pk")[:10],
    "slice of one page": lambda: partners.order_by("pk")[:50],
    "slice beyond one page": lambda: partners.order_by("pk")[:51],
    "slice inside of a page": lambda: partners.order_by("pk")[60:80],
    "slice over a border": lambda: partners.order_by("pk")[47:53],
    "slice of a deep page": lambda: partners.order_by("-pk")[120:130],
    "slice to the end": lambda: partners.order_by("pk")[290:],
    "slice beyond the end": lambda: partners.order_by("pk")[1000:1010],
    "slice over the end": lambda: partners.order_by("pk")[280:1000],
    "slice of a slice": lambda: partners.order_by("pk")[50:150][10:20],
    "slice that is empty": lambda: partners.order_by("pk")[10:10],
    "slice with a step": lambda: partners.order_by("pk")[10:30:3],
    "slice after filter and order": lambda: partners.filter(ativo=True).order_by("-pk")[100:107],
    "slice of related order": lambda: cities.order_by("-unidadefederativa__uf", "pk")[5:15],
    "index": lambda: partners.order_by("pk")[77],
    "list of all slices": lambda: [
        list(partners.order_by("pk")[low : low + 70]) for low in range(0, 350, 70)
    ],
}
