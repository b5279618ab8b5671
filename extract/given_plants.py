"""Plants that a document gives as medicine, where it calls them by name alone.

Who has read of a garlic mouthwash reads "garlic was as good as chlorhexidine" as a drug; a plant that is only
described, or that grows, is none.
"""

import re
from collections.abc import Mapping, Sequence

from extract.preparations import preparation
from extract.vocabulary import Entry, Vocabulary
from extract.weak_names import FORM, MADE

_PREPARED = re.compile(rf"(?<![\w-])(?:{MADE}|{FORM})(?!\w)", re.IGNORECASE)
_REACH = 70
"""Characters beside what is made within which the plant stands that it is made of."""

_BEFORE = re.compile(
    r"(?:\b(?:effects?|efficacy|effectiveness|activit(?:y|ies)|potential|use|benefits?|role|administration|concentrations?|"
    r"dos(?:es?|age)|propert(?:y|ies)|intake)\sof\s(?:the\s)?|"
    r"\b(?:treated|treatment|rins(?:ed|ing)|supplement(?:ed|ation)|compared|administered)\s(?:with|to)\s(?:the\s)?|"
    r"\b(?:versus|vs\.?|than)\s)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s(?:groups?|arms?|treatment|therapy|administration|supplementation|consumption|versus|vs)\b|[\s-](?:treated|containing|based)\b|"
    r"\s(?:significantly\s)?(?:showed|shows|reduce[sd]?|inhibit(?:s|ed)?|decrease[sd]?|increase[sd]?|improve[sd]?|exhibit(?:s|ed)|"
    r"demonstrate[sd]|possess(?:es|ed)?|prevent(?:s|ed))\b"
)
_BESIDE = re.compile(r"\s?[,/+&]?\s?(?:(?:and|or|plus|with|versus|vs\.?|than)\s)?(?:the\s)?", re.IGNORECASE)

Range = tuple[int, int]


def given_plants(text: str, vocabulary: Vocabulary) -> Mapping[str, Entry]:
    """The plants that a document has something made of, as drugs, by their printed names in small letters."""
    given: dict[str, Entry] = {}
    for match in _PREPARED.finditer(text):
        beside = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        for named in vocabulary.find(beside):
            if named.entry.kind == "organism":
                made = preparation(beside, named)
                if made is not None:
                    entry = Entry("drug", named.entry.vocabulary, named.entry.identifier, named.entry.name)
                    given[beside[named.start : named.end].lower()] = entry
    return given


def speaks_of_giving(text: str, place: Range, drugs: Sequence[Range]) -> bool:
    """Whether the words beside a plant's name, or a drug next to it, say that it is given."""
    start, end = place
    return bool(
        _BEFORE.search(text, max(0, start - 40), start)
        or _AFTER.match(text, end)
        or any(_is_beside(text, place, drug) for drug in drugs)
    )


def _is_beside(text: str, place: Range, drug: Range) -> bool:
    first, second = sorted((place, drug))
    gap = second[0] - first[1]
    return 0 < gap <= 12 and bool(_BESIDE.fullmatch(text, first[1], second[0]))
