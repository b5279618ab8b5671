"""JATS articles for tests, in our own words, put together from the parts that a test is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Document
from extract.formats import jats

SHARED = Path(__file__).parents[3] / "shared" / "data" / "articles"

DOCTYPE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.2 20190208//EN"
"JATS-journalpublishing1.dtd">
"""

FRONT = """<front><journal-meta>
<journal-title-group><journal-title>J Made Up Trials</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="doi">10.5555/made.up.1</article-id><article-id
pub-id-type="pmc">1234567</article-id><title-group><article-title>Sleep of <italic>Apis</italic> keepers<xref
ref-type="fn" rid="fn1"><sup>*</sup></xref></article-title></title-group><contrib-group>
<contrib><name><surname>Okoro</surname>
<given-names>Ada B.</given-names></name><xref ref-type="aff" rid="a1"><sup>1</sup></xref></contrib><contrib><name>
<surname>Lind</surname><given-names>Per</given-names></name></contrib></contrib-group><aff id="a1"><label>1</label>
<institution>Institute of Bees</institution><country>Norway</country></aff><abstract><title>Abstract</title>
<sec><title>Aim</title><p>We asked how beekeepers sleep.</p></sec></abstract><kwd-group><title>Keywords</title>
<kwd>sleep</kwd><kwd>bees</kwd></kwd-group></article-meta></front>"""

REFS = "".join(
    f'<ref id="b{number}"><label>{number}</label><mixed-citation publication-type="journal"><name>'
    f"<surname>Name{chr(64 + number)}"
    f"</surname> <given-names>A</given-names></name>. <article-title>Title number {number}</article-title>. "
    f"<source>J Sleep"
    f"</source> "
    f"<year>20{10 + number}</year>;<volume>{number}</volume>:<fpage>1</fpage>–<lpage>9</lpage>.</mixed-citation></ref>"
    for number in range(1, 13)
)


def _article(body: str, refs: str = REFS, front: str = FRONT, rest: str = "", back: str = "") -> bytes:
    xml = (
        f'{DOCTYPE}<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML">'
        f"{front}<body>{body}</body><back>{back}<ref-list><title>References</title>{refs}</ref-list>"
        f"</back>{rest}</article>"
    )
    return xml.encode()


@pytest.fixture(scope="session")
def article() -> Callable[..., bytes]:
    """The bytes of an article with this body; ``refs``, ``front``, ``back`` and ``rest`` can be given too."""
    return _article


@pytest.fixture(scope="session")
def read_article() -> Callable[..., Document]:
    """The document that such an article is read as."""
    return lambda *parts, **named: jats.read(_article(*parts, **named))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test an article of the shared ones, and one that is skipped where they are not there."""
    if "real" in metafunc.fixturenames:
        found = sorted(SHARED.glob("*/article.xml"))
        skip = pytest.mark.skip("the articles are not on this machine (they are no part of the repository)")
        values = [pytest.param(path, id=path.parent.name) for path in found] or [pytest.param(None, marks=skip)]
        metafunc.parametrize("real", values)
