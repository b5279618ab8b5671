"""Rules on values, statuses, trials and names: what is printed, and what is remarked on it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from curated.audit.audit import audited
from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, RegistrySource, Sourced
from curated.schema import (
    Abbreviation,
    Arm,
    Author,
    Cell,
    Citation,
    Claim,
    DocumentText,
    DrugStatus,
    Entity,
    Intervention,
    Match,
    Outcome,
    Reference,
    Row,
    SourceDocument,
    Table,
    Trial,
    TrialMention,
    Update,
    Work,
)

READER = Method(name="test", version="1")
ASKED = datetime(2026, 1, 2, tzinfo=UTC)
DOCUMENT = SourceDocument(
    document_id="d", sha256="0" * 64, name="d.pdf", format="pdf", reader="test", reader_version="1"
)


def printed(value: Any, start: int = 0) -> Sourced[Any]:
    source = DocumentSource(document="d", reader=READER, start=start, end=start + len(str(value)))
    return Sourced[type(value)](value=value, source=source)  # type: ignore[misc]


def answered(value: Any) -> Sourced[Any]:
    source = RegistrySource(registry="test", url="https://x", response="ab" * 32, pointer="/a", retrieved_at=ASKED)
    kind = tuple[type(value[0]), ...] if isinstance(value, tuple) else type(value)  # type: ignore[misc]
    return Sourced[kind](value=value, source=source)  # type: ignore[valid-type]


def claim(number: int, table: str | None = None) -> Claim:
    return Claim(
        claim_id=f"d-claim-{number}", document_id="d", kind="outcome", text=printed(f"claim {number}"), table_id=table
    )


def outcome(number: int, of_claim: int = 1, **slots: Any) -> Outcome:
    held = {name: printed(value) for name, value in slots.items()}
    return Outcome(outcome_id=f"d-outcome-{number}", claim_id=f"d-claim-{of_claim}", **held)


def drug(name: str, start: int, how: str = "named", text: str | None = None) -> Entity:
    return Entity(
        entity_id=f"d-entity-{start}",
        document_id="d",
        kind="drug",
        text=printed(text or name, start),
        name=name,
        vocabulary="v",
        vocabulary_version="1",
        how=how,
    )


def reference(number: int, **fields: Any) -> Reference:
    authors = tuple(printed(Author(family=family, given=given)) for family, given in fields.pop("authors", ()))
    return Reference(
        reference_id=f"d-ref-{number}",
        document_id="d",
        number=printed(number),
        raw=printed(f"{number}. Kim E. A title."),
        type="article-journal",
        authors=authors,
        **{name: printed(value) for name, value in fields.items()},
    )


def mention(trial: str, of_claim: int = 1, drugs: tuple[Entity, ...] = (), **fields: Any) -> TrialMention:
    return TrialMention(
        mention_id=f"d-trial-{of_claim}",
        document_id="d",
        registry="ClinicalTrials.gov",
        trial_id=printed(trial),
        claim_id=f"d-claim-{of_claim}",
        table_id="d-table-1",
        row=of_claim,
        fields={"Drug": "the same"},
        drugs=tuple(each.text for each in drugs),
        **fields,
    )


def trial(number: str, **fields: Any) -> Trial:
    values = {name: answered(value) for name, value in fields.items()}
    return Trial(trial_id=number, canonical_id=answered(number), registry="ClinicalTrials.gov", **values)


def found(rule: str, *rows: Row) -> list[tuple[str, str]]:
    dataset = audited(Dataset(documents=(DOCUMENT,)).adding(rows))
    return [(each.severity, each.message) for each in dataset.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({"measure": "ORR", "value": 24.0, "unit": "%"}, None),
        ({"measure": "ORR", "value": 124.0, "unit": "%"}, "ORR of 124 % is no share of patients."),
        ({"measure": "mean change", "value": 124.0, "unit": "%"}, None),
        ({"measure": "HR", "value": 0.58, "low": 0.42, "high": 0.79}, None),
        ({"measure": "HR", "value": 0.85, "low": 0.42, "high": 0.79}, "HR of 0.85 lies outside its own interval"),
        ({"measure": "HR", "value": 0.58, "low": 0.79, "high": 0.42}, "runs from 0.79 to 0.42, downwards"),
        ({"measure": "OS", "value": 1920.0, "unit": "months"}, "OS of 1920 months is longer than any follow-up."),
        ({"measure": "OS", "value": 1920.0, "unit": "days"}, None),
        ({"measure": "ORR", "value": 20.0, "unit": "%", "n": 10, "total": 50}, None),
        (
            {"measure": "ORR", "value": 30.0, "unit": "%", "n": 10, "total": 50},
            "does not fit 10 of 50, which is 20.0 %",
        ),
        ({"measure": "ORR", "value": 30.0, "unit": "%", "n": 60, "total": 50}, "60 of 50 is more than all."),
        ({"measure": "HR", "value": 0.5, "p": "p < .05"}, None),
        ({"measure": "HR", "value": 0.5, "p": "p = 1.4"}, "The p value p = 1.4 is larger than 1."),
    ],
)
def test_a_value_that_cannot_be(slots: dict[str, Any], said: str | None) -> None:
    remarks = found("impossible-value", claim(1), outcome(1, **slots))
    assert [severity for severity, _ in remarks] == (["error"] if said else [])
    assert said is None or said in remarks[0][1]


MONTHS = {"unit": "months", "arm": "A"}


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (({"measure": "PFS", "value": 6.0, **MONTHS}, {"measure": "OS", "value": 16.0, **MONTHS}), None),
        (
            ({"measure": "PFS", "value": 16.0, **MONTHS}, {"measure": "OS", "value": 6.0, **MONTHS}),
            "PFS of 16 months is longer than OS of 6 months of the same arm.",
        ),
        (({"measure": "PFS", "value": 16.0, **MONTHS}, {"measure": "OS", "value": 6.0, **MONTHS, "arm": "B"}), None),
        (
            (
                {"measure": "OSR", "value": 60.0, "unit": "%", "timepoint": "12-month"},
                {"measure": "OSR", "value": 75.0, "unit": "%", "timepoint": "2-year"},
            ),
            "2-year OSR of 75 % is more than 12-month OSR of 60 % before.",
        ),
    ],
)
def test_values_that_cannot_both_be(outcomes: tuple[dict[str, Any], ...], said: str | None) -> None:
    remarks = found("impossible-value", claim(1), *(outcome(n, **slots) for n, slots in enumerate(outcomes)))
    assert [message for _, message in remarks] == ([said] if said else [])


@pytest.mark.parametrize(("odd", "remarked"), [(73.9, True), (19.5, False), (930.0, False)])
def test_a_slipped_decimal_is_seen_among_its_neighbours(odd: float, remarked: bool) -> None:
    rows = [
        outcome(n, of_claim=n, measure="PFS", value=value, unit="months")
        for n, value in enumerate([9.3, 14.6, 6.8, 5.6, 4.6, 3.9, odd])
    ]
    remarks = [
        message
        for severity, message in found("impossible-value", *(claim(n, "d-table-1") for n in range(7)), *rows)
        if severity == "warning"
    ]
    assert bool(remarks) == remarked
    assert not remarked or "7.39 would be usual" in remarks[0]


@pytest.mark.parametrize(
    ("combination", "confidence"),
    [(None, "likely"), ("X in combination with Y", "possible")],
)
def test_a_drug_with_two_statuses(combination: str | None, confidence: str) -> None:
    rows: list[Row] = [claim(1), claim(2), drug("xmab", 5), drug("xmab", 50)]
    rows += [
        DrugStatus(status_id="d-s1", claim_id="d-claim-1", drug=printed("Xmab", 5), status=printed("in trials")),
        DrugStatus(
            status_id="d-s2",
            claim_id="d-claim-2",
            drug=printed("xmab", 50),
            status=printed("approved"),
            combination=printed(combination) if combination else None,
        ),
    ]
    findings = audited(Dataset(documents=(DOCUMENT,)).adding(rows)).findings
    assert [(each.rule, each.confidence) for each in findings] == [("contradicts-itself", confidence)]
    assert not found("contradicts-itself", *rows[:-1])


def cites(of_claim: int, number: int) -> Citation:
    return Citation(
        citation_id=f"d-cite-{of_claim}-{number}",
        document_id="d",
        claim_id=f"d-claim-{of_claim}",
        marker=printed(f"[{number}]"),
        cited=str(number),
        reference_id=f"d-ref-{number}",
    )


@pytest.mark.parametrize(
    ("second", "cited", "remarked"),
    [
        ({"value": 6.8}, 1, False),
        ({"value": 8.6}, 1, True),
        ({"value": 8.6}, 2, False),
        ({"value": 8.6, "timepoint": "12-month"}, 1, False),
    ],
)
def test_one_outcome_with_two_values(second: dict[str, Any], cited: int, remarked: bool) -> None:
    slots = {"measure": "PFS", "unit": "months", "arm": "Xmab"}
    rows = [claim(1), claim(2), reference(1), reference(2), cites(1, 1), cites(2, cited)]
    rows += [outcome(1, value=6.8, **slots), outcome(2, of_claim=2, **slots, **second)]  # type: ignore[list-item]
    assert bool(found("contradicts-itself", *rows)) == remarked


def test_underway_beside_a_result() -> None:
    rows = (claim(1), claim(2), outcome(1, measure="ORR", value=20.0, unit="%"), mention("NCT00000001", 1))
    remarks = found("contradicts-itself", *rows, mention("NCT00000001", 2, status=printed("Underway")))
    assert [message for _, message in remarks] == ["NCT00000001 is “Underway” here, and has results in another place."]
    assert not found("contradicts-itself", *rows, mention("NCT00000002", 2, status=printed("Underway")))


A, B, C = drug("amab", 100), drug("btinib", 200), drug("camab", 300)
INTERVENTIONS = (
    Intervention(name="Drug: Amab", other_names=("AX-1",)),
    Intervention(name="Drug: Btinib"),
    Intervention(name="Drug: XL9", other_names=("camab",)),
)


@pytest.mark.parametrize(
    ("arms", "drugs", "roles", "said"),
    [
        ([("Amab", "Btinib")], (A, B), ("drug", "combination"), None),
        ([("Amab",), ("Btinib",)], (A, B), ("drug", "combination"), "gives amab and btinib in different arms"),
        ([("Amab",), ("Btinib",)], (A, B), ("drug", "comparator"), None),
        ([("Amab", "XL9")], (A, C), ("drug", "combination"), None),
        ([("Amab",)], (A, drug("dmab", 400)), ("drug", "combination"), "does not have dmab among"),
    ],
)
def test_drugs_that_no_arm_gives_together(
    arms: list[tuple[str, ...]], drugs: tuple[Entity, ...], roles: tuple[str, ...], said: str | None
) -> None:
    registered = trial(
        "NCT00000001",
        arms=tuple(Arm(label="arm", interventions=tuple(f"Drug: {each}" for each in arm)) for arm in arms),
        interventions=INTERVENTIONS,
    )
    rows = (claim(1), mention("NCT00000001", drugs=drugs, drug_roles=roles), *drugs, registered)
    remarks = found("trial-arms", *rows)
    assert len(remarks) == (said is not None)
    assert said is None or said in remarks[0][1]


@pytest.mark.parametrize(
    ("status", "registered", "severity"),
    [
        ("Underway", {"overall_status": "RECRUITING"}, None),
        ("Underway", {"overall_status": "COMPLETED"}, "note"),
        ("Underway", {"overall_status": "COMPLETED", "has_results": True}, "warning"),
        ("Underway", {"overall_status": "TERMINATED"}, "warning"),
        ("Underway", {"overall_status": "UNKNOWN"}, None),
        ("Completed", {"overall_status": "RECRUITING"}, "note"),
        ("ORR: 21%", {"overall_status": "COMPLETED"}, None),
    ],
)
def test_printed_and_registered_status(status: str, registered: dict[str, Any], severity: str | None) -> None:
    rows = (claim(1), mention("NCT00000001", status=printed(status)), trial("NCT00000001", **registered))
    assert [each for each, _ in found("trial-status", *rows)] == ([severity] if severity else [])


@pytest.mark.parametrize(("numbers", "remarked"), [(("NCT00000001",), False), (("NCT00000002",), True), ((), False)])
def test_a_number_beside_the_report_of_another_trial(numbers: tuple[str, ...], remarked: bool) -> None:
    work = Work(work_id="w", registry="pubmed", trial_numbers=answered(numbers) if numbers else None)
    match = Match(reference_id="d-ref-1", status="matched", work_id="w")
    rows = (claim(1), reference(1), cites(1, 1), match, work, mention("NCT00000001"))
    assert bool(found("trial-of-another-work", *rows)) == remarked


@pytest.mark.parametrize(
    ("fields", "recorded", "reasons", "said"),
    [
        ({"year": 2018}, {"year": 2018}, ("title agrees (1.00)",), None),
        ({"year": 2018}, {"year": 2020}, ("year differs by 2",), "year “2018”, recorded “2020”"),
        ({"volume": "39"}, {"volume": "3-9"}, ("volume differs",), None),
        ({"first_page": "1"}, {}, ("first page differs",), None),
    ],
)
def test_printed_details_and_record(
    fields: dict[str, Any], recorded: dict[str, Any], reasons: tuple[str, ...], said: str | None
) -> None:
    work = Work(work_id="w", registry="crossref", **{name: answered(value) for name, value in recorded.items()})
    match = Match(reference_id="d-ref-1", status="matched", work_id="w", reasons=reasons, score=0.9)
    remarks = found("record-disagrees", reference(1, **fields), match, work)
    assert len(remarks) == (said is not None)
    assert said is None or said in remarks[0][1]


@pytest.mark.parametrize(
    ("kind", "severity"), [("retraction", "error"), ("expression_of_concern", "warning"), ("correction", "note")]
)
def test_what_happened_to_a_work(kind: str, severity: str) -> None:
    work = Work(
        work_id="w",
        registry="crossref",
        doi=answered("10.1/a"),
        updates=answered((Update(kind=kind, notice_doi="10.1/n", date="2024-03-01"),)),
    )
    other = Work(work_id="v", registry="pubmed", doi=answered("10.1/a"), update_status=answered((kind,)))
    rows = (reference(1), Match(reference_id="d-ref-1", status="matched", work_id="w"), work, other)
    ((said, message),) = found("updated-work", *rows)
    assert said == severity
    assert message.startswith("Reference 1 ")
    assert message.endswith("on 2024-03-01 (10.1/n), says pubmed.")


@pytest.mark.parametrize(
    ("one", "other", "remarked"),
    [
        (("Gretten", "TF"), ("Greten", "TF"), True),
        (("Greten", "TF"), ("Greten", "TF"), False),
        (("Gretten", "T"), ("Greten", "T"), False),
        (("Zhangs", "XY"), ("Zhengs", "XY"), False),
        (("Van Loon", "LJ"), ("van Loon", "LJ"), False),
    ],
)
def test_an_author_under_two_spellings(one: tuple[str, str], other: tuple[str, str], remarked: bool) -> None:
    rows = (reference(1, authors=[one]), reference(2, authors=[other]))
    assert bool(found("author-spelt-two-ways", *rows)) == remarked


def test_a_name_one_letter_from_a_known_one_is_remarked_on_once() -> None:
    rows = (drug("bmab", 10, "misspelt", "bmap"), drug("bmab", 20, "misspelt", "bmap"), drug("bmab", 30))
    assert found("misspelt-name", *rows) == [
        ("warning", "“bmap” is printed, 2 times: no name that is known, and one letter from bmab.")
    ]


@pytest.mark.parametrize(
    ("cell", "names", "remarked"),
    [
        ("amab btinib", ("amab", "btinib"), True),
        ("amab + btinib", ("amab", "btinib"), False),
        ("amab", ("amab",), False),
    ],
)
def test_two_drugs_in_one_cell(cell: str, names: tuple[str, ...], remarked: bool) -> None:
    column = [("xmab", ("xmab",)) for _ in range(4)] + [(cell, names)]
    rows: list[Row] = [Table(table_id="d-table-1", document_id="d", n_rows=5, n_columns=1)]
    for row, (text, named) in enumerate(column):
        start = 100 * row
        rows.append(Cell(table_id="d-table-1", row=row, column=0, text=printed(text, start)))
        rows += [drug(name, start + text.index(name)) for name in named]
    assert bool(found("two-names-in-a-cell", *rows)) == remarked


@pytest.mark.parametrize(
    ("one", "other", "remarked"),
    [
        ("objective response rate", "overall response rate", True),
        ("pocket probing depth", "probing pocket depth", False),
        ("gingival index", "Gingival indices", False),
        ("open transforaminal lumbar interbody fusion", "open TLIF", False),
        ("standard exercise", "standard error", True),
    ],
)
def test_an_abbreviation_with_two_meanings(one: str, other: str, remarked: bool) -> None:
    rows = [
        Abbreviation(
            abbreviation_id=f"d-abbreviation-{number}",
            document_id="d",
            short_form=printed("X"),
            long_form=printed(long),
            defined_in="text",
            uses=1,
        )
        for number, long in enumerate((one, other))
    ]
    assert bool(found("abbreviation-with-two-meanings", *rows)) == remarked


@pytest.mark.parametrize(
    ("text", "names", "remarked"),
    [
        ("PD-L1 and CD274 expression", ("PD-L1", "CD274"), True),
        ("PD-L1 (CD274) expression", ("PD-L1", "CD274"), False),
        ("PD-L1 and PDL1 expression", ("PD-L1", "PDL1"), False),
    ],
)
def test_one_thing_named_as_two(text: str, names: tuple[str, ...], remarked: bool) -> None:
    rows: list[Row] = [claim(1), DocumentText(document_id="d", text=text)]
    rows += [
        Entity(
            entity_id=f"d-entity-{text.index(name)}",
            document_id="d",
            claim_id="d-claim-1",
            kind="target",
            text=printed(name, text.index(name)),
            name="PD-L1",
            vocabulary="v",
            vocabulary_version="1",
            how="named",
        )
        for name in names
    ]
    assert bool(found("one-thing-twice", *rows)) == remarked
