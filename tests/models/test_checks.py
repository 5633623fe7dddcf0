from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage
from django.db import models
from django.test.utils import isolate_apps, override_settings

from django_sankhya.checks import check_entities, check_router
from django_sankhya.models import AbstractCity, EntityForeignKey, SankhyaModel


def ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_these_settings_and_the_shipped_entities_are_clean() -> None:
    assert check_router(None) == []
    assert check_entities(None) == []


@override_settings(DATABASE_ROUTERS=[])
def test_a_missing_router() -> None:
    assert ids(check_router(None)) == ["django_sankhya.E001"]


def test_a_missing_erp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(settings.DATABASES, "sankhya")
    assert ids(check_router(None)) == ["django_sankhya.E002"]


def errors_of(define: Callable[[], object]) -> list[str | None]:
    with isolate_apps("django_sankhya") as isolated:
        define()
        return ids(check_entities(isolated.get_app_configs()))


def test_an_entity_whose_meta_inherits_nothing() -> None:
    def define() -> None:
        class Managed(SankhyaModel):
            sankhya_entity = "Veiculo"

            class Meta:
                app_label = "django_sankhya"

    assert errors_of(define) == ["django_sankhya.E003"]


def test_an_entity_without_name() -> None:
    def define() -> None:
        class Nameless(SankhyaModel):
            class Meta(SankhyaModel.Meta):
                app_label = "django_sankhya"

    assert errors_of(define) == ["django_sankhya.E004"]


def test_a_relation_without_path() -> None:
    def define() -> None:
        class Target(SankhyaModel):
            sankhya_entity = "Veiculo"

            class Meta(SankhyaModel.Meta):
                app_label = "django_sankhya"

        class Plain(SankhyaModel):
            sankhya_entity = "Veiculo"

            plain = models.ForeignKey(Target, models.DO_NOTHING, related_name="+")
            empty = EntityForeignKey(Target, entity_path="", related_name="+")
            right = EntityForeignKey(Target, entity_path="Veiculo", related_name="+")

            class Meta(SankhyaModel.Meta):
                app_label = "django_sankhya"

    assert errors_of(define) == ["django_sankhya.E005", "django_sankhya.E005"]


def test_a_subclass_of_a_concrete_entity() -> None:
    def define() -> None:
        class Base(AbstractCity):
            unidadefederativa = None
            regiao = None

            class Meta(AbstractCity.Meta):
                app_label = "django_sankhya"

        class Joined(Base):
            class Meta(AbstractCity.Meta):
                app_label = "django_sankhya"

        class Proxy(Base):
            class Meta:
                app_label = "django_sankhya"
                proxy = True

    assert errors_of(define) == ["django_sankhya.E006"]


def test_only_the_asked_apps_are_checked() -> None:
    assert check_entities([apps.get_app_config("auth")]) == []
