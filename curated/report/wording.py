"""Text of others as a page may show it, and the plain words that the report uses for the dataset's own terms."""

import re
from collections.abc import Mapping

LONGEST = 20_000
"""Characters of one value beyond which it is cut, with a remark that says so."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_PHASE = re.compile(r"(?i)(phase)(\d)")
_JOINERS = "\u200c\u200d\u00ad"
"""Needed by the letters of some scripts, and soft hyphens: left as they are."""


def shown(text: str, longest: int = LONGEST) -> str:
    """The text with what cannot be seen made visible, and cut where it is huge.

    Control characters, those that turn the direction of writing, and halves of characters could make a page show other
    words than are there; they are shown by their number.

    >>> shown("ab" + chr(0x202E) + "cd" + chr(0)), shown("x" * 9, longest=4)
    ('ab⟦U+202E⟧cd⟦U+0000⟧', 'xxxx… ⟦cut here: 9 characters in all⟧')
    """
    return _UNSEEN.sub(_number, cut(text, longest))


def cut(text: str, longest: int) -> str:
    """The text, or its beginning with a remark where it is longer."""
    return text if len(text) <= longest else f"{text[:longest]}… ⟦cut here: {len(text):,} characters in all⟧"


def _number(found: re.Match[str]) -> str:
    return found.group() if found.group() in _JOINERS else f"⟦U+{ord(found.group()):04X}⟧"


def cells_apart(text: str) -> str:
    r"""The text of a table row with a dot between its cells, where the document has tabs.

    >>> cells_apart("Nivolumab\tPD-1\tORR: 24%")
    'Nivolumab · PD-1 · ORR: 24%'
    """
    return text.replace("\t", " · ")


def brief(text: str, longest: int = 140) -> str:
    """The text on one line, cut behind a word."""
    words = " ".join(cells_apart(text[: longest * 8]).split())
    if len(words) <= longest:
        return words
    return f"{words[:longest].rsplit(' ', 1)[0]} …"


def brief_in(text: str, longest: int) -> str:
    """Part of a longer text: cut like :func:`brief`, with the blanks at its ends kept."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "trial"), counted(1200, "study", "studies")
    ('1 trial', '1,200 studies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


WORDS: Mapping[str, str] = {
    "not_asked": "not asked",
    "not_checked": "not checked",
    "not_found_at_this_depth": "not found at this depth",
    "needs_review": "needs review",
    "not_stated": "not stated",
    "full_text": "full text",
    "expression_of_concern": "expression of concern",
}
"""Terms of the dataset that are not words as they stand."""


def words(term: str) -> str:
    """A term of the dataset in words.

    >>> words("needs_review"), words("first_page"), words("PHASE3")
    ('needs review', 'first page', 'PHASE 3')
    """
    return WORDS.get(term, _PHASE.sub(r"\1 \2", term).replace("_", " "))
