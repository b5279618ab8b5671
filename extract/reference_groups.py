"""Groups among the authors of a reference: study groups, societies, ministries."""

import re

from extract.reference_pieces import Piece

GROUP = re.compile(
    r"(?i)\b(?:group|consortium|investigators?|committee|team|organi[sz]ations?|society|association|network|collaborat\w+|"
    r"initiative|programme?|project|institutes?|institution|ministry|centers?|centres?|department|council|agency|"
    r"foundation|federation|union|commission|board|panel|academy|college|university|hospital|authority|bureau|office|"
    r"service|survey|task force|party|trialists|researchers|members|company|inc|ltd|nations|world|national|"
    r"international|european|american|administration|alliance|coalition|registry|study|trial|anonymous|who|unesco|fao|"
    r"cdc|fda|collaboration|contributors|authors|corporation|communities|grupo|société|gesellschaft|ministère)\b"
)
"""Words in the names of groups."""
FOR_GROUP = re.compile(
    r"[\s,;]{1,3}(?:and\s|on\s{1,2}behalf\s{1,2}of\s{1,2}(?:the\s)?|for\s{1,2}(?:the\s)|writing\s{1,2}for\s(?:the\s)?)(?=[A-Z])"
)
"""What joins persons and the group for which they wrote."""


def says_group(name: str) -> bool:
    """Whether a name is that of a group: it has a word such as *Society*, and more than that."""
    return bool(GROUP.search(name)) and (" " in name or name.isupper() or name.lower() == "anonymous")


_GROUP_ENDS = (
    r"(?:investigators|collaborators|trialists|researchers|(?:study|working|research|collaborative|trial|writing)\s{1,3}group"
    r"|consortium|collaboration|network|committee|task\s{1,3}force|team)"
)
_GROUP_BEHIND = re.compile(
    rf"[\s.,;]{{1,4}}(?:(?:and|for|on\s{{1,3}}behalf\s{{1,3}}of)\s{{1,3}})?(?:the\s{{1,3}})?(?P<name>[A-Z0-9][^.;:,?]{{0,60}}?\b{_GROUP_ENDS})\.\s",
    re.IGNORECASE,
)


def group_behind(text: str, end: int) -> Piece | None:
    """A group that is printed right behind a list of authors, in a sentence of its own.

    >>> group_behind("Kim E, et al.; POND-3 investigators. A trial of ponds.", 12).text
    'POND-3 investigators'
    """
    found = _GROUP_BEHIND.match(text, end)
    return Piece(found["name"], found.start("name"), found.end("name")) if found else None
