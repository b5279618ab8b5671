"""A cited item as far as it can be read: its title as printed or recorded, its abstract, its full text, its trials."""

from dataclasses import dataclass, field
from typing import Literal

from curated.facts import Facts
from curated.provenance import Sourced
from curated.schema import Trial, Work

Depth = Literal["title", "abstract", "full_text", "registry"]
DEPTHS: tuple[Depth, ...] = ("title", "abstract", "full_text", "registry")

WorkKind = Literal[
    "review",
    "meta-analysis",
    "guideline",
    "protocol",
    "trial in progress",
    "registration",
    "abstract",
    "preprint",
    "case report",
    "editorial",
    "randomised trial",
    "clinical trial",
    "cohort",
    "animal study",
    "cell study",
]


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a cited item, verbatim: ``text`` is ``[start, end)`` of the value that its source points to.

    ``section`` is the heading that it stands under, where that is known.
    """

    text: Sourced[str]
    depth: Depth
    start: int
    end: int
    facts: Facts
    section: str = ""


@dataclass(frozen=True, slots=True)
class CitedItem:
    """What could be read of what a reference cites.

    ``titles`` holds the printed title and the record's, ``sentences`` what lies deeper, in the order of the text.
    ``kinds`` says what sort of work it is, each with the words or the registry's type that say so. ``works`` are all
    records of it, the matched one first; ``trials`` those that it reports, as the registry has them.
    """

    reference_id: str
    titles: tuple[CitedSentence, ...] = ()
    sentences: tuple[CitedSentence, ...] = ()
    kinds: dict[WorkKind, Sourced[str]] = field(default_factory=dict)
    works: tuple[Work, ...] = ()
    trial_numbers: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    unreadable: str | None = None
    """Why nothing could be made of it, where nothing could: no title, another language, another paper's abstract."""

    @property
    def depth(self) -> Depth | None:
        """The deepest that was read of the work itself."""
        read = {each.depth for each in (*self.titles, *self.sentences)}
        return next((depth for depth in reversed(DEPTHS) if depth in read), None)
