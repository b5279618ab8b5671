"""The modules of ``benchmarks``, which is a folder of scripts and no package."""

import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="session")
def gold_places() -> ModuleType:
    return script("gold_places")


@pytest.fixture(scope="session")
def gold_sentences(gold_places: ModuleType) -> ModuleType:
    assert sys.modules["gold_places"] is gold_places  # which it imports
    return script("gold_sentences")


def script(name: str) -> ModuleType:
    """A script as the module of its name."""
    spec = util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module
