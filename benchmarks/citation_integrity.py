"""Evidence sentences and the risk of a link, on citing sentences that experts have judged.

    python benchmarks/citation_integrity.py [--split dev|test|all] [FOLDER]

``dev`` is for steering; ``test`` gives the figures that are reported and is run seldom. A hit at k: one of the gold
sentences is among the first k. ``not mentioned`` is what the annotators found nothing for in the cited article (no
label but the title as evidence; the corpus calls it irrelevant); ``not substantiated`` what the article speaks of and
does not hold. See docs/decisions/0021.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from curated.audit.ranking import Ranker
from curated.audit.support import verdict
from curated.cited import CitedItem, CitedSentence
from curated.facts import Facts, Name
from curated.provenance import DocumentSource, Method, Sourced
from extract.vocabulary import load

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "audit" / "citation_integrity"
_MARKER = re.compile(r"<\|(?:multi_|other_)?cit\|>")
_HEADING = re.compile(r"^(#{2,6})[ \t]*(.*)$", re.MULTILINE)
_ABSTRACT = re.compile(r"abstract|summary", re.IGNORECASE)


@dataclass(frozen=True)
class Citing:
    """A citing sentence with what the experts say of it; ``label`` is empty where they say nothing."""

    article: str
    claim: str
    facts: Facts
    split: str
    label: str
    gold: frozenset[int]
    references: int
    """How many references the marker beside the claim stands for: 1, or 2 for any more."""

    def is_error(self, kind: str) -> bool:
        """Whether it is an error of a kind of :data:`KINDS`."""
        return KINDS[kind](self.label)


KINDS: dict[str, Callable[[str], bool]] = {
    "not mentioned": lambda label: label == "(none)",
    "not substantiated": lambda label: label == "NOT_SUBSTANTIATE",
    "either of the two": lambda label: label in ("(none)", "NOT_SUBSTANTIATE"),
    "any but accurate": lambda label: label != "ACCURATE",
}


def facts_of(text: str) -> Facts:
    """The names in a text, as the vocabulary has them."""
    found = load().find(text)
    return Facts(tuple(Name(n.entry.kind, n.entry.name, n.entry.identifier, n.start, n.end) for n in found))


def sentence(text: str, article: str, depth: str, section: str) -> CitedSentence:
    """A sentence as the audit has it, with a place of its own."""
    source = DocumentSource(document=article, reader=Method(name="benchmark", version="1"), start=0, end=len(text))
    return CitedSentence(Sourced[str](value=text, source=source), depth, 0, len(text), facts_of(text), section)  # type: ignore[arg-type]


def citing_sentences(folder: Path) -> Iterator[Citing]:
    """All citing sentences; the markers in them are left out, other sentences around them are not known."""
    for line in (folder / "claims.jsonl").read_text().splitlines():
        row = json.loads(line)
        printed = row["claim"] or row["context"]
        claim = " ".join(_MARKER.sub(" ", printed).split())
        label = (row["labels"] or [""])[0]
        several = 2 if "<|multi_cit|>" in printed else 1
        yield Citing(
            row["pmc"], claim, facts_of(claim), row["split"] or "", label, frozenset(row["gold"] or ()), several
        )


def articles(folder: Path) -> dict[str, tuple[CitedSentence, ...]]:
    """The sentences of each cited article, with the heading that they stand under."""
    found = json.loads((folder / "sentences.json").read_text())
    return {name: tuple(_sections(name, texts)) for name, texts in found.items()}


def _sections(article: str, texts: Sequence[str]) -> Iterator[CitedSentence]:
    section = ""
    for text in texts:
        for heading in _HEADING.finditer(text):
            if len(heading.group(1)) == 2 or not section:
                section = heading.group(2).strip("# ")
        words = _HEADING.sub(" ", text).strip()
        depth = "abstract" if _ABSTRACT.match(section) else "full_text"
        yield sentence(words, article, depth, section)


def titles(folder: Path) -> dict[str, CitedSentence]:
    """The titles of the cited articles where the annotators give them: as the evidence of what is not mentioned."""
    found: dict[str, CitedSentence] = {}
    for line in (folder / "claims.jsonl").read_text().splitlines():
        row = json.loads(line)
        nothing = not row["gold"] and row["nsup"] == 1 and row["labels"] in (None, ["(none)"])
        if nothing:
            found.setdefault(row["pmc"], sentence(row["support"][0].strip(), row["pmc"], "title", ""))
    return found


def hits(ranked: Sequence[int], gold: frozenset[int]) -> tuple[bool, bool, bool]:
    """Whether a gold sentence is among the first 1, 3 and 5."""
    return tuple(any(at in gold for at in ranked[:k]) for k in (1, 3, 5))  # type: ignore[return-value]


def auroc(errors: Sequence[bool], risks: Sequence[float]) -> float:
    """How often an error ranks above what is none; ties count half."""
    bad = [risk for risk, error in zip(risks, errors, strict=True) if error]
    good = [risk for risk, error in zip(risks, errors, strict=True) if not error]
    return sum((b > g) + (b == g) / 2 for b in bad for g in good) / (len(bad) * len(good))


def in_riskiest(errors: Sequence[bool], risks: Sequence[float], share: float = 0.2) -> float:
    """The share of the errors that are in the riskiest part."""
    order = sorted(range(len(risks)), key=lambda at: -risks[at])[: round(share * len(risks))]
    return sum(errors[at] for at in order) / sum(errors)


def evidence_hits(citing: Sequence[Citing], rankers: dict[str, Ranker]) -> list[float]:
    """hit@1, @3 and @5 over those with gold sentences."""
    found = []
    for each in citing:
        if each.gold:
            ranker = rankers[each.article]
            place = {id(one): at for at, one in enumerate(ranker.sentences)}
            found.append(hits([place[id(one.sentence)] for one in ranker.ranked(each.claim, each.facts)], each.gold))
    return [sum(column) / len(found) for column in zip(*found, strict=True)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="dev")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    cited = articles(chosen.folder)
    rankers = {name: Ranker(sentences) for name, sentences in cited.items()}
    wanted = ("dev", "test") if chosen.split == "all" else (chosen.split,)
    citing = [each for each in citing_sentences(chosen.folder) if each.split in wanted]
    risks = []
    for each in citing:
        item = CitedItem(each.article, sentences=cited[each.article])
        risks.append(verdict(each.claim, item, rankers[each.article], references=each.references).risk)
    table = Table("measure", "ours", "BM25 + MiniLM", "aim", title=f"citation_integrity, {chosen.split}")
    for name, value, peer, aim in zip(
        ("hit@1", "hit@3", "hit@5"),
        evidence_hits(citing, rankers),
        (".24", ".42", ".53"),
        (".30", ".50", ".60"),
        strict=True,
    ):
        table.add_row(name, f"{value:.3f}", peer, aim)
    for kind in KINDS:
        errors = [each.is_error(kind) for each in citing]
        first = kind == "not mentioned"
        table.add_row(
            f"AUROC, {kind} ({sum(errors)})",
            f"{auroc(errors, risks):.3f}",
            ".72-.76" if first else "",
            ".80" if first else "",
        )
        table.add_row(
            f"in the riskiest 20 %, {kind}",
            f"{in_riskiest(errors, risks):.2f}",
            ".41-.62" if first else "",
            ".62" if first else "",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
