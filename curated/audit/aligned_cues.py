"""Cues of a difference in an abstract or article, and how near each stands to what a claim speaks of.

A sentence with two outcomes has a p-value for each: the cue that counts is the one beside the words asked about. What a
text says of its aims and methods is no finding.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from curated.audit.significance import Cue, cues_of
from curated.audit.words import background, words_of

_LABEL = re.compile(r"^(?P<label>[A-Z][A-Z &/,'-]{3,60}):")
_AIMS = re.compile(
    r"background|objective|method|aim|purpose|design|introduc|setting|context|importance|rationale|participants|"
    r"measurements|interventions?$|main outcome",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(r"conclu|interpret|implication|discussion", re.IGNORECASE)
_PRIMARY = re.compile(r"\bprimary (?:\w+ )?(?:end ?-?points?|outcomes?)", re.IGNORECASE)
_REACH = 60.0
"""Characters from a cue at which a word counts a third of one beside it."""
LAST = 2
"""Sentences at the end of an abstract that conclude where no label says which do."""


@dataclass(frozen=True, slots=True)
class AlignedCue:
    """A cue in the sentence at ``index``. ``near`` and ``covered`` say how much of what is asked stands beside the cue
    and in its sentence, 0 to 1.
    """

    cue: Cue
    index: int
    near: float
    covered: float
    aims: bool
    concludes: bool
    primary: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Where in its text a sentence stands."""

    aims: bool
    concludes: bool


def parts_of(texts: Sequence[str], sections: Sequence[str]) -> list[Part]:
    """Whether each sentence tells of aims and methods, or concludes: by its heading, its label, or its place."""
    found = []
    label = ""
    for index, (text, section) in enumerate(zip(texts, sections, strict=True)):
        printed = _LABEL.match(text)
        label = printed.group("label") if printed else label
        heading = label or section
        concludes = bool(_CONCLUSION.search(heading)) or index >= len(texts) - LAST
        found.append(Part(bool(_AIMS.search(heading)), concludes))
    return found


def aligned_cues(asked: str, texts: Sequence[str], parts: Sequence[Part]) -> list[AlignedCue]:
    """All cues of the sentences, in order, with how near they stand to the words of ``asked``."""
    known = background()
    wanted = {word.stem for word in words_of(asked)}
    whole = known.total(wanted) or 1.0
    found: list[AlignedCue] = []
    for index, (text, part) in enumerate(zip(texts, parts, strict=True)):
        cues = cues_of(text)
        if not cues:
            continue
        words = [(known.weight(word.stem), word) for word in words_of(text) if word.stem in wanted]
        covered = known.total({word.stem for _, word in words}) / whole
        primary = _PRIMARY.search(text) is not None
        for cue in cues:
            near = sum(
                weight * math.exp(-max(0, cue.start - word.end, word.start - cue.end) / _REACH)
                for weight, word in words
            )
            found.append(AlignedCue(cue, index, min(1.0, near / whole), covered, part.aims, part.concludes, primary))
    return found
