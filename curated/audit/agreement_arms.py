"""Drugs given together and drugs held against each other: a comparator is no combination."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from curated.audit.compared import LISTED, Claimed, Comparison, Joint, Read, words_of
from curated.facts import Name
from curated.provenance import Sourced

_MOST_BETWEEN = 60
_MOST_TOGETHER = 10
"""Drugs of one regimen that are paired with the next; a longer chain is a list."""
_ASIDE = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")
_TOGETHER = re.compile(
    r"\s*(?:\+|\bplus\b|\bcombined with\b|\bin combination with\b|\bcombination with\b|\badded to\b|"
    r"\btogether with\b)\s*(?:\w+[\s-])?",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"[\s,;]*(?:(?:alone|monotherapy|arm|group|treatment|therapy)\s)?(?:\bversus\b|\bvs\.?|\bcompared (?:with|to)\b|"
    r"\bor\b(?=\splacebo)|"
    r"\bover\b|\bis superior to\b|\bthan\b)\s*(?:with\s|to\s|the\s|that of\s|those of\s)?",
    re.IGNORECASE,
)
_DRUGS = ("drug", "class", "procedure")
Pair = frozenset[str]


def joints(text: str, names: Sequence[Name]) -> Iterator[tuple[Pair, Joint, int, int]]:
    """Pairs of drugs that a text joins or holds against each other, by name, with the range of both.

    ``A plus B versus C`` joins A and B and holds both against C. A slash may mean either, and ``and`` neither.
    """
    drugs = sorted((name for name in names if name.kind in _DRUGS and name.start >= 0), key=lambda name: name.start)
    group: list[Name] = []
    for one, other in pairwise(drugs):
        if not group:
            group = [one]
        between = text[one.end : other.start]
        joint = _joint(between) if len(between) <= _MOST_BETWEEN else None
        if joint is None or one.name == other.name:
            group = []
            continue
        for member in group[-_MOST_TOGETHER:]:
            if member.name != other.name:
                yield frozenset((member.name.lower(), other.name.lower())), joint, member.start, other.end
        group = [*group, other] if joint == "together" else []


def _joint(between: str) -> Joint | None:
    plain = _ASIDE.sub("", between)
    if _TOGETHER.fullmatch(plain):
        return "together"
    return "against" if _AGAINST.fullmatch(plain) else None


def compare_comparator(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """Whether two drugs that the claim joins (or holds against each other) are so in the item too.

    Only the same two drugs are compared. The arms of a trial that it reports count: drugs of one arm are joined.
    """
    wanted = list(joints(claimed.text.value, claimed.facts.names))
    if not wanted:
        return
    found = _joints_of(read)
    for pair, joint, start, end in wanted:
        words = words_of(claimed.text, start, end)
        if (pair, joint) in found:
            yield Comparison("comparator", "agrees", words, found[pair, joint], "")
            return
    for pair, joint, start, end in wanted:
        other: Joint = "against" if joint == "together" else "together"
        if (pair, other) in found and not any((pair, joint) in _joints_of(each) for each in claimed.beside):
            told = "holds them against each other" if other == "against" else "gives them together"
            words = words_of(claimed.text, start, end)
            yield Comparison("comparator", "differs", words, found[pair, other], f"it {told}")
            return
    pair, _, start, end = wanted[0]
    yield Comparison("comparator", "not_stated", words_of(claimed.text, start, end), None, "")


def _joints_of(read: Read) -> dict[tuple[Pair, Joint], Sourced[str]]:
    """The pairs of an item, each with the words that join it."""
    if read.joints is None:
        read.joints = {}
        for sentence in read.sentences:
            for pair, joint, start, end in joints(sentence.text.value, sentence.facts.names):
                read.joints.setdefault((pair, joint), words_of(sentence.text, start, end))
        for trial in read.item.trials:
            for arm in trial.arms.value if trial.arms else ():
                names = sorted({_plain(each) for each in arm.interventions})
                for index, one in enumerate(names):
                    for other in names[index + 1 :]:
                        if trial.arms:
                            pair = frozenset((one, other))
                            read.joints.setdefault((pair, "together"), trial.arms.derive(arm.label, LISTED))
    return read.joints


def _plain(intervention: str) -> str:
    """The name of a drug in a registry's intervention: ``Drug: Nivolumab 240 mg`` is nivolumab."""
    return re.sub(r"^\w+:\s*|\s+\d.*$", "", intervention).strip().lower()
