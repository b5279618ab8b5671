"""Is this work that reference? Typed agreement with reasons; a wrong match is worse than none. Pure.

The rules rest on what agrees, never on a registry's own score: a search always has a best hit, also for a reference
that is in no registry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from curated.schema import Match, Work
from reference_resolver.agreement import Agreement, compare
from reference_resolver.request import PrintedReference
from reference_resolver.wording import tight

EQUALLY_GOOD = 0.03
"""Two different works whose scores are closer than this cannot be told apart."""

_NOT_CITED = frozenset({"journal", "journal-issue", "journal-volume", "component", "peer-review", "book-set", "grant"})
_PREPRINT_SERVERS = (
    "biorxiv",
    "medrxiv",
    "arxiv",
    "chemrxiv",
    "ssrn",
    "researchsquare",
    "preprint",
    "authorea",
    "osfio",
)


@dataclass(frozen=True)
class Verdict:
    """The decision for one reference, and the works that it rests on: every registry's record of the matched work, or
    all candidates that are equally good. ``refuted``: a printed identifier leads to another work.
    """

    match: Match
    works: tuple[Work, ...] = ()
    refuted: bool = False


class _Candidate(NamedTuple):
    """One work in as many registries as have it, the preferred one first; how far its best record agrees with the
    reference; which printed identifiers lead to it.
    """

    works: tuple[Work, ...]
    agreement: Agreement
    claims: tuple[str, ...]


def decide(reference: PrintedReference, candidates: Sequence[Work]) -> Match:
    """Which of the candidates the reference is: ``matched``, ``ambiguous`` or ``unmatched``, with the reasons.

    A printed identifier is a claim: the work that it leads to must agree in title, or in first author and year.
    Candidates come in the order in which the registries are preferred; work seen in two registries counts once.
    """
    return judge(reference, candidates).match


def judge(reference: PrintedReference, candidates: Sequence[Work]) -> Verdict:
    """:func:`decide` with the works that the decision rests on."""
    weighed = [_weigh(reference, works) for works in _same_works(candidates)]
    claimed = [candidate for candidate in weighed if candidate.claims]
    supported = [candidate for candidate in claimed if _supports_claim(candidate.agreement)]
    if supported:
        return _settle(reference, supported)
    unclaimed = [candidate for candidate in weighed if not candidate.claims]
    accepted = [candidate for candidate in unclaimed if _is_accepted(reference, candidate)]
    if not accepted:
        accepted = [found for candidate in unclaimed if (found := _accepted_by_string(reference, candidate))]
    if claimed:
        # not matched by its text either: print and identifier contradict each other, and a person has to look
        best = max(claimed, key=_score)
        leads = [f"the printed text agrees with {candidate.works[0].work_id}" for candidate in accepted]
        claim = " and ".join(best.claims)
        reasons = (f"printed {claim} leads to another work", *best.agreement.reasons, *leads)
        return Verdict(_match(reference, "unmatched", score=best.agreement.score, reasons=reasons), refuted=True)
    if accepted:
        return _settle(reference, accepted)
    if not weighed:
        return Verdict(_match(reference, "unmatched", reasons=("no candidate",)))
    best = max(weighed, key=_score)
    reasons = (f"best candidate is {best.works[0].work_id}", *best.agreement.reasons)
    return Verdict(_match(reference, "unmatched", score=best.agreement.score, reasons=reasons))


def _settle(reference: PrintedReference, accepted: list[_Candidate]) -> Verdict:
    ranked = sorted(accepted, key=_score, reverse=True)
    rivals = [rival for rival in ranked if _score(ranked[0]) - _score(rival) < EQUALLY_GOOD]
    # a paper and its abstract for a meeting differ in what they are, where nothing else tells them apart
    rivals = [rival for rival in rivals if rival.agreement.type == "agrees"] or rivals
    best = rivals[0]
    if len(rivals) > 1:
        reasons = tuple(f"could be {rival.works[0].work_id} (score {_score(rival):.2f})" for rival in rivals)
        works = tuple(work for rival in rivals for work in rival.works)
        return Verdict(_match(reference, "ambiguous", score=_score(best), reasons=reasons), works)
    said = [f"printed {claim} leads to this work" for claim in best.claims]
    registries = list(dict.fromkeys(work.registry for work in best.works))
    if len(registries) > 1:
        said.append(f"{' and '.join(registries)} agree")
    reasons = (*said, *best.agreement.reasons)
    match = _match(reference, "matched", best.works[0].work_id, _score(best), reasons)
    return Verdict(match, best.works)


def _supports_claim(found: Agreement) -> bool:
    if found.notice:
        return False
    if found.title in ("agrees", "partly") or found.title_score >= 0.7:
        return True
    # another paper of the same people and year is the likeliest mistake: then the place of print differs too
    elsewhere = found.title == "differs" and "differs" in (found.container, found.volume, found.page)
    return found.author == "agrees" and found.year in ("agrees", "partly") and not elsewhere


def _is_accepted(reference: PrintedReference, candidate: _Candidate) -> bool:
    found = candidate.agreement
    if found.notice or _is_elsewhere(reference, candidate) or _contradicts(found):
        return False
    if found.unparsed:
        where = {"agrees": 1, "partly": 3}.get(found.title, 9)
        if found.where < where or "differs" in (found.author, found.page):
            return False
    year = found.year in ("agrees", "partly")
    if _printed_identifier_differs(reference, candidate.works):
        return found.title == "agrees" and found.author == "agrees" and year and found.where >= 2
    if found.year == "agrees" and found.where == 3:
        # journal, volume, page and year are those of one article: whatever its title, it is the same author's
        return (
            found.author == "agrees" or found.title == "agrees" or (found.author, found.title) == ("unknown", "partly")
        )
    if found.title == "agrees" and not found.generic:
        return _accepts_title(found, year)
    if found.author != "agrees" or not year:
        return False
    if found.title == "unknown":
        return found.year == found.volume == found.page == "agrees" and found.container != "differs"
    return found.title in ("agrees", "partly") and found.where >= (1 if found.title == "agrees" else 2)


def _accepted_by_string(reference: PrintedReference, candidate: _Candidate) -> _Candidate | None:
    """The candidate as the whole string speaks for it, where the parser cut the string wrongly: the title stands in it
    whole, the first author at its start, and exactly the year and the place of print of this record.
    """
    if _is_unparsed_already(reference) or candidate.agreement.notice:
        return None
    whole = _weigh(reference.as_string(), candidate.works)
    found = whole.agreement
    agrees = found.title == found.author == found.year == "agrees" and found.title_score >= 0.95
    placed = found.page == "agrees" or found.where >= 2
    if not (agrees and placed and not found.generic and _is_accepted(reference.as_string(), whole)):
        return None
    reasons = ("its fields were parsed wrongly: the whole string was compared", *found.reasons)
    return whole._replace(agreement=found._replace(reasons=reasons))


def _is_unparsed_already(reference: PrintedReference) -> bool:
    return reference.title is None and reference.container_title is None and reference.year is None


def _accepts_title(found: Agreement, year: bool) -> bool:
    """A title that is not generic agrees: what else has to."""
    if found.author == "differs":
        return found.year == "agrees" and found.where >= 2
    if found.author == "agrees":
        return year or (found.year == "unknown" and found.where >= 1) or (found.where >= 2 and found.page == "agrees")
    if found.where >= 1:
        return year
    return found.year == "agrees" and found.title_score >= 0.98


def _contradicts(found: Agreement) -> bool:
    """Published in another place, as guidelines are that appear in six journals; or a companion paper."""
    if found.volume == found.page == "differs":
        return True
    if found.container == "differs" and "differs" in (found.volume, found.page):
        return True
    if found.page != "agrees":
        # the same title in the volume of another year: an abstract of the paper, or the next report of a series
        if found.volume == "differs" and found.year != "agrees":
            return True
        if found.authors == "differs":
            return True
    return found.page == "differs" and found.title_score < 0.995


def _is_elsewhere(reference: PrintedReference, candidate: _Candidate) -> bool:
    """A record of a kind that is not cited, or the preprint of what was printed with its journal, or the reverse."""
    kinds = {work.type.value for work in candidate.works if work.type}
    if kinds and kinds <= _NOT_CITED:
        return True
    if "posted-content" in kinds:
        return not _names_preprint_server(reference.raw)
    return candidate.agreement.container == "differs" and _names_preprint_server(reference.container_title or "")


def _names_preprint_server(text: str) -> bool:
    printed = tight(text)
    return any(server in printed for server in _PREPRINT_SERVERS)


def _printed_identifier_differs(reference: PrintedReference, works: Sequence[Work]) -> bool:
    dois = {work.doi.value for work in works if work.doi}
    pmids = {work.pmid.value for work in works if work.pmid}
    return bool((reference.doi and dois) or (reference.pmid and pmids))  # they would be claims if they were the same


def _weigh(reference: PrintedReference, works: Sequence[Work]) -> _Candidate:
    claims = {
        "DOI": reference.doi and any(work.doi and work.doi.value == reference.doi for work in works),
        "PMID": reference.pmid and any(work.pmid and work.pmid.value == reference.pmid for work in works),
        "PMCID": reference.pmcid and any(work.pmcid and work.pmcid.value == reference.pmcid for work in works),
    }
    return _Candidate(
        works=tuple(works),
        agreement=max((compare(reference, work) for work in works), key=lambda found: found.score),
        claims=tuple(name for name, made in claims.items() if made),
    )


def _same_works(candidates: Sequence[Work]) -> list[list[Work]]:
    """The candidates, records of one work together, in the order given."""
    groups: list[list[Work]] = []
    for work in {work.work_id: work for work in candidates}.values():
        same = [group for group in groups if any(_is_same(work, other) for other in group)]
        merged = [*(other for group in same for other in group), work]
        groups = [group for group in groups if group not in same]
        groups.append(merged)
    return groups


def _is_same(one: Work, other: Work) -> bool:
    if one.doi and other.doi:
        return one.doi.value == other.doi.value
    if one.pmid and other.pmid:
        return one.pmid.value == other.pmid.value
    if one.registry == other.registry:
        return False
    parts = ("title", "volume", "first_page")
    pairs = [(getattr(one, name), getattr(other, name)) for name in parts]
    return all(mine and theirs and tight(mine.value) == tight(theirs.value) for mine, theirs in pairs)


def _score(candidate: _Candidate) -> float:
    return candidate.agreement.score


def _match(
    reference: PrintedReference,
    status: str,
    work_id: str | None = None,
    score: float | None = None,
    reasons: tuple[str, ...] = (),
) -> Match:
    fields = {"status": status, "work_id": work_id, "score": score, "reasons": reasons}
    return Match.model_validate({"reference_id": reference.reference_id, **fields})
