"""Forms on the ERP's partners."""

import re

from django import forms
from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from django_sankhya.exceptions import ServiceRequestException
from django_sankhya.models import City, Partner, State

HOUR = 60 * 60


def state_choices() -> list[tuple[str, str]]:
    """Return the states for a select; they hardly change, so the ERP is asked once an hour."""
    states = cache.get_or_set("partners.states", _load_states, HOUR)
    return [("", _("All states")), *states]


def _load_states() -> list[tuple[str, str]]:
    states = State.sankhya.filter(coduf__gt=0).order_by("uf")
    return [(s.uf, f"{s.uf} · {s.descricao}") for s in states.only("uf", "descricao")]


class PartnerFilters(forms.Form):
    """What the list can be narrowed by; each field is optional."""

    q = forms.CharField(
        label=_("Name, CNPJ or CPF"), required=False, max_length=80, widget=forms.SearchInput
    )
    active = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("yes", _("Active")), ("no", _("Inactive"))],
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All")), ("customer", _("Customers")), ("supplier", _("Suppliers"))],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=state_choices)
    city = forms.CharField(label=_("City"), required=False, max_length=50)

    def condition(self) -> Q:
        """Return what is asked for; a field with an invalid value asks for nothing."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Q(*(getattr(self, f"_{name}")(value) for name, value in given.items()))

    def _q(self, text: str) -> Q:
        found = Q(nomeparc__icontains=text) | Q(razaosocial__icontains=text)
        document = plain(text)
        return found | Q(cgc_cpf__startswith=document) if document else found

    def _active(self, choice: str) -> Q:
        return Q(ativo=choice == "yes")

    def _role(self, choice: str) -> Q:
        return Q(cliente=True) if choice == "customer" else Q(fornecedor=True)

    def _state(self, uf: str) -> Q:
        return Q(cidade__unidadefederativa__uf=uf)

    def _city(self, name: str) -> Q:
        return Q(cidade__nomecid__icontains=name)


class CityField(forms.CharField):
    """Take a city by name, as "Uberlândia" or "Bom Jesus/PI".

    A select of all 5,000 cities would be a hundred pages from the ERP; this asks for one.
    """

    default_error_messages = {
        "unknown": _("There is no such city."),
        "suggest": _("There is no such city. Do you mean %(cities)s?"),
        "ambiguous": _("There are several: %(cities)s. Add the state."),
    }

    def prepare_value(self, value):
        return city_label(value) if isinstance(value, City) else value

    def has_changed(self, initial, data) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value) -> City | None:
        name, _slash, uf = (part.strip() for part in (super().clean(value) or "").partition("/"))
        if not name:
            return None
        cities = self._starting_with(name, uf)
        found = [city for city in cities if city.nomecid.casefold() == name.casefold()]
        if len(found) == 1:
            return found[0]
        code = "ambiguous" if found else "suggest" if cities else "unknown"
        labels = ", ".join(city_label(city) for city in found or cities)
        raise forms.ValidationError(self.error_messages[code], code, {"cities": labels})

    def _starting_with(self, name: str, uf: str) -> list[City]:
        cities = City.sankhya.filter(nomecid__istartswith=name, codcid__gt=0)
        if uf:
            cities = cities.filter(unidadefederativa__uf=uf.upper())
        # In this order, the name itself comes before the longer ones.
        return list(cities.select_related("unidadefederativa").order_by("nomecid")[:10])


class PartnerForm(forms.ModelForm):
    """Create or change a partner."""

    cidade = CityField(
        label=Partner._meta.get_field("cidade").verbose_name,
        help_text=_("Name, with the state if there are several: Bom Jesus/PI"),
    )

    FIELDSETS = {
        _("Who"): ["nomeparc", "razaosocial", "tippessoa", "cgc_cpf", "identinscestad"],
        _("Where"): ["cidade", "cep", "numend", "complemento", "telefone", "email"],
        _("What for"): ["classificms", "limcred", "ativo", "cliente", "fornecedor", "observacoes"],
    }

    class Meta:
        model = Partner
        fields = [
            "nomeparc",
            "razaosocial",
            "tippessoa",
            "cgc_cpf",
            "identinscestad",
            "cidade",
            "cep",
            "numend",
            "complemento",
            "telefone",
            "email",
            "classificms",
            "limcred",
            "ativo",
            "cliente",
            "fornecedor",
            "observacoes",
        ]
        field_classes = {"email": forms.EmailField}
        localized_fields = ["limcred"]
        widgets = {"observacoes": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The city itself, which the view has loaded, instead of its key.
        self.initial["cidade"] = self.instance.cidade
        # Punctuation may be typed; clean_… takes it out before the width is checked again.
        for name in ("cgc_cpf", "cep"):
            self.fields[name].widget.attrs.pop("maxlength", None)
            self.fields[name].to_python = plain

    def fieldsets(self):
        """Yield each legend with its bound fields."""
        for legend, names in self.FIELDSETS.items():
            yield legend, [self[name] for name in names]


def add_erp_error(form: forms.ModelForm, error: ServiceRequestException) -> None:
    """Show what the ERP refuses at the field it names, else on top of the form."""
    columns = {field.column: field.name for field in form.instance._meta.fields}
    name = columns.get(error.details.get("property"))
    form.add_error(name if name in form.fields else None, error.message)


def city_label(city: City) -> str:
    """Return "Uberlândia/MG"."""
    return "/".join(filter(None, [city.nomecid, str(city.unidadefederativa or "")]))


def plain(text: str | None) -> str | None:
    """Return a CNPJ, CPF or CEP without its punctuation, None if nothing is left."""
    return re.sub(r"[\s./-]", "", text or "").upper() or None
