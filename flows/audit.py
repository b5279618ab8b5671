"""The Prefect flow that audits a dataset."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from curated.dataset import Dataset
from curated.store import Store
from flows.settings import Settings
from flows.steps import audit


@task(name="audit dataset", cache_policy=NO_CACHE, persist_result=False)
def audit_task(settings: Settings) -> Dataset:
    """Run the rules over the dataset and keep their findings."""
    with Store.open(settings.dataset, create=False) as store:
        return audit(store)


@flow(name="audit", validate_parameters=False)
def audit_flow(settings: Settings) -> Dataset:
    """Audit a dataset as :func:`flows.steps.audit` does."""
    return audit_task(settings)
