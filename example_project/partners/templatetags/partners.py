"""How the ERP's texts are shown."""

import re

from django import template

register = template.Library()

_CPF = re.compile(r"(\d{3})(\d{3})(\d{3})(\d{2})")
_CNPJ = re.compile(r"(\w{2})(\w{3})(\w{3})(\w{4})(\d{2})")
_CEP = re.compile(r"(\d{5})(\d{3})")


@register.filter
def tax_id(text: str | None) -> str:
    """Punctuate a CNPJ or CPF; anything else stays as it is."""
    if found := _CPF.fullmatch(text or ""):
        return "{}.{}.{}-{}".format(*found.groups())
    if found := _CNPJ.fullmatch(text or ""):
        return "{}.{}.{}/{}-{}".format(*found.groups())
    return text or ""


@register.filter
def postal_code(text: str | None) -> str:
    """Punctuate a CEP; anything else stays as it is."""
    return _CEP.sub(r"\1-\2", text or "")
