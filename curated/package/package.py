"""Puts a release together: a folder, and a zip file, that stand alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

from curated.bibliography import bibliographies
from curated.dataset import Dataset
from curated.decisions_export import DECIDED
from curated.exported_tables import (
    ExportedTable,
    export_columns,
    exported_rows,
    exported_tables,
    grids_of,
    texts_of,
    with_names_as_text,
)
from curated.package.answers import ANSWERS, INDEX, INDEX_COLUMNS, write_answers
from curated.package.citation import citation_file, licence_file
from curated.package.crate import METADATA, WORKFLOW, crate_metadata
from curated.package.descriptor import descriptor, file_resource, index_resource, table_resource
from curated.package.readme import readme
from curated.package.release import Release, day_of
from curated.package.zipped import write_zip
from curated.schema import STORED, Run
from curated.store import Store
from curated.table_files import csv_file, parquet_file
from curated.written_folder import PACKAGE_SUMS, FolderWriter

_CLASSES = {row_class.table: row_class for row_class in STORED}


def write_package(
    store: Store,
    folder: Path,
    release: Release,
    *,
    version: str,
    workflow: bytes,
    report: Callable[[Dataset], str] | None = None,
    texts: bool = True,
    zip_file: Path | None = None,
) -> list[Path]:
    """Writes a release of the dataset and returns its files, the checksums last, then the zip file if one is wanted.

    The same dataset gives the same bytes. What an earlier package in the folder left, and this one does not have, is
    taken away.

    :param version: of litcurate.
    :param workflow: the code of the steps that runs take.
    :param report: makes the HTML report of a dataset; without one there is no ``report.html``.
    :param texts: whether the texts of the documents and the grids of their tables are put in.
    :raises OSError: where the folder or the zip file cannot be written.
    """
    dataset, runs = store.load(), store.runs()
    day = day_of(dataset, runs)
    writer = FolderWriter(folder, PACKAGE_SUMS)
    files, resources, rows = [], [], {}
    for table in _tables(dataset, runs):
        rows[table.name] = table.number
        shown = with_names_as_text(table)
        in_csv = writer.write(f"csv/{table.name}.csv", csv_file(shown.columns, shown.rows))
        exact = writer.write(f"parquet/{table.name}.parquet", parquet_file(table.columns, table.rows))
        resources.append(
            table_resource(table.name, _CLASSES.get(table.name.removesuffix(DECIDED)), shown.columns, in_csv)
        )
        resources.append(file_resource(f"{table.name}-parquet", f"The table {table.name}, exactly.", exact))
        files += [in_csv, exact]
    for name, content in bibliographies(dataset):
        files.append(writer.write(name, content))
        resources.append(file_resource(name, "What is cited, for reference managers.", files[-1]))
    index: list[dict[str, object]] = []
    files.append(
        writer.write(
            ANSWERS,
            lambda opened: index.extend(write_answers(opened, dataset.responses, store.body, day, version)),
        )
    )
    resources.append(file_resource("answers", "The kept answers of the registries.", files[-1]))
    files.append(writer.write(INDEX, csv_file(INDEX_COLUMNS, index)))
    resources.append(index_resource(files[-1]))
    if texts:
        files += [writer.write(name, content) for name, content in (*texts_of(dataset), *grids_of(dataset))]
    if report is not None:
        files.append(writer.write("report.html", report(dataset).encode("utf-8", "replace")))
    about = readme(dataset, runs, release, day, rows, index, has_report=report is not None, has_texts=texts)
    files += [
        writer.write("README.md", about),
        writer.write("LICENSE.txt", licence_file(release)),
        writer.write("CITATION.cff", citation_file(release.title_of(dataset), release, day)),
        writer.write(WORKFLOW, workflow),
        writer.write("datapackage.json", descriptor(dataset, release, day, resources)),
    ]
    writer.write(METADATA, crate_metadata(dataset, runs, release, day, files, version))
    written = writer.finish()
    if zip_file is not None:
        write_zip(zip_file, folder, [path.relative_to(folder).as_posix() for path in written])
        written.append(zip_file)
    return written


def _tables(dataset: Dataset, runs: tuple[Run, ...]) -> Iterator[ExportedTable]:
    yield from exported_tables(dataset)
    yield ExportedTable(Run.table, export_columns(Run), exported_rows(runs), len(runs))
