"""The string of one reference is parsed into its parts, each with its place."""

import random
from dataclasses import fields
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reference_parts import MAX_LENGTH, Piece, ReferenceParts, parse, parse_all
from extract.reference_tagger import shipped
from extract.reference_values import last_page_in_full, text_of

ARTICLE = {
    "title": "How small things grow in larger ponds",
    "container_title": "Journal of Pond Research",
    "year": "2019",
    "volume": "12",
    "first_page": "145",
    "last_page": "167",
    "type": "article-journal",
    "unparsed": None,
}
TITLE, JOURNAL = ARTICLE["title"], ARTICLE["container_title"]
ISSUE = {**ARTICLE, "issue": "3"}

# one article as the styles print it
STYLES: list[tuple[str, str, dict[str, Any]]] = [
    ("Vancouver", f"Meyer AB, de Vries C. {TITLE}. {JOURNAL}. 2019;12(3):145-167.", ISSUE),
    ("AMA", f"Meyer AB, de Vries C, et al. {TITLE}. {JOURNAL}. 2019 Mar 4;12(3):145-167. doi:10.1234/j.5", ISSUE),
    ("APA", f"Meyer, A. B., & de Vries, C. (2019). {TITLE}. {JOURNAL}, 12(3), 145–167.", ISSUE),
    ("Harvard", f"Meyer, A.B. and de Vries, C., 2019. {TITLE}. {JOURNAL}, 12(3), pp.145-167.", ISSUE),
    ("Chicago", f"Meyer, Anna B., and Carl de Vries. “{TITLE}.” {JOURNAL} 12, no. 3 (2019): 145–167.", ISSUE),
    ("IEEE", f"A. B. Meyer and C. de Vries, “{TITLE},” {JOURNAL}, vol. 12, no. 3, pp. 145–167, 2019.", ISSUE),
    ("Nature", f"Meyer, A. B. & de Vries, C. {TITLE}. {JOURNAL} 12, 145–167 (2019).", ARTICLE),
    ("Cell", f"Meyer, A.B., and de Vries, C. (2019). {TITLE}. {JOURNAL} 12, 145–167.", ARTICLE),
    ("ACS", f"Meyer, A. B.; de Vries, C. {TITLE}. {JOURNAL} 2019, 12, 145–167.", ARTICLE),
    ("BMC", f"Meyer AB, de Vries C: {TITLE}. {JOURNAL} 2019, 12:145-167.", ARTICLE),
    ("PLOS", f"Meyer AB, de Vries C (2019) {TITLE}. {JOURNAL} 12: 145–167.", ARTICLE),
    ("Genetics", f"Meyer, A. B., and C. de Vries, 2019 {TITLE}. {JOURNAL} 12: 145–167.", ARTICLE),
]


def found_in(parts: ReferenceParts) -> dict[str, Any]:
    """The parts as text."""
    found: dict[str, Any] = {field.name: getattr(parts, field.name) for field in fields(parts)}
    found = {name: text_of(value.text) if isinstance(value, Piece) else value for name, value in found.items()}
    found["authors"] = [f"{author.family}, {author.given}".strip() for author in parts.authors]
    found["editors"] = [author.family for author in parts.editors]
    found["group_authors"] = [group.text for group in parts.group_authors]
    found["remainder"] = [piece.text for piece in parts.remainder]
    return found


@pytest.mark.parametrize(("printed", "wanted"), [row[1:] for row in STYLES], ids=[row[0] for row in STYLES])
def test_styles(printed: str, wanted: dict[str, Any]) -> None:
    found = found_in(parse(printed))
    assert {name: found[name] for name in wanted} == wanted
    assert [author.split(",")[0] for author in found["authors"]] == ["Meyer", "de Vries"]
    assert found["remainder"] == (["Mar 4"] if "Mar 4" in printed else [])


KINDS: list[tuple[str, dict[str, Any]]] = [
    (
        "Meyer AB, Vries C et al. Do small things grow? J Pond Res. 2016;5:e1254855.",
        {"et_al": True, "title": "Do small things grow?", "article_number": "e1254855", "first_page": None},
    ),
    ("Meyer AB. Small things. Front Pond Res. 2021;12:826295.", {"article_number": "826295", "first_page": None}),
    (
        "A. Meyer, “Small things,” BioMed Research International, vol. 2015, Article ID 181098, 11 pages, 2015.",
        {"article_number": "181098", "volume": "2015", "year": "2015", "first_page": None},
    ),
    (
        "Meyer AB, Vries C. Growing: a talk. J Clin Oncol. 2018;36(15_suppl):TPS4095.",
        {"type": "paper-conference", "article_number": "TPS4095", "container_title": "J Clin Oncol"},
    ),
    (
        "Meyer AB. Small things. J Pond Res. 2014;29(Suppl 2):S10-S14.",
        {"volume": "29", "issue": "Suppl 2", "supplement": "Suppl 2", "first_page": "S10", "last_page": "S14"},
    ),
    (
        "Meyer AB, Vries C. Growing early. bioRxiv. 2021. doi: 10.1101/2021.01.02.425001",
        {"type": "article", "container_title": "bioRxiv", "doi": "10.1101/2021.01.02.425001"},
    ),
    ("Meyer A. Small things. arXiv preprint arXiv:1705.01234 (2017).", {"type": "article", "arxiv": "1705.01234"}),
    (
        "Meyer AB. Handbook of small things. 2nd ed. Berlin: Springer; 2008.",
        {"type": "book", "publisher": "Springer", "place": "Berlin", "year": "2008", "container_title": None},
    ),
    (
        "Meyer AB. How things grow. In: Vries C, Lee D, editors. Handbook of ponds. Oxford: Oxford University Press; "
        "2010. p. 35–47.",
        {
            "type": "chapter",
            "title": "How things grow",
            "container_title": "Handbook of ponds",
            "editors": ["Vries", "Lee"],
            "publisher": "Oxford University Press",
            "first_page": "35",
            "last_page": "47",
        },
    ),
    (
        "World Health Organization. Report on small ponds. Geneva: World Health Organization; 2005.",
        {"group_authors": ["World Health Organization"], "title": "Report on small ponds", "year": "2005"},
    ),
    (
        "World Health Organization. Small ponds. Available from: https://example.org/ponds. Accessed 12 May 2020.",
        {"url": "https://example.org/ponds", "accessed": "12 May 2020", "remainder": []},
    ),
    (
        "Kim E, Lee B, IMbrave150 Investigators. A trial of ponds. N Engl J Med. 2020;382:1894-905.",
        {"authors": ["Kim, E", "Lee, B"], "group_authors": ["IMbrave150 Investigators"], "first_page": "1894"},
    ),
    ("Meyer AB. How things grow [dissertation]. Uppsala: Uppsala University; 2011.", {"type": "thesis"}),
    ("Meyer AB. Pond levels [dataset]. Zenodo. 2020. https://doi.org/10.5281/zenodo.123456", {"type": "dataset"}),
    ("Meyer AB. Small things. J Pond Res. 2021. (in press).", {"note": "in press", "year": "2021"}),
    ("Meyer AB. One. J Ex. 2001;1:1. PMID: 1234567; PMCID: PMC7654321.", {"pmid": "1234567", "pmcid": "PMC7654321"}),
    ("Meyer AB. One. J Ex. 2001;1:1. https://doi.org/10.1234/x(1)2.", {"doi": "10.1234/x(1)2", "url": None}),
    (
        "Meyer AB, Vries C. A long title that is di-\nvided at the end of a line. J Pond\nRes. 2019;12:145–\n167.",
        {
            "title": "A long title that is divided at the end of a line",
            "container_title": "J Pond Res",
            "last_page": "167",
        },
    ),
]


@pytest.mark.parametrize(("printed", "wanted"), KINDS, ids=[printed[:60] for printed, _ in KINDS])
def test_kinds(printed: str, wanted: dict[str, Any]) -> None:
    found = found_in(parse(printed))
    assert {name: found[name] for name in wanted} == wanted


UNPARSED = [
    ("", "nothing to read"),
    ("   .  ", "nothing to read"),
    ("12", "nothing to read"),
    ("\x00\x07\u202e", "nothing to read"),
    ("The authors thank their friends for a great many pleasant evenings by the pond.", "no container"),
    ("Meyer AB. " * 2000, f"longer than {MAX_LENGTH}"),
]


@pytest.mark.parametrize(("printed", "why"), UNPARSED)
def test_what_is_no_reference_says_why(printed: str, why: str) -> None:
    assert (parse(printed).unparsed or "").startswith(why)


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [("1898", "907", "1907"), ("1898", "1907", None), ("S39", "42", "S42"), ("99", "103", None), ("120", "19", None)],
)
def test_last_pages_in_full(first: str, last: str, whole: str | None) -> None:
    parts = ReferenceParts("article-journal", first_page=Piece(first, 0, 0), last_page=Piece(last, 0, 0))
    assert last_page_in_full(parts) == whole


def test_confidence_is_said_of_what_was_found() -> None:
    parts = parse(STYLES[0][1])
    assert {"authors", "title", "container_title", "year", "volume", "first_page"} <= parts.confidence.keys()
    assert all(0.9 < chance <= 1 for chance in parts.confidence.values())
    assert parts.parser == shipped().version
    doubtful = parse("M. Yang 14 Ponds 2, small")
    assert min(doubtful.confidence.values()) < min(parts.confidence.values())


def test_many_at_once_are_as_one_by_one() -> None:
    strings = [row[1] for row in STYLES] + [row[0] for row in KINDS] + [""]
    alone = [parse(text) for text in strings]
    for one, other in zip(alone, parse_all(strings), strict=True):
        assert found_in(one) | {"confidence": {}} == found_in(other) | {"confidence": {}}
        assert one.confidence == pytest.approx(other.confidence, abs=0.05)


def pieces(parts: ReferenceParts) -> list[Piece]:
    found = [value for field in fields(parts) if isinstance(value := getattr(parts, field.name), Piece)]
    people = [author.piece for author in (*parts.authors, *parts.editors)]
    return [*found, *parts.group_authors, *people, *parts.remainder]


def check(text: str) -> None:
    for piece in pieces(parse(text)):
        assert text[piece.start : piece.end] == piece.text


TOKENS = [
    *(
        "Meyer AB",
        "A. B.",
        ", ",
        "; ",
        ". ",
        " and ",
        " & ",
        "et al",
        "(2019)",
        "2019;",
        "12(3)",
        ":45-67",
        "“",
        "”",
        '"',
    ),
    *(
        "doi:",
        "10.1234/",
        "PMID: 1",
        "https://",
        "vol. 1",
        "pp. 2",
        "In ",
        "é",
        " ",
        "\n",
        "(",
        ")",
        "1",
        "–",
        "?",
        "²",
    ),
    *("\x00", "\u202e", "עברית", "\u0301", "\ue000", "\ud800", "ﬁ", "Ⅷ", "１２", "eds ", "e", "S", "Suppl ", "\n\n"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.text(max_size=5)), max_size=30).map("".join))
def test_any_string_is_parsed_and_its_pieces_slice_back(text: str) -> None:
    check(text)


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_references_with_anything_in_them_are_parsed_and_slice_back(choose: random.Random) -> None:
    text = choose.choice([row[1] for row in STYLES] + [row[0] for row in KINDS])
    for _ in range(choose.randint(1, 9)):
        at = choose.randint(0, len(text))
        text = text[:at] + choose.choice(TOKENS) * choose.choice((1, 1, 40)) + text[at + choose.choice((0, 0, 9)) :]
    check(text)


# what regular expressions could trip over, as often as it fits
HOSTILE = [
    *("(", "[", "1", "1-", "1,", "1:1-1", "1(1):", "A. ", "A, ", "a,", ", ", " ", ". ", "”", "“", "2020;", "2020;1"),
    *("(2020)", "vol. 1", "and ", "et al", "doi:", "doi: ", "10.1234/", "https://", "PMID", "Jr. ", "A.-", "A’", "e1."),
    *("10.1234/(", "10.1\n", "\n\n", "ed ", "A A ", "A-", "accessed 1 ", "1 0 . ", "on behalf of the ", "\u0301", "<"),
    *("10.1002/<a::AID-", "ISBN 9", "arXiv:a", "www.", "y ", "suppl ", "a\u0301", "\ue000"),
]
FRAMES = ["{}", "Meyer AB. One. J Ex. 2020;1:1-{}", "Meyer AB{}x. One. 2020;1:1.", "“{}", "{} (2019).", "doi:{}"]


@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_strings_take_as_long_as_others_of_their_length(frame: str) -> None:
    """A hundred times an ordinary string of the same length would be a regular expression that runs away."""
    ordinary = (STYLES[0][1] + " ") * (MAX_LENGTH // len(STYLES[0][1]))
    parse(ordinary)
    before = process_time()
    for _ in range(5):
        parse(ordinary)
    usual = (process_time() - before) / 5
    for unit in HOSTILE:
        for length in (MAX_LENGTH - 40, 100_000):
            before = process_time()
            parse(frame.format(unit * (length // len(unit))))
            assert process_time() - before < 100 * usual, unit
