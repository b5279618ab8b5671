"""One run on a real Prefect server: the flow does what the plain function does."""

import os
from collections.abc import Iterator
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
