"""Keeps a dataset fresh: registers deployments with a Prefect server, catches up, watches folders, runs what is due."""

import asyncio
import os
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.states import Scheduled
from prefect.types.entrypoint import EntrypointType

from curated.mistake import Mistake
from curated.refresh_log import last_finished
from curated.store import Store
from flows.artifacts import slug_of
from flows.deployments import curate_incoming_and_audit, refresh_and_audit
from flows.incoming import Incoming, WatchedFolders, new_files
from flows.registry_turn import set_up_limit
from flows.settings import Settings
from flows.terminal import say

LOOK_EVERY = 15.0
"""Seconds between two looks into the watched folders; a look where nothing is new costs no run."""

FORGET_AFTER = 900.0
"""Seconds after which a run is started again for a file that is still new: the first may have been lost."""

# a refresh that is due while one is under way adds nothing; what comes in during a run waits for the next
_ONE_OR_NONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
_ONE_BY_ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


def serve(
    settings: Settings, cron: str, timezone: str, folders: Sequence[Path], look_every: float = LOOK_EVERY
) -> None:
    """Serve until the process is told to stop. Runs are processes of their own and inherit the environment.

    :raises Mistake: for a schedule that cannot be read, or a folder that is not there.
    """
    schedule = checked_schedule(cron, timezone)
    for folder in folders:
        if not folder.is_dir():
            raise Mistake(f"{folder} is no folder; make it, or name another one to watch")
    os.environ.update(settings.as_environment())
    with Store.open(settings.dataset) as store:  # made where there is none, so that runs can be about it
        place = store.place
    set_up_limit()
    asyncio.run(_served(place, schedule, [folder.absolute() for folder in folders], look_every))


def checked_schedule(cron: str, timezone: str) -> CronSchedule:
    """The schedule, as the server understands it.

    :raises Mistake: where it does not.
    """
    try:
        return CronSchedule(cron=cron, timezone=timezone)
    except ValueError as error:
        said = re.sub(r"\\s+", " ", str(error))[:200]
        raise Mistake(
            f"--refresh-every {cron!r} (--timezone {timezone}) is no schedule: write five fields, such as "
            f"'0 6 * * 1' for Mondays at six ({said})"
        ) from error


async def was_missed(schedule: CronSchedule, last: datetime, now: datetime) -> bool:
    """Whether a time of the schedule has passed since the last refresh."""
    (due, *_) = await schedule.get_dates(1, start=last)
    if due <= last:
        (*_, due) = await schedule.get_dates(2, start=last)
    return due <= now


async def _served(place: str, schedule: CronSchedule, folders: Sequence[Path], look_every: float) -> None:
    name = slug_of(place)
    runner = Runner(name=f"litcurate-{name}", pause_on_shutdown=False, limit=2)
    common: dict[str, Any] = {"entrypoint_type": EntrypointType.MODULE_PATH, "tags": ["litcurate"]}
    refreshing = await refresh_and_audit.ato_deployment(
        name,
        schedule=Cron(schedule.cron, timezone=schedule.timezone),
        description=f"Refreshes {place}",
        concurrency_limit=_ONE_OR_NONE,
        **common,
    )
    refresh_id = await runner.aadd_deployment(refreshing)
    say(f"refresh and audit/{name}: {schedule.cron} ({schedule.timezone})")
    await _catch_up(refresh_id, schedule)
    watcher = None
    if folders:
        parameters = {"folders": [str(folder) for folder in folders]}
        curating = await curate_incoming_and_audit.ato_deployment(
            name,
            parameters=parameters,
            description=f"Curates what comes into {place}",
            concurrency_limit=_ONE_BY_ONE,
            **common,
        )
        curate_id = await runner.aadd_deployment(curating)
        say(f"curate incoming and audit/{name}: watches {', '.join(parameters['folders'])}")
        watcher = asyncio.create_task(_watch(curate_id, WatchedFolders(folders, time.time), look_every))
    try:
        await runner.start()
    finally:
        if watcher is not None:
            watcher.cancel()


async def _catch_up(deployment: UUID, schedule: CronSchedule) -> None:
    """Start one refresh now where one or more were missed. Late runs that the server kept find it done."""
    with Store.open(os.environ["LITCURATE_DATASET"]) as store:
        last = last_finished(store)
    if last is not None and await was_missed(schedule, last.started_at, datetime.now(UTC)):
        say(f"a refresh was missed since {last.started_at:%Y-%m-%d %H:%M} UTC: one is started now")
        await _start(deployment, "catching up")


async def _watch(deployment: UUID, folders: WatchedFolders, look_every: float) -> None:
    """Start a run where there is something new, once for each content."""
    started: dict[str, float] = {}
    while True:
        found = await asyncio.to_thread(_look, folders)
        started = {sha256: at for sha256, at in started.items() if time.monotonic() - at < FORGET_AFTER}
        new = [file.sha256 for file in found if file.sha256 not in started]
        if new:
            started |= dict.fromkeys(new, time.monotonic())
            say(f"{len(new)} new files: a run is started")
            await _start(deployment, None)
        await asyncio.sleep(look_every)


def _look(folders: WatchedFolders) -> list[Incoming]:
    try:
        with Store.open(os.environ["LITCURATE_DATASET"]) as store:
            return new_files(store, list(folders.files()))
    except Mistake as error:  # the database is away: look again later
        say(f"the watched folders could not be compared with the dataset: {error}")
        return []


async def _start(deployment: UUID, name: str | None) -> None:
    async with get_client() as client:
        await client.create_flow_run_from_deployment(deployment, state=Scheduled(), name=name)
