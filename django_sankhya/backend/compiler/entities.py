"""What a model says of its entity, and the refusals that more than one part words alike."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, Model

from django_sankhya import values
from django_sankhya.backend.dialects import INTEGER_FIELDS
from django_sankhya.exceptions import NotSupportedError

ROOT = "this"  # the alias by which criteria name the root entity (protocol §4.1)

_TEXTS = {"CharField", "TextField", "SlugField", "FilePathField", "FileField"}
_DECODERS: dict[str, values.Decoder] = {
    **dict.fromkeys(INTEGER_FIELDS, values.integer),
    "DecimalField": values.decimal,
    "FloatField": values.floating,
    "BooleanField": values.boolean,
    "DateField": values.date_only,
}


def entity(model: type[Model]) -> str:
    """Name the entity of a model; raises NotSupportedError where it has none."""
    name = getattr(model, "sankhya_entity", None)
    if not name:
        raise NotSupportedError(
            f"{model._meta.label} is no entity of the ERP: derive it from SankhyaModel and name "
            "its sankhya_entity."
        )
    return str(name)


def key_fields(model: type[Model]) -> list[Any]:
    """List the fields of the primary key, one or several."""
    return list(model._meta.pk_fields)


def key_columns(model: type[Model]) -> list[str]:
    """List the columns of the primary key."""
    return [field.column for field in key_fields(model)]


def decoder(field: Any, connection: Any, *, nullable: bool) -> values.Decoder:
    """Choose the reader of a field's column; raises NotSupportedError for a type it has not."""
    nullable = nullable or field.null
    while isinstance(field, ForeignKey):
        field = field.target_field
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return values.date_time(connection.timezone)
    if kind in _TEXTS:
        return values.text if nullable else values.text_not_null
    if kind not in _DECODERS:
        raise NotSupportedError(
            f"The field {field} is a {kind}, which the ERP's values cannot fill: use a text, "
            "integer, decimal, boolean, date or date-time field."
        )
    return _DECODERS[kind]


def needs_a_select(part: str) -> NotSupportedError:
    """Make the refusal of something that only a SELECT could answer."""
    return NotSupportedError(
        f"{part} is not supported yet: the ERP's loadRecords cannot say it, and SELECTs by "
        "DbExplorerSP.executeQuery serve count() only. Filter with a queryset and compute in "
        "Python."
    )
