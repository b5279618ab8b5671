"""Rules on what is cited: the claim, the titles and kinds of the works that it leans on, and what is remarked."""

from typing import Any

import pytest

from curated.audit.audit import audited
from curated.cited import CitedItem, CitedSentence, WorkKind
from curated.dataset import Dataset
from curated.facts import Facts, Name, Value
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import Citation, Claim, Reference, SourceDocument

READER = Method(name="test", version="1")
DOCUMENT = SourceDocument(
    document_id="d", sha256="0" * 64, name="d.pdf", format="pdf", reader="test", reader_version="1"
)


def printed(value: Any) -> Sourced[Any]:
    source = DocumentSource(document="d", reader=READER, start=0, end=len(str(value)))
    return Sourced[type(value)](value=value, source=source)  # type: ignore[misc]


def drugs(*names: str) -> tuple[Name, ...]:
    return tuple(Name("drug", name, "", 0, len(name)) for name in names)


def item(
    number: int, title: str, kinds: tuple[WorkKind, ...] = (), trials: tuple[str, ...] = (), *names: str
) -> CitedItem:
    sentence = CitedSentence(printed(title), "title", 0, len(title), Facts(names=drugs(*names)))
    return CitedItem(
        f"d-ref-{number}", (sentence,), kinds={kind: printed(kind) for kind in kinds}, trial_numbers=trials
    )


def found(rule: str, claim: str, facts: Facts, *items: CitedItem) -> list[str]:
    rows = []
    for number, _ in enumerate(items, start=1):
        rows.append(
            Reference(
                reference_id=f"d-ref-{number}",
                document_id="d",
                number=printed(number),
                raw=printed(f"{number}. A"),
                type="article-journal",
            )
        )
        rows.append(
            Citation(
                citation_id=f"d-cite-{number}",
                document_id="d",
                claim_id="d-claim-1",
                marker=printed(f"[{number}]"),
                cited=str(number),
                reference_id=f"d-ref-{number}",
            )
        )
    claims = (Claim(claim_id="d-claim-1", document_id="d", kind="statement", text=printed(claim)),)
    dataset = Dataset(documents=(DOCUMENT,), claims=claims).adding(rows)
    done = audited(dataset, {each.reference_id: each for each in items}, {"d-claim-1": facts})
    return [each.message for each in done.findings if each.rule == rule]


POSITIVE = Facts(polarity="positive")
VALUE = Facts(polarity="positive", values=(Value("PFS", 9.3, 0, 3, unit="months"),))
PLAN: tuple[WorkKind, ...] = ("trial in progress",)


@pytest.mark.parametrize(
    ("claim", "facts", "items", "said"),
    [
        ("It prolonged survival [1].", POSITIVE, [item(1, "T", PLAN)], "cited for a result (“prolonged”)"),
        ("PFS was 9.3 months [1].", VALUE, [item(1, "T", PLAN)], "cited for PFS of 9.3 months"),
        ("PFS was 9.3 months [1].", VALUE, [item(1, "T", ("randomised trial",))], None),
        ("A trial is testing it [1].", Facts(polarity="none"), [item(1, "T", PLAN)], None),
        ("It is given daily [1].", POSITIVE, [item(1, "T", PLAN)], None),
        ("It prolonged survival [1-5].", POSITIVE, [item(1, "T", PLAN), *(item(n, "T") for n in range(2, 6))], None),
    ],
)
def test_results_from_a_plan(claim: str, facts: Facts, items: list[CitedItem], said: str | None) -> None:
    messages = found("results-from-a-plan", claim, facts, *items)
    assert len(messages) == (said is not None)
    assert said is None or said in messages[0]


@pytest.mark.parametrize(
    ("facts", "kinds", "remarked"),
    [
        (VALUE, [("review",)], True),
        (VALUE, [("review",), ("cohort",)], False),
        (VALUE, [("review", "meta-analysis")], False),
        (VALUE, [()], False),
        (POSITIVE, [("review",)], False),
    ],
)
def test_a_value_from_a_review(facts: Facts, kinds: list[tuple[WorkKind, ...]], remarked: bool) -> None:
    items = [item(number, "T", held) for number, held in enumerate(kinds, start=1)]
    assert bool(found("review-for-a-result", "PFS was 9.3 months.", facts, *items)) == remarked


TITLE = "Nivolumab alone or with ipilimumab before resection of liver cancer"


@pytest.mark.parametrize(
    ("early", "full", "said"),
    [
        (item(1, TITLE, ("abstract",)), item(2, f"{TITLE}: a phase 2 trial"), "their titles agree"),
        (
            item(1, TITLE, ("abstract",), ("NCT00000001",)),
            item(2, "Else", (), ("NCT00000001",)),
            "both are of NCT00000001",
        ),
        (item(1, TITLE, ("abstract",)), item(2, TITLE, ("abstract",)), None),
        (item(1, "Liver cancer", ("abstract",)), item(2, "Liver cancer"), None),
        (item(1, TITLE), item(2, TITLE), None),
    ],
)
def test_a_fuller_report(early: CitedItem, full: CitedItem, said: str | None) -> None:
    messages = found("fuller-report", "It is so.", POSITIVE, early, full)
    assert len(messages) == (said is not None)
    assert said is None or messages[0].endswith(f"{said}.")


@pytest.mark.parametrize(
    ("named", "titles", "missing"),
    [
        (("a", "b", "c"), [("a",), ("b",)], ["c"]),
        (("a", "b"), [("a",), ("b",)], []),
        (("a", "b", "c", "d"), [("a",), ("b",)], []),
        (("a", "b"), [("a",), ("x",)], []),
        (("a", "b"), [("a",)], []),
    ],
)
def test_a_drug_that_no_cited_work_names(
    named: tuple[str, ...], titles: list[tuple[str, ...]], missing: list[str]
) -> None:
    items = [item(number, "T", (), (), *held) for number, held in enumerate(titles, start=1)]
    messages = found("name-in-no-cited-work", "a, b and c work.", Facts(names=drugs(*named)), *items)
    assert [message.split()[0] for message in messages] == missing
