"""What a printed part of a reference says once the line ends within it are taken out."""

import re

_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_A-ZÀ-Þ])|\u00ad(?:\s*\n\s*)?")
_BROKEN_COMPOUND = re.compile(r"(?<=[-\u2010-\u2015/])\s*\n\s*")


def text_of(printed: str) -> str:
    r"""A part without line ends and the hyphens of words that they divide.

    >>> text_of("Gastro-\nenterology"), text_of("anti-\nPD-1 and\nmore"), text_of("B-\u00adM")
    ('Gastroenterology', 'anti-PD-1 and more', 'B-M')
    """
    if "\u00ad" in printed or "\n" in printed:
        printed = _BROKEN_COMPOUND.sub("", _BROKEN_WORD.sub("", printed))
        printed = " ".join(printed.split())
    return printed
