"""Trial numbers read from the PDFs of articles, against those that the publisher's JATS of the same articles prints.

    python benchmarks/trial_numbers.py [FOLDER]

The gold is every ``NCT`` with eight digits in the text of the XML (the whole article with its references), found by one
plain pattern that knows no typos; a number counts once an article. Recall: those among the trial mentions of the PDF.
Precision: mentions of ClinicalTrials.gov in the PDF that the XML has. Other registries are only counted.
"""

import argparse
import logging
import re
from collections import Counter
from pathlib import Path

from lxml import etree

from curated.trial_numbers import find_trial_numbers
from extract.formats.pdf import read

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"
_NCT = re.compile(r"NCT\s?(\d{8})(?!\d)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    folder = parser.parse_args().folder
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    gold = found = right = 0
    others: Counter[str] = Counter()
    for path in sorted(folder.glob("*/article.xml")):
        parser_ = etree.XMLParser(load_dtd=False, no_network=True, huge_tree=True)
        text = " ".join(str(part) for part in etree.parse(str(path), parser_).getroot().itertext())
        wanted = {f"NCT{digits}" for digits in _NCT.findall(text)}
        numbers = list(find_trial_numbers(read((path.parent / "article.pdf").read_bytes()).text))
        read_here = {one.trial_id for one in numbers if one.registry == "ClinicalTrials.gov"}
        others.update(one.registry for one in numbers if one.registry != "ClinicalTrials.gov")
        gold, found, right = gold + len(wanted), found + len(read_here), right + len(wanted & read_here)
        if wanted != read_here:
            print(
                f"{path.parent.name}: missed {sorted(wanted - read_here)}, not in the XML {sorted(read_here - wanted)}"
            )
    print(f"NCT numbers: {gold} in the XML, {found} read, {right} of them right (aim: .995 of both)")
    print("other registries:", dict(others) or "none")


if __name__ == "__main__":
    main()
