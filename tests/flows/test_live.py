"""Live registries as a server on loopback: answers kept, asked once; a registry that is down loses nothing."""

import functools
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import reference_resolver.http
from curated.dataset import Dataset
from curated.store import Store
from flows.settings import settings
from flows.steps import curate, refresh

HOSTS = ("api.crossref.org", "eutils.ncbi.nlm.nih.gov", "clinicaltrials.gov")


class Registry:
    """A server that knows the example's mirror and answers every question with all of it, or with 503."""

    def __init__(self, mirror: Path) -> None:
        works = [json.loads(line) for line in (mirror / "crossref" / "works.jsonl").read_text("utf-8").splitlines()]
        studies = [json.loads(file.read_text("utf-8")) for file in sorted((mirror / "clinicaltrials").glob("*.json"))]
        self.works = {"status": "ok", "message-type": "work-list", "message": {"items": works}}
        self.studies: dict[str, Any] = {"studies": studies, "totalCount": len(studies)}
        self.articles = (mirror / "pubmed" / "articles.xml").read_bytes()
        self.asked: list[str] = []
        self.down = False
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                registry.asked.append(self.path)
                status, kind, body = registry.answer(urlsplit(self.path).path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        if self.down:
            return 503, "text/html", b"<html>down for maintenance</html>"
        if "efetch" in path:
            return 200, "text/xml", self.articles
        return 200, "application/json", json.dumps(self.studies if "studies" in path else self.works).encode()


@pytest.fixture
def registry(examples: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    hurried = functools.partial(reference_resolver.http.Sender, sleep=lambda seconds: None)
    monkeypatch.setattr(reference_resolver.http, "Sender", hurried)
    made = Registry(examples / "mirror")
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def _curate(examples: Path, folder: Path, registry: Registry) -> Dataset:
    chosen = settings({}, dataset=str(folder), registries="live", endpoints=dict.fromkeys(HOSTS, registry.url))
    curate([examples / "review.md"], chosen, lambda what, done, total: None)
    with Store.open(folder) as store:
        return store.load()


def test_answers_are_kept_and_asked_once(registry: Registry, examples: Path, tmp_path: Path) -> None:
    first = _curate(examples, tmp_path, registry)
    assert sum(match.status == "matched" for match in first.matches) == 33
    assert {trial.trial_id for trial in first.trials} <= {row.trial_id.value for row in first.trial_mentions}
    assert len(first.trials) == 11
    asked = len(registry.asked)
    assert 0 < asked < 37, "identifiers and trials are asked in batches"
    again = _curate(examples, tmp_path, registry)
    assert len(registry.asked) - asked <= 3, "only what has no answer yet is asked again"
    assert again == first


def test_a_registry_that_is_down_is_a_row_and_is_asked_again(
    registry: Registry, examples: Path, tmp_path: Path
) -> None:
    registry.down = True
    down = _curate(examples, tmp_path, registry)
    assert {match.status for match in down.matches} == {"failed"}
    assert any("503" in failure.cause or "failed" in failure.cause for failure in down.failures)
    assert all(failure.document_id for failure in down.failures)
    assert len(down.references) == 37
    registry.down = False
    up = _curate(examples, tmp_path, registry)
    assert sum(match.status == "matched" for match in up.matches) == 33
    assert not [failure for failure in up.failures if "503" in failure.cause]


def test_a_refresh_finds_what_changed(registry: Registry, examples: Path, tmp_path: Path) -> None:
    before = _curate(examples, tmp_path, registry)
    trial = before.trials[0]
    study = next(
        study
        for study in registry.studies["studies"]
        if study["protocolSection"]["identificationModule"]["nctId"] == trial.trial_id
    )
    study["protocolSection"]["statusModule"]["overallStatus"] = "TERMINATED"
    study["protocolSection"]["statusModule"]["whyStopped"] = "slow accrual"
    chosen = settings({}, dataset=str(tmp_path), registries="live", endpoints=dict.fromkeys(HOSTS, registry.url))
    done = refresh(chosen, lambda what, done, total: None)
    assert trial.overall_status is not None
    assert [(row.trial_id, row.field, row.old, row.new) for row in done.changes] == [
        (trial.trial_id, "overall_status", trial.overall_status.value, "TERMINATED"),
        (trial.trial_id, "why_stopped", None, "slow accrual"),
    ]
    assert refresh(chosen, lambda what, done, total: None).changes == ()
    with Store.open(tmp_path) as store:
        after = store.load()
        assert {row.response for row in after.trial_history} <= {row.sha256 for row in after.responses}
    assert len(after.trial_history) == 2
    assert sum(row.trial_id == trial.trial_id for row in after.trials) == 1
