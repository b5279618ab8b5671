"""Datasets to test with, on both databases."""

import types
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import psycopg
import pytest
from hypothesis import strategies as st

from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Region, RegistrySource, Sourced
from curated.record import Record
from curated.schema import (
    Author,
    Cell,
    Citation,
    Claim,
    Decision,
    DocumentText,
    Failure,
    Finding,
    KeptResponse,
    Link,
    Match,
    Outcome,
    Reference,
    Row,
    Section,
    SourceDocument,
    Table,
    Trial,
    TrialChange,
    TrialMention,
    Work,
)
from curated.store import Store
from curated.store_schema import METADATA

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
READER = Method(name="pdf", version="1")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.param)


@pytest.fixture
def no_dataset(backend: str, new_database: Callable[[], str], tmp_path: Path) -> str:
    """A place for a dataset where none is: a folder that is not there, or an empty database."""
    return str(tmp_path / "dataset") if backend == "sqlite" else new_database()


@pytest.fixture(scope="session")
def postgres_dataset(new_database: Callable[[], str]) -> str:
    """The URL of a dataset on the server; made once, as that takes longer than most tests."""
    url = new_database()
    Store.open(url).close()
    return url


@pytest.fixture
def target(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of a dataset without rows."""
    if backend == "sqlite":
        Store.open(tmp_path / "dataset").close()
        return str(tmp_path / "dataset")
    url: str = request.getfixturevalue("postgres_dataset")
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE {}".format(", ".join(f'"{name}"' for name in METADATA.tables)))
    return url


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """A dataset without rows, open."""
    with Store.open(target, create=False) as opened:
        yield opened


# --- rows ------------------------------------------------------------------------------------------------------------


def printed(value: Any, kind: Any = str, *, at: int = 0, document: str = "doc", page: int = 1) -> Any:
    """A value printed on a page of a document."""
    region = Region(page=page, x0=72.0 + at, top=100.123, x1=300.25, bottom=112.5)
    source = DocumentSource(document=document, reader=READER, start=at, end=at + 9, regions=(region,))
    return Sourced[kind](value=value, source=source)


def answered(value: Any, kind: Any = str, *, pointer: str = "/a", response: str = "ab" * 32) -> Any:
    """A value in a registry's answer."""
    source = RegistrySource(
        registry="crossref",
        url="https://api.example.org/works/1",
        response=response,
        pointer=pointer,
        retrieved_at=NOON,
    )
    return Sourced[kind](value=value, source=source)


def make_review(document_id: str = "doc", *, references: int = 3, word: str = "tumour") -> Dataset:
    """A dataset of one document with rows in every table; ``word`` stands in its texts."""
    ids = [f"{document_id}-r{number}" for number in range(references)]
    claims = [f"{document_id}-c{number}" for number in range(references)]
    table, section = f"{document_id}-t1", f"{document_id}-s1"

    def here(value: Any, kind: Any = str, at: int = 0) -> Any:
        return printed(value, kind, at=at, document=document_id)

    return Dataset(
        documents=(
            SourceDocument(
                document_id=document_id,
                sha256="cd" * 32,
                name="review.pdf",
                format="pdf",
                title=here(f"A review of the {word}"),
                pages=9,
                reader="pdf",
                reader_version="1",
            ),
        ),
        texts=(DocumentText(document_id=document_id, text=f"{word}\r\nβ\n" * 50),),
        sections=(Section(section_id=section, document_id=document_id, level=1, heading=here("Aims")),),
        references=tuple(
            Reference(
                reference_id=reference_id,
                document_id=document_id,
                number=here(number, int),
                raw=here(f"{number}. {word}", at=number),
                type="article",
                authors=(
                    here(Author(family="Müller", given="J"), Author),
                    here(Author(family="Llovet"), Author, at=4),
                ),
                title=here(word),
                year=here(2020, int) if number else None,
            )
            for number, reference_id in reversed(list(enumerate(ids)))  # not in the order of their ids
        ),
        works=(
            Work(work_id="crossref:10.1/a", registry="crossref", title=answered("A work"), year=answered(2020, int)),
        ),
        matches=tuple(
            Match(reference_id=reference_id, status="matched", work_id="crossref:10.1/a", score=0.9, reasons=("doi",))
            for reference_id in ids
        ),
        tables=(Table(table_id=table, document_id=document_id, caption=here("Trials"), n_rows=2, n_columns=2),),
        cells=(
            Cell(table_id=table, row=0, column=0, is_header=True, text=here("Drug")),
            Cell(table_id=table, row=0, column=1, is_header=True, text=here("Change, %")),
            Cell(table_id=table, row=1, column=0, text=here(word)),
            Cell(table_id=table, row=1, column=1, text=here("-3.5")),
        ),
        claims=tuple(
            Claim(
                claim_id=claim_id,
                document_id=document_id,
                section_id=section,
                kind="citing",
                text=here(word),
                entities={"drug": ("a", "b")},
            )
            for claim_id in claims
        ),
        outcomes=(
            Outcome(
                outcome_id=f"{document_id}-o1", claim_id=claims[0], measure=here("OS"), value=here(16.4, float, at=3)
            ),
        ),
        citations=tuple(
            Citation(
                citation_id=f"{document_id}-x{number}",
                document_id=document_id,
                claim_id=claim_id,
                marker=here(f"[{number}]"),
                cited=str(number),
                reference_id=reference_id,
            )
            for number, (claim_id, reference_id) in enumerate(zip(claims, ids, strict=True))
        ),
        trials=(make_trial(),),
        trial_mentions=(
            TrialMention(
                mention_id=f"{document_id}-m1",
                document_id=document_id,
                registry="ClinicalTrials.gov",
                trial_id=here("NCT00000001"),
                claim_id=claims[0],
                fields={"Phase": "3"},
            ),
        ),
        trial_history=(
            TrialChange(trial_id="NCT00000001", field="overall_status", new="OPEN", seen_at=NOON, response="ab" * 32),
        ),
        links=(
            Link(link_id=f"{document_id}-l1", claim_id=claims[0], reference_id=ids[0], resolution="matched", score=0.5),
        ),
        findings=(
            Finding(
                finding_id=f"{document_id}-f1",
                document_id=document_id,
                rule="retracted",
                severity="error",
                subject=ids[0],
                message="retracted",
                evidence=(here("[1]"), answered("retraction")),
            ),
        ),
        decisions=(Decision(subject=ids[0], verdict="reject", by="EC", at=NOON, row_hash="ef" * 32),),
        responses=(
            KeptResponse(
                sha256="ab" * 32, registry="crossref", url="https://api.example.org", status=200, retrieved_at=NOON
            ),
        ),
        failures=(
            Failure(
                failure_id=f"{document_id}-e1",
                document_id=document_id,
                stage="extract",
                subject="page 3",
                cause="no text",
                advice="run OCR",
            ),
        ),
    )


def make_trial(**changes: Any) -> Trial:
    """A trial as a registry answered."""
    fields = {
        "trial_id": "NCT00000001",
        "canonical_id": answered("NCT00000001"),
        "registry": "ClinicalTrials.gov",
        "overall_status": answered("RECRUITING", pointer="/status"),
        "phases": answered(("PHASE2", "PHASE3"), tuple[str, ...]),
        "enrollment": answered(120, int),
        "has_results": answered(False, bool),
    }
    return Trial(**{**fields, **changes})


@pytest.fixture
def review() -> Callable[..., Dataset]:
    """:func:`make_review`."""
    return make_review


@pytest.fixture
def trial() -> Callable[..., Trial]:
    """:func:`make_trial`."""
    return make_trial


@pytest.fixture
def answer() -> Callable[..., Any]:
    """:func:`answered`."""
    return answered


# --- any rows at all -------------------------------------------------------------------------------------------------

# Letters that databases, UTF-8, JSON and CSV have trouble with among ordinary ones.
TEXT = st.text(st.sampled_from("ab é\u241b\x00\ud800\U0001f600\n\r\"',;=\\/%"), max_size=8) | st.text(max_size=8)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
PLAIN = {
    str: TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: FINITE,
    bool: st.booleans(),
    datetime: MOMENTS,
    type(None): st.none(),
}
METHODS = st.builds(Method, name=TEXT, version=TEXT)
REGIONS = st.builds(Region, page=st.integers(1, 99), x0=FINITE, top=FINITE, x1=FINITE, bottom=FINITE)
SOURCES = st.builds(
    DocumentSource,
    document=TEXT,
    reader=METHODS,
    start=st.integers(0, 10**6),
    end=st.integers(0, 10**6),
    regions=st.lists(REGIONS, max_size=2).map(tuple),
) | st.builds(RegistrySource, registry=TEXT, url=TEXT, response=TEXT, pointer=TEXT, retrieved_at=MOMENTS)


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Any values of a field's type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return st.one_of([values_of(argument) for argument in arguments])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(values_of(arguments[0]), values_of(arguments[1]), max_size=2)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if issubclass(annotation, Sourced):
        held = annotation.__pydantic_generic_metadata__["args"][0]
        return st.builds(
            annotation, value=values_of(held), source=SOURCES, steps=st.lists(METHODS, max_size=2).map(tuple)
        )
    assert issubclass(annotation, Record)
    return st.builds(
        annotation, **{name: values_of(field.annotation) for name, field in annotation.model_fields.items()}
    )


@pytest.fixture(scope="session")
def any_row() -> Callable[[type[Row]], st.SearchStrategy[Any]]:
    """:func:`values_of`, for rows of a table."""
    return values_of
