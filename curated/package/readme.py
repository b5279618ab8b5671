"""``README.md`` of a package: what is in it, for a reader who has never heard of litcurate."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from curated.dataset import Dataset
from curated.package.citation import NOBODY
from curated.package.release import Release
from curated.plain_text import one_line
from curated.schema import Run

_MOST_NAMED = 50
_FILES = (
    ("csv/", "every table as CSV; columns, keys, units and meanings are in `datapackage.json`"),
    ("parquet/", "the same tables as Parquet, with every value exactly as it is"),
    ("csv/provenance.csv", "for every single value, where it came from"),
    ("texts/", "the texts that the offsets `start` and `end` count in, a file a document"),
    ("tables/", "the tables of the documents, each as it is printed"),
    ("references.csl.json, .bib, .ris", "what is cited, for reference managers; `source` says whether the values are"
     " those of a registry or of the print"),
    ("answers/", "the kept answers of the registries as WARC, and an index that says where each one is"),
    ("report.html", "the dataset to read in a browser"),
    ("ro-crate-metadata.json", "what was run on what, with which software; what people decided (a Workflow Run Crate)"),
    ("workflow/", "the code of the steps that were run"),
    ("CITATION.cff, LICENSE.txt", "how to cite it, and what may be done with it"),
    ("SHA256SUMS", "checksums of all of these: `sha256sum -c SHA256SUMS`"),
)  # fmt: skip


def readme(
    dataset: Dataset,
    runs: Sequence[Run],
    release: Release,
    day: date,
    rows: Mapping[str, int],
    index: Sequence[Mapping[str, Any]],
    *,
    has_report: bool,
    has_texts: bool,
) -> bytes:
    """The text; ``rows`` are the tables with how many rows they have, ``index`` that of the kept answers."""
    authors = "; ".join(author.name for author in release.authors) or NOBODY
    lines = [f"# {_inert(release.title_of(dataset))}", ""]
    version = f", version {_inert(release.version)}" if release.version else ""
    doi = f", https://doi.org/{release.doi}" if release.doi else ""
    lines += [f"{_inert(authors)}{version}, {day.isoformat()}{doi}.", ""]
    lines += [
        "Read from review articles with litcurate, which writes down for every value the place that it came from: the"
        " characters of a document, or a place in the answer of a registry. `row_id` in `provenance` is the key of the"
        " row that the value stands in.",
        "",
        "Findings of the audit are leads, not verdicts: each says how deep it read.",
        "",
        "## Files",
        "",
    ]
    left_out = {"report.html": not has_report, "texts/": not has_texts, "tables/": not has_texts}
    lines += [f"- `{name}`: {said}." for name, said in _FILES if not left_out.get(name)]
    lines += ["", "## Reviews", ""]
    for document in dataset.documents[:_MOST_NAMED]:
        title = f": {_inert(one_line(document.title.value))}" if document.title else ""
        lines.append(f"- {_inert(one_line(document.name))}{title} (SHA-256 `{document.sha256}`)")
    if len(dataset.documents) > _MOST_NAMED:
        lines.append(f"- and {len(dataset.documents) - _MOST_NAMED} more: see `csv/documents.csv`")
    if not dataset.documents:
        lines.append("None could be read." if dataset.failures else "None.")
    lines += [
        "",
        "The files themselves are no part of the package.",
        "",
        "## Tables",
        "",
        "| table | rows |",
        "|---|---|",
    ]
    lines += [f"| {name} | {number} |" for name, number in rows.items()]
    missing = sum(row["record"] == "missing" for row in index)
    if missing:
        lines += ["", f"{missing} of {len(index)} kept answers are missing: `answers/index.csv` names them."]
    lines += [
        "",
        "## How to read the tables",
        "",
        "In CSV, a text that a spreadsheet would take for a formula has an apostrophe before it: take one apostrophe"
        " away from a text that has apostrophes before `=`, `+`, `-` or `@`. An empty cell is nothing or an empty text."
        " Lists are JSON. Parquet needs none of this.",
        "",
        "```python",
        "import pandas",
        'references = pandas.read_parquet("parquet/references.parquet")',
        'matches = references.merge(pandas.read_parquet("parquet/matches.parquet"), on="reference_id")',
        "```",
        "",
        "## Runs",
        "",
    ]
    lines += [
        f"- {run.started_at:%Y-%m-%d %H:%M} UTC `litcurate {_inert(run.command)}`, version {_inert(run.version)},"
        f" {len(run.inputs)} files{'' if run.ended_at else ', not ended'}"
        for run in runs[-_MOST_NAMED:]
    ]
    if len(runs) > _MOST_NAMED:
        lines.append(f"- and {len(runs) - _MOST_NAMED} before: see `csv/runs.csv`")
    if not runs:
        lines.append("None is recorded.")
    lines += ["", "## Licence", "", f"{release.licence or 'None is stated'}: see `LICENSE.txt`.", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _inert(text: str) -> str:
    """The text without what Markdown would take for markup or HTML."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|!&" else letter for letter in text)
