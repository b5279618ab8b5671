"""Citing sentences that come without their article: where the gold's places in them lie, and a document around one.

The sentences are those of ``shared/data/audit/citation_integrity/claims.jsonl`` (Citation-Integrity, MIT), real ones of
articles on many subjects. Such a sentence is a document of the gold, ``citation-integrity/ID``, whose places count its
characters.
"""

import json
import re
from functools import cache
from pathlib import Path

from gold_places import GoldText

FOLDER = "citation-integrity"
FILE = Path("audit") / "citation_integrity" / "claims.jsonl"
_NUMBERS = re.compile(r"\[([\d,\s–-]+)\]|\(([\d,\s–-]+)\)")
_AUTHOR_YEAR = re.compile(r"([A-ZÀ-Þ][\w'’-]+(?: et al\.| and [A-ZÀ-Þ][\w'’-]+)?), ((?:(?:19|20)\d\d[a-z]?(?:, )?)+)")


def is_sentence(document: str) -> bool:
    """Whether a document of the gold is a sentence without its article."""
    return document.startswith(f"{FOLDER}/")


@cache
def sentences(path: Path) -> dict[str, str]:
    """The printed sentences by the document that the gold calls them; none where the file is not there."""
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {f"{FOLDER}/{row['cid']}": row["context"] for row in rows}


def sentence_source(path: Path, document: str) -> GoldText:
    """A sentence as the gold sees it. Raises KeyError where the file has no such sentence."""
    return GoldText(sentences(path)[document], counts_bare=False)


def with_references(sentence: str) -> str:
    """A Markdown document of one paragraph, with a made-up reference list in which each of its markers has its entry.

    Without a list a bracketed number is no citation. The entries are as plain as can be: how references are read is
    measured elsewhere.
    """
    return f"## Background\n\n{sentence}\n\n## References\n\n" + "\n\n".join(_entries(sentence)) + "\n"


def _entries(sentence: str) -> list[str]:
    numbers = _cited_numbers(sentence)
    if numbers:
        return [
            f"{number}. Adams A, Brown B. A study of the matter number {number}. J Clin Stud. 2019;{number}:11-19."
            for number in range(1, max(numbers) + 1)
        ]
    return [
        f"{first}, A., {_others(names)}{year}. A study by {first} in {year}. J. Clin. Stud. 4, 11–19."
        for names, years in sorted(_AUTHOR_YEAR.findall(sentence))
        for first in names.split()[:1]
        for year in re.findall(r"\d{4}[a-z]?", years)
    ]


def _others(names: str) -> str:
    if " and " in names:
        return f"{names.rpartition(' ')[2]}, B., "
    return "Brown, B., Clark, C., " if "et al" in names else ""


def _cited_numbers(sentence: str) -> set[int]:
    return {
        int(number)
        for bracketed in _NUMBERS.finditer(sentence)
        for number in re.findall(r"\d+", bracketed[1] or bracketed[2])
    }
