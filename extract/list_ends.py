"""Where a list or one of its entries is over: what publishers print behind and between references is none of them."""

import re
from collections.abc import Iterator, Sequence

from extract.list_lines import ListLine, has_head, has_locator, is_dated
from extract.list_names import AFTER_LIST, PUBLISHERS_WORDS

_LABEL = re.compile(r"[\[(]?\d{1,4}(?:[.)\]]|\s+[^\W\d_a-z])")
_GOES_ON = re.compile(
    r"(?-i:[a-zß-öø-ÿ])|[(\[]|\d(?!\d{0,3}$)|(?:doi|https?|www|pmid|pmc|epub|available|accessed|retrieved|last\saccess|crossref|pubmed|google|medline"
    r"|view\sarticle|web\sof\sscience|in\spress|erratum|retracted|retraction|discussion|comment|corrected|suppl|article|isbn|issn)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"(?:[.?!)\]]|\d[A-Za-z]?|/\S*|\b(?:PubMed|CrossRef|Scholar|PMC|press))\W{0,2}$", re.IGNORECASE)
_BACK = 600
_OTHER_SIZE = 0.12
"""Print that is so much higher or lower than the entry's is none of it."""


def ends_list(text: str) -> bool:
    """Whether a heading or line is one that publishers print behind a list."""
    return AFTER_LIST.match(text) is not None


def kept_lines(lines: Sequence[ListLine]) -> tuple[list[ListLine], list[ListLine]]:
    """The lines that may be of entries, and those of paragraphs set between or behind them, up to the next entry."""
    kept: list[ListLine] = []
    aside: list[ListLine] = []
    away = False
    for block in _blocks(lines):
        text = " ".join(line.text for line in block[:8])
        if not any(map(str.isalnum, text)):
            aside.extend(block)
            continue
        if ends_list(block[0].text) and not has_head(text):
            away = True
        elif away:
            away = not (_LABEL.match(text) or (has_head(text) and is_dated(text) and has_locator(text)))
        (aside if away else kept).extend(block)
    return kept, aside


def _blocks(lines: Sequence[ListLine]) -> Iterator[list[ListLine]]:
    block: list[ListLine] = []
    for line in lines:
        if line.begins_block and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def trimmed(lines: Sequence[ListLine]) -> tuple[Sequence[ListLine], Sequence[ListLine]]:
    """The lines of an entry, and those behind its end: a paragraph that the complete entry does not go on in."""
    text = ""
    dated = False
    for index, line in enumerate(lines):
        if index and dated and _is_over(text, lines, index):
            return lines[:index], lines[index:]
        text = f"{text} {line.text}"[-_BACK:]
        dated = dated or is_dated(line.text)
    return lines, ()


def _is_over(text: str, lines: Sequence[ListLine], index: int) -> bool:
    line = lines[index]
    if line.begins_block:
        if ends_list(line.text) or _is_of_other_size(lines[0], line):
            return True
        return _GOES_ON.match(line.text) is None and _ENDED.search(text) is not None and has_locator(text)
    if not ends_list(line.text) or _ENDED.search(text) is None:
        return False
    if PUBLISHERS_WORDS.match(line.text):
        return True
    return not has_locator(" ".join(each.text for each in lines[index : index + 8]))


def _is_of_other_size(one: ListLine, other: ListLine) -> bool:
    return one.page > 0 and abs(one.height - other.height) > _OTHER_SIZE * one.height
