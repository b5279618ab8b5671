"""One work as Crossref has it, read to a work with a source for every value.

Shapes are those of https://github.com/CrossRef/rest-api-doc and of the public data file, which has the same objects.
"""

import re
from typing import Any

from curated.provenance import Method, Sourced, Text, Texts, Whole
from curated.schema import Author, Update, Work
from curated.schema.work import People, Updates
from reference_resolver.body import REPLACED, storable
from reference_resolver.markup import REMOVED, without_markup
from reference_resolver.request import Response
from reference_resolver.wording import registered_doi

NAME = "crossref"
_DOI_NORMALISED = Method(name="doi-normalised", version="1")
_RANGE_SPLIT = Method(name="page-range-split", version="1")
_UPDATE_KINDS = Method(name="update-kinds", version="1")
_KINDS = {"erratum": "correction", "corrigendum": "correction"}
_RETRACTED_TITLE = re.compile(r"^\W*retracted(?:\s+(?:article|paper|chapter))?\s*[:\]]", re.IGNORECASE)
# the year that references print is that of the issue; ``issued`` is the earliest of all
_DATES = ("published-print", "issued", "published", "published-online", "published-other", "posted")


def work_of(response: Response, at: str, work: dict[str, Any]) -> Work:
    """The work that stands at a pointer in an answer.

    Raises TypeError, ValueError, KeyError or AttributeError where it has no DOI or is not shaped like a work.
    """

    def text(pointer: str, value: Any) -> Sourced[str] | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise TypeError(f"{pointer} is no text")
        seen = without_markup(value)
        steps = () if seen == value else (REMOVED,)
        kept = storable(seen)
        steps = steps if kept == seen else (*steps, REPLACED)
        return Text(value=kept, source=response.source(f"{at}/{pointer}"), steps=steps) if kept else None

    def first(name: str) -> Sourced[str] | None:
        values = work.get(name) or []
        return text(f"{name}/0", values[0]) if values else None

    printed_doi = work["DOI"]
    doi = registered_doi(printed_doi)
    if doi is None:
        raise ValueError(f"DOI {printed_doi[:60]!r} is none")
    pages = text("page", work.get("page"))
    first_page, last_page = _split_pages(pages) if pages else (None, None)
    people, groups = _authors(response, at, work.get("author") or [])
    return Work(
        work_id=f"{NAME}:{doi}",
        registry=NAME,
        doi=Text(
            value=doi,
            source=response.source(f"{at}/DOI"),
            steps=() if doi == printed_doi else (_DOI_NORMALISED,),
        ),
        type=text("type", work.get("type")),
        title=first("title"),
        container_title=first("container-title"),
        container_title_short=first("short-container-title"),
        year=_year(response, at, work),
        volume=text("volume", work.get("volume")),
        issue=text("issue", work.get("issue")),
        first_page=first_page,
        last_page=last_page,
        article_number=text("article-number", work.get("article-number")),
        authors=people,
        group_author=groups,
        abstract=text("abstract", work.get("abstract")),
        update_status=_update_status(response, at, work),
        updates=_updates(response, at, work),
    )


def _year(response: Response, at: str, work: dict[str, Any]) -> Sourced[int] | None:
    for name in _DATES:
        parts = (work.get(name) or {}).get("date-parts") or [[]]
        year = parts[0][0] if parts[0] else None
        if isinstance(year, int) and 1000 <= year <= 2999:
            return Whole(value=year, source=response.source(f"{at}/{name}/date-parts/0/0"))
    return None


def _split_pages(pages: Sourced[str]) -> tuple[Sourced[str] | None, Sourced[str] | None]:
    """First and last page of ``1894-1905``; a lone page or article number is the first. ``no-no`` is Wiley's none yet.

    >>> from curated.provenance import RegistrySource
    >>> source = RegistrySource.model_construct()
    >>> first, last = _split_pages(Sourced[str].model_construct(value="S1-12-S1-20, 30", source=source, steps=()))
    >>> first.value, last.value
    ('S1-12', 'S1-20')
    """
    printed = re.split(r"[,;]", pages.value.replace("\u2013", "-").replace("\u2212", "-"))[0].strip()
    if printed.lower() in ("no-no", "n/a-n/a", "n/a", "-"):
        return None, None
    parts = printed.split("-")
    half = len(parts) // 2
    if len(parts) % 2 or not all(parts):
        return pages, None
    ends = ("-".join(parts[:half]).strip(), "-".join(parts[half:]).strip())
    return pages.derive(ends[0], _RANGE_SPLIT), pages.derive(ends[1], _RANGE_SPLIT)


def _authors(
    response: Response, at: str, listed: list[dict[str, Any]]
) -> tuple[Sourced[tuple[Author, ...]] | None, Sourced[tuple[str, ...]] | None]:
    """Persons and groups; a group has only a ``name``, a person of one name only ``given`` or ``family``."""
    people: list[Author] = []
    groups: list[str] = []
    for author in listed:
        family, given = author.get("family") or author.get("given"), author.get("given") or ""
        if family:
            plain_given = without_markup(given) if author.get("family") else ""
            people.append(Author(family=storable(without_markup(family)), given=storable(plain_given)))
        elif author.get("name"):
            groups.append(storable(without_markup(author["name"])))
    source = response.source(f"{at}/author")
    return (
        People(value=tuple(people), source=source) if people else None,
        Texts(value=tuple(groups), source=source) if groups else None,
    )


def _update_status(response: Response, at: str, work: dict[str, Any]) -> Sourced[tuple[str, ...]] | None:
    """Kinds of update of this very work. ``update-to`` stands on the notice: it is about another work."""
    updates = work.get("updated-by") or []
    kinds = [str(update["type"]).lower().replace("-", "_").replace(" ", "_") for update in updates]
    kinds = [_KINDS.get(kind, kind) for kind in kinds]
    titles = work.get("title") or [""]
    by_title = bool(_RETRACTED_TITLE.match(titles[0])) and not work.get("update-to")
    if by_title and "retraction" not in kinds:
        kinds.append("retraction")
        pointer = at if updates else f"{at}/title/0"
    else:
        pointer = f"{at}/updated-by"
    if not kinds:
        return None
    value = tuple(dict.fromkeys(kinds))
    return Texts(value=value, source=response.source(pointer), steps=(_UPDATE_KINDS,))


def _updates(response: Response, at: str, work: dict[str, Any]) -> Updates | None:
    """The notices about this very work, with who says so: ``publisher`` or ``retraction-watch``."""
    listed = []
    for update in work.get("updated-by") or []:
        parts = ((update.get("updated") or {}).get("date-parts") or [[]])[0]
        kind = str(update["type"]).lower().replace("-", "_").replace(" ", "_")
        stated_by, doi = update.get("source"), update.get("DOI")
        listed.append(
            Update(
                kind=_KINDS.get(kind, kind),
                notice_doi=registered_doi(doi) if isinstance(doi, str) else None,
                stated_by=storable(stated_by) if isinstance(stated_by, str) else None,
                date="-".join(f"{int(part):02}" for part in parts if part) or None,
            )
        )
    if not listed:
        return None
    return Updates(value=tuple(listed), source=response.source(f"{at}/updated-by"), steps=(_UPDATE_KINDS,))
