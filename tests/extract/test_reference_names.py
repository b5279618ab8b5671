"""Lists of names are taken apart into persons and groups, however they are printed."""

import pytest

from extract.reference_names import names_of

NAMES = [
    ("Kim E, Viatour P", ["Kim|E", "Viatour|P"]),
    ("Kim E and Viatour P", ["Kim|E", "Viatour|P"]),
    ("Kim, E., & Viatour, P.", ["Kim|E.", "Viatour|P."]),
    ("Kim, E.; Viatour, P. Q.", ["Kim|E.", "Viatour|P. Q."]),
    ("E. Kim, P. Viatour, and Q. R. Third", ["Kim|E.", "Viatour|P.", "Third|Q. R."]),
    ("E. KIM et P. VIATOUR", ["KIM|E.", "VIATOUR|P."]),
    ("García-López, J. y Pérez, A.", ["García-López|J.", "Pérez|A."]),
    ("Müller H, Groß K und Weiß L", ["Müller|H", "Groß|K", "Weiß|L"]),
    ("Иванов А., Петров Б. и Сидоров В.", ["Иванов|А.", "Петров|Б.", "Сидоров|В."]),
    ("van der Berg AB, de la Cruz M, von Beckerath U", ["van der Berg|AB", "de la Cruz|M", "von Beckerath|U"]),
    ("Ruiz de Galarreta M, O'Neil D, Al-Shami K", ["Ruiz de Galarreta|M", "O'Neil|D", "Al-Shami|K"]),
    ("Kim EJ Jr, Lee RL 3rd", ["Kim|EJ|Jr", "Lee|RL|3rd"]),
    ("Kim, J. A., Jr., & de la Cruz, M.", ["Kim|J. A.|Jr", "de la Cruz|M."]),
    ("Lee, K.-M., and C.-H. Lu", ["Lee|K.-M.", "Lu|C.-H."]),
    ("G. Wang, Z. Z. Yang, Y. Li", ["Wang|G.", "Yang|Z. Z.", "Li|Y."]),
    ("Karpenko, Yu. M.", ["Karpenko|Yu. M."]),
    ("Ventura, Dan", ["Ventura|Dan"]),
    ("John B. Smith and F. Donelson Smith", ["Smith|John B.", "Smith|F. Donelson"]),
    ("Taitt, David, and John Smith", ["Taitt|David", "Smith|John"]),
    ("Cunningham, Patrick; Smith, John", ["Cunningham|Patrick", "Smith|John"]),
    ("França SdeC, Pietro RC", ["França|SdeC", "Pietro|RC"]),
    ("Biasi L. d.; Glatthaar S.", ["Biasi|L. d", "Glatthaar|S."]),
    ("Thompson T, Black S, editors", ["Thompson|T", "Black|S"]),
    ("edited by Kim, N.D.", ["Kim|N.D."]),
    ("R. Lloyd, Ed.", ["Lloyd|R."]),
    ("萩原 雅也", ["萩原|雅也"]),
    ("Heisenberg", ["Heisenberg|"]),
    ("", []),
    (" , ; ", []),
]


@pytest.mark.parametrize(("printed", "people"), NAMES)
def test_people(printed: str, people: list[str]) -> None:
    found = names_of(printed, 0, len(printed))
    assert ["|".join([one.family, one.given, one.suffix]).removesuffix("|") for one in found.people] == people
    assert found.groups == ()


GROUPS = [
    ("World Health Organization", [], ["World Health Organization"]),
    ("Kim E, Lee B, IMbrave150 Investigators", ["Kim", "Lee"], ["IMbrave150 Investigators"]),
    ("Kim E; Example Study Group", ["Kim"], ["Example Study Group"]),
    ("Clarke M on behalf of the Cochrane Methods Group", ["Clarke"], ["Cochrane Methods Group"]),
    ("GBD 2019 Collaborators", [], ["GBD 2019 Collaborators"]),
    ("UNAIDS", [], ["UNAIDS"]),
]


@pytest.mark.parametrize(("printed", "families", "groups"), GROUPS)
def test_groups(printed: str, families: list[str], groups: list[str]) -> None:
    found = names_of(printed, 0, len(printed))
    assert [one.family for one in found.people] == families
    assert [one.text for one in found.groups] == groups


@pytest.mark.parametrize("more", ["et al.", "et al", ", et al.", "and others", "u. a.", "y cols.", "и др."])
def test_more_authors_than_are_printed(more: str) -> None:
    printed = f"Kim E, Lee B {more}"
    found = names_of(printed, 0, len(printed))
    assert ([one.family for one in found.people], found.et_al) == (["Kim", "Lee"], True)


def test_places_count_from_the_start_of_the_string() -> None:
    printed = "12. Kim E, Lee B. A title"
    for one in names_of(printed, 4, 16).people:
        assert printed[one.piece.start : one.piece.end] == one.piece.text == f"{one.family} {one.given}"
