"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Pages on the ERP's partners."""

    name = "partners"
    verbose_name = _("Partners")
