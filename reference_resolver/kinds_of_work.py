"""Kinds of publication by the names that print and registries have for them."""

_KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "journal article": "article",
    "paper-conference": "meeting",
    "proceedings-article": "meeting",
    "meeting abstract": "meeting",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "chapter": "chapter",
    "book-chapter": "chapter",
    "thesis": "thesis",
    "dissertation": "thesis",
    "posted-content": "preprint",
}
"""CSL types (printed), Crossref's and PubMed's, as kinds that can be told apart in print."""


def same_kind(printed: str | None, registered: str | None) -> bool | None:
    """Whether a printed CSL type and a registry's type can be one kind; None where one of them says too little.

    PubMed's types are many, with ``; `` between them: one that agrees is enough. Parsers and registries draw finer
    lines in different places, so only kinds that print tells apart are told apart.

    >>> same_kind("article-journal", "Clinical Trial; Journal Article"), same_kind("book", "journal-article")
    (True, False)
    >>> same_kind("article-journal", "component") is None
    True
    """
    kinds = {_KINDS[kind] for kind in (registered or "").lower().split("; ") if kind in _KINDS}
    kind = _KINDS.get(printed or "")
    return None if not kinds or kind is None else kind in kinds
