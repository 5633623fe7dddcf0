"""Pages: learnt, given, wrong, and read after the end of the connection."""

import pytest
from django.db import connections

from django_sankhya.backend.server import Server
from django_sankhya.client import Page
from django_sankhya.exceptions import InterfaceError, OperationalError
from django_sankhya.models import Partner


def codes():
    return Partner.sankhya.order_by("codparc").values_list("codparc", flat=True)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 3), (2, 9), (7, 14), (13, 15), (280, 400), (500, 510)]
)
@pytest.mark.parametrize("given", [None, 7])
@pytest.mark.erp(page_size=7)
def test_slices_are_those_of_the_whole(erp, sankhya_options, low, high, given):
    everything = list(codes())
    sankhya_options(page_size=given)
    assert list(codes()[low:high]) == everything[low:high]
    assert list(codes()[low:]) == everything[low:]


@pytest.mark.parametrize("given", [5, 8, 50])
@pytest.mark.erp(page_size=7)
def test_a_wrong_page_size_raises_and_never_gives_other_rows(erp, sankhya_options, given):
    sankhya_options(page_size=given)
    with pytest.raises(OperationalError, match=r'pages of 7 rows, not of .*OPTIONS\["page_size"\]'):
        list(codes()[8:12])


@pytest.mark.erp(page_size=7)
def test_a_short_result_does_not_prove_a_given_page_size(erp, sankhya_options):
    sankhya_options(page_size=10)
    with pytest.raises(OperationalError):
        list(codes().filter(codparc__lt=12)[10:12])


def test_rows_are_not_read_on_by_a_connection_that_was_closed(erp):
    rows = Partner.sankhya.iterator(chunk_size=10)
    next(rows)
    connections["sankhya"].close()
    with pytest.raises(InterfaceError, match="closed while rows"):
        list(rows)


def test_a_refusal_of_selects_is_remembered_for_some_minutes():
    now = [0.0]
    server = Server(clock=lambda: now[0])
    assert server.may_execute_query()
    server.refused(Exception())
    assert not server.may_execute_query()
    now[0] += 301
    assert server.may_execute_query()


def test_an_empty_page_with_more_to_come_raises():
    with pytest.raises(OperationalError.__mro__[1], match="empty page"):
        Server().judge(Page((), 0, has_more=True), 0)
