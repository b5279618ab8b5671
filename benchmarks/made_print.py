"""What the made-up review prints: its text with claims and markers, its list of references, its table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from curated.provenance import DocumentSource, Method, Region, RegistrySource, Sourced
from curated.schema import (
    Author,
    Cell,
    Citation,
    Claim,
    Entity,
    Match,
    Outcome,
    Reference,
    Row,
    Section,
    Table,
    TrialMention,
    Update,
    Work,
)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
READER = Method(name="pdf", version="1")
NUMBER = Method(name="number", version="1")
ID = "0123456789ab"
STATUSES = ("matched", "matched", "matched", "ambiguous", "unmatched", "matched")
_BLOCK = "word " * 40


@dataclass
class Page:
    """What is printed so far; everything that is added stands at its end, a line every 90 characters."""

    text: str = ""
    rows: list[Row] = field(default_factory=list)

    def add(self, words: str, behind: str = "") -> Sourced[str]:
        """The words as they are printed now; ``behind`` is printed after them."""
        start = len(self.text)
        self.text += words + behind
        return Sourced(value=words, source=self.source(start, start + len(words)))

    def within(self, said: Sourced[Any], words: str) -> Sourced[str]:
        """Words inside something that is printed."""
        start = said.source.start + self.text[said.source.start : said.source.end].index(words)
        return Sourced(value=words, source=self.source(start, start + len(words)))

    def source(self, start: int, end: int) -> DocumentSource:
        """A place with its lines on the page."""
        lines = range(start // 90, max(start, end - 1) // 90 + 1)
        regions = tuple(
            Region(page=1 + line // 60, x0=50, top=50.0 + 12 * (line % 60), x1=540, bottom=60.0 + 12 * (line % 60))
            for line in list(lines)[:30]
        )
        return DocumentSource(document=ID, reader=READER, start=start, end=end, regions=regions)


def answered(value: Any, kind: Any = str) -> Any:
    """A value in a registry's answer."""
    source = RegistrySource(
        registry="crossref", url="https://api.example.org/1", response="ab" * 32, pointer="/a", retrieved_at=NOON
    )
    return Sourced[kind](value=value, source=source)


def printed_text(page: Page, references: int, strange: str) -> Iterator[Row]:
    """Sections with a claim a reference: ``In group 3 the response was 7.5% with drug 3 [3].``"""
    for number in range(1, references + 1):
        if number % 6 == 1:
            heading = page.add(f"Section {number}{strange}", "\n\n")
            yield Section(
                section_id=f"{ID}-section-{number}", document_id=ID, level=1 + number % 4 // 3, heading=heading
            )
            page.add(f"Text without a claim stands here. {_BLOCK}")
        said = page.add(
            f"In group {number} the response was {number % 90 + 4}.5% with drug {number}{strange} [{number}].", " "
        )
        claim_id = f"{ID}-claim-{number}"
        yield Claim(
            claim_id=claim_id,
            document_id=ID,
            section_id=f"{ID}-section-{number - (number - 1) % 6}",
            kind="outcome",
            text=said,
            polarity="positive",
            hedged=False,
            entities={"drug": (f"drug {number}{strange}",)},
            section_path=(f"Section {number}",),
        )
        marker = page.within(said, f"[{number}]")
        yield Citation(
            citation_id=f"{ID}-cite-{marker.source.start}-1",
            document_id=ID,
            claim_id=claim_id,
            marker=marker,
            cited=str(number),
            reference_id=reference_id(number),
        )
        value = page.within(said, f"{number % 90 + 4}.5")
        yield Outcome(
            outcome_id=f"{ID}-outcome-{number}",
            claim_id=claim_id,
            measure=page.within(said, "response"),
            value=value.derive(float(value.value), NUMBER),
            unit=page.within(said, "%"),
            arm=page.within(said, f"drug {number}"),
        )
        if number % 3 == 0:
            page.add(f"{_BLOCK}", "\n\n")
        yield Entity(
            entity_id=f"{ID}-entity-{number}",
            document_id=ID,
            claim_id=claim_id,
            kind="drug",
            text=said,
            name=f"drug {number}{strange}",
            vocabulary="made up",
            vocabulary_version="1",
            how="misspelt" if number % 50 == 7 else "named",
        )


def reference_id(number: int) -> str:
    """The id of the reference with a number."""
    return f"{ID}-ref-{number}"


def printed_references(page: Page, references: int, strange: str) -> Iterator[Row]:
    """The list of references, each with its match and the record of it."""
    page.text = page.text.rstrip() + "\n\n"
    heading = page.add("References", "\n\n")
    yield Section(section_id=f"{ID}-section-references", document_id=ID, level=1, heading=heading)
    for number in range(1, references + 1):
        raw = page.add(
            f"{number}. Family{number} A, Second B. A trial of drug {number} in patients with a rare disease{strange}. "
            f"J Made Up Med. {2000 + number % 25};{number}:{100 + number}-9.",
            "\n\n",
        )
        year = page.within(raw, str(2000 + number % 25))
        drug = page.within(raw, f"A trial of drug {number}")
        yield Reference(
            reference_id=reference_id(number),
            document_id=ID,
            number=page.within(raw, str(number)).derive(number, NUMBER),
            raw=raw,
            type="article-journal",
            title=drug,
            year=year.derive(int(year.value), NUMBER),
            authors=(
                page.within(raw, f"Family{number} A").derive(Author(family=f"Family{number}", given="A"), NUMBER),
            ),
            doi=page.within(raw, str(number)).derive(f"10.1000/made.{number}{strange}", NUMBER),
        )
        status = STATUSES[number % 6]
        if status == "matched":
            yield Work(
                work_id=f"crossref:10.1000/made.{number}",
                registry="crossref",
                doi=answered(f"10.1000/made.{number}"),
                title=answered(f"A trial of drug {number}{strange}"),
                container_title=answered("Journal of Made Up Medicine"),
                year=answered(2000 + number % 25 + (number % 4 == 3), int),
                volume=answered(str(number)),
                authors=answered((Author(family=f"Family{number}", given=f"Anna{strange}"),), tuple[Author, ...]),
                abstract=answered(f"The response was other with drug {number}{strange}."),
                updates=answered(
                    (Update(kind="retraction", notice_doi="10.1000/notice", date="2025-02-03"),), tuple[Update, ...]
                )
                if number % 6 == 5
                else None,
            )
        yield Match(
            reference_id=reference_id(number),
            status=status,
            score=0.9,
            reasons=("title agrees", f"year differs by 1{strange}"),
            work_id=f"crossref:10.1000/made.{number}" if status == "matched" else None,
        )


def printed_table(page: Page, strange: str) -> Iterator[Row]:
    """A table of trials; each row is a claim."""
    label = page.add("Table 1")
    caption = page.add(f". Drugs in trials{strange}", "\n\n")
    yield Table(table_id=f"{ID}-table-1", document_id=ID, label=label, caption=caption, n_rows=9, n_columns=3)
    for row in range(9):
        first: Sourced[str] | None = None
        for column, words in enumerate((f"drug {row}{strange}", f"{row}0%", f"NCT0000000{row}")):
            cell = page.add(words, "\t")
            first = first or cell
            yield Cell(table_id=f"{ID}-table-1", row=row, column=column, is_header=row == 0, text=cell)
        if first is not None and row:
            said = Sourced(
                value=page.text[first.source.start :].strip(),
                source=page.source(first.source.start, len(page.text) - 1),
            )
            yield Claim(
                claim_id=f"{ID}-claim-table-{row}",
                document_id=ID,
                table_id=f"{ID}-table-1",
                row=row,
                kind="trial",
                text=said,
            )
            number = page.within(said, f"NCT0000000{row}")
            yield TrialMention(
                mention_id=f"{ID}-mention-{row}",
                document_id=ID,
                registry="clinicaltrials",
                trial_id=number,
                claim_id=f"{ID}-claim-table-{row}",
                table_id=f"{ID}-table-1",
                row=row,
                fields={f"Drug{strange}": f"drug {row}"},
            )
        page.add("\n")
