"""Saves and deletions: what the ERP saw and what it holds afterwards."""

import datetime
import logging
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F

from django_sankhya.exceptions import (
    DataError,
    IntegrityError,
    NotSupportedError,
    ServiceRequestDuplicatedDocumentException,
    ServiceRequestPropertyWidthException,
)
from django_sankhya.models import City, Contact, Partner

SAVE, LOAD, REMOVE = (
    f"CRUDServiceProvider.{name}" for name in ("saveRecord", "loadRecords", "removeRecord")
)


def new(**values):
    first = City.sankhya.filter(codcid__gt=0).first()
    given = {
        "nomeparc": "LOJA D'ÁGUA & CIA",
        "tippessoa": "J",
        "classificms": "C",
        "cidade": first,
        "cliente": True,
    }
    return Partner(**{**given, **values})


def column(erp, partner, name):
    [[value]] = erp.sql(f"SELECT {name} FROM TGFPAR WHERE CODPARC = ?", (partner.pk,))
    return value


def test_an_insert_takes_the_key_from_the_reply(erp):
    partner = new(limcred=Decimal("12345678.90"), cgc_cpf="00000000000272")
    partner.save()
    assert partner.pk
    assert partner._state.db == "sankhya"
    assert column(erp, partner, "CGC_CPF") == "00000000000272"
    again = Partner.sankhya.get(pk=partner.pk)
    assert again.limcred == Decimal("12345678.90")
    assert again.nomeparc == "LOJA D'ÁGUA & CIA"


def test_none_is_left_to_the_erp_on_insert_and_sent_on_update(erp):
    partner = new()
    partner.save()
    assert b"<TELEFONE" not in erp.requests[-1].body
    partner.telefone = "34 3333-4444"
    partner.save()
    partner.telefone = None
    partner.save(update_fields=["telefone"])
    assert b"<localFields><TELEFONE></TELEFONE></localFields>" in erp.requests[-1].body.replace(
        b"<TELEFONE/>", b"<TELEFONE></TELEFONE>"
    )
    assert column(erp, partner, "TELEFONE") is None


def test_update_fields_sends_just_these(erp):
    partner = Partner.sankhya.get(pk=1)
    partner.nomeparc, partner.razaosocial = "A", "B"
    partner.save(update_fields=["nomeparc"])
    assert b"RAZAOSOCIAL" not in erp.requests[-1].body
    assert column(erp, partner, "NOMEPARC") == "A"


def test_force_insert_of_a_taken_key_changes_nothing(erp):
    before = column(erp, Partner(pk=1), "NOMEPARC")
    with pytest.raises(IntegrityError, match="Parceiro with CODPARC 1 exists already"):
        new(pk=1).save(force_insert=True)
    with pytest.raises(IntegrityError):
        Partner.sankhya.create(codparc=1, nomeparc="X")
    assert column(erp, Partner(pk=1), "NOMEPARC") == before
    assert erp.calls[SAVE] == 0


def test_force_update_of_a_missing_row_raises_and_inserts_nothing(erp):
    with pytest.raises(Partner.NotUpdated if hasattr(Partner, "NotUpdated") else Exception):
        new(pk=987654).save(force_update=True)
    assert erp.calls[SAVE] == 0
    assert not Partner.sankhya.filter(pk=987654).exists()


def test_a_queryset_is_updated_row_by_row(erp):
    rows = Partner.sankhya.filter(codparc__in=[1, 2, 3])
    assert rows.update(nomeparc="Nós", ativo=False, limcred=None) == 3
    assert erp.calls[SAVE] == 3
    assert {(p.nomeparc, p.ativo, p.limcred) for p in rows.all()} == {("Nós", False, None)}


def test_what_update_cannot_say_yet_raises(erp):
    with pytest.raises(NotSupportedError, match="'limcred' by an expression"):
        Partner.sankhya.filter(pk=1).update(limcred=F("limcred") + 1)
    with pytest.raises(NotSupportedError, match="key 'codparc'"):
        Partner.sankhya.filter(pk=1).update(codparc=5)
    assert erp.calls[SAVE] == 0


def test_a_queryset_is_deleted_row_by_row(erp):
    made = [new(nomeparc=f"N{n}") for n in range(3)]
    Partner.sankhya.bulk_create(made)
    assert all(p.pk for p in made)
    deleted, by_model = Partner.sankhya.filter(pk__in=[p.pk for p in made]).delete()
    assert deleted == 3
    assert by_model == {"django_sankhya.Partner": 3}
    assert erp.calls[REMOVE] == 3


def test_the_erp_refuses_to_delete_what_is_pointed_at(erp):
    city = Partner.sankhya.get(pk=1).cidade
    with pytest.raises(IntegrityError):
        city.delete()
    assert City.sankhya.filter(pk=city.pk).exists()


def test_bulk_create_stops_at_the_first_error_and_says_how_far_it_came(erp):
    rows = [new(nomeparc="ONE"), new(nomeparc="X" * 200), new(nomeparc="THREE")]
    with pytest.raises(ServiceRequestPropertyWidthException) as caught:
        Partner.sankhya.bulk_create(rows)
    assert caught.value.__notes__ == ["1 of 3 rows were written before it."]
    assert caught.value.details["property"] == "NOMEPARC"
    assert Partner.sankhya.filter(nomeparc__in=["ONE", "THREE"]).count() == 1


def test_get_or_create_and_update_or_create(erp):
    defaults = {"tippessoa": "F", "cidade": City.sankhya.get(pk=1), "classificms": "C"}
    one, created = Partner.sankhya.get_or_create(nomeparc="SÓ UM", defaults=defaults)
    assert created
    assert Partner.sankhya.get_or_create(nomeparc="SÓ UM", defaults=defaults) == (one, False)
    same, created = Partner.sankhya.update_or_create(
        nomeparc="SÓ UM", defaults={"ativo": False}, create_defaults=defaults
    )
    assert (same, created, same.ativo) == (one, False, False)


def test_a_duplicate_document_raises_the_erps_words(erp):
    taken = Partner.sankhya.filter(cgc_cpf__isnull=False, tippessoa="J").first()
    with pytest.raises(ServiceRequestDuplicatedDocumentException, match="CNPJ/CPF já existente"):
        new(cgc_cpf=taken.cgc_cpf).save()
    assert Partner.sankhya.filter(cgc_cpf=taken.cgc_cpf).count() == 1


def test_a_composite_key_is_filled_saved_and_deleted(erp):
    contact = Contact(parceiro_id=1, nomecontato="MARIA")
    contact.save()
    assert contact.pk == (1, contact.codcontato)
    contact.nomecontato = "MARIA JOSÉ"
    contact.save()
    assert Contact.sankhya.get(pk=contact.pk).nomecontato == "MARIA JOSÉ"
    key = contact.pk
    assert contact.delete()[0] == 1
    assert not Contact.sankhya.filter(pk=key).exists()


def test_moments_are_kept_to_the_second(erp):
    moment = datetime.datetime(2024, 2, 29, 23, 59, 58, 999999, tzinfo=datetime.UTC)
    partner = new(dtultcontato=moment)
    partner.save()
    assert column(erp, partner, "DTULTCONTATO") == "2024-02-29 20:59:58"  # São Paulo's
    assert Partner.sankhya.get(pk=partner.pk).dtultcontato == moment.replace(microsecond=0)


def test_a_rollback_that_cannot_be_one_is_told(erp, caplog):
    def write_and_fail():
        with transaction.atomic(using="sankhya"):
            Partner.sankhya.filter(pk=1).update(nomeparc="STAYS")
            raise ZeroDivisionError

    with caplog.at_level(logging.WARNING, "django_sankhya.query"), pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert "1 write(s) in it stay in the ERP" in caplog.text
    assert Partner.sankhya.get(pk=1).nomeparc == "STAYS"


def test_after_an_error_in_a_block_the_block_goes_on(erp):
    with transaction.atomic(using="sankhya"):
        with pytest.raises(IntegrityError):
            Partner.sankhya.create(codparc=1, nomeparc="X")
        assert Partner.sankhya.filter(pk=1).exists()


def test_values_that_the_wire_cannot_carry_are_refused_before_sending(erp):
    for value in ("a\x00b", "\ud800"):
        with pytest.raises(DataError, match="cannot be sent"):
            new(nomeparc=value).save()
    assert erp.calls[SAVE] == 0
