"""The ERP's partners, cities and states in the admin."""

from functools import wraps

from django.contrib import admin, messages
from django.http import HttpResponseRedirect

from django_sankhya.exceptions import ServiceRequestException
from django_sankhya.models import City, Partner, State

from .forms import add_erp_error
from .middleware import UNAVAILABLE


def tells_refusals(view):
    """Tell the user what the ERP refuses, where the admin expects a database that doesn't."""

    @wraps(view)
    def wrapper(self, request, *args, **kwargs):
        try:
            return view(self, request, *args, **kwargs)
        except UNAVAILABLE:
            raise
        except ServiceRequestException as error:
            if request.method != "POST":
                raise
            self.message_user(request, error.message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    return wrapper


def refused(form_class, error):
    """Return the class of a form to which the ERP has said no."""

    class RefusedForm(form_class):
        def clean(self):
            super().clean()
            add_erp_error(self, error)

    return RefusedForm


class ERPAdmin(admin.ModelAdmin):
    """Work on entities: no second count per list, one call per page."""

    list_per_page = 50  # what the ERP gives at a time
    show_full_result_count = False

    def changeform_view(self, request, *args, **kwargs):
        """Show the form again, with what was typed and what the ERP refuses."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except UNAVAILABLE:
            raise
        except ServiceRequestException as error:
            if request.method != "POST":
                raise
            request.refusal = error
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, which is invalid once the ERP has refused what it holds."""
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return refused(form, refusal) if refusal else form

    changelist_view = tells_refusals(admin.ModelAdmin.changelist_view)
    delete_view = tells_refusals(admin.ModelAdmin.delete_view)


@admin.register(Partner)
class PartnerAdmin(ERPAdmin):
    list_display = ["codparc", "nomeparc", "cgc_cpf", "cidade", "state", "ativo"]
    list_display_links = ["codparc", "nomeparc"]
    list_filter = ["ativo", "cliente", "fornecedor", "cidade__unidadefederativa"]
    list_select_related = ["cidade__unidadefederativa"]
    ordering = ["nomeparc"]
    search_fields = ["nomeparc", "razaosocial", "cgc_cpf"]
    autocomplete_fields = ["cidade"]
    fields = [
        ("nomeparc", "razaosocial"),
        ("tippessoa", "cgc_cpf", "identinscestad"),
        "classificms",
        ("ativo", "cliente", "fornecedor"),
        ("email", "telefone"),
        ("cep", "cidade"),
        ("numend", "complemento"),
        "limcred",
        "observacoes",
    ]

    @admin.display(description=State._meta.verbose_name, ordering="cidade__unidadefederativa__uf")
    def state(self, partner: Partner) -> State | None:
        return partner.cidade and partner.cidade.unidadefederativa


@admin.register(City)
class CityAdmin(ERPAdmin):
    list_display = ["codcid", "nomecid", "unidadefederativa", "ddd", "codmunfis"]
    list_display_links = ["codcid", "nomecid"]
    list_filter = ["unidadefederativa"]
    list_select_related = ["unidadefederativa"]
    ordering = ["nomecid"]  # the autocomplete of a partner's city shows them so
    search_fields = ["nomecid"]
    autocomplete_fields = ["unidadefederativa"]
    fields = ["nomecid", "unidadefederativa", "ddd", "codmunfis"]


@admin.register(State)
class StateAdmin(ERPAdmin):
    list_display = ["uf", "descricao", "codibge"]
    ordering = ["uf"]
    search_fields = ["uf", "descricao"]
    fields = ["uf", "descricao", "codibge"]
