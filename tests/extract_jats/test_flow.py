"""What is written in a JATS file and what we make of it: title, sections, paragraphs, lists, floats, places."""

from collections.abc import Callable

import pytest
from lxml import etree

from extract.document import Document
from extract.formats import jats
from extract.sections import find_headings, flow_end, section_at

ReadArticle = Callable[..., Document]


def _blocks(document: Document, *kinds: str, front: bool = False) -> list[str]:
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if block.kind in kinds and block.front is front
    ]


def _body(document: Document, *kinds: str) -> list[str]:
    """The blocks behind the abstract and before the references."""
    texts = [document.text[block.span.start : block.span.end] for block in document.blocks if block.kind in kinds]
    start = texts.index("We asked how beekeepers sleep.") + 1 if "paragraph" in kinds else 0
    end = next((index for index, text in enumerate(texts) if text.startswith("1. NameA")), len(texts))
    return texts[start:end]


def test_front_matter(read_article: ReadArticle) -> None:
    document = read_article("<sec><title>Intro</title><p>Text.</p></sec>")
    assert document.title is not None
    assert document.quote(document.title.start, document.title.end).value == "Sleep of Apis keepers*"
    assert _blocks(document, "heading", "paragraph", front=True) == [
        "Sleep of Apis keepers*",
        "DOI: 10.5555/made.up.1",
        "PMCID: PMC1234567",
        "Ada B. Okoro1, Per Lind",
        "1 Institute of Bees, Norway",
        "Keywords: sleep; bees",
    ]


def test_headings_have_the_level_of_their_section(read_article: ReadArticle) -> None:
    body = (
        "<sec><label>1.</label><title>Methods</title><p>A.</p><sec><title>Keepers &amp; <bold>hives</bold></title>"
        "<p>Under keepers.</p>"
        "</sec></sec><sec><title>Results</title><p>C.</p></sec><sec><p>Without a title.</p></sec>"
    )
    appendix = "<app-group><app><title>Appendix</title><p>More.</p></app></app-group>"
    back = f"<ack><title>Thanks</title><p>To all.</p></ack>{appendix}"
    document = read_article(body, back=back)
    headings = find_headings(document)
    assert [(heading.row.level, heading.row.heading.value) for heading in headings] == [
        (1, "Abstract"),
        (2, "Aim"),
        (1, "Methods"),
        (2, "Keepers & hives"),
        (1, "Results"),
        (1, "Thanks"),
        (1, "Appendix"),
        (1, "References"),
    ]
    assert "\n\n1. Methods\n\n" in document.text, "the number stands on the line, and is no part of the heading"
    at = section_at(headings, document.text.index("Under keepers."))
    assert at is not None
    assert at.row.heading.value == "Keepers & hives"


PARAGRAPHS = [
    ("<p>One <italic>two</italic>\n   three&#160;four&#xad;teen.</p>", ["One two three fourteen."]),
    ("<p>S<sub>1</sub> and m<sup>2</sup>, a<break/>b.</p>", ["S1 and m2, a b."]),
    ("<p>Genus <italic>Apis </italic>, keeper.</p>", ["Genus Apis, keeper."]),
    ("<p>P &lt; .05</p>", ["P < .05"]),
    (
        "<p>Two kinds: <list><list-item><label>a)</label><p>wild</p></list-item><list-item><p>kept</p><p>or sold</p>"
        "</list-item></list> which differ.</p>",
        ["Two kinds:", "a) wild", "kept", "or sold", "which differ."],
    ),
    (
        "<p>As said: <disp-quote><p>Bees hum.</p><attrib>A keeper</attrib></disp-quote></p>",
        ["As said:", "Bees hum.", "A keeper"],
    ),
    (
        "<def-list><title>Words</title><def-item><term>AE</term><def><p>adverse event</p></def></def-item></def-list>",
        ["Words", "AE: adverse event"],
    ),
    (
        "<p>Where <inline-formula><alternatives><tex-math>\\documentclass{minimal}x</tex-math><mml:math>"
        "<mml:mi>x</mml:mi>"
        "<mml:mo>=</mml:mo><mml:msup><mml:mn>10</mml:mn><mml:mn>2</mml:mn></mml:msup></mml:math></alternatives>"
        "</inline-formula> holds.</p>",
        ["Where x=102 holds."],
    ),
    (
        "<p>So <disp-formula><tex-math>\\usepackage{x}\\begin{document}$$a+b$$\\end{document}</tex-math>"
        "<label>(1)</label>"
        "</disp-formula>follows.</p>",
        ["So a+b (1) follows."],
    ),
    ("<p>Greek &alpha; and &ge; by name.</p>", ["Greek α and ≥ by name."]),
    (
        "<p><named-content content-type='x'>Named</named-content> <?pi x?>and<!-- not this --> kept.</p>",
        ["Named and kept."],
    ),
    ("<p>A figure<fig><label>Fig 1</label><caption><p>Hive.</p></caption></fig> cuts it.</p>", ["A figure cuts it."]),
    ("<p>Noted<fn><p>A note.</p></fn> here.</p>", ["Noted here."]),
    ("<statement><label>Rule 1</label><p>Hum.</p></statement>", ["Rule 1", "Hum."]),
    ("<disp-formula><mml:math><mml:mi>y</mml:mi></mml:math></disp-formula>", ["y"]),
    ("<unheard-of><p>Kept all the same.</p></unheard-of>", ["Kept all the same."]),
]


@pytest.mark.parametrize(("written", "made"), PARAGRAPHS)
def test_paragraphs(written: str, made: list[str], read_article: ReadArticle) -> None:
    assert _body(read_article(f"<sec><title>T</title>{written}</sec>"), "paragraph") == made


def test_floats_stand_behind_the_flow_and_boxes_behind_their_section(read_article: ReadArticle) -> None:
    document = read_article(
        "<sec><title>One</title><p>First<boxed-text><label>Box 1</label><caption><title>In short</title></caption>"
        "<sec><title>Boxed</title><p>In a box.</p></sec></boxed-text> sentence.</p><p>Second.</p>"
        "<fig-group><fig><label>Figure 1</label><caption><title>A hive.</title><p>From <italic>above</italic>.</p>"
        "</caption>"
        "<graphic/></fig></fig-group><sec><title>Two</title><p>Third.</p></sec></sec>",
        rest="<floats-group><fig><label>Figure 2</label><caption><p>A bee.</p></caption></fig></floats-group>",
    )
    assert _body(document, "heading", "paragraph")[1:-1] == [
        "First sentence.",
        "Second.",
        "Box 1",
        "In short",
        "Boxed",
        "In a box.",
        "Two",
        "Third.",
    ]
    assert _blocks(document, "caption") == ["Figure 1 A hive.", "From above.", "Figure 2 A bee."]
    assert min(block.span.start for block in document.of_kind("caption")) >= flow_end(document)


def test_superscripts_and_links_are_kept(read_article: ReadArticle) -> None:
    document = read_article(
        '<p>At 10<sup>3</sup> hives, see <ext-link xlink:href="https://example.org/x">the site</ext-link>.</p>'
    )
    assert [document.text[span.start : span.end] for span in document.superscripts] == ["*", "1", "3"]
    assert [(document.text[link.span.start : link.span.end], link.uri) for link in document.links] == [
        ("the site", "https://example.org/x")
    ]


PATHS = [
    ("first words", "/article/body/sec[1]/p[1]"),
    ("words in italics run", "/article/body/sec[1]/p[1]"),
    ("italics", "/article/body/sec[1]/p[1]/italic"),
    ("Alone", "/article/body/sec[2]/title"),
    ("x=1", "/article/body/sec[2]/p/inline-formula"),
    ("Title number 3", "/article/back/ref-list/ref[3]/mixed-citation/article-title"),
    ("NameC A", "/article/back/ref-list/ref[3]/mixed-citation/name"),
]


@pytest.mark.parametrize(("words", "path"), PATHS)
def test_the_place_is_the_smallest_element_that_prints_it(
    words: str, path: str, read_article: ReadArticle, article: Callable[..., bytes]
) -> None:
    body = (
        "<sec><title>A</title><p>The first words in <italic>italics</italic> run on.</p><p>x</p></sec><sec>"
        "<title>Alone</title>"
        "<p>So <inline-formula><mml:math><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>1</mml:mn></mml:math>"
        "</inline-formula>"
        " holds.</p></sec>"
    )
    document = read_article(body)
    start = document.text.index(words)
    source = document.quote(start, start + len(words)).source
    assert getattr(source, "path", None) == path
    found = etree.fromstring(article(body)).xpath(path)
    assert isinstance(found, list)
    assert len(found) == 1


def test_paths_lead_through_namespaces(article: Callable[..., bytes]) -> None:
    data = article("<sec><p>Some words.</p></sec>").replace(b"<article ", b'<article xmlns="urn:jats" ')
    document = jats.read(data)
    start = document.text.index("Some words.")
    path = document.places.path(start, start + 5)
    assert path == "/*/*[2]/*[1]/*[1]"
    assert etree.fromstring(data).xpath(f"string({path})") == "Some words."


def test_what_we_put_in_has_no_place(read_article: ReadArticle) -> None:
    document = read_article("<p>x</p>")
    gap = document.text.index("\n\n")
    assert document.places.path(gap, gap + 2) is None
    assert document.places.regions(0, 5) == ()
    assert document.places.ranges(0, 5) == ()


def test_another_articles_text_is_not_read(read_article: ReadArticle) -> None:
    document = read_article(
        "<p>Ours.</p>", rest="<sub-article><body><p>A review of it.</p></body><back><ref-list/></back></sub-article>"
    )
    assert "A review of it" not in document.text


def test_the_same_bytes_make_the_same_document(article: Callable[..., bytes]) -> None:
    data = article("<sec><title>T</title><p>Text.</p></sec>")
    one, two = jats.read(data), jats.read(data)
    assert (one.text, one.blocks, one.references, one.citations) == (
        two.text,
        two.blocks,
        two.references,
        two.citations,
    )
