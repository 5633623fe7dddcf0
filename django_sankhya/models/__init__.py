"""Models of the ERP's entities, and what to build one's own from."""

from .base import SankhyaModel
from .complement import AbstractPartnerComplement, PartnerComplement
from .contact import AbstractContact, Contact
from .fields import EntityForeignKey, EntityOneToOneField, NumberedField, PaddedCharField
from .location import (
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
from .manager import SankhyaManager
from .partner import AbstractPartner, Partner
from .queryset import SankhyaQuerySet
from .seller import AbstractSeller, Seller

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
