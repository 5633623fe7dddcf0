"""From a queryset to the bytes of its request."""

from django_sankhya.client import xml
from django_sankhya.models import Partner

from .measure import Figure, alternate
from .models import Row

__all__ = ["measure_compiling"]


def measure_compiling() -> dict[str, Figure]:
    """Build, compile and encode `filter(codparc__gt=0)`, beside sqlite3's own SQL."""
    return alternate(
        {
            "request of Partner": lambda: _bytes(Partner),
            "SQL of Partner": lambda: str(Partner.sankhya.filter(codparc__gt=0).query),
            "request of 8 columns": lambda: _bytes(Row),
            "SQL of 8 columns": lambda: str(Row.sankhya.filter(codparc__gt=0).query),
        }
    )


def _bytes(model: type[Partner] | type[Row]) -> bytes:
    request = model.sankhya.filter(codparc__gt=0).request()
    return xml.encode(request.service, request.body())
