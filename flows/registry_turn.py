"""Two runs never press a registry: live runs under one Prefect server take turns, whatever machine they are on."""

from collections.abc import Iterator
from contextlib import contextmanager

from prefect.client.orchestration import get_client
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectNotFound

from flows.settings import Settings

LIMIT = "litcurate-registries"
"""The name of the global concurrency limit, for those who want to see or change it in Prefect's pages."""


def set_up_limit() -> None:
    """Make the limit (one run at a time) where there is none; one that a person has changed stays."""
    with get_client(sync_client=True) as client:
        try:
            client.read_global_concurrency_limit_by_name(LIMIT)
        except ObjectNotFound:
            client.upsert_global_concurrency_limit_by_name(LIMIT, 1)


@contextmanager
def registry_turn(settings: Settings) -> Iterator[None]:
    """Wait for our turn to ask the live registries. A mirror can be asked by many at once.

    A run that is killed gives its turn up when its lease ends, which is after five minutes.
    """
    if settings.registries != "live":
        yield
        return
    set_up_limit()
    with concurrency(LIMIT, occupy=1, strict=True, raise_on_lease_renewal_failure=False):
        yield
