"""How long curating a review takes and how much memory, beside pdfplumber's plain ``extract_text`` of the same PDF.

Whole processes in turn, for some rounds; medians, and the ratio round by round, since machines drift. Run it with

    python benchmarks/curating.py [--rounds N] [FOLDER with review.md and review.pdf]
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

REVIEW = Path(__file__).parent.parent.parent / "shared" / "data" / "reviews" / "he-2026"
EXTRACT_TEXT = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as pdf:\n"
    "    print(sum(len(page.extract_text()) for page in pdf.pages))\n"
)


class Run(NamedTuple):
    """A finished process: wall-clock seconds, processor seconds, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def measure(command: list[str]) -> Run:
    """Run a command and ask the operating system what it took; raises where it failed."""
    started = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        process = os.posix_spawn(
            command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with status {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=REVIEW)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not (options.folder / "review.pdf").exists():
        raise SystemExit(f"there is no review.pdf in {options.folder}: name a folder with review.md and review.pdf")
    pdf, text = str(options.folder / "review.pdf"), str(options.folder / "review.md")
    scratch = Path(tempfile.mkdtemp(prefix="litcurate-benchmark-"))
    litcurate = [sys.executable, "-m", "flows.cli"]
    aside = ["--registries", "none", "--quiet", "--out"]
    commands = {
        "pdfplumber extract_text, PDF": [sys.executable, "-c", EXTRACT_TEXT, pdf],
        "litcurate curate, PDF": [*litcurate, "curate", pdf, *aside, str(scratch / "pdf")],
        "litcurate curate, text": [*litcurate, "curate", text, *aside, str(scratch / "text")],
        "litcurate --help": [*litcurate, "--help"],
    }
    aims = {
        "litcurate curate, PDF": "≤ 2 × extract_text",
        "litcurate curate, text": "< 2 s",
        "litcurate --help": "< 0.4 s",
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    try:
        for name in commands:
            measure(commands[name])  # warm caches
        for _ in range(options.rounds):
            for name, command in commands.items():
                runs[name].append(measure(command))
    finally:
        shutil.rmtree(scratch)
    base = runs["pdfplumber extract_text, PDF"]
    table = Table(title=f"{options.folder.name}, {options.rounds} rounds, {os.cpu_count()} cores: medians (range)")
    for column in ("", "wall s", "cpu s", "peak MB", "wall ÷ extract_text", "aim"):
        table.add_column(column)
    for name, measured in runs.items():
        ratios = [run.wall / other.wall for run, other in zip(measured, base, strict=True)]
        table.add_row(
            name,
            _spread([run.wall for run in measured]),
            _spread([run.cpu for run in measured]),
            f"{statistics.median(run.peak for run in measured):.0f}",
            _spread(ratios),
            aims.get(name, ""),
        )
    Console(width=120).print(table)


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


if __name__ == "__main__":
    main()
