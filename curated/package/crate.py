"""The Workflow Run RO-Crate of a package: ``ro-crate-metadata.json``.

It says of the package, in the vocabulary of RO-Crate 1.1 and the Workflow Run Crate profile 0.5, what it is made of:
its files with their SHA-256, the curated files by theirs (they are no part of it), the software with its versions, each
run that wrote to the dataset, and what people decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from curated.dataset import Dataset
from curated.identifiers import content_id
from curated.package.citation import NOBODY
from curated.package.crate_entities import Entities, listed, moment_text, properties_of
from curated.package.release import Release
from curated.plain_text import one_line
from curated.schema import Decision, Run, SourceDocument
from curated.written_folder import WrittenFile

METADATA = "ro-crate-metadata.json"
WORKFLOW = "workflow/steps.py"
"""The file with the steps that a run takes: the workflow of the crate."""

_SPECIFICATIONS = ("https://w3id.org/ro/crate/1.1", "https://w3id.org/workflowhub/workflow-ro-crate/1.0")
_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
_BIOSCHEMAS = "https://bioschemas.org/profiles/"
_CODE_LICENCE = "https://spdx.org/licenses/MIT"

_RESULTS: Mapping[str, tuple[str, ...]] = {
    "audit": ("csv/links.csv", "csv/findings.csv"),
    "refresh": ("csv/trials.csv", "csv/works.csv", "csv/trial_history.csv", "csv/responses.csv"),
}
"""What the commands write, of the tables; curating writes all of them."""


def crate_metadata(
    dataset: Dataset, runs: Sequence[Run], release: Release, day: date, files: Iterable[WrittenFile], version: str
) -> bytes:
    """The metadata as JSON. ``files`` are those of the package, ``version`` that of the litcurate that makes it."""
    entities = Entities()
    by_name = {file.name: file for file in files}
    workflow = by_name.pop(WORKFLOW)
    for file in by_name.values():
        entities.file(file)
    _describe(entities, dataset, release, day)
    _add_workflow(entities, dataset.documents, workflow, version)
    documents = {document.document_id: document for document in dataset.documents}
    actions = [_run(entities, run, documents) for run in runs]
    if not any(run.command == "curate" for run in runs):
        actions.append(_unrecorded_run(entities, dataset.documents))
    actions += [_decision(entities, row) for row in dataset.decisions]
    entities.crate.root_dataset["mentions"] = listed(actions)
    return entities.as_json()


def _describe(entities: Entities, dataset: Dataset, release: Release, day: date) -> None:
    """Says what the package is as a whole."""
    crate, root = entities.crate, entities.crate.root_dataset
    crate.metadata["conformsTo"] = [{"@id": url} for url in _SPECIFICATIONS]
    root["name"] = release.title_of(dataset)
    root["description"] = (
        "What litcurate read in review articles and asked of registries: references, tables, trials and claims, each"
        " value with the place that it came from. README.md explains the files."
    )
    root["datePublished"] = day.isoformat()
    root["conformsTo"] = [
        entities.make(url, "CreativeWork", name=name, version=version) for url, (name, version) in _PROFILES.items()
    ]
    authors = [entities.author(author) for author in release.authors]
    root["author"] = listed(authors or [entities.make("#curators", "Organization", name=NOBODY)])
    if release.version:
        root["version"] = release.version
    if release.doi:
        root["identifier"] = f"https://doi.org/{release.doi}"
    root["license"] = (
        entities.make(release.licence_url, "CreativeWork", name=release.licence)
        if release.licence_url
        else crate.get("LICENSE.txt")
    )


def _add_workflow(entities: Entities, documents: Sequence[SourceDocument], file: WrittenFile, version: str) -> None:
    """The code of the steps as the workflow, with what goes in and what comes out."""
    from rocrate.model.computationalworkflow import ComputationalWorkflow

    site = {"@id": "https://www.python.org/"}
    python = entities.make(
        f"{_SPECIFICATIONS[1].rpartition('/')[0]}#python", "ComputerLanguage", name="Python", identifier=site, url=site
    )
    tables = entities.folder("csv/", "The tables as CSV", "Described by datapackage.json.")
    entities.folder("parquet/", "The tables as Parquet", "The same tables, with every value exactly.")
    reviews = [entities.review(document) for document in documents]
    properties = {
        "name": "The steps of litcurate: curate, audit, refresh",
        "description": "As they are in the version that made this package; each run names its own version.",
        **properties_of(file),
        "version": version,
        "license": entities.make(_CODE_LICENCE, "CreativeWork", name="MIT"),
        "conformsTo": _bioschemas(entities, "ComputationalWorkflow"),
        "programmingLanguage": python,
        "output": _parameter(entities, "tables", "Dataset", [tables]),
    }
    if reviews:
        properties["input"] = _parameter(entities, "reviews", "PropertyValue", reviews)
    workflow = ComputationalWorkflow(entities.crate, dest_path=file.name, properties=properties)
    entities.crate.mainEntity = entities.crate.add(workflow)


def _parameter(entities: Entities, name: str, kind: str, examples: Sequence[Any]) -> Any:
    """What a run takes or makes, with what it took or made."""
    parameter = entities.make(
        f"#{name}",
        "FormalParameter",
        name=name,
        additionalType=kind,
        workExample=listed(examples),
        conformsTo=_bioschemas(entities, "FormalParameter"),
    )
    for example in examples:
        example["exampleOfWork"] = parameter
    return parameter


def _bioschemas(entities: Entities, name: str) -> Any:
    return entities.make(f"{_BIOSCHEMAS}{name}/1.0-RELEASE", "CreativeWork", name=f"Bioschemas {name}")


def _run(entities: Entities, run: Run, documents: Mapping[str, SourceDocument]) -> Any:
    """A run of a command."""
    crate, software = entities.crate, entities.software(run)
    given = [entities.given(one, documents) for one in run.inputs]
    given += [entities.setting(name, value) for name, value in run.settings.items()]
    said: dict[str, Any] = {
        "name": f"litcurate {one_line(run.command)}",
        "description": f"With litcurate {one_line(run.version)}, on {len(run.inputs)} files.",
        "instrument": [crate.mainEntity, software] if run.command == "curate" else software,
        "object": listed(given),
        "result": listed([crate.get(name) for name in _RESULTS.get(run.command, ("csv/", "parquet/"))]),
        "startTime": moment_text(run.started_at),
        "actionStatus": f"http://schema.org/{'Completed' if run.ended_at else 'Failed'}ActionStatus",
    }
    if run.ended_at:
        said["endTime"] = moment_text(run.ended_at)
    else:
        said["error"] = "The run did not come to its end, or was not at its end when the package was made."
    return entities.make(f"#run-{content_id(run.run_id)}", "CreateAction", **said)


def _unrecorded_run(entities: Entities, documents: Sequence[SourceDocument]) -> Any:
    """What stands for the runs of a dataset that is older than their records."""
    return entities.make(
        "#run-not-recorded",
        "CreateAction",
        name="litcurate curate",
        description="The dataset does not say when and with which version it was curated.",
        instrument=entities.crate.mainEntity,
        object=listed([entities.review(document) for document in documents]),
        result=[entities.crate.get("csv/"), entities.crate.get("parquet/")],
    )


def _decision(entities: Entities, row: Decision) -> Any:
    """What a person decided about a row."""
    said = {"description": one_line(row.note, 1000)} if row.note else {}
    return entities.make(
        f"#decision-{content_id(*(str(getattr(row, name)) for name in row.key))}",
        "AssessAction",
        name=f"{row.verdict} {one_line(row.subject)}",
        agent=entities.make(f"#person-{content_id(row.by)}", "Person", name=one_line(row.by)),
        object=entities.crate.get("csv/decisions.csv"),
        endTime=moment_text(row.at),
        **said,
    )
