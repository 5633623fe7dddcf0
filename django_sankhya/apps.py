"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SankhyaConfig(AppConfig):
    """Bring the entities and the system checks into a project."""

    name = "django_sankhya"
    verbose_name = _("Sankhya")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported for its registrations.
        from django_sankhya import checks  # noqa: F401
