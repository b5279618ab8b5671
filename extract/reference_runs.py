"""Labelled tokens → the runs that carry one field each, and how sure their labels are."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.reference_tagger import Labelled
from extract.reference_tokens import Tokens


class Run(NamedTuple):
    """Tokens side by side with the label of one field: from ``first`` to ``last``, both within."""

    label: str
    first: int
    last: int
    weight: float
    least: float


_JOINED = frozenset({"title", "author", "container", "editor", "publisher"})
_PAGES = frozenset({"page", "last"})
_WIDEST = 3
"""So many tokens of another label between two runs of one field do not part it."""


def runs_of(tokens: Tokens, labelled: Labelled) -> list[Run]:
    """All runs of a string, in order; ``b-`` tells the beginning of a field and is left off.

    What is printed as one number, such as ``e1254``, has one label: that of its surer part.
    """
    made: list[Run] = []
    begin = 0
    names = [label[2:] if label.startswith("b-") else label for label in labelled.labels]
    chances = list(labelled.likelihoods)
    _end_authors(tokens, names)
    for at in range(1, len(names)):
        glued = tokens.gaps[at] == "" and tokens.texts[at].isdigit()
        if glued and names[at - 1] == "author" != names[at] and tokens.texts[at - 1][0].isupper():
            names[at - 1] = names[at]  # Tu1536 is no name
        if names[at] != names[at - 1] and tokens.gaps[at] == "" and not _PAGES.isdisjoint((names[at], names[at - 1])):
            surer = at if chances[at] >= chances[at - 1] else at - 1
            names[at] = names[at - 1] = names[surer]
            chances[at] = chances[at - 1] = min(chances[at], chances[at - 1])
    for at in range(1, len(names) + 1):
        if at == len(names) or names[at] != names[begin]:
            part = chances[begin:at]
            made.append(Run(names[begin], begin, at - 1, sum(part), min(part)))
            begin = at
    return made


def _end_authors(tokens: Tokens, names: list[str]) -> None:
    """Behind ``et al.`` no author follows unless a comma or semicolon says so: what is labelled so opens the title."""
    for at in range(1, len(names) - 1):
        if tokens.texts[at] == "al" and names[at] == names[at + 1] == "author" and tokens.texts[at - 1] == "et":
            end = at + 1
            while end < len(names) and names[end] == "author":
                end += 1
            if end < len(names) and names[end] == "title" and not set(",;").intersection(tokens.gaps[at + 1]):
                names[at + 1 : end] = ["title"] * (end - at - 1)
            return


def best_runs(runs: Sequence[Run]) -> dict[str, Run]:
    """One run a field: the one with most behind it, together with its other part where little stands between."""
    found: dict[str, Run] = {}
    for run in runs:
        other = found.get(run.label)
        if other is None:
            found[run.label] = run
        elif run.label in _JOINED and run.first - other.last - 1 <= _WIDEST:
            found[run.label] = Run(
                run.label, other.first, run.last, other.weight + run.weight, 0.9 * min(other.least, run.least)
            )
        elif run.weight > other.weight:
            found[run.label] = run
    return found


_PAIRS = {")": "(", "]": "[", "”": "“", "»": "«"}
_OPENERS = frozenset("([“«")


def extent(text: str, tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Where the tokens stand in the string, with the brackets, quotation marks and ``?`` that belong to them."""
    start, end = tokens.spans[first][0], tokens.spans[last][1]
    behind = tokens.gaps[last + 1]
    for letter in behind:
        if letter in _PAIRS:
            opened = text.count(_PAIRS[letter], start, end) - text.count(letter, start, end)
            if opened <= 0:
                break
        elif letter not in "?!'’\"" or (letter in "'’\"" and text.count(letter, start, end) % 2 == 0):
            break
        end += 1
    before = tokens.gaps[first]
    while before and before[-1] in _OPENERS:
        closer = {"(": ")", "[": "]", "“": "”", "«": "»"}[before[-1]]
        if text.count(closer, start, end) <= text.count(before[-1], start, end):
            break
        start -= 1
        before = before[:-1]
    return start, end
