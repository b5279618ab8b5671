"""The review's 173 references in few requests, as the benchmark counts them."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curated.dataset import Dataset
from curated.schema import Failure
from flows.inputs import read_file
from flows.settings import settings
from flows.steps import curate

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "requests_made.py"


@pytest.fixture(scope="module")
def benchmark() -> Any:
    spec = importlib.util.spec_from_file_location("requests_made", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["requests_made"] = module
    spec.loader.exec_module(module)
    return module


def test_a_review_of_173_references_takes_at_most_45_requests(
    benchmark: Any, registry: Any, review_folder: Path, tmp_path: Path
) -> None:
    rows = read_file(review_folder / "review.md", settings({}))
    assert not isinstance(rows, Failure)
    references = list(Dataset().adding(rows).references)
    assert len(references) == 173
    registry.works = list(benchmark.works(references, benchmark.COVERAGES[1]))
    chosen = settings({}, dataset=str(tmp_path), registries="live", endpoints=registry.endpoints)
    done = curate([review_folder / "review.md"], chosen, lambda what, done, total: None)
    asked = Counter(name for name, _ in registry.asked)
    assert sum(asked.values()) == done.requests <= 45
    assert asked["clinicaltrials"] == asked["ecitmatch"] == 1
    assert done.reports[0].references_by_match["matched"] >= 160
