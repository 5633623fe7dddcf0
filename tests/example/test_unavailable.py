import logging

import pytest
from django.db import connections
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def _erp_is_gone(erp):
    """Point the alias at a port where nobody listens."""
    connection = connections["sankhya"]
    connection.close()
    host, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], "http://127.0.0.1:9"
    yield
    connection.close()
    connection.settings_dict["HOST"] = host


@pytest.mark.usefixtures("_erp_is_gone")
class TestUnavailable:
    @pytest.mark.parametrize(
        "address",
        [
            reverse("partners:list"),
            reverse("partners:detail", args=[1]),
            reverse("partners:update", args=[1]),
        ],
    )
    def test_pages_say_so(self, site, address, caplog):
        with caplog.at_level(logging.WARNING, "partners.middleware"):
            page = site.get(address)
        assert page.status_code == 503
        assert page["Retry-After"] == "30"
        assert "The ERP can't be reached" in page.text.replace("&#x27;", "'")
        assert "The ERP can't be reached" in caplog.text

    def test_admin_says_so(self, admin_site):
        page = admin_site.get(reverse("admin:django_sankhya_partner_changelist"))
        assert page.status_code == 503

    def test_log_in_works(self, example, client):
        assert client.get("/login/").status_code == 200
