"""A made-up review with rows in every table and links in every state, as long as is asked for.

It steers the report's design and measures its size; tests put hostile text into it. Nothing in it is of a real work.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Region, RegistrySource, Sourced
from curated.schema import (
    Agreement,
    Author,
    Cell,
    Citation,
    Claim,
    Decision,
    DocumentText,
    Entity,
    Evidence,
    Failure,
    Finding,
    KeptResponse,
    Link,
    Match,
    Outcome,
    Reference,
    Row,
    Section,
    SourceDocument,
    Table,
    Trial,
    TrialChange,
    TrialMention,
    Update,
    Work,
)

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
READER = Method(name="pdf", version="1")
NUMBER = Method(name="number", version="1")
ID = "0123456789ab"
SUPPORTS: tuple[dict[str, Any], ...] = (
    {
        "support": "contradicted",
        "depth": "abstract",
        "identity": "agrees",
        "cause": "the same endpoint with another value",
    },
    {"support": "supported", "depth": "abstract", "identity": "agrees", "cause": "a sentence says the same"},
    {"support": "not_found_at_this_depth", "depth": "title", "identity": "agrees", "cause": "only the title was read"},
    {
        "support": "needs_review",
        "depth": "abstract",
        "identity": "differs",
        "cause": "the abstract is in another language",
    },
    {"support": "not_checked"},
    {"support": "supported", "depth": "full_text", "identity": "agrees", "update_status": ("retraction",)},
)
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


def made_review(references: int = 12, strange: str = "") -> Dataset:
    """A review of so many references, each cited by a claim or two; ``strange`` is put into every text of it."""
    page = Page()
    title = page.add(f"A made-up review of treatments{strange}", "\n\n")
    document = SourceDocument(
        document_id=ID, sha256="cd" * 32, name=f"review{strange}.pdf", format="pdf", title=title, pages=9, reader="pdf",
        reader_version="1",
    )  # fmt: skip
    rows: list[Row] = [document]
    cited = list(_body(page, references, strange))
    rows += cited
    rows += _references(page, references, strange)
    rows += _table(page, references, strange)
    rows.append(DocumentText(document_id=ID, text=page.text))
    rows += _audit([row for row in rows if isinstance(row, Claim)], page, references, strange)
    rows += _trials(strange)
    dataset = Dataset().adding(rows)
    return dataset.adding(_decisions(dataset, strange))


def _body(page: Page, references: int, strange: str) -> Iterator[Row]:
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
            claim_id=claim_id, document_id=ID, section_id=f"{ID}-section-{number - (number - 1) % 6}", kind="outcome",
            text=said, polarity="positive", hedged=False, entities={"drug": (f"drug {number}{strange}",)},
            section_path=(f"Section {number}",),
        )  # fmt: skip
        marker = page.within(said, f"[{number}]")
        yield Citation(
            citation_id=f"{ID}-cite-{marker.source.start}-1", document_id=ID, claim_id=claim_id, marker=marker,
            cited=str(number), reference_id=_reference(number),
        )  # fmt: skip
        value = page.within(said, f"{number % 90 + 4}.5")
        yield Outcome(
            outcome_id=f"{ID}-outcome-{number}", claim_id=claim_id, measure=page.within(said, "response"),
            value=value.derive(float(value.value), NUMBER), unit=page.within(said, "%"), arm=page.within(said, f"drug {number}"),
        )  # fmt: skip
        if number % 3 == 0:
            page.add(f"{_BLOCK}", "\n\n")
        yield Entity(
            entity_id=f"{ID}-entity-{number}", document_id=ID, claim_id=claim_id, kind="drug", text=said,
            name=f"drug {number}{strange}", vocabulary="made up", vocabulary_version="1", how="misspelt" if number % 50 == 7 else "named",
        )  # fmt: skip


def _reference(number: int) -> str:
    return f"{ID}-ref-{number}"


def _references(page: Page, references: int, strange: str) -> Iterator[Row]:
    page.text = page.text.rstrip() + "\n\n"
    heading = page.add("References", "\n\n")
    yield Section(section_id=f"{ID}-section-references", document_id=ID, level=1, heading=heading)
    for number in range(1, references + 1):
        raw = page.add(
            f"{number}. Family{number} A, Second B. A trial of drug {number} in patients with a disease that is not rare{strange}. "
            f"J Made Up Med. {2000 + number % 25};{number}:{100 + number}-9.",
            "\n\n",
        )
        year = page.within(raw, str(2000 + number % 25))
        drug = page.within(raw, f"A trial of drug {number}")
        yield Reference(
            reference_id=_reference(number), document_id=ID, number=page.within(raw, str(number)).derive(number, NUMBER),
            raw=raw, type="article-journal", title=drug, year=year.derive(int(year.value), NUMBER),
            authors=(page.within(raw, f"Family{number} A").derive(Author(family=f"Family{number}", given="A"), NUMBER),),
            doi=page.within(raw, str(number)).derive(f"10.1000/made.{number}{strange}", NUMBER),
        )  # fmt: skip
        status = ("matched", "matched", "matched", "ambiguous", "unmatched", "matched")[number % 6]
        if status == "matched":
            yield Work(
                work_id=f"crossref:10.1000/made.{number}", registry="crossref", doi=answered(f"10.1000/made.{number}"),
                title=answered(f"A trial of drug {number}{strange}"), container_title=answered("Journal of Made Up Medicine"),
                year=answered(2000 + number % 25 + (number % 4 == 3), int), volume=answered(str(number)),
                authors=answered((Author(family=f"Family{number}", given=f"Anna{strange}"),), tuple[Author, ...]),
                abstract=answered(f"The response was other with drug {number}{strange}."),
                updates=answered((Update(kind="retraction", notice_doi="10.1000/notice", date="2025-02-03"),), tuple[Update, ...])
                if number % 6 == 5 else None,
            )  # fmt: skip
        yield Match(
            reference_id=_reference(number), status=status, score=0.9, reasons=("title agrees", f"year differs by 1{strange}"),
            work_id=f"crossref:10.1000/made.{number}" if status == "matched" else None,
        )  # fmt: skip


def _table(page: Page, references: int, strange: str) -> Iterator[Row]:
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
                mention_id=f"{ID}-mention-{row}", document_id=ID, registry="clinicaltrials", trial_id=number,
                claim_id=f"{ID}-claim-table-{row}", table_id=f"{ID}-table-1", row=row, fields={f"Drug{strange}": f"drug {row}"},
            )  # fmt: skip
        page.add("\n")


def _audit(claims: list[Claim], page: Page, references: int, strange: str) -> Iterator[Row]:
    for place, claim in enumerate(one for one in claims if one.table_id is None):
        number = place + 1
        state = SUPPORTS[place % len(SUPPORTS)]
        resolution = ("matched", "matched", "matched", "ambiguous", "unmatched", "matched")[number % 6]
        link_id = f"{ID}-link-{number}"
        evidence = f"{link_id}-evidence-1"
        yield Link(
            link_id=link_id, claim_id=claim.claim_id, reference_id=_reference(number), resolution=resolution, score=0.9,
            **{**state, "cause": state.get("cause", "") + strange}, evidence=(evidence,),
        )  # fmt: skip
        if state["support"] != "not_checked":
            said = f"The response was other with drug {number}{strange}."
            yield Evidence(
                evidence_id=evidence, link_id=link_id, rank=1, depth="abstract", text=answered(said), start=0, end=len(said),
                score=3.2, matched=("response", "drug"),
            )  # fmt: skip
            for attribute, verdict in (("drug", "agrees"), ("value", "differs" if place % 6 == 0 else "not_stated")):
                yield Agreement(
                    link_id=link_id, attribute=attribute, verdict=verdict, claimed=page.within(claim.text, "response"),
                    found=answered(f"other{strange}"), reason=f"as read{strange}",
                )  # fmt: skip
        if place % 9 == 0:
            severity = ("error", "warning", "note")[place // 9 % 3]
            yield Finding(
                finding_id=f"{ID}-finding-{number}", document_id=ID, rule="citation-hygiene", severity=severity,
                subject=claim.claim_id, message=f"The value of group {number} is another in the cited work{strange}.",
                evidence=(page.within(claim.text, "response"),), look_at=f"the abstract of reference {number}{strange}",
                confidence="likely",
            )  # fmt: skip
    cell = next(one for one in claims if one.table_id)
    yield Finding(
        finding_id=f"{ID}-finding-cell", document_id=ID, rule="made-up-rule", severity="warning", subject=f"{ID}-mention-1",
        message=f"The number of row 1 is another trial's{strange}.", evidence=(page.within(cell.text, "NCT00000001"),),
    )  # fmt: skip
    yield Failure(
        failure_id="f1",
        stage="ask",
        subject=f"NCT00000009{strange}",
        cause=f"not found{strange}",
        advice="Check the number.",
    )
    yield KeptResponse(
        sha256="ab" * 32, registry="crossref", url="https://api.example.org/1", status=200, retrieved_at=NOON
    )


def _trials(strange: str) -> Iterator[Row]:
    for row in range(1, 4):
        trial_id = f"NCT0000000{row}"
        yield Trial(
            trial_id=trial_id, canonical_id=answered(trial_id), registry="clinicaltrials",
            brief_title=answered(f"Drug {row} in a disease{strange}"), overall_status=answered("COMPLETED"),
            phases=answered(("PHASE3",), tuple[str, ...]), start_date=answered("2019-03"), has_results=answered(True, bool),
        )  # fmt: skip
        for field_name, old, new, day in (
            ("overall_status", "RECRUITING", "COMPLETED", f"2025-0{row}-10"),
            ("has_results", "false", "true", f"2026-0{row}-01"),
            ("enrollment", "200", f"18{row}{strange}", f"2025-1{row - 1}-01"),
        ):
            yield TrialChange(
                trial_id=trial_id,
                field=field_name,
                old=old,
                new=new,
                seen_at=NOON,
                registry_date=day,
                response="ab" * 32,
            )


def _decisions(dataset: Dataset, strange: str) -> Iterator[Row]:
    for finding, stale in zip(dataset.findings[:2], (False, True), strict=False):
        yield Decision(
            subject=finding.finding_id, verdict="accept", note=f"=seen{strange}", by=f"A. Rater{strange}", at=NOON,
            row_hash="0" * 64 if stale else row_hash(finding),
        )  # fmt: skip
