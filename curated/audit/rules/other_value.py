"""Values and directions of effect that the cited work gives otherwise."""

from collections.abc import Iterator

from curated.audit.differing import differences, remark
from curated.audit.dossier import Dossier
from curated.audit.rule import Rule
from curated.schema import Finding

NAME = "other-value"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each link that differs on a value or a direction of the same endpoint, arm and population.

    A value that the abstract does not give is no remark: it may stand in the full text.
    """
    for each in differences(dossier, "value", "direction"):
        yield remark(
            NAME,
            "warning",
            each,
            f"says “{each.found}”, and the claim “{each.claimed}”: {each.agreement.reason}",
            "the value in the cited work: its arm, its population and its time",
        )


RULE = Rule(
    NAME,
    "Value or direction that the cited work gives otherwise",
    "warning",
    "Numbers are mistyped, taken from another arm, or turned round on their way from a paper to a review.",
    "“Median PFS was 8.6 months [109]”, and the abstract of reference 109 says 6.8 months.",
    check,
)
