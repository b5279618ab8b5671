"""What a Prefect server runs on schedule: a refresh, and the curating of reviews that came in; an audit after either.

The runs find their settings in the environment of ``litcurate serve``, which they inherit: a parameter would show the
password of a database in Prefect's pages.
"""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from curated.refresh_log import last_finished
from curated.schema import Refresh
from curated.since import changes_since
from curated.store import Store
from curated.store_ledger import read_ledger
from flows.artifacts import changes_in_markdown, curated_in_markdown, failures_in_markdown, slug_of
from flows.audit import audit_task
from flows.curate import RUNNER, read_in_tasks
from flows.incoming import WatchedFolders, marked_unreadable, new_files
from flows.notice import notify
from flows.refresh import refresh_task
from flows.registry_turn import registry_turn
from flows.run_log import run_log
from flows.settings import settings
from flows.steps import curate

CHANGED, FAILED, CAME_IN = "what-changed", "what-failed", "what-came-in"
"""Keys of the artifacts, before the name of the dataset."""


@flow(name="refresh and audit", validate_parameters=False)
def refresh_and_audit() -> str:
    """Refresh the dataset, audit it, and write what changed and what failed for people to read."""
    chosen = settings()
    log = get_run_logger()
    with Store.open(chosen.dataset, create=False) as store:
        last, place = last_finished(store), store.place
    if is_caught_up(flow_run.scheduled_start_time, last):
        log.info("nothing to do: a refresh was made after the time of this run")
        return "caught up"
    with registry_turn(chosen):
        done = refresh_task(chosen)
    audit_task(chosen)
    with Store.open(chosen.dataset, create=False) as store:
        rows, _ = changes_since(read_ledger(store), "last")
    slug = slug_of(place)
    create_markdown_artifact(changes_in_markdown(rows, done.refresh), f"{CHANGED}-{slug}", f"What changed in {place}")
    create_markdown_artifact(failures_in_markdown(done.failures), f"{FAILED}-{slug}", f"What failed in {place}")
    for failed in notify(chosen.notify, rows, place):
        log.warning(failed)
    return f"{len(rows)} changed, {len(done.failures)} failed"


def is_caught_up(due: datetime | None, last: Refresh | None) -> bool:
    """Whether a refresh that was due at a time has nothing to do, as another one began later and came to its end.

    Of several that were missed the first to run does the work of all.
    """
    return due is not None and last is not None and last.started_at > due.astimezone(UTC)


@flow(name="curate incoming and audit", task_runner=RUNNER, validate_parameters=False)
def curate_incoming_and_audit(folders: list[str]) -> str:
    """Curate the reviews in these folders that are new, audit the dataset, and write what came of it."""
    chosen = settings()
    with Store.open(chosen.dataset) as store:
        files = new_files(store, list(WatchedFolders([Path(one) for one in folders], datetime.now().timestamp).files()))
        if not files:
            return "nothing new"
        with registry_turn(chosen):
            done = curate([file.path for file in files], chosen, run_log(), read_in_tasks)
        marked_unreadable(store, files, done.failures)
        place = store.place
    audit_task(chosen)
    create_markdown_artifact(
        f"{curated_in_markdown(files, done.reports)}\n\n{failures_in_markdown(done.failures)}",
        f"{CAME_IN}-{slug_of(place)}",
        f"What came into {place}",
    )
    return f"{len(done.reports)} curated, {len(done.failures)} failed"
