"""The command line as a person meets it: help, results, and clear words for what is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app


def run(*arguments: str, text: str | None = None) -> Any:
    return CliRunner().invoke(app, list(arguments), input=text)


@pytest.fixture(scope="module")
def dataset(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "dataset")
    done = run("curate", str(examples / "review.md"), "--registries", f"mirror:{examples / 'mirror'}", "--out", folder)
    assert done.exit_code == 0, done.output
    assert "89% resolved" in done.stdout
    assert "litcurate: reviews 1/1" in done.stderr
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "curate",
        "audit",
        "refresh",
        "changes",
        "show",
        "export",
        "diff",
        "decide",
        "compare-decisions",
        "parse-references",
        "mirror",
        "mirror build",
        "mirror show",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.exit_code == 0
    assert "Usage" in done.stdout


def test_help_lists_the_commands() -> None:
    assert all(name in run("--help").stdout for name in ("curate", "audit", "refresh", "show", "export", "diff"))


def test_version() -> None:
    assert run("--version").stdout.strip() == "litcurate 0.1.0"


def test_json_summary(examples: Path, tmp_path: Path) -> None:
    done = run(
        "curate", str(examples / "review.md"), "--registries", "none", "--out", str(tmp_path), "--json", "--quiet"
    )
    said = json.loads(done.stdout)
    assert done.stderr == ""
    assert said["documents"][0]["references"] == 37
    assert said["documents"][0]["references_by_match"] == {"not_asked": 37}
    assert said["requests"] == 0


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("ref-12", ["references  ", "-ref-12", "Hepatol", "matches  "]),
        ("table-2", ["├", "Atezolizumab", "NCT03434379"]),
        ("NCT03434379", ["COMPLETED", "clinicaltrials, answer", "/protocolSection/statusModule/overallStatus"]),
    ],
)
def test_show(dataset: str, subject: str, says: list[str]) -> None:
    done = run("show", dataset, subject)
    assert done.exit_code == 0, done.output
    assert all(part in done.stdout for part in says)


def test_show_names_what_could_be_meant(dataset: str) -> None:
    done = run("show", dataset, "ref-999")
    assert done.exit_code == 2
    assert "no row is called ref-999; ids look like" in done.stderr


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_export(dataset: str, kind: str, tmp_path: Path) -> None:
    done = run("export", dataset, "--format", kind, "--to", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / f"references.{kind}").stat().st_size > 1000
    assert all(Path(line).exists() for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("rules", "status"), [("citation-hygiene", 1), ("unresolved-reference,duplicate-reference", 1), ("", 0)]
)
def test_audit_fails_on_what_it_is_told_to(dataset: str, rules: str, status: int) -> None:
    done = run("audit", dataset, "--fail-on", rules)
    assert done.exit_code == status, done.output
    assert re.search(r"^\d+ findings on 1 documents, 85 links$", done.stdout, re.MULTILINE)


def test_audit_of_an_unknown_rule(dataset: str) -> None:
    done = run("audit", dataset, "--fail-on", "no-such-rule")
    assert done.exit_code == 2
    assert "no rule is called no-such-rule; rules: unresolved-reference" in done.stderr


def test_refresh_of_an_unchanged_mirror_changes_nothing(dataset: str, examples: Path) -> None:
    done = run("refresh", dataset, "--registries", f"mirror:{examples / 'mirror'}")
    assert done.exit_code == 0, done.output
    assert "11 trials and 62 works asked" in done.stdout
    assert "0 changes" in done.stdout


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("last", "nothing has changed"),
        ("published", "prints no date of publication"),
        ("2026-01-01", "nothing has changed"),
    ],
)
def test_changes(since: str, says: str, dataset: str, tmp_path: Path) -> None:
    done = run("changes", dataset, "--since", since, "--atom", str(tmp_path / "feed.xml"))
    assert (done.exit_code, done.stdout.count(says)) == (0, 1), done.output
    assert b"http://www.w3.org/2005/Atom" in (tmp_path / "feed.xml").read_bytes()
    said = json.loads(run("changes", dataset, "--since", since, "--json").stdout)
    assert (said["changed"], len(said["undated"])) == ([], since == "published")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("changes", "{}", "--since", "yesterday"), "--since is 'yesterday'"),
        (("changes", "nowhere"), "There is no dataset in nowhere"),
        (("refresh", "{}", "--notify", "nonsense"), "address 1 for notices (without a scheme)"),
    ],
)
def test_what_a_person_got_wrong(arguments: tuple[str, ...], says: str, dataset: str) -> None:
    done = run(*(one.format(dataset) for one in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_refresh_without_registries_says_what_to_give(dataset: str) -> None:
    done = run("refresh", dataset, "--registries", "none")
    assert done.exit_code == 2
    assert "give --registries live or mirror:FOLDER" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("audit", "no-such-dataset"), "no-such-dataset"),
        (("export", "no-such-dataset", "--to", "x"), "no-such-dataset"),
        (("curate", "x.pdf", "--registries", "mirror:no-such-mirror"), "no-such-mirror"),
        (("curate", "x.pdf", "--registries", "somewhere"), "live, none, mirror:FOLDER or replay:DATASET"),
        (("curate", "x.pdf", "--contact", "nobody"), "e-mail address"),
        (("parse-references", "no-such-file"), "no-such-file"),
        (("mirror", "build", "nothing-here"), "nothing-here"),
        (("mirror", "build", "m", "--as-of", "yesterday"), "a day such as 2026-03-31"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(
    arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert done.stderr.strip().count("\n") <= 1


def test_strings_in_fields_out(tmp_path: Path) -> None:
    lines = "12. Kim E, Viatour P. Old friends. Exp Mol Med. 2020;52:1898-907.\n" + json.dumps(
        {"raw": "Bray F, et al. Global cancer\nstatistics. CA Cancer J Clin. 2024;74:229-63. doi:10.3322/caac.21834"}
    )
    done = run("parse-references", "-", text=lines)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["number"], first["title"], first["year"]) == (12, "Old friends", 2020)
    assert first["authors"] == [{"family": "Kim", "given": "E"}, {"family": "Viatour", "given": "P"}]
    assert (second["title"], second["doi"], second["et_al"]) == ("Global cancer statistics", "10.3322/caac.21834", True)
    assert (second["last_page"], second["last_page_in_full"], second["unparsed"]) == ("63", "263", None)


@pytest.mark.parametrize(
    ("kind", "begins"), [("csl-json", '[\n {\n  "id": "ref-1"'), ("bibtex", "@article{kim2020,"), ("ris", "TY  - JOUR")]
)
def test_strings_in_references_for_other_programs_out(kind: str, begins: str) -> None:
    line = "12. Kim E, Viatour P. Old friends. Exp Mol Med. 2020;52:1898-907.\n"
    done = run("parse-references", "-", "--format", kind, text=line)
    assert done.exit_code == 0
    assert done.stdout.startswith(begins)
    assert "1907" in done.stdout


def test_every_string_has_a_row_whatever_it_is() -> None:
    strings = [
        "x" * 100_000,
        "Kim E. " * 20_000,
        "\x00\x07",
        "\u202e\u05e2\u05d1\u05e8\u05d9\u05ea 2019",
        "Prose by the pond.",
    ]
    done = run("parse-references", "-", text="".join(json.dumps({"raw": one}) + "\n" for one in strings))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["raw"] for row in rows] == strings
    assert all(row["unparsed"] for row in (rows[0], rows[1], rows[2], rows[4]))


@pytest.mark.parametrize("kind", ["jsonl", "csl-json", "bibtex", "ris"])
def test_no_strings_make_no_references(kind: str) -> None:
    done = run("parse-references", "-", "--format", kind, text="\n \n")
    assert (done.exit_code, done.stdout.strip()) == (0, "[]" if kind == "csl-json" else "")


def test_a_string_that_is_no_json_is_named_by_its_line() -> None:
    done = run("parse-references", "-", text='{"raw": "x"}\n{"row": 1}\n')
    assert done.exit_code == 2
    assert "line 2" in done.stderr


def test_a_mirror_says_what_it_holds_and_of_which_day(examples: Path) -> None:
    done = run("mirror", "show", str(examples / "mirror"))
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "clinicaltrials: 11 records of 2026-05-14",
        "crossref: 36 records of 2026-11-24",
        "pubmed: 33 records of 2026-11-24",
    ]


def test_a_dry_run_tells_the_requests_and_writes_nothing(examples: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "d")
    done = run("curate", str(examples / "review.md"), "--dry-run", "--out", out)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].endswith("requests")
    in_full = run("curate", str(examples / "review.md"), "--dry-run", "--full-text", "--out", out)
    assert in_full.stdout.splitlines()[-1].startswith("full texts: a search")
    as_json = run("curate", str(examples / "review.md"), "--dry-run", "--json", "--out", out)
    assert {row["registry"] for row in json.loads(as_json.stdout)} >= {"crossref", "pubmed", "clinicaltrials"}
    assert not (tmp_path / "d").exists()
