"""Model fields for what Django has no field for."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.lookups import IExact

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable, Expression

    # Only foreign keys can be subscripted at run time.
    _CharField = models.CharField[Any, Any]
    _IntegerField = models.IntegerField[int | str | Combinable | None, int]
else:
    _CharField = models.CharField
    _IntegerField = models.IntegerField

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")


class EntityForeignKey(models.ForeignKey[_ST, _GT]):
    """Point to another entity.

    ``entity_path`` is the relation's name in the ERP's dictionary (``Cidade``), by which a request
    asks for the other entity's fields. The ERP alone enforces the key and decides what a deletion
    does, hence ``DO_NOTHING`` and no constraint.

    A field inherited by a model of another app has the app label before its reverse names: the
    partners of a city are ``city.partner_set``, those of the project's own class in the app ``erp``
    are ``city.erp_partner_set``, in filters ``erp_partner``. So both can stand side by side.
    """

    # App label of the class that wrote the field down; copies in subclasses keep it.
    _home: str | None = None

    def __init__(
        self,
        to: Any,
        on_delete: Any = models.DO_NOTHING,
        *,
        entity_path: str,
        **kwargs: Any,
    ) -> None:
        self.entity_path = entity_path
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["entity_path"] = self.entity_path
        return name, path, args, kwargs

    def get_db_converters(self, connection: "BaseDatabaseWrapper") -> list[Any]:
        # Django's own would look for '' in each row where a database has it for NULL.
        return list(models.Field.get_db_converters(self, connection))

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any
    ) -> None:
        if self._home is None:
            self._home = cls._meta.app_label
        elif cls._meta.app_label != self._home and not cls._meta.abstract:
            self._add_app_label(cls)
        super().contribute_to_class(cls, name, private_only=private_only, **kwargs)

    def _add_app_label(self, cls: type[models.Model]) -> None:
        rel, label, model_name = self.remote_field, cls._meta.app_label, cls._meta.model_name
        if rel.related_name:
            if rel.hidden or "%(app_label)s" in rel.related_name:
                return
            accessor = f"{label}_{rel.related_name}"
            query_name = f"{label}_{rel.related_query_name or rel.related_name}"
        elif cls._meta.default_related_name:
            return
        else:
            accessor = f"{label}_{model_name}_set" if rel.multiple else f"{label}_{model_name}"
            query_name = f"{label}_{rel.related_query_name or model_name}"
        # Django reads the names from the relation, deconstruct() from the field.
        self._related_name = rel.related_name = accessor
        self._related_query_name = rel.related_query_name = query_name


class EntityOneToOneField(EntityForeignKey[_ST, _GT], models.OneToOneField[_ST, _GT]):
    """Point to the one row of another entity that this row completes."""


class PaddedCharField(_CharField):
    """Hold text of a ``CHAR(n)`` column, which Oracle fills up with blanks.

    Oracle returns ``'AB   '`` and, comparing such a column with a parameter (which has no fixed
    length), counts the blanks: ``= 'AB'`` finds nothing. So trailing blanks are cut off when read,
    and values are padded to ``max_length`` when compared by equality and when written. SQL Server
    ignores trailing blanks in both places, hence nothing changes there. ``endswith`` and ``regex``
    see the column as it is stored.
    """

    def from_db_value(
        self, value: str | None, expression: "Expression", connection: "BaseDatabaseWrapper"
    ) -> str | None:
        return None if value is None else value.rstrip(" ")

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        # Empty text is NULL in the ERP; blanks would make it a value.
        return text.ljust(self.max_length or 0) if isinstance(text, str) and text else text


@PaddedCharField.register_lookup
class _PaddedIExact(IExact):
    # Django's iexact leaves its value unprepared, that is, unpadded.
    prepare_rhs = True


class NumberedField(_IntegerField):
    """Hold the part of a composite key that the ERP numbers, such as a contact within its partner.

    Like an ``AutoField``, which may only be a key by itself: left out of an insert when it is
    ``None``, and filled from the answer.
    """

    db_returning = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)
