"""One run on a real Prefect server: the flow does what the plain function does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Prefect server on loopback with an empty database, and no heartbeat (a second a run)."""
    os.environ["PREFECT_HOME"] = str(tmp_path_factory.mktemp("prefect"))
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


def test_the_three_flows_run_on_a_server(server: None, examples: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    from curated.store import Store
    from flows.audit import audit_flow
    from flows.curate import curate_flow
    from flows.refresh import refresh_flow
    from flows.settings import settings

    (tmp_path / "empty.md").touch()
    chosen = settings({}, dataset=str(tmp_path / "dataset"), registries=f"mirror:{examples / 'mirror'}")
    done = curate_flow([str(examples / "review.md"), str(tmp_path / "empty.md")], chosen)
    assert len(done.reports) == 1
    assert [failure.cause for failure in done.failures] == ["the file is empty"]
    assert any(row.rule == "citation-hygiene" for row in audit_flow(chosen).findings)
    assert refresh_flow(chosen).changes == []

    with get_client(sync_client=True) as client:
        runs = {client.read_flow(run.flow_id).name: run.state_name for run in client.read_flow_runs()}
        tasks = sorted(run.name.rsplit("-", 1)[0] for run in client.read_task_runs())
    assert runs == {"curate": "Completed", "audit": "Completed", "refresh": "Completed"}
    assert tasks == ["audit dataset", "read review", "read review", "refresh dataset"]
    with Store.open(tmp_path / "dataset") as store:
        assert len(store.load(("references",)).references) == 37


def finished(name: str) -> list[str]:
    """The states in which runs of a flow ended, with how they were called."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        runs = [run for run in client.read_flow_runs() if client.read_flow(run.flow_id).name == name]
    return [f"{run.name}: {run.state_name}" for run in runs if run.state is not None and run.state.is_final()]


def artifact(key: str) -> str:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    with get_client(sync_client=True) as client:
        (found,) = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    return str(found.data)


def test_a_served_dataset_catches_up_once_and_takes_in_what_comes(server: None, examples: Path, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL

    from curated.store import Store
    from flows.refreshing import refresh
    from flows.registry_turn import LIMIT, registry_turn
    from flows.settings import settings

    def silent(what: str, done: int, total: int) -> None:
        """No progress."""

    folder, incoming = tmp_path / "Living Reviews", tmp_path / "incoming"
    incoming.mkdir()
    (incoming / "review.md").write_bytes((examples / "review.md").read_bytes())
    (incoming / "empty.md").touch()
    for path in incoming.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    mirror = f"mirror:{examples / 'mirror'}"
    Store.open(folder).close()
    long_ago = datetime.now(UTC) - timedelta(days=30)
    refresh(settings({}, dataset=str(folder), registries=mirror), silent, now=lambda: long_ago)

    command = [sys.executable, "-m", "flows.cli", "serve", str(folder), "--refresh-every", "0 6 * * 1"]
    log = tmp_path / "log"
    with log.open("wb") as file:
        serving = subprocess.Popen(
            [*command, "--watch", str(incoming), "--registries", mirror],
            env=os.environ | {"PREFECT_API_URL": str(PREFECT_API_URL.value()), "PREFECT_RUNNER_POLL_FREQUENCY": "1"},
            stdout=file,
            stderr=file,
        )
    try:
        deadline = time.monotonic() + 90
        while not (finished("refresh and audit") and finished("curate incoming and audit")):
            assert time.monotonic() < deadline, log.read_text()
            assert serving.poll() is None, log.read_text()
            time.sleep(0.3)
    finally:
        serving.send_signal(signal.SIGINT)
        assert serving.wait(30) is not None
    assert finished("refresh and audit") == ["catching up: Completed"], log.read_text()
    assert [one.partition(": ")[2] for one in finished("curate incoming and audit")] == ["Completed"], log.read_text()
    assert "Refresh 2, " in artifact("what-changed-living-reviews")
    assert artifact("what-failed-living-reviews") == "Nothing has failed."
    assert "37 | 33" in artifact("what-came-in-living-reviews")
    assert "the file is empty" in artifact("what-came-in-living-reviews")
    with Store.open(folder) as store:
        held = store.load(("documents", "refreshes", "findings", "failures"))
    assert [document.name for document in held.documents] == ["review.md"]
    assert [row.finished_at is not None for row in held.refreshes] == [True, True]
    assert held.findings
    assert [failure.subject for failure in held.failures if failure.stage == "read"] == [str(incoming / "empty.md")]
    with get_client(sync_client=True) as client:
        # the server of tests has no scheduler of its own: ask for what it would do
        served = client.read_deployment_by_name("refresh and audit/living-reviews")
        made = client._client.post(f"/deployments/{served.id}/schedule", json={})
        assert made.is_success, "the server makes no runs of a schedule: see the pin of SQLAlchemy in pyproject.toml"
        assert any(run.auto_scheduled for run in client.read_flow_runs())
        live = settings({}, registries="live")
        with registry_turn(live):
            assert client.read_global_concurrency_limit_by_name(LIMIT).active_slots == 1
        limit = client.read_global_concurrency_limit_by_name(LIMIT)
        assert (limit.limit, limit.active_slots) == (1, 0)
