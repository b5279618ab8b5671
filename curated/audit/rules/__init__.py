"""The audit's rules, in the order in which they are run. A new one is one file and one line here."""

from curated.audit.rule import Rule
from curated.audit.rules import (
    abbreviation_with_two_meanings,
    author_spelt_two_ways,
    citation_hygiene,
    contradicts_itself,
    duplicate_reference,
    impossible_value,
    misspelt_name,
    record_disagrees,
    trial_arms,
    trial_in_two_rows,
    trial_of_another_work,
    trial_status,
    two_names_in_a_cell,
    unresolved_reference,
    updated_work,
)

RULES: tuple[Rule, ...] = (
    unresolved_reference.RULE,
    record_disagrees.RULE,
    updated_work.RULE,
    duplicate_reference.RULE,
    citation_hygiene.RULE,
    author_spelt_two_ways.RULE,
    impossible_value.RULE,
    contradicts_itself.RULE,
    trial_in_two_rows.RULE,
    trial_arms.RULE,
    trial_of_another_work.RULE,
    trial_status.RULE,
    misspelt_name.RULE,
    two_names_in_a_cell.RULE,
    abbreviation_with_two_meanings.RULE,
)
