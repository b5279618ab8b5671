"""References as they are tagged and as we print them, and the fields that come of them."""

from collections.abc import Callable
from typing import Any

import pytest

from curated.provenance import DocumentSource
from curated.schema import Author, Reference
from extract.document import Document
from extract.references import find_entries, references_of

ReadArticle = Callable[..., Document]


def _read(document: Document) -> tuple[Reference, ...]:
    return references_of(document, find_entries(document))


def _fields(reference: Reference) -> dict[str, Any]:
    """The fields that are filled, bare."""
    fields: dict[str, Any] = {"type": reference.type, "raw": reference.raw.value}
    if reference.et_al:
        fields["et_al"] = True
    if reference.authors:
        fields["authors"] = [f"{author.value.family}|{author.value.given}" for author in reference.authors]
    if reference.group_author:
        fields["group_author"] = [group.value for group in reference.group_author]
    names = ("number", "title", "container_title", "year", "volume", "issue", "first_page", "last_page")
    for name in (*names, "article_number", "publisher", "doi", "pmid", "pmcid", "url"):
        value = getattr(reference, name)
        if value is not None:
            fields[name] = value.value
    return fields


PRINTED = [
    pytest.param(
        '<ref id="b1"><label>1</label><element-citation publication-type="journal"><person-group '
        'person-group-type="author">'
        "<name><surname>de la Cruz</surname><given-names>M. J.</given-names><suffix>Jr</suffix></name><name>"
        "<surname>Lind"
        "</surname><given-names>P</given-names></name><collab>Bee Group</collab><etal/></person-group>"
        "<article-title>Do bees"
        " <italic>sleep</italic>?</article-title><source>J Sleep</source><year iso-8601-date='2011'>2011a</year>"
        "<volume>4"
        "</volume><issue>Suppl 1</issue><fpage>S12</fpage><lpage>9</lpage><pub-id "
        "pub-id-type='doi'>10.5555/AB.1</pub-id>"
        "<pub-id pub-id-type='pmid'>12345678</pub-id><pub-id pub-id-type='pmc'>PMC99</pub-id></element-citation></ref>",
        {
            "type": "article-journal",
            "raw": "1. de la Cruz M. J. Jr, Lind P, Bee Group, et al. Do bees sleep? J Sleep. 2011a;4(Suppl 1):S12–9. "
            "doi: 10.5555/AB.1. PMID: 12345678. PMCID: PMC99",
            "number": 1,
            "authors": ["de la Cruz|M. J.", "Lind|P"],
            "group_author": ["Bee Group"],
            "et_al": True,
            "title": "Do bees sleep?",
            "container_title": "J Sleep",
            "year": 2011,
            "volume": "4",
            "issue": "Suppl 1",
            "first_page": "S12",
            "last_page": "9",
            "doi": "10.5555/ab.1",
            "pmid": "12345678",
            "pmcid": "PMC99",
        },
        id="a journal article whose parts alone are tagged",
    ),
    pytest.param(
        '<ref id="b2"><label>[2]</label><mixed-citation publication-type="journal"><person-group '
        'person-group-type="author">'
        "<name><surname>Betz</surname><given-names>RC</given-names></name><name><surname>Ito</surname><given-names>K"
        "</given-names></name><etal/></person-group> <article-title>Hives</article-title>. <source>Hive</source> "
        "<year>2015"
        "</year>;<volume>6</volume>:<elocation-id>5966</elocation-id>.<pub-id pub-id-type='pmid'>25608926</pub-id>"
        "</mixed-citation></ref>",
        {
            "type": "article-journal",
            "raw": "[2] Betz RC, Ito K, et al. Hives. Hive 2015;6:5966. PMID: 25608926",
            "number": 2,
            "authors": ["Betz|RC", "Ito|K"],
            "et_al": True,
            "title": "Hives",
            "container_title": "Hive",
            "year": 2015,
            "volume": "6",
            "article_number": "5966",
            "pmid": "25608926",
        },
        id="a printed reference with a group of authors that is not",
    ),
    pytest.param(
        '<ref id="b3"><mixed-citation publication-type="book"><string-name><surname>Paton</surname>, <given-names>A.'
        "</given-names></string-name> (<year>1999</year>). <chapter-title>Basil</chapter-title>. In <person-group "
        "person-group-type='editor'><name><surname>Holm</surname><given-names>Y</given-names></name></person-group>, "
        "<source>Herbs</source> (pp. <fpage>1</fpage>–<lpage>38</lpage>). <publisher-loc>Oslo</publisher-loc>: "
        "<publisher-name>Leaf Press</publisher-name>.</mixed-citation></ref>",
        {
            "type": "chapter",
            "raw": "Paton, A. (1999). Basil. In Holm Y (eds), Herbs (pp. 1–38). Oslo: Leaf Press.",
            "authors": ["Paton|A."],
            "title": "Basil",
            "container_title": "Herbs",
            "year": 1999,
            "first_page": "1",
            "last_page": "38",
            "publisher": "Leaf Press",
        },
        id="a chapter: the editors are no authors",
    ),
    pytest.param(
        '<ref id="b4"><element-citation publication-type="book"><person-group person-group-type="author">'
        "<collab>Bee Board"
        "</collab></person-group><source>Keeping bees</source><edition>2nd</edition><year>2001</year>"
        "<publisher-loc>Lund"
        "</publisher-loc><publisher-name>Comb</publisher-name></element-citation></ref>",
        {
            "type": "book",
            "raw": "Bee Board. Keeping bees. 2nd. 2001. Lund: Comb.",
            "group_author": ["Bee Board"],
            "title": "Keeping bees",
            "year": 2001,
            "publisher": "Comb",
        },
        id="a book: its source is its title",
    ),
    pytest.param(
        '<ref id="b5"><label>5.</label><mixed-citation publication-type="other">Kim E, Lind P. Old hives. Exp Bee Med. '
        "2020;52:1898-907. doi: 10.5555/x.5 <ext-link "
        "xlink:href='https://example.org/5'>https://example.org/5</ext-link>"
        "</mixed-citation></ref>",
        {
            "type": "article-journal",
            "raw": "5. Kim E, Lind P. Old hives. Exp Bee Med. 2020;52:1898-907. doi: 10.5555/x.5 https://example.org/5",
            "number": 5,
            "authors": ["Kim|E", "Lind|P"],
            "title": "Old hives",
            "container_title": "Exp Bee Med",
            "year": 2020,
            "volume": "52",
            "first_page": "1898",
            "last_page": "907",
            "doi": "10.5555/x.5",
            "url": "https://example.org/5",
        },
        id="only a link is tagged: the string is parsed",
    ),
    pytest.param(
        '<ref id="b6"><mixed-citation publication-type="journal"><person-group><name><surname>Oe</surname>'
        "<given-names>J"
        "</given-names></name></person-group><source>Hive</source><volume>41</volume>"
        "<elocation-id>440</elocation-id><lpage>7"
        "</lpage><year>2003</year></mixed-citation></ref>",
        {
            "type": "article-journal",
            "raw": "Oe J. Hive. 41:440–7. 2003.",
            "authors": ["Oe|J"],
            "container_title": "Hive",
            "year": 2003,
            "volume": "41",
            "first_page": "440",
            "last_page": "7",
        },
        id="mixed, with nothing between its parts; a first page in the wrong tag",
    ),
    pytest.param(
        '<ref id="b7"><citation citation-type="web"><name><surname>Po</surname><given-names>L</given-names></name>, '
        "et al. "
        "<article-title>Bees online</article-title>. <date-in-citation>Cited <year>2020</year></date-in-citation> "
        "<year>2019"
        "</year>. <uri xlink:href='http://example.org/b'>http://example.org/b</uri>, <page-range>12-18</page-range>"
        "</citation></ref>",
        {
            "type": "webpage",
            "raw": "Po L, et al. Bees online. Cited 2020 2019. http://example.org/b, 12-18",
            "authors": ["Po|L"],
            "et_al": True,
            "title": "Bees online",
            "year": 2019,
            "first_page": "12",
            "last_page": "18",
            "url": "http://example.org/b",
        },
        id="a page of the web in the older tagging",
    ),
    pytest.param(
        '<ref id="b8"><label>8</label><note><p>Unpublished data of ours, 2020.</p></note></ref>',
        {"type": "document", "raw": "8. Unpublished data of ours, 2020.", "number": 8, "year": 2020},
        id="a note in the list",
    ),
    pytest.param(
        '<ref id="b9"><citation-alternatives><element-citation><source>Twice</source></element-citation>'
        "<mixed-citation "
        'publication-type="journal"><string-name>van der Berg, J. K.</string-name> '
        "<article-title>Once</article-title>. "
        "<source>Hive</source> <volume>2</volume> doi:<pub-id pub-id-type='doi'>10.5555/9</pub-id></mixed-citation>"
        "</citation-alternatives></ref>",
        {
            "type": "article-journal",
            "raw": "van der Berg, J. K. Once. Hive 2 doi:10.5555/9",
            "authors": ["van der Berg|J. K."],
            "title": "Once",
            "container_title": "Hive",
            "volume": "2",
            "doi": "10.5555/9",
        },
        id="two forms of one reference",
    ),
]


@pytest.mark.parametrize(("written", "fields"), PRINTED)
def test_fields(written: str, fields: dict[str, Any], read_article: ReadArticle) -> None:
    (reference,) = _read(read_article("<p>Text.</p>", refs=written))
    assert _fields(reference) == fields


def test_several_citations_in_one_reference_are_one_each(read_article: ReadArticle) -> None:
    document = read_article(
        '<p>As known [<xref ref-type="bibr" rid="b1">1</xref>] and [<xref ref-type="bibr" rid="b1b">1b</xref>].</p>',
        refs='<ref id="b1"><label>1</label><mixed-citation id="b1a">(a) '
        "<article-title>One</article-title>.</mixed-citation>"
        '<mixed-citation id="b1b">(b) <article-title>Two</article-title>.</mixed-citation><note><p>Both read.</p>'
        "</note></ref>",
    )
    references = _read(document)
    assert [(row.raw.value, row.title.value if row.title else None) for row in references] == [
        ("1. (a) One.", "One"),
        ("(b) Two.", "Two"),
    ]
    assert [citation.references for citation in document.citations] == [(0, 1), (1,)]
    assert "Both read." in document.text


def test_what_was_joined_and_taken_apart_is_said(read_article: ReadArticle) -> None:
    joined = (
        '<ref><element-citation publication-type="journal"><person-group><name><surname>Oe</surname><given-names>J'
        "</given-names></name></person-group><article-title>Bees</article-title><year>2003</year></element-citation>"
        "</ref>"
    )
    (tagged,) = _read(read_article("<p>x</p>", refs=joined))
    assert [step.name for step in tagged.raw.steps] == ["parts-joined"]
    assert tagged.title is not None
    assert tagged.title.steps == ()
    assert [step.name for step in tagged.authors[0].steps] == ["person-name"]
    assert tagged.authors[0].value == Author(family="Oe", given="J")
    printed = _read(read_article("<p>x</p>"))[0]
    assert printed.raw.steps == ()


def test_every_field_shows_the_element_that_tags_it(read_article: ReadArticle) -> None:
    document = read_article("<p>x</p>")
    reference = _read(document)[4]
    ref = "/article/back/ref-list/ref[5]/mixed-citation"
    for name, tag in [
        ("title", "article-title"),
        ("container_title", "source"),
        ("year", "year"),
        ("volume", "volume"),
        ("first_page", "fpage"),
        ("last_page", "lpage"),
        ("number", None),
    ]:
        source = getattr(reference, name).source
        assert isinstance(source, DocumentSource)
        assert source.path == (f"{ref}/{tag}" if tag else "/article/back/ref-list/ref[5]/label")
    assert isinstance(reference.raw.source, DocumentSource)
    assert reference.raw.source.path == "/article/back/ref-list/ref[5]"


def test_references_without_a_heading_or_numbers_are_found(read_article: ReadArticle) -> None:
    document = read_article("<p>x</p>")
    assert len(find_entries(document)) == 12
    assert [entry.number for entry in find_entries(document)] == list(range(1, 13))
