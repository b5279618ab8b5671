"""The references of a dataset for reference managers: as CSL-JSON, BibTeX and RIS.

A reference that is matched stands for its work, with the values that the registry gives; several references of one
work, in one review or in several, are one item. Every other reference is an item with what is printed. ``source``
says which (``DB`` in RIS): the work's id, or ``printed in`` and the file's name; ``custom`` in CSL-JSON has the ids of
the references. People's decisions are laid over: a match that they rejected is none, and corrected values are used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from curated.bibtex import bibtex
from curated.columns import to_columns
from curated.csl import csl_item, csl_json_text
from curated.dataset import Dataset
from curated.decisions_laid_over import laid_over
from curated.ris import ris
from curated.schema import Match, Reference, Work

_TYPES = {
    "journal-article": "article-journal",
    "article-journal": "article-journal",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "book-chapter": "chapter",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "posted-content": "article",
    "preprint": "article",
    "report": "report",
    "dataset": "dataset",
}
"""CSL types by Crossref's and Europe PMC's; PubMed's are many to a work, and all of its works are in journals."""


def cited_items(dataset: Dataset) -> list[dict[str, Any]]:
    """The cited works as CSL-JSON items, in the order in which they are first listed."""
    dataset = laid_over(dataset)
    name_of = {document.document_id: document.name for document in dataset.documents}
    items: dict[str, dict[str, Any]] = {}
    for reference in dataset.references:
        match = dataset.match.get(reference.reference_id)
        work = _matched(match, dataset)
        item_id = work.work_id if work else reference.reference_id
        if item_id not in items:
            items[item_id] = (
                _item_of_work(work) if work else _item_in_print(reference, name_of.get(reference.document_id, ""))
            )
            items[item_id]["custom"] = {"match": match.status if match else "not_asked", "references": []}
        items[item_id]["custom"]["references"].append(reference.reference_id)
    return list(items.values())


def _matched(match: Match | None, dataset: Dataset) -> Work | None:
    if match is None or match.status != "matched":
        return None
    return dataset.work.get(match.work_id or "")


def _item_of_work(work: Work) -> dict[str, Any]:
    values, _ = to_columns(work)
    kinds = [kind.strip().lower() for kind in (values["type"] or "").split(";")]
    values["type"] = next((_TYPES[kind] for kind in kinds if kind in _TYPES), None) or (
        "article-journal" if work.container_title else "document"
    )
    item = csl_item(work.work_id, values) | {"source": work.work_id}
    if "retraction" in (values["update_status"] or ()):
        item["status"] = "retracted"
    return item


def _item_in_print(reference: Reference, name: str) -> dict[str, Any]:
    values, _ = to_columns(reference)
    item = csl_item(reference.reference_id, values)
    if not item.get("title") and not item.get("author"):
        item["title"] = " ".join(reference.raw.value.split())[:500]  # what a reader can look it up by
    return item | {"source": f"printed in {name}" if name else "printed"}


def _as_bytes(write: Callable[[Iterable[Mapping[str, Any]]], str]) -> Callable[[Iterable[Mapping[str, Any]]], bytes]:
    return lambda items: write(items).encode()


BIBLIOGRAPHIES: Mapping[str, tuple[str, Callable[[Iterable[Mapping[str, Any]]], bytes]]] = {
    "csl-json": ("references.csl.json", _as_bytes(csl_json_text)),
    "bibtex": ("references.bib", _as_bytes(bibtex)),
    "ris": ("references.ris", _as_bytes(ris)),
}
"""Formats of reference managers: the file's name, and items → its bytes."""


def bibliographies(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """The files of all of them."""
    items = cited_items(dataset)
    for name, write in BIBLIOGRAPHIES.values():
        yield name, write(items)
