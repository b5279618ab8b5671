"""Year, volume, issue, supplement, pages and article number of a reference, from its labelled tokens."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.reference_pieces import Piece
from extract.reference_runs import Run
from extract.reference_tokens import Tokens


class Numbers(NamedTuple):
    """The numbers as printed; ``least`` is how likely the least likely label of each field is."""

    year: Piece | None
    volume: Piece | None
    issue: Piece | None
    supplement: Piece | None
    first_page: Piece | None
    last_page: Piece | None
    article_number: Piece | None
    least: dict[str, float]


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_WITHIN = re.compile(r"[./:\-\u2010-\u2015\u00ad ]{0,2}")
_DASH = re.compile(r"[\-\u2010-\u2015\u2212\u00ad~]")
_SUPPLEMENT = re.compile(
    r"\b(?:supple?(?:ment(?:um|ary)?)?|suppl?)\b\.?[\s:]{0,2}(?:\d{1,3}|[A-Z]\d{0,2})?\b", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"\b(?:article|art|id|paper|e-?location)\b[\s.:#]{0,3}(?:(?:id|no|number|n°)\b[\s.:]{0,3})?$", re.IGNORECASE
)
_ARTICLE_NAMED = re.compile(r"\barticle(?:\s(?:id|number|no\.?))?\s{1,3}(?P<number>[A-Z]?\d{1,9})\b", re.IGNORECASE)
_ARTICLE_BESIDE = re.compile(r",\s{0,3}(?=article\b)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:vol(?:ume)?|no|nr|n|iss(?:ue)?|num(?:ber)?)\b[.\s°º]{0,3}(?=\w)", re.IGNORECASE)

_GUESSED = 0.5
_COUNTED = re.compile(r"\s{1,3}pages?\b")
"""Behind a number of pages, which is no page: ``Article ID 181098, 11 pages``."""
_DASH_AS_E = re.compile(r"(\d{1,5})e(\d{1,5})")
"""Pages of PDFs in whose fonts an ``e`` stands where the dash is printed."""
_ELECTRONIC = re.compile(r"\.e\d{1,3}\b")
_PARTED = re.compile(r"(?P<first>[\w.]{1,12})(?P<between>\s?[,;(]\s?)(?P<second>\w{1,12})")
"""A volume in which a comma or a bracket stands is a volume with an issue or a page behind it."""


def numbers_of(
    text: str, tokens: Tokens, runs: Sequence[Run], best: dict[str, Run], container: Piece | None
) -> Numbers:
    """The numbers of a reference; a last page is what stands behind the dash that follows the first.

    A year within the name of the container is not that of the reference.
    """
    least: dict[str, float] = {}
    year = _year(text, tokens, runs, least, container)
    volume = _number(text, tokens, best.get("volume"), "volume", least)
    issue = _number(text, tokens, best.get("issue"), "issue", least)
    first, last = _pages(text, tokens, runs, best, least)
    if first is not None and last is None and _COUNTED.match(text, first.end):
        first = None
        least.pop("first_page")
    if first is not None and last is None and (dashed := _DASH_AS_E.fullmatch(first.text)) and _rise(*dashed.groups()):
        last = Piece(dashed[2], first.start + dashed.start(2), first.end)
        first = Piece(dashed[1], first.start, first.start + dashed.end(1))
        least["last_page"] = least["first_page"]
    if first is None and volume is not None:
        first, last = _pages_behind(text, max(volume.end, issue.end if issue else 0), least)
    if volume is not None and (parted := _PARTED.fullmatch(volume.text)):
        second = Piece(parted["second"], volume.start + parted.start("second"), volume.end)
        volume = Piece(parted["first"], volume.start, volume.start + parted.end("first"))
        if "(" in parted["between"]:
            issue = issue or second
        else:
            first = first or second
        least.setdefault("issue" if "(" in parted["between"] else "first_page", _GUESSED)
    supplement = _supplement(text, volume, issue, first)
    if issue is None and supplement is not None:
        issue = supplement
        least["issue"] = least.get("volume", _GUESSED)
    article = None
    named = _ARTICLE_NAMED.search(text, volume.end) if volume is not None and last is None else None
    if named is not None and (first is None or first == year or _YEAR.match(first.text)):
        year = year or (first if first and _YEAR.match(first.text) else None)
        first = None
        article = Piece(named["number"], named.start("number"), named.end("number"))
        least["article_number"] = least.pop("first_page", _GUESSED)
    if first is not None and last is None and _is_article(text, first):
        first, article = None, first
        least["article_number"] = least.pop("first_page")
    return Numbers(year, volume, issue, supplement, first, last, article, least)


def _year(
    text: str, tokens: Tokens, runs: Sequence[Run], least: dict[str, float], container: Piece | None
) -> Piece | None:
    found: Piece | None = None
    for run in runs:
        if run.label != "date":
            continue
        for at in range(run.first, run.last + 1):
            if container is not None and container.start < tokens.spans[at][0] < container.end:
                continue
            if _YEAR.match(tokens.texts[at]) and run.weight / (run.last - run.first + 1) > least.get("year", 0):
                start, end = tokens.spans[at]
                found = Piece(text[start:end], start, end)
                least["year"] = run.weight / (run.last - run.first + 1)
                break
    return found


def _number(text: str, tokens: Tokens, run: Run | None, name: str, least: dict[str, float]) -> Piece | None:
    if run is None:
        return None
    start, end = tokens.spans[run.first][0], tokens.spans[run.last][1]
    if (beside := _ARTICLE_BESIDE.search(text, start, end)) is not None:
        end = beside.start()
    named = _NUMBERED.match(text[start:end])
    if named:
        start += named.end()
    least[name] = run.least
    return Piece(text[start:end], start, end)


def _pages(
    text: str, tokens: Tokens, runs: Sequence[Run], best: dict[str, Run], least: dict[str, float]
) -> tuple[Piece | None, Piece | None]:
    run = best.get("page")
    if run is None:
        return None, None
    begin = run.first
    while begin < run.last and tokens.texts[begin].lower() in ("p", "pp"):
        begin += 1
    run = run._replace(first=begin)
    end = run.first
    while end < run.last and _WITHIN.fullmatch(tokens.gaps[end + 1]) and not _DASH.search(tokens.gaps[end + 1]):
        if " " in tokens.gaps[end + 1] and tokens.texts[end + 1].isdigit() == tokens.texts[end].isdigit():
            break
        end += 1
    least["first_page"] = run.least
    first = Piece(
        text[tokens.spans[run.first][0] : tokens.spans[end][1]], tokens.spans[run.first][0], tokens.spans[end][1]
    )
    begin = end + 1
    if begin > run.last:
        after = next((one for one in runs if one.first == begin and one.label == "last"), None)
        if after is None:
            return first, None
        stop, chance = after.last, after.least
    elif _DASH.search(tokens.gaps[begin]):
        stop, chance = run.last, run.least
    else:
        return first, None
    end = begin
    while end < stop and tokens.gaps[end + 1] in ("", ".", "\u00ad"):
        end += 1
    start, stop_at = tokens.spans[begin][0], tokens.spans[end][1]
    if not any(map(str.isdigit, first.text)):  # S-1446
        return Piece(text[first.start : stop_at], first.start, stop_at), None
    electronic = _ELECTRONIC.match(text, stop_at)
    stop_at = electronic.end() if electronic else stop_at
    least["last_page"] = chance
    return first, Piece(text[start:stop_at], start, stop_at)


_PAGES_BEHIND = re.compile(
    r"\s?(?:\)|\([^()]{1,20}\))?\s?[:,]\s{0,2}(?:pp?\.?\s?)?(?P<first>[A-Za-z]{0,4}-?\d[\w.]{0,12}?)"
    r"(?:\s?[-\u2010-\u2015\u2212]\s?(?P<last>\w{1,12}))?(?=[\s.,;\]]|$)"
)


def _pages_behind(text: str, end: int, least: dict[str, float]) -> tuple[Piece | None, Piece | None]:
    """The pages that stand behind a volume and a colon, where no token was labelled so."""
    found = _PAGES_BEHIND.match(text, end)
    if found is None:
        return None, None
    least["first_page"] = _GUESSED
    if found["last"]:
        least["last_page"] = _GUESSED
    last = Piece(found["last"], found.start("last"), found.end("last")) if found["last"] else None
    return Piece(found["first"], found.start("first"), found.end("first")), last


def _rise(first: str, last: str) -> bool:
    """Whether these can be the first and the last page of one article."""
    return 0 <= int(in_full(first, last)) - int(first) < 400


def _is_article(text: str, number: Piece) -> bool:
    """A lone number with letters or five digits and more, or one that the print calls so, is an article's."""
    digits = sum(letter.isdigit() for letter in number.text)
    return (
        digits < len(number.text)
        or digits >= 5
        or bool(_ARTICLE.search(text[max(0, number.start - 20) : number.start]))
    )


def _supplement(text: str, volume: Piece | None, issue: Piece | None, page: Piece | None) -> Piece | None:
    """What the print says of a supplement, beside the volume."""
    start = volume.start if volume else issue.start if issue else None
    if start is None:
        return None
    end = min(page.start if page and page.start > start else start + 40, start + 60)
    found = _SUPPLEMENT.search(text, start, max(end, issue.end if issue else 0))
    return (
        Piece(found.group().rstrip(" :"), found.start(), found.start() + len(found.group().rstrip(" :")))
        if found
        else None
    )


def in_full(first: str, last: str) -> str:
    """A last page in full, as its first page completes it.

    >>> [in_full(*one) for one in (("1898", "907"), ("S39", "42"), ("e12", "e19"), ("99", "103"), ("1103", "18.e7"))]
    ['1907', 'S42', 'e19', '103', '1118.e7']
    """
    number, stop, more = last.partition(".")
    if number.isdigit() and len(number) < len(first) and first[-len(number) :].isdigit():
        whole = first[: -len(number)] + number
        digits = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        if not digits.isdigit() or int(whole[len(first) - len(digits) :]) >= int(digits):
            return f"{whole}{stop}{more}"
    return last
