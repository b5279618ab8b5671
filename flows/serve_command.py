"""``litcurate serve``: a dataset that is kept fresh by a Prefect server."""

from pathlib import Path
from typing import Annotated

import typer

from curated.mistake import Mistake
from flows.terminal import chosen_settings, explained, runs_on_prefect, say_who_asks


def serve(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Folder or postgresql:// URL of a dataset.")],
    refresh_every: Annotated[
        str, typer.Option("--refresh-every", metavar="CRON", help="When to refresh: '0 6 * * 1' is Mondays at six.")
    ],
    timezone: Annotated[str, typer.Option(help="The time zone of the schedule, such as Europe/Berlin.")] = "UTC",
    watch: Annotated[
        list[Path] | None, typer.Option("--watch", metavar="FOLDER", help="Curate what comes into this folder.")
    ] = None,
    registries: Annotated[
        str | None, typer.Option("--registries", metavar="live|mirror:FOLDER", help="Who is asked. Default: live.")
    ] = None,
    contact: Annotated[str | None, typer.Option(help="Your e-mail address (LITCURATE_CONTACT).")] = None,
    retraction_watch: Annotated[
        Path | None, typer.Option(help="A CSV of the Retraction Watch Database, to look up what is matched.")
    ] = None,
    notify: Annotated[
        list[str] | None,
        typer.Option("--notify", metavar="URL", help="Where to send what changed (LITCURATE_NOTIFY)."),
    ] = None,
) -> None:
    """Keep a dataset fresh: refresh it on schedule, curate what comes into folders, audit after either."""
    with explained():
        chosen = chosen_settings(
            dataset=dataset, registries=registries, contact=contact, retraction_watch=retraction_watch, notify=notify
        )
        if chosen.registries == "none":
            raise Mistake("a refresh asks registries: give --registries live or mirror:FOLDER")
        if not runs_on_prefect():
            raise Mistake(
                "schedules need a Prefect server: start one with `prefect server start`, and set "
                "PREFECT_API_URL=http://127.0.0.1:4200/api (docs/serving.md)"
            )
        if chosen.notify:
            from flows.notice import checked

            checked(chosen.notify)
        say_who_asks(chosen, quiet=False)
        from flows.serving import serve as serve_now

        serve_now(chosen, refresh_every, timezone, watch or [])
