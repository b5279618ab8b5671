"""Whether a hyphen at a line's end belongs to the word."""

import pytest

from extract.hyphenation import keeps_hyphen, words_of

KNOWN = words_of(
    [
        "The tumour microenvironment highlights placebo-controlled trials of immunotherapy.",
        "Down-regulation and upregulated genes; cancer-related pain in long-term care.",
        "The word immuno-",
        "suppression is parted here, so that its halves are no words of the document.",
    ]
)

LINE_ENDS = [
    ("immuno-", "therapy of", False),  # printed whole elsewhere
    ("cancer-", "related fatigue", True),  # printed with its hyphen elsewhere
    ("the microenviron-", "ments of", False),  # another form of a word that is printed
    ("high-", "lighting", False),
    ("placebo-", "control", True),
    ("high-", "throughput", True),  # opens compounds
    ("PD-", "L1 expression", True),  # names
    ("IL-", "10", True),
    ("anti-PD-", "1", True),
    ("hepato-", "cellular", False),  # no such words: the line end put the hyphen there
    ("well-", "known", True),
    ("T-", "cell", True),
    ("cancer-", "pain", True),  # two words of the document
    ("state-of-", "the-art", True),
    ("8-", "12", True),
    ("car\u00ad", "cinoma", False),  # a soft hyphen
    ("co-", "", True),
    ("-", "word", True),
    ("", "word", True),
]


@pytest.mark.parametrize(("above", "below", "keeps"), LINE_ENDS)
def test_line_ends(above: str, below: str, keeps: bool) -> None:
    assert keeps_hyphen(above, below, KNOWN) is keeps


def test_halves_of_parted_words_are_no_words() -> None:
    assert KNOWN["immuno"] == 0
    assert KNOWN["suppression"] == 0
    assert KNOWN["immunotherapy"] == 1


def test_parts_of_compounds_are_words() -> None:
    assert KNOWN["placebo-controlled"] == 1
    assert KNOWN["controlled"] == 1


def test_long_words_take_no_time() -> None:
    assert keeps_hyphen("a" * 100_000 + " b-", "c" * 100_000, KNOWN)
