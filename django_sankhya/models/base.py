"""The base class of all entities."""

from typing import ClassVar, Self

from django.db import models

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
