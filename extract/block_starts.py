"""Where a block of lines ends and the next one begins: by gaps, indents, and how the lines look."""

import itertools
import re
from collections import Counter
from statistics import median

from extract.columns import Column
from extract.headings import Typography, parts_headings
from extract.lines import Line
from extract.section_names import is_section_name

_PARTICLE = r"(?:van|von|vom|zu|zur|de|der|den|del|della|di|da|do|dos|das|du|la|le|el|al|bin|ibn|ten|ter|af|av)\s"
ENTRY_START = re.compile(rf"^\[?\d{{1,3}}[.\])]\s(?:(?={_PARTICLE})|(?![a-zß-öø-ÿ]+[\s,.;)]|[.,;:)=<>%&+–-]))")
"""How a numbered entry of a list begins; not a citation marker at the head of a line of text: ``[14] showed that``."""


def left_edges(column: Column) -> dict[float, float]:
    """For each font size the left edge at which most lines of the column begin."""
    counted: dict[float, Counter[int]] = {}
    for item in column.items:
        if isinstance(item, Line):
            counted.setdefault(round(item.size, 1), Counter())[round(item.x0)] += 1
    return {size: float(edges.most_common(1)[0][0]) for size, edges in counted.items()}


def usual_gap(column: Column) -> float:
    """The gap that most lines of the column leave between them."""
    lines = [item for item in column.items if isinstance(item, Line)]
    gaps = [below.top - above.bottom for above, below in itertools.pairwise(lines)]
    near = [gap for gap, line in zip(gaps, lines, strict=False) if gap < line.size]
    return median(near) if near else 0.0


def begins_block(above: Line, below: Line, types: Typography, lefts: dict[float, float], gap: float) -> bool:
    """Whether a new block begins with ``below``."""
    size = above.size
    headings = id(above) in types.headings, id(below) in types.headings
    if any(headings):
        return headings != (True, True) or parts_headings(above, below)
    if abs(size - below.size) > 0.6 or above.bold != below.bold:
        return True
    if is_section_name(above.text) or is_section_name(below.text):
        return True
    if below.top - above.bottom > max(gap, 0) + 0.4 * size:
        return True
    if above.bold:
        return False
    if ENTRY_START.match(below.text):
        return True
    if ENTRY_START.match(above.text) and below.x0 > above.x0:
        return False
    left = lefts.get(round(below.size, 1), below.x0)
    if below.x0 < min(left, above.x0) - 0.4 * size:
        return True
    indented = below.x0 - left > 0.5 * size
    above_indented = above.x0 - left > 0.5 * size
    if indented and not above_indented:
        return True
    return below.starts_bold and not above.starts_bold and above.x1 < below.x1 - 2 * size
