"""Claims about patients that lean on studies of animals or cells, and claims about one animal that lean on another."""

from collections.abc import Iterator

from curated.audit.differing import differences, remark
from curated.audit.dossier import Dossier
from curated.audit.rule import Rule
from curated.schema import Finding

NAME = "other-population"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each such link. What holds in animals may be said of cells, and so is left alone."""
    for each in differences(dossier, "population", "species"):
        facts = dossier.facts.get(each.claim.claim_id)
        if each.agreement.attribute == "population" and (facts is None or facts.groups != {"patients"}):
            continue
        yield remark(
            NAME,
            "warning",
            each,
            f"was made in others (“{each.found}”) than the claim speaks of (“{each.claimed}”)",
            "in whom the finding was made, and whether the claim may say so of others",
        )


RULE = Rule(
    NAME,
    "Found in others than the claim speaks of",
    "warning",
    "What was seen in mice or cells is often not seen in patients; a claim that does not say so promises too much.",
    "“Patients with HCC respond better [12]”, and the title of reference 12 ends in “in mice”.",
    check,
)
