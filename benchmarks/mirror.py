"""How long building a mirror takes, what it takes on disk and in memory, and how that grows; with a projection.

Made-up works of the size of Crossref's own without what they cite (``made_up_works.py``) are indexed part by part, each
in a process of its own, so that peak memory and growth can be seen; the folder has to be a new one. Run it with

    python benchmarks/mirror.py [--records N] [--folder FOLDER]
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from made_up_works import write_bulk_files
from rich.console import Console
from rich.table import Table

from reference_resolver.mirror import build
from reference_resolver.mirror.bodies import packed
from reference_resolver.mirror.index import bytes_on_disk

ALL_OF_CROSSREF = 170_000_000
RECORDED = Path(__file__).parent.parent.parent / "shared" / "data" / "registry" / "crossref"
AS_OF = date(2026, 3, 1)


def own_memory() -> float:
    """Megabytes that are this process's own: not the mapped files of the index, which the system takes back at will."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = [line for line in status.read_text().splitlines() if line.startswith("RssAnon")]
    return int(line.split()[1]) / 1024


class Watch:
    """Looks at the memory of this process ten times a second, and remembers the most."""

    def __init__(self) -> None:
        self.peak, self._over = 0.0, threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self.peak = max(self.peak, own_memory())

    def stop(self) -> float:
        """The most that was seen."""
        self._over.set()
        return self.peak


def grown(folder: Path, records: int) -> list[dict[str, float]]:
    """Build part by part, each in a process of its own, and say what each part took and what there is after it."""
    started, steps = time.perf_counter(), list[dict[str, float]]()
    files = write_bulk_files(folder / "bulk", records)
    print(f"bulk files after {time.perf_counter() - started:.0f} s", file=sys.stderr)
    for end in range(2, len(files["crossref"]) + 1):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
            steps.append(fresh.submit(step, folder, files["crossref"][:end], files["pubmed"]).result())
    return steps


def step(folder: Path, crossref: list[Path], pubmed: list[Path]) -> dict[str, float]:
    """Add to a mirror what it has not read yet: records, seconds, bytes, and the peak of memory in megabytes."""
    watch, begun, used = Watch(), time.perf_counter(), time.process_time()
    made = build(folder / "mirror", as_of=AS_OF, crossref=crossref, pubmed=pubmed)
    index = folder / "mirror" / "index" / "crossref"
    return {
        "records": made.records["crossref"],
        "read": made.read,
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - used,
        "bytes": bytes_on_disk(index),
        "bodies": (index / "bodies.bin").stat().st_size,
        "peak": watch.stop(),
    }


def recorded_size() -> tuple[int, float]:
    """How many recorded works of Crossref there are here, and the bytes that one takes when packed."""
    works: dict[str, dict[str, Any]] = {}
    for file in sorted(RECORDED.glob("*.json")):
        try:
            body = json.loads(file.read_bytes())
        except ValueError:  # recorded refusals are no JSON
            continue
        message = body.get("message") if isinstance(body, dict) else None
        for work in (message.get("items") or [message]) if isinstance(message, dict) else ():
            if isinstance(work, dict) and "DOI" in work and "indexed" in work:  # whole, not a selection of fields
                works[work["DOI"]] = {name: value for name, value in work.items() if name != "reference"}
    sizes = [len(packed(orjson.dumps(work))) for work in works.values()]
    return len(sizes), sum(sizes) / max(1, len(sizes))


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "litcurate-mirror-benchmark")
    options = parser.parse_args()
    steps = grown(options.folder, options.records)
    (options.folder / "steps.json").write_text(json.dumps(steps, indent=1))
    table = Table(title=f"building a mirror, {os.cpu_count()} cores (biblio-glutton: 350 GB for all of Crossref)")
    names = (
        "records",
        "read",
        "records/s",
        "per processor second",
        "bytes/record",
        "of it index",
        "peak MB",
    )
    for column in names:
        table.add_column(column, justify="right")
    for part in steps:
        each = part["bytes"] / part["records"]
        index = (part["bytes"] - part["bodies"]) / part["records"]
        rate = part["read"] / part["seconds"] if part["read"] else 0
        by_processor = part["read"] / part["cpu"] if part["read"] else 0
        figures = (part["records"], part["read"], rate, by_processor, each, index, part["peak"])
        table.add_row(*(f"{figure:,.0f}" for figure in figures))
    Console(width=110).print(table)
    last = steps[-1]
    read = sum(part["read"] for part in steps)
    if 2 * read < last["records"]:
        raise SystemExit(
            f"most of this was read by an earlier run: name a new folder, or delete {options.folder}/mirror"
        )
    hours = sum(part["cpu"] for part in steps) / read * ALL_OF_CROSSREF / 3600
    size = last["bytes"] / last["records"] * ALL_OF_CROSSREF / 1e9
    print(f"projected to {ALL_OF_CROSSREF:,} such records: {hours:.1f} processor hours, {size:.0f} GB")
    count, each = recorded_size()
    if count:
        size = (each + (last["bytes"] - last["bodies"]) / last["records"]) * ALL_OF_CROSSREF / 1e9
        print(f"with bodies of the size of {count} recorded works ({each:.0f} bytes packed): {size:.0f} GB")


if __name__ == "__main__":
    main()
