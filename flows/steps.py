"""The steps of every flow as plain functions: read a review, resolve it, keep it, audit it.

They run in process as they are; the flows wrap them for a Prefect server.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from curated.dataset import Dataset
from curated.decisions_laid_over import laid_over
from curated.provenance import Sourced
from curated.schema import ROWS, Failure, Reference, Row
from curated.store import Store
from curated.trial_titles import numbered_by_titles
from flows.cited_works import failure_of, looked_through, with_full_texts
from flows.inputs import find_files, read_file
from flows.recorded_runs import recorded
from flows.registries import Registries
from flows.settings import Settings
from flows.summary import Report, report_of
from reference_resolver.registry import Registry
from reference_resolver.request import PrintedReference, Request, Response, doubtful_fields
from reference_resolver.resolve import not_asked, resolve

Tell = Callable[[str, int, int], None]
"""Progress: what is being done, how much of it is done, how much there is."""
ReadAll = Callable[[Sequence[Path], Settings], Iterator["tuple[Row, ...] | Failure"]]
"""Reads files in the order given; a flow passes one that makes each file a task."""


@dataclass
class Curated:
    """What a run of curating did: a report a document, the files that could not be read, requests sent."""

    place: str
    reports: list[Report] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    requests: int = 0


def read_in_process(files: Sequence[Path], settings: Settings) -> Iterator[tuple[Row, ...] | Failure]:
    """Read files one after another, or as many at once as the settings say."""
    if settings.jobs == 1 or len(files) < 2:
        yield from (read_file(path, settings) for path in files)
        return
    with ProcessPoolExecutor(max_workers=min(settings.jobs, len(files))) as pool:
        for packed in pool.map(read_packed, files, [settings] * len(files)):
            yield unpacked(packed)


_ROWS = {row_class.table: row_class for row_class in ROWS}


def unpacked(packed: list[tuple[str, str]] | Failure) -> tuple[Row, ...] | Failure:
    """The rows that :func:`read_packed` packed."""
    if isinstance(packed, Failure):
        return packed
    return tuple(_ROWS[table].model_validate_json(row) for table, row in packed)


def read_packed(path: Path, settings: Settings) -> list[tuple[str, str]] | Failure:
    """The rows of a file as JSON: pydantic's generic classes cannot be pickled to another process."""
    rows = read_file(path, settings)
    return rows if isinstance(rows, Failure) else [(row.table, row.model_dump_json()) for row in rows]


def curate(inputs: Sequence[Path], settings: Settings, tell: Tell, read_all: ReadAll = read_in_process) -> Curated:
    """Read, resolve, audit and keep each review. What fails is kept as a row, and the rest goes on.

    Raises StoreError where the dataset cannot be opened, MirrorError where the mirror cannot.
    """
    found = list(find_files(inputs))
    files = [path for path in found if isinstance(path, Path)]
    with (
        Registries(settings) as registries,
        Store.open(settings.dataset) as store,
        recorded(store, "curate", settings) as run,
    ):
        done = Curated(store.place, failures=[failure for failure in found if isinstance(failure, Failure)])
        answers = list(store.load(("responses",)).responses)
        for number, (path, rows) in enumerate(zip(files, read_all(files, settings), strict=True), start=1):
            if isinstance(rows, Failure):
                done.failures.append(rows)
                run.could_not_read(path.name)
            else:
                kept = registries.keeping(store)
                dataset = Dataset().adding((*rows, *store.load(("decisions",)).decisions))
                dataset = resolved(dataset, registries.asked, kept.send, tell)
                if settings.full_text:
                    dataset = with_full_texts(dataset, registries.asked, kept.send, tell)
                store.put_bodies(kept.bodies)
                answers.extend(kept.rows)
                dataset = looked_through(dataset, answers, store.body)
                store.replace_document(replace(dataset, decisions=()).adding(kept.rows))
                store.drop_failures([str(path)])
                run.read(dataset.documents[0])
                done.reports.append(report_of(dataset))
                done.requests += kept.sent
            tell("reviews", number, len(files))
        store.put(done.failures)
    return done


def curate_anywhere(inputs: Sequence[Path], settings: Settings, tell: Tell) -> Curated:
    """Curate here, or on the cluster that the settings name."""
    if settings.runner is None:
        return curate(inputs, settings, tell)
    from flows.cluster import curate_on_cluster  # imports what is an optional extra

    return curate_on_cluster(inputs, settings, tell)


def resolved(
    dataset: Dataset, registries: Sequence[Registry], send: Callable[[Request], Response], tell: Tell
) -> Dataset:
    """The dataset of one document with matches, works and trials; what people corrected is asked for as corrected."""
    laid = laid_over(dataset)
    printed = [printed_reference(reference) for reference in laid.references]
    if not registries:
        return dataset.adding(not_asked(printed))
    numbers = [mention.trial_id.value for mention in laid.trial_mentions]
    resolution = resolve(printed, numbers, registries, send, progress=tell)
    document_id = dataset.documents[0].document_id
    failures = tuple(failure_of(failure, document_id) for failure in resolution.failures)
    dataset = dataset.adding((*resolution.works, *resolution.trials, *resolution.matches, *failures))
    return replace(dataset, entities=numbered_by_titles(dataset.entities, dataset.trials))


def printed_reference(reference: Reference) -> PrintedReference:
    """The printed fields of a reference that help to find it."""

    def value(field: Sourced[str] | None) -> str | None:
        return field.value if field else None

    families = [author.value.family for author in reference.authors] + [name.value for name in reference.group_author]
    return PrintedReference(
        reference_id=reference.reference_id,
        raw=reference.raw.value,
        title=value(reference.title),
        first_author=families[0] if families else None,
        authors=tuple(families),
        type=reference.type,
        container_title=value(reference.container_title),
        year=reference.year.value if reference.year else None,
        volume=value(reference.volume),
        first_page=value(reference.first_page),
        article_number=value(reference.article_number),
        doi=value(reference.doi),
        pmid=value(reference.pmid),
        pmcid=value(reference.pmcid),
        doubtful=doubtful_fields(reference.confidence),
    )


def audit(store: Store) -> Dataset:
    """Run the rules over the whole dataset and keep what they find."""
    with recorded(store, "audit"):
        stored = store.load()
        dataset = looked_through(stored, stored.responses, store.body)
        store.replace_audit([row.document_id for row in dataset.documents], dataset)
        return dataset
