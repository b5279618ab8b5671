"""A reference of a JATS list, laid out as a reader would print it, with the place of every field that the file tags.

Some files print their references, with punctuation (``mixed-citation``); others tag the parts and leave it to a style
sheet to print them (``element-citation``, and some mixed ones). For those the punctuation of the National Library of
Medicine is put in; it belongs to no element.
"""

import re
from collections.abc import Iterator

from lxml import etree

from extract.document import Span, TaggedReference
from extract.formats.jats_fields import IDENTIFIERS, PEOPLE, PMC, tagged_reference
from extract.formats.jats_text import JatsText

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_GROUPS = frozenset({"person-group", "name", "string-name", "date"})
_NUMBERED = re.compile(r"\W*(\d{1,4})\W*")
_SAYS_WHAT = re.compile(r"(?:doi|doi\.org/|pmid|pmcid|pubmed)[\s:.]*$", re.IGNORECASE)
_SAID = {"doi": " doi: ", "pmid": " PMID: ", "pmcid": " PMCID: "}
_STOPS = tuple(".?!;:,")


def lay_out_reference(made: JatsText, ref: "etree._Element") -> Iterator[TaggedReference]:
    """Lay a reference out, each of its citations on a line of its own, and a note to them behind."""
    label = ref.find("label")
    citations = list(_citations(ref))
    for position, citation in enumerate(citations or [ref]):
        start = made.begin()
        number = _add_label(made, label) if label is not None and position == 0 else None
        before, supplied = len(made.characters), made.supplied
        if citation is ref:
            _add_rest(made, ref)
        else:
            _add(made, citation)
        made.mark(citation, before)
        punctuated = made.supplied > supplied
        span = made.end("paragraph", start)
        if span is not None:
            own = next((made.spans[one] for one in citation.iterchildren("label") if one in made.spans), None)
            keys = [ref.get("id"), *(one.get("id") for one in citation.iter(etree.Element))]
            number = number or (_number_in(made, own) if own else None)
            yield tagged_reference(
                made, citation, span, number, tuple(dict.fromkeys(key for key in keys if key)), punctuated
            )
    if citations:
        start = made.begin()
        _add_rest(made, ref)
        made.end("paragraph", start)


def _add_rest(made: JatsText, ref: "etree._Element") -> None:
    """Add what stands in a reference beside its label and citations; it is printed as it stands."""
    for child in ref.iterchildren(etree.Element):
        if child.tag not in ("label", "x", "citation-alternatives", *CITATIONS):
            made.add_element(child)


def _citations(ref: "etree._Element") -> "Iterator[etree._Element]":
    for child in ref.iterchildren(etree.Element):
        if child.tag in CITATIONS:
            yield child
        elif child.tag == "citation-alternatives":
            forms = list(child.iterchildren(*CITATIONS))
            printed = [form for form in forms if form.tag == "mixed-citation" and len(form)]
            yield from (printed or forms)[:1]


def _add_label(made: JatsText, label: "etree._Element") -> Span | None:
    start = len(made.characters)
    made.add_content(label)
    span = made.mark(label, start)
    if span.start == span.end:
        return None
    shown = "".join(made.characters[span.start : span.end])
    made.add(" " if shown[-1] in ".):]" else ". ")
    return _number_in(made, span)


def _number_in(made: JatsText, span: Span) -> Span | None:
    found = _NUMBERED.fullmatch("".join(made.characters[span.start : span.end]))
    return Span(span.start + found.start(1), span.start + found.end(1)) if found else None


# --- printing


def _add(made: JatsText, element: "etree._Element") -> None:
    """Add a citation or a group in it, with the punctuation that the file leaves to a style sheet."""
    children = list(element)
    texts = [element.text, *(child.tail for child in children)]
    own = any(text and not text.isspace() for text in texts) or any(child.tag == "x" for child in children)
    tagged_only = not own and len(children) > 0
    number = made.paths.number[element]
    if not tagged_only:
        made.add(element.text, number)
    before: str | None = None
    for child in children:
        added = len(made.characters)
        if tagged_only and before is not None:
            made.add(_between(made, str(element.tag), before, child))
        _add_part(made, child)
        if len(made.characters) > added:
            before = str(child.tag)
        if not tagged_only:
            if child.tag == "person-group" and not (child.tail or "").strip() and not made.ends_with(_STOPS):
                made.add(".")  # what ends a list of authors that prints no punctuation
            made.add(child.tail, number)
        elif child.tag == "issue" and "(" in made.tail(len(made.characters) - added):
            made.add(")")
    if tagged_only and element.tag in CITATIONS and before not in ("pub-id", "ext-link", "uri"):
        made.add("" if made.ends_with(_STOPS) else ".")


def _add_part(made: JatsText, part: "etree._Element") -> None:
    start = len(made.characters)
    if part.tag in _GROUPS:
        _add(made, part)
        if (
            part.tag == "person-group"
            and "editor" in part.get("person-group-type", "")
            and len(made.characters) > start
        ):
            made.add(" (eds)")
        made.mark(part, start)
    elif part.tag == "etal":
        made.add_element(part)
        if part not in made.spans:
            made.add(" et al" if (part.tail or "").strip()[:5].lower() != "et al" else "")
            made.mark(part, start)
    elif part.tag == "pub-id":
        name = IDENTIFIERS.get(part.get("pub-id-type", ""), "")
        if not _SAYS_WHAT.search(made.tail(20)):
            made.add(_SAID.get(name, " "))
        made.add(PMC if name == "pmcid" and (part.text or "").strip().isdigit() else "")
        made.add_element(part)
    else:
        made.add_element(part)


def _between(made: JatsText, container: str, before: str, part: "etree._Element") -> str:
    """The punctuation between two parts of which the file prints none."""
    tag = str(part.tag)
    if container in ("name", "string-name", "date"):
        return " "
    if container == "person-group":
        return " " if tag == "role" or before == "role" else ", "
    if tag == "issue" and before == "volume":
        return "("
    if tag == "lpage":
        return "–"
    if tag in ("volume", "issue") and before in ("year", "month", "day"):
        return ";"
    if tag in ("fpage", "elocation-id", "page-range") and before in ("volume", "issue"):
        return ":"
    if tag == "publisher-name" and before == "publisher-loc":
        return ": "
    if (before == tag and tag in PEOPLE) or tag == "etal":
        return ", "
    if tag in ("month", "day"):
        return " "
    stop = "" if made.ends_with(_STOPS) else "."
    return f"{stop} pp. " if tag in ("fpage", "page-range") else f"{stop} "
