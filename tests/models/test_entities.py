"""The entity classes against the dictionary that the sandbox serves."""

import csv
from collections import defaultdict
from importlib.resources import files
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.forms import modelform_factory
from django.utils import translation

from django_sankhya.models import (
    Address,
    City,
    Contact,
    EntityForeignKey,
    Neighborhood,
    Partner,
    PartnerComplement,
    Region,
    SankhyaModel,
    Seller,
    State,
)

ENTITIES = {
    Address: "Endereco",
    City: "Cidade",
    Contact: "Contato",
    Neighborhood: "Bairro",
    Partner: "Parceiro",
    PartnerComplement: "ComplementoParc",
    Region: "Regiao",
    Seller: "Vendedor",
    State: "UnidadeFederativa",
}
TYPES: dict[str, tuple[type, ...]] = {
    "I": (models.IntegerField,),
    "S": (models.CharField,),
    "F": (models.DecimalField,),
    "D": (models.DateField,),
    "H": (models.DateTimeField,),
    "C": (models.TextField,),
    # A yes/no that names its two cases is text with choices.
    "SN": (models.BooleanField, models.CharField),
}


def rows(name: str) -> list[dict[str, str]]:
    with (files("django_sankhya.sandbox") / "data" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def columns() -> dict[str, dict[str, dict[str, str]]]:
    tables: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows("columns.csv"):
        tables[row["table"]][row["column"]] = row
    return tables


FIELDS = [
    pytest.param(model, field, id=f"{model.__name__}.{field.name}")
    for model in ENTITIES
    for field in model._meta.concrete_fields
]
RELATIONS = [param for param in FIELDS if isinstance(param.values[1], EntityForeignKey)]
every_entity = pytest.mark.parametrize("model", ENTITIES)
every_field = pytest.mark.parametrize(("model", "field"), FIELDS)
every_relation = pytest.mark.parametrize(("model", "field"), RELATIONS)


def test_these_are_all() -> None:
    assert set(apps.get_app_config("django_sankhya").get_models()) == set(ENTITIES)


@every_entity
def test_entities_exist(model: type[SankhyaModel]) -> None:
    instances = {row["instance"]: row["table"] for row in rows("instances.csv")}
    assert model.sankhya_entity == ENTITIES[model]
    assert instances[model.sankhya_entity] == model._meta.db_table


@every_entity
def test_entities_are_unmanaged_and_reached_by_sankhya(model: type[SankhyaModel]) -> None:
    assert not model._meta.managed
    assert model._default_manager.name == "sankhya"
    assert not hasattr(model, "objects")


@every_field
def test_columns_exist_with_this_type(model: Any, field: Any, columns: Any) -> None:
    column = columns[model._meta.db_table][field.column]
    target = field
    while target.remote_field:
        target = target.target_field
    assert isinstance(target, TYPES[column["type"]])
    if isinstance(target, models.DateField):
        assert isinstance(target, models.DateTimeField) == (column["type"] == "H")
    if column["type"] == "S":
        assert field.max_length == int(column["size"])


@every_entity
def test_keys_are_the_dictionarys(model: Any, columns: Any) -> None:
    key = {name for name, row in columns[model._meta.db_table].items() if row["pk"]}
    assert {field.column for field in model._meta.pk_fields} == key


@every_field
def test_what_may_be_null_may_be_none(model: Any, field: Any, columns: Any) -> None:
    nullable = columns[model._meta.db_table][field.column]["nullable"] != "n"
    # The ERP fills in its own columns, if it is let.
    assert field.null == (nullable or not field.editable)


@every_field
def test_defaults_are_the_dictionarys(model: Any, field: Any, columns: Any) -> None:
    default = columns[model._meta.db_table][field.column]["default"].strip("'")
    if not default or not field.editable or not field.has_default():
        return
    value = field.get_default()
    assert {True: "S", False: "N"}.get(value, str(value)) == default or value == int(default)


@every_entity
def test_not_null_columns_without_default_are_all_there(model: Any, columns: Any) -> None:
    here = {field.column for field in model._meta.concrete_fields}
    for name, column in columns[model._meta.db_table].items():
        if column["nullable"] == "n" and not column["default"] and not column["fk"]:
            assert name in here


@every_relation
def test_paths_are_relations_of_the_dictionary(model: Any, field: Any) -> None:
    relations = {
        (row["table"], row["relation"]): (row["target"], row["pairs"])
        for row in rows("relations.csv")
    }
    target = field.remote_field.model._meta
    assert relations[model._meta.db_table, field.entity_path] == (
        target.db_table,
        f"{field.column}={target.pk.column}",
    )


@every_field
def test_secrets_are_left_out(model: Any, field: Any) -> None:
    assert "SENHA" not in field.column


@every_field
def test_labels_are_in_portuguese(model: Any, field: Any) -> None:
    with translation.override("en"):
        english = str(field.verbose_name)
    with translation.override("pt-br"):
        portuguese = str(field.verbose_name)
    same = {"CNPJ", "CNPJ / CPF", "CPF", "email", "fax", "home page", "latitude", "longitude"}
    assert (english == portuguese) == (english in same)


def test_models_and_choices_speak_portuguese() -> None:
    with translation.override("pt-br"):
        assert Partner._meta.verbose_name == "parceiro"
        assert City._meta.verbose_name_plural == "cidades"
        assert Partner(tippessoa="J").get_tippessoa_display() == "Jurídica"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (Partner(codparc=1, nomeparc="Açougue São João"), "Açougue São João"),
        (Partner(codparc=1), "#1"),
        (City(nomecid="Uberlândia"), "Uberlândia"),
        (State(uf="MG"), "MG"),
        (Address(tipo="Rua", nomeend="XV"), "Rua XV"),
        (Address(nomeend="XV"), "XV"),
        (Contact(parceiro_id=1, codcontato=2), "#2"),
        (PartnerComplement(parceiro_id=1), "#1"),
    ],
    ids=repr,
)
def test_rows_show_their_name(row: SankhyaModel, text: str) -> None:
    assert str(row) == text


def test_a_form_asks_for_what_the_erp_asks_for() -> None:
    fields = modelform_factory(Partner, exclude=[], localized_fields=[])
    # The choice fields would read the ERP for their options, were they shown.
    required = {name for name, field in fields.base_fields.items() if field.required}
    assert required == {"nomeparc", "tippessoa", "classificms", "cidade"}
    assert not {"codparc", "dtcad", "dtalter", "codusu"} & set(fields.base_fields)
