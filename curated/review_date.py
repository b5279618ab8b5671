"""When a review was published, as it prints it: beside its title, at the foot of its first page or at its end.

Only dates of the article's own record count: a label that begins with a capital and has the date right behind it
(``Published: 14 May 2026``, ``Accepted 5 July 2016``), as prose speaks of other things that were published.
"""

import re
from typing import NamedTuple

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month{0}>Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{{0,6}}\.?"
_DAY = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)"
_DATE = "|".join(
    (
        f"{_DAY}[ \\-]{_MONTH},?[ \\-]{_YEAR}(?!\\d)".format(1),
        f"{_MONTH} {_DAY},? {_YEAR}(?!\\d)".format(2),
        f"{_YEAR},?[ \\-]{_MONTH}(?:[ \\-]{_DAY}(?!\\d))?".format(3),
        f"{_MONTH},? {_YEAR}(?!\\d)".format(4),
        r"(?P<year5>(?:19|20)\d\d)[\-/.](?P<month5>[01]?\d)[\-/.](?P<day5>[0-3]?\d)(?!\d)",
        r"(?P<day6>[0-3]?\d)(?P<mark>[\-/.])(?P<month6>[01]?\d)(?P=mark)(?P<year6>(?:19|20)\d\d)(?!\d)",
    )
)
_LABELS = (
    r"First published(?: online)?|Published(?: online)?|PUBLISHED(?: ONLINE)?|Publication date|Date of publication"
    r"|Available online|Epub(?: ahead of print)?|(?P<accepted>Accepted|ACCEPTED|Date of acceptance)"
)
_PRINTED = re.compile(rf"(?<![A-Za-z])(?:{_LABELS})(?: on)?[*_:,;\s]{{1,6}}(?:{_DATE})")


class ReviewDate(NamedTuple):
    """A date as precise as it is printed (``2026-05-14`` or ``2026-05``), what it is of, and where it stands.

    ``start`` and ``end`` are character offsets (half-open) into the document's kept text.
    """

    date: str
    said: str
    start: int
    end: int


def review_date(text: str) -> ReviewDate | None:
    """The date of publication that a review prints, else that of its acceptance, else None.

    >>> found = review_date("Received: 5 October 2017 Accepted: 1 December 2017")
    >>> found.date, found.said
    ('2017-12-01', 'it prints no date of publication, but “Accepted: 1 December 2017”')
    >>> review_date("All published studies up to December 15, 2017, were sought.") is None
    True
    """
    accepted: ReviewDate | None = None
    for found in _PRINTED.finditer(text):
        day = _iso(found)
        if day is None:
            continue
        printed = " ".join(found.group().replace("*", "").split())
        if found.group("accepted") is None:
            return ReviewDate(day, f"it prints “{printed}”", found.start(), found.end())
        if accepted is None:
            said = f"it prints no date of publication, but “{printed}”"
            accepted = ReviewDate(day, said, found.start(), found.end())
    return accepted


def _iso(found: re.Match[str]) -> str | None:
    """The date that was found; None where it cannot be one, or could be two."""
    told = {name.rstrip("123456"): value for name, value in found.groupdict().items() if value is not None}
    year, month = told["year"], told["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day = int(told["day"]) if "day" in told else None
    if told.get("mark") == "/" and day is not None and day != number:
        if number > 12 and day <= 12:
            day, number = number, day
        elif day <= 12:
            return None  # 03/04/2021 is in March or in April
    if not 1 <= number <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{number:02}" if day is None else f"{year}-{number:02}-{day:02}"
