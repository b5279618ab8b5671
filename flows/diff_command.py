"""``litcurate diff``: what changed between two datasets or releases."""

from typing import Annotated

import typer

from flows.terminal import FOUND, explained, print_json, print_lines

LONGEST_LIST = 20

SideArgument = "A dataset (folder or postgresql:// URL), a package (folder or zip), or an export as Parquet."


def diff(
    old: Annotated[str, typer.Argument(metavar="A", help=SideArgument)],
    new: Annotated[str, typer.Argument(metavar="B", help="The same, newer.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, with every change.")] = False,
    whole: Annotated[
        bool, typer.Option("--all", help=f"List all changes, not {LONGEST_LIST} a table and kind.")
    ] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where there are differences.")] = False,
) -> None:
    """Tell what changed from A to B: rows added and gone, values changed, table by table."""
    with explained():
        from curated.diff import diff as differences
        from curated.diff_sides import read_side
        from curated.diff_text import diff_json, diff_lines

        before, after = read_side(old), read_side(new)
        found = list(differences(before, after))
        if as_json:
            print_json(diff_json(before, after, found))
        else:
            print_lines(diff_lines(before, after, found, None if whole else LONGEST_LIST))
    raise typer.Exit(FOUND if exit_code and not all(one.is_empty for one in found) else 0)
