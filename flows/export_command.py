"""``litcurate export``: a dataset as files, or as a release that stands alone."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from curated.mistake import Mistake
from flows.terminal import chosen_settings, explained

if TYPE_CHECKING:
    from curated.export import Format

DatasetArgument = Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")]


class ExportFormat(StrEnum):
    """The formats that a dataset can be exported to."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    csl_json = "csl-json"
    bibtex = "bibtex"
    ris = "ris"
    package = "package"


def export(
    dataset: DatasetArgument,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Folder to write to; it is made if need be.")],
    format: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.csv,  # noqa: A002
    zip_file: Annotated[Path | None, typer.Option("--zip", metavar="FILE", help="package: also as a zip file.")] = None,
    title: Annotated[str | None, typer.Option(help="package: its title.")] = None,
    release_version: Annotated[str | None, typer.Option("--release-version", help="package: its version.")] = None,
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="package: “Family, Given <ORCID>” or a group; may be repeated."),
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--license", metavar="SPDX", help="package: its licence, such as CC-BY-4.0.")
    ] = None,
    doi: Annotated[str | None, typer.Option(help="package: its DOI.")] = None,
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="package: with the texts of the documents, or without.")
    ] = True,
) -> None:
    """Write a dataset as files: its tables, its references, or a package that stands alone."""
    with explained():
        from curated.store import Store

        if format is not ExportFormat.package and any(
            (zip_file, title, release_version, author, licence, doi, not texts)
        ):
            raise Mistake(
                "--zip, --title, --release-version, --author, --license, --doi and --no-texts go with --format package"
            )
        with Store.open(chosen_settings(dataset=dataset).dataset, create=False) as store:
            if format is ExportFormat.package:
                from curated.package import Release, write_package
                from curated.report.report import report_html
                from flows import VERSION

                written = write_package(
                    store,
                    to,
                    Release.read(title=title, version=release_version, licence=licence, authors=author or [], doi=doi),
                    version=VERSION,
                    workflow=Path(__file__).with_name("steps.py").read_bytes(),
                    report=report_html,
                    texts=texts,
                    zip_file=zip_file,
                )
            else:
                from curated.export import export as export_now

                written = export_now(store.load(), cast("Format", format.value), to)
        for path in written:
            typer.echo(str(path))
