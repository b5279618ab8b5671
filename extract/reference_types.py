"""The CSL type of a reference, as far as the print shows it."""

import re
from collections.abc import Mapping

from extract.reference_names import Names
from extract.reference_numbers import Numbers
from extract.reference_pieces import Piece

_THESIS = re.compile(
    r"\b(?:thesis|dissertation|thèse|tesis|tese|dissertação|diplomarbeit|habilitation|mémoire de)\b",
    re.IGNORECASE,
)
_PREPRINT = re.compile(
    r"\b(?:bio|med|chem|psy|soc|eng|agri|edu|earth)?a?rxiv\b|\bpreprints?\b|\bresearch square\b|\bssrn\b",
    re.IGNORECASE,
)
_DATASET = re.compile(
    r"\[(?:data ?set|data)\]|\bdata ?set\b|\b(?:zenodo|dryad|figshare|pangaea|gene expression omnibus|mendeley data)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:technical report|tech\. rep|working paper|report no|white paper|policy brief"
    r"|world health organi[sz]ation|final report|rapport)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:proceedings|proc\. (?:of|int|ieee|acm)|conference|symposium|workshop|annual meeting|congress|"
    r"\[abstract\]|\(abstract\)|kongress|congrès|lecture notes in computer science)\b",
    re.IGNORECASE,
)
_ABSTRACT_NUMBER = re.compile(r"(?:TPS|LBA|OA|PS|P|S|Abstract|A|abstr\w*\s)-?\d+", re.IGNORECASE)
_JOURNAL_PROCEEDINGS = re.compile(
    r"\bproc(?:eedings)?\.? (?:of the )?(?:natl|national|r\.? soc|royal|biol|inst|soc|mayo)", re.IGNORECASE
)


def type_of(
    text: str,
    numbers: Numbers,
    identifiers: Mapping[str, Piece],
    title: Piece | None,
    container: Piece | None,
    publisher: Piece | None,
    editors: Names,
) -> str:
    """One of the types of CSL 1.0.2: ``article`` is a preprint, ``document`` what shows nothing of its kind."""
    held = container.text if container else ""
    volume = numbers.volume is not None
    beside = text[title.end :] if title else text
    if numbers.article_number and _ABSTRACT_NUMBER.match(numbers.article_number.text):
        return "paper-conference"
    if _PREPRINT.search(held) or ("arxiv" in identifiers and not (held and volume)):
        return "article"
    if not volume and _PREPRINT.search(beside):
        return "article"
    if not (held and volume) and _THESIS.search(beside if title else text):
        return "thesis"
    if not volume and _DATASET.search(text):
        return "dataset"
    if held and _MEETING.search(held) and not _JOURNAL_PROCEEDINGS.search(held):
        return "paper-conference"
    if held and (editors.people or publisher) and not (volume and numbers.issue):
        return "chapter"
    if held:
        return "article-journal"
    if publisher and not _REPORT.search(beside):
        return "book"
    if _MEETING.search(beside):
        return "paper-conference"
    if _REPORT.search(text):
        return "report"
    if "url" in identifiers and numbers.first_page is None:
        return "webpage"
    return "book" if publisher or "isbn" in identifiers else "document"
