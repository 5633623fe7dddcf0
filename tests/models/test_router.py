import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import router

from django_sankhya.context import use_sankhya
from django_sankhya.models import City, Partner

ERP = {"ENGINE": "django_sankhya.backend"}


@pytest.fixture
def filial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "filial", ERP)


def partner_of(alias: str) -> Partner:
    return Partner.from_db(alias, ["codparc"], [1])


def city_of(alias: str) -> City:
    return City.from_db(alias, ["codcid", "nomecid"], [7, "Uberlândia"])


def test_entities_go_to_the_erp_and_others_do_not() -> None:
    assert router.db_for_read(Partner) == router.db_for_write(Partner) == "sankhya"
    assert router.db_for_read(User) == router.db_for_write(User) == "default"


def test_a_queryset_needs_no_using() -> None:
    assert Partner.sankhya.all().db == "sankhya"
    assert Partner._base_manager.all().db == "sankhya"


@pytest.mark.usefixtures("filial")
def test_the_block_chooses_among_erps() -> None:
    with use_sankhya("filial"):
        assert Partner.sankhya.all().db == "filial"
        assert Partner.sankhya.using("sankhya").db == "sankhya"
        assert router.db_for_read(User) == "default"
    assert Partner.sankhya.all().db == "sankhya"


@pytest.mark.usefixtures("filial")
def test_a_queryset_asks_when_it_is_evaluated() -> None:
    with use_sankhya("filial"):
        partners = Partner.sankhya.all()
    assert partners.db == "sankhya"


@pytest.mark.usefixtures("filial")
def test_an_object_stays_with_its_erp() -> None:
    partner = partner_of("filial")
    assert router.db_for_write(Partner, instance=partner) == "filial"
    assert partner.contact_set.all().db == "filial"
    with use_sankhya("sankhya"):
        assert router.db_for_write(Partner, instance=partner) == "filial"


def test_a_local_object_leads_to_the_erp() -> None:
    user = User()
    user._state.db = "default"
    assert router.db_for_read(Partner, instance=user) == "sankhya"


def test_the_only_erp_may_have_any_alias(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(settings.DATABASES, "sankhya")
    monkeypatch.setitem(settings.DATABASES, "matriz", ERP)
    assert router.db_for_read(Partner) == "matriz"


def test_an_ambiguous_erp_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(settings.DATABASES, "sankhya")
    monkeypatch.setitem(settings.DATABASES, "a", ERP)
    monkeypatch.setitem(settings.DATABASES, "b", ERP)
    with pytest.raises(ImproperlyConfigured, match=r"several ERPs \(a, b\)"):
        router.db_for_read(Partner)
    with use_sankhya("b"):
        assert router.db_for_read(Partner) == "b"


def test_no_erp_is_an_error_and_never_the_default_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(settings.DATABASES, "sankhya")
    with pytest.raises(ImproperlyConfigured, match=r"ENGINE 'django_sankhya\.backend'"):
        router.db_for_read(Partner)


@pytest.mark.usefixtures("filial")
def test_rows_of_two_erps_do_not_relate() -> None:
    with pytest.raises(ValueError, match="prevents this relation"):
        partner_of("sankhya").cidade = city_of("filial")


def test_rows_of_one_erp_relate() -> None:
    partner = partner_of("sankhya")
    partner.cidade = city_of("sankhya")
    assert partner.cidade_id == 7


def test_a_local_row_may_point_to_an_entity() -> None:
    user = User()
    user._state.db = "default"
    assert router.allow_relation(user, partner_of("sankhya"))
    other = User()
    other._state.db = "default"
    assert router.allow_relation(user, other)


def test_nothing_is_migrated_in_an_erp() -> None:
    assert not router.allow_migrate("sankhya", "auth")
    assert not router.allow_migrate_model("sankhya", User)
    assert not router.allow_migrate_model("sankhya", Partner)


def test_entities_are_migrated_nowhere() -> None:
    assert router.allow_migrate_model("default", User)
    assert not router.allow_migrate_model("default", Partner)


@pytest.mark.django_db
def test_migrate_makes_content_types_and_permissions_of_entities() -> None:
    assert ContentType.objects.get_for_model(Partner).model_class() is Partner
    assert Permission.objects.filter(
        codename="change_partner", content_type__app_label="django_sankhya"
    ).exists()
