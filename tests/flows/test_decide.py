"""Decisions at the command line: made, shown, laid over by every rerun, written, read, compared."""

import csv
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from curated.refresh_log import RefreshLog
from curated.store import Store
from flows.cli import app


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments), env={"LITCURATE_BY": "EC"})


def done(*arguments: str) -> str:
    found = run(*arguments)
    assert found.exit_code == 0, found.output
    return str(found.stdout)


TEXT = """# Liver cancer in four references

## Introduction

Most cases of liver cancer are hepatocellular carcinoma [1,2]. Median overall survival (OS) was 19.2 months with
atezolizumab plus bevacizumab [3]. A small study added durvalumab [4,9].

## References

"""


@pytest.fixture(scope="module")
def review(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short review with some of the example's references: their numbers there are 1, 2, 12 and 24."""
    listed = (examples / "review.md").read_text(encoding="utf-8").splitlines()
    entries = [next(line for line in listed if line.startswith(f"{number}. ")) for number in (1, 2, 12, 24)]
    numbered = [f"{number}. {entry.split('. ', 1)[1]}" for number, entry in enumerate(entries, start=1)]
    path = tmp_path_factory.mktemp("decide") / "review.md"
    path.write_text(TEXT + "\n".join(numbered) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def mirror(examples: Path) -> str:
    return f"mirror:{examples / 'mirror'}"


@pytest.fixture(scope="module")
def curated(review: Path, mirror: str) -> Path:
    """The review in a dataset."""
    folder = review.parent / "dataset"
    done("curate", str(review), "--registries", mirror, "--out", str(folder))
    return folder


@pytest.fixture
def dataset(curated: Path, tmp_path: Path) -> str:
    """A copy of it to decide on."""
    shutil.copytree(curated, tmp_path / "dataset")
    return str(tmp_path / "dataset")


def finding_of(dataset: str, rule: str) -> str:
    """The id of a finding of a rule."""
    return next(str(row["finding_id"]) for row in json.loads(done("audit", dataset, "--json")) if row["rule"] == rule)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_decision_is_told_shown_and_listed(dataset: str) -> None:
    assert "ref-3  reject year → 2019 (was 2022), by EC on 20" in done(
        "decide", dataset, "ref-3", "reject", "--field", "year", "--value", "2019", "--note", "misread"
    )
    assert "decision: reject year → 2019 (was 2022), by EC on" in done("show", dataset, "ref-3")
    listed = done("decide", dataset)
    assert "1 decisions: 1 in force" in listed
    assert ": misread" in listed
    (row,) = json.loads(done("decide", dataset, "--json"))
    assert (row["value"], row["replaces"], row["standing"]) == ("2019", "2022", "in force")


def test_who_contradicts_another_is_told_so_at_once(dataset: str) -> None:
    done("decide", dataset, "ref-1", "accept")
    said = done("decide", dataset, "ref-1", "reject", "--by", "XY")
    assert "[disputed: people disagree, and nothing is laid over]" in said


def test_a_rejected_finding_is_settled(dataset: str) -> None:
    rule = "citation-hygiene"
    assert run("audit", dataset, "--fail-on", rule).exit_code == 1
    finding = finding_of(dataset, rule)
    done("decide", dataset, finding, "accept", "--by", "XY")
    assert run("audit", dataset, "--fail-on", rule).exit_code == 1
    done("decide", dataset, finding, "reject", "--by", "XY")
    again = run("audit", dataset, "--fail-on", rule)
    assert again.exit_code == 0
    assert "cites 9, which is not in the list; the list ends at 4. (settled)" in again.stdout
    settled = {row["finding_id"]: row["settled"] for row in json.loads(done("audit", dataset, "--json"))}
    assert [name for name, value in settled.items() if value] == [finding]


def test_a_rejected_match_is_not_used_by_any_rerun(dataset: str, review: Path, mirror: str) -> None:
    def resolution() -> set[str]:
        with Store.open(dataset, create=False) as store:
            links = store.load().links
        return {link.resolution for link in links if link.reference_id.endswith("-ref-2")}

    assert resolution() == {"matched"}
    done("decide", dataset, "ref-2", "reject")
    done("audit", dataset)
    assert resolution() == {"unmatched"}
    done("curate", str(review), "--registries", mirror, "--out", dataset)
    assert resolution() == {"unmatched"}
    with Store.open(dataset, create=False) as store:
        held = store.load()
    assert held.match[next(iter(held.match)).rsplit("-", 1)[0] + "-2"].status == "matched", "the machine's row stays"
    assert "1 in force" in done("decide", dataset)
    done("refresh", dataset, "--registries", mirror)
    assert resolution() == {"unmatched"}


def test_what_is_rejected_is_not_asked_about_again(dataset: str, mirror: str) -> None:
    def watched() -> int:
        with Store.open(dataset, create=False) as store:
            return len(RefreshLog.begin(store, datetime.now(UTC)).watched().works)

    before = watched()
    done("decide", dataset, "ref-2", "reject")
    after = watched()
    done("decide", dataset, "ref-2", "accept", "--by", "XY")
    assert after < before == watched(), "disputed: nothing is laid over"


def test_a_decision_on_a_trial_outlives_a_refresh(dataset: str, mirror: str) -> None:
    done("decide", dataset, "NCT02519348", "accept")
    done("refresh", dataset, "--registries", mirror)
    assert "1 in force" in done("decide", dataset)


def test_what_is_corrected_is_asked_for_as_corrected(dataset: str, review: Path, mirror: str) -> None:
    def match() -> str:
        return done("show", dataset, "ref-4")

    assert "status: unmatched" in match()
    done("decide", dataset, "ref-4", "reject", "--field", "doi", "--value", "10.3322/caac.21834")
    done("decide", dataset, "ref-4", "reject", "--field", "title", "--value", "Global cancer statistics 2022")
    done("curate", str(review), "--registries", mirror, "--out", dataset)
    assert "crossref:10.3322/caac.21834" in match()
    assert "2 in force" in done("decide", dataset)


def test_decisions_go_stale_visibly(dataset: str, review: Path) -> None:
    done("decide", dataset, "ref-2", "accept")
    done("decide", dataset, finding_of(dataset, "record-disagrees"), "accept")
    done("curate", str(review), "--registries", "none", "--out", dataset)
    said = done("audit", dataset)
    assert "ref-2  accept, by EC on" in said
    assert "[stale: the row has changed since, look at it again]" in said
    assert "[stale: its row is gone]" in said
    assert "[stale: the row has changed since" in done("show", dataset, "ref-2")


def test_the_export_has_the_machines_rows_and_those_decided(dataset: str, tmp_path: Path) -> None:
    done("decide", dataset, "ref-3", "reject", "--field", "year", "--value", "2019", "--note", "misread")
    done("decide", dataset, "ref-3", "unsure", "--field", "authors", "--value", "Kudo, M", "--by", "XY")
    done("decide", dataset, "ref-3", "reject")
    for kind in ("csv", "jsonl", "parquet"):
        done("export", dataset, "--to", str(tmp_path), "--format", kind)
    machine, decided = (rows_of(tmp_path / f"references{part}.csv") for part in ("", "_decided"))
    assert len(machine) == len(decided)
    before, after = machine[2], decided[2]
    assert {name for name in before if before[name] != after[name]} == {"year"}
    assert (before["year"], after["year"]) == ("2022", "2019")
    assert (after["decided_by"], after["decision_note"], after["corrected"]) == ("XY; EC", "misread", '{"year":2022}')
    assert after["decided_fields"] == '{"authors":"unsure","year":"reject"}'
    (match,) = [row for row in rows_of(tmp_path / "matches_decided.csv") if row["decision"]]
    assert (match["status"], match["work_id"], match["decision"]) == ("unmatched", "", "reject")
    assert [row["standing"] for row in rows_of(tmp_path / "decisions.csv")] == ["in force", "unsure", "in force"]
    assert not (tmp_path / "claims_decided.csv").exists()
    assert (tmp_path / "references_decided.parquet").exists()


@pytest.mark.parametrize("name", ["decisions.csv", "decisions.yaml"])
def test_a_file_makes_the_same_decisions_again(dataset: str, curated: Path, name: str, tmp_path: Path) -> None:
    done("decide", dataset, "ref-3", "reject", "--field", "year", "--value", "2019", "--note", "=not 2022")
    done("decide", dataset, "ref-2", "reject", "--by", "XY")
    file = tmp_path / name
    done("decide", dataset, "--to", str(file))
    shutil.copytree(curated, tmp_path / "other")
    other = str(tmp_path / "other")
    assert "2 taken over, 0 without a verdict, 0 left out" in done("decide", other, "--from", str(file))
    assert json.loads(done("decide", other, "--json")) == json.loads(done("decide", dataset, "--json"))
    assert "2 in force" in done("decide", other, "--from", str(file)), "read again, nothing is added"
    text = file.read_bytes()
    done("decide", other, "--to", str(file))
    assert file.read_bytes() == text


def test_a_file_with_bad_lines_is_read_as_far_as_it_can_be(dataset: str, tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_text("subject,verdict,field,value\nref-1,accept,,\nref-99,accept,,\nref-2,reject,year,MM\nref-3,,,\n")
    found = run("decide", dataset, "--from", str(file))
    assert found.exit_code == 2
    assert "1 taken over, 1 without a verdict, 2 left out" not in found.stdout, "it does not say who decided"
    found = run("decide", dataset, "--from", str(file), "--by", "EC")
    assert found.exit_code == 2
    assert "1 taken over, 1 without a verdict, 2 left out" in found.stdout
    assert f"litcurate: {file} line 3: no row is called ref-99" in found.stderr
    assert f"litcurate: {file} line 4: year is a whole number such as 2019" in found.stderr
    assert "Traceback" not in found.output


def test_a_file_can_take_the_place_of_all_decisions(dataset: str, tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    for subject, by in (("ref-1", "EC"), ("ref-2", "EC"), ("ref-3", "XY")):
        done("decide", dataset, subject, "accept", "--by", by)
    done("decide", dataset, "--to", str(file), "--by", "EC")
    kept = "".join(line for line in file.read_text().splitlines(keepends=True) if "-ref-2," not in line)
    file.write_text(kept + "nothing,accept,,,,,EC,,\n")
    bad = run("decide", dataset, "--from", str(file), "--replace")
    assert bad.exit_code == 2
    assert "nothing was taken over" in bad.stderr
    assert "3 in force" in done("decide", dataset)
    file.write_text(kept)
    assert "2 in force" in done("decide", dataset, "--from", str(file), "--replace", "--by", "EC")
    assert "1 in force" in done("decide", dataset, "--from", str(file), "--replace")


def test_two_people_decide_by_themselves_and_compare(dataset: str, tmp_path: Path) -> None:
    files = {}
    for by, verdicts in (("EC", ["accept", "reject", "accept"]), ("XY", ["accept", "reject", "reject"])):
        file = files[by] = tmp_path / f"{by}.csv"
        done("decide", dataset, "--to", str(file), "--by", by, "--undecided")
        head, *lines = file.read_text().splitlines(keepends=True)
        filled = [line.replace(",", f",{verdict}", 1) for line, verdict in zip(lines, verdicts, strict=True)]
        file.write_text("".join([head, *filled]))
        assert "3 taken over, 0 without a verdict, 0 left out" in done(
            "decide", dataset, "--from", str(file), "--by", by
        )
        done("decide", dataset, "--to", str(file), "--by", by)
        assert {row["by"] for row in rows_of(file)} == {by}
    said = done("compare-decisions", str(files["EC"]), str(files["XY"]))
    assert "decided by both EC and XY: 3; the same: 2 (67%)" in said
    assert "Cohen's kappa: 0.40 (95 % interval -0.37 to 1.00)" in said
    assert "EC accept; XY reject" in said
    found = json.loads(done("compare-decisions", str(files["EC"]), str(files["XY"]), "--json"))
    assert (found["raters"], found["both"], len(found["disagreements"])) == (["EC", "XY"], 3, 1)
    assert "2 disputed" in done("decide", dataset)
    assert "[disputed: people disagree, and nothing is laid over]" in done("audit", dataset)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ref-1",), "say what you think of ref-1: accept, reject or unsure"),
        (("ref-1", "perhaps"), "the verdict is “perhaps”"),
        (("ref-1", "accept", "--value", "2019"), "name the column that should have this value"),
        (("ref-1", "reject", "--field", "year", "--value", "x"), "year is a whole number such as 2019"),
        (("{document}-ref", "accept"), "could be any of 4 rows"),
        (("ref-1", "accept", "--from", "d.csv"), "one at a time"),
        (("--note", "x"), "belong to a decision on one row"),
        (("--replace",), "--replace goes with --from FILE"),
        (("--undecided",), "--undecided goes with --to FILE"),
        (("--from", "no-such.csv"), "no-such.csv"),
        (("--to", "d.txt"), "let its name end in .csv or .yaml"),
    ],
)
def test_wrong_use_is_one_line_and_status_two(curated: Path, arguments: tuple[str, ...], says: str) -> None:
    with Store.open(curated, create=False) as store:
        document = store.load(("documents",)).documents[0].document_id
    found = run("decide", str(curated), *(one.format(document=document) for one in arguments))
    assert found.exit_code == 2, found.output
    assert says in found.stderr
    assert found.stderr.strip().count("\n") == 0
    assert "Traceback" not in found.output


def test_comparing_wants_two_people(tmp_path: Path) -> None:
    head = "subject,verdict,by\n"
    (tmp_path / "a.csv").write_text(f"{head}x,accept,EC\n")
    (tmp_path / "b.csv").write_text(f"{head}x,accept,EC\nx,accept,XY\n")
    for names, says in (("aa", "both files are by EC"), ("ab", "holds decisions of EC, XY: make a file of each")):
        found = run("compare-decisions", *(str(tmp_path / f"{name}.csv") for name in names))
        assert found.exit_code == 2
        assert says in found.stderr
    (tmp_path / "b.csv").write_text(f"{head}x,accept,XY\n")
    assert "Cohen's kappa is not defined: both only ever said “accept”" in done(
        "compare-decisions", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")
    )


def test_a_name_that_drives_a_terminal_is_inert(dataset: str) -> None:
    said = done("decide", dataset, "ref-1", "accept", "--by", "\x1b[31mEC", "--note", "a\u202eb\x07")
    assert not any(letter in said for letter in "\x1b\u202e\x07")
    assert not any(letter in done("decide", dataset) for letter in "\x1b\u202e\x07")
