"""Runs the official RO-Crate validator without a network.

It wants the JSON-LD context of RO-Crate from the web. Its offline mode answers from a cache of its own; that is filled
with the copy of the context that the ``rocrate`` package ships, made that of 1.1.
"""

import json
import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

CONTEXT = "https://w3id.org/ro/crate/1.1/context"

OF_1_1 = {
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
}
"""The package ships the context of 1.3: of its terms that a crate of 1.1 uses, these had other IRIs."""


def filled_cache(folder: Path) -> Path:
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

    cache = folder / "http-cache"
    with CachedSession(cache_name=str(cache), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", Shipped())
        session.get(CONTEXT, headers={"Accept": "application/ld+json, application/json"})
    return cache


def complaints(crate: Path, cache: Path, profile: str, severity: str = "REQUIRED") -> list[str]:
    """What the validator has against a crate."""
    from rocrate_validator import models, services

    settings = services.ValidationSettings(
        rocrate_uri=models.URI(str(crate)),
        profile_identifier=profile,
        requirement_severity=models.Severity[severity],
        offline=True,
        cache_path=cache,
    )
    result = services.validate(settings)
    return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        for line in complaints(Path(sys.argv[1]), filled_cache(Path(made)), *sys.argv[2:]):
            sys.stdout.write(line + "\n")
