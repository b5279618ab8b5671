"""What is asked of ClinicalTrials.gov against the OpenAPI file that the registry publishes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from reference_resolver.registries.clinicaltrials import REGISTRY
from reference_resolver.request import Request, Response, TrialsByNumber


@pytest.fixture(scope="module")
def published(recorded: Path) -> dict[str, Any]:
    return yaml.safe_load((recorded / "ctgov" / "hkm30__ctgov-oas-v2.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture
def requests(answer: Callable[..., Response]) -> list[Request]:
    """Requests for a batch, and for the pages after it."""
    numbers = ("NCT03434379", "NCT00000102", "NCT99999999")
    (first,) = REGISTRY.ask(TrialsByNumber(numbers=numbers))
    body = json.dumps({"studies": [], "nextPageToken": "ZVNj7o2Elu8o3lpuCN65runtmZ8"})
    page = answer("clinicaltrials", body).model_copy(update={"request": first})
    return [first, *REGISTRY.more(page)]


def test_every_parameter_is_published_and_takes_its_value(published: dict[str, Any], requests: list[Request]) -> None:
    assert len(requests) == 2
    for request in requests:
        parts = urlsplit(request.url)
        (server,) = [one["url"] for one in published["servers"]]
        assert parts.path == f"{urlsplit(server).path}/studies"
        known = {one["name"]: one["schema"] for one in published["paths"]["/studies"]["get"]["parameters"]}
        for name, values in parse_qs(parts.query, strict_parsing=True).items():
            assert name in known, f"{name} is no parameter of /studies"
            assert len(values) == 1
            schema = known[name]
            items = re.split(r"[,|]", values[0]) if schema["type"] == "array" else [values[0]]
            pattern = schema.get("items", schema).get("pattern")
            assert all(re.search(pattern, item) for item in items) if pattern else True
            if schema["type"] == "integer":
                assert int(values[0]) >= schema.get("minimum", 0)
            if schema["type"] == "boolean":
                assert values[0] in ("true", "false")


def test_every_field_that_is_asked_for_is_the_name_of_one(published: dict[str, Any], requests: list[Request]) -> None:
    pieces = json.dumps(published)
    fields = parse_qs(urlsplit(requests[0].url).query)["fields"][0].split(",")
    leaves = {name.lower() for name in re.findall(r'"(\w+)": \{', pieces)}
    for field in fields:  # ArmGroupInterventionName is armGroups' interventionNames: pieces join the names of a path
        ends = {field[at:].lower() for at in range(len(field))}
        assert ends & (leaves | {leaf.removesuffix("s") for leaf in leaves} | {"nctidalias"}), field


def test_the_answers_that_are_read_are_the_published_ones(published: dict[str, Any]) -> None:
    answers = published["paths"]["/studies"]["get"]["responses"]
    assert set(answers) == {"200", "400"}
    paged = published["components"]["schemas"]["PagedStudies"]["properties"]
    assert {"studies", "nextPageToken", "totalCount"} <= set(paged)
