"""Train the model that labels the tokens of reference strings (docs/decisions/0012).

    python benchmarks/train_references.py [--folds FOLDER] [--out FILE] [REFERENCES]

Needs the development strings in ``../shared/data/references`` and python-crfsuite. One model takes some minutes on one
core. Five are trained first, each without a fifth of the articles: what they get right says what their sureness is
worth, and ``benchmarks/reference_strings.py --folds FOLDER`` measures them. The one that is kept is trained on
everything.
"""

import argparse
import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from reference_gold import REFERENCES, GoldString, gold_strings
from reference_labels import tokens_and_labels
from reference_styles import rendered

from extract.reference_features import OFFSETS, observed, word_attributes
from extract.reference_spellings import Spellings, known_spellings
from extract.reference_tagger import load, save
from extract.reference_tokens import Tokens

COLLECTIONS = ("pdf_strings", "jats_strings", "hand_tagged_strings")
FOLDS = 5
WEIGHTS = Path(__file__).parent.parent / "extract" / "reference_weights.npz"
Example = tuple[Tokens, list[str]]

_SETTINGS = {
    "c1": 0.02,
    "c2": 0.01,
    "max_iterations": 110,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
    "epsilon": 1e-4,
    "delta": 1e-4,
}


def examples(strings: Iterable[GoldString]) -> list[Example]:
    """Tokens with labels of the strings in which the gold can be found."""
    return [found for gold in strings if (found := tokens_and_labels(gold)) is not None]


def train(given: Sequence[Example], version: str) -> dict[str, Any]:
    """A model for :func:`extract.reference_tagger.save`."""
    spellings = known_spellings(tokens for tokens, _ in given)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_SETTINGS, verbose=False)
    for begin in range(0, len(given), 500):
        part = given[begin : begin + 500]
        for attributes, (_, labels) in zip(_attributes([tokens for tokens, _ in part], spellings), part, strict=True):
            trainer.append(attributes, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    return _model(info, spellings, version)


def _attributes(strings: Sequence[Tokens], spellings: Spellings) -> Iterable[list[list[str]]]:
    seen = observed(strings, spellings)
    names = list(seen.patterns)
    columns = [seen.patterns[name][seen.places].tolist() for name in names]
    rows = zip(*columns, strict=True)
    places = iter(seen.places.tolist())
    for length in seen.lengths.tolist():
        made = []
        for _ in range(length):
            place, row = next(places), next(rows)
            one = [f"{name}={key}" for name, key in zip(names, row, strict=True)]
            for offset in OFFSETS:
                beside = place + offset
                one.extend(word_attributes(seen.texts[beside] if beside >= 0 else "", offset))
            made.append(one)
        yield made


def _model(info: Any, spellings: Spellings, version: str) -> dict[str, Any]:
    """The weights that crfsuite found, as arrays; those that are next to nothing are left out."""
    labels = sorted(info.labels)
    number = {label: at for at, label in enumerate(labels)}
    transitions = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[number[before], number[after]] = weight
    rows: dict[str, np.ndarray[Any, Any]] = {}
    for (attribute, label), weight in info.state_features.items():
        if abs(weight) >= 0.01:
            rows.setdefault(attribute, np.zeros(len(labels), np.float32))[number[label]] = weight
    keys: dict[str, list[int]] = {}
    words = []
    for attribute in rows:
        name, equals, key = attribute.rpartition("=")
        if equals and key.isdigit() and not attribute[0].isdigit() and attribute[0] != "-":
            keys.setdefault(name, []).append(int(key))
        else:
            words.append(attribute)
    words.sort()
    ordered = {name: sorted(keys[name]) for name in sorted(keys)}
    matrix = [rows[f"{name}={key}"] for name, found in ordered.items() for key in found] + [rows[one] for one in words]
    return {
        "about": {"version": version},
        "labels": labels,
        "gaps": list(spellings.gaps),
        "words": list(spellings.words),
        "attributes": words,
        "patterns": {name: np.array(found, np.int64) for name, found in ordered.items()},
        "transitions": transitions,
        "weights": np.vstack(matrix),
    }


def version_of(given: Sequence[Example]) -> str:
    """A version that depends on what is learnt from: the first digits of its SHA-256."""
    made = hashlib.sha256(repr(sorted(_SETTINGS.items())).encode())
    for tokens, labels in given:
        made.update(repr((tokens.texts, tokens.gaps, labels)).encode())
    return made.hexdigest()[:12]


def fold_of(gold: GoldString) -> int:
    """Which fold a string is measured in: that of its article, whatever else is in the collection."""
    return int(hashlib.sha256(gold.group.encode()).hexdigest(), 16) % FOLDS


def fold_file(folder: Path, fold: int) -> Path:
    """Where the model is kept that has not seen this fold."""
    return folder / f"fold-{fold}.npz"


def train_folds(strings: Sequence[GoldString], folder: Path) -> None:
    """Train the models that are measured; one that is there is left."""
    folder.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        path = fold_file(folder, fold)
        if not path.exists():
            learnt = [gold for gold in strings if fold_of(gold) != fold]
            save(path, train(examples(learnt) + rendered(learnt), f"fold-{fold}"))
            print(path.name, flush=True)


def main() -> None:
    """Train the folds, then on everything, and write the weights with what sureness is worth."""
    from reference_validation import cross_validated, curves

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("references", nargs="?", type=Path, default=REFERENCES)
    parser.add_argument(
        "--folds", type=Path, default=Path("reference-folds"), help="where the models of folds are kept"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    chosen = parser.parse_args()
    strings = [gold for collection in COLLECTIONS for gold in gold_strings(collection, chosen.references)]
    train_folds(strings, chosen.folds)
    given = examples(strings) + rendered(strings)
    model = train(given, version_of(given))
    model["about"]["calibration"] = curves(cross_validated(strings, chosen.folds))
    save(chosen.out, model)
    made = load(chosen.out)
    print(f"{len(given)} strings, {len(made.labels)} labels, {chosen.out.stat().st_size / 1e6:.1f} MB, {made.version}")


if __name__ == "__main__":
    main()
