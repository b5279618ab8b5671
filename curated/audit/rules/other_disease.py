"""Claims about one disease that lean on a study of another."""

from collections.abc import Iterator

from curated.audit.compared import listed
from curated.audit.differing import differences, remark
from curated.audit.dossier import Dossier, link_id
from curated.audit.naming import reference_name, sentence
from curated.audit.rule import Rule, finding
from curated.facts import Name
from curated.schema import Finding

NAME = "other-disease"
_CANCER = "cancer"
_SPREAD = frozenset(["Neoplasm Metastasis", "Neoplasms"])
"""Headings that stand under cancer and are no cancer of their own."""


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning where the claim names a cancer and the work's title another; of other diseases a note.

    A note too where the claim names none and stands in a review of one cancer, and the work's title names other cancers
    only: what holds in one need not hold in another.
    """
    for each in differences(dossier, "disease"):
        facts = dossier.facts.get(each.claim.claim_id)
        is_cancer = facts is not None and any(map(_is_cancer, facts.named("disease").values()))
        yield remark(
            NAME,
            "warning" if is_cancer else "note",
            each,
            f"is about {each.found}, and the claim about {each.claimed}",
            "whether the finding is carried over from one disease to the other, and whether the text says so",
        )
    for document in dossier.dataset.documents:
        title = dossier.titled.get(document.document_id)
        own = [name for name in title.named("disease").values() if _is_cancer(name)] if title else []
        if own:
            yield from _carried_over(dossier, document.document_id, own)


def _carried_over(dossier: Dossier, document_id: str, own: list[Name]) -> Iterator[Finding]:
    for claim_id, citations in dossier.citations_of_claim.items():
        claim, facts = dossier.dataset.claim[claim_id], dossier.facts.get(claim_id)
        if claim.document_id != document_id or facts is None or facts.named("disease") or len(citations) > 3:
            continue
        for citation in citations:
            item = dossier.cited.get(citation.reference_id or "")
            if item is None:
                continue
            named = [name for title in item.titles for name in title.facts.named("disease").values()]
            others = [name for name in named if _is_cancer(name) and not _akin(name, own)]
            if not others or any(_akin(name, own) or name.name == _CANCER for name in named):
                continue
            reference = dossier.dataset.reference[item.reference_id]
            about = listed(sorted({name.name for name in others}))
            yield finding(
                NAME,
                "note",
                document_id,
                link_id(claim_id, item.reference_id),
                f"{sentence(reference_name(reference))} is about {about}, in a "
                f"review of {own[0].name}, and the claim does not say so.",
                [claim.text, item.titles[0].text],
                look_at="whether the finding is carried over from one cancer to the other",
                confidence="likely",
            )


def _is_cancer(name: Name) -> bool:
    return _CANCER in name.broader and name.name not in _SPREAD


def _akin(name: Name, own: list[Name]) -> bool:
    return any(name.covers(each) or each.covers(name) for each in own)


RULE = Rule(
    NAME,
    "Study of another disease",
    "warning",
    "A finding in one tumour is carried over to another more often than it is shown there.",
    "A review of liver cancer says “METTL3 suppresses immunity [58]”, and reference 58 is about bladder cancer.",
    check,
)
