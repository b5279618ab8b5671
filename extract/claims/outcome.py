"""Passages that state measured outcomes: response rates, survival, hazard ratios.

Reads what is printed beside a measure's name (``mOS: 16.4 months``, ``median OS was 13.6 months``, ``HR for OS: 0.78
(95% CI 0.66-0.92)``); a number whose measure is not named is left alone.
"""

import re
from collections.abc import Iterator

from curated.provenance import Method, Sourced
from curated.schema import Outcome, TrialMention
from extract.claim_kind import ClaimKind
from extract.document import Document
from extract.passages import Passage

NUMBER = Method(name="number", version="1")
MEASURE_NAMED = Method(name="measure-named", version="1")
STATISTIC_NAMED = Method(name="statistic-named", version="1")

_MEASURES = {
    "overall survival rate": "OSR",
    "overall survival": "OS",
    "progression-free survival": "PFS",
    "progression free survival": "PFS",
    "objective response rate": "ORR",
    "overall response rate": "ORR",
    "disease control rate": "DCR",
    "time to progression": "TTP",
    "duration of response": "DOR",
    "recurrence-free survival": "RFS",
    "dor": "DOR",
    "hazard ratio": "HR",
}
_STATISTICS = {"m": "median", "median": "median", "hr": "hazard ratio", "hazard ratio": "hazard ratio"}
_NAME = (
    "|".join(name for name in _MEASURES if " " in name and "ratio" not in name)
    + "|ORR|DCR|OSR|PFSR|OS|PFS|TTP|DOR|DoR|RFS|EFS|DFS|CR|PR"
)
_VALUE = r"\d{1,4}(?:[.·]\d{1,3})?"
_SPREAD = rf"(?P<low>{_VALUE})\s?%?\s?(?:-|–|—|to|,)\s?(?P<high>{_VALUE})"
_CI = rf"(?:\s?[(\[,;]\s?95\s?%\s?(?:CI|confidence interval)[:,]?\s?{_SPREAD}\s?%?\s?[)\]]?)?"
_VERB = r"(?:\s?[:=]\s?|\s(?:(?:was|were|of|is|reached|from)\s))"
_MEASURED = re.compile(
    rf"(?:(?P<timepoint>\d{{1,3}}[- ](?:months?|years?|weeks?))[- ])?\b(?P<statistic>m(?=[A-Z])|[Mm]edian\s)?"
    rf"(?P<measure>{_NAME})\b(?:\s\((?:m?[A-Z][A-Za-z]{{1,4}})\))?{_VERB}(?P<value>{_VALUE})"
    rf"(?:\s?%?\s?[-–]\s?(?P<upper>{_VALUE})(?=\s?%))?(?P<unit>\s?%|\s(?:months?|mo|weeks?|years?|days?)\b)?{_CI}"
)
_RATIO = re.compile(
    rf"\b(?P<statistic>HR|[Hh]azard ratio)(?:\s\(HR\))?"
    rf"(?:\sfor\s(?P<measure>death|progression or death|progression|{_NAME}))?"
    rf"(?:\s(?:against|versus|vs\.?)\s[\w-]+)?{_VERB}(?P<value>{_VALUE}){_CI}"
)


def recognises(passage: Passage) -> bool:
    """Whether an outcome with its value is printed in the passage."""
    return bool(_MEASURED.search(passage.text) or _RATIO.search(passage.text))


def read(document: Document, passage: Passage, claim_id: str) -> Iterator[Outcome | TrialMention]:
    """The measured values, in order; each slot is what is printed, with its place."""
    ratios = list(_RATIO.finditer(passage.text))
    within = {ratio.start("value") for ratio in ratios}
    others = (match for match in _MEASURED.finditer(passage.text) if match.start("value") not in within)
    for match in sorted([*ratios, *others], key=lambda match: match.start("value")):
        yield _outcome(document, passage.span.start, match, claim_id)


def _outcome(document: Document, offset: int, match: re.Match[str], claim_id: str) -> Outcome:
    def quote(name: str) -> Sourced[str] | None:
        if match.groupdict().get(name) is None:
            return None
        return document.quote(offset + match.start(name), offset + match.end(name))

    def required(name: str) -> Sourced[str]:
        return document.quote(offset + match.start(name), offset + match.end(name))

    def number(name: str) -> Sourced[float] | None:
        printed = quote(name)
        return _number(printed) if printed else None

    statistic = quote("statistic")
    return Outcome(
        outcome_id=f"{document.document_id}-outcome-{offset + match.start('value')}",
        claim_id=claim_id,
        measure=_named(quote("measure") or required("statistic"), _MEASURES, MEASURE_NAMED),
        statistic=_named(statistic, _STATISTICS, STATISTIC_NAMED) if statistic else None,
        value=_number(required("value")),
        low=number("low"),
        high=number("upper") or number("high"),
        unit=quote("unit"),
        timepoint=quote("timepoint"),
    )


def _number(printed: Sourced[str]) -> Sourced[float]:
    return printed.derive(float(printed.value.replace("·", ".")), NUMBER)


def _named(printed: Sourced[str], names: dict[str, str], step: Method) -> Sourced[str]:
    name = names.get(printed.value.lower(), printed.value)
    return printed if name == printed.value else printed.derive(name, step)


KIND = ClaimKind("outcome", recognises, read)
