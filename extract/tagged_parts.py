"""The parts of a reference that its format tags, in the shape of those that are parsed from a string."""

import re
from dataclasses import replace

from extract.document import Document, Span, TaggedReference
from extract.reference_parts import Piece, PrintedAuthor, ReferenceParts

_INITIALS = r"(?:[^\W\d_a-z]\.?[\s-]?){1,4}"
_COMMA = re.compile(r"(?P<family>[^,]+),\s*(?P<given>[^,]+)")
_FAMILY_FIRST = re.compile(rf"(?P<family>\S.*)\s(?P<given>{_INITIALS})")
_GIVEN_FIRST = re.compile(rf"(?P<given>{_INITIALS})(?<=[.\s])\s*(?P<family>\S.*)")
_GUESSED_TYPES = frozenset({"document", "webpage"})


def tagged_parts(document: Document, tagged: TaggedReference, start: int, parsed: ReferenceParts) -> ReferenceParts:
    """The tagged parts, with places that count from ``start``; ``parsed`` is what the string says by itself.

    Where nothing but links is tagged the string is all there is. Otherwise only what stands out in any string is taken
    from it, which is identifiers and addresses: beside tagged fields a guess at the others would be worse than none.
    """

    def piece(span: Span) -> Piece:
        return Piece(document.text[span.start : span.end], span.start - start, span.end - start)

    fields = {name: piece(span) for name, span in tagged.fields.items()}
    doi, pmid = fields.pop("doi", parsed.doi), fields.pop("pmid", parsed.pmid)
    pmcid, url = fields.pop("pmcid", parsed.pmcid), fields.pop("url", parsed.url)
    arxiv, isbn = fields.pop("arxiv", parsed.arxiv), fields.pop("isbn", parsed.isbn)
    if not (fields or tagged.authors or tagged.group_authors):
        return replace(
            parsed, type=tagged.type or parsed.type, doi=doi, pmid=pmid, pmcid=pmcid, url=url, arxiv=arxiv, isbn=isbn
        )
    people = [(author.family, author.given, piece(author.span)) for author in tagged.authors]
    return ReferenceParts(
        type=tagged.type or _type(fields, parsed),
        authors=tuple(
            PrintedAuthor(family, given, name) if family else _parted(name) for family, given, name in people
        ),
        group_authors=tuple(piece(span) for span in tagged.group_authors),
        et_al=tagged.et_al,
        title=fields.get("title"),
        container_title=fields.get("container_title"),
        year=fields.get("year"),
        volume=fields.get("volume"),
        issue=fields.get("issue"),
        first_page=fields.get("first_page"),
        last_page=fields.get("last_page"),
        article_number=fields.get("article_number"),
        supplement=fields.get("supplement"),
        publisher=fields.get("publisher"),
        place=fields.get("place"),
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        arxiv=arxiv,
        isbn=isbn,
        url=url,
        accessed=parsed.accessed,
        note=parsed.note,
    )


def _type(fields: dict[str, Piece], parsed: ReferenceParts) -> str:
    """The CSL type where the file gives none: what has a container and a volume is an article."""
    if parsed.type in _GUESSED_TYPES and "container_title" in fields and "volume" in fields:
        return "article-journal"
    return parsed.type


def _parted(name: Piece) -> PrintedAuthor:
    """Family and given name of a person whom the file tags as one string.

    >>> _parted(Piece("van der Berg, J. K.", 0, 19))[:2], _parted(Piece("J. Kim", 0, 6))[:2]
    (('van der Berg', 'J. K.'), ('Kim', 'J.'))
    """
    found = next(filter(None, (form.fullmatch(name.text) for form in (_COMMA, _FAMILY_FIRST, _GIVEN_FIRST))), None)
    return (
        PrintedAuthor(found["family"].strip(), found["given"].strip(), name)
        if found
        else PrintedAuthor(name.text, "", name)
    )
