"""How far a printed reference and a registry's work agree, attribute by attribute. Pure; it decides nothing."""

import re
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from curated.schema import Work
from reference_resolver.kinds_of_work import same_kind
from reference_resolver.request import PrintedReference
from reference_resolver.wording import fold, locator, numbers, same_container, tight

State = Literal["agrees", "partly", "differs", "unknown"]
"""``partly``: a title without its subtitle or nearly the same; a year next to the printed one. ``unknown``: not said on
one side, which is no disagreement."""

_WEIGHTS = {"title": 0.40, "author": 0.15, "year": 0.10, "container": 0.10, "volume": 0.10, "page": 0.15}
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\s*[:\]]\s*", re.IGNORECASE
)
_NOTICE = re.compile(
    r"^\W*(?:(?:author|publisher)'?s?\s+)?(?:correction|corrigend\w+|errat\w+|retraction(?:\s+(?:note|notice))?|"
    r"expression of concern|addendum|reply|response|comment(?:ary)?|letter|re)\b\s*"
    r"(?:[:\-\u2013\u2014]|to\b|on\b|of\b)",
    re.IGNORECASE,
)
_DOUBTED = {
    "author": frozenset({"first_author", "authors"}),
    "authors": frozenset({"authors"}),
    "year": frozenset({"year"}),
    "container": frozenset({"container_title"}),
    "volume": frozenset({"volume"}),
    "page": frozenset({"first_page", "article_number"}),
    "type": frozenset({"type"}),
}
"""Which printed fields an attribute is compared by."""
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_ABSENT = "title is not in the printed text"
_GENERIC_LENGTH = 25
_START = 120
"""Characters at the start of a reference in which the first author is printed."""
_GENERIC_WORDS = 4


class Agreement(NamedTuple):
    """What a printed reference and a work have in common. ``generic``: the title is one that many works bear;
    XX the raw string is known, in which words and numbers can stand for something else.
    """

    title: State
    title_score: float
    author: State
    authors: State
    year: State
    container: State
    volume: State
    page: State
    type: State
    generic: bool
    notice: bool
    unparsed: bool
    reasons: tuple[str, ...]

    @property
    def where(self) -> int:
        """How many of container, volume and first page agree: where the work was published."""
        return [self.container, self.volume, self.page].count("agrees")

    @property
    def score(self) -> float:
        """One number from 0 to 1 for sorting: agreeing attributes by weight, less where little is known."""
        values = {"agrees": 1.0, "partly": 0.7, "differs": 0.0}
        known = {name: w for name, w in _WEIGHTS.items() if getattr(self, name) != "unknown"}
        if not known:
            return 0.0
        reached = sum(w * values[getattr(self, name)] for name, w in known.items() if name != "title")
        reached += known.get("title", 0.0) * self.title_score
        total = sum(known.values())
        return round(reached / total * (0.7 + 0.3 * total), 4)


def compare(reference: PrintedReference, work: Work) -> Agreement:
    """Compare a reference as printed with a work, falling back on the raw string for what was not parsed."""
    title, score, said = _title(reference, work)
    year, year_said = _year(reference, work)
    states: dict[str, State] = {
        "author": _author(reference, work),
        "authors": _authors(reference, work),
        "year": year,
        "container": _container(reference, work),
        "volume": _volume(reference, work),
        "page": _page(reference, work),
        "type": _type(reference, work),
    }
    for name, state in states.items():
        if state == "differs" and not _DOUBTED[name].isdisjoint(reference.doubtful):
            states[name] = "unknown"
    year_said = year_said if states["year"] != "unknown" else "year unknown"
    reasons = [said, f"first author {states['author']}", f"author list {states['authors']}", year_said]
    reasons += [f"{name} {states[name]}" for name in ("container", "volume")]
    reasons += [f"first page {states['page']}", f"type {states['type']}"]
    work_title = work.title.value if work.title else ""
    words = fold(work_title if reference.title is None else reference.title).split()
    return Agreement(
        title="unknown" if title == "differs" and "title" in reference.doubtful else title,
        title_score=score,
        generic=len(words) < _GENERIC_WORDS or len("".join(words)) < _GENERIC_LENGTH,
        notice=_is_notice(reference, work_title),
        unparsed=_is_unparsed(reference),
        reasons=tuple(reason for reason in reasons if not reason.endswith("unknown")),
        **states,
    )


def _is_unparsed(reference: PrintedReference) -> bool:
    return reference.title is None and not (reference.container_title and (reference.volume or reference.first_page))


def _is_notice(reference: PrintedReference, work_title: str) -> bool:
    about = _NOTICE.match(work_title)
    if about is None:
        printed = _NOTICE.match(reference.title or "")
        # a work's own title may begin so; then the record's begins with the same words
        return printed is not None and not tight(work_title).startswith(tight(printed.group()))
    if reference.title is not None:
        return not tight(reference.title).startswith(tight(about.group()))
    return tight(work_title)[:30] not in tight(reference.raw)


def _title(reference: PrintedReference, work: Work) -> tuple[State, float, str]:
    if work.title is None:
        return "unknown", 0.0, "title unknown"
    registered = _RETRACTED.sub("", work.title.value)
    if reference.title is None:
        state, score, said = _title_in(reference.raw, registered, whole="agrees")
        # many styles print no title; then its absence says nothing
        return (
            (state, score, said) if state != "differs" or _is_unparsed(reference) else ("unknown", 0.0, "title unknown")
        )
    mine, theirs = tight(_RETRACTED.sub("", reference.title)), tight(registered)
    score = fuzz.ratio(mine, theirs) / 100
    if score >= 0.8:
        if numbers(reference.title) != numbers(registered):
            return "differs", min(score, 0.5), "title differs in a number"
        return ("agrees" if score >= 0.9 else "partly"), score, f"title agrees ({score:.2f})"
    short, long = sorted((mine, theirs), key=len)
    if len(short) >= 15 and fuzz.ratio(short, long[: len(short)]) >= 95:
        return "partly", 0.9, "title agrees but for its end"
    state, within, said = _title_in(reference.raw, registered, whole="partly")
    return (state, within, said) if state != "differs" else ("differs", score, f"title differs ({score:.2f})")


def _title_in(raw: str, registered: str, whole: State) -> tuple[State, float, str]:
    """Look for a work's title anywhere in the printed string: for entries whose title was not parsed, or badly."""
    mine, theirs = tight(raw), tight(registered)
    if len(theirs) < _GENERIC_LENGTH:
        stands = bool(theirs) and f" {fold(registered)} " in f" {fold(raw)} "
        return ("partly", 0.9, "title stands in the printed text") if stands else ("differs", 0.0, _ABSENT)
    if len(theirs) > len(mine) + 5:
        return "differs", 0.0, _ABSENT
    score = fuzz.partial_ratio(theirs, mine) / 100
    if not set(numbers(registered)) <= set(numbers(raw)):
        return "differs", min(score, 0.5), "title differs in a number"
    if score >= 0.92:
        return whole, score, f"title stands in the printed text ({score:.2f})"
    if score >= 0.7 and whole == "agrees":  # a page break with its running head in the middle of the title
        return "partly", score, f"title stands in the printed text in part ({score:.2f})"
    return "differs", score * 0.5, f"{_ABSENT} ({score:.2f})"


def _author(reference: PrintedReference, work: Work) -> State:
    people = work.authors.value if work.authors else ()
    groups = work.group_author.value if work.group_author else ()
    if not people and not groups:
        return "unknown"
    first = [people[0].family] if people else list(groups)
    start, raw = (f" {fold(text)} " for text in (reference.raw[:_START], reference.raw))
    if any(f" {fold(name)} " in start for name in first):
        return "agrees"  # whatever was parsed as the first author
    if reference.first_author is None:
        return "unknown" if any(f" {fold(person.family)} " in raw for person in people[1:]) else "differs"
    printed = tight(reference.first_author)
    if any(_same_name(printed, tight(name)) for name in (*first, *groups)):
        return "agrees"
    if people and people[0].given and printed == tight(people[0].given):
        return "agrees"  # registries swap family and given names now and then
    others = (tight(person.family) for person in people[1:])
    return "unknown" if any(_same_name(printed, other) for other in others) else "differs"


def _authors(reference: PrintedReference, work: Work) -> State:
    """How many of the authors printed after the first are on record; lists are cut short on both sides."""
    people = [tight(person.family) for person in work.authors.value] if work.authors else []
    printed = [tight(name) for name in reference.authors[1:]][: len(people) - 1]
    if len(printed) < 2:
        return "unknown"
    found = sum(any(_same_name(name, other) for other in people) for name in printed)
    return "agrees" if 3 * found >= 2 * len(printed) else "partly" if found else "differs"


def _type(reference: PrintedReference, work: Work) -> State:
    same = same_kind(reference.type, work.type.value if work.type else None)
    return "unknown" if same is None else "agrees" if same else "differs"


def _same_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) >= 4 and (long.endswith(short) or long.startswith(short)):
        return True  # van der Berg printed as Berg; a double name printed in part
    return fuzz.ratio(one, other) >= 85


def _year(reference: PrintedReference, work: Work) -> tuple[State, str]:
    years = [reference.year] if reference.year else [int(year) for year in _YEAR.findall(reference.raw)]
    if not years or work.year is None:
        return "unknown", "year unknown"
    apart = min(abs(year - work.year.value) for year in years)
    if apart == 0:
        return "agrees", "year agrees"
    return ("partly" if apart == 1 else "differs"), f"year differs by {apart}"


def _container(reference: PrintedReference, work: Work) -> State:
    names = [name.value for name in (work.container_title, work.container_title_short) if name]
    if not names:
        return "unknown"
    printed = reference.container_title
    if printed and any(same_container(printed, name) for name in names):
        return "agrees"
    raw = f" {fold(reference.raw)} "
    plain = [fold(name).removeprefix("the ") for name in names]
    if any(len(name) >= 4 and f" {name} " in raw for name in plain):
        return "agrees"
    return "differs" if printed else "unknown"


def _volume(reference: PrintedReference, work: Work) -> State:
    if work.volume is None:
        return "unknown"
    theirs = tight(work.volume.value)
    if reference.volume:
        # a volume that is the year says nothing that the year has not said
        by_year = work.year is not None and theirs == str(work.year.value)
        return "differs" if theirs != tight(reference.volume) else "partly" if by_year else "agrees"
    if not _is_unparsed(reference) or (work.year and theirs == str(work.year.value)):
        return "unknown"
    if theirs not in fold(reference.raw).split():
        return "differs"
    # a lone digit is in any reference: it says something only beside the page
    return "agrees" if len(theirs) > 1 or _page(reference, work) == "agrees" else "unknown"


def _page(reference: PrintedReference, work: Work) -> State:
    theirs = {locator(value.value) for value in (work.first_page, work.article_number) if value}
    printed = {locator(value) for value in (reference.first_page, reference.article_number) if value}
    if not theirs:
        return "unknown"
    if printed:
        both = theirs & printed
        # in journals without a running pagination every article starts on page 1
        return "differs" if not both else "partly" if both == {"1"} else "agrees"
    if not _is_unparsed(reference):
        return "unknown"
    both = theirs & _locators_in(reference.raw)
    return "differs" if not both else "agrees" if any(len(locator) > 1 for locator in both) else "unknown"


def _locators_in(raw: str) -> set[str]:
    """All that could be a page in an entry; some fonts give the dash of ``163-173`` as an ``e``."""
    words = re.findall(r"\w+(?:\.\w+)?", re.sub(r"(?<=\d\d)e(?=\d\d)", "-", raw))
    return {locator(word) for word in words} | {locator(part) for word in words for part in word.split(".")}
