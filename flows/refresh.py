"""The Prefect flow that refreshes the trials and works of a dataset."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.refreshing import Refreshed, refresh
from flows.registry_turn import registry_turn
from flows.run_log import run_log
from flows.settings import Settings


@task(name="refresh dataset", retries=2, retry_delay_seconds=30, cache_policy=NO_CACHE, persist_result=False)
def refresh_task(settings: Settings) -> Refreshed:
    """Ask again about every trial and matched work of the dataset."""
    return refresh(settings, run_log())


@flow(name="refresh", validate_parameters=False)
def refresh_flow(settings: Settings) -> Refreshed:
    """Refresh a dataset as :func:`flows.refreshing.refresh` does."""
    with registry_turn(settings):
        return refresh_task(settings)
