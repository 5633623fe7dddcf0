"""What completes a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.fields import EntityForeignKey, EntityOneToOneField


class AbstractPartnerComplement(SankhyaModel):
    """What only some partners have, in a row of its own with the partner's key."""

    sankhya_entity = "ComplementoParc"

    class PaymentWeekday(models.IntegerChoices):
        UNDEFINED = 1, _("Undefined")
        MONDAY = 2, _("Monday")
        TUESDAY = 3, _("Tuesday")
        WEDNESDAY = 4, _("Wednesday")
        THURSDAY = 5, _("Thursday")
        FRIDAY = 6, _("Friday")

    parceiro = EntityOneToOneField(
        "django_sankhya.Partner",
        verbose_name=_("partner"),
        entity_path="Parceiro",
        primary_key=True,
        db_column="CODPARC",
    )
    identificacao = models.CharField(
        _("identification"), max_length=15, null=True, blank=True, db_column="IDENTIFICACAO"
    )

    # Delivery: the dictionary's unnamed city, neighborhood and street are these
    cepentrega = models.CharField(
        _("delivery postal code (CEP)"), max_length=8, null=True, blank=True, db_column="CEPENTREGA"
    )
    enderecoentrega = EntityForeignKey(
        "django_sankhya.Address",
        verbose_name=_("delivery street"),
        entity_path="Endereco",
        null=True,
        blank=True,
        db_column="CODENDENTREGA",
    )
    numentrega = models.CharField(
        _("delivery number"), max_length=6, null=True, blank=True, db_column="NUMENTREGA"
    )
    complentrega = models.CharField(
        _("delivery address complement"),
        max_length=30,
        null=True,
        blank=True,
        db_column="COMPLENTREGA",
    )
    bairroentrega = EntityForeignKey(
        "django_sankhya.Neighborhood",
        verbose_name=_("delivery neighborhood"),
        entity_path="Bairro",
        null=True,
        blank=True,
        db_column="CODBAIENTREGA",
    )
    cidadeentrega = EntityForeignKey(
        "django_sankhya.City",
        verbose_name=_("delivery city"),
        entity_path="Cidade",
        null=True,
        blank=True,
        db_column="CODCIDENTREGA",
    )
    latitudeentrega = models.CharField(
        _("delivery latitude"), max_length=255, null=True, blank=True, db_column="LATITUDEENTREGA"
    )
    longitudeentrega = models.CharField(
        _("delivery longitude"), max_length=255, null=True, blank=True, db_column="LONGITUDEENTREGA"
    )
    seqentrega = models.IntegerField(_("delivery sequence"), default=0, db_column="SEQENTREGA")
    seqvisita = models.IntegerField(_("visit sequence"), default=0, db_column="SEQVISITA")
    codparctransp = models.IntegerField(
        _("preferred carrier (partner code)"), null=True, blank=True, db_column="CODPARCTRANSP"
    )
    logistica = models.CharField(
        _("logistics"), max_length=250, null=True, blank=True, db_column="LOGISTICA"
    )

    # Billing
    cepreceb = models.CharField(
        _("billing postal code (CEP)"), max_length=8, null=True, blank=True, db_column="CEPRECEB"
    )
    enderecorecebimento = EntityForeignKey(
        "django_sankhya.Address",
        verbose_name=_("billing street"),
        entity_path="EnderecoRecebimento",
        related_name="%(class)s_recebimento_set",
        related_query_name="%(class)s_recebimento",
        null=True,
        blank=True,
        db_column="CODENDRECEB",
    )
    numreceb = models.CharField(
        _("billing number"), max_length=6, null=True, blank=True, db_column="NUMRECEB"
    )
    complreceb = models.CharField(
        _("billing address complement"),
        max_length=30,
        null=True,
        blank=True,
        db_column="COMPLRECEB",
    )
    bairrorecebimento = EntityForeignKey(
        "django_sankhya.Neighborhood",
        verbose_name=_("billing neighborhood"),
        entity_path="BairroRecebimento",
        related_name="%(class)s_recebimento_set",
        related_query_name="%(class)s_recebimento",
        null=True,
        blank=True,
        db_column="CODBAIRECEB",
    )
    cidaderecebimento = EntityForeignKey(
        "django_sankhya.City",
        verbose_name=_("billing city"),
        entity_path="CidadeRecebimento",
        related_name="%(class)s_recebimento_set",
        related_query_name="%(class)s_recebimento",
        null=True,
        blank=True,
        db_column="CODCIDRECEB",
    )

    # Commercial terms
    sugtipnegsaid = models.IntegerField(
        _("suggested trading type for sales"), default=0, db_column="SUGTIPNEGSAID"
    )
    sugtipnegentr = models.IntegerField(
        _("suggested trading type for purchases"), default=0, db_column="SUGTIPNEGENTR"
    )
    diapag = models.IntegerField(_("payment day"), null=True, blank=True, db_column="DIAPAG")
    diasemanapag = models.IntegerField(
        _("payment weekday"),
        choices=PaymentWeekday,
        null=True,
        blank=True,
        db_column="DIASEMANAPAG",
    )
    fatmin = models.DecimalField(
        _("minimum billing"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="FATMIN",
    )
    exigepedido = models.BooleanField(
        _("purchase order required on service orders"), default=False, db_column="EXIGEPEDIDO"
    )
    isentotaxaminboleta = models.BooleanField(
        _("exempt from boleto fee"), default=False, db_column="ISENTOTAXAMINBOLETA"
    )
    gerarfrete = models.BooleanField(_("generate freight"), default=False, db_column="GERARFRETE")
    limcredautom = models.BooleanField(
        _("automatic credit limit"), default=False, db_column="LIMCREDAUTOM"
    )
    codsuframa = models.CharField(
        _("SUFRAMA registration"), max_length=11, null=True, blank=True, db_column="CODSUFRAMA"
    )

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TGFCPL"
        verbose_name = _("partner complement")
        verbose_name_plural = _("partner complements")

    def __str__(self) -> str:
        return f"#{self.pk}"


class PartnerComplement(AbstractPartnerComplement):
    """The complements of the ERP's partners (``ComplementoParc``, TGFCPL)."""
