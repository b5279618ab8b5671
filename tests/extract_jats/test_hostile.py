"""Files that are hostile, broken or no JATS at all: each is refused with a cause and with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import UnreadableError
from extract.formats import FORMATS, jats, jats_file

LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))
RSS = b"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title></channel></rss>"

REFUSED = [
    pytest.param(
        b"<!DOCTYPE article [%s]><article><body><p>&l9;</p></body></article>" % LAUGHS, "entities", id="laughs"
    ),
    pytest.param(
        b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><body><p>&x;</p></body></article>',
        "entities",
        id="an external entity",
    ),
    pytest.param(
        b'<!DOCTYPE article [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><article><body/></article>',
        "entities",
        id="a parameter entity",
    ),
    pytest.param(
        '<!DOCTYPE article [<!ENTITY x "y">]><article><body><p>&x;</p></body></article>'.encode("utf-16"),
        "entities",
        id="an entity in UTF-16",
    ),
    pytest.param(b"<article><body>" + b"<p>" * 10_000 + b"</p>" * 10_000 + b"</body></article>", "deep", id="deep"),
    pytest.param(b"<article><body>" + b"<p>" * 120 + b"</p>" * 120 + b"</body></article>", "deep", id="less deep"),
    pytest.param(b"<article><body><p>cut off in the mid", "damaged or cut off", id="truncated"),
    pytest.param(b"<article>", "damaged or cut off", id="truncated at once"),
    pytest.param(
        b"<?xml version='1.0' encoding='utf-8'?><article><body><p>\xe9t\xe9</p></body></article>",
        "damaged or cut off",
        id="not in its encoding",
    ),
    pytest.param(
        b"<?xml version='1.0' encoding='utf-99'?><article><body/></article>",
        "damaged or cut off",
        id="no such encoding",
    ),
    pytest.param(b"<!DOCTYPE html><html><body><article>x</article></body></html>", "HTML page", id="HTML"),
    pytest.param(b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "HTML page", id="XHTML"),
    pytest.param(RSS, "no JATS article (its outermost element is rss)", id="RSS"),
    pytest.param(b"<?xml version='1.0'?><article><para>DocBook</para></article>", "no JATS article", id="DocBook"),
    pytest.param(
        b"<?xml version='1.0'?><s>" + b"<article><body><p>x</p></body></article>" * 2 + b"</s>",
        "2 articles",
        id="a set",
    ),
    pytest.param(b"<article><body><p>&alpha;</p></body></article>", "an entity that nothing defines", id="no DOCTYPE"),
    pytest.param(
        b'<!DOCTYPE article PUBLIC "-//NLM//x" "x.dtd"><article><body><p>&ourown;</p></body></article>',
        "the entity &ourown;",
        id="an unknown entity",
    ),
    pytest.param(b"<article><front><article-meta/></front></article>", "holds no text", id="nothing in it"),
]


@pytest.mark.parametrize(("data", "cause"), REFUSED)
def test_refused(data: bytes, cause: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        jats.read(data)
    assert cause in refused.value.cause
    assert len(refused.value.cause) < 250
    assert refused.value.advice


def test_size_and_number_of_elements_are_bounded(
    monkeypatch: pytest.MonkeyPatch, article: Callable[..., bytes]
) -> None:
    data = article("<p>x</p>")
    monkeypatch.setattr(jats_file, "MAX_BYTES", len(data) - 1)
    with pytest.raises(UnreadableError, match="larger than"):
        jats.read(data)
    monkeypatch.setattr(jats_file, "MAX_BYTES", len(data))
    monkeypatch.setattr(jats_file, "MAX_ELEMENTS", 10)
    with pytest.raises(UnreadableError, match="more than 10 elements"):
        jats.read(data)


def test_a_dtd_is_not_fetched(tmp_path: Path) -> None:
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY secret "read">')
    data = f'<!DOCTYPE article SYSTEM "{dtd.as_uri()}"><article><body><p>A &secret; here.</p></body></article>'
    with pytest.raises(UnreadableError, match="&secret;"):
        jats.read(data.encode())


def test_an_article_in_a_set_of_one_is_read(article: Callable[..., bytes]) -> None:
    data = article("<p>Wrapped words.</p>")
    start = data.index(b"<article ")
    wrapped = b"<pmc-articleset>" + data[start:] + b"</pmc-articleset>"
    document = jats.read(wrapped)
    at = document.text.index("Wrapped words.")
    assert document.places.path(at, at + 7) == "/pmc-articleset/article/body/p"


RECOGNISED = [
    (b"<?xml version='1.0'?><article/>", "jats"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><article/>", "jats"),
    ("<?xml version='1.0' encoding='utf-16'?><article/>".encode("utf-16"), "jats"),
    (b"  <!DOCTYPE article><article/>", "jats"),
    (b"<article dtd-version='1.2'>", "jats"),
    (RSS, "jats"),
    (b"# A review\n\nText.", "markdown"),
    ("# UTF-16".encode("utf-16"), "markdown"),
    (b"%PDF-1.7", "pdf"),
]


@pytest.mark.parametrize(("data", "name"), RECOGNISED)
def test_recognised(data: bytes, name: str) -> None:
    found = next((known.name for known in FORMATS if known.recognises(data)), None)
    assert found == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str, article: Callable[..., bytes]) -> None:
    data = article("<p>Café.</p>").decode().replace("–", "-").replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert "Café." in jats.read(data.encode(encoding)).text
