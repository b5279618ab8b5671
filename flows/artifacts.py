"""What a run has to tell, as Markdown for Prefect's pages."""

import re
from collections.abc import Iterable, Sequence

from curated.schema import Failure, Refresh
from curated.since import Changed
from curated.since_told import headline, shortened
from flows.incoming import Incoming
from flows.summary import Report, plain

MOST = 500
"""Rows of a table; the rest is in the dataset."""


def changes_in_markdown(rows: Sequence[Changed], refresh: Refresh) -> str:
    """What a refresh found changed."""
    of = f", data of {refresh.data_version}" if refresh.data_version else ""
    head = (
        f"Refresh {refresh.number}, {refresh.started_at:%Y-%m-%d %H:%M} UTC: {refresh.trials} trials and "
        f"{refresh.works} works asked in {refresh.requests} requests{of}."
    )
    told = [head, *(f"**{_cell(remark)}**" for remark in refresh.remarks)]
    if not rows:
        return "\n\n".join([*told, "Nothing has changed."])
    table = _table(
        ("trial or work", "what changed", "title", "in"),
        ((_linked(row), headline(row), shortened(row.title or ""), ", ".join(row.documents)) for row in rows[:MOST]),
    )
    return "\n\n".join([*told, table, *_more(len(rows))])


def failures_in_markdown(failures: Sequence[Failure]) -> str:
    """What could not be done, why, and what to do about it."""
    if not failures:
        return "Nothing has failed."
    told = ((one.subject, one.cause, one.advice) for one in failures[:MOST])
    return "\n\n".join([_table(("what", "why", "what to do"), told), *_more(len(failures))])


def curated_in_markdown(files: Iterable[Incoming], reports: Sequence[Report]) -> str:
    """What came in, and what was read in it."""
    table = _table(
        ("review", "document", "references", "matched", "trials", "claims", "findings"),
        (
            (
                report.title or report.name,
                report.document_id,
                str(report.references),
                str(report.references_by_match.get("matched", 0)),
                str(report.trials),
                str(report.claims),
                str(len(report.findings)),
            )
            for report in reports
        ),
    )
    return "\n\n".join([f"{len(list(files))} new files, {len(reports)} of them curated.", table])


def slug_of(place: str) -> str:
    """A name for a dataset that Prefect takes in keys: its last part, in lower case, with dashes.

    >>> slug_of("/data/My Reviews/"), slug_of("postgresql://someone@host/Living_Reviews?host=/run")
    ('my-reviews', 'living-reviews')
    """
    last = place.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-") or "dataset"


def _linked(row: Changed) -> str:
    here = f"https://clinicaltrials.gov/study/{row.subject}"
    return f"[{row.subject}]({here})" if re.fullmatch(r"NCT\d{8}", row.subject) else row.subject


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    """Text that cannot end a cell or begin a tag: it is a document's or a registry's, not ours."""
    return plain(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _more(number: int) -> list[str]:
    return [f"… and {number - MOST} more: they are in the dataset."] if number > MOST else []
