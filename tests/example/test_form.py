import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from partners.forms import PartnerForm, add_erp_error, city_label

from django_sankhya.exceptions import (
    ServiceRequestAttributeException,
    ServiceRequestBusinessRuleRestrictionException,
    ServiceRequestInaccessibleException,
    ServiceRequestPropertyWidthException,
)
from django_sankhya.models import City, Partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("erp")]

CNPJ = "11222333000181"


@pytest.fixture
def city():
    return City.sankhya.select_related("unidadefederativa").get(
        nomecid="Uberlândia", unidadefederativa__uf="MG"
    )


@pytest.fixture
def data(city):
    """What a person fills in for a new partner."""
    return {
        "nomeparc": "Café & Cia São João",
        "tippessoa": "J",
        "cgc_cpf": "11.222.333/0001-81",
        "cidade": city_label(city),
        "cep": "38400-000",
        "classificms": "C",
        "limcred": "1234.50",
        "ativo": "on",
        "cliente": "on",
    }


class TestCreate:
    def test_saves_in_the_erp(self, site, data, city):
        answer = site.post(reverse("partners:create"), data)
        partner = Partner.sankhya.get(nomeparc=data["nomeparc"])
        assert answer.url == reverse("partners:detail", args=[partner.codparc])
        assert partner.cgc_cpf == CNPJ
        assert partner.cep == "38400000"
        assert partner.limcred == Decimal("1234.50")
        assert partner.cidade == city
        assert (partner.ativo, partner.cliente, partner.fornecedor) == (True, True, False)

    def test_says_so(self, site, data):
        page = site.post(reverse("partners:create"), data, follow=True).text
        assert "Café &amp; Cia São João has been saved." in page

    def test_numbers_are_read_in_the_users_language(self, site, data):
        data["limcred"] = "1234,50"
        site.post(reverse("partners:create"), data, headers={"Accept-Language": "pt-br"})
        assert Partner.sankhya.get(nomeparc=data["nomeparc"]).limcred == Decimal("1234.50")

    def test_needs_permission(self, example, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("guest"))
        assert client.get(reverse("partners:create")).status_code == 403


class TestUpdate:
    @pytest.fixture
    def partner(self, site, data):
        site.post(reverse("partners:create"), data)
        return Partner.sankhya.get(nomeparc=data["nomeparc"])

    def test_shows_what_there_is(self, site, partner, data):
        page = site.get(reverse("partners:update", args=[partner.codparc]))
        form = page.context["form"]
        assert form["cidade"].value() == data["cidade"]
        assert form["cgc_cpf"].value() == CNPJ
        assert 'value="Uberlândia/MG"' in page.text

    def test_opens_with_one_call(self, site, partner, django_assert_num_queries):
        with django_assert_num_queries(1, using="sankhya"):
            site.get(reverse("partners:update", args=[partner.codparc]))

    def test_sends_only_what_was_changed(self, site, partner, data, erp):
        data["nomeparc"] = "Novo Nome"
        site.post(reverse("partners:update", args=[partner.codparc]), data)
        sent = [r.body for r in erp.requests if r.service == "CRUDServiceProvider.saveRecord"][-1]
        assert b"<localFields><NOMEPARC>Novo Nome</NOMEPARC></localFields>" in sent
        partner.refresh_from_db()
        assert partner.nomeparc == "Novo Nome"

    def test_unchanged_form_writes_nothing(self, site, partner, data, erp):
        saved = erp.calls["CRUDServiceProvider.saveRecord"]
        answer = site.post(reverse("partners:update", args=[partner.codparc]), data)
        assert answer.status_code == 302
        assert erp.calls["CRUDServiceProvider.saveRecord"] == saved

    def test_emptied_field_becomes_null(self, site, partner, data):
        site.post(reverse("partners:update", args=[partner.codparc]), data | {"cep": ""})
        partner.refresh_from_db()
        assert partner.cep is None

    def test_unknown_partner_is_not_found(self, site):
        assert site.get(reverse("partners:update", args=[99_999_999])).status_code == 404


class TestCity:
    @pytest.fixture
    def error(self, site, data):
        def post(text):
            page = site.post(reverse("partners:create"), data | {"cidade": text})
            return page.context and page.context["form"].errors.get("cidade")

        return post

    def test_unknown(self, error):
        assert error("Atlântida do Norte") == ["There is no such city."]

    def test_part_of_a_name_suggests(self, error, city):
        assert "Uberlândia/MG" in error("Uberl")[0]

    def test_of_another_state(self, error):
        assert error("Uberlândia/SP") == ["There is no such city."]

    def test_several(self, error, city):
        City.sankhya.create(nomecid="Uberlândia", unidadefederativa_id=1)
        assert error("Uberlândia")[0].startswith("There are several: ")

    def test_required(self, error):
        assert error(" ") == ["This field is required."]

    def test_case_does_not_matter(self, error):
        assert error("uberlândia/mg") is None

    def test_is_one_call_and_a_check_of_the_key(self, data, django_assert_num_queries):
        with django_assert_num_queries(2, using="sankhya"):
            assert PartnerForm(data).is_valid()


class TestRefusal:
    """What the ERP refuses is shown in the form, and nothing that was typed is lost."""

    def test_duplicate_document_stands_at_its_field(self, site, data):
        taken = Partner.sankhya.filter(codparc__gt=0, tippessoa="J", cgc_cpf__isnull=False)[0]
        page = site.post(reverse("partners:create"), data | {"cgc_cpf": taken.cgc_cpf})
        assert page.status_code == 200
        form = page.context["form"]
        assert list(form.errors) == ["cgc_cpf"]
        assert "já existente" in form.errors["cgc_cpf"][0]
        assert form["nomeparc"].value() == data["nomeparc"]
        assert not Partner.sankhya.filter(nomeparc=data["nomeparc"]).exists()

    def test_a_document_of_the_wrong_length_is_told_at_its_field(self, site, data):
        page = site.post(reverse("partners:create"), data | {"tippessoa": "F"})
        assert "inválido para pessoa Física" in page.context["form"].errors["cgc_cpf"][0]
        assert 'value="Uberlândia/MG"' in page.text

    @pytest.mark.parametrize(
        ("error", "field"),
        [
            (ServiceRequestPropertyWidthException("too wide", property="NOMEPARC"), "nomeparc"),
            (ServiceRequestAttributeException("needed", property="CODCID"), "cidade"),
            (ServiceRequestAttributeException("needed", property="CODEMP"), "__all__"),
            (ServiceRequestBusinessRuleRestrictionException("no", rule="X"), "__all__"),
        ],
    )
    def test_finds_the_field_by_its_column(self, data, error, field):
        form = PartnerForm(data)
        add_erp_error(form, error)
        assert form.errors == {field: [error.message]}

    def test_erp_gone_before_saving_keeps_the_form(self, site, data, monkeypatch):
        def save(*args, **kwargs):
            raise ServiceRequestInaccessibleException("Connection refused")

        monkeypatch.setattr(PartnerForm, "save", save)
        page = site.post(reverse("partners:create"), data)
        assert page.status_code == 503
        assert page.context["form"]["nomeparc"].value() == data["nomeparc"]


class TestDetail:
    def test_is_one_call(self, site, django_assert_num_queries):
        with django_assert_num_queries(1, using="sankhya"):
            page = site.get(reverse("partners:detail", args=[1]))
        assert page.status_code == 200

    def test_shows_city_and_state(self, site, data):
        page = site.post(reverse("partners:create"), data, follow=True).text
        assert "<dd>Uberlândia</dd>" in page
        assert "(MG)" in page
        assert "11.222.333/0001-81" in page
        assert "38400-000" in page

    def test_money_and_dates_in_the_users_language(self, site, data):
        partner = Partner.sankhya.get(pk=1)
        partner.limcred = Decimal("1234567.5")
        partner.save(update_fields=["limcred"])
        page = site.get(reverse("partners:detail", args=[1]), headers={"Accept-Language": "pt-br"})
        assert "R$&nbsp;1.234.567,50" in page.text
        assert isinstance(partner.dtcad, datetime.date)
        assert f" de {partner.dtcad.year}" in page.text

    def test_unknown_is_not_found(self, site):
        assert site.get(reverse("partners:detail", args=[99_999_999])).status_code == 404
