"""Pairs of printings that are, or are not, the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_resolver.markup import without_markup
from reference_resolver.wording import fold, numbers, registered_doi, same_container, tight


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TGF-β1 signalling", "TGF-beta1 signalling"),
        ("IL-1α", "IL-1 alpha"),
        ("Eﬃcacy of CO₂", "Efficacy of CO2"),
        ("Crohn’s disease", "Crohn's Disease"),
        ("Ménière", "Meniere"),
        ("Straße", "STRASSE"),
        ("graft-\nversus-host", "graft versus host"),
        ("neuro\u00adblastoma", "neuroblastoma"),
        ("Łódź", "Lodz"),
        ("µ-opioid", "μ-opioid"),
    ],
)
def test_the_same_words_in_other_type(one: str, other: str) -> None:
    assert tight(one) == tight(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("N Engl J Med", "New England Journal of Medicine", True),
        ("N. Engl. J. Med.", "NEJM", True),
        ("JAMA", "Journal of the American Medical Association", True),
        ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America", True),
        ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences", True),
        ("The Lancet", "Lancet", True),
        ("J Med Imaging (Bellingham)", "Journal of medical imaging (Bellingham, Wash.)", True),
        ("BMJ", "BMJ (Clinical research ed.)", True),
        ("Dtsch Med Wochenschr", "Deutsche Medizinische Wochenschrift", True),
        ("Acta Paediatr", "Acta Pediatrica", True),
        ("Phys. Rev. B", "Physical Review B", True),
        ("Am J Physiol Heart Circ Physiol", "American Journal of Physiology-Heart and Circulatory Physiology", True),
        ("Nat Rev Clin Oncol", "Nature Reviews. Clinical Oncology", True),
        ("Cancer", "Cancers", False),
        ("Cell", "Cells", False),
        ("Lancet", "Lancet Oncology", False),
        ("Ann Oncol", "Annals of Surgical Oncology", False),
        ("Phys. Rev. B", "Physical Review Letters", False),
        ("J Clin Oncol", "Journal of Clinical Investigation", False),
        ("Eur J Cancer", "European Journal of Cancer Care", False),
        ("", "Nature", False),
    ],
)
def test_names_of_journals(one: str, other: str, *, same: bool) -> None:
    assert same_container(one, other) is same
    assert same_container(other, one) is same


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A phase III trial", ("3",)),
        ("A phase 3 trial", ("3",)),
        ("Part I", ("1",)),
        ("Vitamin C in part", ()),
        ("I am no number", ()),
        ("COVID-19 in 2020", ("19", "2020")),
        ("Factor VIII", ("8",)),
    ],
)
def test_numbers_in_titles(title: str, expected: tuple[str, ...]) -> None:
    assert numbers(title) == expected


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("<scp>T</scp>reebase", "Treebase"),
        ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("a<b and c>d", "a<b and c>d"),
        ("H<sub>2</sub>O &amp; CO&amp;lt;", "H2O & CO<"),
        ("<jats:title>Aim</jats:title><jats:p>To see.</jats:p>", "Aim To see."),
        ('<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>x</mml:mi></mml:math> rays', "x rays"),
        ("one\n      two", "one two"),
        ("<tex-math>\\alpha</tex-math>α", "α"),
    ],
)
def test_markup_goes_and_what_looks_like_it_stays(printed: str, seen: str) -> None:
    assert without_markup(printed) == seen


@pytest.mark.parametrize(
    "text", ["", "n/a", "doi:10.1/x", "10.1056/", "10.1056/has space", "11.1056/x", "10.1056/a\x00"]
)
def test_what_is_no_doi(text: str) -> None:
    assert registered_doi(text) is None
