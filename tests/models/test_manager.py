from django_sankhya.models import Partner, SankhyaManager, SankhyaQuerySet


def test_querysets_and_related_managers_are_ours() -> None:
    assert isinstance(Partner.sankhya, SankhyaManager)
    assert isinstance(Partner.sankhya.filter(codparc=1), SankhyaQuerySet)
    partner = Partner.from_db("sankhya", ["codparc"], [1])
    assert isinstance(partner.contact_set, SankhyaManager)


def test_a_request_reads_as_text_and_is_not_sent() -> None:
    text = str(Partner.sankhya.filter(codparc__gt=0).request())
    assert "Parceiro" in text
    assert "CODPARC" in text
