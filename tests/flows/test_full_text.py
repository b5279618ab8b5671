"""Full texts of cited works: asked for where they may be read, kept like every answer, and read by the audit."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from curated.dataset import Dataset
from curated.store import Store
from flows.settings import Settings, settings
from flows.steps import audit, curate

REVIEW = """# A review of nivolumab

## Aims

Nivolumab kept tumours small for 16.4 months [1]. Ipilimumab did not [2]. Sorafenib is older [3].

## References

1. Smith A. Nivolumab in melanoma. J Made Up. 2020;1:1-9. doi:10.1234/nivolumab
2. Jones B. Ipilimumab in melanoma. J Made Up. 2021;2:10-19. doi:10.1234/ipilimumab
3. Brown C. Sorafenib in melanoma. J Made Up. 2019;3:20-29. doi:10.1234/sorafenib
"""
FULL = """<?xml version="1.0"?>
<article><front><article-meta><title-group><article-title>Nivolumab in melanoma</article-title></title-group>
</article-meta></front>
<body><sec><title>Results</title><p>Nivolumab was given. Median OS was 16.4 months.</p></sec></body>
<back><ref-list><ref id="r1"><mixed-citation>Miller D. Sorafenib in gout. 2001.</mixed-citation></ref></ref-list></back>
</article>"""


@pytest.fixture
def papers(registry: Any) -> Any:
    """A registry that knows the three works; one of them may be read in full, one is in PMC and may not."""
    plain = type(registry).__init__.__globals__["Plain"]
    registry.works = [
        plain("Nivolumab in melanoma", ("Smith",), "J Made Up", 2020, "1", "1-9", "10.1234/nivolumab", "11", "PMC11",
              abstract="We gave nivolumab to patients with melanoma.", full_text=FULL),
        plain("Ipilimumab in melanoma", ("Jones",), "J Made Up", 2021, "2", "10-19", "10.1234/ipilimumab", "12",
              "PMC12"),
        plain("Sorafenib in melanoma", ("Brown",), "J Made Up", 2019, "3", "20-29", "10.1234/sorafenib", "13"),
    ]  # fmt: skip
    return registry


def chosen(folder: Path, registry: Any, **options: Any) -> Settings:
    given = {"dataset": str(folder / "dataset"), "registries": "live", "endpoints": registry.endpoints}
    return settings({}, **(given | options))


def curated(folder: Path, registry: Any, **options: Any) -> Dataset:
    (folder / "review.md").write_text(REVIEW, encoding="utf-8")
    curate([folder / "review.md"], chosen(folder, registry, **options), lambda what, done, total: None)
    with Store.open(folder / "dataset") as store:
        return store.load()


def depths(dataset: Dataset) -> list[str | None]:
    return [link.depth for link in dataset.links]


def asked(registry: Any) -> Counter[str]:
    paths = [path for name, path in registry.asked if name == "europepmc"]
    return Counter("text" if "fullTextXML" in path else "open" if "OPEN_ACCESS" in path else "search" for path in paths)


def test_nothing_is_asked_in_full_unless_it_is_wanted(papers: Any, tmp_path: Path) -> None:
    assert depths(curated(tmp_path, papers)) == ["abstract", "title", "title"]
    assert asked(papers)["text"] == asked(papers)["open"] == 0


def test_what_may_be_read_is_asked_once_and_kept(papers: Any, tmp_path: Path) -> None:
    first = curated(tmp_path, papers, full_text=True)
    assert depths(first) == ["full_text", "title", "title"]
    assert asked(papers)["text"] == asked(papers)["open"] == 1
    assert not first.failures
    again = curated(tmp_path, papers, full_text=True)
    assert asked(papers)["text"] == asked(papers)["open"] == 1
    assert again == first


def test_a_kept_full_text_is_read_without_asking(papers: Any, tmp_path: Path) -> None:
    first = curated(tmp_path, papers, full_text=True)
    with Store.open(tmp_path / "dataset") as store:
        assert audit(store).links == first.links
    assert curated(tmp_path, papers).links == first.links


def test_values_are_found_in_the_full_text(papers: Any, tmp_path: Path) -> None:
    dataset = curated(tmp_path, papers, full_text=True)
    link = dataset.links[0]
    drug = next(row for row in dataset.agreements if (row.link_id, row.attribute) == (link.link_id, "drug"))
    assert drug.verdict == "agrees"
    assert not any(row.found and "Sorafenib in gout" in row.found.value for row in dataset.agreements)


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [(503, b"", "503"), (200, b"<html>no</html>", "HTML"), (200, b"<other/>", "not an article")],
)
def test_a_full_text_that_does_not_come_is_a_row(
    papers: Any, tmp_path: Path, status: int, body: bytes, cause: str
) -> None:
    right = papers._answer
    papers._answer = lambda name, path, query: (status, body) if path.endswith("XML") else right(name, path, query)
    dataset = curated(tmp_path, papers, full_text=True)
    assert depths(dataset) == ["abstract", "title", "title"]
    assert [failure for failure in dataset.failures if "fullTextXML" in failure.subject]
    assert any(cause in failure.cause for failure in dataset.failures), dataset.failures
