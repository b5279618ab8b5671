"""How alike two tables are: adjacency F1, TEDS, and whether labels of several rows stand beside the right rows."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’′", "'") | dict.fromkeys("“”″", '"'))
_TOKEN = re.compile(r"[^\W_]+")
_MOST_NODES = 4_000
"""Trees of more nodes than this are not compared: TEDS counts as 0."""
_SAME = 0.35
"""A predicted table is one of the gold's where the F1 of their words is at least this much."""


def normal(text: str) -> str:
    r"""A cell's text as it is compared: one form of dashes and quotes, no white space or soft hyphens.

    >>> normal("1.2 – 3.4 ± 0.5\\u00ad%")
    '1.2-3.4±0.5%'
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").translate(_DASHES)
    return "".join(plain.split())


@dataclass(frozen=True)
class Cell:
    """A cell by its place, from 0, with its spans and its text as printed."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int = 0
    """The page it stands on, where that is known."""


@dataclass(frozen=True)
class Grid:
    """A table of one reader or of the gold."""

    cells: tuple[Cell, ...]
    page: int = 0
    label: str = ""
    header_rows: int = 1
    box: tuple[float, float, float, float] | None = None
    """Where it stands on its page, as far as that is known: left, top, right, bottom in points."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The normal texts of its cells."""
        return tuple(normal(cell.text) for cell in self.cells)

    @cached_property
    def words(self) -> Counter[str]:
        """The words and numbers of all its cells."""
        plain = (unicodedata.normalize("NFKC", cell.text) for cell in self.cells)
        return Counter(word for text in plain for word in _TOKEN.findall(text.lower()))

    @cached_property
    def adjacencies(self) -> Counter[tuple[str, str, bool]]:
        """Pairs of neighbouring cells that hold text, blank ones between them left out, as ICDAR-2013 counts them."""
        return Counter([(a, b, True) for a, b in self._beside(across=True)]) + Counter(
            [(a, b, False) for a, b in self._beside(across=False)]
        )

    def _beside(self, *, across: bool) -> Iterable[tuple[str, str]]:
        lanes: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, cell in enumerate(self.cells):
            if self.texts[index]:
                first, span = (cell.row, cell.row_span) if across else (cell.column, cell.column_span)
                for lane in range(first, first + span):
                    lanes[lane].append((cell.column if across else cell.row, index))
        pairs = {
            (one, other)
            for lane in lanes.values()
            for (_, one), (_, other) in zip(sorted(lane), sorted(lane)[1:], strict=False)
            if one != other
        }
        return ((self.texts[one], self.texts[other]) for one, other in pairs)

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The places of the cells that begin in each row."""
        found: dict[int, list[int]] = defaultdict(list)
        for index in sorted(range(len(self.cells)), key=lambda at: (self.cells[at].row, self.cells[at].column)):
            found[self.cells[index].row].append(index)
        n_rows = max((cell.row + cell.row_span for cell in self.cells), default=0)
        return tuple(tuple(found.get(row, ())) for row in range(n_rows))

    @cached_property
    def spans_rows(self) -> bool:
        """Whether a cell under the head spans several rows."""
        return any(cell.row_span > 1 and cell.row >= self.header_rows for cell in self.cells)


def adjacency_f1(gold: Grid, read: Grid) -> float:
    """F1 over neighbouring cells (Göbel et al., ICDAR 2013)."""
    right = (gold.adjacencies & read.adjacencies).total()
    both = gold.adjacencies.total() + read.adjacencies.total()
    return 2 * right / both if both else float(gold.texts == read.texts)


def teds(gold: Grid, read: Grid) -> float:
    """Similarity by tree edit distance (Zhong et al., 2020): 1 - distance / nodes of the larger tree.

    The tree is table, rows, cells; a cell costs 1 where its spans differ, else the normalised Levenshtein distance of
    the texts. The distance is exact (Zhang and Shasha 1989).
    """
    one, other = _Tree(gold), _Tree(read)
    most = max(len(one.nodes), len(other.nodes))
    if most > _MOST_NODES or most < 2:
        return 0.0
    return 1 - _distance(one, other) / (most - 1)


class _Tree:
    """A table in postorder: for each node its cell (None for a row, -1 for the table) and its leftmost leaf."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.nodes: list[int | None] = []
        self.leftmost: list[int] = []
        for row in grid.rows:
            begin = len(self.nodes)
            for index in row:
                self.leftmost.append(len(self.nodes))
                self.nodes.append(index)
            self.leftmost.append(begin)
            self.nodes.append(None)
        self.leftmost.append(0)
        self.nodes.append(-1)
        last = {left: index for index, left in enumerate(self.leftmost)}
        self.keyroots = sorted(last.values())


def _distance(one: _Tree, other: _Tree) -> float:
    costs = cdist(one.grid.texts, other.grid.texts, scorer=Levenshtein.normalized_distance).tolist()

    def rename(a: int | None, b: int | None) -> float:
        if a is None or b is None or a < 0 or b < 0:
            return float(a != b)
        left, right = one.grid.cells[a], other.grid.cells[b]
        same = left.row_span == right.row_span and left.column_span == right.column_span
        return float(costs[a][b]) if same else 1.0

    trees = [[0.0] * len(other.nodes) for _ in one.nodes]
    for i in one.keyroots:
        for j in other.keyroots:
            _forests(one, other, i, j, trees, rename)
    return trees[-1][-1]


def _forests(one: _Tree, other: _Tree, i: int, j: int, trees: list[list[float]], rename: "object") -> None:
    li, lj = one.leftmost[i], other.leftmost[j]
    width = j - lj + 2
    above = [float(at) for at in range(width)]
    table = [above]
    for x in range(li, i + 1):
        row = [above[0] + 1] + [0.0] * (width - 1)
        lx, ox = one.leftmost[x], one.nodes[x]
        back = table[lx - li]
        known = trees[x]
        for y in range(lj, j + 1):
            at = y - lj + 1
            best = above[at] + 1
            if row[at - 1] + 1 < best:
                best = row[at - 1] + 1
            if lx == li and other.leftmost[y] == lj:
                cost = above[at - 1] + rename(ox, other.nodes[y])  # type: ignore[operator]
                best = min(best, cost)
                known[y] = best
            else:
                best = min(best, back[other.leftmost[y] - lj] + known[y])
            row[at] = best
        table.append(row)
        above = row


@dataclass(frozen=True)
class LabelScore:
    """How many labels of several rows the gold has, and how many stand beside all of their rows and no others."""

    gold: int = 0
    right: int = 0
    wrong: tuple[str, ...] = ()


def score_labels(gold: Grid, read: Grid | None) -> LabelScore:
    """Labels under the head that span rows: right where they are read beside each of their rows and no other row.

    A row of the gold is known again by those of its texts that no other row has.
    """
    labels = [
        index
        for index, cell in enumerate(gold.cells)
        if cell.row_span > 1 and cell.row >= gold.header_rows and gold.texts[index] and cell.row_span < len(gold.rows)
    ]
    if not labels or read is None:
        return LabelScore(len(labels), 0, tuple(gold.cells[index].text for index in labels))
    at = _rows_again(gold, read)
    beside: dict[int, set[str]] = defaultdict(set)
    for cell, text in zip(read.cells, read.texts, strict=True):
        for row in range(cell.row, cell.row + cell.row_span):
            beside[row].add(text)
    wrong = []
    for index in labels:
        cell, text = gold.cells[index], gold.texts[index]
        own = range(cell.row, cell.row + cell.row_span)
        mine = all(text in beside[at[row]] for row in own if row in at) and any(row in at for row in own)
        same = {
            row
            for other, name in zip(gold.cells, gold.texts, strict=True)
            if name == text
            for row in range(other.row, other.row + other.row_span)
        }
        taken = {at[row] for row in same if row in at}
        strange = any(
            text in beside[place]
            for row, place in at.items()
            if row not in same and row >= gold.header_rows and place not in taken
        )
        if not mine or strange:
            wrong.append(cell.text)
    return LabelScore(len(labels), len(labels) - len(wrong), tuple(wrong))


def _rows_again(gold: Grid, read: Grid) -> dict[int, int]:
    """For each row of the gold the row in which most of its own texts are read."""
    own = Counter(text for text in gold.texts if text)
    places: dict[str, list[int]] = defaultdict(list)
    for cell, text in zip(read.cells, read.texts, strict=True):
        places[text].append(cell.row)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for cell, text in zip(gold.cells, gold.texts, strict=True):
        if text and own[text] == 1 and cell.row_span == 1 and len(places[text]) == 1:
            votes[cell.row][places[text][0]] += 1
    return {row: count.most_common(1)[0][0] for row, count in votes.items()}


@dataclass
class Scored:
    """A gold table and the best table that was read for it."""

    gold: Grid
    read: Grid | None = None
    f1: float = 0.0
    teds: float = 0.0
    labels: LabelScore = field(default_factory=LabelScore)


def match(gold: Sequence[Grid], read: Sequence[Grid]) -> tuple[list[Scored], list[Grid], list[Grid]]:
    """Each gold table with the one read table that has most of its words; what is left over as pieces and as false.

    A piece is a further table with words of a gold table; a false one has few words of any.
    """
    likeness = sorted(
        ((_likeness(g.words, r.words), a, b) for a, g in enumerate(gold) for b, r in enumerate(read)), reverse=True
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for value, a, b in likeness:
        if value >= _SAME and a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    scored = []
    for index, table in enumerate(gold):
        best = read[pairs[index]] if index in pairs else None
        made = Scored(table, best, labels=score_labels(table, best))
        if best is not None:
            made.f1, made.teds = adjacency_f1(table, best), teds(table, best)
        scored.append(made)
    rest = [table for index, table in enumerate(read) if index not in taken]
    pieces = [table for table in rest if any(_within(table.words, g.words) >= 0.6 for g in gold)]
    return scored, pieces, [table for table in rest if table not in pieces]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _within(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, one.total())
