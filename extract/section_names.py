"""Headings that articles have by custom: known by their words, whatever they look like on the page."""

import re

_TOP = (
    "abstract|summary|introduction|background|(?:materials? and |patients and |subjects and )?methods?|"
    "methodology|results|results and discussion|discussion|discussion and conclusions?|conclusions?"
)
_LISTS = (
    "references(?: and notes)?|notes and references|bibliography|literature cited|works cited|"
    "literaturverzeichnis|références(?: bibliographiques)?|referencias(?: bibliográficas)?|"
    "referências(?: bibliográficas)?|bibliografía|bibliografia|список литературы|参考文献"
)
_END = (
    "acknowledge?ments?|funding|abbreviations|additional files?|supplementary (?:material|information)|"
    "(?:competing|conflicts? of) interests?|conflict of interest statement|declaration of (?:competing )?interests?|"
    "(?:authors?['’]? )?contributions?|author details|availability of data and materials?|"
    "data availability(?: statement)?|"
    "consent for publication|ethics approval and consent to participate|publisher['’]s note"
)
_LONGEST = 60
_NUMBER = r"(?:\d+\.?\s*(?:\|\s*)?)?"
TOP_LEVEL = re.compile(rf"{_NUMBER}(?:{_TOP}|{_LISTS})\s*:?$", re.IGNORECASE)
"""Headings that stand at the highest level of an article."""
OPENING = re.compile(rf"{_NUMBER}(?:{_TOP})\s*:?$", re.IGNORECASE)
"""Headings at the highest level that have text of the article under them: its front matter ends at the first."""
ABSTRACT = re.compile(r"(?:abstract|summary)\b", re.IGNORECASE)
"""Headings of what an article says in short."""
_ALONE = re.compile(rf"{_NUMBER}(?:{_TOP}|{_LISTS}|{_END})$", re.IGNORECASE)


def is_section_name(line: str) -> bool:
    """Whether a line that stands alone is a heading for its words.

    >>> [is_section_name(line) for line in ("References", "2. METHODS", "results", "Results were", "Funding")]
    [True, True, False, False, True]
    """
    if len(line) >= _LONGEST or _ALONE.match(line) is None:
        return False
    return next((character for character in line[:8] if character.isalpha()), "").isupper()
