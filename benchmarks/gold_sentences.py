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
_YEAR = re.compile(r"\d{4}[a-z]?")
_AUTHOR_YEAR = re.compile(r"([A-ZÀ-Þ][\w'’-]+(?:\set\sal\.| and [A-ZÀ-Þ][\w'’-]+)?), ((?:(?:19|20)\d\d[a-z]?(?:, )?)+)")


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
    """A Markdown document around a sentence, made up but for it: what an article would tell of its way of citing.

    It has a reference list with an entry for each of the sentence's markers (without a list a bracketed number is no
    citation) and, before the sentence, a paragraph that cites them all in its way (two numbers in parentheses are none
    either). The entries are as plain as can be: how references are read is measured elsewhere.
    """
    cited = _numbered(sentence) or _named(sentence)
    others = " ".join(f"The matter was studied before {marker}." for marker, _ in cited)
    entries = "\n\n".join(entry for _, entry in cited)
    return f"## Methods\n\n{others}\n\n## Background\n\n{sentence}\n\n## References\n\n{entries}\n"


def _numbered(sentence: str) -> list[tuple[str, str]]:
    """Marker and entry for each number up to the highest that a sentence cites."""
    brackets = list(_NUMBERS.finditer(sentence))
    numbers = [int(number) for found in brackets for number in re.findall(r"\d+", found[1] or found[2])]
    left, right = "[]" if any(found[1] for found in brackets) else "()"
    return [
        (
            f"{left}{number}{right}",
            f"{number}. Adams A, Brown B. A study of the matter number {number}. J Clin Stud. 2019;{number}:11-19.",
        )
        for number in range(1, max(numbers, default=0) + 1)
    ]


def _named(sentence: str) -> list[tuple[str, str]]:
    """Marker and entry for each name with a year, and for some more: a list of two or three is none."""
    cited = {(names, year) for names, years in _AUTHOR_YEAR.findall(sentence) for year in _YEAR.findall(years)}
    cited |= {(f"{name} et al.", "2011") for name in ("Evans", "Fischer", "Garcia", "Hansen", "Ivanov", "Jensen")}
    return [
        (
            f"({names}, {year})",
            f"{names.split()[0]}, A., {_others(names)}{year}. A study by {names.split()[0]} in {year}. "
            "J. Clin. Stud. 4, 11–19.",
        )
        for names, year in sorted(cited)
    ]


def _others(names: str) -> str:
    if " and " in names:
        return f"{names.rpartition(' ')[2]}, B., "
    return "Brown, B., Clark, C., " if "et al" in names else ""
