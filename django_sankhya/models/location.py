"""Places: states, cities, neighborhoods, streets, sales regions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.fields import EntityForeignKey


class AbstractState(SankhyaModel):
    """A state. Its key is a number; the two letters are in ``uf``."""

    sankhya_entity = "UnidadeFederativa"

    coduf = models.AutoField(_("state code"), primary_key=True, db_column="CODUF")
    uf = models.CharField(_("abbreviation"), max_length=2, db_column="UF")
    descricao = models.CharField(
        _("description"), max_length=40, null=True, blank=True, db_column="DESCRICAO"
    )
    codpais = models.IntegerField(_("country"), null=True, blank=True, db_column="CODPAIS")
    codibge = models.IntegerField(_("IBGE code"), null=True, blank=True, db_column="CODIBGE")
    parceiro = EntityForeignKey(
        "django_sankhya.Partner",
        verbose_name=_("state revenue office"),
        entity_path="Parceiro",
        null=True,
        blank=True,
        db_column="CODPARCSECRECEST",
    )
    codstgnre = models.CharField(
        _("revenue code (GNRE)"), max_length=10, null=True, blank=True, db_column="CODSTGNRE"
    )
    coddetgnre = models.IntegerField(
        _("revenue detail code (GNRE)"), null=True, blank=True, db_column="CODDETGNRE"
    )
    codprodgnre = models.IntegerField(
        _("product code (GNRE)"), null=True, blank=True, db_column="CODPRODGNRE"
    )
    protocoloconvenio = models.CharField(
        _("protocol / agreement (GNRE)"),
        max_length=30,
        null=True,
        blank=True,
        db_column="PROTOCOLOCONVENIO",
    )
    estornonfe = models.BooleanField(
        _("NF-e reversal allowed"), default=False, db_column="ESTORNONFE"
    )
    valsitcadsefaz = models.BooleanField(
        _("check registration with SEFAZ"), default=False, db_column="VALSITCADSEFAZ"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TSIUFS"
        verbose_name = _("state")
        verbose_name_plural = _("states")

    def __str__(self) -> str:
        return self.uf


class State(AbstractState):
    """The ERP's states (``UnidadeFederativa``, TSIUFS)."""


class AbstractCity(SankhyaModel):
    """A city."""

    sankhya_entity = "Cidade"

    codcid = models.AutoField(_("city code"), primary_key=True, db_column="CODCID")
    nomecid = models.CharField(_("name"), max_length=50, db_column="NOMECID")
    unidadefederativa = EntityForeignKey(
        "django_sankhya.State",
        verbose_name=_("state"),
        entity_path="UnidadeFederativa",
        null=True,
        blank=True,
        db_column="UF",
    )
    regiao = EntityForeignKey(
        "django_sankhya.Region",
        verbose_name=_("region"),
        entity_path="Regiao",
        null=True,
        blank=True,
        db_column="CODREG",
    )
    descricaocorreio = models.CharField(
        _("post-office name"), max_length=60, null=True, blank=True, db_column="DESCRICAOCORREIO"
    )
    codmunfis = models.IntegerField(
        _("IBGE municipality code"), null=True, blank=True, db_column="CODMUNFIS"
    )
    codmunsiafi = models.IntegerField(
        _("SIAFI municipality code"), null=True, blank=True, db_column="CODMUNSIAFI"
    )
    ddd = models.CharField(
        _("area code (DDD)"), max_length=4, null=True, blank=True, db_column="DDD"
    )
    latitude = models.CharField(
        _("latitude"), max_length=255, null=True, blank=True, db_column="LATITUDE"
    )
    longitude = models.CharField(
        _("longitude"), max_length=255, null=True, blank=True, db_column="LONGITUDE"
    )
    populacao = models.IntegerField(_("population"), null=True, blank=True, db_column="POPULACAO")
    distancia = models.IntegerField(_("distance"), null=True, blank=True, db_column="DISTANCIA")
    seqentrega = models.IntegerField(
        _("delivery sequence"), null=True, blank=True, db_column="SEQENTREGA"
    )
    tipofrete = models.CharField(
        _("freight type"), max_length=1, default="C", db_column="TIPOFRETE"
    )
    vlrfretemin = models.DecimalField(
        _("minimum freight"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VLRFRETEMIN",
    )
    vlrfreteton = models.DecimalField(
        _("freight per tonne"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VLRFRETETON",
    )
    vlrfretekm = models.DecimalField(
        _("freight per km"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VLRFRETEKM",
    )
    vlrtaxaent = models.DecimalField(
        _("delivery fee"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VLRTAXAENT",
    )
    vendamin = models.DecimalField(
        _("minimum sale"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VENDAMIN",
    )

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TSICID"
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.nomecid


class City(AbstractCity):
    """The ERP's cities (``Cidade``, TSICID)."""


class AbstractNeighborhood(SankhyaModel):
    """A neighborhood. It belongs to no city: the register holds names, which cities share."""

    sankhya_entity = "Bairro"

    codbai = models.AutoField(_("neighborhood code"), primary_key=True, db_column="CODBAI")
    nomebai = models.CharField(_("name"), max_length=50, db_column="NOMEBAI")
    regiao = EntityForeignKey(
        "django_sankhya.Region",
        verbose_name=_("region"),
        entity_path="Regiao",
        default=0,
        db_column="CODREG",
    )
    descricaocorreio = models.CharField(
        _("post-office name"), max_length=60, null=True, blank=True, db_column="DESCRICAOCORREIO"
    )

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TSIBAI"
        verbose_name = _("neighborhood")
        verbose_name_plural = _("neighborhoods")

    def __str__(self) -> str:
        return self.nomebai


class Neighborhood(AbstractNeighborhood):
    """The ERP's neighborhoods (``Bairro``, TSIBAI)."""


class AbstractAddress(SankhyaModel):
    """A street by type and name (``Rua``, ``Avenida``), without number."""

    sankhya_entity = "Endereco"

    codend = models.AutoField(_("street code"), primary_key=True, db_column="CODEND")
    tipo = models.CharField(_("type"), max_length=8, null=True, blank=True, db_column="TIPO")
    nomeend = models.CharField(_("name"), max_length=60, db_column="NOMEEND")
    descricaocorreio = models.CharField(
        _("post-office name"), max_length=60, null=True, blank=True, db_column="DESCRICAOCORREIO"
    )
    codlogradouro = models.CharField(
        _("street type code for eSocial"),
        max_length=4,
        null=True,
        blank=True,
        db_column="CODLOGRADOURO",
    )

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TSIEND"
        verbose_name = _("street")
        verbose_name_plural = _("streets")

    def __str__(self) -> str:
        return f"{self.tipo} {self.nomeend}" if self.tipo else self.nomeend


class Address(AbstractAddress):
    """The ERP's streets (``Endereco``, TSIEND)."""


class AbstractRegion(SankhyaModel):
    """A sales region, a leaf or a branch of a tree."""

    sankhya_entity = "Regiao"

    # Parent code of the regions at the root.
    NO_PARENT = -999999999

    class AdvanceType(models.TextChoices):
        ALLOWANCE = "N", _("Expense allowance")
        ADVANCE = "S", _("Cash advance")

    codreg = models.AutoField(_("region code"), primary_key=True, db_column="CODREG")
    nomereg = models.CharField(_("name"), max_length=20, db_column="NOMEREG")
    codregpai = models.IntegerField(
        _("parent region code"), default=NO_PARENT, db_column="CODREGPAI"
    )
    grau = models.IntegerField(_("tree level"), default=0, db_column="GRAU")
    analitica = models.BooleanField(_("leaf of the tree"), default=True, db_column="ANALITICA")
    ativa = models.BooleanField(_("in use"), default=True, db_column="ATIVA")
    vendedor = EntityForeignKey(
        "django_sankhya.Seller",
        verbose_name=_("seller"),
        entity_path="Vendedor",
        null=True,
        blank=True,
        db_column="CODVEND",
    )
    codtab = models.IntegerField(_("price table"), null=True, blank=True, db_column="CODTAB")
    codtabmin = models.IntegerField(
        _("minimum price table"), null=True, blank=True, db_column="CODTABMIN"
    )
    gerarreceita = models.CharField(
        _("kind of advance"),
        max_length=1,
        choices=AdvanceType,
        default=AdvanceType.ADVANCE,
        db_column="GERARRECEITA",
    )
    fretemin = models.DecimalField(
        _("minimum freight"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="FRETEMIN",
    )
    vendamin = models.DecimalField(
        _("minimum sale"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VENDAMIN",
    )
    percdescfob = models.DecimalField(
        _("FOB discount (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="PERCDESCFOB",
    )
    percadicional = models.DecimalField(
        _("surcharge (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="PERCADICIONAL",
    )
    percpremio = models.DecimalField(
        _("bonus (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="PERCPREMIO",
    )
    perccusvar = models.DecimalField(
        _("variable cost (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="PERCCUSVAR",
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TSIREG"
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.nomereg


class Region(AbstractRegion):
    """The ERP's regions (``Regiao``, TSIREG)."""
