"""``litcurate report``: a dataset as one self-contained HTML file."""

from pathlib import Path
from typing import Annotated

import typer

from curated.mistake import Mistake
from flows.terminal import chosen_settings, explained


def report(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write. Default: report.html in the dataset's folder."),
    ] = None,
    pdf: Annotated[
        list[Path] | None,
        typer.Option("--pdf", metavar="FILE", help="A PDF the dataset was made from, for pictures of its pages."),
    ] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in your browser.")] = False,
) -> None:
    """Write a dataset as one HTML file for people: what was found, and the review with every claim's links."""
    with explained():
        from curated.report.report import report_html
        from curated.store import Store
        from curated.table_files import write_whole
        from flows.page_crops import crops_of

        chosen = chosen_settings(dataset=dataset)
        is_folder = "://" not in str(chosen.dataset)
        to = out or (Path(str(chosen.dataset)) if is_folder else Path()) / "report.html"
        if to.is_dir():
            raise Mistake(f"{to} is a folder; --out must be a file, such as {to / 'report.html'}")
        with Store.open(chosen.dataset, create=False) as store:
            loaded = store.load()
        near = [Path(), *([Path(str(chosen.dataset)), Path(str(chosen.dataset)).parent] if is_folder else [])]
        page = report_html(loaded, crops=crops_of(loaded, pdf or [], near)).encode()
        write_whole(to, page)
        typer.echo(str(to))
        typer.echo(f"litcurate: {len(page) / 1e6:.1f} MB, {len(loaded.findings)} remarks", err=True)
        if open_it:
            typer.launch(to.resolve().as_uri())
