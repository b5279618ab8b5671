"""The main job on the bundled example: both formats agree, twice is the same, and the planted mistakes are found."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from curated.dataset import Dataset
from curated.export import export
from curated.provenance import DocumentSource, RegistrySource, Sourced
from curated.store import Store
from flows.settings import settings
from flows.steps import Curated, curate


def silent(what: str, done: int, total: int) -> None:
    """No progress."""


def _curate(source: Path, examples: Path, folder: Path) -> tuple[Curated, Dataset]:
    chosen = settings({}, dataset=str(folder), registries=f"mirror:{examples / 'mirror'}")
    done = curate([source], chosen, silent)
    with Store.open(folder) as store:
        return done, store.load()


@pytest.fixture(scope="module")
def from_pdf(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return _curate(examples / "review.pdf", examples, tmp_path_factory.mktemp("pdf"))[1]


@pytest.fixture(scope="module")
def from_markdown(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return _curate(examples / "review.md", examples, tmp_path_factory.mktemp("markdown"))[1]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["review.pdf", "review.md"])
def test_twice_gives_the_same_bytes(name: str, examples: Path, tmp_path: Path) -> None:
    for run in ("one", "two", "again"):
        _, dataset = _curate(examples / name, examples, tmp_path / run.replace("again", "one"))
        for kind in ("csv", "jsonl", "parquet"):
            export(dataset, kind, tmp_path / "export" / run)  # type: ignore[arg-type]
    first = _files(tmp_path / "export" / "one")
    assert len(first) > 40
    assert _files(tmp_path / "export" / "two") == first, "another dataset"
    assert _files(tmp_path / "export" / "again") == first, "the same dataset, curated again"


def _printed(value: Sourced[Any] | None) -> Any:
    return value.value if value is not None else None


def _references(dataset: Dataset) -> list[tuple[Any, ...]]:
    return [
        (
            _printed(row.number),
            row.type,
            tuple(author.value for author in row.authors),
            tuple(name.value for name in row.group_author),
            row.et_al,
            *(
                _printed(getattr(row, name))
                for name in (
                    "title",
                    "container_title",
                    "year",
                    "volume",
                    "issue",
                    "first_page",
                    "last_page",
                    "article_number",
                    "doi",
                    "pmid",
                    "pmcid",
                    "url",
                )
            ),
        )
        for row in dataset.references
    ]


def _citations(dataset: Dataset) -> list[tuple[Any, ...]]:
    text_of = {claim.claim_id: claim.text.value for claim in dataset.claims}
    return sorted((row.marker.value, row.cited, text_of[row.claim_id or ""]) for row in dataset.citations)


def _trials(dataset: Dataset) -> list[tuple[Any, ...]]:
    return sorted((row.trial_id.value, row.row or 0, sorted(row.fields.items())) for row in dataset.trial_mentions)


def _cells(dataset: Dataset) -> list[tuple[Any, ...]]:
    return [
        (
            row.table_id[-1],
            row.row,
            row.column,
            row.row_span,
            row.column_span,
            row.is_header,
            _printed(row.text),
            row.filled_down,
        )
        for row in dataset.cells
    ]


def _sections(dataset: Dataset) -> list[tuple[Any, ...]]:
    return [(row.level, row.heading.value) for row in dataset.sections]


def _outcomes(dataset: Dataset) -> list[tuple[Any, ...]]:
    names = ("measure", "statistic", "value", "low", "high", "unit", "timepoint")
    return [tuple(_printed(getattr(row, name)) for name in names) for row in dataset.outcomes]


@pytest.mark.parametrize(
    ("what", "least"),
    [(_references, 37), (_citations, 86), (_trials, 16), (_cells, 109), (_sections, 11), (_outcomes, 39)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_pdf_and_markdown_say_the_same(
    what: Callable[[Dataset], list[Any]], least: int, from_pdf: Dataset, from_markdown: Dataset
) -> None:
    assert what(from_pdf) == what(from_markdown)
    assert len(what(from_pdf)) == least


def test_the_planted_mistakes_are_found_and_nothing_else(from_pdf: Dataset, examples: Path) -> None:
    """Besides the planted ones only the three real references that the mirror does not hold are found."""
    planted = yaml.safe_load((examples / "planted-mistakes.yaml").read_text(encoding="utf-8"))
    wanted = [(mistake["rule"], mistake["says"]) for mistake in planted["mistakes"]]
    wanted += [
        ("unresolved-reference", f"Reference {number} ")
        for number in planted["real_but_not_in_the_mirror"]["references"]
    ]
    said = [(row.rule, row.message) for row in from_pdf.findings]
    for rule, words in wanted:
        assert any(rule == by and words in message for by, message in said), (rule, words)
    for by, message in said:
        assert any(rule == by and words in message for rule, words in wanted), (by, message)


def test_resolved_values_point_into_kept_answers(from_pdf: Dataset, examples: Path, tmp_path: Path) -> None:
    _, dataset = _curate(examples / "review.pdf", examples, tmp_path)
    kept = {row.sha256 for row in dataset.responses}
    with Store.open(tmp_path) as store:
        assert all(store.body(sha256) for sha256 in kept)
    resolved = Dataset(works=dataset.works, trials=dataset.trials)
    sources = [one.source for one in _sourced(resolved)]
    assert len(sources) > 300
    assert all(isinstance(source, RegistrySource) and source.response in kept for source in sources)


def _sourced(dataset: Dataset) -> Iterator[Sourced[Any]]:
    for row in dataset.rows():
        for name in type(row).model_fields:
            value = getattr(row, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Sourced):
                    yield one


def test_every_printed_value_slices_back(from_pdf: Dataset, from_markdown: Dataset) -> None:
    for dataset in (from_pdf, from_markdown):
        text = dataset.texts[0].text
        values = [one for one in _sourced(dataset) if isinstance(one.source, DocumentSource)]
        assert len(values) > 700
        for one in values:
            assert isinstance(one.source, DocumentSource)
            printed = text[one.source.start : one.source.end]
            assert one.steps or printed == one.value
            assert printed == printed.strip() != ""


def test_postgresql_holds_the_same_dataset(
    from_markdown: Dataset, examples: Path, new_database: Callable[[], str], tmp_path: Path
) -> None:
    url = new_database()
    chosen = settings({}, dataset=url, registries=f"mirror:{examples / 'mirror'}")
    for _ in range(2):
        curate([examples / "review.md"], chosen, silent)
    with Store.open(url, create=False) as store:
        dataset = store.load()
    assert dataset == from_markdown
