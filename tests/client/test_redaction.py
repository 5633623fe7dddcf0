"""Secrets stay secrets, wherever an object or a log line may turn up."""

import copy
import json
import logging
import pickle
from dataclasses import dataclass

import pytest

from django_sankhya.redaction import Secret, redact

SHOWN = "geheim-0123"


@pytest.mark.parametrize("template", ["%s", "%r", "{}", "{!r}", "{!s:>20}"])
def test_no_format_shows_it(template: str) -> None:
    secret = Secret(SHOWN)
    text = template % secret if "%" in template else template.format(secret)
    assert SHOWN not in text


def test_no_container_shows_it() -> None:
    @dataclass
    class Holder:
        secret: Secret

    secret = Secret(SHOWN)
    assert SHOWN not in f"{[secret]} { {'a': secret} } {Holder(secret)} {vars(Holder(secret))}"


def test_it_can_be_neither_pickled_nor_written_as_json() -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(Secret(SHOWN))
    with pytest.raises(TypeError, match="cannot be pickled"):
        copy.deepcopy({"password": Secret(SHOWN)})
    with pytest.raises(TypeError):
        json.dumps(Secret(SHOWN))


def test_it_reveals_compares_and_tells_itself_apart() -> None:
    assert Secret(SHOWN).reveal() == SHOWN
    assert Secret(SHOWN) == Secret(SHOWN) != Secret("other")
    assert Secret(SHOWN) != SHOWN
    assert len({Secret(SHOWN), Secret(SHOWN), Secret("other")}) == 2
    assert (bool(Secret("")), bool(Secret("x"))) == (False, True)
    assert Secret("abc").fingerprint() == "ba7816bf"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("/mge/service.sbr?mgeSession=AbC123&x=1", "/mge/service.sbr?mgeSession=***&x=1"),
        ("/mge/service.sbr;jsessionid=AbC.master", "/mge/service.sbr;jsessionid=***"),
        ("Cookie: JSESSIONID=AbC123; Path=/", "Cookie: JSESSIONID=***; Path=/"),
        ('href="/x;jsessionid=AbC">', 'href="/x;jsessionid=***">'),
        ("mgeSession=A mgeSession=B", "mgeSession=*** mgeSession=***"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_session_ids_in_texts_are_replaced(text: str, clean: str) -> None:
    assert redact(text) == clean


def test_the_log_of_urllib3_is_cleaned(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3.connectionpool").debug(
        '%s "POST %s" %s', "http://h", f"/mge?mgeSession={SHOWN}&a=1", 200
    )
    assert caplog.messages == ['http://h "POST /mge?mgeSession=***&a=1" 200']
    assert SHOWN not in repr(caplog.records[0].args)
