"""Dates and moments: midnight, parts, ranges, zones."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from django_sankhya.models import Partner, Seller
from tests.differential.outcome import Case

partners = Partner.sankhya
LOCAL = ZoneInfo("America/Sao_Paulo")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL)


MIDNIGHT = local(2024, 2, 29)
LAST_SECOND = local(2024, 2, 29, 23, 59, 59)

CASES: dict[str, Case | Callable[[], Any]] = {
    "date equal": lambda: partners.filter(dtnasc=date(2024, 2, 29)),
    "date before 1900": lambda: partners.filter(dtnasc=date(1899, 12, 31)),
    "date after": lambda: partners.filter(dtnasc__gt=date(2000, 1, 1)),
    "date from": lambda: partners.filter(dtnasc__gte=date(2000, 1, 1)),
    "date before": lambda: partners.filter(dtnasc__lt=date(2000, 1, 1)),
    "date until": lambda: partners.filter(dtnasc__lte=date(2000, 1, 1)),
    "date range": lambda: partners.filter(dtnasc__range=(date(1899, 1, 1), date(2000, 1, 1))),
    "date in": lambda: partners.filter(dtnasc__in=[date(2000, 1, 1), date(2024, 2, 29)]),
    "date given as text": lambda: partners.filter(dtnasc="2024-02-29"),
    "date is NULL": lambda: partners.filter(dtnasc=None),
    "exclude date": lambda: partners.exclude(dtnasc__gte=date(2000, 1, 1)),
    "date year": lambda: partners.filter(dtnasc__year=2023),
    "date year after": lambda: partners.filter(dtnasc__year__gt=2000),
    "date year in": lambda: partners.filter(dtnasc__year__in=[1899, 2024]),
    "date iso year": lambda: partners.filter(dtnasc__iso_year=2023),
    "date month": lambda: partners.filter(dtnasc__month=2),
    "date day": lambda: partners.filter(dtnasc__day=31),
    "date day from": lambda: partners.filter(dtnasc__day__gte=29),
    "date quarter": lambda: partners.filter(dtnasc__quarter=4),
    "date week": lambda: partners.filter(dtnasc__week=52),
    "date week of the old year": lambda: partners.filter(dtnasc__week__gte=52),
    "date weekday": lambda: partners.filter(dtnasc__week_day=1),
    "date iso weekday": lambda: partners.filter(dtnasc__iso_week_day=7),
    "date equal to another": lambda: partners.filter(dtcad=F("dtultnegoc")),
    "date after another": lambda: partners.filter(dtultnegoc__gt=F("dtcad")),
    "registration date is always there": lambda: partners.filter(dtcad__isnull=True),
    "moment equal at midnight": lambda: partners.filter(dtultcontato=MIDNIGHT),
    "moment equal at the last second": lambda: partners.filter(dtultcontato=LAST_SECOND),
    "moment given in UTC": lambda: partners.filter(dtultcontato=MIDNIGHT.astimezone(UTC)),
    "moment given in Tokyo": lambda: partners.filter(
        dtultcontato=MIDNIGHT.astimezone(ZoneInfo("Asia/Tokyo"))
    ),
    "moment with a fraction": lambda: partners.filter(
        dtultcontato=LAST_SECOND + timedelta(microseconds=1)
    ),
    "moment after": lambda: partners.filter(dtultcontato__gt=MIDNIGHT),
    "moment from": lambda: partners.filter(dtultcontato__gte=MIDNIGHT),
    "moment before": lambda: partners.filter(dtultcontato__lt=LAST_SECOND),
    "moment until": lambda: partners.filter(dtultcontato__lte=LAST_SECOND),
    "moment after a fraction": lambda: partners.filter(
        dtultcontato__gt=LAST_SECOND - timedelta(microseconds=1)
    ),
    "moment from a fraction": lambda: partners.filter(
        dtultcontato__gte=LAST_SECOND - timedelta(microseconds=1)
    ),
    "moment before a fraction": lambda: partners.filter(
        dtultcontato__lt=LAST_SECOND + timedelta(microseconds=1)
    ),
    "moment until a fraction": lambda: partners.filter(
        dtultcontato__lte=LAST_SECOND + timedelta(microseconds=1)
    ),
    "moment range of a day": lambda: partners.filter(
        dtultcontato__range=(MIDNIGHT, LAST_SECOND + timedelta(microseconds=999_999))
    ),
    "moment in": lambda: partners.filter(dtultcontato__in=[MIDNIGHT, LAST_SECOND]),
    "moment in, with a fraction": lambda: partners.filter(
        dtultcontato__in=[MIDNIGHT, LAST_SECOND + timedelta(microseconds=500_000)]
    ),
    "moment in, with fractions only": lambda: partners.filter(
        dtultcontato__in=[LAST_SECOND + timedelta(microseconds=500_000)]
    ),
    "exclude moment with a fraction": lambda: partners.exclude(
        dtultcontato=LAST_SECOND + timedelta(microseconds=1)
    ),
    "moment is NULL": lambda: partners.filter(dtultcontato=None),
    "exclude moment": lambda: partners.exclude(dtultcontato__gte=MIDNIGHT),
    "moment year": lambda: partners.filter(dtultcontato__year=2024),
    "moment year is local": lambda: partners.filter(dtultcontato__year=2023),
    "moment year until": lambda: partners.filter(dtultcontato__year__lte=2023),
    "moment month": lambda: partners.filter(dtultcontato__month=12),
    "moment day": lambda: partners.filter(dtultcontato__day=29),
    "moment quarter": lambda: partners.filter(dtultcontato__quarter=1),
    "moment week": lambda: partners.filter(dtultcontato__week=9),
    "moment iso year": lambda: partners.filter(dtultcontato__iso_year=2023),
    "moment weekday": lambda: partners.filter(dtultcontato__week_day=5),
    "moment iso weekday": lambda: partners.filter(dtultcontato__iso_week_day=4),
    "moment hour": lambda: partners.filter(dtultcontato__hour=23),
    "moment hour in": lambda: partners.filter(dtultcontato__hour__in=[0, 22]),
    "moment minute": lambda: partners.filter(dtultcontato__minute=30),
    "moment second": lambda: partners.filter(dtultcontato__second=59),
    "moment's date": lambda: partners.filter(dtultcontato__date=date(2024, 2, 29)),
    "moment's date after": lambda: partners.filter(dtultcontato__date__gt=date(2024, 2, 28)),
    "moment's date range": lambda: partners.filter(
        dtultcontato__date__range=(date(2023, 12, 31), date(2024, 2, 29))
    ),
    "moment's date in": lambda: partners.filter(dtultcontato__date__in=[date(2000, 1, 1)]),
    "moment's time": lambda: partners.filter(dtultcontato__time=time(22, 30)),
    "moment's time of midnight": lambda: partners.filter(dtultcontato__time=time()),
    "moment's time after": lambda: partners.filter(dtultcontato__time__gte=time(22)),
    "change stamp year": lambda: Seller.sankhya.filter(dtalter__year=2020),
    "change stamp hour": lambda: Seller.sankhya.filter(dtalter__hour__gte=12),
    "parts joined by Q": lambda: partners.filter(
        Q(dtultcontato__month=2) | Q(dtnasc__day=31), ~Q(dtnasc__year=1899)
    ),
    "extracted year": lambda: partners.alias(year=ExtractYear("dtultcontato")).filter(year=2024),
    "moments in order": lambda: partners.filter(dtultcontato__isnull=False).order_by(
        "dtultcontato", "pk"
    ),
    "earliest moment": lambda: partners.filter(dtultcontato__gt=MIDNIGHT).earliest("dtultcontato"),
    "latest date": lambda: partners.filter(dtnasc__isnull=False).latest("dtnasc", "pk"),
}
