"""What a run would ask of the registries, told before it asks anything."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from curated.dataset import Dataset
from curated.schema import Failure
from curated.store import Store, StoreError
from flows.inputs import find_files, read_file
from flows.registries import Registries
from flows.settings import Settings
from flows.steps import printed_reference
from reference_resolver.plan import Planned, plan


def planned(inputs: Sequence[Path], settings: Settings) -> tuple[tuple[Planned, ...], list[Failure]]:
    """What curating these files would ask, and which of them cannot be read. Nothing is asked, and nothing is written.

    Raises as curating does.
    """
    found = list(find_files(inputs))
    failures = [failure for failure in found if isinstance(failure, Failure)]
    fewest, most = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with Registries(settings) as registries, ExitStack() as stack:
        store: Store | None = None
        with suppress(StoreError):  # there is no dataset yet, and so no answer is kept
            store = stack.enter_context(Store.open(settings.dataset, create=False))
        for path in (path for path in found if isinstance(path, Path)):
            rows = read_file(path, settings)
            if isinstance(rows, Failure):
                failures.append(rows)
                continue
            dataset = Dataset().adding(rows)
            references = [printed_reference(reference) for reference in dataset.references]
            numbers = [mention.trial_id.value for mention in dataset.trial_mentions]
            for row in plan(references, numbers, registries.asked, registries.without_asking(store)):
                fewest[row.registry, row.what] += row.fewest
                most[row.registry, row.what] += row.most
    return tuple(Planned(*key, fewest[key], most[key]) for key in sorted(most)), failures


def told(rows: Sequence[Planned]) -> Iterator[str]:
    """A plan as lines for people."""
    for row in rows:
        count = str(row.most) if row.fewest == row.most else f"{row.fewest} to {row.most}"
        yield f"  {row.registry:<15} {row.what:<36} {count:>9}"
    fewest, most = sum(row.fewest for row in rows), sum(row.most for row in rows)
    yield f"{fewest if fewest == most else f'{fewest} to {most}'} requests"
