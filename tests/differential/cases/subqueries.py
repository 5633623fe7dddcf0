"""Querysets inside of querysets, and expressions as conditions."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Case as When_
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from django_sankhya.models import City, Contact, Partner, Seller, State
from tests.differential.outcome import Case

partners, cities, states = Partner.sankhya, City.sankhya, State.sankhya

CASES: dict[str, Case | Callable[[], Any]] = {
    "in a queryset": lambda: partners.filter(cidade__in=cities.filter(ddd="34")),
    "in a queryset of values": lambda: partners.filter(
        cidade__in=cities.filter(ddd="34").values("codcid")
    ),
    "in a queryset of another column": lambda: cities.filter(
        codcid__in=partners.filter(ativo=False).values("cidade")
    ),
    "in a queryset of related values": lambda: states.filter(
        coduf__in=partners.filter(codparc__gt=280).values("cidade__unidadefederativa")
    ),
    "not in a queryset": lambda: cities.exclude(
        codcid__in=partners.filter(codparc__gt=50).values("cidade")
    ),
    "in an empty queryset": lambda: partners.filter(cidade__in=cities.none()),
    "in a nested queryset": lambda: partners.filter(
        cidade__in=cities.filter(unidadefederativa__in=states.filter(uf__in=["MG", "SP"]))
    ),
    "in a queryset on itself": lambda: partners.filter(
        pk__in=partners.filter(parceiromatriz__isnull=False).values("parceiromatriz")
    ),
    "exists": lambda: cities.filter(Exists(partners.filter(cidade=OuterRef("pk"), ativo=False))),
    "not exists": lambda: cities.filter(
        ~Exists(partners.filter(cidade=OuterRef("pk"))), codcid__lt=30
    ),
    "exists or column": lambda: cities.filter(
        Exists(partners.filter(cidade=OuterRef("pk"), ativo=False)) | Q(codcid=3)
    ),
    "exists on itself": lambda: partners.filter(
        Exists(partners.filter(parceiromatriz=OuterRef("pk")))
    ),
    "exists by a related column": lambda: partners.filter(
        Exists(cities.filter(codcid=OuterRef("cidade_id"), ddd="34"))
    ),
    "exists on a composite key": lambda: partners.filter(
        Exists(Contact.sankhya.filter(parceiro=OuterRef("pk"), ativo=False))
    ),
    "exists across relations": lambda: partners.filter(
        Exists(Seller.sankhya.filter(codvend=OuterRef("assessor"), gerente__codvend__gt=0))
    ),
    "equal to a scalar": lambda: partners.filter(
        cidade_id=Subquery(cities.filter(nomecid="Uberlândia").values("codcid")[:1])
    ),
    "equal to the latest of many": lambda: partners.filter(
        codparc=Subquery(
            partners.filter(cidade=OuterRef("cidade")).order_by("-codparc").values("pk")[:1]
        )
    ),
    "in a sliced queryset": lambda: partners.filter(
        cidade__in=cities.order_by("-codcid").values("pk")[:5]
    ),
    "alias of a column": lambda: partners.alias(code=F("codparc")).filter(code__gt=295),
    "alias of a related column": lambda: partners.alias(area=F("cidade__ddd")).filter(area="34"),
    "annotation of a constant": lambda: partners.filter(pk__lt=3).annotate(one=Value(1)),
    "case and when": lambda: partners.alias(
        rank=When_(When(limcred__gt=1000, then=2), When(limcred=None, then=0), default=1)
    ).filter(rank=0),
    "coalesce of columns": lambda: partners.alias(
        limit=Coalesce("limcred", "limcredmensal", Value(Decimal(-1)))
    ).filter(limit__lt=0),
    "condition by a column expression": lambda: partners.filter(
        Q(codparc__gt=F("cidade_id") * 10) & ~Q(codparc__gt=F("cidade_id") * 20)
    ),
    "querysets joined inside a subquery": lambda: partners.filter(
        pk__in=(partners.filter(pk=1) | partners.filter(cidade__ddd="34")).values("pk")
    ),
}
