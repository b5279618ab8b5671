"""Changes as an Atom feed (RFC 4287): an entry for what was seen at once of a trial or work, under an id that stays."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from lxml import etree

from curated.history import text_of
from curated.schema import TrialChange, WorkChange
from curated.since import QUIET, Ledger, event_of
from curated.since_told import in_words, shortened

_ATOM = "http://www.w3.org/2005/Atom"
_SPACE = uuid.UUID("6f3b1b0a-5d0c-5a86-9d4a-6c6974637572")  # made for this: ids in it meet no others
MOST = 500
"""The newest entries that a feed holds; readers keep those they have seen."""


def atom_feed(ledger: Ledger, name: str) -> bytes:
    """The changes of a dataset, the newest first. The same history gives the same bytes.

    :param name: what people call the dataset; it stands in the title.
    """
    log: list[TrialChange | WorkChange] = [row for row in ledger.trial_history if row.kind != "history"]
    log.extend(ledger.work_history)
    log.sort(key=lambda row: (-row.number, row.row_id))
    entries = [list(rows) for _, rows in groupby(log, key=lambda row: (_subject(row), row.refresh, row.seen_at.date()))]
    told = [rows for rows in entries if any(row.field not in QUIET for row in rows)][:MOST]
    begun = min((one.started_at for one in ledger.refreshes), default=None)
    moments = [rows[0].seen_at for rows in told] + ([begun] if begun else [])
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    # a dataset is known by its first refresh, wherever it is moved to
    _add(feed, "id", _urn(begun.isoformat() if begun else name))
    _add(feed, "title", f"What changed in the trials and works of {name}")
    _add(feed, "updated", _time(max(moments, default=datetime.fromtimestamp(0, UTC))))
    _add(_add(feed, "author"), "name", "litcurate")
    _add(feed, "generator", "litcurate")
    for rows in told:
        feed.append(_entry(ledger, rows[::-1]))
    etree.indent(feed)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="UTF-8"))


def _entry(ledger: Ledger, rows: Sequence[TrialChange | WorkChange]) -> Any:
    subject = _subject(rows[0])
    words = [in_words(event_of(row)) for row in rows if row.field not in QUIET]
    title = ledger.trials[subject]["brief_title"] if subject in ledger.trials else ledger.works.get(subject)
    entry = etree.Element(f"{{{_ATOM}}}entry")
    key = [subject, rows[0].seen_at.isoformat(), *(f"{row.field}={row.old}→{row.new}" for row in rows)]
    _add(entry, "id", _urn("\n".join(text_of(one) or "" for one in key)))
    _add(entry, "title", f"{subject}: {'; '.join(dict.fromkeys(words))}")
    _add(entry, "updated", _time(rows[0].seen_at))
    if address := _address(subject):
        _add(entry, "link", rel="alternate", href=address)
    _add(entry, "summary", shortened(title) if title else subject)
    lines = [f"{row.field}: {row.old} → {row.new} (registry: {row.registry_date or 'no date'})" for row in rows]
    _add(entry, "content", "\n".join(lines), type="text")
    return entry


def _subject(row: TrialChange | WorkChange) -> str:
    return row.trial_id if isinstance(row, TrialChange) else row.work_id


def _address(subject: str) -> str | None:
    """Where a person can look the subject up."""
    if subject.startswith("NCT"):
        return f"https://clinicaltrials.gov/study/{subject}"
    registry, _, name = subject.partition(":")
    if registry == "pubmed":
        return f"https://pubmed.ncbi.nlm.nih.gov/{name}/"
    return f"https://doi.org/{name}" if registry == "crossref" else None


def _add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", dict(attributes))
    if text is not None:
        child.text = "".join(one if one.isprintable() or one == "\n" else " " for one in text)  # XML has no controls
    return child


def _urn(text: str) -> str:
    return uuid.uuid5(_SPACE, text.encode("utf-8", "replace").decode()).urn


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
