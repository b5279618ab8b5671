"""The page of the docs that lists the rules: ``python -m curated.audit.rules_page > docs/rules.md`` writes it again."""

from collections.abc import Iterator

from curated.audit.audit import SEVERITIES
from curated.audit.rules import RULES

HEAD = """# The audit's rules

`litcurate audit DATASET` runs them all; `--fail-on NAME,…` makes it exit with 1 where one of these found something. A
finding is a lead, not a verdict: it says what to look at and how sure it is, and shows the words that it rests on.
An **error** is wrong by the document or the registry alone, a **warning** most often is, a **note** is worth a look.
This page is written by `python -m curated.audit.rules_page`; a test compares the two.
"""


def rules_page() -> Iterator[str]:
    """The lines of the page: the rules by their most severe finding, each with its reason and an example."""
    yield from HEAD.splitlines()
    for severity in SEVERITIES:
        yield f"\n## At most {'an' if severity == 'error' else 'a'} {severity}"
        for rule in RULES:
            if rule.severity == severity:
                yield f"\n### `{rule.name}`: {rule.title}\n"
                yield rule.rationale
                yield f"\n> {rule.example}"


if __name__ == "__main__":
    print("\n".join(rules_page()))
