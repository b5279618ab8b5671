"""Full texts of works that may be read by anyone: which those are, asked in batches, and then each of them.

The answers are kept by the sender, as all are; what they say is read by whoever has them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from curated.schema import Failure, Work
from reference_resolver.desk import Desk, Send
from reference_resolver.inquiry import Progress
from reference_resolver.registry import Registry
from reference_resolver.request import FullText, Lead, OpenAccess


class FullTexts(NamedTuple):
    """The PMCIDs whose text was answered, how many may be read at all, and a failure for what could not be asked."""

    answered: tuple[str, ...]
    open_access: int
    failures: tuple[Failure, ...]


def ask_full_texts(works: Sequence[Work], registries: Sequence[Registry], send: Send, tell: Progress) -> FullTexts:
    """Ask for the full texts of works that have a PMCID and are open access; nobody is asked where none has."""
    pmcids = tuple(sorted({work.pmcid.value for work in works if work.pmcid}))
    if not pmcids:
        return FullTexts((), 0, ())
    desk = Desk(registries, send)
    leads = [lead for answer in desk.ask(OpenAccess(pmcids=pmcids)) for lead in answer.found if isinstance(lead, Lead)]
    wanted = sorted({lead.pmcid for lead in leads if lead.pmcid})
    answered = []
    for done, pmcid in enumerate(wanted, start=1):
        if any(answer.cause is None for answer in desk.ask(FullText(pmcid=pmcid))):
            answered.append(pmcid)
        tell("full texts", done, len(wanted))
    failures = tuple(desk.failures[failure_id] for failure_id in sorted(desk.failures))
    return FullTexts(tuple(answered), len(wanted), failures)
