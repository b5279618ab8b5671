"""Bodies that are broken or hostile, and pointers into good ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_resolver.body import UnreadableBodyError, parse_json, parse_xml, storable, text_of, value_at

BOMB = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Resource not found.",
        b"<html></html>",
        b'{"a": 1',
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00",
        b"1" * 5000,
        b'{} {"more": 1}',
    ],
)
def test_what_is_no_json_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadableBodyError):
        parse_json(body)


@pytest.mark.parametrize(
    "body",
    [b"", b"text", b"<a>", b"<a></b>", BOMB, OUTSIDE, b"<a>" * 100_000, b"<?xml version='1.0' encoding='x'?><a/>"],
)
def test_what_is_no_plain_xml_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableBodyError):
        parse_xml(body)


def test_a_doctype_without_entities_is_let_through() -> None:
    body = b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.nlm.nih.gov/x.dtd"><PubmedArticleSet/>'
    assert parse_xml(body).tag == "PubmedArticleSet"


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("", {"a": [{"b/c": 1, "d~e": None}]}), ("/a/0/b~1c", 1), ("/a/0/d~0e", None)],
)
def test_a_json_pointer_leads_to_its_value(pointer: str, value: object) -> None:
    assert value_at(b'{"a": [{"b/c": 1, "d~e": null}]}', pointer) == value


@pytest.mark.parametrize("pointer", ["/x", "/a/7", "/a/first", "/a/0/b/c"])
def test_a_pointer_that_leads_nowhere_is_an_error(pointer: str) -> None:
    with pytest.raises(LookupError):
        value_at(b'{"a": [{"b": 1}]}', pointer)


def test_an_xpath_leads_to_text() -> None:
    body = b"<s><a><t>On <i>x</i><!-- no --></t></a><a><t>Two</t></a></s>"
    assert value_at(body, "/s/a[1]/t") == "On x"
    assert value_at(body, "/s/a/t") == ["On x", "Two"]
    with pytest.raises(LookupError):
        value_at(body, "/s/b")


def test_comments_are_no_text() -> None:
    assert text_of(parse_xml(b"<a>one<!-- two --><?three?> four</a>")) == "one four"


@given(st.text(alphabet=st.characters(), max_size=30))
def test_what_is_storable_can_be_stored(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\x00" not in kept
    kept.encode("utf-8")


def test_surrogates_go() -> None:
    assert storable("a\ud800b\tc") == "a\ufffdb\tc"
