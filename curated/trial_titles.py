"""Trial names of documents that a registry's titles tell the number of: ``IMbrave150`` in the title of NCT03434379."""

import re
from collections.abc import Iterable

from curated.schema import Entity, Trial

_SIGNS = re.compile(r"[\W_]+")
_SHORTEST = 4
"""Letters and digits of a name; shorter ones stand in titles as words and abbreviations too."""


def name_key(name: str) -> str:
    """A trial name without what is printed differently: case, blanks, hyphens.

    >>> name_key("CheckMate-9DW") == name_key("CheckMate 9DW")
    True
    """
    return _SIGNS.sub("", name).casefold()


def numbered_by_titles(entities: Iterable[Entity], trials: Iterable[Trial]) -> tuple[Entity, ...]:
    """The entities, trial names among them with the number of the one trial whose titles print the name.

    A name that has a number already keeps it; one that the titles of several trials print gets none.
    """
    titles = {
        trial.canonical_id.value: [title.value for title in (trial.brief_title, trial.official_title) if title]
        for trial in trials
    }
    return tuple(
        each.model_copy(update={"identifier": _number(each.name, titles)})
        if each.kind == "trial" and not each.identifier
        else each
        for each in entities
    )


def _number(name: str, titles: dict[str, list[str]]) -> str | None:
    pieces = [piece for piece in _SIGNS.split(name) if piece]
    if len(name_key(name)) < _SHORTEST:
        return None
    printed = re.compile(r"(?<![\w-])" + r"[\W_]{0,2}".join(map(re.escape, pieces)) + r"(?![\w-])")
    found = {number for number, printings in titles.items() if any(printed.search(title) for title in printings)}
    return found.pop() if len(found) == 1 else None
