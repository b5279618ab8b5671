"""Claims that name a design or a phase of study that the cited work does not have."""

import re
from collections.abc import Iterator

from curated.audit.differing import differences, remark
from curated.audit.dossier import Dossier
from curated.audit.rule import Rule
from curated.schema import Finding

NAME = "other-design"
_FIRM = re.compile(r"retrospective|cohort|observational|case|registry|real-world|cross-sectional", re.IGNORECASE)
"""Words that no randomised trial says of itself; a prospective controlled study may be one."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each link whose claim says another design or phase than the work says of itself."""
    for each in differences(dossier, "design", "phase"):
        if "it is a cohort" in each.agreement.reason and not _FIRM.search(each.found):
            continue
        yield remark(
            NAME,
            "warning",
            each,
            f"says of itself “{each.found}”: {each.agreement.reason}",
            "the methods of the cited work",
        )


RULE = Rule(
    NAME,
    "Another design or phase than the claim says",
    "warning",
    "A design gives a finding its weight: a case series called a trial, or a phase 2 called 3, has too much.",
    "“Several meta-analyses found no harm [29]”, and reference 29 is a randomised trial.",
    check,
)
