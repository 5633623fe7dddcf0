"""Pages on the ERP's partners."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import F, OrderBy
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from django_sankhya.exceptions import ServiceRequestException
from django_sankhya.models import Partner

from .forms import PartnerFilters, PartnerForm, add_erp_error
from .middleware import UNAVAILABLE

# Column of the list: its heading and what it is sorted by.
COLUMNS = {
    "code": (gettext_lazy("Code"), "codparc"),
    "name": (gettext_lazy("Name"), "nomeparc"),
    "document": (gettext_lazy("CNPJ / CPF"), "cgc_cpf"),
    "city": (gettext_lazy("City"), "cidade__nomecid"),
    "limit": (gettext_lazy("Credit limit"), "limcred"),
    "since": (gettext_lazy("Since"), "dtcad"),
}


class PartnerList(PermissionRequiredMixin, ListView):
    """A page of partners: one call counts them, one loads them with city and state."""

    permission_required = "django_sankhya.view_partner"
    template_name = "partners/partner_list.html"
    paginate_by = 25  # half of what the ERP gives at a time

    def get_queryset(self):
        self.filters = PartnerFilters(self.request.GET)
        return (
            Partner.sankhya.filter(self.filters.condition(), codparc__gt=0)
            .select_related("cidade__unidadefederativa")
            .only(
                "nomeparc",
                "cgc_cpf",
                "ativo",
                "limcred",
                "dtcad",
                "cidade__nomecid",
                "cidade__unidadefederativa__uf",
            )
            .order_by(self.ordering_by())
        )

    def ordering_by(self) -> OrderBy:
        """Return the order that `?sort=` asks for; "-" before the column turns it around."""
        self.sort = self.request.GET.get("sort", "")
        column = self.sort.removeprefix("-")
        if column not in COLUMNS:
            self.sort = column = "name"
        # Oracle and SQL Server disagree on where NULLs belong.
        return OrderBy(F(COLUMNS[column][1]), descending=self.sort != column, nulls_last=True)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        pages = context["paginator"].get_elided_page_range(context["page_obj"].number, on_ends=1)
        return context | {
            "filters": self.filters,
            "sort": self.sort,
            "columns": [_heading(column, self.sort) for column in COLUMNS],
            "pages": list(pages),
        }


def _heading(column: str, sort: str) -> dict[str, object]:
    directions = {column: "ascending", f"-{column}": "descending"}
    return {
        "name": column,
        "label": COLUMNS[column][0],
        "sorted": directions.get(sort),
        "next_sort": f"-{column}" if sort == column else column,
    }


class PartnerDetail(PermissionRequiredMixin, DetailView):
    """One partner with city and state, in one call."""

    permission_required = "django_sankhya.view_partner"
    template_name = "partners/partner_detail.html"
    context_object_name = "partner"
    queryset = Partner.sankhya.select_related("cidade__unidadefederativa", "vendedorpreferencial")


class ERPFormMixin:
    """Save a form in the ERP, and show what it refuses in the form."""

    template_name = "partners/partner_form.html"
    form_class = PartnerForm
    queryset = Partner.sankhya.select_related("cidade__unidadefederativa")

    def form_valid(self, form):
        try:
            self.save(form)
        except ServiceRequestException as error:
            add_erp_error(form, error)
            status = 503 if isinstance(error, UNAVAILABLE) else 200
            return self.render_to_response(self.get_context_data(form=form), status=status)
        messages.success(self.request, _("%(partner)s has been saved.") % {"partner": self.object})
        return redirect("partners:detail", self.object.pk)


class PartnerCreate(ERPFormMixin, PermissionRequiredMixin, CreateView):
    """A new partner; the ERP gives the code."""

    permission_required = "django_sankhya.add_partner"

    def save(self, form):
        self.object = form.save()


class PartnerUpdate(ERPFormMixin, PermissionRequiredMixin, UpdateView):
    """Change a partner."""

    permission_required = "django_sankhya.change_partner"

    def save(self, form):
        # Only what was changed, so that what others change meanwhile stays.
        form.instance.save(update_fields=form.changed_data)
