"""Train what the audit knows of support and risk (docs/decisions/0021).

    python benchmarks/train_support.py [--out FOLDER] [SHARED]

Writes four files beside the code: the background of words (abstracts of CliniFact's training part, once each, and the
development articles in pieces), the phrases and trees that read comparisons (CliniFact's training part), and what the
risk of a link is made of (the ``dev`` part of citation_integrity). Needs scikit-learn; what is installed runs without.
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from citation_integrity import articles, citing_sentences, titles
from clinifact import Row, rows
from lxml import etree
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from curated.audit import boosted_trees
from curated.audit.comparison_features import features_of
from curated.audit.comparison_support import PHRASES, TEXT_TREES, TRIAL_TREES, Model, told_of, whole_of
from curated.audit.phrase_scores import PhraseScores, phrases_of
from curated.audit.ranking import Ranker
from curated.audit.relatedness import Relatedness, relatedness
from curated.audit.support import RISK, Risk
from curated.audit.words import BACKGROUND, background, stems_of

SHARED = Path(__file__).parents[2] / "shared" / "data"
PACKAGE = Path(__file__).parents[1] / "curated" / "audit"
NONE = boosted_trees.Trees((), *(np.zeros(0),) * 5)
PIECE = 250
"""Words of an article that make one background text, about as many as an abstract has."""
PHRASES_KEPT = 500
FOLDS = 5
RISK_C = 0.3
SEEDS = 3
_TREES: dict[str, Any] = {
    "max_iter": 200,
    "learning_rate": 0.04,
    "max_depth": 3,
    "min_samples_leaf": 15,
    "max_features": 0.2,
    "l2_regularization": 2.0,
}


def background_of(texts: Iterable[str]) -> dict[str, Any]:
    """In how many texts each stem stands; those of fewer than three are left out."""
    having: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        having.update(set(stems_of(text)))
    return {"texts": count, "having": {w: n for w, n in sorted(having.items()) if n >= 3 and len(w) < 30}}


def pieces(articles: Path) -> Iterator[str]:
    """The bodies of the development articles, in pieces."""
    for path in sorted(articles.glob("*/article.xml")):
        body = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).find(".//body")
        words = " ".join(body.itertext()).split() if body is not None else []
        for at in range(0, len(words) - 100, PIECE):
            yield " ".join(words[at : at + PIECE])


def phrase_scores(texts: Sequence[str], right: Sequence[bool]) -> PhraseScores:
    """Learn which phrases speak for ``right``."""
    counted = [Counter(phrases_of(text)) for text in texts]
    having = Counter(phrase for counts in counted for phrase in counts)
    names = sorted(phrase for phrase, count in having.items() if count >= 4)
    rare = {phrase: float(np.log((1 + len(texts)) / (1 + having[phrase])) + 1) for phrase in names}
    truth = np.array(right)
    tests, _ = chi2(_matrix(counted, names, rare), truth)
    kept = [names[at] for at in sorted(np.argsort(-tests, kind="stable")[:PHRASES_KEPT])]
    learnt = LogisticRegression(C=2.0, class_weight="balanced", max_iter=500).fit(_matrix(counted, kept, rare), truth)
    weights = dict(zip(kept, learnt.coef_[0].tolist(), strict=True))
    return PhraseScores({p: (round(rare[p], 3), round(w, 4)) for p, w in weights.items()}, float(learnt.intercept_[0]))


def _matrix(counted: Sequence[Counter[str]], names: Sequence[str], rare: dict[str, float]) -> Any:
    from scipy.sparse import csr_matrix, diags

    column = {name: at for at, name in enumerate(names)}
    values, places, ends = [], [], [0]
    for counts in counted:
        found = [(column[p], (1 + np.log(n)) * rare[p]) for p, n in counts.items() if p in column]
        values += [value for _, value in found]
        places += [place for place, _ in found]
        ends.append(len(values))
    matrix = csr_matrix((values, places, ends), shape=(len(counted), len(names)))
    lengths = np.sqrt(matrix.multiply(matrix).sum(1)).A1
    return diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix


def trees_of(given: Sequence[dict[str, float]], labels: Sequence[int], seeds: int = SEEDS) -> boosted_trees.Trees:
    """Train the trees: some models that differ in the features that each split was offered, taken together."""
    names = tuple(given[0])
    matrix = np.array([[each[name] for name in names] for each in given])
    parts: list[tuple[Any, ...]] = []
    base = np.zeros(3)
    for seed in range(seeds):
        learnt = HistGradientBoostingClassifier(random_state=seed, **_TREES).fit(matrix, np.array(labels))
        base += learnt._baseline_prediction.ravel() / seeds
        for iteration in learnt._predictors:
            parts += [(*_full(predictor.nodes), label) for label, predictor in enumerate(iteration)]
    features, thresholds, leaves, classes = map(np.array, zip(*parts, strict=True))
    return boosted_trees.Trees(names, features, thresholds, leaves / seeds, classes, base)


def _full(nodes: Any) -> tuple[Any, Any, Any]:
    """A tree as seven questions and eight leaves: where it ends early, questions that are always answered yes."""
    features, thresholds, leaves = np.zeros(7, int), np.full(7, np.inf), np.zeros(8)

    def walk(node: int, at: int) -> None:
        one = nodes[node]
        if at >= len(features):
            leaves[at - len(features)] = one["value"]
        elif one["is_leaf"]:
            walk(node, 2 * at + 1)
            walk(node, 2 * at + 2)
        else:
            features[at], thresholds[at] = one["feature_idx"], one["num_threshold"]
            walk(int(one["left"]), 2 * at + 1)
            walk(int(one["right"]), 2 * at + 2)

    walk(0, 0)
    return features, thresholds, leaves


def fold_of(row: Row) -> int:
    """Which fold a row is held out in: one for all rows of a trial."""
    return int(hashlib.sha256(row.trial.encode()).hexdigest(), 16) % FOLDS


def model_of(given: Sequence[Row], seeds: int = SEEDS) -> Model:
    """Train phrases and trees; the trees see scores of phrases learnt without the row that they are of."""
    about, found = _phrases(given)
    folds = {fold: _phrases([row for row in given if fold_of(row) != fold]) for fold in set(map(fold_of, given))}
    seen = []
    for row in given:
        scores = Model(NONE, NONE, *folds[fold_of(row)]).scores(row.claim, row.abstract)
        seen.append(features_of(row.claim, row.abstract) | scores)
    labels = [row.label for row in given]
    text = [{name: value for name, value in each.items() if not name.startswith("when")} for each in seen]
    return Model(trees_of(text, labels, seeds), trees_of(seen, labels, seeds), about, found)


def _phrases(given: Sequence[Row]) -> tuple[PhraseScores, PhraseScores]:
    told = [row for row in given if row.label < 2]
    return (
        phrase_scores([whole_of(row.abstract) for row in given], [row.label == 2 for row in given]),
        phrase_scores([told_of(row.claim, row.abstract) for row in told], [row.label == 1 for row in told]),
    )


def risk_of(folder: Path) -> dict[str, Any]:
    """The regression that says whether a full text holds a claim, and how it is to be read at the lesser depths."""
    cited, heads = articles(folder), titles(folder)
    citing = [each for each in citing_sentences(folder) if each.split == "dev"]
    read: dict[str, list[tuple[Relatedness, bool]]] = {"full_text": [], "abstract": [], "title": []}
    for depth, found in read.items():
        kept = {
            name: Ranker([one for one in sentences if depth == "full_text" or one.depth == depth])
            for name, sentences in cited.items()
        }
        for each in citing:
            head = [heads[each.article]] if depth == "title" and each.article in heads else []
            measured = relatedness(each.claim, kept[each.article], head, each.references)
            if measured is not None:
                found.append((measured, each.is_error("not mentioned")))
    values = np.array([one.values() for one, _ in read["full_text"]])
    mean, scale = values.mean(0), values.std(0)
    learnt = LogisticRegression(C=RISK_C).fit((values - mean) / scale, [error for _, error in read["full_text"]])
    made: dict[str, Any] = {
        "mean": mean.round(4).tolist(),
        "scale": scale.round(4).tolist(),
        "weights": learnt.coef_[0].round(4).tolist(),
        "bias": round(float(learnt.intercept_[0]), 4),
    }
    model = Risk(made["mean"], made["scale"], made["weights"], made["bias"], {})
    made["depths"] = {"full_text": [1.0, 0.0]}
    for depth in ("abstract", "title"):
        logits = np.array([[model.logit(one)] for one, _ in read[depth]])
        moved = LogisticRegression().fit(logits, [error for _, error in read[depth]])
        made["depths"][depth] = [round(float(moved.coef_[0][0]), 4), round(float(moved.intercept_[0]), 4)]
    made["depths"]["registry"] = made["depths"]["abstract"]
    return made


def save_packed(path: Path, made: dict[str, Any]) -> None:
    """Write JSON, packed, the same bytes for the same values."""
    path.write_bytes(gzip.compress(json.dumps(made, separators=(",", ":")).encode(), 9, mtime=0))


def main() -> None:
    """Train on everything and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    chosen = parser.parse_args()
    given = list(rows(chosen.shared / "audit" / "clinifact" / "train.csv"))
    abstracts = {row.paper: " ".join((row.abstract.title, *row.abstract.sentences)) for row in given}
    save_packed(chosen.out / BACKGROUND, background_of([*abstracts.values(), *pieces(chosen.shared / "articles")]))
    background.cache_clear()
    made = model_of(given)
    boosted_trees.save(chosen.out / TEXT_TREES, made.by_text)
    boosted_trees.save(chosen.out / TRIAL_TREES, made.by_trial)
    phrases = {
        name: {"bias": one.bias, "weights": [[phrase, *weight] for phrase, weight in one.weights.items()]}
        for name, one in (("about", made.about), ("found", made.found))
    }
    save_packed(chosen.out / PHRASES, phrases)
    risk = risk_of(chosen.shared / "audit" / "citation_integrity")
    (chosen.out / RISK).write_text(json.dumps(risk, indent=1) + "\n")
    for name in (BACKGROUND, PHRASES, TEXT_TREES, TRIAL_TREES, RISK):
        print(f"{name}: {(chosen.out / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
