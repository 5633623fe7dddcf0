"""The base class of all entities."""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import ModelSignal, post_init, pre_init

from django_sankhya.models.manager import SankhyaManager


class SankhyaModel(models.Model):
    """Make a Django model of an entity of the ERP's data dictionary.

    A subclass names its entity (the dictionary's instance name, ``TDDINS.NOMEINSTANCIA``) and lets
    its ``Meta`` inherit this one, so that it stays unmanaged::

        class Vehicle(SankhyaModel):
            sankhya_entity = "Veiculo"

            codveiculo = models.AutoField(primary_key=True, db_column="CODVEICULO")

            class Meta(SankhyaModel.Meta):
                db_table = "TGFVEI"

    Columns of one's own (``AD_…``) are added by subclassing an abstract entity::

        class Partner(AbstractPartner):
            ad_rating = models.CharField(max_length=1, null=True, blank=True, db_column="AD_RATING")

    There is no ``objects``: rows are reached by ``sankhya``, which tells them from local ones. For
    a third-party app that insists on ``objects``, add ``objects = SankhyaManager()`` to the class.
    """

    sankhya_entity: ClassVar[str]

    sankhya: ClassVar[SankhyaManager[Self]] = SankhyaManager()

    class Meta:
        abstract = True
        managed = False
        default_manager_name = "sankhya"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        """Make an object of a loaded row.

        Django sets each of a class' many fields by `setattr`, the deferred ones as well. Where that
        has no other effect than to fill the object's `__dict__`, it is filled at once: this halves
        the time to load a page. Any hook into the initialisation of objects keeps Django's way.
        """
        if not _is_only_filled(cls):
            return super().from_db(db, field_names, values, **kwargs)
        loaded = cls.__new__(cls)
        loaded._state = state = ModelState()
        state.adding = False
        state.db = db
        for name, value in kwargs.items():  # fetch_mode, from Django 6.1 on
            if value is not None:
                setattr(state, name, value)
        loaded.__dict__.update(zip(field_names, values, strict=True))
        return loaded


def _is_only_filled(cls: type[models.Model]) -> bool:
    plain = cls.__dict__.get("_has_plain_fields")
    if plain is None:
        plain = cls._has_plain_fields = (  # type: ignore[attr-defined]
            cls.__init__ is models.Model.__init__
            and cls.__setattr__ is object.__setattr__
            and all(
                type(getattr(cls, field.attname))
                in (DeferredAttribute, ForeignKeyDeferredAttribute)
                for field in cls._meta.concrete_fields
            )
        )
    return plain and not (_is_heard(pre_init, cls) or _is_heard(post_init, cls))


def _is_heard(signal: ModelSignal, cls: type[models.Model]) -> bool:
    return bool(signal.receivers) and signal.has_listeners(cls)
