"""The links of an audit: how deep each was read, what differs, and what that makes of its support."""

from pathlib import Path
from typing import Any

from curated.dataset import Dataset
from curated.store import Store
from flows.settings import settings
from flows.steps import audit, curate

CITED = (
    (
        "With nivolumab, median OS was 16.4 months.",
        "Nivolumab in melanoma",
        "With nivolumab, median OS was 15.1 months.",
    ),
    (
        "With ipilimumab, median OS was 9.5 months.",
        "Ipilimumab in melanoma",
        "With ipilimumab, median OS was 9.5 months.",
    ),
    (
        "Sorafenib was safe.",
        "Sorafenib bei Leberkrebs",
        "Ziel der Arbeit war es, die Wirkung von Sorafenib bei Patienten mit Leberkrebs zu untersuchen. Es wurden "
        "vierzig Patienten in die Studie aufgenommen und behandelt.",
    ),
    ("Patients given lenvatinib lived longer.", "Lenvatinib in mice", "Mice were given lenvatinib."),
    ("Cobolimab was safe.", "Atezolizumab in melanoma", ""),
    (
        "Regorafenib was safe in those who had it.",
        "Regorafenib in unresectable hepatocellular carcinoma",
        "We weighed a hundred newborn calves on the day of their birth and again after a week of milk.",
    ),
)
NAMES = ("Smith", "Jones", "Brown", "Miller", "Davis", "Wilson")


def review() -> str:
    claims = " ".join(f"{claim[:-1]} [{number}]." for number, (claim, _, _) in enumerate(CITED, 1))
    listed = "\n".join(
        f"{number}. {name} A. {title}. J Made Up. 20{number:02};{number}:1-9. doi:10.1234/{number}"
        for number, (name, (_, title, _)) in enumerate(zip(NAMES, CITED, strict=True), 1)
    )
    return f"# A review\n\n## Findings\n\n{claims}\n\n## References\n\n{listed}\n"


def audited(registry: Any, folder: Path) -> tuple[Dataset, Dataset]:
    """What curating found, and what auditing finds again."""
    plain = type(registry).__init__.__globals__["Plain"]
    journal = "J Made Up"
    registry.works = [
        plain(title, (name,), journal, 2000 + number, str(number), "1-9", f"10.1234/{number}", str(10 + number),
              cited_as=journal, abstract=abstract)
        for number, (name, (_, title, abstract)) in enumerate(zip(NAMES, CITED, strict=True), 1)
    ]  # fmt: skip
    (folder / "review.md").write_text(review(), encoding="utf-8")
    dataset = str(folder / "dataset")
    chosen = settings({}, dataset=dataset, registries="live", endpoints=registry.endpoints)
    curate([folder / "review.md"], chosen, lambda what, done, total: None)
    with Store.open(dataset) as store:
        first = store.load()
        audit(store)
        return first, store.load()


def test_axes(registry: Any, tmp_path: Path) -> None:
    first, again = audited(registry, tmp_path)
    assert [(link.depth, link.support, link.cause) for link in first.links] == [
        ("abstract", "contradicted", "value: OS of the same patients is 15.1 there"),
        ("abstract", "supported", "it holds what the claim speaks of, and nothing that was compared differs"),
        ("title", "needs_review", "its abstract is in another language than English"),
        (
            "abstract",
            "needs_review",
            "population: the claim speaks of patients, and it of animals only",
        ),
        ("title", "needs_review", "drug: its title names another"),
        ("title", "needs_review", "its abstract shares no word with its title and seems to be another paper's"),
    ]
    best = {row.link_id: row for row in reversed(first.evidence)}
    assert best[first.links[1].link_id].text.value == CITED[1][2]
    assert {"ipilimumab", "OS"} <= set(best[first.links[1].link_id].matched)
    assert [
        row for row in first.evidence if row.evidence_id not in {one for link in first.links for one in link.evidence}
    ] == []
    assert (again.links, again.agreements, again.evidence) == (first.links, first.agreements, first.evidence)
    assert {row.link_id for row in first.agreements} <= {link.link_id for link in first.links}
