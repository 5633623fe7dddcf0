import os
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from django_sankhya.env import Env

URL = "sankhyas://SUP:secret@erp.example:8180/"


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv("SANKHYA_URL", raising=False)


def read(url: str, **kwargs: str) -> dict:
    with mock.patch.dict(os.environ, {"SANKHYA_URL": url}):
        return Env().db("SANKHYA_URL", **kwargs)


def refusal(url: str) -> str:
    with pytest.raises(ImproperlyConfigured) as caught:
        read(url)
    message = str(caught.value)
    assert message.startswith("SANKHYA_URL: ")
    assert "secret" not in message
    assert caught.value.__cause__ is None
    return message


class TestEntry:
    def test_is_complete(self):
        assert read(URL) == {
            "ENGINE": "django_sankhya.backend",
            "HOST": "https://erp.example:8180",
            "USER": "SUP",
            "PASSWORD": "secret",
            "TIME_ZONE": "America/Sao_Paulo",
            "OPTIONS": {},
        }

    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("sankhya://SUP:secret@erp.example", "http://erp.example"),
            ("sankhyas://SUP:secret@erp.example", "https://erp.example"),
            ("SANKHYAS://SUP:secret@erp.example:443", "https://erp.example:443"),
            ("sankhya://SUP:secret@[::1]:8180/", "http://[::1]:8180"),
            ("sankhya://SUP:secret@[fe80::1]", "http://[fe80::1]"),
            ("sankhyas://SUP:secret@proxy.example/erp/", "https://proxy.example/erp"),
        ],
    )
    def test_host(self, address, host):
        assert read(address)["HOST"] == host

    def test_percent_decodes_user_and_password(self):
        entry = read("sankhya://jos%C3%A9:p%40s%2Fs%3Aw+%25%23@erp.example")
        assert (entry["USER"], entry["PASSWORD"]) == ("josé", "p@s/s:w+%#")

    def test_time_zone(self):
        entry = read(URL + "?time_zone=America/Manaus")
        assert entry["TIME_ZONE"] == "America/Manaus"
        assert entry["OPTIONS"] == {}

    @pytest.mark.parametrize(
        ("query", "options"),
        [
            ("timeout=30", {"timeout": 30}),
            ("timeout=2.5", {"timeout": 2.5}),
            ("timeout=1", {"timeout": 1}),
            ("page_size=50", {"page_size": 50}),
            ("execute_query=auto", {"execute_query": "auto"}),
            ("execute_query=true", {"execute_query": True}),
            ("execute_query=False", {"execute_query": False}),
            ("auto_renew_session=false", {"auto_renew_session": False}),
            ("format=json&dialect=sqlserver", {"format": "json", "dialect": "sqlserver"}),
        ],
    )
    def test_options_have_their_types(self, query, options):
        entry = read(f"{URL}?{query}")
        assert entry["OPTIONS"] == options
        assert [type(v) for v in entry["OPTIONS"].values()] == [type(v) for v in options.values()]


class TestRefusal:
    def test_missing_password(self):
        assert "['PASSWORD'] is missing" in refusal("sankhya://secret@erp.example")

    def test_missing_user(self):
        assert "['USER'] is missing" in refusal("sankhya://erp.example")

    def test_unknown_option_with_suggestion(self):
        message = refusal(URL + "?timeot=secret")
        assert "['OPTIONS']['timeot'] is not an option. Did you mean 'timeout'?" in message

    @pytest.mark.parametrize(
        "query",
        [
            "timeout=soon",
            "timeout=0",
            "timeout=-1",
            "timeout=nan",
            "timeout=true",
            "page_size=2.5",
            "page_size=",
            "format=yaml",
            "execute_query=yes",
        ],
    )
    def test_bad_value_names_the_option(self, query):
        assert f"['OPTIONS']['{query.partition('=')[0]}']" in refusal(f"{URL}?{query}")

    def test_option_given_twice(self):
        assert "twice" in refusal(URL + "?timeout=1&timeout=2")

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
    def test_unknown_time_zone(self, zone):
        assert "time_zone" in refusal(f"{URL}?time_zone={zone}")

    @pytest.mark.parametrize(
        "url",
        [
            "sankhya://",
            "sankhya://SUP:secret@",
            "sankhya://SUP:secret@:8180",
            "sankhya://SUP:secret@erp.example:0",
            "sankhya://SUP:secret@erp.example:port",
            "sankhya://SUP:secret@erp.example:99999",
            "sankhya://SUP:secret@[::1",
            "sankhya://SUP:sec#secret@erp.example",
            "sankhya://SUP:secret/@erp.example",
        ],
    )
    def test_address_that_is_none(self, url):
        assert "is not an address" in refusal(url)

    def test_missing_variable(self):
        with pytest.raises(ImproperlyConfigured, match="SANKHYA_URL"):
            Env().db("SANKHYA_URL")

    def test_prefix_is_named(self):
        env = Env()
        env.prefix = "SHOP_"
        with (
            mock.patch.dict(os.environ, {"SHOP_SANKHYA_URL": "sankhya://SUP@erp.example"}),
            pytest.raises(ImproperlyConfigured, match=r"^SHOP_SANKHYA_URL: "),
        ):
            env.db("SANKHYA_URL")


class TestLikeItsParent:
    def test_default_is_used_without_the_variable(self):
        assert Env().db("SANKHYA_URL", default=URL)["HOST"] == "https://erp.example:8180"

    def test_variable_wins_over_the_default(self):
        assert read("sankhya://SUP:secret@other.example", default=URL)["HOST"] == (
            "http://other.example"
        )

    def test_scheme_declares_a_default(self):
        assert Env(SANKHYA_URL=(str, URL)).db("SANKHYA_URL")["USER"] == "SUP"

    def test_db_url_config_reads_a_url(self):
        assert Env.db_url_config(URL) == read(URL)

    def test_engine_can_be_replaced(self):
        assert Env.db_url_config(URL, engine="shop.backend")["ENGINE"] == "shop.backend"

    @pytest.mark.parametrize(
        ("url", "engine", "name"),
        [
            ("sqlite:///db.sqlite3", "django.db.backends.sqlite3", "db.sqlite3"),
            ("sqlite://:memory:", "django.db.backends.sqlite3", ":memory:"),
            ("postgres://u:p@db.example/shop", "django.db.backends.postgresql", "shop"),
        ],
    )
    def test_other_databases(self, url, engine, name):
        entry = read(url)
        assert (entry["ENGINE"], entry["NAME"]) == (engine, name)
