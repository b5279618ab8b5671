"""Records for benchmarks of the mirror: those of the gold references, hard distractors beside each, and a crowd.

Everything but the gold is made up, from the words, names and journals of the gold itself, so that the crowd is
as like it as can be. Distractors have DOIs under 10.5555, the crowd under 10.5556, prefixes that are for examples.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import orjson

GOLD = Path(__file__).parent.parent.parent / "shared" / "data" / "references" / "ids.jsonl"
_SEED = 6


@dataclass(frozen=True)
class Bibliographic:
    """A work in plain fields; ``pmid`` or ``doi`` may be empty."""

    doi: str
    pmid: str
    kind: str
    title: str
    authors: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    journal: str
    year: int
    volume: str
    issue: str
    pages: str

    def changed(self, **values: Any) -> "Bibliographic":
        """The work with other values."""
        return Bibliographic(**{**self.__dict__, **values})


@dataclass
class Strings:
    """Reference strings with the identifiers of the works that they are of."""

    raw: list[str] = field(default_factory=list)
    doi: list[str] = field(default_factory=list)
    pmid: list[str] = field(default_factory=list)


def gold(path: Path = GOLD) -> tuple[Strings, list[Bibliographic]]:
    """The gold strings, and one work for each identifier among them."""
    strings, works = Strings(), dict[str, Bibliographic]()
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            fields = row["gold"]
            doi, pmid = fields.get("doi", "").strip().lower(), fields.get("pmid", "").strip()
            strings.raw.append(row["raw"])
            strings.doi.append(doi)
            strings.pmid.append(pmid)
            people = fields.get("authors") or []
            first, last = fields.get("fpage", ""), fields.get("lpage", "")
            digits = "".join(c for c in fields.get("year", "") if c.isdigit())[:4]
            work = Bibliographic(
                doi=doi,
                pmid=pmid,
                kind="journal-article",
                title=fields.get("title", ""),
                authors=tuple((one["family"], one.get("given", "")) for one in people if one.get("family")),
                groups=tuple(one["collab"] for one in people if one.get("collab")),
                journal=fields.get("journal", ""),
                year=int(digits or 0),
                volume=fields.get("volume", ""),
                issue=fields.get("issue", ""),
                pages=f"{first}-{last}" if first and last else first,
            )
            works.setdefault(doi or f"pmid:{pmid}", work)
    by_pmid = {work.pmid: work for work in works.values() if work.pmid and work.doi}
    merged = [work for work in works.values() if work.doi or work.pmid not in by_pmid]
    return strings, merged


def same_works() -> dict[str, set[str]]:
    """For each identifier all identifiers of the same publication: gold lists name some works by DOI here and by PMID
    there, and then two records of it are in the mirror. The same are those with one title, year and first page.
    """
    groups: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    same: dict[str, set[str]] = {}
    for work in gold()[1]:
        letters = "".join(character for character in work.title.lower() if character.isalnum())
        group = groups[letters, work.year, work.pages.split("-")[0]]
        group |= {name for name in (work.doi, work.pmid) if name}
        same.update(dict.fromkeys((work.doi, work.pmid), group))
    with GOLD.open(encoding="utf-8") as file:
        for line in file:
            fields = json.loads(line)["gold"]
            names = {fields.get("doi", "").strip().lower(), fields.get("pmid", "").strip()} - {""}
            group = next((same[name] for name in names if name in same), set())
            group |= names
            same.update({name: same.get(name, group) for name in names})
    return same


def distractors(works: list[Bibliographic]) -> Iterator[Bibliographic]:
    """Four hard distractors for each work, of eight kinds in turn."""
    rng = random.Random(_SEED)  # noqa: S311  # made-up records, the same each time
    for number, work in enumerate(works):
        if not work.title:
            continue
        page = rng.randint(20, 1900)
        other = f"{page}-{page + rng.randint(1, 12)}"
        volume = int(work.volume) if work.volume.isdigit() and len(work.volume) < 5 else rng.randint(5, 90)
        kinds = [
            {"year": work.year + 2, "volume": str(volume + 2), "pages": other},
            {"title": f"Erratum to: {work.title}", "pages": other, "year": work.year + number % 2},
            {"title": f"{work.title}. Part II", "pages": other},
            {
                "journal": f"{work.journal} (Abstracts of the Annual Meeting)",
                "year": work.year - 1,
                "volume": f"{volume - 1} Suppl",
                "pages": f"S{page}",
                "kind": "proceedings-article",
            },
            {"title": _other_title(rng, works, work), "pages": other},
            {"kind": "posted-content", "journal": "", "volume": "", "issue": "", "pages": "", "year": work.year},
            {"title": f"Comment on “{work.title}”", "authors": works[number - 1].authors, "pages": other},
            {"title": f"Reply to comments on: {work.title}", "pages": other, "year": work.year + 1},
        ]
        for turn in range(4):
            at = (number + 2 * turn) % len(kinds) if turn else 0
            yield work.changed(doi=f"10.5555/{number}.{turn}", pmid="", **kinds[at])


def _other_title(rng: random.Random, works: list[Bibliographic], work: Bibliographic) -> str:
    """Half of the words of a title, with half of another: what the same people may publish in the same year."""
    mine, theirs = work.title.split(), rng.choice(works).title.split()
    return " ".join([*mine[: max(2, len(mine) // 2)], *theirs[len(theirs) // 2 :]])


def crowd(works: list[Bibliographic], start: int, stop: int) -> Iterator[Bibliographic]:
    """Made-up works by number, the same for the same number: titles follow the word pairs of the gold titles."""
    following: dict[str, list[str]] = defaultdict(list)
    for work in works:
        words = work.title.split()
        for one, two in zip(["", *words], [*words, ""], strict=True):
            following[one].append(two)
    names = [person for work in works for person in work.authors]
    journals = [work.journal for work in works if work.journal]
    for number in range(start, stop):
        rng = random.Random(f"{_SEED} {number}")  # noqa: S311
        words, word = list[str](), rng.choice(following[""])
        while len(words) < 24 and (word or len(words) < 5):
            words.append(word or rng.choice(following[""]))
            word = rng.choice(following[words[-1]]) if words[-1] in following else ""
        page = rng.randint(1, 3000)
        yield Bibliographic(
            doi=f"10.5556/{number}",
            pmid="",
            kind="journal-article",
            title=" ".join(words),
            authors=tuple(rng.choice(names) for _ in range(rng.randint(1, 9))),
            groups=(),
            journal=rng.choice(journals),
            year=rng.randint(1970, 2025),
            volume=str(rng.randint(1, 400)),
            issue=str(rng.randint(1, 12)),
            pages=f"{page}-{page + rng.randint(0, 20)}",
        )


def crossref_line(work: Bibliographic) -> bytes:
    """A work as a line of Crossref's public data file, with the members that a record has there."""
    people: list[dict[str, Any]] = [
        {"given": given, "family": family, "sequence": "additional", "affiliation": []}
        for family, given in work.authors
    ]
    people += [{"name": name, "sequence": "additional", "affiliation": []} for name in work.groups]
    dates = {"date-parts": [[work.year]]} if work.year else {"date-parts": [[None]]}
    url = f"https://publisher.example/content/{work.doi}"
    record: dict[str, Any] = {
        "indexed": {"date-parts": [[2026, 3, 1]], "date-time": "2026-03-01T04:05:06Z", "timestamp": 1772337906000},
        "publisher": "A Publisher of Examples (Journals)",
        "issue": work.issue,
        "license": [{"start": dates, "content-version": "vor", "delay-in-days": 0, "URL": f"{url}/terms"}],
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "short-container-title": [],
        "DOI": work.doi,
        "type": work.kind,
        "created": dates,
        "page": work.pages,
        "source": "Crossref",
        "is-referenced-by-count": 12,
        "title": [work.title] if work.title else [],
        "prefix": work.doi.split("/")[0],
        "volume": work.volume,
        "author": people,
        "member": "78",
        "published-print": dates,
        "container-title": [work.journal] if work.journal else [],
        "link": [{"URL": f"{url}.pdf", "content-type": "application/pdf", "content-version": "vor"}],
        "deposited": {"date-parts": [[2024, 5, 6]], "timestamp": 1714987906000},
        "score": 0,
        "resource": {"primary": {"URL": url}},
        "issued": dates,
        "references-count": 0,
        "URL": f"https://doi.org/{work.doi}",
        "ISSN": ["1234-5678", "8765-4321"],
        "issn-type": [{"value": "1234-5678", "type": "print"}, {"value": "8765-4321", "type": "electronic"}],
        "published": dates,
    }
    empty = ("issue", "volume", "page", "author")
    return orjson.dumps({key: value for key, value in record.items() if value or key not in empty}) + b"\n"


def pubmed_article(work: Bibliographic) -> str:
    """A work as an article of a ``PubmedArticleSet``."""
    people = "".join(
        f'<Author ValidYN="Y"><LastName>{escape(family)}</LastName><ForeName>{escape(given)}</ForeName></Author>'
        for family, given in work.authors
    )
    people += "".join(f"<Author><CollectiveName>{escape(name)}</CollectiveName></Author>" for name in work.groups)
    doi = f'<ArticleId IdType="doi">{escape(work.doi)}</ArticleId>' if work.doi else ""
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{work.pmid}</PMID><Article><Journal><JournalIssue>'
        f"<Volume>{escape(work.volume)}</Volume><Issue>{escape(work.issue)}</Issue>"
        f"<PubDate><Year>{work.year or ''}</Year></PubDate></JournalIssue><Title>{escape(work.journal)}</Title>"
        f"</Journal><ArticleTitle>{escape(work.title)}.</ArticleTitle><Pagination><MedlinePgn>{escape(work.pages)}</MedlinePgn>"
        f"</Pagination><AuthorList>{people}</AuthorList></Article></MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{work.pmid}</ArticleId>{doi}</ArticleIdList>'
        "</PubmedData></PubmedArticle>\n"
    )


def write_bulk_files(folder: Path, records: int) -> dict[str, list[Path]]:
    """Write the gold, its distractors and a crowd of ``records`` works as bulk files; what lies there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    _, works = gold()
    first, articles = folder / "gold-and-distractors.jsonl", folder / "gold.xml"
    if not articles.exists():
        with first.open("wb") as file:
            file.writelines(crossref_line(work) for work in works if work.doi)
            file.writelines(crossref_line(work) for work in distractors(works))
        listed = "".join(pubmed_article(work) for work in works if work.pmid)
        articles.write_text(f"<PubmedArticleSet>{listed}</PubmedArticleSet>", encoding="utf-8")
    files = {"crossref": [first], "pubmed": [articles]}
    part = min(records, 100_000)
    for start in range(0, records, part):
        path = folder / f"crowd-{start:09}-{part}.jsonl"
        files["crossref"].append(path)
        if not path.exists():
            draft = path.with_suffix(".draft")
            with draft.open("wb") as file:
                file.writelines(crossref_line(work) for work in crowd(works, start, start + part))
            draft.rename(path)
    return files
