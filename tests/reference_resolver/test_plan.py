"""How many requests a run will make, told before it makes any."""

from datetime import UTC, datetime

from reference_resolver.plan import plan
from reference_resolver.registries import REGISTRIES
from reference_resolver.request import PrintedReference, Request, Response
from reference_resolver.responses import not_kept


def printed(number: int, **changes: object) -> PrintedReference:
    fields: dict[str, object] = {
        "reference_id": str(number),
        "raw": "",
        "title": f"Effects of substance {number} on liver",
    }
    fields |= {"container_title": "J Livers", "year": 2020, "volume": "3", "first_page": str(number)}
    return PrintedReference.model_validate(fields | changes)


def test_batches_are_certain_and_the_rest_depends() -> None:
    references = [printed(number, doi=f"10.1000/{number}" if number < 60 else None) for number in range(120)]
    rows = {
        (row.registry, row.what): (row.fewest, row.most)
        for row in plan(references, ["NCT00000102"], REGISTRIES, not_kept)
    }
    assert rows["crossref", "printed identifiers"] == (2, 2)
    assert rows["pubmed", "printed references, many at once"] == (1, 1)
    assert rows["clinicaltrials", "trial numbers"] == (1, 1)
    assert rows["europepmc", "printed references, many at once"] == (0, 12)
    assert rows["crossref", "printed references, one by one"] == (0, 120)


def test_what_is_kept_is_not_planned() -> None:
    def kept(request: Request) -> Response:
        if request.registry != "clinicaltrials":
            return not_kept(request)
        at = datetime(2026, 3, 1, tzinfo=UTC)
        return Response(request=request, url=request.url, status=200, body=b'{"studies": []}', retrieved_at=at)

    assert plan([], ["NCT00000102"], REGISTRIES, kept) == ()
    assert len(plan([], ["NCT00000102"], REGISTRIES, not_kept)) == 1


def test_without_registries_nothing_is_planned() -> None:
    assert plan([printed(1)], [], (), not_kept) == ()
