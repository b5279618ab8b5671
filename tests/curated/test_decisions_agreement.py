"""Agreement of two people: published examples, and what happens where a figure is not defined."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curated.decisions_agreement import Answer, answers_of, cohens_kappa, compared, krippendorffs_alpha
from curated.decisions_csv import read_csv

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=20)


def pairs_of(table: list[list[int]]) -> list[tuple[str, str]]:
    """A table of counts, one person's categories down, the other's across, as pairs."""
    return [
        (str(row), str(column))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("table", "kappa", "error"),
    [
        # Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., table 18.1
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.676, 0.088),
        ([[20, 5], [10, 15]], 0.4, 0.127),
        ([[5, 5], [5, 5]], 0.0, 0.224),
        ([[0, 10], [10, 0]], -1.0, 0.0),
        ([[10, 0], [0, 10]], 1.0, 0.0),
    ],
)
def test_kappa(table: list[list[int]], kappa: float, error: float) -> None:
    found = cohens_kappa(pairs_of(table))
    assert found.value == pytest.approx(kappa, abs=0.0006)
    assert found.low is not None
    assert found.high is not None
    assert found.low == pytest.approx(max(-1, kappa - 1.96 * error), abs=0.002)
    assert found.high == pytest.approx(min(1, kappa + 1.96 * error), abs=0.002)


@pytest.mark.parametrize(
    ("pairs", "cause"),
    [
        ([], "there is nothing that both decided on"),
        ([("accept", "accept")] * 3, "both only ever said “accept”, so that agreement by chance is 100 %"),
    ],
)
def test_kappa_is_not_defined(pairs: list[tuple[str, str]], cause: str) -> None:
    assert cohens_kappa(pairs).value is None
    assert cohens_kappa(pairs).cause == cause
    assert krippendorffs_alpha(pairs) is None


def test_one_who_never_varies_agrees_by_chance() -> None:
    assert cohens_kappa([("accept", "accept"), ("accept", "reject")]).value == pytest.approx(0)


def test_alpha() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): two observers, binary data of ten units
    first, second = "0100000010", "1110010000"
    assert krippendorffs_alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.0005)


@given(PAIRS)
def test_kappa_and_alpha_do_not_depend_on_who_comes_first(pairs: list[tuple[str, str]]) -> None:
    turned = [(other, one) for one, other in pairs]
    one, other = cohens_kappa(pairs), cohens_kappa(turned)
    assert (one.value is None) == (other.value is None)
    if one.value is not None:
        assert other.value is not None
        assert one.low is not None
        assert one.high is not None
        assert math.isclose(one.value, other.value, abs_tol=1e-9)
        assert -1 <= one.low <= one.value + 1e-9
        assert one.value - 1e-9 <= one.high <= 1
    assert krippendorffs_alpha(pairs) == krippendorffs_alpha(turned)


HEAD = "subject,verdict,field,value,replaces,note,by,at,row_hash\n"


def test_two_files() -> None:
    first = answers_of(
        read_csv(
            f"{HEAD}a,accept,,,,,EC,,\nb,reject,,,,,EC,,\nc,reject,year,2019,2018,,EC,,\nd,unsure,,,,,EC,,\n"
            "e,accept,year,2018,2018,,EC,,\nf,accept,,,,,EC,,1\ng,,,,,,EC,,\nh,perhaps,,,,,EC,,\n"
        )
    )
    second = answers_of(
        read_csv(
            f"{HEAD}a,reject,,,,,XY,2026-03-02,\na,accept,,,,,XY,2026-03-03,\nb,accept,,,,sure,XY,,\n"
            "c,accept,year,2019,2018,,XY,,\nd,accept,,,,,XY,,\ne,accept,year,,,,XY,,\nf,accept,,,,,XY,,2\nz,accept,,,,,XY,,\n"
        )
    )
    assert (first.by, second.by) == (("EC",), ("XY",))
    assert [str(line) for line in first.refused] == [
        "line 9: the verdict is “perhaps”; it can be accept, reject or unsure"
    ]
    found = compared(first.answers, second.answers)
    assert (found.both, found.agreed) == (5, 3)
    assert [(row[0], row[2].category, row[3].category) for row in found.disagreements] == [
        ("b", "reject", "accept"),
        ("d", "unsure", "accept"),
    ]
    assert found.disagreements[0][3].note == "sure"
    assert found.changed == (("f", ""),)
    assert (found.only_first, found.only_second) == ((), (("z", ""),))
    assert found.counts["should read 2019", "should read 2019"] == 1


@pytest.mark.parametrize(
    ("answer", "category"),
    [
        (Answer("accept"), "accept"),
        (Answer("reject", value="2019", replaces="2018"), "should read 2019"),
        (Answer("accept", value="2019", replaces="2018"), "should read 2019"),
        (Answer("accept", value="2018", replaces="2018"), "accept"),
        (Answer("unsure", value="2019", replaces="2018"), "unsure"),
        (Answer("reject", replaces="2018"), "reject"),
    ],
)
def test_a_correction_is_a_category(answer: Answer, category: str) -> None:
    assert answer.category == category
