"""How to cite a release (``CITATION.cff``, format 1.2.0) and what may be done with it (``LICENSE.txt``)."""

import json
from collections.abc import Iterator
from datetime import date

from curated.package.release import Release

NOBODY = "The curators of this dataset"
"""The author that is written where none was given: the format asks for one."""

_OTHERS = (
    "The texts of the reviews (texts/, tables/), the sentences quoted from them, the abstracts and the answers of the\n"
    "registries (answers/) belong to their owners and keep their own terms. Facts and identifiers are nobody's.\n"
)


def citation_file(title: str, release: Release, day: date) -> bytes:
    """The file as YAML, of which JSON's strings are a part."""
    return "".join(f"{line}\n" for line in _lines(title, release, day)).encode("utf-8", "replace")


def _lines(title: str, release: Release, day: date) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield "message: If you use this dataset, please cite it as below."
    yield "type: dataset"
    yield f"title: {_text(title)}"
    yield "authors:"
    for author in release.authors:
        if author.parts is None:
            yield f"  - name: {_text(author.name)}"
        else:
            family, given = author.parts
            yield f"  - family-names: {_text(family)}"
            yield f"    given-names: {_text(given)}"
        if author.orcid:
            yield f"    orcid: {_text(f'https://orcid.org/{author.orcid}')}"
    if not release.authors:
        yield f"  - name: {_text(NOBODY)}"
    if release.version:
        yield f"version: {_text(release.version)}"
    if release.doi:
        yield f"doi: {_text(release.doi)}"
    if release.licence:
        yield f"license: {_text(release.licence)}"
    yield f"date-released: {_text(day.isoformat())}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def licence_file(release: Release) -> bytes:
    """What is licensed by whom, in plain words."""
    if release.licence:
        said = (
            f"The curated values and the arrangement of this dataset are released under {release.licence}:\n"
            f"{release.licence_url}\n"
        )
    else:
        said = "Whoever made this package has stated no licence for it: ask them before you pass it on.\n"
    return f"{said}\n{_OTHERS}".encode()
