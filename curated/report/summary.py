"""What was resolved and found, in plain words and as counts for the picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curated.report.concerns import Concerns
from curated.report.states import ORDER, SEVERITY_STATE, State, reference_state, worst
from curated.report.wording import counted, words
from curated.schema import Reference


class Share(NamedTuple):
    """Part of a bar: its state, its name, and how many."""

    state: State
    name: str
    number: int


@dataclass(frozen=True)
class Bar:
    """One bar of the picture: what is counted and its parts, the first to look at first."""

    name: str
    shares: tuple[Share, ...]

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(share.number for share in self.shares)


_RESOLUTIONS: tuple[tuple[str, State], ...] = (
    ("unmatched", "review"),
    ("ambiguous", "review"),
    ("failed", "open"),
    ("matched", "supported"),
    ("not_asked", "unchecked"),
)


def bars(concerns: Concerns) -> list[Bar]:
    """References by resolution, links by state, remarks by severity; a bar of nothing is left out."""
    data = concerns.dataset
    resolved: Counter[str] = Counter(
        data.match[one.reference_id].status for one in data.references if one.reference_id in data.match
    )
    resolved["not_asked"] += len(data.references) - sum(resolved.values())
    states = Counter(concerns.state_of_link.values())
    grave: Counter[str] = Counter(finding.severity for finding in data.findings)
    made = [
        Bar("References", tuple(Share(state, words(name), resolved[name]) for name, state in _RESOLUTIONS)),
        Bar("Links from a claim to a reference", tuple(Share(state, _SHORT[state], states[state]) for state in ORDER)),
        Bar("Remarks", tuple(Share(state, name, grave[name]) for name, state in SEVERITY_STATE.items())),
    ]
    kept = [Bar(bar.name, tuple(share for share in bar.shares if share.number)) for bar in made]
    return [bar for bar in kept if bar.total]


_SHORT = {
    "conflict": "conflict",
    "review": "to review",
    "open": "not found",
    "supported": "supported",
    "unchecked": "not checked",
}


def paragraphs(concerns: Concerns) -> list[str]:
    """The state of the dataset in plain words: what it is, what was found, what is left to know."""
    data = concerns.dataset
    told = [
        [*_sizes(concerns), *_resolved(concerns)],
        [*_audited(concerns), *_trials(concerns)],
    ]
    if data.failures:
        told[-1].append(f"{counted(len(data.failures), 'thing')} could not be done: see Not done.")
    return [" ".join(sentences) for sentences in told if sentences]


def _sizes(concerns: Concerns) -> Iterator[str]:
    data = concerns.dataset
    several = len(data.documents) != 1
    who = f"These {len(data.documents)} documents cite" if several else "This review cites"
    markers = len({citation.citation_id.rsplit("-", 1)[0] for citation in data.citations})
    yield (
        f"{who} {counted(len(data.references), 'work')} in {counted(markers, 'place')} and "
        f"{'make' if several else 'makes'} {counted(len(data.claims), 'claim')} that can be checked."
    )


def _resolved(concerns: Concerns) -> Iterator[str]:
    data = concerns.dataset
    if not data.references:
        return
    found = [data.match[one.reference_id] for one in data.references if one.reference_id in data.match]
    asked = [one for one in found if one.status != "not_asked"]
    if not asked:
        yield "No registry was asked, so nothing could be compared with the record of the cited works."
        return
    matched = [one for one in asked if one.status == "matched"]
    if len(matched) == len(asked):
        told = f"All {len(asked):,} references were" if len(asked) > 1 else "Its one reference was"
        yield f"{told} found in a registry."
    else:
        share = int(100 * len(matched) / len(asked))
        yield (
            f"{len(matched)} of {len(asked)} references were found in a registry ({share} %); "
            f"{len(asked) - len(matched)} could not be identified for certain."
        )
    works = [data.work.get(one.work_id or "") for one in matched]
    updated = [work for work in works if work is not None and work.update_status]
    if updated:
        yield f"{counted(len(updated), 'cited work')} had a notice since: a correction, a concern or a retraction."


def _audited(concerns: Concerns) -> Iterator[str]:
    data = concerns.dataset
    grave = Counter(finding.severity for finding in data.findings)
    if not data.findings:
        yield "The audit has no remarks."
    else:
        parts = [counted(grave[name], name) for name in ("error", "warning", "note") if grave[name]]
        settled = f" A person has settled {len(concerns.settled)} of them." if concerns.settled else ""
        yield f"The audit has {counted(len(data.findings), 'remark')}: {_joined(parts)}.{settled}"
    support = Counter(link.support for link in data.links)
    looked = len(data.links) - support["not_checked"]
    if not data.links:
        return
    if not looked:
        read = "not read" if not any(link.depth for link in data.links) else "read no deeper than their titles"
        yield f"The cited works were {read}, so that no link could be held against what they say."
        return
    parts = [
        f"{support[name]:,} {words(name)}"
        for name in ("supported", "contradicted", "needs_review", "not_found_at_this_depth", "not_checked")
        if support[name]
    ]
    shallow = sum(link.depth == "title" for link in data.links)
    depth = " Most works were read no deeper than the title." if 2 * shallow > len(data.links) else ""
    yield f"{counted(len(data.links), 'link')} from a claim to a reference: {_joined(parts)}.{depth}"


def _trials(concerns: Concerns) -> Iterator[str]:
    data = concerns.dataset
    numbers = {mention.trial_id.value for mention in data.trial_mentions}
    if not numbers:
        return
    known = numbers & {trial.trial_id for trial in data.trials}
    told = f"{len(known)} of them known to a registry asked" if known else "none of them looked up"
    yield f"{counted(len(numbers), 'trial number')} {'is' if len(numbers) == 1 else 'are'} printed, {told}."


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def state_of_reference(concerns: Concerns, reference: Reference) -> State:
    """The state of a reference with the remarks about it."""
    match = concerns.dataset.match.get(reference.reference_id)
    differs = any(link.identity == "differs" for link in concerns.links_of_reference.get(reference.reference_id, ()))
    return worst(
        [reference_state(match, concerns.unsettled(reference.reference_id)), "review" if differs else "unchecked"]
    )
