"""Claims that compare: which arm is said to be what to which comparator, and in what outcome."""

import re
from dataclasses import dataclass
from typing import Literal

Relation = Literal["superior", "not inferior"]
Range = tuple[int, int]

LONGEST = 4000
"""Characters of a claim that are looked at."""

_SUPERIOR = (
    r"^(?P<arm>.{1,600}?)\s(?:is|was|are|were|be|proved|proves)\s(?:\w+ly\s)?"
    r"(?:(?P<same>non-?\s?inferior(?:\sor\sequivalent)?|not inferior|equivalent|as effective as|as good as)|"
    r"superior(?:\sor\sother)?|better|more effective|more efficacious)(?:\s(?:to|than)|(?<=\sas))\s"
    r"(?P<comparator>.{1,600}?)"
)
_IN_TERMS_OF = re.compile(
    _SUPERIOR + r"\s(?:in terms of|with respect to|with regard to|regarding)\s(?P<outcome>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_IS_TO = re.compile(_SUPERIOR + r"(?:\s(?:for|in|as to)\s(?P<outcome>.{1,600}?))?[.;]?$", re.IGNORECASE | re.DOTALL)
_CHANGED = re.compile(
    r"^(?P<arm>.{1,200}?)\s(?:\w+ly\s)?(?:improve[sd]?|prolong(?:s|ed)?|reduce[sd]?|increase[sd]?|decrease[sd]?|lower(?:s|ed)?|"
    r"extend(?:s|ed)?|shorten(?:s|ed)?|delay(?:s|ed)?)\s(?P<outcome>.{1,200}?)\s"
    r"(?:compared\s(?:with|to)|versus|vs\.?|over|relative to|more than|than)\s(?P<comparator>.{1,200}?)[.;]?$",
    re.IGNORECASE | re.DOTALL,
)
_LONGER = re.compile(
    r"^(?P<outcome>.{1,200}?)\s(?:was|were|is|are)\s(?:\w+ly\s)?(?:longer|shorter|higher|lower|better|greater|improved|"
    r"reduced|prolonged)\s(?:with|in|for|after)\s(?P<arm>.{1,200}?)\s(?:compared\s(?:with|to)|than(?:\s(?:with|in|for))?|versus|vs\.?)\s"
    r"(?P<comparator>.{1,200}?)[.;]?$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ranges of the claim; the outcome is None where none is named."""

    arm: Range
    relation: Relation
    comparator: Range
    outcome: Range | None


def comparison_of(claim: str) -> Comparison | None:
    """What a claim compares; None where it does not say so in one of the forms that are read.

    >>> claim = "Drug A is superior to placebo in terms of overall survival"
    >>> [claim[slice(*place)] for place in (comparison_of(claim).arm, comparison_of(claim).outcome)]
    ['Drug A', 'overall survival']
    """
    text = claim[:LONGEST].rstrip()
    for pattern in (_IN_TERMS_OF, _IS_TO, _CHANGED, _LONGER):
        match = pattern.match(text)
        if match:
            same = match.groupdict().get("same")
            outcome = match.span("outcome") if match.group("outcome") else None
            return Comparison(
                match.span("arm"), "not inferior" if same else "superior", match.span("comparator"), outcome
            )
    return None
