"""What the audit remarks on in the development articles, for a person to judge: counts by rule, with --all each one.

    python benchmarks/findings.py [--articles FOLDER] [--all]

The articles are read from their PDFs and no registry is asked, so that the rules have titles alone. No peer is measured
beside us: no other tool has such rules. Whether a finding is one that a curator wants to see is not measured here: a
person read them all, and docs/measured.md says what came of it.
"""

import argparse
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from curated.dataset import Dataset
from extract.contents import contents_of
from extract.formats import pdf
from extract.passages import language
from flows.cited_works import looked_through

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--all", action="store_true", help="print each finding too")
    options = parser.parse_args()
    files = sorted(options.articles.glob("*/article.pdf"))
    if not files:
        parser.error(f"no folder of {options.articles} has an article.pdf")
    found: Counter[tuple[str, str]] = Counter()
    console = Console(width=150)
    for path in files:
        rows = contents_of(pdf.read(path.read_bytes()), path.name, language())
        for finding in looked_through(Dataset().adding(rows), (), lambda sha256: None).findings:
            found[finding.severity, finding.rule] += 1
            if options.all:
                console.print(f"{path.parent.name}  {finding.severity} {finding.rule}: {finding.message}", markup=False)
    table = Table("severity", "rule", "findings", title=f"findings on {len(files)} articles, by titles alone")
    for (severity, rule), count in sorted(
        found.items(), key=lambda item: (item[0][0] != "error", item[0][0] == "note", -item[1])
    ):
        table.add_row(severity, rule, str(count))
    console.print(table)
    console.print(f"{sum(found.values()) / len(files):.1f} an article")


if __name__ == "__main__":
    main()
