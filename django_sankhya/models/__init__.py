"""Models of the ERP's entities, and what to build one's own from."""

from django_sankhya.models.base import SankhyaModel
from django_sankhya.models.complement import AbstractPartnerComplement, PartnerComplement
from django_sankhya.models.contact import AbstractContact, Contact
from django_sankhya.models.fields import (
    EntityForeignKey,
    EntityOneToOneField,
    NumberedField,
    PaddedCharField,
)
from django_sankhya.models.location import (
    AbstractAddress,
    AbstractCity,
    AbstractNeighborhood,
    AbstractRegion,
    AbstractState,
    Address,
    City,
    Neighborhood,
    Region,
    State,
)
from django_sankhya.models.manager import SankhyaManager
from django_sankhya.models.partner import AbstractPartner, Partner
from django_sankhya.models.queryset import SankhyaQuerySet
from django_sankhya.models.seller import AbstractSeller, Seller

__all__ = [
    "AbstractAddress",
    "AbstractCity",
    "AbstractContact",
    "AbstractNeighborhood",
    "AbstractPartner",
    "AbstractPartnerComplement",
    "AbstractRegion",
    "AbstractSeller",
    "AbstractState",
    "Address",
    "City",
    "Contact",
    "EntityForeignKey",
    "EntityOneToOneField",
    "Neighborhood",
    "NumberedField",
    "PaddedCharField",
    "Partner",
    "PartnerComplement",
    "Region",
    "SankhyaManager",
    "SankhyaModel",
    "SankhyaQuerySet",
    "Seller",
    "State",
]
