"""Bodies of registries' answers, read with care: they come from elsewhere and may be broken or hostile."""

import json
from typing import Any, NoReturn

from lxml import etree

from curated.provenance import Method, follow

REPLACED = Method(name="unstorable-characters-replaced", version="1")
"""The step for a value in which lone surrogates or control characters gave way to U+FFFD: no database takes them."""


class UnreadableBodyError(ValueError):
    """A body that is not what was due; the message says what is wrong with it."""


def parse_json(body: bytes) -> Any:
    """The value of a JSON body.

    Raises :class:`UnreadableBodyError` for what is not JSON, is nested too deep or has numbers that JSON has not.

    >>> parse_json(b'{"studies": []}')
    {'studies': []}
    >>> parse_json(b"Resource not found.")
    Traceback (most recent call last):
    ...
    reference_resolver.body.UnreadableBodyError: not JSON: text 'Resource not found.'
    """
    try:
        return json.loads(body, parse_constant=_no_such_number)
    except RecursionError:
        raise UnreadableBodyError("not readable: nested too deep") from None
    except ValueError:  # JSONDecodeError, UnicodeDecodeError and over-long integers are all ValueErrors
        raise UnreadableBodyError(f"not JSON: {describe(body)}") from None


def parse_xml(body: bytes) -> "etree._Element":
    """The root element of an XML body, parsed without entities, DTDs, network access or huge trees.

    Raises :class:`UnreadableBodyError` for what is not well-formed, and for any body that declares entities of its own.

    >>> parse_xml(b"<PubmedArticleSet/>").tag
    'PubmedArticleSet'
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableBodyError(f"not well-formed XML ({error.msg}): {describe(body)}") from None
    except ValueError as error:  # an encoding declaration that lxml refuses
        raise UnreadableBodyError(f"not XML: {error}") from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableBodyError("XML that declares entities is refused")
    return root


def describe(body: bytes) -> str:
    """What a body looks like, in a few words for a failure's cause.

    >>> describe(b"<html><head><title>502</title>")
    'an HTML page'
    """
    start = body[:2000].lstrip().lower()
    if not start:
        return "an empty body"
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    text = body[:80].decode("utf-8", "replace").strip()
    return f"text {text!r}" if len(body) <= 80 else f"text beginning {text!r}"


def value_at(body: bytes, pointer: str) -> Any:
    """What stands at a source's pointer: a JSON Pointer (RFC 6901) in JSON, an XPath in XML (the elements found there
    as text, one string where there is one). It is how a stored value is shown in the bytes that it came from.

    Raises :class:`LookupError` where the pointer leads nowhere.

    >>> value_at(b'{"message": {"items": [{"a/b": 7}]}}', "/message/items/0/a~1b")
    7
    >>> value_at(b"<a><b>one <i>two</i></b></a>", "/a/b")
    'one two'
    """
    if body.lstrip()[:1] == b"<":
        found: Any = parse_xml(body).xpath(pointer)
        if not found:
            raise LookupError(pointer)
        texts = [item if isinstance(item, str) else text_of(item) for item in found]
        return texts[0] if len(texts) == 1 else texts
    return follow(parse_json(body), pointer)


def text_of(element: "etree._Element") -> str:
    """All text in an element, tags left out, comments and processing instructions too."""
    return str(element.xpath("string()")) if len(element) else element.text or ""


def storable(text: str) -> str:
    r"""The text with lone surrogates and control characters (but tab and line breaks) replaced by U+FFFD.

    >>> storable("a\ud800b\x00")
    'a�b�'
    """
    if text.isprintable():
        return text
    return "".join("\ufffd" if _unstorable(character) else character for character in text)


def _unstorable(character: str) -> bool:
    return ("\ud800" <= character <= "\udfff") or (character < " " and character not in "\t\n\r")


def _no_such_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
