"""count(): by a SELECT where the ERP permits it, else by keys."""

import pytest

from django_sankhya.exceptions import NotSupportedError
from django_sankhya.models import City, Partner

SELECT, LOAD = "DbExplorerSP.executeQuery", "CRUDServiceProvider.loadRecords"


@pytest.fixture(params=["auto", False])
def counted(request, sankhya_options):
    sankhya_options(execute_query=request.param)


@pytest.mark.parametrize(
    "queryset",
    [
        lambda: Partner.sankhya.all(),
        lambda: Partner.sankhya.filter(nomeparc__contains="D'"),
        lambda: Partner.sankhya.filter(cidade__unidadefederativa__uf="SP"),
        lambda: Partner.sankhya.all()[10:25],
        lambda: Partner.sankhya.filter(codparc__lt=20)[10:250],
        lambda: Partner.sankhya.filter(codparc__lt=20)[30:],
        lambda: Partner.sankhya.values("codparc", "nomeparc").distinct(),
        lambda: City.sankhya.filter(partner__ativo=True),
        lambda: City.sankhya.exclude(partner__ativo=True).order_by("nomecid"),
        lambda: Partner.sankhya.filter(nomeparc__contains="update"),
        lambda: Partner.sankhya.select_related("cidade").filter(ativo=True),
        lambda: Partner.sankhya.values("nomeparc").filter(ativo=True),
    ],
)
def test_count_agrees_with_the_list(erp, counted, queryset):
    assert queryset().count() == len(queryset())


@pytest.mark.erp(execute_query=False)
def test_a_refused_select_is_not_tried_again(erp):
    erp.reset()
    assert Partner.sankhya.count() == Partner.sankhya.count() == 301
    assert erp.calls[SELECT] == 1
    assert erp.calls[LOAD] == 14


@pytest.mark.erp(execute_query=False)
def test_an_option_can_insist_on_selects(erp, sankhya_options):
    sankhya_options(execute_query=True)
    with pytest.raises(NotSupportedError, match="grant it"):
        Partner.sankhya.count()
