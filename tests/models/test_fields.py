from typing import Any

import pytest
from django.db import connection, models
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from django_sankhya.models import (
    Contact,
    EntityForeignKey,
    NumberedField,
    PaddedCharField,
    Partner,
    PartnerComplement,
)


@pytest.fixture
def padded() -> PaddedCharField:
    return PaddedCharField(max_length=5)


@pytest.mark.parametrize(
    ("value", "sent"), [("AB", "AB   "), ("ABCDE", "ABCDE"), ("ABCDEF", "ABCDEF"), (12, "12   ")]
)
def test_padded_text_is_filled_up_when_sent(padded: PaddedCharField, value: Any, sent: str) -> None:
    assert padded.get_prep_value(value) == sent


@pytest.mark.parametrize("value", [None, ""])
def test_empty_padded_text_stays_empty(padded: PaddedCharField, value: str | None) -> None:
    assert padded.get_prep_value(value) == value


@given(st.text(max_size=5).filter(lambda text: not text.endswith(" ")))
def test_padded_text_comes_back_as_it_was(text: str) -> None:
    field = PaddedCharField(max_length=5)
    assert field.from_db_value(field.get_prep_value(text), F("x"), connection) == text


@pytest.mark.parametrize("lookup", ["exact", "iexact", "in"])
def test_padded_text_is_filled_up_when_compared(padded: PaddedCharField, lookup: str) -> None:
    value = ["AB"] if lookup == "in" else "AB"
    build = padded.get_lookup(lookup)
    assert build is not None
    assert build(models.Value("x", output_field=padded), value).rhs in ("AB   ", ["AB   "])


@pytest.mark.parametrize("lookup", ["contains", "startswith"])
def test_a_part_of_padded_text_is_not_filled_up(padded: PaddedCharField, lookup: str) -> None:
    build = padded.get_lookup(lookup)
    assert build is not None
    assert build(models.Value("x", output_field=padded), "AB").rhs == "AB"


def test_a_relation_needs_a_path() -> None:
    with pytest.raises(TypeError, match="entity_path"):
        EntityForeignKey("django_sankhya.City")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "field",
    [
        Partner._meta.get_field("cidade"),
        Partner._meta.get_field("assessor"),
        PartnerComplement._meta.get_field("parceiro"),
        Contact._meta.get_field("codcontato"),
        PaddedCharField(max_length=5),
    ],
    ids=str,
)
def test_fields_deconstruct(field: Any) -> None:
    _, path, args, kwargs = field.deconstruct()
    again = type(field)(*args, **kwargs)
    assert path == f"django_sankhya.models.fields.{type(field).__name__}"
    assert again.deconstruct()[1:] == (path, args, kwargs)


def test_relations_keep_their_path_and_leave_deletion_to_the_erp() -> None:
    field = Partner._meta.get_field("cidade")
    assert field.clone().entity_path == field.entity_path == "Cidade"
    assert field.remote_field.on_delete is models.DO_NOTHING
    assert not field.db_constraint


def test_the_number_within_a_composite_key_is_returned_by_an_insert() -> None:
    field = Contact._meta.get_field("codcontato")
    assert isinstance(field, NumberedField)
    assert Contact._meta.db_returning_fields == [field]
    assert not field.formfield().required  # type: ignore[union-attr]
