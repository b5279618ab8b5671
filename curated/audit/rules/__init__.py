"""The audit's rules, in the order in which they are run. A new one is one file and one line here."""

from curated.audit.rule import Rule
from curated.audit.rules import citation_hygiene, duplicate_reference, trial_in_two_rows, unresolved_reference

RULES: tuple[Rule, ...] = (
    unresolved_reference.RULE,
    duplicate_reference.RULE,
    citation_hygiene.RULE,
    trial_in_two_rows.RULE,
)
