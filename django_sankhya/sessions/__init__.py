"""Who may ask the ERP now: sessions."""

from django_sankhya.sessions.session import Session

__all__ = ["Session"]
