"""The labels of a string's tokens are the likeliest under the model, whatever else is labelled beside it."""

from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extract.reference_features import observed
from extract.reference_spellings import Spellings, known_spellings
from extract.reference_tagger import Tagger, load, save, shipped
from extract.reference_tokens import Tokens, tokens_of

LABELS = ("author", "title", "date")


def small(**changed: Any) -> Tagger:
    """A model with three labels, two words and one pattern."""
    given: dict[str, Any] = {
        "labels": LABELS,
        "transitions": np.array([[0.5, 1.0, -1.0], [-2.0, 1.5, 0.5], [0.0, 0.3, -0.2]], np.float32),
        "spellings": Spellings((". ",), ("kim",)),
        "attributes": {"0 w kim": 1, "-1 w kim": 2},
        "patterns": {"g0": np.array([1], np.int64)},
        "weights": np.array([[-1, 2, 0.5], [3, 0, -1], [0, 1, 0.7]], np.float32),
        "about": {
            "version": "small",
            "calibration": {"title": [[1.0, 3.0], [0.2, 0.8]], "any": [[0.0, 2.0], [0.0, 0.5]]},
        },
    }
    return Tagger(**(given | changed))


def scores_of(tagger: Tagger, tokens: Tokens) -> Any:
    return tagger._scores(observed([tokens], Spellings((". ",), ("kim",))))


@pytest.mark.parametrize("text", ["Kim", "Kim. Ponds", "Kim Kim. Ponds 2019", "Ponds. Kim. Kim 2019"])
def test_likelihoods_are_those_of_all_ways_to_label(text: str) -> None:
    tagger, tokens = small(), tokens_of(text)
    scores, steps = scores_of(tagger, tokens), np.log(tagger._steps)
    ways = list(product(range(len(LABELS)), repeat=len(tokens.texts)))
    weights = np.array(
        [
            np.exp(sum(scores[at, one] for at, one in enumerate(way)) + sum(steps[a, b] for a, b in pairwise(way)))
            for way in ways
        ]
    )
    found = tagger.label([tokens_of("2019 Kim Kim Kim Kim Kim"), tokens, tokens_of("")])[1]
    for at, (label, chance) in enumerate(zip(found.labels, found.likelihoods, strict=True)):
        by_label = [
            sum(w for way, w in zip(ways, weights, strict=True) if way[at] == one) for one in range(len(LABELS))
        ]
        assert label == LABELS[int(np.argmax(by_label))]
        assert chance == pytest.approx(max(by_label) / sum(by_label), rel=1e-3)


def test_a_string_without_tokens_has_no_labels() -> None:
    assert small().label([]) == []
    assert [one.labels for one in small().label([tokens_of(""), tokens_of(" .")])] == [[], []]


@pytest.mark.parametrize(
    ("field", "least", "chance"), [("title", 0.5, 0.2), ("title", 0.99, 0.5), ("title", 1.0, 0.8), ("year", 0.9, 0.25)]
)
def test_what_sureness_is_worth_lies_between_measured_points(field: str, least: float, chance: float) -> None:
    assert small().calibrated(field, least) == pytest.approx(chance)


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    model = {
        "about": {"version": "kept"},
        "labels": list(LABELS),
        "gaps": [". "],
        "words": ["kim"],
        "attributes": ["-1 w kim", "0 w kim"],
        "patterns": {"g0": np.array([1], np.int64)},
        "transitions": np.zeros((3, 3), np.float32),
        "weights": np.array([[-1, 2, 0.5], [0, 1, 0.5], [3, 0, -1]], np.float32),
    }
    save(tmp_path / "model.npz", model)
    made = load(tmp_path / "model.npz")
    assert (made.version, made.labels) == ("kept", LABELS)
    same = small(
        transitions=model["transitions"], weights=np.array([[-1, 2, 0.5], [3, 0, -1], [0, 1, 0.5]], np.float32)
    )
    tokens = [tokens_of("Kim. Ponds 2019")]
    assert made.label(tokens) == same.label(tokens)


def test_the_model_that_is_shipped_is_small_and_says_what_it_is() -> None:
    assert (Path(__file__).parents[2] / "extract" / "reference_weights.npz").stat().st_size < 10_000_000
    assert len(shipped().version) == 12
    assert {"title", "authors", "container_title", "any"} <= shipped().about["calibration"].keys()


def test_only_what_stands_often_is_known_by_number() -> None:
    known = known_spellings([tokens_of("Kim. Ponds.")] * 5 + [tokens_of("Lee; rivers")], fewest=2)
    assert known.gaps == ("", ".", ". ")
    assert known.words == ()
    assert [known.gap_number[text] for text in (".", ". ", "; ")] == [2, 3, 0]
