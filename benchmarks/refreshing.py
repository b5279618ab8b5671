"""What a refresh costs: requests, seconds, memory, and how much the dataset grows; and how fast "what changed" is read.

The registry's part is played by a server on the loopback address (``tests/flows/registry_server.py``) with made-up
studies of the usual size. Every refresh is a process of its own, so that its peak of memory is its own, and it keeps
the registry's pace of one request a second. Run it with

    python benchmarks/refreshing.py [--trials 1000 10000]

The peer's figure is not measured: cthist and most clients ask for one trial a request.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from curated.dataset import Dataset
from curated.provenance import DocumentSource, Method, Sourced
from curated.schema import DocumentText, SourceDocument, TrialMention
from curated.since import changes_since
from curated.store import Store
from curated.store_ledger import read_ledger
from flows.refreshing import refresh
from flows.settings import settings

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "flows"))
from registry_server import RegistryServer

READER = Method(name="made-up", version="1")
CHANGED = 100
"""One trial in so many changes between two refreshes."""


def number(at: int) -> str:
    """The number of a made-up trial."""
    return f"NCT{at + 1:08}"


def study(at: int) -> dict[str, Any]:
    """A made-up study with the fields that are asked for, of the size of a usual one."""
    arms = [f"Arm {letter} of study {at}" for letter in "ABC"[: 2 + at % 2]]
    drugs = [f"Drug: Substance {at % 700 + turn}" for turn in range(3)]
    papers = [
        {
            "pmid": str(30_000_000 + at * 3 + turn),
            "type": "DERIVED",
            "citation": f"Author {at} et al. " + "A title. " * 12,
        }
        for turn in range(at % 4)
    ]
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": number(at),
                "briefTitle": f"Substance {at % 700} in people with disorder {at % 90}",
                "officialTitle": f"A randomised, double-blind, placebo-controlled study number {at} of a substance "
                * 2,
            },
            "statusModule": {
                "overallStatus": "RECRUITING",
                "statusVerifiedDate": "2026-03",
                "startDateStruct": {"date": "2023-02-01", "type": "ACTUAL"},
                "primaryCompletionDateStruct": {"date": "2026-12-31", "type": "ESTIMATED"},
                "completionDateStruct": {"date": "2027-06-30", "type": "ESTIMATED"},
                "studyFirstPostDateStruct": {"date": "2022-12-11", "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": "2026-03-20", "type": "ACTUAL"},
            },
            "designModule": {"phases": ["PHASE3"], "enrollmentInfo": {"count": 100 + at % 900, "type": "ESTIMATED"}},
            "conditionsModule": {"conditions": [f"Disorder {at % 90}", f"Disorder {at % 37} of the liver"]},
            "armsInterventionsModule": {
                "armGroups": [{"label": arm, "type": "EXPERIMENTAL", "interventionNames": drugs} for arm in arms],
                "interventions": [
                    {"type": "DRUG", "name": drug[6:], "otherNames": [f"{drug[6:]}-1", f"{drug[6:]}-2"]}
                    for drug in drugs
                ],
            },
            "referencesModule": {"references": papers},
        },
        "hasResults": False,
    }


def review(trials: int) -> Dataset:
    """A review that prints the numbers of so many trials."""
    head = "A review\n\nPublished: 14 May 2026\n\n"
    text = head + "\n".join(map(number, range(trials)))

    def mention(at: int) -> TrialMention:
        start = len(head) + at * 12
        source = DocumentSource(document="review", reader=READER, start=start, end=start + 11)
        printed = Sourced[str](value=number(at), source=source)
        return TrialMention(mention_id=f"m{at}", document_id="review", registry="ClinicalTrials.gov", trial_id=printed)

    document = SourceDocument(
        document_id="review", sha256="00" * 32, name="review.txt", format="text", reader="made-up", reader_version="1"
    )
    return Dataset(
        documents=(document,),
        texts=(DocumentText(document_id="review", text=text),),
        trial_mentions=tuple(mention(at) for at in range(trials)),
    )


def run_once(folder: str, endpoints: str) -> None:
    """One refresh in this process; what it cost on stdout."""
    chosen = settings({}, dataset=folder, endpoints=json.loads(endpoints))
    started, before = time.perf_counter(), time.process_time()
    done = refresh(chosen, lambda what, done, total: None)
    told = {
        "seconds": time.perf_counter() - started,
        "cpu": time.process_time() - before,
        "requests": done.requests,
        "changes": len(done.changes),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "failures": [failure.cause for failure in done.failures],
    }
    print(json.dumps(told))


def refreshed(folder: str, server: RegistryServer) -> dict[str, Any]:
    """One refresh in a process of its own."""
    command = [sys.executable, __file__, "--once", folder, json.dumps(server.endpoints)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(said)
    assert not told["failures"], told["failures"]
    return told


def measure(trials: int, table: Table, told: Console) -> None:
    """Three refreshes of so many trials, and the reading of what changed since publication."""
    server = RegistryServer(studies=[study(at) for at in range(trials)])
    with tempfile.TemporaryDirectory() as folder:
        with Store.open(folder) as store:
            store.replace_document(review(trials))
        for what in ("first", "1 % changed", "nothing changed"):
            if what == "1 % changed":
                for at in range(0, trials, CHANGED):
                    status = server.studies[at]["protocolSection"]["statusModule"]
                    status["overallStatus"], status["completionDateStruct"]["type"] = "COMPLETED", "ACTUAL"
                    status["lastUpdatePostDateStruct"]["date"] = "2026-10-01"
            size = _size(folder)
            cost = refreshed(folder, server)
            with Store.open(folder) as store:
                rows = len(store.load(("trial_history",)).trial_history)
            table.add_row(
                f"{trials:,}",
                what,
                str(cost["requests"]),
                f"{trials:,}",
                f"{cost['seconds']:.1f}",
                f"{cost['cpu']:.1f}",
                f"{cost['memory']:.0f}",
                str(cost["changes"]),
                str(rows),
                f"{(_size(folder) - size) / 1e6:.2f}",
            )
        with Store.open(folder) as store:
            started = time.perf_counter()
            rows, _ = changes_since(read_ledger(store), "published")
            seconds = time.perf_counter() - started
        told.print(f"since published, {trials:,} trials: {len(rows)} told in {seconds:.2f} s (aim for 10,000: ≤ 1 s)")
    server.close()


def _size(folder: str) -> int:
    return sum(path.stat().st_size for path in Path(folder).iterdir())


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trials", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        run_once(*options.once)
        return
    table = Table(title=f"refreshes, {datetime.now(UTC):%Y-%m-%d} (aims for 10,000 with 1 % changed: ≤ 30 s, ≤ 300 MB)")
    for column in (
        "trials",
        "refresh",
        "requests",
        "peer",
        "seconds",
        "CPU s",
        "peak MB",
        "changes",
        "history rows",
        "MB more",
    ):
        table.add_column(column, justify="left" if column == "refresh" else "right")
    console = Console(width=150)
    for trials in options.trials:
        measure(trials, table, console)
    console.print(table)


if __name__ == "__main__":
    main()
