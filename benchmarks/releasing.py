"""Processor seconds and memory of a package and of a comparison, on many copies of the example review.

    python benchmarks/releasing.py [--reviews 100]

The copies differ in their ids, as editions do. Two datasets are compared: in the newer one every hundredth reference
has another year and every fiftieth review is another edition, with other ids. The peer is what most would write: load
both tables with pandas, merge them by their id, and compare column by column; it cannot know an edition again.
Memory is the most that the process held, less what it held before.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from curated.dataset import Dataset
from curated.schema import Row
from curated.store import Store

EXAMPLES = Path(__file__).parent.parent / "examples"

PACKAGE = """
from pathlib import Path
from curated.package import Release, write_package
from curated.store import Store
with Store.open(sys.argv[1], create=False) as store:
    write_package(store, Path(sys.argv[2]), Release(), version="0", workflow=b"", zip_file=Path(sys.argv[2] + ".zip"))
"""
COMPARE = """
from curated.diff import diff
from curated.diff_sides import read_side
found = list(diff(read_side(sys.argv[1]), read_side(sys.argv[2])))
said = {"changed": sum(len(one.changed) for one in found), "added": sum(len(one.added) for one in found),
        "gone": sum(len(one.gone) for one in found), "rows": sum(one.rows[1] for one in found)}
"""
PANDAS = """
import json, pandas
from pathlib import Path
said = {"changed": 0, "added": 0, "gone": 0, "rows": 0}
keys = {one["name"]: one["schema"]["primaryKey"]
        for one in json.loads(Path(sys.argv[1], "datapackage.json").read_text())["resources"] if "schema" in one}
for name, key in keys.items():
    if name in ("provenance", "runs", "answers-index"):
        continue
    old, new = (pandas.read_parquet(Path(side, "parquet", name + ".parquet")) for side in sys.argv[1:3])
    if old.empty or new.empty:
        continue
    both = old.merge(new, on=key, how="outer", indicator=True, suffixes=("", " of the new"))
    said["rows"] += len(new)
    said["gone"] += int((both["_merge"] == "left_only").sum())
    said["added"] += int((both["_merge"] == "right_only").sum())
    common = both[both["_merge"] == "both"]
    other = pandas.Series(False, index=common.index, dtype=bool)
    for column in old.columns.difference(key):
        one, two = common[column], common[column + " of the new"]
        other |= ~((one == two) | (one.isna() & two.isna())).astype(bool)
    said["changed"] += int(other.sum())
"""


def copies(dataset: Dataset, number: int, *, newer: bool) -> Iterator[Dataset]:
    """Copies of a dataset of one document under ids of their own."""
    (document,) = dataset.documents
    for place in range(number):
        edition = "b" if newer and place % 50 == 0 else "a"
        document_id = f"{edition}{place:011d}"
        rows: list[Row] = []
        for row in dataset.rows():
            text = row.model_dump_json().replace(document.document_id, document_id)
            made = type(row).model_validate_json(text)
            if row.table == "documents":
                made = made.model_copy(update={"name": f"review-{place}.md", "title": None})
            elif newer and row.table == "references" and place % 2 and made.row_id.endswith("-ref-3"):
                year = getattr(made, "year", None)
                made = made.model_copy(update={"year": year.model_copy(update={"value": 1900})}) if year else made
            rows.append(made)
        yield Dataset().adding(rows)


def measured(script: str, *arguments: str) -> tuple[float, float, str]:
    """Processor seconds, MB and what a script says, in a process of its own."""
    code = (
        "import re, sys, time\nfrom pathlib import Path\nimport pyarrow.parquet, numpy\n"
        "most = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "said, held, began = '', most(), time.process_time()\n"
        f"{script}\n"
        "print(time.process_time() - began, (most() - held) / 1024)\nprint(said)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    figures, said = done.stdout.splitlines()
    seconds, held = map(float, figures.split())
    return seconds, held, said


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=100)
    reviews = parser.parse_args().reviews
    from flows.settings import settings
    from flows.steps import curate

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        chosen = settings({}, dataset=str(folder / "example"), registries="none")
        curate([EXAMPLES / "review.md"], chosen, lambda what, done, total: None)
        with Store.open(folder / "example") as store:
            example = store.load()
        for name in ("old", "new"):
            with Store.open(folder / name) as store:
                for copy in copies(example, reviews, newer=name == "new"):
                    store.replace_document(copy)
        rows = []
        for name in ("old", "new"):
            rows.append(
                (f"package of {reviews} reviews", *measured(PACKAGE, str(folder / name), str(folder / f"{name}-p")))
            )
        for what, script, sides in (
            ("compare two packages", COMPARE, ("old-p", "new-p")),
            ("compare two zip files", COMPARE, ("old-p.zip", "new-p.zip")),
            ("compare two datasets", COMPARE, ("old", "new")),
            ("peer: pandas, by id", PANDAS, ("old-p", "new-p")),
        ):
            rows.append((what, *measured(script, *(str(folder / side) for side in sides))))
    print(f"{'':<26} {'CPU s':>7} {'MB':>7}")
    for what, seconds, held, said in rows:
        print(f"{what:<26} {seconds:>7.2f} {held:>7.0f}  {said}")


if __name__ == "__main__":
    main()
