"""The report of a dataset: one HTML page that needs nothing else."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

from curated.audit.rules import RULES
from curated.dataset import Dataset
from curated.report.addresses import addresses, trial_address
from curated.report.changes import told_changes
from curated.report.concerns import Concerns
from curated.report.crops import Crops
from curated.report.details import details, quotes
from curated.report.differences import differences
from curated.report.grid import grid
from curated.report.names import names
from curated.report.page import main_html, page_html, script_json
from curated.report.pictures import Change, parts, review_map
from curated.report.ranking import ranked_links
from curated.report.reading import blocks
from curated.report.states import SEVERITY_STATE
from curated.report.summary import bars, paragraphs, state_of_reference
from curated.report.works import reference_label
from curated.schema import SourceDocument, Table

FIRST = 8
"""Remarks and links that the overview shows."""
LARGEST = 2_850_000
"""Bytes that a page may have before pictures are left out; its frame takes another hundred thousand."""


def report_html(
    dataset: Dataset,
    *,
    crops: Crops | None = None,
    changes: Iterable[Change] | None = None,
    published: str | None = None,
) -> str:
    """The report of a dataset as one HTML page. The same dataset gives the same page.

    :param crops: pictures of the places in print; those that would make the page larger than 3 MB are left out.
    :param changes: what changed in registries; what the dataset knows of since publication where None.
    :param published: the day on which the review was published, for the picture of what changed since.
    """
    concerns = Concerns(dataset)
    data = {
        **details(concerns),
        "rules": {rule.name: [rule.title, rule.rationale] for rule in RULES},
        "dataset": "-".join(row.document_id for row in dataset.documents) or "empty",
        "file": _file_name(dataset.documents),
    }
    values: dict[str, Any] = {
        "dataset": dataset,
        "concerns": concerns,
        "title": _title(dataset.documents),
        "asked": sorted({row.retrieved_at.date().isoformat() for row in dataset.responses}),
        "paragraphs": paragraphs(concerns),
        "bars": [(bar, parts(bar)) for bar in bars(concerns)],
        "readings": [_reading(concerns, document) for document in dataset.documents],
        "findings": dataset.findings,
        "unsettled": [one for one in dataset.findings if one.finding_id not in concerns.settled],
        "severity_state": SEVERITY_STATE,
        "rules": {rule.name: rule for rule in RULES},
        "links": ranked_links(concerns),
        "first": FIRST,
        "references": [_reference(concerns, row) for row in dataset.references],
        "label": reference_label,
        "trials": [_trial(concerns, trial_id) for trial_id in data["trials"]],
        "trial_ids": frozenset(data["trials"]),
        "names": names(dataset),
        "changes": told_changes(dataset, changes, published),
        "quotes": quotes,
    }
    main, told = main_html(values), script_json(data)
    crops = crops or Crops()
    pictures = _within(crops, LARGEST - len(main.encode()) - len(told.encode()))
    values |= {
        "pictures": len(pictures),
        "left_out": max(crops.wanted, len(crops.pictures)) - len(pictures),
        "cause": crops.cause,
    }
    return page_html(values, main, script_json({**data, "crops": pictures}))


def _reading(concerns: Concerns, document: SourceDocument) -> dict[str, Any]:
    found, cut = blocks(concerns, document)
    return {
        "document": document,
        "blocks": found,
        "cut": cut,
        "map": review_map(concerns, found),
        "grids": {row.table_id: grid(concerns, row) for row in _tables(concerns, document)},
    }


def _tables(concerns: Concerns, document: SourceDocument) -> list[Table]:
    return [row for row in concerns.dataset.tables if row.document_id == document.document_id]


def _reference(concerns: Concerns, row: Any) -> dict[str, Any]:
    data = concerns.dataset
    match = data.match.get(row.reference_id)
    work = data.work.get(match.work_id) if match and match.work_id else None
    found = (getattr(work, name, None) or getattr(row, name) for name in ("doi", "pmid", "pmcid"))
    return {
        "row": row,
        "label": reference_label(row),
        "state": state_of_reference(concerns, row),
        "status": match.status if match else "not_asked",
        "differs": [one for one in differences(row, work) if one.verdict == "differs"] if work else [],
        "updates": work.update_status.value if work and work.update_status else (),
        "addresses": addresses(*(one.value if one else None for one in found)),
        "cited": len(concerns.links_of_reference.get(row.reference_id, ())),
        "findings": concerns.of(row.reference_id),
    }


def _trial(concerns: Concerns, trial_id: str) -> dict[str, Any]:
    mentions = concerns.mentions_of_trial.get(trial_id, ())
    return {
        "id": trial_id,
        "row": concerns.trial.get(trial_id),
        "address": trial_address(trial_id),
        "mentions": mentions,
        "printed": list(dict.fromkeys(one.status.value for one in mentions if one.status)),
        "drugs": list(dict.fromkeys(drug.value for one in mentions for drug in one.drugs)),
        "findings": concerns.of(trial_id),
    }


def _within(crops: Crops, room: int) -> dict[str, Any]:
    """The pictures for the page, in the order given, as far as there is room for them (in bytes)."""
    kept: dict[str, Any] = {}
    for crop in crops.pictures:
        image = b64encode(crop.image).decode()
        room -= len(image) + 200
        if room < 0:
            break
        kept[crop.subject] = {
            "image": f"data:{crop.media_type};base64,{image}",
            "page": crop.page,
            "width": crop.width,
            "height": crop.height,
            "marks": [list(box) for box in crop.marks],
        }
    return kept


def _title(documents: Sequence[SourceDocument]) -> str:
    if len(documents) == 1:
        return documents[0].title.value if documents[0].title else documents[0].name
    return f"{len(documents)} documents"


def _file_name(documents: Sequence[SourceDocument]) -> str:
    return f"decisions-{documents[0].document_id}.csv" if len(documents) == 1 else "decisions.csv"
