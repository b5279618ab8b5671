"""``litcurate mirror …``: local registries."""

from pathlib import Path
from typing import Annotated

import typer

from curated.mistake import Mistake
from flows.terminal import explained

QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")]
mirror_app = typer.Typer(help="Local registries made of bulk files.", no_args_is_help=True, rich_markup_mode=None)


@mirror_app.command("show")
def mirror_show(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the mirror is.")]) -> None:
    """Say what a mirror holds and of which day."""
    with explained():
        from reference_resolver.mirror import Mirror

        mirror = Mirror.open(folder)
        for registry, (records, day) in mirror.holds.items():
            typer.echo(f"{registry}: {records} records of {day.isoformat()}")
        mirror.close()


@mirror_app.command("build")
def mirror_build(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the mirror is, or is to be.")],
    crossref: Annotated[list[Path] | None, typer.Option(help="Crossref works: .jsonl, .json, .gz, .tar.")] = None,
    pubmed: Annotated[list[Path] | None, typer.Option(help="PubMed XML: baseline, then updates; .xml, .gz.")] = None,
    clinicaltrials: Annotated[list[Path] | None, typer.Option(help="ClinicalTrials.gov studies: .json, .zip.")] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of the files. Default: today.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Build or extend a local registry from bulk files."""
    with explained():
        from datetime import UTC, date, datetime

        from reference_resolver.mirror import build

        try:
            day = date.fromisoformat(as_of) if as_of else datetime.now(UTC).date()
        except ValueError as error:
            raise Mistake(f"--as-of is {as_of!r}; it must be a day such as 2026-03-31") from error

        def tell(name: str, records: int) -> None:
            if not quiet:
                typer.echo(f"litcurate: {name} {records} records", err=True)

        made = build(
            folder,
            as_of=day,
            crossref=crossref or (),
            pubmed=pubmed or (),
            clinicaltrials=clinicaltrials or (),
            progress=tell,
        )
        for registry, records in made.records.items():
            typer.echo(f"{registry}: {records} records of {made.as_of[registry].isoformat()}")
        for bad in made.bad:
            typer.echo(f"litcurate: left out {bad}", err=True)
