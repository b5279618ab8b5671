"""Two names of one thing that a text joins as if they were two."""

from collections.abc import Iterator
from itertools import pairwise

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.provenance import DocumentSource, Sourced
from curated.schema import Entity, Finding

NAME = "one-thing-twice"
_KINDS = ("drug", "target")
_JOINED = frozenset({"and", "or", ",", ", and", "as well as"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """A note for each pair of neighbours in a claim that name one entry of a vocabulary in two ways."""
    texts = {row.document_id: row.text for row in dossier.dataset.texts}
    for one, other in pairwise(row for row in dossier.dataset.entities if row.kind in _KINDS):
        if one.claim_id is None or one.claim_id != other.claim_id or one.name != other.name or one.kind != other.kind:
            continue
        first, second = one.text, other.text
        if _bare(first) == _bare(second) or _between(texts.get(one.document_id, ""), one, other) not in _JOINED:
            continue
        yield finding(
            NAME,
            "note",
            one.document_id,
            other.entity_id,
            f"“{first.value}” and “{second.value}” are joined as two, and are two names of {one.name}.",
            [dossier.dataset.claim[one.claim_id].text],
            look_at="whether one of the two was meant to be something else",
            confidence="likely",
        )


def _between(text: str, one: Entity, other: Entity) -> str:
    """What is printed between two names."""
    first, second = one.text.source, other.text.source
    if not isinstance(first, DocumentSource) or not isinstance(second, DocumentSource):
        return ""
    return " ".join(text[first.end : second.start].split())


def _bare(text: Sourced[str]) -> str:
    return "".join(filter(str.isalnum, text.value.casefold())).removesuffix("s")


RULE = Rule(
    NAME,
    "One thing named as two",
    "note",
    "A list with two names of one gene or drug looks longer than it is, and may hide the one that was meant.",
    "“enhance PD-L1 and CD274 expression”: CD274 is the gene of PD-L1.",
    check,
)
