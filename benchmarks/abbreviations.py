"""How many of the abbreviations that the publisher's XML lists are read from the PDF of the same article.

    python benchmarks/abbreviations.py [FOLDER]

FOLDER has a sub-folder an article, with ``article.pdf`` and ``article.xml`` in it; articles whose XML has no list of
abbreviations are passed over. There is no gold for what is defined in running text: definitions beyond the list are
counted, not judged. No peer is measured beside us.
"""

import argparse
import re
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from extract.abbreviations import find_definitions
from extract.formats.pdf import read
from extract.references import find_entries
from extract.sections import find_headings

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"


def listed(xml: Path) -> set[tuple[str, str]]:
    """The short and long forms of the XML's lists of abbreviations, folded."""
    tree = etree.parse(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        (folded("".join(item.find("term").itertext())), folded("".join(item.find("def").itertext())))
        for item in tree.iter("def-item")
        if item.find("term") is not None and item.find("def") is not None
    }


def folded(printed: str) -> str:
    """A form without case and whatever is no letter or digit."""
    return re.sub(r"\W", "", printed).casefold()


def defined(pdf: Path) -> set[tuple[str, str]]:
    """The short and long forms that we read from the PDF, folded."""
    document = read(pdf.read_bytes())
    found = find_definitions(document, find_entries(document), find_headings(document))
    text = document.text
    return {(folded(text[d.short.start : d.short.end]), folded(text[d.long.start : d.long.end])) for d in found}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    folder = parser.parse_args().folder
    table = Table("article", "listed", "read", "missed", "defined beyond the list")
    asked = found = 0
    for xml in sorted(folder.glob("*/article.xml")):
        gold = listed(xml)
        if not gold:
            continue
        ours = defined(xml.with_suffix(".pdf"))
        asked, found = asked + len(gold), found + len(gold & ours)
        missed = ", ".join(sorted(short for short, _ in gold - ours))
        table.add_row(xml.parent.name, str(len(gold)), str(len(gold & ours)), missed, str(len(ours - gold)))
    table.add_section()
    table.add_row("all", str(asked), str(found), f"recall {found / asked:.3f}" if asked else "", "")
    Console().print(table)


if __name__ == "__main__":
    main()
