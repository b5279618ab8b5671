"""Passages that say what acts on what: ``TAMs promote ICI resistance``."""

from collections.abc import Iterator

from curated.provenance import Method
from curated.schema import Mechanism, Row
from extract.act import Act
from extract.acts import find_acts
from extract.claim_kind import ClaimKind
from extract.document import Document
from extract.passages import Passage
from extract.stance import is_denied

RELATION_NAMED = Method(name="relation-named", version="1")
DIRECTION_NAMED = Method(name="direction-named", version="1")
_BIOLOGICAL = ("drug", "class", "target", "cell", "pathway", "chemical", "procedure")


def recognises(passage: Passage) -> bool:
    """Whether something in the passage acts on something."""
    return bool(_acts(passage))


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Row]:
    """A row an acting."""
    start = passage.span.start
    for act in _acts(passage):
        behind = act.agent[0] if act.agent[0] > act.cue[0] else act.object[0]  # one cue, two agents: by X but not by Y
        cue = document.quote(start + act.cue[0], start + act.cue[1])
        effect = document.quote(start + act.effect[0], start + act.effect[1]) if act.effect else None
        yield Mechanism(
            mechanism_id=f"{document.document_id}-mechanism-{start + act.cue[0]}-{start + behind}",
            claim_id=claim_id,
            agent=document.quote(start + act.agent[0], start + act.agent[1]),
            relation=cue if cue.value == act.relation else cue.derive(act.relation, RELATION_NAMED),
            object=document.quote(start + act.object[0], start + act.object[1]),
            location=document.quote(start + act.where[0], start + act.where[1]) if act.where else None,
            effect=effect,
            direction=effect.derive(act.direction, DIRECTION_NAMED) if effect and act.direction else None,
            category=passage.section_path[-1] if passage.section_path else None,
            negated=act.negated or is_denied(passage.words, act.cue[0]),
        )


def _acts(passage: Passage) -> tuple[Act, ...]:
    if passage.kind != "sentence":
        return ()
    start = passage.span.start
    names = passage.named(*_BIOLOGICAL)
    spans = tuple((each.span.start - start, each.span.end - start) for each in names)
    molecules = tuple(span for span, each in zip(spans, names, strict=True) if each.entry.kind == "target")
    return find_acts(passage.words, spans, molecules)


KIND = ClaimKind("mechanism", recognises, read)
