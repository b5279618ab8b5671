"""The registries on loopback, knowing what the example's mirror knows."""

import functools
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

import reference_resolver.http


def _server_module() -> ModuleType:
    """The module beside this one: tests are no package, and the benchmarks use it too."""
    spec = importlib.util.spec_from_file_location("registry_server", Path(__file__).parent / "registry_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["registry_server"] = module
    spec.loader.exec_module(module)
    return module


SERVER = _server_module()


def works_of(mirror: Path) -> list[Any]:
    """What the example's mirror holds, as plain works; what both of its registries have is one."""
    articles = etree.parse(mirror / "pubmed" / "articles.xml").getroot()
    by_doi, alone = {}, []
    for article in articles:
        pages = article.findtext(".//MedlinePgn") or article.findtext(".//StartPage") or ""
        fields = {
            "title": (article.findtext(".//ArticleTitle") or "").rstrip("."),
            "authors": tuple(name.text for name in article.findall(".//Author/LastName")),
            "journal": article.findtext(".//Journal/Title") or "",
            "cited_as": article.findtext(".//ISOAbbreviation") or "",
            "year": int((article.findtext(".//PubDate/Year") or article.findtext(".//MedlineDate") or "0")[:4]),
            "volume": article.findtext(".//Volume") or "",
            "page": pages,
            "pmid": article.findtext(".//PMID") or "",
            "pmcid": article.findtext(".//ArticleId[@IdType='pmc']") or "",
        }
        doi = (article.findtext(".//PubmedData//ArticleId[@IdType='doi']") or "").lower()
        if doi:
            by_doi[doi] = fields
        else:
            alone.append(SERVER.Plain(**fields))
    for line in (mirror / "crossref" / "works.jsonl").read_text("utf-8").splitlines():
        work = json.loads(line)
        doi = work["DOI"].lower()
        people = tuple(author.get("family") or author.get("name") for author in work.get("author", []))
        known = by_doi.pop(doi, {})
        alone.append(
            SERVER.Plain(
                **known
                | {
                    "doi": doi,
                    "title": work["title"][0],
                    "authors": people,
                    "journal": (work.get("container-title") or [""])[0],
                    "year": work["issued"]["date-parts"][0][0],
                    "volume": work.get("volume") or "",
                    "page": work.get("page") or "",
                    "kind": work["type"],
                }
            )
        )
    return [*alone, *(SERVER.Plain(**fields, doi=doi) for doi, fields in by_doi.items())]


@pytest.fixture(scope="session")
def world(examples: Path) -> tuple[list[Any], list[Any]]:
    """The works and studies that the example's review cites."""
    studies = sorted((examples / "mirror" / "clinicaltrials").glob("*.json"))
    return works_of(examples / "mirror"), [json.loads(file.read_text("utf-8")) for file in studies]


@pytest.fixture
def registry(world: tuple[list[Any], list[Any]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """All registries on loopback; the sender does not sleep between its requests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    hurried = functools.partial(reference_resolver.http.Sender, sleep=lambda seconds: None)
    monkeypatch.setattr(reference_resolver.http, "Sender", hurried)
    made = SERVER.RegistryServer(world[0], json.loads(json.dumps(world[1])))
    yield made
    made.close()
