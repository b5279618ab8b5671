"""``litcurate decide``: what people say of the machine's rows."""

import getpass
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curated.mistake import Mistake
from flows.terminal import WRONG, chosen_settings, explained, print_json, print_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from curated.decisions_entry import Refused
    from curated.store import Store

MOST_LINES = 50
"""How many bad lines of a file are named one by one."""


def decide(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")],
    subject: Annotated[
        str | None, typer.Argument(metavar="[SUBJECT]", help="A row's id, or enough of its end: ref-12.")
    ] = None,
    verdict: Annotated[str | None, typer.Argument(metavar="[accept|reject|unsure]", help="What you say of it.")] = None,
    field: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The verdict is on this column of the row.")
    ] = None,
    value: Annotated[str | None, typer.Option(metavar="VALUE", help="What should stand in that column.")] = None,
    note: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides. Default: LITCURATE_BY, or your login name.")
    ] = None,
    from_file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take over the decisions of a .csv or .yaml file.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="With --from: forget decisions that are not in the file.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="FILE", help="Write the decisions to a .csv or .yaml file; with --by only theirs."
        ),
    ] = None,
    undecided: Annotated[
        bool,
        typer.Option(
            "--undecided", help="With --to: what you decided, and a row for each finding and match still open."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Say of a row what you think of it, correct a value, or read and write the decisions file; else list decisions."""
    refused: tuple[Refused, ...] = ()
    with explained():
        _fit_together(
            subject, verdict, bool(field or value or note), from_file, to, replace=replace, undecided=undecided
        )
        from curated.store import Store

        with Store.open(chosen_settings(dataset=dataset).dataset, create=False) as store:
            if subject is not None and verdict is not None:
                told = {"field": field or "", "value": value or "", "note": note, "by": by or _login()}
                _decide(store, {"subject": subject, "verdict": verdict, **told}, as_json)
            elif from_file is not None:
                refused = _load(store, from_file, by, replace, as_json)
            elif to is not None:
                _write(store, to, by, undecided)
            else:
                _list(store, by, as_json)
    tell_refused(from_file, refused)


def tell_refused(path: Path | None, refused: "Sequence[Refused]") -> None:
    """Name the lines of a file that were left out, and leave with the status of unreadable input if there are any."""
    from flows.summary import plain

    for line in refused[:MOST_LINES]:
        typer.echo(f"litcurate: {path} {plain(str(line))}", err=True)
    if len(refused) > MOST_LINES:
        typer.echo(f"litcurate: … and {len(refused) - MOST_LINES} more lines of {path}", err=True)
    if refused:
        raise typer.Exit(WRONG)


def _decide(store: "Store", written: "Mapping[str, str]", as_json: bool) -> None:
    from curated.decisions import rulings
    from curated.decisions_made import decision_of
    from curated.decisions_made import written as columns_of
    from curated.decisions_told import told
    from curated.subjects import Subjects

    dataset = store.load()
    try:
        decision = decision_of(written, Subjects(dataset), _now())
    except ValueError as error:
        raise Mistake(str(error)) from error
    store.put([decision])
    if as_json:
        print_json(columns_of(decision))
    else:
        standing = next(held for one, held in rulings(dataset.adding([decision])).standings if one == decision)
        typer.echo(f"{decision.subject}  {told(decision, standing)}")


def _load(store: "Store", path: Path, by: str | None, replace: bool, as_json: bool) -> "tuple[Refused, ...]":
    from curated.decisions import rulings
    from curated.decisions_file import entries_of, loaded
    from curated.decisions_told import counted

    dataset = store.load()
    found = loaded(entries_of(path), dataset, by, _now())
    if replace and found.refused:
        typer.echo("litcurate: nothing was taken over, as --replace would lose what these lines say:", err=True)
        return found.refused
    if replace:
        others = [decision for decision in dataset.decisions if by is not None and decision.by != by]
        store.replace_decisions([*others, *found.decisions])
    else:
        store.put(found.decisions)
    known = rulings(store.load())
    figures = {"taken over": len(found.decisions), "without a verdict": found.open, "left out": len(found.refused)}
    if as_json:
        print_json({name.replace(" ", "_"): number for name, number in figures.items()})
    else:
        typer.echo(", ".join(f"{number} {name}" for name, number in figures.items()))
        typer.echo(f"decisions of the dataset now: {counted(known) or 'none'}")
    return found.refused


def _write(store: "Store", path: Path, by: str | None, undecided: bool) -> None:
    from curated.decisions_file import file_text, of_rater
    from curated.decisions_file import undecided as still_to_decide
    from curated.table_files import write_whole

    dataset = store.load()
    by = by or (_login() if undecided else None)
    decisions = of_rater(dataset.decisions, by)
    waiting = list(still_to_decide(dataset, by)) if by and undecided else []
    write_whole(path, file_text(decisions, path.name, waiting).encode())
    typer.echo(f"{path}  {len(decisions)} decisions" + (f", {len(waiting)} rows to decide on" if undecided else ""))


def _list(store: "Store", by: str | None, as_json: bool) -> None:
    from curated.decisions import rulings
    from curated.decisions_made import written
    from curated.decisions_told import counted, told

    known = rulings(store.load())
    shown = [pair for pair in known.standings if by in (None, pair[0].by)]
    if as_json:
        print_json([{**written(decision), "standing": standing} for decision, standing in shown])
        return
    typer.echo(f"{len(shown)} decisions" + (f": {counted(known)}" if shown and by is None else ""))
    print_lines(f"  {decision.subject}  {told(decision, standing)}" for decision, standing in shown)


def _fit_together(
    subject: str | None, verdict: str | None, correction: bool, from_file: Path | None, to: Path | None, **more: bool
) -> None:
    """Raises Mistake for arguments that do not belong together."""
    if subject is not None and verdict is None:
        raise Mistake(f"say what you think of {subject}: accept, reject or unsure")
    if sum((subject is not None, from_file is not None, to is not None)) > 1:
        raise Mistake("decide on one row, or give --from FILE, or --to FILE: one at a time")
    if correction and subject is None:
        raise Mistake("--field, --value and --note belong to a decision on one row: decide DATASET SUBJECT VERDICT")
    if more["replace"] and from_file is None:
        raise Mistake("--replace goes with --from FILE")
    if more["undecided"] and to is None:
        raise Mistake("--undecided goes with --to FILE")


def _login() -> str:
    """Who decides, where no name was given."""
    try:
        return os.environ.get("LITCURATE_BY") or getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise Mistake("who decides? give --by NAME, or set LITCURATE_BY") from error


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
