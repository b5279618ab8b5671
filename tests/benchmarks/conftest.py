"""The modules of ``benchmarks``, which is a folder of scripts and no package."""

import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="session")
def gold_places() -> ModuleType:
    spec = util.spec_from_file_location("gold_places", BENCHMARKS / "gold_places.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["gold_places"] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module
