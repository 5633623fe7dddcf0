"""Numbers, flags, NULLs, Q and F on the columns of one entity."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Abs, Cast, Coalesce, Mod

from django_sankhya.models import City, Contact, Partner, PartnerComplement, Region, Seller, State
from tests.differential.outcome import Case

partners = Partner.sankhya

CASES: dict[str, Case | Callable[[], Any]] = {
    # Numbers
    "equal to an integer": lambda: partners.filter(codparc=101),
    "equal to an integer given as text": lambda: partners.filter(codparc="101"),
    "equal to zero, the row that means none": lambda: partners.filter(codparc=0),
    "greater than": lambda: partners.filter(codparc__gt=290),
    "greater than zero": lambda: partners.filter(codparc__gt=0),
    "greater or equal": lambda: partners.filter(codparc__gte=290),
    "less than": lambda: partners.filter(codparc__lt=5),
    "less or equal": lambda: partners.filter(codparc__lte=5),
    "less than a negative": lambda: partners.filter(codparc__lt=-1),
    "range": lambda: partners.filter(codparc__range=(100, 110)),
    "range that is empty": lambda: partners.filter(codparc__range=(110, 100)),
    "in a list": lambda: partners.filter(codparc__in=[1, 5, 101, 99999]),
    "in an empty list": lambda: partners.filter(codparc__in=[]),
    "in a list of one": lambda: partners.filter(codparc__in=[7]),
    "in a list with NULL": lambda: partners.filter(prazopag__in=[0, None]),
    "in 999 ids": lambda: partners.filter(codparc__in=range(999)),
    "in 1,000 ids": lambda: partners.filter(codparc__in=range(1000)),
    "in 1,001 ids": lambda: partners.filter(codparc__in=range(1001)),
    "in 1,500 ids": lambda: partners.filter(codparc__in=range(100, 1600)),
    "not in 1,500 ids": lambda: partners.exclude(codparc__in=range(100, 1600)),
    "in 1,500 texts": lambda: partners.filter(complemento__in=["?", *map(str, range(1499))]),
    "pk by its short name": lambda: partners.filter(pk=101),
    "pk in": lambda: partners.filter(pk__in={101, 102}),
    "decimal equal": lambda: partners.filter(limcred=Decimal("0.10")),
    "decimal equal to zero": lambda: partners.filter(limcred=0),
    "decimal equal to a small negative": lambda: partners.filter(limcred=Decimal("-0.01")),
    "decimal equal to a big one": lambda: partners.filter(limcred=Decimal("9999999999.99")),
    "decimal greater than a fraction": lambda: partners.filter(limcred__gt=Decimal("0.2")),
    "decimal below zero": lambda: partners.filter(limcred__lt=0),
    "decimal range": lambda: partners.filter(limcred__range=("0.1", "0.3")),
    "decimal in": lambda: partners.filter(limcred__in=[Decimal("0.1"), Decimal("0.3"), 0]),
    "negative integer": lambda: partners.filter(prazopag=-5),
    "negative default of a column": lambda: Region.sankhya.filter(codregpai=Region.NO_PARENT),
    "integer against a decimal bound": lambda: partners.filter(prazopag__gt=Decimal("29.5")),
    "integer against a float bound": lambda: partners.filter(prazopag__lte=29.5),
    # Flags
    "flag is true": lambda: partners.filter(ativo=True),
    "flag is false": lambda: partners.filter(ativo=False),
    "flag is not true": lambda: partners.exclude(ativo=True),
    "flag in both values": lambda: partners.filter(ativo__in=[True, False]),
    "flag in one value": lambda: partners.filter(ativo__in=[False]),
    "flag that may be NULL is true": lambda: Seller.sankhya.filter(atuacomprador=True),
    "flag that may be NULL is not true": lambda: Seller.sankhya.exclude(atuacomprador=True),
    "flag that may be NULL is NULL": lambda: Seller.sankhya.filter(atuacomprador=None),
    "two flags": lambda: partners.filter(ativo=False, fornecedor=True),
    "flag by a bare Q": lambda: partners.filter(Q(ativo=False) | Q(bloquear=True)),
    "flag equal to another flag": lambda: partners.filter(ativo=F("cliente")),
    "flag differs from another flag": lambda: partners.exclude(ativo=F("cliente")),
    # NULLs
    "is NULL": lambda: partners.filter(limcred__isnull=True),
    "is not NULL": lambda: partners.filter(limcred__isnull=False),
    "equal to None": lambda: partners.filter(nomeparc=None),
    "exclude None": lambda: partners.exclude(nomeparc=None),
    "exclude a value keeps NULLs": lambda: partners.exclude(limcred=0),
    "exclude a comparison keeps NULLs": lambda: partners.exclude(limcred__gt=0),
    "exclude a list keeps NULLs": lambda: partners.exclude(prazopag__in=[0, -5]),
    "exclude a range": lambda: partners.exclude(limcred__range=(0, 1)),
    "exclude a negated value": lambda: partners.exclude(~Q(limcred=0)),
    "exclude NULL or value": lambda: partners.exclude(Q(limcred=None) | Q(limcred=0)),
    "key is NULL": lambda: partners.filter(codparc__isnull=True),
    "key is not NULL": lambda: partners.filter(pk__isnull=False),
    "coalesce of NULL": lambda: partners.alias(limit=Coalesce("limcred", Value(Decimal(0)))).filter(
        limit=0
    ),
    # Q
    "and of two conditions": lambda: partners.filter(Q(codparc__gt=100) & Q(codparc__lt=105)),
    "or of two conditions": lambda: partners.filter(Q(codparc=101) | Q(codparc=105)),
    "xor of two conditions": lambda: partners.filter(Q(codparc__lt=110) ^ Q(codparc__gt=105)),
    "xor of three conditions": lambda: partners.filter(
        Q(codparc__lt=110) ^ Q(codparc__gt=105) ^ Q(codparc=107)
    ),
    "xor with NULLs": lambda: partners.filter(Q(limcred__gt=0) ^ Q(prazopag__gt=0)),
    "xor with an impossible condition": lambda: partners.filter(
        Q(ativo=False) ^ Q(prazopag__in=[])
    ),
    "xor with a certain condition": lambda: partners.filter(Q(ativo=False) ^ ~Q(prazopag__in=[])),
    "xor of four conditions across": lambda: partners.filter(
        Q(codparc__lt=200) ^ Q(cidade__ddd="34") ^ Q(limcred=None) ^ Q(ativo=False)
    ),
    "not": lambda: partners.filter(~Q(codparc__gt=5)),
    "not of and": lambda: partners.filter(~Q(codparc__gt=5, limcred__gt=0)),
    "not of or": lambda: partners.filter(~(Q(codparc__gt=5) | Q(limcred=0))),
    "not of not": lambda: partners.filter(~~Q(codparc__gt=295)),
    "exclude of or": lambda: partners.exclude(Q(codparc__gt=5) | Q(limcred=0)),
    "exclude of two keywords": lambda: partners.exclude(ativo=True, cliente=True),
    "deep tree": lambda: partners.filter(
        (Q(codparc__lt=120) & (Q(limcred=None) | ~Q(prazopag__gt=0)))
        | (Q(ativo=False) & ~Q(pk=140))
    ),
    "chained filters": lambda: partners.filter(codparc__gt=100).filter(codparc__lt=104),
    "chained exclude": lambda: partners.filter(codparc__lt=9).exclude(pk=1).exclude(pk__in=[2, 3]),
    "empty Q": lambda: partners.filter(Q()),
    "empty exclude": lambda: partners.exclude(Q()),
    "nothing or something": lambda: partners.filter(Q(pk__in=[]) | Q(pk=101)),
    "not nothing": lambda: partners.filter(~Q(pk__in=[]), codparc__lt=4),
    "querysets joined by |": lambda: partners.filter(pk=101) | partners.filter(pk=102),
    "querysets joined by &": lambda: partners.filter(pk__gt=101) & partners.filter(pk__lt=104),
    "querysets joined by ^": lambda: partners.filter(pk__lt=104) ^ partners.filter(pk__gt=2),
    # F
    "column greater than column": lambda: partners.filter(limcred__gt=F("limcredmensal")),
    "column equal to itself": lambda: partners.filter(limcred=F("limcred")),
    "column in columns": lambda: partners.filter(prazopag__in=[F("codparc"), F("ramal"), 0]),
    "range between columns": lambda: partners.filter(limcred__range=(F("limcredmensal"), 1)),
    "column plus number": lambda: partners.filter(codparc__gt=F("prazopag") + 250),
    "column minus column": lambda: partners.filter(codparc__lt=F("prazopag") - F("ramal")),
    "column times number": lambda: partners.filter(prazopag__gte=F("codparc") * 2),
    "column divided by a decimal": lambda: partners.filter(
        limcred__gt=F("limcredmensal") / Decimal(2)
    ),
    "remainder": lambda: partners.alias(rest=Mod("codparc", 10)).filter(rest=7),
    "absolute value": lambda: partners.alias(size=Abs("prazopag")).filter(size=5),
    "foreign key compared with the key": lambda: partners.filter(parceiromatriz=F("codparc")),
    "exclude by a column": lambda: partners.exclude(limcred__gt=F("limcredmensal")),
    "number as text": lambda: partners.alias(code=Cast("codparc", CharField(max_length=10))).filter(
        code__startswith="29"
    ),
    "text as number": lambda: State.sankhya.alias(code=Cast("codstgnre", IntegerField())).filter(
        code=None
    ),
    # Other entities
    "state by its number": lambda: State.sankhya.filter(coduf=13),
    "city by a padded code": lambda: City.sankhya.filter(ddd="34"),
    "complement by flag": lambda: PartnerComplement.sankhya.filter(exigepedido=True),
    "complement by decimal": lambda: PartnerComplement.sankhya.filter(fatmin__gte=10),
    "contact by number": lambda: Contact.sankhya.filter(prioridade__gte=1),
    "commission of 0.1": lambda: Seller.sankhya.filter(comvenda=Decimal("0.1")),
    "commission of NULL": lambda: Seller.sankhya.filter(comvenda=None),
}
