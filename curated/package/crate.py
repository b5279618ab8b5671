"""The Workflow Run RO-Crate of a package: ``ro-crate-metadata.json``.

It says of the package, in the vocabulary of RO-Crate 1.1 and the Workflow Run Crate profile 0.5, what it is made of:
its files with their SHA-256, the curated files by theirs (they are no part of it), the software with its versions, each
run that wrote to the dataset, and what people decided.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from curated.dataset import Dataset
from curated.identifiers import content_id
from curated.package.citation import NOBODY
from curated.package.media import media_type
from curated.package.release import Author, Release, one_line
from curated.schema import Decision, Run, SourceDocument
from curated.written_folder import WrittenFile

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

METADATA = "ro-crate-metadata.json"
WORKFLOW = "workflow/steps.py"
"""The file with the steps that a run takes: the workflow of the crate."""

_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
_SPECIFICATIONS = ("https://w3id.org/ro/crate/1.1", "https://w3id.org/workflowhub/workflow-ro-crate/1.0")
_WORKFLOW_PROFILE = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
_PARAMETER_PROFILE = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"
_CODE_LICENCE = "https://spdx.org/licenses/MIT"
_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
"""Terms that the context of RO-Crate 1.1 does not have."""

_RESULTS: Mapping[str, tuple[str, ...]] = {
    "audit": ("csv/links.csv", "csv/findings.csv"),
    "refresh": ("csv/trials.csv", "csv/works.csv", "csv/trial_history.csv", "csv/responses.csv"),
}
"""What the commands write, of the tables; curating writes all of them."""


def crate_metadata(
    dataset: Dataset, runs: Sequence[Run], release: Release, day: date, files: Iterable[WrittenFile], version: str
) -> bytes:
    """The metadata as JSON. ``files`` are those of the package, ``version`` that of the litcurate that makes it."""
    from rocrate.rocrate import ROCrate

    crate = _Crate(ROCrate(version="1.1"))
    crate.describe(dataset, release, day, tuple(files))
    crate.add_workflow(dataset.documents, version)
    actions = [crate.run(run, dataset.documents) for run in runs]
    if not any(run.command == "curate" for run in runs):
        actions.append(crate.unrecorded_run(dataset.documents))
    actions += [crate.decision(row) for row in dataset.decisions]
    return crate.as_json(actions)


class _Crate:
    """A crate that is being made; the library keeps its entities in the order in which they were added."""

    def __init__(self, crate: "ROCrate") -> None:
        self._crate = crate
        crate.metadata.extra_terms.update(_TERMS)

    def as_json(self, actions: Sequence[Any]) -> bytes:
        self._crate.root_dataset["mentions"] = _listed(actions)
        return (json.dumps(self._crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "replace"
        )

    def describe(self, dataset: Dataset, release: Release, day: date, files: tuple[WrittenFile, ...]) -> None:
        """The package as a whole, and its files."""
        root = self._crate.root_dataset
        root["name"] = release.title_of(dataset)
        root["description"] = (
            "What litcurate read in review articles and asked of registries: references, tables, trials and claims,"
            " each value with the place that it came from. README.md explains the files."
        )
        root["datePublished"] = day.isoformat()
        root["conformsTo"] = [
            self._add(url, "CreativeWork", name=name, version=version) for url, (name, version) in _PROFILES.items()
        ]
        authors = [self._author(author) for author in release.authors]
        root["author"] = _listed(authors or [self._add("#curators", "Organization", name=NOBODY)])
        self._crate.metadata["conformsTo"] = [{"@id": url} for url in _SPECIFICATIONS]
        if release.version:
            root["version"] = release.version
        if release.doi:
            root["identifier"] = f"https://doi.org/{release.doi}"
        for file in files:
            if file.name != WORKFLOW:
                self._file(file)
        root["license"] = (
            self._add(release.licence_url, "CreativeWork", name=release.licence)
            if release.licence_url
            else self._crate.get("LICENSE.txt")
        )

    def _file(self, file: WrittenFile) -> None:
        from rocrate.model.file import File

        said = {
            "name": file.name,
            "encodingFormat": media_type(file.name),
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }
        about = {"about": {"@id": "./"}} if file.name == "README.md" else {}
        self._crate.add(File(self._crate, dest_path=file.name, properties={**said, **about}))

    def add_workflow(self, documents: Sequence[SourceDocument], version: str) -> None:
        """The code of the steps as the workflow, with what goes in and what comes out."""
        from rocrate.model.computationalworkflow import ComputationalWorkflow

        python = self._add(
            "https://w3id.org/workflowhub/workflow-ro-crate#python",
            "ComputerLanguage",
            name="Python",
            identifier={"@id": "https://www.python.org/"},
            url={"@id": "https://www.python.org/"},
        )
        given = [self._document(document) for document in documents]
        tables = self._add("csv/", "Dataset", name="The tables as CSV", description="Described by datapackage.json.")
        self._crate.root_dataset.append_to("hasPart", tables)
        self._crate.root_dataset.append_to(
            "hasPart", self._add("parquet/", "Dataset", name="The tables as Parquet", description="The same, exactly.")
        )
        workflow = ComputationalWorkflow(
            self._crate,
            dest_path=WORKFLOW,
            properties={
                "name": "The steps of litcurate: curate, audit, refresh",
                "description": "As they are in the version that made this package; each run names its own version.",
                "encodingFormat": "text/x-python",
                "version": version,
                "license": self._add(_CODE_LICENCE, "CreativeWork", name="MIT"),
                "conformsTo": self._add(_WORKFLOW_PROFILE, "CreativeWork", name="Bioschemas ComputationalWorkflow"),
                "programmingLanguage": python,
                **({"input": self._parameter("reviews", "PropertyValue", given)} if given else {}),
                "output": self._parameter("tables", "Dataset", [tables]),
            },
        )
        self._crate.add(workflow)
        self._crate.mainEntity = workflow

    def _parameter(self, name: str, kind: str, examples: Sequence[Any]) -> Any:
        parameter = self._add(
            f"#{name}",
            "FormalParameter",
            name=name,
            additionalType=kind,
            workExample=_listed(examples),
            conformsTo=self._add(_PARAMETER_PROFILE, "CreativeWork", name="Bioschemas FormalParameter"),
        )
        for example in examples:
            example["exampleOfWork"] = parameter
        return parameter

    def _document(self, document: SourceDocument) -> Any:
        """A curated file: not in the package, but known by its hash, which is its value."""
        more: dict[str, Any] = {"identifier": f"https://doi.org/{document.doi.value}"} if document.doi else {}
        if document.title:
            more["description"] = one_line(document.title.value)
        return self._add(
            f"#document-{content_id(document.document_id)}",
            ["CreativeWork", "PropertyValue"],
            name=one_line(document.name),
            value=f"sha256:{document.sha256}",
            sha256=document.sha256,
            **more,
        )

    def run(self, run: Run, documents: Sequence[SourceDocument]) -> Any:
        """A run of a command."""
        known = {document.document_id: document for document in documents}
        given: list[Any] = []
        for one in run.inputs:
            if one.document_id in known:
                given.append(self._document(known[one.document_id]))
            else:  # it could not be read, or was replaced since
                more = {"sha256": one.sha256} if one.sha256 else {}
                name = f"#input-{content_id(one.name, one.sha256 or '')}"
                given.append(self._add(name, "CreativeWork", name=one_line(one.name), **more))
        given += [
            self._add(
                f"#setting-{content_id(name, value)}", "PropertyValue", name=one_line(name), value=one_line(value)
            )
            for name, value in run.settings.items()
        ]
        software = self._software(run)
        curates = run.command == "curate"
        said: dict[str, Any] = {
            "name": f"litcurate {one_line(run.command)}",
            "description": f"With litcurate {one_line(run.version)}, on {len(run.inputs)} files.",
            "instrument": [self._crate.mainEntity, software] if curates else software,
            "object": _listed(given),
            "result": _listed([self._crate.get(name) for name in _RESULTS.get(run.command, ("csv/", "parquet/"))]),
            "startTime": _moment(run.started_at),
            "actionStatus": f"http://schema.org/{'Completed' if run.ended_at else 'Failed'}ActionStatus",
        }
        if run.ended_at:
            said["endTime"] = _moment(run.ended_at)
        else:
            said["error"] = "The run did not come to its end, or was not at its end when the package was made."
        return self._add(f"#run-{content_id(run.run_id)}", "CreateAction", **said)

    def unrecorded_run(self, documents: Sequence[SourceDocument]) -> Any:
        """What stands for the runs of a dataset that is older than their records."""
        return self._add(
            "#run-not-recorded",
            "CreateAction",
            name="litcurate curate",
            description="The dataset does not say when and with which version it was curated.",
            instrument=self._crate.mainEntity,
            object=_listed([self._document(document) for document in documents]),
            result=[self._crate.get("csv/"), self._crate.get("parquet/")],
        )

    def _software(self, run: Run) -> Any:
        parts = [self._part(name, version) for name, version in run.software.items() if name != "litcurate"]
        return self._add(
            f"#software-{content_id('litcurate', run.version, *map(str, run.software.items()))}",
            "SoftwareApplication",
            name="litcurate",
            softwareVersion=run.version,
            softwareRequirements=_listed(parts),
        )

    def _part(self, name: str, version: str) -> Any:
        url = "https://www.python.org/" if name == "python" else f"https://pypi.org/project/{quote(name)}/"
        entity_id = f"{url}#{quote(version)}" if name == "python" else f"{url}{quote(version)}/"
        return self._add(entity_id, "SoftwareApplication", name=name, softwareVersion=version, url=url)

    def decision(self, row: Decision) -> Any:
        """What a person decided about a row."""
        said = {"description": one_line(row.note, 1000)} if row.note else {}
        return self._add(
            f"#decision-{content_id(*(str(getattr(row, name)) for name in row.key))}",
            "AssessAction",
            name=f"{row.verdict} {one_line(row.subject)}",
            agent=self._add(f"#person-{content_id(row.by)}", "Person", name=one_line(row.by)),
            object=self._crate.get("csv/decisions.csv"),
            endTime=_moment(row.at),
            **said,
        )

    def _author(self, author: Author) -> Any:
        entity_id = f"https://orcid.org/{author.orcid}" if author.orcid else f"#author-{content_id(author.name)}"
        if author.parts is None:
            return self._add(entity_id, "Organization", name=author.name)
        family, given = author.parts
        return self._add(entity_id, "Person", name=f"{given} {family}", familyName=family, givenName=given)

    def _add(self, entity_id: str, kind: str | list[str], **properties: Any) -> Any:
        """An entity, made when it is first asked for."""
        from rocrate.model.contextentity import ContextEntity

        known = self._crate.get(entity_id)
        if known is not None:
            return known
        said = {name: value for name, value in properties.items() if value != []}
        return self._crate.add(ContextEntity(self._crate, entity_id, properties={"@type": kind, **said}))


def _listed(entities: Sequence[Any]) -> Any:
    """Several entities as a list, one as itself: JSON-LD has it so."""
    return entities[0] if len(entities) == 1 else list(entities)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
