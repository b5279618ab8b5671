"""Names that no vocabulary has and that are known by their shape and the words beside them: codes, trials, proteins."""

import re
from collections.abc import Iterator
from typing import Literal

from extract.vocabulary import Entry, Named

Shape = Literal["trial name", "code"]

_TRIAL_NAME = re.compile(
    r"(?<![\w-])(?:the\s)?(?P<name>[A-Z][A-Za-z]{0,14}[A-Z][A-Za-z]{1,14}(?:[- ]?\d{1,4}[A-Z]{0,2})?)"
    r"(?=\s(?:trial|study)\b|\s\((?:NCT|ISRCTN|ChiCTR)|\s?[;,:]\s?(?:NCT)\d)"
)
_NO_TRIAL = frozenset(
    ["II", "IIA", "IIB", "III", "IIIA", "IIIB", "IV", "RCT", "RCTs", "MRI", "NCT", "PRISMA", "CONSORT"]
)
_CODE = re.compile(r"(?<![\w-])[A-Z]{2,5}-?\d{3,7}(?![\w-])")
_OF_DRUGS = re.compile(
    r"(?:inhibitors?|agonists?|antagonists?|blockers?|drugs?|agents?|antibod(?:y|ies)|compounds?|biosimilars?|"
    r"plus|with)\s\(?$|\+\s?$"
)
_BY_WEIGHT = re.compile(r"(?<![\w-])p\d{2,3}[A-Z]{2,4}(?![\w])")


def named_by_shape(text: str) -> Iterator[tuple[Named, Shape]]:
    """Code names of drugs, proteins called by their weight and names of trials, each with what it is known by."""
    for match in _CODE.finditer(text):
        if _OF_DRUGS.search(text, max(0, match.start() - 24), match.start()):
            yield Named(match.start(), match.end(), Entry("drug", "code name", "", match.group())), "code"
    for match in _BY_WEIGHT.finditer(text):  # p75ICD
        yield Named(match.start(), match.end(), Entry("target", "protein name", "", match.group())), "code"
    for match in _TRIAL_NAME.finditer(text):
        name = match.group("name")
        if name not in _NO_TRIAL:
            yield Named(match.start("name"), match.end("name"), Entry("trial", "trial name", "", name)), "trial name"
