"""A reference as CSL-JSON (the input schema of Citation Style Language 1.0.2): what BibTeX and RIS are written from."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_PARTICLE = re.compile(
    r"(?P<particle>(?:(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|el|ten|ter|te|zu|zum|zur|af|av)\s)+)(?=\S)"
)

_SAME = {
    "title": "title",
    "container_title": "container-title",
    "volume": "volume",
    "issue": "issue",
    "supplement": "supplement",
    "article_number": "number",
    "publisher": "publisher",
    "place": "publisher-place",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "url": "URL",
    "note": "note",
}


def csl_item(item_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A CSL-JSON item of a reference's fields, named as the columns of ``references``; absent fields are left out.

    A supplement that only repeats the issue is not written twice; an article number is the page of an article that has
    no other, as citation processors expect it.

    >>> csl_item("r1", {"type": "article-journal", "authors": [{"family": "van der Berg", "given": "J"}], "year": 2020})
    ... # doctest: +NORMALIZE_WHITESPACE
    {'id': 'r1', 'type': 'article-journal',
     'author': [{'family': 'Berg', 'given': 'J', 'non-dropping-particle': 'van der'}],
     'issued': {'date-parts': [[2020]]}}
    """
    made: dict[str, Any] = {"id": item_id, "type": fields.get("type") or "document"}
    people = [
        *map(_name, fields.get("authors") or ()),
        *({"literal": name} for name in fields.get("group_author") or ()),
    ]
    if people:
        made["author"] = people
    if fields.get("editors"):
        made["editor"] = [_name(editor) for editor in fields["editors"]]
    for ours, theirs in _SAME.items():
        if fields.get(ours):
            made[theirs] = fields[ours]
    if made.get("supplement") == made.get("issue"):
        made.pop("supplement", None)
    if fields.get("year"):
        made["issued"] = {"date-parts": [[fields["year"]]]}
    if fields.get("first_page"):
        last = fields.get("last_page_in_full") or fields.get("last_page")
        made["page"] = f"{fields['first_page']}-{last}" if last else fields["first_page"]
    elif fields.get("article_number"):
        made["page"] = fields["article_number"]
    if fields.get("arxiv"):
        made |= {"archive": "arXiv", "archive_location": fields["arxiv"]}
    if fields.get("accessed"):
        made["accessed"] = {"raw": fields["accessed"]}
    return made


def csl_json_text(items: Iterable[Mapping[str, Any]]) -> str:
    """CSL-JSON items as text; lone surrogates, which no UTF-8 file holds, become question marks."""
    return json.dumps(list(items), ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n"


def _name(author: Mapping[str, str]) -> dict[str, str]:
    made = {"family": author["family"]}
    if author.get("given"):
        made["given"] = author["given"]
    particle = _PARTICLE.match(author["family"])
    if particle:
        made["family"] = author["family"][particle.end() :]
        made["non-dropping-particle"] = particle["particle"].strip()
    if author.get("suffix"):
        made["suffix"] = author["suffix"]
    return made


def family_of(name: Mapping[str, str]) -> str:
    """The family name of a CSL name with its particle, or the name of a group.

    >>> family_of({"family": "Berg", "non-dropping-particle": "van der"}), family_of({"literal": "Study Group"})
    ('van der Berg', 'Study Group')
    """
    if "literal" in name:
        return name["literal"]
    return " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))


def pages(item: Mapping[str, Any]) -> Sequence[str]:
    """First and last page of an item, as far as it has them."""
    return str(item.get("page", "")).split("-", 1) if item.get("page") else []
