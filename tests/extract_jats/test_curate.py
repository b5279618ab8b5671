"""A JATS article through the whole job: the path of every value reaches the dataset, its export and what is shown."""

import csv
from collections.abc import Callable
from pathlib import Path

from curated.export import export
from curated.show import show
from curated.store import Store
from curated.subjects import find_rows
from flows.settings import settings
from flows.steps import curate


def test_the_path_is_kept_exported_and_shown(article: Callable[..., bytes], tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "bees.nxml").write_bytes(
        article('<sec><title>Intro</title><p>Bees sleep [<xref ref-type="bibr" rid="b3">3</xref>].</p></sec>')
    )
    chosen = settings({}, dataset=str(tmp_path / "dataset"), registries="none")
    done = curate([tmp_path / "files"], chosen, lambda what, count, total: None)
    assert not done.failures
    with Store.open(tmp_path / "dataset") as store:
        dataset = store.load()
    assert [row.format for row in dataset.documents] == ["jats"]
    assert dataset.documents[0].doi is not None
    assert dataset.documents[0].doi.value == "10.5555/made.up.1"
    (citation,) = dataset.citations
    assert citation.reference_id is not None
    assert citation.reference_id.endswith("-ref-3")
    export(dataset, "csv", tmp_path / "csv")
    with (tmp_path / "csv" / "provenance.csv").open(newline="", encoding="utf-8") as file:
        paths = {(row["table"], row["field"], row["path"]) for row in csv.DictReader(file)}
    assert ("citations", "marker", "/article/body/sec/p") in paths
    assert ("references", "title", "/article/back/ref-list/ref[3]/mixed-citation/article-title") in paths
    (row, *_) = find_rows(dataset, citation.reference_id)
    assert "element /article/back/ref-list/ref[3]/mixed-citation/source" in show(dataset, row, lambda sha256: None)
