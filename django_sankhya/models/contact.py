"""Contacts of partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.fields import EntityForeignKey, NumberedField


class AbstractContact(SankhyaModel):
    """A person at a partner, or another address of it; numbered within the partner."""

    sankhya_entity = "Contato"

    pk = models.CompositePrimaryKey("parceiro_id", "codcontato")
    parceiro = EntityForeignKey(
        "django_sankhya.Partner",
        verbose_name=_("partner"),
        entity_path="Parceiro",
        db_column="CODPARC",
    )
    codcontato = NumberedField(_("contact code"), db_column="CODCONTATO")
    nomecontato = models.CharField(
        _("contact name"), max_length=40, null=True, db_column="NOMECONTATO"
    )
    apelido = models.CharField(
        _("nickname"), max_length=15, null=True, blank=True, db_column="APELIDO"
    )
    cargo = models.CharField(
        _("job title"), max_length=20, null=True, blank=True, db_column="CARGO"
    )
    ativo = models.BooleanField(_("active"), default=True, db_column="ATIVO")
    cpf = models.CharField(_("CPF"), max_length=11, null=True, blank=True, db_column="CPF")
    cnpj = models.CharField(_("CNPJ"), max_length=14, null=True, blank=True, db_column="CNPJ")
    inscestad = models.CharField(
        _("state registration"), max_length=16, null=True, blank=True, db_column="INSCESTAD"
    )
    dtnasc = models.DateField(_("date of birth"), null=True, blank=True, db_column="DTNASC")
    email = models.CharField(_("email"), max_length=80, null=True, blank=True, db_column="EMAIL")
    telefone = models.CharField(
        _("telephone"), max_length=13, null=True, blank=True, db_column="TELEFONE"
    )
    ramal = models.IntegerField(_("telephone extension"), null=True, blank=True, db_column="RAMAL")
    celular = models.CharField(
        _("mobile"), max_length=13, null=True, blank=True, db_column="CELULAR"
    )
    telresid = models.CharField(
        _("home telephone"), max_length=13, null=True, blank=True, db_column="TELRESID"
    )
    fax = models.CharField(_("fax"), max_length=13, null=True, blank=True, db_column="FAX")
    cep = models.CharField(
        _("postal code (CEP)"), max_length=8, null=True, blank=True, db_column="CEP"
    )
    endereco = EntityForeignKey(
        "django_sankhya.Address",
        verbose_name=_("street"),
        entity_path="Endereco",
        null=True,
        blank=True,
        db_column="CODEND",
    )
    numend = models.CharField(_("number"), max_length=6, null=True, blank=True, db_column="NUMEND")
    complemento = models.CharField(
        _("address complement"), max_length=10, null=True, blank=True, db_column="COMPLEMENTO"
    )
    bairro = EntityForeignKey(
        "django_sankhya.Neighborhood",
        verbose_name=_("neighborhood"),
        entity_path="Bairro",
        null=True,
        blank=True,
        db_column="CODBAI",
    )
    cidade = EntityForeignKey(
        "django_sankhya.City",
        verbose_name=_("city"),
        entity_path="Cidade",
        null=True,
        blank=True,
        db_column="CODCID",
    )
    regiao = EntityForeignKey(
        "django_sankhya.Region",
        verbose_name=_("region"),
        entity_path="Regiao",
        null=True,
        blank=True,
        db_column="CODREG",
    )
    latitude = models.CharField(
        _("latitude"), max_length=60, null=True, blank=True, db_column="LATITUDE"
    )
    longitude = models.CharField(
        _("longitude"), max_length=60, null=True, blank=True, db_column="LONGITUDE"
    )
    prioridade = models.IntegerField(_("priority"), null=True, blank=True, db_column="PRIORIDADE")
    nivelcob = models.IntegerField(_("collection level"), default=0, db_column="NIVELCOB")
    recebeboletoemail = models.BooleanField(
        _("receives boleto / Pix by email"), default=False, db_column="RECEBEBOLETOEMAIL"
    )
    recebenotaemail = models.BooleanField(
        _("receives invoices by email"), default=False, db_column="RECEBENOTAEMAIL"
    )
    envianotifcota = models.BooleanField(
        _("receives quotation notices"), default=False, db_column="ENVIANOTIFCOTA"
    )
    socio = models.BooleanField(_("shareholder"), default=False, db_column="SOCIO")

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtcad = models.DateTimeField(
        _("registered on"), editable=False, null=True, blank=True, db_column="DTCAD"
    )
    dhalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DHALTER"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TGFCTT"
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.nomecontato or f"#{self.codcontato}"


class Contact(AbstractContact):
    """The contacts of the ERP's partners (``Contato``, TGFCTT)."""
