"""The entities of an RO-Crate: files, people, reviews, software, each made when it is first named."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from curated.identifiers import content_id
from curated.package.media import media_type
from curated.package.release import Author
from curated.plain_text import one_line
from curated.schema import Run, RunInput, SourceDocument
from curated.written_folder import WrittenFile

if TYPE_CHECKING:
    pass

_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
"""Terms that the context of RO-Crate 1.1 does not have."""


class Entities:
    """The crate with its entities, in the order in which they were made. Ids from data are hashes, never paths."""

    def __init__(self) -> None:
        from rocrate.rocrate import ROCrate

        self.crate: ROCrate = ROCrate(version="1.1")
        self.crate.metadata.extra_terms.update(_TERMS)

    def as_json(self) -> bytes:
        """The metadata of the crate."""
        text = json.dumps(self.crate.metadata.generate(), ensure_ascii=False, indent=1)
        return f"{text}\n".encode("utf-8", "replace")

    def make(self, entity_id: str, kind: str | list[str], **properties: Any) -> Any:
        """An entity, or the one that has the id already; empty lists are left out."""
        from rocrate.model.contextentity import ContextEntity

        known = self.crate.get(entity_id)
        if known is not None:
            return known
        said = {name: value for name, value in properties.items() if value != []}
        return self.crate.add(ContextEntity(self.crate, entity_id, properties={"@type": kind, **said}))

    def file(self, file: WrittenFile) -> Any:
        """A file of the package."""
        from rocrate.model.file import File

        about = {"about": {"@id": "./"}} if file.name == "README.md" else {}
        said = {"name": file.name, **properties_of(file), **about}
        return self.crate.add(File(self.crate, dest_path=file.name, properties=said))

    def folder(self, path: str, name: str, description: str) -> Any:
        """A folder of the package, which has files of its own."""
        made = self.make(path, "Dataset", name=name, description=description)
        self.crate.root_dataset.append_to("hasPart", made)
        return made

    def author(self, author: Author) -> Any:
        """Who made the release."""
        entity_id = f"https://orcid.org/{author.orcid}" if author.orcid else f"#author-{content_id(author.name)}"
        if author.parts is None:
            return self.make(entity_id, "Organization", name=author.name)
        family, given = author.parts
        return self.make(entity_id, "Person", name=f"{given} {family}", familyName=family, givenName=given)

    def review(self, document: SourceDocument) -> Any:
        """A curated file: not in the package, but known by its hash, which is its value."""
        more: dict[str, Any] = {"identifier": f"https://doi.org/{document.doi.value}"} if document.doi else {}
        if document.title:
            more["description"] = one_line(document.title.value)
        return self.make(
            f"#document-{content_id(document.document_id)}",
            ["CreativeWork", "PropertyValue"],
            name=one_line(document.name),
            value=f"sha256:{document.sha256}",
            sha256=document.sha256,
            **more,
        )

    def given(self, one: RunInput, documents: Mapping[str, SourceDocument]) -> Any:
        """A file that a run was given; it may be unreadable, or have been replaced since."""
        document = documents.get(one.document_id or "")
        if document:
            return self.review(document)
        more = {"sha256": one.sha256} if one.sha256 else {}
        return self.make(
            f"#input-{content_id(one.name, one.sha256 or '')}", "CreativeWork", name=one_line(one.name), **more
        )

    def setting(self, name: str, value: str) -> Any:
        """Something that a run was told."""
        return self.make(
            f"#setting-{content_id(name, value)}", "PropertyValue", name=one_line(name), value=one_line(value)
        )

    def software(self, run: Run) -> Any:
        """The litcurate of a run with the packages that it ran on."""
        parts = [self._part(name, version) for name, version in run.software.items() if name != "litcurate"]
        return self.make(
            f"#software-{content_id('litcurate', run.version, *map(str, run.software.items()))}",
            "SoftwareApplication",
            name="litcurate",
            softwareVersion=run.version,
            softwareRequirements=listed(parts),
        )

    def _part(self, name: str, version: str) -> Any:
        url = "https://www.python.org/" if name == "python" else f"https://pypi.org/project/{quote(name)}/"
        entity_id = f"{url}#{quote(version)}" if name == "python" else f"{url}{quote(version)}/"
        return self.make(entity_id, "SoftwareApplication", name=name, softwareVersion=version, url=url)


def properties_of(file: WrittenFile) -> dict[str, str]:
    """What a crate says of any file."""
    return {"encodingFormat": media_type(file.name), "contentSize": str(file.size), "sha256": file.sha256}


def listed(entities: Sequence[Any]) -> Any:
    """Several entities as a list, one as itself: RO-Crate has it so."""
    return entities[0] if len(entities) == 1 else list(entities)


def moment_text(moment: datetime) -> str:
    """A moment in ISO 8601, in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
