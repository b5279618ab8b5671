"""What the columns of a table hold, by their heads and by what stands in them."""

import re
from collections.abc import Sequence

from curated.trial_numbers import find_trial_numbers

_BY_HEAD: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "trial_number",
            r"\btrial (?:numbers?|no|ids?|identifiers?|regist)|\bNCT\b|identifier|registration|clinicaltrials",
        ),
        ("phase", r"\bphase\b"),
        ("status", r"\bstatus\b|recruit|\bapproval\b"),
        ("year", r"\byears? of\b|^year\b|publication year"),
        ("combination", r"\bcombin|\bregimen|\bpartner|\badd-?on\b|\bcomparator|\bcontrol (?:arm|group|treatment)"),
        ("target", r"\btargets?\b|\bantigen|\breceptor"),
        (
            "outcome",
            r"\boutcomes?\b|\bresults?\b|\befficacy\b|\bresponse\b|\bsurvival\b|\b[mM]?(?:ORR|OS|PFS|DFS|RFS|DCR|TTP|HR)\b"
            r"|end-?points?\b|\bodds ratio|\bhazard ratio|\bfindings\b|\bp[- ]?values?\b",
        ),
        (
            "n",
            r"^[nN]\b|\b[nN] ?=|\bpatients?,? ?\(?n|\bsample size|\bno\.? of\b|\bnumber of\b|\bparticipants\b|\benrol"
            r"|\bsize\b",
        ),
        (
            "population",
            r"\bpopulation|\bindication|\bpatients?\b|\bdisease\b|\bcancer\b|\btumou?r|\bcondition|\bsetting\b|\bdiagnosis\b"
            r"|\bcohort\b|\bsubjects\b",
        ),
        (
            "drug",
            r"\bdrugs?\b|\bagents?\b|\btreatments?\b|\btherap|\bintervention|\binhibitors?\b|\bcompound|\bmedic|\bICIs?\b"
            r"|\bantibod|\bexperimental arm",
        ),
        ("reference", r"^refs?\b\.?|\breferences?\b|\bcitation|\bsource\b|^stud(?:y|ies)$|\bauthors?\b"),
    )
)
_STATUS = re.compile(
    r"(?:completed|recruiting|active(?:, not recruiting)?|not yet recruiting|terminated|withdrawn|suspended|ongoing"
    r"|unknown|underway|enrolling.*|approved.*|closed)\b.{0,40}",
    re.IGNORECASE,
)
_PHASE = re.compile(r"(?:phase\s?)?(?:I{1,3}|IV|[1-4])[ab]?(?:\s?[/-]\s?(?:I{1,3}|IV|[1-4])[ab]?)?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(r"\d{1,3}(?:[,\s]\d{3})*|\d{1,6}")
_CITATION = re.compile(
    r"\[[\d,;–\s-]+\]|[A-Z][\w'-]+(?: et al\.?| and [A-Z][\w'-]+)?,? ?\(?(?:19|20)\d\d[a-z]?\)?(?: ?\[\d+\])?"
)
_DRUG = re.compile(
    r"\b\w{2,}(?:mab|tinib|ciclib|parib|rafenib|zomib|limus|platin|taxel|rubicin|stat|statin|prazole|sartan|gliptin|gliflozin"
    r"|cept|leucel|vir|azole|cillin|mycin|floxacin|olol|pril)\b",
    re.IGNORECASE,
)
_MOST = 0.6


def kinds_of(heads: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """For each column what it holds, empty where neither its head nor its texts tell; blank texts are left out.

    >>> kinds_of(["Drug", "", "N"], [["Sorafenib"], ["NCT03434379"], ["120"]])
    ('drug', 'trial_number', 'n')
    """
    return tuple(_kind(head, [text for text in texts if text]) for head, texts in zip(heads, columns, strict=True))


def _kind(head: str, texts: Sequence[str]) -> str:
    if texts and sum(any(find_trial_numbers(text)) for text in texts) >= 0.5 * len(texts):
        return "trial_number"
    by_text = _by_text(texts)
    if by_text in ("status", "phase"):
        return by_text
    for kind, pattern in _BY_HEAD:
        if pattern.search(head):
            return kind
    return by_text


def _by_text(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    for kind, pattern in (("status", _STATUS), ("year", _YEAR), ("reference", _CITATION)):
        if sum(pattern.fullmatch(text.strip()) is not None for text in texts) >= _MOST * len(texts):
            return kind
    phases = [text for text in texts if _PHASE.fullmatch(text.strip())]
    if len(phases) >= _MOST * len(texts) and any(not text.strip().isdigit() for text in phases):
        return "phase"
    if sum(_DRUG.search(text) is not None for text in texts) >= _MOST * len(texts):
        return "drug"
    return ""
