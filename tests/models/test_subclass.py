"""A project with its own classes beside the shipped ones, as a customer with AD_ columns has."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MODELS = """
from django.db import models
from django_sankhya import models as sankhya

class Partner(sankhya.AbstractPartner):
    ad_rating = models.CharField(max_length=1, null=True, blank=True, db_column="AD_RATING")

class Carrier(sankhya.AbstractPartner):
    pass

class PartnerComplement(sankhya.AbstractPartnerComplement):
    parceiro = sankhya.EntityOneToOneField(
        Partner, entity_path="Parceiro", primary_key=True, db_column="CODPARC"
    )

class City(sankhya.AbstractCity): pass
class State(sankhya.AbstractState): pass
class Neighborhood(sankhya.AbstractNeighborhood): pass
class Address(sankhya.AbstractAddress): pass
class Region(sankhya.AbstractRegion): pass
class Seller(sankhya.AbstractSeller): pass
class Contact(sankhya.AbstractContact): pass

class Supplier(Partner):
    class Meta:
        proxy = True
"""
SETTINGS = """
from tests.settings import *
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "django.contrib.contenttypes", "django.contrib.auth", "django_sankhya", "erp"
]
MIDDLEWARE = []
"""
FACTS = """
import json, django
django.setup()
from django_sankhya import models as shipped
from erp import models as own

def reverse(model):
    return sorted(r.get_accessor_name() for r in model._meta.related_objects)

def lookups(model):
    return sorted(r.name for r in model._meta.related_objects)

print(json.dumps({
    "managed": own.Partner._meta.managed,
    "entity": own.Partner.sankhya_entity,
    "table": own.Partner._meta.db_table,
    "default_manager": own.Partner._default_manager.name,
    "own_complement": own.PartnerComplement._meta.get_field("parceiro").related_model._meta.label,
    "head_office": own.Partner._meta.get_field("parceiromatriz").related_model._meta.label,
    "seller": reverse(shipped.Seller),
    "seller_lookups": lookups(shipped.Seller),
    "alias": own.Partner.sankhya.all().db,
}))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    (root / "erp").mkdir()
    (root / "erp" / "__init__.py").touch()
    (root / "erp" / "models.py").write_text(MODELS)
    (root / "erp_settings.py").write_text(SETTINGS)
    (root / "urls.py").write_text("urlpatterns = []\n")
    return root


def run(project: Path, *arguments: str) -> str:
    paths = [str(project), str(Path(__file__).parents[2])]
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=project,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "DJANGO_SETTINGS_MODULE": "erp_settings",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_checks_find_no_clash(project: Path) -> None:
    assert "no issues" in run(project, "-m", "django", "check")


def test_nothing_wants_a_migration(project: Path) -> None:
    assert "No changes" in run(project, "-m", "django", "makemigrations", "--check")


def test_an_app_with_migrations_records_its_entities_once(project: Path) -> None:
    run(project, "-m", "django", "makemigrations", "erp")
    recorded = (project / "erp" / "migrations" / "0001_initial.py").read_text()
    assert "'managed': False" in recorded
    assert "db_column='AD_RATING'" in recorded
    assert "No changes" in run(project, "-m", "django", "makemigrations", "--check")
    run(project, "-m", "django", "migrate", "--verbosity", "0")


def test_subclasses_stay_entities(project: Path) -> None:
    facts = json.loads(run(project, "-c", FACTS))
    assert facts == {
        "managed": False,
        "entity": "Parceiro",
        "table": "TGFPAR",
        "default_manager": "sankhya",
        "own_complement": "erp.Partner",
        "head_office": "erp.Partner",
        "seller": [
            "erp_carrier_assessor_set",
            "erp_carrier_set",
            "erp_partner_assessor_set",
            "erp_partner_set",
            "erp_region_set",
            "partner_assessor_set",
            "partner_set",
            "region_set",
            "seller_set",
        ],
        "seller_lookups": [
            "erp_carrier",
            "erp_carrier_assessor",
            "erp_partner",
            "erp_partner_assessor",
            "erp_region",
            "partner",
            "partner_assessor",
            "region",
            "seller",
        ],
        "alias": "sankhya",
    }
