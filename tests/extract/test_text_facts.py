"""What is read of any text lies within it, and hostile ones are read in bounded time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from curated.facts import Facts
from extract.readable import why_unreadable
from extract.sentence_ends import sentences_in
from extract.text_facts import TextReader
from extract.vocabulary import load

WORDS = (
    "nivolumab", "PD-1", "inhibitors", "anti-", "HCC", "hepatocellular carcinoma", "(", ")", ",", ".", ";", "versus",
    "plus", "16.4 months", "median OS", "95% CI 1.2-3.4", "P < 0.05", "NCT01234567", "phase II", "randomised", "trial",
    "mice", "patients", "not", "improved", "EGFR", "up-regulates", "PD-L1", "\u202e", "<script>", "=1+1", "\x00", "İ",
    "ﬁ", "\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=25).map(" ".join)


def read(text: str) -> Facts:
    return TextReader(text, load()).facts(0, len(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_places_lie_within_the_text(text: str) -> None:
    facts = read(text)
    ranges = [(each.start, each.end) for each in (*facts.names, *facts.values, *facts.directions)]
    for start, end in (*ranges, *facts.places.values()):
        assert 0 <= start < end <= len(text)
    assert facts.polarity in ("positive", "negative", "mixed", "none")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_sentences_hold_all_that_is_no_white_space(text: str) -> None:
    ranges = list(sentences_in(text))
    inside = "".join(text[start:end] for start, end in ranges)
    assert "".join(inside.split()) == "".join(text.split())
    assert ranges == sorted(ranges)


def test_long_runs_end_soon() -> None:
    for text in ("a" * 20_000, "1.5 " * 5_000, "((" * 10_000, "nivolumab plus " * 1_300, "phase I/II " * 1_800):
        facts = read(text)
        assert facts.groups is not None
        assert len(facts.values) + len(facts.directions) < 20_000
        why_unreadable(text, [text])
        assert sum(1 for _ in sentences_in(text)) >= 1
