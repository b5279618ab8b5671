"""All registries on one loopback address: they speak each registry's answers, count, and misbehave on demand.

Shapes are those of the recorded answers and of the registries' documentation. What they know is a list of plain works
and of studies; a test or a benchmark makes it of whatever it needs.
"""

import gzip
import json
import re
import socket
import threading
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

HOSTS = ("api.crossref.org", "eutils.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "www.ebi.ac.uk", "clinicaltrials.gov")
_PATHS = {
    "/works": "crossref",
    "/entrez/eutils/efetch.fcgi": "efetch",
    "/entrez/eutils/ecitmatch.cgi": "ecitmatch",
    "/tools/idconv/api/v1/articles/": "idconv",
    "/europepmc/webservices/rest/": "europepmc",
    "/api/v2/studies": "clinicaltrials",
    "/api/v2/version": "version",
    "/api/int/studies/": "versions",
}


@dataclass(frozen=True)
class Plain:
    """A work as the registries know it; without a DOI Crossref does not, without a PMID PubMed does not.

    ``cited_as`` is the journal name that ``ecitmatch`` recognises; an empty one is none. One with a ``full_text``
    (JATS) is open access.
    """

    title: str
    authors: tuple[str, ...] = ()
    journal: str = ""
    year: int = 0
    volume: str = ""
    page: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    cited_as: str = ""
    kind: str = "journal-article"
    retracted_by: str = ""
    abstract: str = ""
    full_text: str = ""

    def crossref(self) -> dict[str, Any]:
        """The work as Crossref has it."""
        members: dict[str, Any] = {
            "DOI": self.doi,
            "type": self.kind,
            "title": [self.title],
            "author": [{"family": family, "given": "A"} for family in self.authors],
            "container-title": [self.journal] if self.journal else [],
            "volume": self.volume or None,
            "page": self.page or None,
            "issued": {"date-parts": [[self.year or None]]},
        }
        if self.retracted_by:
            members["updated-by"] = [{"DOI": self.retracted_by, "type": "retraction", "source": "publisher"}]
        return members

    def pubmed(self) -> str:
        """The work as PubMed has it."""
        people = "".join(f"<Author><LastName>{escape(family)}</LastName></Author>" for family in self.authors)
        ids = "".join(
            f'<ArticleId IdType="{kind}">{escape(value)}</ArticleId>'
            for kind, value in (("doi", self.doi), ("pmc", self.pmcid))
            if value
        )
        return (
            f"<PubmedArticle><MedlineCitation><PMID>{self.pmid}</PMID><Article><Journal><JournalIssue>"
            f"<Volume>{escape(self.volume)}</Volume><PubDate><Year>{self.year}</Year></PubDate></JournalIssue>"
            f"<Title>{escape(self.journal)}</Title></Journal><ArticleTitle>{escape(self.title)}.</ArticleTitle>"
            f"<Pagination><MedlinePgn>{escape(self.page)}</MedlinePgn></Pagination><AuthorList>{people}</AuthorList>"
            f"<Abstract><AbstractText>{escape(self.abstract)}</AbstractText></Abstract>"
            f"</Article></MedlineCitation><PubmedData><ArticleIdList>{ids}</ArticleIdList></PubmedData></PubmedArticle>"
        )

    def europepmc(self) -> dict[str, Any]:
        """The work as Europe PMC has it."""
        return {
            "id": self.pmid,
            "source": "MED",
            "pmid": self.pmid,
            "pmcid": self.pmcid or None,
            "doi": self.doi or None,
            "title": f"{self.title}.",
            "authorString": ", ".join(f"{family} A" for family in self.authors),
            "journalTitle": self.journal,
            "journalVolume": self.volume,
            "pubYear": str(self.year),
            "pageInfo": self.page,
        }


@dataclass
class Fault:
    """What goes wrong with one answer."""

    status: int = 200
    body: bytes | None = None
    """None: the right body."""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    reset: bool = False
    seconds_a_byte: float = 0.0
    alter: Callable[[bytes], bytes] = bytes


def words(text: str) -> set[str]:
    """The words of a text in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return set(re.findall(r"[a-z0-9]+", plain))


class RegistryServer:
    """The registries. ``asked`` lists what was asked (registry, path with query); ``fault`` may spoil any answer: it is
    given the registry and how many requests it had before.
    """

    def __init__(self, works: Iterable[Plain] = (), studies: Iterable[dict[str, Any]] = ()) -> None:
        self.works = list(works)
        self.studies = list(studies)
        self.asked: list[tuple[str, str]] = []
        self.fault: Callable[[str, int], Fault | None] = lambda registry, before: None
        self.answered: Callable[[int], None] = lambda count: None
        self.page_size = 1000
        self.listed: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda found: found
        self.counted: int | None = None
        self.data_version = "2026-08-19T09:00:06"
        self.histories: dict[str, list[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer waits for a late acknowledgement

            def do_GET(self) -> None:
                outer._handle(self)

            def do_POST(self) -> None:
                outer._handle(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Say nothing of clients that went away."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def endpoints(self) -> dict[str, str]:
        """Where each registry's host is, for the settings."""
        return dict.fromkeys(HOSTS, self.url)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        form = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        path, _, query = handler.path.partition("?")
        query = "&".join(part for part in (query, form) if part)
        name = next((name for start, name in _PATHS.items() if path.startswith(start)), "nobody")
        with self._lock:
            before = sum(registry == name for registry, _ in self.asked)
            self.asked.append((name, f"{path}?{query}"))
            count = len(self.asked)
        fault = self.fault(name, before) or Fault()
        if fault.reset:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            handler.connection.close()
            handler.close_connection = True
            return
        status, body = (fault.status, fault.body) if fault.body is not None else self._answer(name, path, query)
        if fault.body is None:
            status, body = (fault.status if fault.status != 200 else status), fault.alter(body)
        handler.send_response(status)
        kind = "text/xml" if name == "efetch" or path.endswith("XML") else "application/json"
        for header, value in ({"Content-Type": kind} | fault.headers).items():
            handler.send_header(header, value)
        handler.send_header("Content-Length", str(len(body) + (50 if fault.cut else 0)))
        handler.end_headers()
        try:
            pieces = [body[at : at + 1] for at in range(len(body))] if fault.seconds_a_byte else [body]
            for piece in pieces:
                handler.wfile.write(piece)
                if fault.seconds_a_byte:
                    time.sleep(fault.seconds_a_byte)
        except OSError:
            handler.close_connection = True
        if fault.cut:
            handler.close_connection = True
        self.answered(count)

    def _answer(self, name: str, path: str, query: str) -> tuple[int, bytes]:
        parameters = {key: values[0] for key, values in parse_qs(query).items()}
        if name == "crossref" and path != "/works":
            doi = unquote(path.removeprefix("/works/")).lower()
            found = [work for work in self.works if work.doi == doi]
            if not found:
                return 404, b"Resource not found."
            return 200, json.dumps({"message-type": "work", "message": found[0].crossref()}).encode()
        if name == "version":
            return 200, json.dumps({"apiVersion": "2.0.5", "dataTimestamp": self.data_version}).encode()
        if name == "versions":
            listed = self.histories.get(path.rpartition("/")[2])
            return (404, b"") if listed is None else (200, json.dumps({"history": {"changes": listed}}).encode())
        if path.endswith("/fullTextXML"):
            texts = [work.full_text for work in self.works if work.full_text and f"/{work.pmcid}/" in path]
            return (200, texts[0].encode()) if texts else (404, b"")
        answers: dict[str, Callable[[dict[str, str]], tuple[int, bytes]]] = {
            "crossref": self._crossref,
            "efetch": self._efetch,
            "ecitmatch": self._ecitmatch,
            "idconv": self._idconv,
            "europepmc": self._europepmc,
            "clinicaltrials": self._studies,
        }
        return answers[name](parameters) if name in answers else (404, b"")

    def _crossref(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        if "filter" in parameters:
            dois = {one.removeprefix("doi:").lower() for one in parameters["filter"].split(",")}
            found = [work for work in self.works if work.doi and work.doi in dois]
        else:
            asked = words(parameters["query.bibliographic"])
            scored = [(len(asked & words(f"{w.title} {' '.join(w.authors)} {w.year}")), w) for w in self.works if w.doi]
            found = [work for _, work in sorted(scored, key=lambda pair: -pair[0])[: int(parameters["rows"])]]
        items = [work.crossref() for work in found]
        return 200, json.dumps({"status": "ok", "message-type": "work-list", "message": {"items": items}}).encode()

    def _efetch(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        asked = set(parameters["id"].split(","))
        found = "".join(work.pubmed() for work in self.works if work.pmid and work.pmid in asked)
        return 200, f"<PubmedArticleSet>{found}</PubmedArticleSet>".encode()

    def _ecitmatch(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        lines = []
        for line in parameters["bdata"].split("\r"):
            journal, year, volume, page, *_ = line.split("|")
            found = [
                work.pmid
                for work in self.works
                if work.pmid
                and work.cited_as
                and words(journal) == words(work.cited_as)
                and (str(work.year), work.volume, work.page.split("-")[0]) == (year, volume, page)
            ]
            said = "NOT_FOUND" if not found else found[0] if len(found) == 1 else f"AMBIGUOUS {','.join(found)}"
            lines.append(line + said)
        return 200, "\n".join(lines).encode()

    def _idconv(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        records = []
        for asked in parameters["ids"].split(","):
            found = [work for work in self.works if work.pmcid and asked in (work.pmcid, work.doi)]
            known = {"pmcid": found[0].pmcid, "pmid": int(found[0].pmid), "doi": found[0].doi} if found else {}
            missing = {"status": "error", "errmsg": "Identifier not found in PMC"}
            records.append({"requested-id": asked} | (known or missing))
        return 200, json.dumps({"status": "ok", "records": records}).encode()

    def _europepmc(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        pmcids = re.findall(r"PMCID:(PMC\d+)", parameters["query"])
        found = [work for work in self.works if work.pmcid in pmcids and work.full_text]
        for wanted, low, high in re.findall(
            r"TITLE:\(([^()]*)\)(?: AND PUB_YEAR:\[(\d+) TO (\d+)\])?", parameters["query"]
        ):
            asked = words(wanted.replace(" AND ", " "))
            for work in self.works:
                within = not low or int(low) <= work.year <= int(high)
                if work.pmid and within and asked <= words(work.title) and work not in found:
                    found.append(work)
        results = [work.europepmc() for work in found[: int(parameters["pageSize"])]]
        return 200, json.dumps({"hitCount": len(found), "resultList": {"result": results}}).encode()

    def _studies(self, parameters: dict[str, str]) -> tuple[int, bytes]:
        asked = parameters["filter.ids"].split(",")
        for place, number in enumerate(asked, 1):
            if not re.fullmatch(r"NCT\d{8}", number):
                return 400, f"Item {place} in parameter `filter.ids` has incorrect format".encode()
        found = []
        for study in self.studies:
            names = study["protocolSection"]["identificationModule"]
            if {names["nctId"], *names.get("nctIdAliases", [])} & set(asked):
                found.append(study)
        found = self.listed(found)
        start = int(parameters.get("pageToken", "t0")[1:])
        body: dict[str, Any] = {"studies": found[start : start + self.page_size]}
        if not start:
            body["totalCount"] = self.counted or len(found)
        if start + self.page_size < len(found):
            body["nextPageToken"] = f"t{start + self.page_size}"
        return 200, json.dumps(body).encode()


def packed(size: int) -> Fault:
    """A small gzip body that unpacks to ``size`` bytes."""
    return Fault(body=gzip.compress(b" " * size, 1), headers={"Content-Encoding": "gzip"})
