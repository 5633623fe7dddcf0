import pytest
from django.urls import reverse

from django_sankhya.models import City, Partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("erp")]

LIST = "admin:django_sankhya_partner_changelist"
ADD = "admin:django_sankhya_partner_add"
CHANGE = "admin:django_sankhya_partner_change"
DELETE = "admin:django_sankhya_partner_delete"


@pytest.fixture
def data():
    city = City.sankhya.get(nomecid="Uberlândia", unidadefederativa__uf="MG")
    return {
        "nomeparc": "Café & Cia São João",
        "tippessoa": "J",
        "cgc_cpf": "11222333000181",
        "classificms": "C",
        "cidade": city.codcid,
        "ativo": "on",
    }


@pytest.fixture
def partner(admin_site, data):
    admin_site.post(reverse(ADD), data)
    return Partner.sankhya.get(nomeparc=data["nomeparc"])


class TestPartner:
    def test_list_is_count_load_and_states(self, admin_site, django_assert_num_queries):
        with django_assert_num_queries(3, using="sankhya"):
            page = admin_site.get(reverse(LIST))
        total = Partner.sankhya.count()
        assert f"{total} partners" in page.text

    def test_search_and_filter(self, admin_site, partner):
        page = admin_site.get(reverse(LIST), {"q": "são joão", "ativo__exact": "1"})
        assert list(page.context["cl"].queryset) == [partner]

    def test_filter_by_state(self, admin_site, partner):
        coduf = partner.cidade.unidadefederativa_id
        page = admin_site.get(reverse(LIST), {"cidade__unidadefederativa__coduf__exact": coduf})
        found = page.context["cl"].queryset
        assert {each.cidade.unidadefederativa_id for each in found} == {coduf}

    def test_add(self, partner, data):
        assert partner.cidade_id == data["cidade"]

    def test_change(self, admin_site, partner, data):
        admin_site.post(reverse(CHANGE, args=[partner.pk]), data | {"nomeparc": "Novo Nome"})
        partner.refresh_from_db()
        assert partner.nomeparc == "Novo Nome"

    def test_delete(self, admin_site, partner):
        admin_site.post(reverse(DELETE, args=[partner.pk]), {"post": "yes"})
        assert not Partner.sankhya.filter(pk=partner.pk).exists()

    def test_delete_as_action(self, admin_site, partner):
        action = {"action": "delete_selected", "_selected_action": [partner.pk], "post": "yes"}
        admin_site.post(reverse(LIST), action)
        assert not Partner.sankhya.filter(pk=partner.pk).exists()

    @pytest.mark.parametrize("change", [True, False])
    def test_refusal_is_told_at_its_field(self, admin_site, partner, data, change):
        other = Partner.sankhya.filter(tippessoa="J", cgc_cpf__isnull=False).exclude(pk=partner.pk)
        data["cgc_cpf"] = other[0].cgc_cpf
        data["nomeparc"] = "Typed in vain"
        page = admin_site.post(reverse(CHANGE, args=[partner.pk]) if change else reverse(ADD), data)
        assert page.status_code == 200
        assert "já existente" in page.context["adminform"].errors["cgc_cpf"][0]
        assert 'value="Typed in vain"' in page.text
        assert not Partner.sankhya.filter(nomeparc="Typed in vain").exists()


class TestCity:
    def test_list(self, admin_site, django_assert_num_queries):
        with django_assert_num_queries(3, using="sankhya"):
            page = admin_site.get(reverse("admin:django_sankhya_city_changelist"))
        assert page.status_code == 200

    def test_change(self, admin_site):
        city = City.sankhya.get(nomecid="Uberlândia", unidadefederativa__uf="MG")
        address = reverse("admin:django_sankhya_city_change", args=[city.pk])
        admin_site.post(
            address,
            {"nomecid": "Uberlândia", "unidadefederativa": city.unidadefederativa_id, "ddd": "34"},
        )
        city.refresh_from_db()
        assert city.ddd == "34"

    def test_add_and_delete(self, admin_site):
        admin_site.post(reverse("admin:django_sankhya_city_add"), {"nomecid": "Nova Cidade"})
        city = City.sankhya.get(nomecid="Nova Cidade")
        address = reverse("admin:django_sankhya_city_delete", args=[city.pk])
        admin_site.post(address, {"post": "yes"})
        assert not City.sankhya.filter(pk=city.pk).exists()

    def test_delete_that_the_erp_refuses_is_told(self, admin_site):
        partner = Partner.sankhya.filter(codparc__gt=0, cidade__codcid__gt=0)[0]
        address = reverse("admin:django_sankhya_city_delete", args=[partner.cidade_id])
        page = admin_site.post(address, {"post": "yes"}, follow=True)
        assert page.status_code == 200
        assert City.sankhya.filter(pk=partner.cidade_id).exists()
        assert page.context["messages"]

    def test_autocomplete(self, admin_site):
        query = {
            "app_label": "django_sankhya",
            "model_name": "partner",
            "field_name": "cidade",
            "term": "uberlân",
        }
        found = admin_site.get(reverse("admin:autocomplete"), query).json()["results"]
        assert "Uberlândia" in {each["text"] for each in found}
