"""The official RO-Crate validator without a network.

It wants the JSON-LD context of RO-Crate from the web. Its offline mode answers from a cache of its own; that is filled
with the copy of the context that the ``rocrate`` package ships, made that of 1.1.
"""

import json
from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

CONTEXT = "https://w3id.org/ro/crate/1.1/context"

OF_1_1 = {
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
}
"""The package ships the context of 1.3: of the terms that a crate of 1.1 uses, these had other IRIs."""


@pytest.fixture(scope="session")
def validator_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The validator's cache, with the context in it."""
    from requests import PreparedRequest, Response
    from requests.adapters import BaseAdapter
    from requests_cache import CachedSession
    from urllib3 import HTTPResponse

    class Shipped(BaseAdapter):
        """Answers with the copy of the context, whatever it is asked."""

        def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
            shipped = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes())
            content = json.dumps({"@context": shipped["@context"] | OF_1_1}).encode()
            headers = {"Content-Type": "application/ld+json"}
            answer = Response()
            answer.status_code, answer.url, answer.request = 200, CONTEXT, request
            answer.headers.update(headers)
            answer.raw = HTTPResponse(BytesIO(content), headers, 200, preload_content=False)
            return answer

        def close(self) -> None:
            """Nothing is open."""

    cache = tmp_path_factory.mktemp("validator") / "http-cache"
    with CachedSession(cache_name=str(cache), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", Shipped())
        session.get(CONTEXT)
    return cache


@pytest.fixture
def crate_complaints(validator_cache: Path) -> Callable[[Path], list[str]]:
    """What the validator has against a crate: Workflow Run Crate, which includes Process Run Crate."""

    def complaints(crate: Path) -> list[str]:
        from rocrate_validator import models, services

        settings = services.ValidationSettings(
            rocrate_uri=models.URI(str(crate)),
            profile_identifier="workflow-run-crate",
            requirement_severity=models.Severity.REQUIRED,
            offline=True,
            cache_path=validator_cache,
        )
        result = services.validate(settings)
        assert {profile.token for profile in result.context.profiles} >= {"process-run-crate", "workflow-run-crate"}
        return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]

    return complaints
