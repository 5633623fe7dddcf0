"""What type checkers make of `Partner.sankhya`; `make lint` runs them over this file."""

from typing import assert_type

from django_sankhya.client import Request
from django_sankhya.models import City, Partner
from django_sankhya.models.queryset import SankhyaQuerySet

assert_type(Partner.sankhya.first(), Partner | None)
assert_type(Partner.sankhya.filter(codparc=1).first(), Partner | None)
assert_type(Partner.sankhya.get(codparc=1), Partner)
assert_type(Partner.sankhya.order_by("nomeparc").exclude(pk=1), SankhyaQuerySet[Partner])
assert_type(City.sankhya.filter(codcid=1).request(), Request)
assert_type(list(City.sankhya.all()), list[City])
