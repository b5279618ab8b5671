"""Every plugin file is listed in its folder, and ends in its one constant."""

from pathlib import Path
from types import ModuleType

import pytest

import curated.audit.rules
import extract.claims
import extract.formats
import reference_resolver.registries
from curated.audit.rule import Rule
from extract.claim_kind import ClaimKind
from extract.format import Format
from reference_resolver.registry import Registry

FORMATS = Path(str(extract.formats.__file__)).parent
PARTS_OF_FORMATS = {
    file.stem for file in FORMATS.glob("*_*.py") if (FORMATS / f"{file.stem.split('_')[0]}.py").is_file()
}
"""``jats_tables`` is a part of ``jats``."""
FOLDERS = [
    (curated.audit.rules, "RULE", Rule, curated.audit.rules.RULES, set()),
    (extract.claims, "KIND", ClaimKind, extract.claims.KINDS, set()),
    (extract.formats, "FORMAT", Format, extract.formats.FORMATS, PARTS_OF_FORMATS | {"pdfium"}),
    (reference_resolver.registries, "REGISTRY", Registry, reference_resolver.registries.REGISTRIES, set()),
]


@pytest.mark.parametrize(("folder", "constant", "kind", "listed", "parts"), FOLDERS, ids=[each[1] for each in FOLDERS])
def test_every_plugin_is_listed(
    folder: ModuleType, constant: str, kind: type, listed: tuple[object, ...], parts: set[str]
) -> None:
    path = Path(str(folder.__file__)).parent
    names = {file.stem for file in path.glob("*.py")} - {"__init__"} - parts
    found = {name: getattr(getattr(folder, name, None), constant, None) for name in names}
    missing = [name for name, value in found.items() if not any(value is one for one in listed)]
    assert not missing, f"{path.name}/{missing[0]}.py has no {constant} in the tuple of {path.name}/__init__.py"
    assert all(isinstance(value, kind) for value in found.values())
    assert len(listed) == len(names)


def test_names_of_plugins_are_unique() -> None:
    for _, _, _, listed, _ in FOLDERS:
        names = [getattr(one, "name", "") for one in listed]
        assert len(set(names)) == len(names)
        assert all(names)
