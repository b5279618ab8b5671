"""Real files with their bytes changed: each is read, or refused with advice; nothing hangs or crashes.

PDFium is C: a crash would end the whole test run. So files that it has not met before are read in a process of their
own, which must come to a good end within its time.
"""

import multiprocessing
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import UnreadableError
from extract.formats import jats, pdf

ROUNDS = 12
SECONDS = 120
ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"

SOURCE = """
#set page(width: 300pt, height: 400pt, columns: 2, header: [Head #context counter(page).display()])
= A title
#link("https://example.org")[linked] and #link(<end>)[jumping] #super[1] #lorem(150)
#table(columns: 2, [a], [b], [1], [2])
#rotate(-90deg, reflow: true)[turned] $ sum_(i=1)^n x_i $ #lorem(60)
== References
#block[1. Author A. First title. Ex J. 2001;1:1-2.] <end>
"""

MUTATIONS: list[tuple[bytes, bytes]] = [
    (b"/Count", b"/Cuont"),
    (b"/MediaBox", b"/MediaBix"),
    (b"/Length ", b"/Length 9"),
    (b"/FlateDecode", b"/LZWDecode"),
    (b"/Kids [", b"/Kids [1 0 R 2 0 R 1 0 R "),
    (b"/W [", b"/W [-1 9999999999 "),
    (b"/Rect [", b"/Rect [1e308 -1e308 nan "),
    (b"/Matrix [", b"/Matrix [0 0 0 0 0 0 "),
    (b"/FontBBox [", b"/FontBBox [9e99 9e99 "),
    (b"/ToUnicode", b"/ToUnicorn"),
    (b"startxref", b"startxrfe"),
    (b"obj", b"jbo"),
    (b"endstream", b""),
    (b" 0 R", b" 0 R 0 R"),
    (b"/Type /Page", b"/Type /Pages"),
    (b"/XYZ", b"/FitR"),
]


def read_or_refuse(read: Callable[[bytes], object], data: bytes) -> None:
    try:
        read(data)
    except UnreadableError as error:
        assert error.advice  # noqa: PT017 - being refused is one of two good ends


def changed(data: bytes, seed: int) -> bytes:
    """The file with bytes changed, taken out, doubled or cut off."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        at = chance.randrange(max(1, len(made)))
        size = chance.randrange(1, 40)
        kind = chance.randrange(4)
        if kind == 0:
            made[at : at + 1] = chance.randbytes(1)
        elif kind == 1:
            made[at : at + size] = chance.randbytes(size)
        elif kind == 2:
            del made[at : at + size]
        else:
            made[at:at] = made[at : at + size]
    return bytes(made[: chance.randrange(1 + len(made))] if chance.random() < 0.1 else made)


def _read_changed(data: bytes, seeds: range) -> None:
    for seed in seeds:
        read_or_refuse(pdf.read, changed(data, seed))


def in_another_process(data: bytes, seeds: range) -> None:
    """Read changed files where a crash ends no more than the reading of them."""
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_read_changed, args=(data, seeds))
    process.start()
    process.join(SECONDS)
    if process.is_alive():
        process.kill()
        pytest.fail(f"not read within {SECONDS} seconds: seeds {seeds}")
    assert process.exitcode == 0


def test_a_typeset_file_with_changed_bytes(typeset: Callable[[str], bytes]) -> None:
    in_another_process(typeset(SOURCE), range(60))


@pytest.mark.parametrize(("old", "new"), MUTATIONS, ids=[repr(old) for old, _ in MUTATIONS])
def test_a_file_with_one_kind_of_damage(typeset: Callable[[str], bytes], raw_pdf: Callable[..., bytes],
                                        old: bytes, new: bytes) -> None:  # fmt: skip
    for whole in (typeset(SOURCE), raw_pdf([b"BT /F1 10 Tf 50 400 Td (A page.) Tj ET"] * 3)):
        read_or_refuse(pdf.read, whole.replace(old, new))


def test_articles_with_changed_bytes() -> None:
    files = sorted(ARTICLES.glob("*/article.pdf"), key=lambda path: path.stat().st_size)[:3]
    if not files:
        pytest.skip("the development articles are not on this machine (they are no part of the repository)")
    for number, path in enumerate(files):
        in_another_process(path.read_bytes(), range(100 * number, 100 * number + ROUNDS // len(files)))


CONTENTS = [
    b"BT /F1 10 Tf 50 400 Td (x) Tj ET " * 30_000,  # very many characters in one place
    b"BT /F1 0.001 Tf " + b"0.001 0 Td (tiny) Tj " * 20_000 + b"ET",
    b"q " * 50_000 + b"BT /F1 10 Tf 50 400 Td (deep) Tj ET",
    b"BT /F1 1e30 Tf 1e30 -1e30 Td (absurd) Tj ET",
    b"1e38 0 0 1e38 1e38 1e38 cm BT /F1 10 Tf (absurd) Tj ET",
    b"0 0 m 1 1 l S " * 60_000,
    b"[" * 20_000,
    b"/Fm Do " * 1_000,
]


@pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
def test_a_hostile_page_among_good_ones(raw_pdf: Callable[..., bytes], content: bytes) -> None:
    good = b"BT /F1 10 Tf 50 300 Td (A page that can be read.) Tj ET"
    document = pdf.read(raw_pdf([good, content, good]))
    assert document.text.count("A page that can be read.") == 2


JATS = b"""<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "x.dtd">
<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>
<body><sec id="s1"><title>One</title><p>Text <xref ref-type="bibr" rid="r1">1</xref> &amp; <italic>more</italic>.</p>
<table-wrap id="t1"><caption><p>C</p></caption><table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr>
</table></table-wrap></sec></body><back><ref-list><title>References</title><ref id="r1"><mixed-citation><person-group>
<name><surname>A</surname><given-names>B</given-names></name></person-group> <year>2001</year></mixed-citation></ref>
</ref-list></back></article>"""

XML_MUTATIONS = [
    (b'colspan="2"', b'colspan="999999999"'),
    (b'colspan="2"', b'colspan="-1"'),
    (b'rid="r1"', b'rid="' + b"r1 " * 5_000 + b'"'),
    (b"<p>Text", b"<p>" * 3_000 + b"Text"),
    (b"<title>One</title>", b"<title>One</title>" * 2_000),
    (b"&amp;", b"&undefined;"),
    (b'"x.dtd">', b'"x.dtd" [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
    (b'"x.dtd">', b'"x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    (b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="utf-16"?>'),
    (b"<body>", b"<body>\x00"),
    (b"</sec>", b""),
    (b"<year>2001</year>", b"<year/>"),
    (b"<surname>A</surname>", b""),
    (b"<table>", b"<table><table>"),
    (b"<article>", b'<article xmlns="http://example.org/other">'),
]


@pytest.mark.parametrize(("old", "new"), XML_MUTATIONS, ids=[repr(new[:40]) for _, new in XML_MUTATIONS])
def test_an_article_in_xml_with_one_kind_of_damage(old: bytes, new: bytes) -> None:
    assert old in JATS
    read_or_refuse(jats.read, JATS.replace(old, new))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 32))
def test_an_article_in_xml_with_changed_bytes(seed: int) -> None:
    read_or_refuse(jats.read, changed(JATS, seed))
