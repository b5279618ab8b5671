"""The file of decisions: a CSV made for version control and for spreadsheets, in which no cell is a formula.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it; so is one that looks as if
that had been done to it. Reading takes off exactly what writing put on, so that every text comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

COLUMNS = ("subject", "verdict", "field", "value", "note", "by", "at", "row_hash")
"""``field`` and ``value`` give the right value of a column; ``row_hash`` is that of the row when it was judged."""

_FORMULA = re.compile(r"'*(?:[\t\r\n]|[\s\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060\ufeff]*[=+\-@＝＋－＠])")
_NUMBER = re.compile(r" *[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? *", re.ASCII)


def decision_cell(text: str) -> str:
    """A text as the file has it.

    >>> [decision_cell(text) for text in ("=1+1", "'=1+1", "-3.5", "see page 2", "'tis")]
    ["'=1+1", "''=1+1", '-3.5', 'see page 2', "'tis"]
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def decision_text(cell: str) -> str:
    """The text of a cell: what :func:`decision_cell` was given.

    >>> [decision_text(cell) for cell in ("'=1+1", "''=1+1", "-3.5", "'tis")]
    ['=1+1', "'=1+1", '-3.5', "'tis"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def decision_lines(decisions: Iterable[Mapping[str, str]]) -> str:
    """Decisions as the text of a file; a column that one lacks is empty."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([decision_cell(row.get(name, "")) for name in COLUMNS] for row in decisions)
    return held.getvalue()


def read_decision_lines(text: str) -> Iterator[dict[str, str]]:
    """The decisions of a file's text, each with all columns; those that the file lacks are empty.

    :raises ValueError: where it has no column ``subject`` or no column ``verdict``, or is not a CSV.
    """
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        missing = {"subject", "verdict"} - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"the file has no column {' and no column '.join(sorted(missing))}")
        for row in reader:
            yield {name: decision_text(row.get(name) or "") for name in COLUMNS}
    except csv.Error as error:
        raise ValueError(f"the file is not a CSV: {error}") from error
