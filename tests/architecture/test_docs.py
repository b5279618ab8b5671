"""Pages that are written by the code are as the code writes them."""

from pathlib import Path

from curated.audit.rules_page import rules_page

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_page_of_rules_is_up_to_date() -> None:
    written = (DOCS / "rules.md").read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert written == "\n".join(rules_page()).split("\n"), "python -m curated.audit.rules_page > docs/rules.md"
