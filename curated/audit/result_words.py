"""Words by which a sentence tells a result, and not a plan or a fact."""

import re

_RESULT = re.compile(
    r"(?<!table \d )(?<!figure \d )\b(?:show(?:s|ed|n)|demonstrate(?:s|d)?|improve[sd]|prolong(?:s|ed)|achieve[sd]|"
    r"led to|result(?:s|ed) in|reduce[sd]|increase[sd]|enhance[sd]|yielded|exhibit(?:s|ed)|confirm(?:s|ed)|"
    r"prov(?:ed|en)|superior|significant(?:ly)?|positive outcomes?|well[- ]tolerated|acceptable safety|show promise)\b",
    re.IGNORECASE,
)


def tells_result(text: str) -> str | None:
    """The first word that tells a result; None where none does.

    >>> tells_result("The combination prolonged survival."), tells_result("The trial aims to improve survival.")
    ('prolonged', None)
    """
    found = _RESULT.search(text)
    return found.group() if found else None
