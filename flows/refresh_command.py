"""``litcurate refresh`` and ``litcurate changes``: ask again what is watched, and tell what has changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from curated.mistake import Mistake
from flows.terminal import chosen_settings, explained, print_json, print_lines, runs_on_prefect, say_who_asks

if TYPE_CHECKING:
    from datetime import date

    from curated.since import Changed, Ledger, Undated
    from flows.refreshing import Refreshed

DatasetArgument = Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
NotifyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--notify", metavar="URL", help="Where to send what changed, as apprise writes it (LITCURATE_NOTIFY)."
    ),
]
AtomOption = Annotated[Path | None, typer.Option("--atom", metavar="FILE", help="Write the changes as an Atom feed.")]


def refresh(
    dataset: DatasetArgument,
    registries: Annotated[
        str | None,
        typer.Option("--registries", metavar="live|mirror:FOLDER", help="Who is asked. Default: live."),
    ] = None,
    contact: Annotated[str | None, typer.Option(help="Your e-mail address (LITCURATE_CONTACT).")] = None,
    retraction_watch: Annotated[
        Path | None, typer.Option(help="A CSV of the Retraction Watch Database, to look up what is matched.")
    ] = None,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help="Take data of the registry that are older than those known.")
    ] = False,
    back_fill: Annotated[
        bool, typer.Option("--back-fill", help="Read earlier statuses of the trials too: one request a trial, once.")
    ] = False,
    notify: NotifyOption = None,
    atom: AtomOption = None,
    as_json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")] = False,
) -> None:
    """Ask again about all trials and works of a dataset, keep what changed and print it."""
    with explained():
        chosen = chosen_settings(
            dataset=dataset,
            registries=registries,
            contact=contact,
            retraction_watch=retraction_watch,
            accept_older=accept_older or None,
            back_fill=back_fill or None,
            notify=notify,
        )
        if chosen.registries == "none":
            raise Mistake("a refresh asks registries: give --registries live or mirror:FOLDER")
        if chosen.notify:
            from flows.notice import checked

            checked(chosen.notify)
        say_who_asks(chosen, quiet)
        from flows.progress import Progress
        from flows.refreshing import refresh as refresh_now
        from flows.summary import told

        if runs_on_prefect():
            from flows.refresh import refresh_flow

            done = refresh_flow(chosen)
        else:
            with Progress(quiet=quiet) as tell:
                done = refresh_now(chosen, tell)
        ledger, place = _ledger(chosen.dataset)
        rows = _since_last(ledger)
        if as_json:
            print_json(_as_json(done, rows))
        else:
            _print(done, rows)
        if atom is not None:
            _write_feed(atom, ledger, place)
        if chosen.notify:
            from flows.notice import notify as send_notices

            for failed in send_notices(chosen.notify, rows, place):
                typer.echo(f"litcurate: {failed}", err=True)
    for remark in done.refresh.remarks:
        typer.echo(f"litcurate: {remark}", err=True)
    for failure in done.failures:
        typer.echo(f"litcurate: {told(failure)}", err=True)


def changes(
    dataset: DatasetArgument,
    since: Annotated[
        str, typer.Option("--since", metavar="last|published|YYYY-MM-DD", help="From when on changes are told.")
    ] = "last",
    atom: AtomOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what has changed: since the last refresh, a date, or since the reviews were published."""
    with explained():
        from curated.since import changes_since

        moment = _moment(since)
        ledger, place = _ledger(chosen_settings(dataset=dataset).dataset)
        rows, undated = changes_since(ledger, moment)
        if as_json:
            print_json(_rows_as_json(rows, undated))
        elif not rows and not undated:
            never = moment == "last" and not ledger.refreshes
            typer.echo(f"nothing was refreshed yet: litcurate refresh {place}" if never else "nothing has changed")
        else:
            from curated.since_told import lines

            print_lines(lines(rows, undated))
        if atom is not None:
            _write_feed(atom, ledger, place)


def _moment(since: str) -> "date | Literal['last', 'published']":
    if since == "last":
        return "last"
    if since == "published":
        return "published"
    from datetime import date

    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise Mistake(f"--since is {since!r}; it can be last, published or a day such as 2026-03-31") from error


def _ledger(dataset: str) -> "tuple[Ledger, str]":
    from curated.store import Store
    from curated.store_ledger import read_ledger

    with Store.open(dataset, create=False) as store:
        return read_ledger(store), store.place


def _since_last(ledger: "Ledger") -> "list[Changed]":
    from curated.since import changes_since

    return changes_since(ledger, "last")[0]


def _print(done: "Refreshed", rows: "list[Changed]") -> None:
    from curated.since_told import lines

    row = done.refresh
    of = f", data of {row.data_version}" if row.data_version else ""
    typer.echo(
        f"refresh {row.number}: {row.trials} trials and {row.works} works asked in {row.requests} requests{of}; "
        f"{row.changes} changes in {len(rows)} of them"
    )
    print_lines(lines(rows))


def _as_json(done: "Refreshed", rows: "list[Changed]") -> dict[str, object]:
    return {
        "refresh": done.refresh.model_dump(mode="json"),
        "trials": done.trials,
        "changes": [change.model_dump(mode="json") for change in done.changes],
        "works": [change.model_dump(mode="json") for change in done.works],
        "failures": [failure.model_dump(mode="json") for failure in done.failures],
        "requests": done.requests,
        **_rows_as_json(rows, []),
    }


def _rows_as_json(rows: "list[Changed]", undated: "list[Undated]") -> dict[str, object]:
    from curated.since_told import as_json

    return {"changed": [as_json(row) for row in rows], "undated": [one._asdict() for one in undated]}


def _write_feed(file: Path, ledger: "Ledger", place: str) -> None:
    from curated.atom import atom_feed
    from curated.table_files import write_whole

    write_whole(file, atom_feed(ledger, place))
    typer.echo(f"litcurate: feed written to {file}", err=True)
