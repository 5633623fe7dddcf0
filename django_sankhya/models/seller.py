"""Sellers."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.fields import EntityForeignKey


class AbstractSeller(SankhyaModel):
    """Someone who sells, buys or manages those who do."""

    sankhya_entity = "Vendedor"

    class SellerType(models.TextChoices):
        BUYER = "C", _("Buyer")
        SELLER = "V", _("Seller")
        SUPERVISOR = "S", _("Supervisor")
        MANAGER = "G", _("Manager")
        EXECUTOR = "E", _("Executor")
        REPRESENTATIVE = "R", _("Representative")
        TECHNICIAN = "T", _("Technician")

    codvend = models.AutoField(_("seller code"), primary_key=True, db_column="CODVEND")
    apelido = models.CharField(_("nickname"), max_length=15, db_column="APELIDO")
    tipvend = models.CharField(
        _("seller type"),
        max_length=1,
        choices=SellerType,
        null=True,
        blank=True,
        db_column="TIPVEND",
    )
    ativo = models.BooleanField(_("active"), default=True, db_column="ATIVO")
    parceiro = EntityForeignKey(
        "django_sankhya.Partner",
        verbose_name=_("partner"),
        entity_path="Parceiro",
        default=0,
        db_column="CODPARC",
    )
    gerente = EntityForeignKey(
        "self", verbose_name=_("manager"), entity_path="Gerente", default=0, db_column="CODGER"
    )
    regiao = EntityForeignKey(
        "django_sankhya.Region",
        verbose_name=_("region"),
        entity_path="Regiao",
        default=0,
        db_column="CODREG",
    )
    email = models.CharField(_("email"), max_length=80, null=True, blank=True, db_column="EMAIL")
    codusu = models.IntegerField(_("user code"), null=True, blank=True, db_column="CODUSU")
    codemp = models.IntegerField(_("company"), null=True, blank=True, db_column="CODEMP")
    codfunc = models.IntegerField(_("employee code"), null=True, blank=True, db_column="CODFUNC")
    codform = models.IntegerField(_("commission formula code"), default=0, db_column="CODFORM")
    codcencuspad = models.IntegerField(
        _("default cost center"), default=0, db_column="CODCENCUSPAD"
    )
    atuacomprador = models.BooleanField(
        _("also buys"), default=False, null=True, blank=True, db_column="ATUACOMPRADOR"
    )
    comvenda = models.DecimalField(
        _("sales commission (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="COMVENDA",
    )
    comger = models.DecimalField(
        _("manager's commission (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="COMGER",
    )
    particmeta = models.DecimalField(
        _("share of the target (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="PARTICMETA",
    )
    descmax = models.DecimalField(
        _("maximum discount (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="DESCMAX",
    )
    acrescmax = models.DecimalField(
        _("maximum surcharge (%)"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        db_column="ACRESCMAX",
    )
    saldodisp = models.DecimalField(
        _("available balance"),
        max_digits=18,
        decimal_places=2,
        default=Decimal(0),
        db_column="SALDODISP",
    )
    provacresc = models.DecimalField(
        _("provision for surcharges"),
        max_digits=18,
        decimal_places=2,
        default=Decimal(0),
        db_column="PROVACRESC",
    )
    vlrhora = models.DecimalField(
        _("hourly rate for service-order commission"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="VLRHORA",
    )
    comcm = models.BooleanField(_("commission on CM"), default=False, db_column="COMCM")
    rechrextra = models.BooleanField(_("double time paid"), default=True, db_column="RECHREXTRA")

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TGFVEN"
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")

    def __str__(self) -> str:
        return self.apelido


class Seller(AbstractSeller):
    """The ERP's sellers and buyers (``Vendedor``, TGFVEN)."""
