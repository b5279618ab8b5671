from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.audit.ranking import Ranker, ranked
from curated.audit.relatedness import relatedness
from curated.cited import CitedSentence
from curated.facts import Facts, Name

Printed = Callable[..., CitedSentence]

NOTHING = Facts()
FILLER = [f"Sentence {number} speaks of weather." for number in ("one", "two", "three", "four")]
CUT = "Masks cut infections."


@pytest.mark.parametrize(
    ("claim", "best", "other"),
    [
        ("masks cut infections", ("Masks cut infections by half.",), ("Masks were sold in shops.",)),
        ("masks reduce infection", ("Reduced infections with a mask.",), ("Shops sold gloves.",)),
        ("masks cut infections", (CUT, "abstract"), (CUT, "full_text")),
        ("masks cut infections", (CUT, "full_text", "Results"), (CUT, "full_text", "Materials and methods")),
        ("masks cut infections", (CUT, "full_text", "Discussion"), (CUT, "full_text", "Author contributions")),
        ("interleukin-17A rose", ("Levels of interleukin-17AF rose.",), ("Prices of bread rose.",)),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_which_sentence_comes_first(
    printed: Printed, claim: str, best: tuple[str, ...], other: tuple[str, ...], turned: bool
) -> None:
    first, second = printed(*best), printed(*other)
    given = [*map(printed, FILLER), *((second, first) if turned else (first, second))]
    assert ranked(claim, NOTHING, given)[0][0] is first


def test_another_name_of_the_same_drug_counts(printed: Printed) -> None:
    meant = printed("Survival rose with Opdivo.", names=("nivolumab",))
    claim = Facts((Name("drug", "nivolumab", "nivolumab", 0, 9),))
    others = [*map(printed, FILLER), printed("Survival rose with bread.")]
    assert ranked("nivolumab and survival", claim, [*others, meant])[0][0] is meant


def test_matched_words_are_as_the_sentence_prints_them(printed: Printed) -> None:
    found = ranked("reducing infections", NOTHING, [printed("It Reduced infection; an infection fell.")])
    assert found[0][2] == ("Reduced", "infection")


def test_a_list_of_references_is_no_evidence(printed: Printed) -> None:
    listed = printed("Masks cut infections. Lancet 2020.", section="References")
    kept = [each.sentence for each in Ranker([listed, *map(printed, FILLER)]).ranked("masks", NOTHING)]
    assert [each.text.value for each in kept] == FILLER


def test_words_of_the_context_count_less_than_the_claims_own(printed: Printed) -> None:
    given = [*map(printed, FILLER), printed("Gloves were worn."), printed("Masks were worn.")]
    found = ranked("masks", NOTHING, given, context="gloves and masks")
    assert [each[0].text.value for each in found[:2]] == ["Masks were worn.", "Gloves were worn."]


@given(claim=st.text(max_size=120), texts=st.lists(st.text(max_size=120), max_size=6))
def test_every_sentence_is_ranked_once(printed: Printed, claim: str, texts: list[str]) -> None:
    given = [printed(text) for text in texts]
    found = ranked(claim, NOTHING, given)
    assert sorted(id(each[0]) for each in found) == sorted(map(id, given))
    assert [each[1] for each in found] == sorted((each[1] for each in found), reverse=True)
    assert all(word in each[0].text.value for each in found for word in each[2])


def test_more_related_where_more_of_the_claim_is_there(printed: Printed) -> None:
    claim = "ferrets transmit the virus by air"
    near, far = (
        relatedness(claim, Ranker([*map(printed, FILLER), printed(text)]))
        for text in ("Ferrets transmit the virus by air.", "A virus was seen.")
    )
    assert near is not None
    assert far is not None
    assert near.best > far.best
    assert near.pair > far.pair
    assert near.beyond_chance > far.beyond_chance


@pytest.mark.parametrize(("claim", "texts"), [("", ["words"]), ("words", []), ("of the", ["words"])])
def test_nothing_is_related_to_nothing(printed: Printed, claim: str, texts: list[str]) -> None:
    assert relatedness(claim, Ranker([printed(text) for text in texts])) is None
