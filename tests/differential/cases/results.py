"""What comes back: columns, related rows, single values."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Prefetch, Q

from django_sankhya.models import City, Contact, Partner, PartnerComplement, Seller, State
from tests.differential.outcome import Case

partners, cities, states = Partner.sankhya, City.sankhya, State.sankhya
contacts, sellers = Contact.sankhya, Seller.sankhya


def complement_of(partner: Partner) -> Any:
    """Follow a one-to-one relation that may lead nowhere."""
    try:
        return partner.partnercomplement
    except ObjectDoesNotExist:
        return None


CASES: dict[str, Case | Callable[[], Any]] = {
    # All
    "all partners": lambda: partners.all(),
    "all cities": lambda: cities.all(),
    "all states": lambda: states.all(),
    "all sellers": lambda: sellers.all(),
    "all complements": lambda: PartnerComplement.sankhya.all(),
    "all contacts": lambda: contacts.all(),
    "none": lambda: partners.none(),
    "none and filter": lambda: partners.none().filter(pk=1),
    "distinct": lambda: partners.filter(pk__lt=20).distinct(),
    "distinct values with the key": lambda: partners.values("pk", "ativo").distinct(),
    # Columns
    "values": lambda: partners.values(),
    "values of columns": lambda: partners.values("codparc", "nomeparc", "limcred"),
    "values across": lambda: partners.values("pk", "cidade__nomecid"),
    "values across two levels": lambda: partners.values(
        "pk", "cidade__unidadefederativa__uf", "vendedorpreferencial__apelido"
    ),
    "values only across": lambda: partners.order_by("pk").values("cidade__ddd"),
    "values of a related key": lambda: partners.values("pk", "cidade", "cidade__unidadefederativa"),
    "values under another name": lambda: partners.values("pk", city=F("cidade__nomecid")),
    "values of a date and a moment": lambda: partners.values("dtnasc", "dtultcontato", "dtcad"),
    "values_list": lambda: partners.values_list("codparc", "ativo", "prazopag"),
    "values_list of all": lambda: states.values_list(),
    "values_list of the same column twice": lambda: partners.values_list("pk", "codparc", "pk"),
    "values_list flat": lambda: partners.order_by("pk").values_list("nomeparc", flat=True),
    "values_list flat across": lambda: partners.order_by("pk").values_list(
        "cidade__nomecid", flat=True
    ),
    "values_list named": lambda: partners.order_by("pk").values_list("pk", "cep", named=True)[:5],
    "values_list of a composite key": lambda: contacts.values_list("pk", "nomecontato"),
    "values_list in a slice": lambda: partners.order_by("-pk").values_list("pk", flat=True)[45:55],
    "only": lambda: partners.only("codparc", "nomeparc"),
    "only without the key": lambda: partners.only("limcred"),
    "only across": lambda: partners.select_related("cidade").only("nomeparc", "cidade__nomecid"),
    "defer": lambda: partners.defer("observacoes", "motbloq"),
    "deferred column is read later": lambda: [
        partner.cep for partner in partners.only("pk").order_by("pk")[:3]
    ],
    "annotated related column": lambda: partners.annotate(city=F("cidade__nomecid")).values_list(
        "pk", "city"
    ),
    # Related rows
    "select_related": lambda: partners.select_related("cidade"),
    "select_related of two": lambda: partners.select_related("cidade", "vendedorpreferencial"),
    "select_related of two levels": lambda: partners.select_related("cidade__unidadefederativa"),
    "select_related onto itself": lambda: partners.select_related("parceiromatriz__cidade"),
    "select_related of a missing row": lambda: partners.filter(pk=133).select_related(
        "vendedorpreferencial", "parceiromatriz"
    ),
    "select_related and filter": lambda: partners.select_related("cidade").filter(cidade__ddd="34"),
    "select_related one to one back": lambda: partners.filter(pk__range=(100, 140)).select_related(
        "partnercomplement"
    ),
    "select_related from a composite key": lambda: contacts.select_related("parceiro__cidade"),
    "select_related in a slice": lambda: partners.select_related("cidade").order_by("-pk")[48:52],
    "related rows, one by one": lambda: [
        partner.cidade.unidadefederativa.uf for partner in partners.order_by("pk")[1:6]
    ],
    "one to one back, one by one": lambda: [
        complement_of(partner) for partner in partners.filter(pk__in=[101, 103]).order_by("pk")
    ],
    "prefetch_related": lambda: partners.prefetch_related("cidade"),
    "prefetch_related back": lambda: cities.filter(pk__lt=30).prefetch_related("partner_set"),
    "prefetch_related two levels": lambda: states.prefetch_related("city_set__partner_set"),
    "prefetch_related of a composite key": lambda: partners.filter(pk__gt=100).prefetch_related(
        "contact_set"
    ),
    "prefetch_related one to one": lambda: partners.filter(pk__in=[101, 102]).prefetch_related(
        "partnercomplement"
    ),
    "prefetch_related by a queryset": lambda: cities.filter(pk__lt=30).prefetch_related(
        Prefetch("partner_set", partners.filter(ativo=False).only("cidade", "nomeparc"))
    ),
    "prefetch_related of 300 keys": lambda: partners.prefetch_related(
        "vendedorpreferencial__regiao"
    ),
    "manager of a relation": lambda: cities.get(pk=1).partner_set.filter(ativo=True),
    "count of a relation": lambda: cities.get(pk=1).partner_set.count(),
    # Single values
    "count": lambda: partners.count(),
    "count of a filter": lambda: partners.filter(limcred__gt=0).count(),
    "count of a text with quotes": lambda: partners.filter(nomeparc__contains="'").count(),
    "count across": lambda: partners.filter(cidade__unidadefederativa__uf="MG").count(),
    "count across to many": Case(
        lambda: cities.filter(partner__codparc__gt=100).count(),
        lambda: cities.filter(partner__codparc__gt=100).distinct().count(),
    ),
    "count of an exclude": lambda: cities.exclude(partner__ativo=False).count(),
    "count of 1,500 ids": lambda: partners.filter(pk__in=range(100, 1600)).count(),
    "count of a date": lambda: partners.filter(dtnasc__year=2024).count(),
    "count of none": lambda: partners.none().count(),
    "count of an impossible filter": lambda: partners.filter(pk__in=[]).count(),
    "count of a slice": lambda: partners.order_by("pk")[10:30].count(),
    "count of a slice over the end": lambda: partners.order_by("pk")[290:400].count(),
    "count of distinct rows": lambda: partners.filter(pk__lt=50).distinct().count(),
    "count of a composite key": lambda: contacts.filter(parceiro__cidade=1).count(),
    "exists": lambda: partners.filter(nomeparc__contains="'").exists(),
    "exists not": lambda: partners.filter(pk=-1).exists(),
    "exists across": lambda: cities.filter(partner__ativo=False).exists(),
    "exists of a slice": lambda: partners.order_by("pk")[1000:].exists(),
    "first": lambda: partners.first(),
    "first of an order": lambda: partners.order_by("-limcred", "pk").filter(limcred__gt=0).first(),
    "first of nothing": lambda: partners.filter(pk=-1).first(),
    "last": lambda: partners.last(),
    "last of an order": lambda: cities.order_by("unidadefederativa__uf", "pk").last(),
    "last of a composite key": lambda: contacts.last(),
    "earliest": lambda: partners.earliest("pk"),
    "latest": lambda: partners.filter(dtultcontato__isnull=False).latest("dtultcontato", "pk"),
    "get": lambda: partners.get(pk=101),
    "get across": lambda: partners.get(partnercomplement__identificacao="B"),
    "get nothing": lambda: partners.get(pk=-1),
    "get too many": lambda: partners.get(pk__gt=100),
    "get a composite key": lambda: contacts.get(pk=(101, 3)),
    "get by Q": lambda: partners.get(Q(pk=101) | Q(pk=-1)),
    "in_bulk": lambda: partners.in_bulk([101, 102, -1]),
    "in_bulk of all": lambda: states.in_bulk(),
    "in_bulk of 1,500": lambda: partners.in_bulk(range(1500)),
    "in_bulk of nothing": lambda: partners.in_bulk([]),
    "in_bulk of composite keys": lambda: contacts.in_bulk([(101, 1), (102, 7)]),
    "contains": lambda: partners.filter(pk__gt=100).contains(Partner(pk=101)),
    "contains not": lambda: partners.filter(pk__gt=101).contains(Partner(pk=101)),
    "iterator": lambda: list(partners.order_by("pk").iterator()),
    "iterator in small chunks": lambda: list(partners.order_by("-pk").iterator(chunk_size=7)),
    "iterator of values": lambda: list(partners.order_by("pk").values_list("pk").iterator()),
    "iterator with prefetch": lambda: list(
        cities.order_by("pk").prefetch_related("partner_set").iterator(chunk_size=20)
    ),
    "length": lambda: len(partners.filter(ativo=True)),
    "truth": lambda: bool(partners.filter(pk=-1)),
    "membership": lambda: Partner(pk=101) in partners.filter(pk__lt=105),
}
