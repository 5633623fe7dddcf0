"""System checks of aliases, router and entity classes. None of them touches the network."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import models, router

from django_sankhya.conf import ENGINE, problems
from django_sankhya.context import sankhya_aliases
from django_sankhya.models import EntityForeignKey, SankhyaModel
from django_sankhya.routers import SankhyaRouter


@register("sankhya")
def check_router(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check that queries on entities find an ERP."""
    errors: list[CheckMessage] = []
    if not any(isinstance(each, SankhyaRouter) for each in router.routers):
        errors.append(
            Error(
                "SankhyaRouter is missing from DATABASE_ROUTERS, so that entities are looked for in "
                "the default database.",
                hint="Add 'django_sankhya.routers.SankhyaRouter' to DATABASE_ROUTERS.",
                id="django_sankhya.E001",
            )
        )
    if not sankhya_aliases():
        errors.append(
            Error(
                "There is no ERP in DATABASES.",
                hint=f"Add a database with the ENGINE '{ENGINE}', best under the alias 'sankhya'.",
                id="django_sankhya.E002",
            )
        )
    return errors


@register("sankhya")
def check_aliases(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check what DATABASES says of each ERP."""
    return [message for alias in sankhya_aliases() for message in _check_alias(alias)]


def _check_alias(alias: str) -> Iterator[CheckMessage]:
    entry: Any = settings.DATABASES[alias]
    for problem in problems(entry):
        yield Error(
            f"DATABASES[{alias!r}]{problem.key} {problem.message}",
            hint=problem.hint,
            id="django_sankhya.E007",
        )
    if settings.USE_TZ and not entry.get("TIME_ZONE"):
        yield CheckWarning(
            f"DATABASES[{alias!r}]['TIME_ZONE'] is missing, so that the ERP's local times are read "
            "as UTC.",
            hint='Name the time zone of the ERP\'s server, such as "America/Sao_Paulo".',
            id="django_sankhya.W001",
        )


@register("sankhya", Tags.models)
def check_entities(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Check each concrete entity class: unmanaged, named, reachable through its relations."""
    return [error for model in _entities(app_configs) for error in _check_entity(model)]


def _entities(app_configs: Sequence[AppConfig] | None) -> Iterator[type[SankhyaModel]]:
    configs: Iterable[AppConfig] = apps.get_app_configs() if app_configs is None else app_configs
    for config in configs:
        for model in config.get_models():
            # A proxy has its entity's table and fields, which are checked there.
            if issubclass(model, SankhyaModel) and not model._meta.proxy:
                yield model


def _check_entity(model: type[SankhyaModel]) -> Iterator[CheckMessage]:
    name = model._meta.label
    if model._meta.managed:
        yield Error(
            f"{name} is managed, so that migrations would create its table.",
            hint="Let its Meta inherit the Meta of its base class.",
            obj=model,
            id="django_sankhya.E003",
        )
    if not getattr(model, "sankhya_entity", ""):
        yield Error(
            f"{name} does not name its entity.",
            hint="Set sankhya_entity to the instance name in the ERP's dictionary.",
            obj=model,
            id="django_sankhya.E004",
        )
    if model._meta.parents:
        yield Error(
            f"{name} inherits from a concrete entity, which joins two tables.",
            hint="Inherit from the abstract entity instead, or set proxy = True in its Meta.",
            obj=model,
            id="django_sankhya.E006",
        )
    for field in model._meta.local_fields:
        yield from _check_relation(field)


def _check_relation(field: "models.Field[Any, Any]") -> Iterator[CheckMessage]:
    relation = field.remote_field
    if relation is None or relation.parent_link:
        return
    if isinstance(field, EntityForeignKey) and field.entity_path:
        return
    if not (isinstance(relation.model, type) and issubclass(relation.model, SankhyaModel)):
        return
    yield Error(
        "A relation to an entity has no path.",
        hint=f"Use {EntityForeignKey.__name__} with the relation's name as entity_path.",
        obj=field,
        id="django_sankhya.E005",
    )
