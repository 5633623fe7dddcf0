import re

import pytest
from django.core.cache import cache
from django.db.models import F
from django.urls import reverse
from partners.forms import state_choices

from django_sankhya.models import Partner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("erp")]


def listed(site, **query):
    """The partners on the first page that the query gives."""
    return list(site.get(reverse("partners:list"), query).context["object_list"])


class TestCalls:
    def test_a_page_is_one_count_and_one_load(self, site, django_assert_num_queries):
        state_choices()
        with django_assert_num_queries(2, using="sankhya"):
            site.get(reverse("partners:list"))

    def test_filters_and_sorting_add_none(self, site, django_assert_num_queries):
        state_choices()
        query = {"q": "a", "active": "yes", "role": "customer", "state": "MG", "sort": "city"}
        with django_assert_num_queries(2, using="sankhya"):
            site.get(reverse("partners:list"), query)

    def test_states_are_asked_for_once(self, site, django_assert_num_queries):
        with django_assert_num_queries(3, using="sankhya"):
            site.get(reverse("partners:list"))
        with django_assert_num_queries(2, using="sankhya"):
            site.get(reverse("partners:list"))
        assert cache.get("partners.states")


class TestSearch:
    def test_part_of_a_name(self, site):
        name = Partner.sankhya.filter(codparc__gt=0).first().nomeparc
        found = listed(site, q=name[1:].lower())
        assert name in {partner.nomeparc for partner in found}

    def test_punctuated_document(self, site):
        partner = Partner.sankhya.filter(codparc__gt=0, tippessoa="J", cgc_cpf__isnull=False)[0]
        cnpj = partner.cgc_cpf
        written = f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"
        assert [p.codparc for p in listed(site, q=written)] == [partner.codparc]

    def test_nothing_found_says_so(self, site):
        page = site.get(reverse("partners:list"), {"q": "no such name"})
        assert "No partner matches." in page.text

    def test_quote_is_text(self, site):
        assert listed(site, q="' OR 1=1 --") == []


class TestFilters:
    @pytest.mark.parametrize(("choice", "active"), [("yes", True), ("no", False)])
    def test_active(self, site, choice, active):
        found = listed(site, active=choice)
        assert found
        assert {partner.ativo for partner in found} == {active}

    @pytest.mark.parametrize(
        ("role", "condition"), [("customer", {"cliente": True}), ("supplier", {"fornecedor": True})]
    )
    def test_role(self, site, role, condition):
        page = site.get(reverse("partners:list"), {"role": role})
        total = Partner.sankhya.filter(codparc__gt=0, **condition).count()
        assert page.context["paginator"].count == total > 0

    def test_state(self, site):
        found = listed(site, state="MG")
        assert found
        assert {partner.cidade.unidadefederativa.uf for partner in found} == {"MG"}

    def test_city(self, site):
        partner = Partner.sankhya.filter(codparc__gt=0, cidade__codcid__gt=0).first()
        city = partner.cidade.nomecid
        found = listed(site, city=city.upper())
        assert partner.codparc in {each.codparc for each in found}
        assert {city.lower() in each.cidade.nomecid.lower() for each in found} == {True}

    def test_invalid_choice_asks_for_nothing_and_says_so(self, site):
        page = site.get(reverse("partners:list"), {"active": "perhaps"})
        assert page.context["paginator"].count == Partner.sankhya.filter(codparc__gt=0).count()
        assert "perhaps is not one of the available choices" in page.text


class TestSorting:
    @pytest.mark.parametrize(
        ("sort", "value"),
        [
            ("code", lambda partner: partner.codparc),
            ("-code", lambda partner: -partner.codparc),
        ],
    )
    def test_by_column(self, site, sort, value):
        values = [value(partner) for partner in listed(site, sort=sort)]
        assert values == sorted(values)

    def test_by_city(self, site):
        expected = (
            Partner.sankhya.filter(codparc__gt=0)
            .order_by(F("cidade__nomecid").desc(nulls_last=True))
            .values_list("codparc", flat=True)
        )
        found = [partner.codparc for partner in listed(site, sort="-city")]
        assert found == list(expected[: len(found)])

    def test_empty_values_come_last(self, site):
        listed_first = listed(site, sort="-limit")[0]
        assert listed_first.limcred == max(
            Partner.sankhya.filter(codparc__gt=0, limcred__isnull=False).values_list(
                "limcred", flat=True
            )
        )

    def test_unknown_column_sorts_by_name(self, site):
        assert listed(site, sort="password") == listed(site)

    def test_heading_tells_and_turns_the_order(self, site):
        page = site.get(reverse("partners:list"), {"sort": "city", "state": "MG", "page": "1"}).text
        heading = re.search(r'<th scope="col" class="city" (.*?)</th>', page, re.DOTALL)[1]
        assert 'aria-sort="ascending"' in heading
        link = re.search(r'href="(.*?)"', heading)[1]
        assert "sort=-city" in link
        assert "state=MG" in link
        assert "page" not in link


class TestPages:
    def test_pages_are_disjoint_and_complete(self, site):
        total = Partner.sankhya.filter(codparc__gt=0, ativo=True).count()
        seen = []
        for number in range(1, -(-total // 25) + 1):
            seen += [p.codparc for p in listed(site, active="yes", page=number)]
        assert len(seen) == len(set(seen)) == total

    def test_links_keep_the_query(self, site):
        page = site.get(reverse("partners:list"), {"active": "yes", "sort": "code"}).text
        link = re.search(r'rel="next" href="(.*?)"', page)[1]
        assert {"active=yes", "sort=code", "page=2"} <= set(link.lstrip("?").split("&amp;"))

    def test_page_out_of_range_is_not_found(self, site):
        assert site.get(reverse("partners:list"), {"page": "999"}).status_code == 404


class TestAccess:
    def test_home_leads_to_the_list(self, site):
        assert site.get("/").url == reverse("partners:list")

    def test_strangers_log_in_first(self, example, client):
        assert client.get(reverse("partners:list")).url.startswith("/login/")

    def test_a_user_without_permission_sees_nothing(self, example, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("guest"))
        page = client.get(reverse("partners:list"))
        assert page.status_code == 403
        assert "Your user may not do this." in page.text


class TestLanguage:
    def test_portuguese(self, site):
        page = site.get(reverse("partners:list"), headers={"Accept-Language": "pt-BR"}).text
        assert '<html lang="pt-br">' in page
        assert "parceiros</h1>" in page

    def test_can_be_chosen(self, site):
        site.post("/language/setlang/", {"language": "pt-br", "next": "/partners/"})
        assert '<html lang="pt-br">' in site.get(reverse("partners:list")).text
