"""Partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.fields import EntityForeignKey


class AbstractPartner(SankhyaModel):
    """A customer, supplier, seller, carrier or driver, with a flag for each part played."""

    sankhya_entity = "Parceiro"

    class PersonType(models.TextChoices):
        INDIVIDUAL = "F", _("Natural person")
        COMPANY = "J", _("Legal entity")

    class IcmsClassification(models.TextChoices):
        FINAL_CONSUMER = "C", _("Final consumer, not a taxpayer")
        EXEMPT = "I", _("Exempt from ICMS")
        RURAL_PRODUCER = "P", _("Rural producer")
        RESELLER = "R", _("Reseller")
        OPERATION_TYPE = "T", _("As the operation type (TOP) says")
        TAXPAYING_CONSUMER = "X", _("Taxpaying consumer")

    codparc = models.AutoField(_("partner code"), primary_key=True, db_column="CODPARC")
    nomeparc = models.CharField(_("partner name"), max_length=80, null=True, db_column="NOMEPARC")
    razaosocial = models.CharField(
        _("company name"), max_length=80, null=True, blank=True, db_column="RAZAOSOCIAL"
    )
    tippessoa = models.CharField(
        _("person type"), max_length=1, choices=PersonType, db_column="TIPPESSOA"
    )
    cgc_cpf = models.CharField(
        _("CNPJ / CPF"), max_length=14, null=True, blank=True, db_column="CGC_CPF"
    )
    identinscestad = models.CharField(
        _("state registration / identity card"),
        max_length=16,
        null=True,
        blank=True,
        db_column="IDENTINSCESTAD",
    )
    inscestadnauf = models.CharField(
        _("state registration in the customer's state"),
        max_length=16,
        null=True,
        blank=True,
        db_column="INSCESTADNAUF",
    )
    inscmun = models.CharField(
        _("municipal registration"), max_length=16, null=True, blank=True, db_column="INSCMUN"
    )
    classificms = models.CharField(
        _("ICMS classification"),
        max_length=1,
        choices=IcmsClassification,
        null=True,
        db_column="CLASSIFICMS",
    )
    simples = models.BooleanField(
        _("taxed under Simples Nacional"), default=False, db_column="SIMPLES"
    )
    dtnasc = models.DateField(
        _("date of birth / foundation"), null=True, blank=True, db_column="DTNASC"
    )

    # What the partner is to the company
    ativo = models.BooleanField(_("active"), default=True, db_column="ATIVO")
    cliente = models.BooleanField(_("customer"), default=True, db_column="CLIENTE")
    fornecedor = models.BooleanField(_("supplier"), default=False, db_column="FORNECEDOR")
    vendedor = models.BooleanField(_("seller"), default=False, db_column="VENDEDOR")
    transportadora = models.BooleanField(_("carrier"), default=False, db_column="TRANSPORTADORA")
    motorista = models.BooleanField(_("driver"), default=False, db_column="MOTORISTA")
    usuario = models.BooleanField(_("user"), default=False, db_column="USUARIO")
    parceiromatriz = EntityForeignKey(
        "self",
        verbose_name=_("head office"),
        entity_path="ParceiroMatriz",
        null=True,
        blank=True,
        db_column="CODPARCMATRIZ",
    )
    vendedorpreferencial = EntityForeignKey(
        "django_sankhya.Seller",
        verbose_name=_("preferred seller"),
        entity_path="Vendedor",
        null=True,
        blank=True,
        db_column="CODVEND",
    )
    assessor = EntityForeignKey(
        "django_sankhya.Seller",
        verbose_name=_("partner's adviser"),
        entity_path="Assessor",
        related_name="%(class)s_assessor_set",
        related_query_name="%(class)s_assessor",
        null=True,
        blank=True,
        db_column="CODASSESSOR",
    )
    grupoautor = models.CharField(
        _("authorization group"), max_length=30, null=True, blank=True, db_column="GRUPOAUTOR"
    )
    codtipparc = models.IntegerField(
        _("main profile"), null=True, blank=True, db_column="CODTIPPARC"
    )
    codemp = models.IntegerField(_("company"), null=True, blank=True, db_column="CODEMP")

    # Where and how to reach it
    email = models.CharField(_("email"), max_length=80, null=True, blank=True, db_column="EMAIL")
    emailnfe = models.CharField(
        _("email for NF-e"), max_length=255, null=True, blank=True, db_column="EMAILNFE"
    )
    emaildanfe = models.BooleanField(
        _("send DANFE by email"), default=False, db_column="EMAILDANFE"
    )
    homepage = models.CharField(
        _("home page"), max_length=255, null=True, blank=True, db_column="HOMEPAGE"
    )
    telefone = models.CharField(
        _("telephone"), max_length=13, null=True, blank=True, db_column="TELEFONE"
    )
    ramal = models.IntegerField(_("telephone extension"), null=True, blank=True, db_column="RAMAL")
    fax = models.CharField(_("mobile / fax"), max_length=13, null=True, blank=True, db_column="FAX")
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
        _("address complement"), max_length=30, null=True, blank=True, db_column="COMPLEMENTO"
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
    caixapostal = models.CharField(
        _("post-office box"), max_length=10, null=True, blank=True, db_column="CAIXAPOSTAL"
    )
    latitude = models.CharField(
        _("latitude"), max_length=255, null=True, blank=True, db_column="LATITUDE"
    )
    longitude = models.CharField(
        _("longitude"), max_length=255, null=True, blank=True, db_column="LONGITUDE"
    )
    prazocontato = models.IntegerField(
        _("days between contacts"), null=True, blank=True, db_column="PRAZOCONTATO"
    )
    dtultcontato = models.DateTimeField(
        _("last contact"), null=True, blank=True, db_column="DTULTCONTATO"
    )
    contacesso = models.CharField(
        _("additional information"), max_length=30, null=True, blank=True, db_column="CONTACESSO"
    )
    observacoes = models.TextField(_("notes"), null=True, blank=True, db_column="OBSERVACOES")

    # Credit and payment
    bloquear = models.BooleanField(_("credit sales blocked"), default=False, db_column="BLOQUEAR")
    motbloq = models.TextField(_("reason for blocking"), null=True, blank=True, db_column="MOTBLOQ")
    limcred = models.DecimalField(
        _("credit limit"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="LIMCRED",
    )
    limcredmensal = models.DecimalField(
        _("monthly credit limit"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        db_column="LIMCREDMENSAL",
    )
    prazopag = models.IntegerField(
        _("average payment term (days)"), null=True, blank=True, db_column="PRAZOPAG"
    )
    tolerinadimp = models.IntegerField(
        _("days of default tolerated"), null=True, blank=True, db_column="TOLERINADIMP"
    )
    codtab = models.IntegerField(_("price table"), null=True, blank=True, db_column="CODTAB")
    codbco = models.IntegerField(_("bank"), null=True, blank=True, db_column="CODBCO")
    codage = models.CharField(
        _("bank branch"), max_length=5, null=True, blank=True, db_column="CODAGE"
    )
    nomeage = models.CharField(
        _("bank branch name"), max_length=20, null=True, blank=True, db_column="NOMEAGE"
    )
    codctabco = models.CharField(
        _("partner's bank account"), max_length=17, null=True, blank=True, db_column="CODCTABCO"
    )
    chavepix = models.CharField(
        _("Pix key"), max_length=77, null=True, blank=True, db_column="CHAVEPIX"
    )
    dtultnegoc = models.DateField(_("last deal"), null=True, blank=True, db_column="DTULTNEGOC")

    # Filled in by the ERP, NOT NULL there or not; None leaves that to it
    dtcad = models.DateField(
        _("registered on"), editable=False, null=True, blank=True, db_column="DTCAD"
    )
    dtalter = models.DateTimeField(
        _("changed at"), editable=False, null=True, blank=True, db_column="DTALTER"
    )
    codusu = models.IntegerField(
        _("changed by (user code)"), editable=False, null=True, blank=True, db_column="CODUSU"
    )

    class Meta(SankhyaModel.Meta):
        abstract = True
        db_table = "TGFPAR"
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.nomeparc or f"#{self.pk}"


class Partner(AbstractPartner):
    """The ERP's partners (``Parceiro``, TGFPAR)."""
