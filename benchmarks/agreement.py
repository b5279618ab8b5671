"""How often a claim is said to differ from what it cites where it does not, and where it does.

    python benchmarks/agreement.py [--papers N]

Three measures on CliniFact's training set (claims made of registered outcomes, with the abstracts of papers):

- its claims against their papers: ``differs`` should be found for papers that do not tell of the comparison only;
- every sentence of an abstract against the rest of the same abstract: whatever ``differs`` there is a false alarm,
  though sisters in the same words are the hardest there are;
- the same sentences with one of their numbers changed, against the whole abstract: ``value`` should differ.

No other program compares attributes, so that there is no peer.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from curated.audit.agreement import agreements_of
from curated.audit.compared import Claimed, Read
from curated.cited import CitedItem, CitedSentence
from curated.provenance import RegistrySource, Text
from extract.sentence_ends import sentences_in
from extract.text_facts import TextReader
from extract.vocabulary import load

TRAIN = Path(__file__).parent.parent.parent / "shared" / "data" / "audit" / "clinifact" / "train.csv"
LABELS = {"0": "contradicted", "1": "borne out", "2": "not told of"}
SOURCE = RegistrySource(
    registry="pubmed", url="made", response="0" * 64, pointer="/", retrieved_at=datetime(2026, 1, 1, tzinfo=UTC)
)


def sentences(text: str, depth: str, ranges: Iterable[tuple[int, int]]) -> tuple[CitedSentence, ...]:
    """The sentences of a text with their facts."""
    reader = TextReader(text, load())
    return tuple(
        CitedSentence(Text(value=text[start:end], source=SOURCE), depth, start, end, reader.facts(start, end))  # type: ignore[arg-type]
        for start, end in ranges
    )


def verdicts(claim: str, read: Read) -> dict[str, str]:
    """Attribute → verdict."""
    facts = TextReader(claim, load()).facts(0, len(claim))
    rows = agreements_of("link", Claimed(Text(value=claim, source=SOURCE), facts), read)
    return {row.attribute: row.verdict for row in rows}


def item(title: str, abstract: Sequence[CitedSentence]) -> Read:
    """A paper with these sentences."""
    return Read(CitedItem("r", titles=sentences(title, "title", [(0, len(title))]), sentences=tuple(abstract)))


def changed(sentence: CitedSentence, chance: random.Random) -> str | None:
    """A sentence with another number in the place of one of its values; None where it has none."""
    values = [each for each in sentence.facts.values if each.value]
    if not values:
        return None
    value = chance.choice(values)
    number = float(value.value or 0)
    other = f"{number * (1.37 if number < 70 else 0.63):.1f}"
    text = sentence.text.value
    return f"{text[: value.start]}{other}{text[value.end :]}"


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--papers", type=int, default=1100)
    options = parser.parse_args()
    if not TRAIN.exists():
        sys.exit(f"{TRAIN} is needed")
    with TRAIN.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["article_abstract"]]
    papers = {row["PMID"]: row for row in rows}
    papers = dict(list(papers.items())[: options.papers])
    by_label: Counter[tuple[str, str, str]] = Counter()
    within: Counter[tuple[str, str]] = Counter()
    mutated: Counter[str] = Counter()
    chance = random.Random(20)  # noqa: S311 - no secret
    reads = {}
    for pmid, paper in papers.items():
        text = paper["article_abstract"]
        abstract = sentences(text, "abstract", sentences_in(text))
        reads[pmid] = item(paper["article_title"], abstract)
        for at, sentence in enumerate(abstract):
            rest = item(paper["article_title"], [*abstract[:at], *abstract[at + 1 :]])
            within.update(verdicts(sentence.text.value, rest).items())
            other = changed(sentence, chance)
            if other is not None:
                mutated[verdicts(other, reads[pmid]).get("value", "not read")] += 1
    for row in rows:
        if row["PMID"] in reads:
            said = verdicts(row["claim"], reads[row["PMID"]])
            by_label.update((attribute, verdict, row["label"]) for attribute, verdict in said.items())
    attributes = sorted({attribute for attribute, _ in within} | {attribute for attribute, *_ in by_label})
    table = Table("attribute", "verdicts within", "differs within", *(f"differs, {name}" for name in LABELS.values()))
    for attribute in attributes:
        all_within = sum(count for (name, _), count in within.items() if name == attribute)
        counts = [by_label[attribute, "differs", label] for label in LABELS]
        table.add_row(attribute, str(all_within), str(within[attribute, "differs"]), *map(str, counts))
    Console(width=130).print(f"{len(reads)} papers, {len(rows)} claims", table)
    share = mutated["differs"] / max(1, mutated.total())
    Console(width=130).print(f"changed numbers: {dict(mutated)}, differs in {share:.0%}")


if __name__ == "__main__":
    main()
