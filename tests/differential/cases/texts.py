"""Text lookups: wildcards, quotes, accents, case, empty texts, regular expressions."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Length, Lower, Trim, Upper

from django_sankhya.models import Address, City, Contact, Neighborhood, Partner, State
from tests.differential.outcome import Case

partners = Partner.sankhya
ORACLE = ("oracle",)

CASES: dict[str, Case | Callable[[], Any]] = {
    "exact": lambda: partners.filter(nomeparc="Banco"),
    "exact with accents": lambda: City.sankhya.filter(nomecid="Uberlândia"),
    "exact with quotes": lambda: partners.filter(nomeparc='O\'Neil & Filhos "Ltda"'),
    "exact of two quotes": lambda: partners.filter(nomeparc="''"),
    "exact with backslash": lambda: partners.filter(nomeparc="C:\\Temp\\_%"),
    "exact with line breaks": lambda: partners.filter(nomeparc="Linha\nQuebrada\tTab"),
    "exact with emoji": lambda: partners.filter(nomeparc="Emoji 🌵 漢字"),
    "exact with markup": lambda: partners.filter(nomeparc="<b>Tag</b> &amp; ]]>"),
    "exact with blanks around": lambda: partners.filter(nomeparc="  espaços  "),
    "exact with question mark": lambda: partners.filter(nomeparc="Onde?"),
    "exact with zeros in front": lambda: partners.filter(cgc_cpf="00000000000191"),
    "exact of zeros only": lambda: partners.filter(numend="000"),
    "exact without the zeros in front": lambda: partners.filter(cgc_cpf="191"),
    "exact of a number": lambda: partners.filter(cgc_cpf=0),
    "exact of a percent sign": lambda: partners.filter(nomeparc="%"),
    "exact with SQL words": lambda: partners.filter(nomeparc="UPDATE e DELETE Ltda"),
    "exact on a row that means none": lambda: City.sankhya.filter(nomecid="<SEM CIDADE>"),
    "empty text is NULL": Case(
        lambda: partners.filter(email=""), lambda: partners.filter(email=None)
    ),
    "exclude of the empty text": Case(
        lambda: partners.exclude(email=""), lambda: partners.exclude(email=None)
    ),
    "empty text or value": Case(
        lambda: partners.filter(Q(complemento="") | Q(complemento="?")),
        lambda: partners.filter(Q(complemento=None) | Q(complemento="?")),
    ),
    "iexact": lambda: partners.filter(email__iexact="MARIA@exemplo.com"),
    "iexact of None": lambda: partners.filter(email__iexact=None),
    "iexact of wildcards": lambda: partners.filter(nomeparc__iexact="%"),
    "iexact with accents": lambda: partners.filter(nomeparc__iexact="Ação é Última"),
    "contains": lambda: partners.filter(nomeparc__contains="Colchetes"),
    "contains the empty text": lambda: partners.filter(nomeparc__contains=""),
    "contains a percent sign": lambda: partners.filter(nomeparc__contains="%"),
    "contains an underscore": lambda: partners.filter(nomeparc__contains="_"),
    "contains text and wildcards": lambda: partners.filter(nomeparc__contains="% Algodão_"),
    "contains a backslash": lambda: partners.filter(nomeparc__contains="\\"),
    "contains two backslashes": lambda: partners.filter(nomeparc__contains="\\\\"),
    "contains a bracket": lambda: partners.filter(nomeparc__contains="[A-Z]"),
    "contains a quote": lambda: partners.filter(nomeparc__contains="'"),
    "contains a question mark": lambda: partners.filter(nomeparc__contains="?"),
    "contains markup": lambda: partners.filter(nomeparc__contains="</b>"),
    "contains a line break": lambda: partners.filter(nomeparc__contains="\n"),
    "contains an emoji": lambda: partners.filter(nomeparc__contains="🌵"),
    "contains in a long text": lambda: partners.filter(observacoes__contains="50% e 'aspas'"),
    "contains a number": lambda: partners.filter(cep__contains=0),
    "icontains": lambda: partners.filter(email__icontains="EXEMPLO.com"),
    "icontains with accents": lambda: partners.filter(nomeparc__icontains="ÚLTIMA"),
    "icontains a percent sign": lambda: partners.filter(nomeparc__icontains="100%"),
    "icontains on a city": lambda: City.sankhya.filter(nomecid__icontains="SÃO"),
    "exclude contains": lambda: partners.exclude(nomeparc__contains="a"),
    "exclude icontains": lambda: City.sankhya.exclude(nomecid__icontains="a"),
    "startswith": lambda: partners.filter(nomeparc__startswith="100"),
    "startswith a percent sign": lambda: partners.filter(nomeparc__startswith="%"),
    "startswith a bracket": lambda: partners.filter(nomeparc__startswith="["),
    "startswith a blank": lambda: partners.filter(nomeparc__startswith=" "),
    "istartswith": lambda: City.sankhya.filter(nomecid__istartswith="sÃo "),
    "endswith": lambda: partners.filter(email__endswith=".com.br"),
    "endswith a backslash": lambda: partners.filter(complemento__endswith="\\"),
    "endswith an underscore": lambda: partners.filter(nomeparc__endswith="_"),
    "iendswith": lambda: partners.filter(email__iendswith="EXEMPLO.COM"),
    "in texts": lambda: partners.filter(complemento__in=["?", "100%", "[A-Z]", "nada"]),
    "in texts with the empty one": lambda: partners.filter(complemento__in=["?", "\\"]),
    "greater than a text": lambda: State.sankhya.filter(uf__gt="SC"),
    "range of texts": lambda: State.sankhya.filter(uf__range=("MG", "PR")),
    "regex": Case(lambda: partners.filter(cgc_cpf__regex=r"^0+191$"), dialects=ORACLE),
    "regex with accents": Case(
        lambda: City.sankhya.filter(nomecid__regex=r"^S[ãa]o .+o$"), dialects=ORACLE
    ),
    "regex with a quote": Case(lambda: partners.filter(nomeparc__regex="O'N"), dialects=ORACLE),
    "iregex": Case(lambda: partners.filter(email__iregex=r"^MARIA@.*com$"), dialects=ORACLE),
    "exclude regex": Case(lambda: partners.exclude(nomeparc__regex="^[A-M]"), dialects=ORACLE),
    "contains another column": lambda: partners.filter(nomeparc__contains=F("complemento")),
    "startswith another column": lambda: partners.filter(nomeparc__startswith=F("complemento")),
    "endswith another column": lambda: partners.filter(nomeparc__endswith=F("complemento")),
    "icontains another column": lambda: partners.filter(nomeparc__icontains=F("complemento")),
    "equal to another column": lambda: partners.filter(nomeparc=F("razaosocial")),
    "upper case": lambda: partners.alias(name=Upper("email")).filter(name="MARIA@EXEMPLO.COM"),
    "lower case": lambda: City.sankhya.alias(name=Lower("nomecid")).filter(name__startswith="b"),
    "length": lambda: partners.alias(length=Length("nomeparc")).filter(length__lte=2),
    "concatenation": lambda: partners.alias(
        both=Concat("codage", Value("/"), "complemento")
    ).filter(both__endswith="/?"),
    "trimmed": lambda: partners.alias(name=Trim("nomeparc")).filter(name="espaços"),
    "street with an apostrophe": lambda: Address.sankhya.filter(nomeend="Joana d'Arc"),
    "street by its type": lambda: Address.sankhya.filter(tipo="Rua", nomeend__contains="ã"),
    "neighborhood": lambda: Neighborhood.sankhya.filter(nomebai__in=["Centro", "Savassi"]),
    "contact by quote": lambda: Contact.sankhya.filter(nomecontato__contains="D'Á"),
    "choices": lambda: partners.filter(tippessoa=Partner.PersonType.COMPANY),
    "choices in": lambda: partners.filter(classificms__in=Partner.IcmsClassification.values[:2]),
}
