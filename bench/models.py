"""The entity that is measured: a partner of eight columns, one of each kind."""

from django.db import models

from django_sankhya.models import City, EntityForeignKey, SankhyaModel

__all__ = ["COLUMNS", "Row"]

COLUMNS = (
    "codparc",
    "nomeparc",
    "cgc_cpf",
    "ativo",
    "limcred",
    "dtcad",
    "dtalter",
    "cidade_id",
)


class Row(SankhyaModel):
    """A partner with eight columns; declared as the package declares them."""

    sankhya_entity = "Parceiro"

    codparc = models.AutoField(primary_key=True, db_column="CODPARC")
    nomeparc = models.CharField(max_length=80, null=True, db_column="NOMEPARC")  # noqa: DJ001
    cgc_cpf = models.CharField(max_length=14, null=True, db_column="CGC_CPF")  # noqa: DJ001
    ativo = models.BooleanField(default=True, db_column="ATIVO")
    limcred = models.DecimalField(max_digits=18, decimal_places=2, null=True, db_column="LIMCRED")
    dtcad = models.DateField(null=True, db_column="DTCAD")
    dtalter = models.DateTimeField(null=True, db_column="DTALTER")
    cidade = EntityForeignKey(City, entity_path="Cidade", null=True, db_column="CODCID")

    class Meta(SankhyaModel.Meta):
        db_table = "TGFPAR"

    def __str__(self) -> str:
        return self.nomeparc or f"#{self.pk}"
