"""The decisions file: what people decided, one row a decision, sorted, the same bytes for the same decisions.

CSV or YAML by the name of the file. A file that the report made, or a person, may lack columns and hold more of them;
``subject`` and ``verdict`` have to be there. What cannot be used is named by its line, and the rest is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from curated.columns import row_hash
from curated.dataset import Dataset
from curated.decisions_csv import csv_text, read_csv
from curated.decisions_entry import COLUMNS, Entry, Refused
from curated.decisions_made import decision_of, written
from curated.decisions_yaml import read_yaml, yaml_text
from curated.mistake import Mistake
from curated.schema import Decision, Row
from curated.subjects import Subjects
from curated.table_files import utf8_text

SAYS = "says"
"""One more column, of files made to decide in: what the row says. It is not read."""

LARGEST_FILE = 20_000_000
"""The most bytes of a file that are read: some 50,000 decisions."""


@dataclass(frozen=True)
class Loaded:
    """What a file holds: its decisions, the lines that cannot be used, and how many rows have no verdict yet."""

    decisions: tuple[Decision, ...]
    refused: tuple[Refused, ...]
    open: int


def file_text(decisions: Iterable[Decision], name: str, undecided: Iterable[Mapping[str, str]] = ()) -> str:
    """Decisions as the text of a file with this name, and rows to decide on after them, sorted together.

    :raises Mistake: for a name that ends neither in ``.csv`` nor in ``.yaml`` or ``.yml``.
    """
    rows: list[Mapping[str, str]] = [written(decision) for decision in decisions]
    waiting = list(undecided)
    columns = (*COLUMNS, SAYS) if waiting else COLUMNS
    rows = sorted(
        (*rows, *waiting), key=lambda row: [row.get(column, "") for column in ("subject", "field", "by", "at")]
    )
    return utf8_text(yaml_text(columns, rows) if is_yaml(name) else csv_text(columns, rows))


def is_yaml(name: str) -> bool:
    """Whether a file with this name is YAML; else it is CSV.

    :raises Mistake: where it is neither.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in (".csv", ".yaml", ".yml"):
        raise Mistake(f"{name}: a decisions file is CSV or YAML: let its name end in .csv or .yaml")
    return ending != ".csv"


def of_rater(decisions: Iterable[Decision], by: str | None) -> list[Decision]:
    """The decisions of one person, or of all where None."""
    return [decision for decision in decisions if by is None or decision.by == by]


def undecided(dataset: Dataset, by: str) -> Iterator[dict[str, str]]:
    """A row for each finding and each ambiguous match that this person has not decided on, for a file to decide in."""
    done = {decision.subject for decision in dataset.decisions if decision.by == by and not decision.field}
    for finding in dataset.findings:
        if finding.finding_id not in done:
            yield _to_decide(finding, finding.message, by)
    for match in dataset.matches:
        if match.status == "ambiguous" and match.reference_id not in done:
            reference = dataset.reference.get(match.reference_id)
            printed = f": {reference.raw.value}" if reference else ""
            yield _to_decide(match, f"{'; '.join(match.reasons)}{printed}", by)


def entries_of(path: Path) -> list[Entry | Refused]:
    """The rows of a file, unchecked.

    :raises Mistake: where it is too large, not UTF-8, or no list of decisions.
    :raises OSError: where it cannot be read.
    """
    kind = read_yaml if is_yaml(path.name) else read_csv
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Mistake(
            f"{path} has more than {LARGEST_FILE // 1_000_000} MB: it is no decisions file, or make several of it"
        )
    try:
        return list(kind(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise Mistake(f"{path} is not UTF-8: save it again as “CSV UTF-8”") from error
    except Mistake as error:
        raise Mistake(f"{path}: {error}") from error


def loaded(entries: Iterable[Entry | Refused], dataset: Dataset, by: str | None, now: datetime) -> Loaded:
    """The decisions of a file on the rows of a dataset; ``by`` and ``now`` stand where it does not say who and when."""
    subjects = Subjects(dataset)
    made: dict[str, tuple[int, Decision]] = {}
    refused: list[Refused] = []
    waiting = 0
    for entry in entries:
        if isinstance(entry, Refused):
            refused.append(entry)
            continue
        values = {name: entry.values.get(name) or "" for name in COLUMNS}
        if not values["verdict"].strip() and not values["value"].strip():
            waiting += 1
            continue
        try:
            decision = decision_of(values | {"by": values["by"].strip() or (by or "")}, subjects, now)
        except (ValueError, Mistake) as error:
            refused.append(Refused(entry.line, str(error)))
            continue
        line, first = made.setdefault(decision.row_id, (entry.line, decision))
        if first != decision:
            refused.append(Refused(entry.line, f"line {line} decides the same at the same moment: keep one of them"))
    return Loaded(tuple(decision for _, decision in made.values()), tuple(refused), waiting)


def _to_decide(row: Row, says: str, by: str) -> dict[str, str]:
    return {"subject": row.row_id, "by": by, "row_hash": row_hash(row), SAYS: " ".join(says.split())}
