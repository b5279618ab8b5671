"""Whether an abstract can be held against a claim: in English, and of the paper whose title it stands under."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset(
    """
    the of and to with were for that we by are this at from be or these which not has have been
    """.split()  # noqa: SIM905 - words of a list are read best in a row
)
_FEWEST_WORDS = 20
_LEAST_ENGLISH = 0.06
"""Share of these words, none of which is one of German, French, Italian, Spanish or Portuguese. In the 1,260 English
abstracts of CliniFact's training set the least is .10; other languages have next to none."""
_SHORTEST = 5
_FEWEST_TITLE_WORDS = 4
_SAYS_NOTHING = frozenset(
    """
    about above after against among before below between during other their there these those through under using versus
    where which while within without
    """.split()  # noqa: SIM905 - words of a list are read best in a row
)
_STEM = 5


def why_unreadable(abstract: str, titles: Sequence[str]) -> str | None:
    """Why an abstract can be held against nothing; None where it can.

    >>> why_unreadable("", ["A title"])
    'its abstract is empty'
    """
    words = [word.lower() for word in _WORD.findall(abstract[:5000])]
    if not words:
        return "its abstract is empty"
    if len(words) >= _FEWEST_WORDS and sum(word in _ENGLISH for word in words) < _LEAST_ENGLISH * len(words):
        return "its abstract is in another language than English"
    stems = {word[:_STEM] for word in words}
    for title in titles:
        named = {
            word.lower()[:_STEM]
            for word in _WORD.findall(title)
            if len(word) >= _SHORTEST and word.lower() not in _SAYS_NOTHING
        }
        if len(named) < _FEWEST_TITLE_WORDS or named & stems:
            return None
    return "its abstract shares no word with its title and seems to be another paper's" if titles else None
