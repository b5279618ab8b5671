"""What the commands share: settings, words for mistakes, results on stdout, remarks on stderr."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from curated.mistake import Mistake

if TYPE_CHECKING:
    from flows.settings import Settings

FOUND = 1
"""The exit status where ``--fail-on`` found something."""
WRONG = 2
"""The exit status of wrong use and unreadable input."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a user can put right into one line on stderr and exit status 2."""
    try:
        yield
    except (Mistake, OSError) as error:
        typer.echo(f"litcurate: {error}", err=True)
        raise typer.Exit(WRONG) from error


def chosen_settings(**options: object) -> "Settings":
    """Settings from the options that were given and the environment."""
    from flows.settings import settings

    return settings(None, **options)


def say_who_asks(chosen: "Settings", quiet: bool) -> None:
    """Say once that the registries are asked without an address to write to."""
    if chosen.registries == "live" and chosen.contact is None and not quiet:
        typer.echo(
            "litcurate: no contact address is set (--contact, LITCURATE_CONTACT): the slower public pools answer",
            err=True,
        )


def say(remark: str) -> None:
    """A remark on stderr, at once."""
    typer.echo(f"litcurate: {remark}", err=True)


def runs_on_prefect() -> bool:
    """Whether a Prefect server is configured; then its telemetry is turned off before Prefect is imported."""
    if not os.environ.get("PREFECT_API_URL"):
        return False
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    return True


def print_json(value: Any) -> None:
    """Print a result for a script."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_lines(lines: Iterable[str]) -> None:
    """Print a result for people."""
    for line in lines:
        typer.echo(line)
