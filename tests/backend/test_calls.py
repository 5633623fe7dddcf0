"""How many calls a queryset costs, and what is in them."""

from collections import Counter

import pytest
from django.db import connections
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from django_sankhya.models import City, Partner

LOAD = "CRUDServiceProvider.loadRecords"


@pytest.fixture
def calls(erp):
    """Count calls by service, without the logins."""
    list(Partner.sankhya.filter(codparc__gt=0)[:60])  # the page size is known from here on
    before = Counter(erp.calls)

    def count():
        return {n: c for n, c in (erp.calls - before).items() if not n.startswith("MobileLogin")}

    return count


def test_a_first_page_is_one_call(calls):
    assert len(Partner.sankhya.filter(codparc__gt=0)[:10]) == 10
    assert calls() == {LOAD: 1}


def test_a_slice_far_behind_is_one_call_once_the_page_size_is_known(calls):
    rows = list(Partner.sankhya.order_by("codparc").values_list("codparc", flat=True)[120:130])
    assert len(rows) == 10
    assert calls() == {LOAD: 1}


def test_a_slice_across_two_pages_is_two_calls(calls):
    assert len(Partner.sankhya.all()[47:53]) == 6
    assert calls() == {LOAD: 2}


def test_exists_is_one_call_for_the_key_alone(erp, calls):
    assert Partner.sankhya.filter(cidade__nomecid__startswith="S").exists()
    assert calls() == {LOAD: 1}
    assert b'list="CODPARC"' in erp.requests[-1].body


def test_count_is_one_select(calls):
    assert Partner.sankhya.count() == 301  # 300 and the one with code 0
    assert calls() == {"DbExplorerSP.executeQuery": 1}


def test_related_rows_come_in_the_same_call(erp, calls):
    partners = list(Partner.sankhya.select_related("cidade__unidadefederativa")[:10])
    assert all(p.cidade.unidadefederativa.uf for p in partners if p.cidade_id)
    assert calls() == {LOAD: 1}
    assert b'path="Cidade.UnidadeFederativa"' in erp.requests[-1].body


def test_only_sends_just_these_columns(erp, calls):
    list(Partner.sankhya.only("codparc", "nomeparc")[:1])
    assert b'list="CODPARC,NOMEPARC"' in erp.requests[-1].body


def test_prefetching_is_one_call_more(calls):
    cities = list(City.sankhya.filter(codcid__gt=0).prefetch_related("partner_set")[:5])
    assert all(isinstance(len(city.partner_set.all()), int) for city in cities)
    assert calls()[LOAD] >= 2


def test_none_and_empty_lists_ask_nothing(calls):
    assert list(Partner.sankhya.none()) == []
    assert list(Partner.sankhya.filter(codparc__in=[])) == []
    assert Partner.sankhya.filter(codparc__in=[]).count() == 0
    assert calls() == {}


def test_the_query_log_holds_each_call(erp, calls):
    with CaptureQueriesContext(connections["sankhya"]) as log:
        assert len(Partner.sankhya.all()) == 301
        assert Partner.sankhya.filter(pk=1).update(nomeparc="X") == 1
    assert len(log) == sum(calls().values()) == 9  # 7 pages, the key, the save
    assert "PAGE 6" in log[6]["sql"]
    assert log[8]["sql"] == "SAVE Parceiro KEY CODPARC='1' SET NOMEPARC='X'"


def test_execute_wrappers_see_each_call(calls):
    seen = []

    def wrapper(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connections["sankhya"].execute_wrapper(wrapper):
        list(Partner.sankhya.filter(Q(codparc__lt=120)).only("codparc"))
    assert [sql.rpartition(" ")[2] for sql in seen] == ["0", "1", "2"]


def test_explain_shows_the_request_and_sends_nothing(calls):
    text = Partner.sankhya.filter(codparc__gt=0).explain()
    assert text.startswith("CRUDServiceProvider.loadRecords on mge\nLOAD Parceiro (")
    assert "<expression>this.CODPARC &gt; ?</expression>" in text
    assert calls() == {}


def test_iterator_reads_page_by_page(calls):
    rows = Partner.sankhya.iterator(chunk_size=10)
    for _ in range(10):
        next(rows)
    assert calls() == {LOAD: 1}
    assert len(list(rows)) == 291
    assert calls() == {LOAD: 7}


def test_numbers_beyond_what_a_database_binds_are_written_into_the_criteria(erp, calls):
    rows = Partner.sankhya.filter(codparc__in=range(1, 5000), nomeparc__contains="%")
    assert len(rows) == Partner.sankhya.filter(nomeparc__contains="%").count() > 0
    assert (
        rows.request().parameters
        == Partner.sankhya.filter(nomeparc__contains="%").request().parameters
    )
