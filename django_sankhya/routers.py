"""The database router: entities live in the ERP, everything else does not."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from django_sankhya.conf import ENGINE
from django_sankhya.context import current_alias, sankhya_aliases
from django_sankhya.models import SankhyaModel

DEFAULT_ALIAS = "sankhya"


class SankhyaRouter:
    """Send entities to the ERP, and keep migrations and other models away from it.

    An object stays with the ERP that it came from. Otherwise the alias is that of the innermost
    ``use_sankhya`` block, else ``"sankhya"``, else the only ERP there is. Without any of these it
    raises ``ImproperlyConfigured``: an entity is never looked for in another database.
    """

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the alias of the ERP for entities, None (no opinion) for all others."""
        if not issubclass(model, SankhyaModel):
            return None
        aliases = sankhya_aliases()
        instance = hints.get("instance")
        if instance is not None and instance._state.db in aliases:
            return str(instance._state.db)
        return current_alias() or _default_alias(aliases)

    db_for_write = db_for_read

    def allow_relation(self, obj1: models.Model, obj2: models.Model, **hints: Any) -> bool | None:
        """Forbid relations between the rows of two ERPs.

        A local row may point to an entity, by a foreign key with ``db_constraint=False``: it stores
        the key, and reading the entity is a request of its own.
        """
        entities = [isinstance(obj, SankhyaModel) for obj in (obj1, obj2)]
        if all(entities):
            return obj1._state.db == obj2._state.db
        return True if any(entities) else None

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        """Forbid to migrate anything in an ERP, and entities anywhere."""
        if db in sankhya_aliases():
            return False
        model = hints.get("model")
        if isinstance(model, type) and issubclass(model, SankhyaModel):
            return False
        return None


def _default_alias(aliases: list[str]) -> str:
    if DEFAULT_ALIAS in aliases:
        return DEFAULT_ALIAS
    if len(aliases) == 1:
        return aliases[0]
    if not aliases:
        raise ImproperlyConfigured(f"No database in DATABASES has the ENGINE {ENGINE!r}.")
    raise ImproperlyConfigured(
        f"There are several ERPs ({', '.join(aliases)}) and none is named {DEFAULT_ALIAS!r}: "
        "name one by .using() or use_sankhya()."
    )
