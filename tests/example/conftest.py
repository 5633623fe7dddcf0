import importlib

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache


@pytest.fixture
def example(monkeypatch, settings):
    """The middleware and the languages of the example's own settings."""
    monkeypatch.setenv("DEBUG", "true")
    monkeypatch.setenv("SANKHYA_URL", "sankhya://SUP:sandbox@erp.invalid")
    theirs = importlib.import_module("example.settings")
    for name in ("MIDDLEWARE", "LANGUAGES", "LOGIN_URL", "LOGIN_REDIRECT_URL", "LANGUAGE_CODE"):
        setattr(settings, name, getattr(theirs, name))


@pytest.fixture(autouse=True)
def _nothing_cached():
    cache.clear()


@pytest.fixture
def clerk(db):
    """A user who may see and change partners, and nothing else."""
    user = get_user_model().objects.create_user("clerk")
    names = ["view_partner", "add_partner", "change_partner"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.fixture
def site(example, client, clerk):
    """A browser in which the clerk is logged in."""
    client.force_login(clerk)
    return client


@pytest.fixture
def admin_site(example, admin_client):
    """A browser in which a superuser is logged in."""
    return admin_client
