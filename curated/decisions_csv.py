"""The decisions file as CSV: for spreadsheets, in which no cell is a formula, and for version control.

The apostrophe that :func:`curated.table_files.spreadsheet_safe` puts before what a spreadsheet would take for a formula
is taken off when the file is read, so that every text comes back as it was. The report's page does the same.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from curated.decisions_entry import Entry, Refused
from curated.mistake import Mistake
from curated.table_files import spreadsheet_safe, spreadsheet_text


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as the text of a file; a column that one lacks is empty. Lines end as version control likes them."""
    held = _Lines()
    writer = csv.writer(held)
    writer.writerow(columns)
    writer.writerows([spreadsheet_safe(row.get(name, "")) for name in columns] for row in rows)
    return "".join(held)


class _Lines(list[str]):
    """Takes rows as the csv module writes them: it only quotes a lone CR where lines end with one."""

    def write(self, row: str) -> None:
        """One row, which ends in CR LF."""
        self.append(row.removesuffix("\r\n") + "\n")


def read_csv(text: str) -> Iterator[Entry | Refused]:
    """The rows of a file, or why a line of it is none; separated by commas, or by semicolons or tabs as some save it.

    :raises Mistake: where the first line does not name the columns ``subject`` and ``verdict``.
    """
    lines = io.StringIO(text, newline="").readlines()
    heads = [(separator, _split(lines[:1], separator)) for separator in ",;\t"]
    found = [
        (separator, [cell.strip().lower() for cell in cells])
        for separator, cells in heads
        if cells is not None and {"subject", "verdict"} <= {cell.strip().lower() for cell in cells}
    ]
    if not found:
        raise Mistake("the first line of a decisions file names its columns, with subject and verdict among them")
    separator, names = found[0]
    at = 1
    while at < len(lines):
        first, cells, at = at + 1, *_next_row(lines, at, separator)
        if isinstance(cells, str):
            yield Refused(first, cells)
        elif len(cells) > len(names) and any(cells[len(names) :]):
            yield Refused(
                first, f"it has {len(cells)} cells under {len(names)} columns: put quotation marks around text"
            )
        else:
            values = {name: spreadsheet_text(cell) for name, cell in zip(names, cells, strict=False)}
            if any(text.strip() for text in values.values()):
                yield Entry(first, values)


def _next_row(lines: Sequence[str], at: int, separator: str) -> tuple[list[str] | str, int]:
    """The cells of the row that begins on this line, or what is wrong with the line, and where the next row begins."""
    taken = 0

    def rest() -> Iterator[str]:
        nonlocal taken
        for index in range(at, len(lines)):
            taken += 1
            yield lines[index]

    try:
        cells = next(csv.reader(rest(), strict=True, delimiter=separator))
    except csv.Error as error:
        return f"it cannot be read ({error}): look for a quotation mark that is not closed or not doubled", at + 1
    return cells, at + taken


def _split(lines: Sequence[str], separator: str) -> list[str] | None:
    try:
        return next(csv.reader(lines, strict=True, delimiter=separator), None)
    except csv.Error:
        return None
