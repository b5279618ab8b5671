"""The words by which a mirror finds a work, made the same way of a bulk record and of a printed reference.

A title's words stand for themselves; what else is printed is marked, so that page 2020 is not the year 2020:
``a:finn`` an author, ``y:2020`` the year, ``v:382`` the volume, ``p:1894`` the first page or article number.
"""

import re
from typing import NamedTuple

from reference_resolver.request import PrintedReference
from reference_resolver.wording import fold, locator

_MOST_WORDS = 60
_MOST_AUTHORS = 12
_FEWEST_LETTERS = 3
_LONGEST_RAW = 2000
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "was",
        "are",
        "its",
        "der",
        "die",
        "das",
        "und",
        "les",
        "des",
        "del",
        "los",
        "las",
        "per",
        "una",
        "une",
        "nel",
        "dei",
        "von",
        "zur",
        "zum",
    ]
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


class Printed(NamedTuple):
    """What of a work is found by its words, as a bulk record has it; ``authors`` are family names and groups."""

    title: str = ""
    authors: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    volume: str = ""
    page: str = ""


def terms_of_record(printed: Printed) -> list[str]:
    """The terms under which a work is found.

    >>> terms_of_record(Printed("On TNF-α", ("van der Berg",), ("2020",), "382", "0894"))
    ['tnf', 'alpha', 'a:van', 'a:der', 'a:berg', 'y:2020', 'v:382', 'p:894']
    """
    terms = _telling(printed.title)
    for name in printed.authors[:_MOST_AUTHORS]:
        terms += [f"a:{word}" for word in fold(name).split()]
    terms += [f"y:{year}" for year in printed.years]
    return [*terms, *_placed("v", fold(printed.volume)), *_placed("p", locator(printed.page))]


def terms_of_reference(reference: PrintedReference) -> list[str]:
    """The terms to look for, each once. Where no title was parsed, any word can be of the title or an author, and any
    number the year, the volume or the page.

    >>> terms_of_reference(PrintedReference(reference_id="r", raw="", title="TNF-α", first_author="Li", year=2019))
    ['tnf', 'alpha', 'a:li', 'y:2019']
    """
    if reference.title is not None:
        terms = _telling(reference.title)
        terms += [f"a:{word}" for word in fold(reference.first_author or "").split()]
        terms += _placed("y", str(reference.year or ""))
        terms += _placed("v", fold(reference.volume or ""))
        terms += _placed("p", locator(reference.first_page or reference.article_number or ""))
    else:
        raw = reference.raw[:_LONGEST_RAW]
        words = _telling(raw)
        terms = [*words, *(f"a:{word}" for word in words[:_MOST_AUTHORS] if not word.isdigit())]
        for number in re.findall(r"\d+", fold(raw)):
            terms += [f"y:{number}"] if _YEAR.fullmatch(number) else []
            terms += [f"v:{number}", f"p:{number.lstrip('0')}"]
    return list(dict.fromkeys(term for term in terms if len(term) < 100))[: 3 * _MOST_WORDS]


def _telling(text: str) -> list[str]:
    words = dict.fromkeys(fold(text).split())
    telling = [word for word in words if word not in _COMMON and (len(word) >= _FEWEST_LETTERS or word.isdigit())]
    return telling[:_MOST_WORDS]


def _placed(mark: str, value: str) -> list[str]:
    return [f"{mark}:{value.replace(' ', '')}"] if value else []
