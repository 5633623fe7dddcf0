"""Conditions across foreign keys: forward, back, two levels, onto itself, composite keys.

Rows never repeat in the ERP: where a condition crosses to many rows, sqlite3 is asked for distinct ones.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q

from django_sankhya.models import City, Contact, Partner, PartnerComplement, Region, Seller, State
from tests.differential.outcome import Case

partners, cities, states = Partner.sankhya, City.sankhya, State.sankhya
contacts, sellers, regions = Contact.sankhya, Seller.sankhya, Region.sankhya


def once(ask: Callable[[], Any]) -> Case:
    """Ask for rows that a join to many would repeat."""
    return Case(ask, lambda: ask().distinct())


CASES: dict[str, Case | Callable[[], Any]] = {
    # Forward
    "key of the related row": lambda: partners.filter(cidade=1),
    "key by its column": lambda: partners.filter(cidade_id=1),
    "key by its path": lambda: partners.filter(cidade__codcid=1),
    "key by pk": lambda: partners.filter(cidade__pk=1),
    "instance": lambda: partners.filter(cidade=City(codcid=1)),
    "keys in": lambda: partners.filter(cidade__in=[1, 2, 0]),
    "keys in instances": lambda: partners.filter(cidade__in=[City(pk=1), City(pk=2)]),
    "key after": lambda: partners.filter(cidade__gt=20),
    "key is NULL": lambda: partners.filter(vendedorpreferencial=None),
    "key is not NULL": lambda: partners.filter(regiao__isnull=False),
    "column of the related row": lambda: partners.filter(cidade__nomecid="Uberlândia"),
    "text of the related row": lambda: partners.filter(cidade__nomecid__contains="São"),
    "column of the related row is NULL": lambda: partners.filter(cidade__ddd=None),
    "column of a related row that may miss": lambda: partners.filter(parceiromatriz__nomeparc=None),
    "column of the related row in": lambda: partners.filter(cidade__ddd__in=["34", "11"]),
    "flag of the related row": lambda: partners.filter(vendedorpreferencial__ativo=False),
    "decimal of the related row": lambda: partners.filter(
        vendedorpreferencial__comvenda=Decimal("2.5")
    ),
    "two columns of the related row": lambda: partners.filter(
        cidade__nomecid__startswith="S", cidade__ddd__gt="2"
    ),
    "two relations to the same entity": lambda: partners.filter(
        vendedorpreferencial__apelido=F("assessor__apelido")
    ),
    "onto itself": lambda: partners.filter(parceiromatriz__nomeparc__contains="O'Neil"),
    "onto itself twice": lambda: partners.filter(parceiromatriz__parceiromatriz=101),
    "seller's manager": lambda: sellers.filter(gerente__tipvend="G"),
    "own and related column": lambda: partners.filter(codparc__gt=100, cidade__ddd="34"),
    "own or related column": lambda: partners.filter(Q(codparc=101) | Q(cidade__ddd="34")),
    "own xor related column": lambda: partners.filter(Q(codparc__gt=290) ^ Q(cidade__ddd="34")),
    "own column equal to a related one": lambda: partners.filter(regiao_id=F("cidade__regiao_id")),
    "own column after a related one": lambda: partners.filter(
        limcred__gt=F("cidade__codcid") * 100
    ),
    "not the related column": lambda: partners.filter(~Q(cidade__ddd="34")),
    "exclude a related column": lambda: partners.exclude(cidade__nomecid__contains="a"),
    "exclude a related column that may miss": lambda: partners.exclude(
        parceiromatriz__nomeparc__contains="O'Neil"
    ),
    "exclude two related columns": lambda: partners.exclude(
        cidade__ddd="34", vendedorpreferencial__ativo=True
    ),
    "exclude the relation is NULL": lambda: partners.exclude(vendedorpreferencial=None),
    # Two levels and more
    "two levels": lambda: partners.filter(cidade__unidadefederativa__uf="MG"),
    "two levels in": lambda: partners.filter(cidade__unidadefederativa__uf__in=["SP", "RJ"]),
    "two levels is NULL": lambda: partners.filter(cidade__unidadefederativa__codibge=None),
    "two levels by key": lambda: partners.filter(cidade__unidadefederativa=13),
    "two levels by two paths": lambda: partners.filter(
        cidade__regiao__nomereg="Sudeste", vendedorpreferencial__regiao__nomereg="Sul"
    ),
    "two levels or NULL": lambda: partners.filter(
        Q(cidade__unidadefederativa__uf="MG") | Q(vendedorpreferencial__gerente=None)
    ),
    "three levels": lambda: partners.filter(parceiromatriz__cidade__unidadefederativa__uf="XX"),
    "exclude two levels": lambda: partners.exclude(cidade__unidadefederativa__uf="MG"),
    "exclude three levels": lambda: partners.exclude(
        parceiromatriz__cidade__unidadefederativa__uf="XX"
    ),
    "one to one forward": lambda: PartnerComplement.sankhya.filter(parceiro__cidade=1),
    "complement's city": lambda: PartnerComplement.sankhya.filter(
        parceiro__nomeparc__contains="O'"
    ),
    # Back
    "one to one back": lambda: partners.filter(partnercomplement__identificacao="A"),
    "one to one back is missing": lambda: partners.filter(partnercomplement=None),
    "one to one back is there": lambda: partners.filter(partnercomplement__isnull=False),
    "one to one back column is NULL": lambda: partners.filter(partnercomplement__fatmin=None),
    "exclude one to one back": lambda: partners.exclude(partnercomplement__fatmin__gte=0),
    "back": once(lambda: cities.filter(partner__codparc__gt=290)),
    "back by two conditions on one row": once(
        lambda: cities.filter(partner__ativo=False, partner__cliente=True)
    ),
    "back by two conditions on any rows": once(
        lambda: cities.filter(partner__ativo=False).filter(partner__cliente=True)
    ),
    "back has none": once(lambda: cities.filter(partner=None, codcid__lt=30)),
    "back has some": once(lambda: cities.filter(partner__isnull=False)),
    "back or own column": once(lambda: cities.filter(Q(partner__ativo=False) | Q(codcid=3))),
    "back by a text": once(lambda: cities.filter(partner__nomeparc__contains="'")),
    "back by column NULL": once(lambda: cities.filter(partner__nomeparc=None, codcid__gt=0)),
    "back onto itself": once(lambda: partners.filter(partner__codparc__in=[136, 137])),
    "back by another name": once(lambda: sellers.filter(partner_assessor__codparc=135)),
    "back two levels": once(lambda: states.filter(city__partner__codparc__gt=280)),
    "back and forward": once(lambda: cities.filter(partner__vendedorpreferencial__apelido__gt="M")),
    "forward and back": once(lambda: partners.filter(cidade__partner=136)),
    "back to a composite key": once(lambda: partners.filter(contact__nomecontato="Ana")),
    "back to a composite key is missing": once(
        lambda: partners.filter(contact=None, codparc__lt=110)
    ),
    "back to two composite keys": once(
        lambda: partners.filter(contact__nomecontato="Ana").filter(contact__ativo=False)
    ),
    "exclude back": lambda: cities.exclude(partner__ativo=False),
    "exclude back by two conditions": lambda: cities.exclude(
        partner__ativo=False, partner__cliente=True
    ),
    "exclude back of none": lambda: cities.exclude(partner=None),
    "exclude back two levels": lambda: states.exclude(city__partner__codparc__gt=150),
    "exclude back to a composite key": lambda: partners.exclude(contact__nomecontato="Ana"),
    "exclude back with NULLs": lambda: partners.exclude(contact__prioridade__gte=1),
    "not back": lambda: regions.filter(~Q(city__partner__codparc__gt=100)),
    "filtered relation": once(
        lambda: cities.annotate(
            inactive=FilteredRelation("partner", condition=Q(partner__ativo=False))
        ).filter(inactive__codparc__gt=0)
    ),
    # Composite keys
    "composite key": lambda: contacts.filter(pk=(101, 2)),
    "composite keys in": lambda: contacts.filter(pk__in=[(101, 1), (102, 7), (9, 9)]),
    "part of a composite key": lambda: contacts.filter(parceiro=101),
    "other part of a composite key": lambda: contacts.filter(codcontato=1),
    "exclude a composite key": lambda: contacts.exclude(pk=(101, 1)),
    "composite key after": lambda: contacts.filter(pk__gt=(101, 2)),
    "across from a composite key": lambda: contacts.filter(parceiro__nomeparc__contains="O'Neil"),
    "across from a composite key, two levels": lambda: contacts.filter(
        parceiro__cidade__unidadefederativa__coduf__gt=0
    ),
    "across from a composite key or own": lambda: contacts.filter(
        Q(parceiro__codparc=139) | Q(cidade__codcid=2)
    ),
    "exclude across from a composite key": lambda: contacts.exclude(parceiro__cidade=1),
    "composite key by instance": lambda: contacts.filter(parceiro=Partner(codparc=102)),
}
