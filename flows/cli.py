"""The command line. What a command needs is imported when it runs, so that ``--help`` answers at once."""

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from curated.mistake import Mistake
from flows.audit_format import AuditFormat
from flows.compare_command import compare_decisions
from flows.decide_command import decide
from flows.diff_command import diff
from flows.export_command import export
from flows.mirror_command import mirror_app
from flows.refresh_command import changes, refresh
from flows.report_command import report
from flows.serve_command import serve
from flows.terminal import (
    FOUND,
    WRONG,
    chosen_settings,
    explained,
    print_json,
    print_lines,
    runs_on_prefect,
    say_who_asks,
)

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer(
    name="litcurate",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(mirror_app, name="mirror")
app.command()(decide)
app.command("compare-decisions")(compare_decisions)
app.command()(export)
app.command()(diff)

DatasetArgument = Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")]
RegistriesOption = Annotated[
    str | None,
    typer.Option("--registries", metavar="live|mirror:FOLDER|replay:DATASET|none", help="Who is asked. Default: live."),
]
RetractionWatchOption = Annotated[
    Path | None,
    typer.Option(help="A CSV of the Retraction Watch Database, to look up what is matched."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")]


class StringsFormat(StrEnum):
    """What parsed reference strings can be written as."""

    jsonl = "jsonl"
    csl_json = "csl-json"
    bibtex = "bibtex"
    ris = "ris"


def _version(asked: bool) -> None:
    if asked:
        from flows import VERSION

        typer.echo(f"litcurate {VERSION}")
        raise typer.Exit


@app.callback()
def _litcurate(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads review articles and writes a curated dataset in which every value shows where it came from."""


@app.command()
def curate(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT…", help="PDF, JATS XML, Markdown or text files, or folders.")
    ],
    out: Annotated[
        str | None, typer.Option("--out", metavar="DATASET", help="Folder or postgresql:// URL to write to.")
    ] = None,
    registries: RegistriesOption = None,
    contact: Annotated[
        str | None, typer.Option(help="Your e-mail address, for the registries' polite pools (LITCURATE_CONTACT).")
    ] = None,
    retraction_watch: RetractionWatchOption = None,
    full_text: Annotated[
        bool | None,
        typer.Option("--full-text", help="Ask for the full texts of cited works that anyone may read: a request each."),
    ] = None,
    jobs: Annotated[int | None, typer.Option(help="Files to read at once.")] = None,
    runner: Annotated[
        str | None, typer.Option(metavar="dask:tcp://HOST:PORT", help="Curate on the workers of a Dask scheduler.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell how many requests this would take; ask and write nothing.")
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read reviews and write what they say, with its sources, into a dataset."""
    with explained():
        chosen = chosen_settings(
            dataset=out,
            registries=registries,
            contact=contact,
            retraction_watch=retraction_watch,
            full_text=full_text,
            jobs=jobs,
            runner=runner,
        )
        if dry_run:
            _tell_the_plan(inputs, chosen, as_json)
        say_who_asks(chosen, quiet)
        from flows.progress import Progress
        from flows.steps import curate_anywhere
        from flows.summary import described, told

        if runs_on_prefect():
            from flows.curate import curate_flow

            done = curate_flow([str(path) for path in inputs], chosen)
        else:
            with Progress(quiet=quiet) as tell:
                done = curate_anywhere(inputs, chosen, tell)
        place = done.place
        if as_json:
            print_json(
                {
                    "dataset": place,
                    "documents": [report.model_dump(mode="json") for report in done.reports],
                    "failures": [failure.model_dump(mode="json") for failure in done.failures],
                    "requests": done.requests,
                }
            )
        else:
            for report in done.reports:
                print_lines(described(report))
            if done.reports:
                typer.echo(f"\nwritten to {place}")
                typer.echo(f"see any row with its sources: litcurate show {place} ref-1")
                typer.echo(f"read what was found: litcurate report {place}")
                typer.echo(f"export the tables: litcurate export {place} --format csv --to FOLDER")
    for failure in done.failures:
        typer.echo(f"litcurate: {told(failure)}", err=True)
    raise typer.Exit(WRONG if done.failures else 0)


def _tell_the_plan(inputs: list[Path], chosen: "Settings", as_json: bool) -> NoReturn:
    """Print what a run would ask, and leave."""
    from flows.planning import planned
    from flows.planning import told as plan_told
    from flows.summary import told

    rows, failures = planned(inputs, chosen)
    if as_json:
        print_json([row._asdict() for row in rows])
    else:
        print_lines(plan_told(rows))
        if chosen.full_text:
            typer.echo("full texts: a search for every fifty works in PMC, and a request for each open access one")
    for failure in failures:
        typer.echo(f"litcurate: {told(failure)}", err=True)
    raise typer.Exit(WRONG if failures else 0)


@app.command()
def audit(
    dataset: DatasetArgument,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="RULE,…|error|warning", help="Exit with 1 where one of these found something."
        ),
    ] = None,
    format: Annotated[AuditFormat, typer.Option("--format", help="What to write.")] = AuditFormat.text,  # noqa: A002
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write to a file instead of stdout.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Run the audit's rules over a dataset."""
    with explained():
        from curated.audit.rules import RULES
        from curated.store import Store
        from flows.audit_output import fails, wanted, write
        from flows.steps import audit as audit_now

        on = wanted(fail_on, RULES)
        chosen = chosen_settings(dataset=dataset)
        if runs_on_prefect():
            from flows.audit import audit_flow

            result = audit_flow(chosen)
        else:
            with Store.open(chosen.dataset, create=False) as store:
                result = audit_now(store)
        write(result, RULES, AuditFormat.json if as_json else format, to)
    raise typer.Exit(FOUND if fails(result, on) else 0)


app.command()(refresh)
app.command()(changes)
app.command()(serve)


@app.command()
def show(
    dataset: DatasetArgument,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="A row's id, or enough of its end: ref-12, table-2.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show a row: its values, each with its source and what is printed there."""
    with explained():
        from curated.show import show as shown
        from curated.store import Store
        from curated.subjects import find_rows

        with Store.open(chosen_settings(dataset=dataset).dataset, create=False) as store:
            loaded = store.load()
            rows = find_rows(loaded, subject)
            if as_json:
                print_json({row.table: row.model_dump(mode="json") for row in rows})
            else:
                typer.echo("\n\n".join(shown(loaded, row, store.body) for row in rows))


@app.command("parse-references")
def parse_references(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="Reference strings, one a line, or JSON Lines with `raw`.")
    ],
    format: Annotated[StringsFormat, typer.Option("--format", help="What to write.")] = StringsFormat.jsonl,  # noqa: A002
) -> None:
    """Parse reference strings; one JSON object a string on stdout, in order, or the references in another format."""
    with explained():
        from flows.strings import parsed, strings_in, written

        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Mistake(f"{file} cannot be read as UTF-8 text: {error}") from error
        for part in written(parsed(strings_in(text, file)), format.value):
            typer.echo(part, nl=False)


app.command()(report)


def main() -> None:
    """Run the command line."""
    # imports and records make hundreds of thousands of objects that stay: looking through them again and again for
    # garbage took a sixth of the time of curating a text
    gc.set_threshold(100_000, 20, 20)
    app()


if __name__ == "__main__":
    main()
