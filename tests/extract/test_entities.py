"""Names in a document: its own abbreviations first, misspelt drugs flagged, what goes on behind a bracket."""

from collections.abc import Callable

import pytest

from curated.schema import Entity
from extract.contents import contents_of
from extract.document import Document
from extract.passages import language

Reader = Callable[[str], Document]
HEAD = "# A title\n\n## Introduction\n\n"
LIST = "\n\n## References\n\n1. Author A. One. Ex J. 2001;1:1-2.\n"

NAMES = [
    ("Sorafenib helps [1].", [("Sorafenib", "drug", "Sorafenib", "named")]),
    ("We give lenvatanib [1].", [("lenvatanib", "drug", "Lenvatinib", "misspelt")]),
    ("We give fooxyzumab [1].", [("fooxyzumab", "drug", "fooxyzumab", "stem")]),
    ("The drug XYZ-1234 helps [1].", [("XYZ-1234", "drug", "XYZ-1234", "code")]),
    ("Lines such as XYZ-1234 grow [1].", []),
    ("Particle size analysis (PSA) was done; PSA was low [1].", []),  # no antigen here
    (
        "Tranexamic acid (TXA) works; TXA is cheap [1].",
        [("Tranexamic acid", "drug", "Tranexamic Acid", "named")] + [("TXA", "drug", "Tranexamic Acid", "defined")] * 2,
    ),
    ("Interleukin (IL)-10 rose [1].", [("Interleukin (IL)-10", "target", "IL-10", "named")]),
    ("The HOPE-1 trial (NCT01234567) ended [1].", [("HOPE-1", "trial", "HOPE-1", "trial name")]),
    ("Siglec-9+ cells were seen [1].", []),
    ("CCL2[1] rose.", [("CCL2", "target", "CCL2", "named")]),
    (
        "We gave Ocimum sanctum leaf extract [1]. Dried O. sanctum root powder did not help.",
        [
            ("Ocimum sanctum leaf extract", "drug", "Ocimum sanctum extract", "named"),
            ("Dried O. sanctum root powder", "drug", "Ocimum sanctum powder", "named"),
        ],
    ),
    (
        "Ocimum sanctum L. (OS) grows here; OS leaf extracts heal [1].",
        [("OS leaf extracts", "drug", "Ocimum sanctum extracts", "defined")],
    ),
    (
        "Diluted epinephrine (DEP) helps [1]. Is diluted epinephrine safe?",
        [
            ("Diluted epinephrine", "drug", "Epinephrine", "named"),
            ("DEP", "drug", "Epinephrine", "defined"),
            ("diluted epinephrine", "drug", "Epinephrine", "named"),
        ],
    ),
    (
        "Garlic mouthwash was tried [1]. Garlic was as good as chlorhexidine. Garlic grows on fields.",
        [
            ("Garlic", "drug", "Allium sativum", "named"),
            ("chlorhexidine", "drug", "Chlorhexidine", "named"),
        ],
    ),
    (
        "Neem toothpaste was tried [1]. The effect of neem was small, and neem and chlorhexidine were alike.",
        [
            *[("Neem", "drug", "neem", "named")],
            *[("neem", "drug", "neem", "named")] * 2,
            *[("chlorhexidine", "drug", "Chlorhexidine", "named")],
        ],
    ),
    (
        "We gave an ethanolic extract of Ocimum sanctum and 2% neem [1].",
        [
            ("ethanolic extract of Ocimum sanctum", "drug", "Ocimum sanctum extract", "named"),
            ("neem", "drug", "neem", "named"),
        ],
    ),
    (
        "Xylocarpus moluccensis leaf extract heals [1].",
        [("Xylocarpus moluccensis leaf extract", "drug", "Xylocarpus moluccensis", "named")],
    ),
    (
        "A gel containing Aloe vera and a Camellia sinensis (green tea) mouthwash were tried [1].",
        [
            ("Aloe vera", "drug", "Aloe vera", "named"),
            ("Camellia sinensis", "drug", "Camellia sinensis", "named"),
            ("green tea", "drug", "green tea", "named"),
        ],
    ),
    (
        "Polyethylene glycol plus ascorbic acid (PEG-Asc) works [1]. PEG-Asc is sweet.",
        [
            ("Polyethylene glycol", "drug", "polyethylene glycol", "named"),
            ("ascorbic acid", "drug", "Ascorbic acid", "named"),
            *[("PEG-Asc", "drug", "polyethylene glycol + Ascorbic acid", "defined")] * 2,
        ],
    ),
    (
        "Copper nanoparticles (CNPs) kill, and CNPs last [1].",
        [("Copper nanoparticles", "drug", "Copper nanoparticles", "named")]
        + [("CNPs", "drug", "Copper nanoparticles", "defined")] * 2,
    ),
    ("A 2% xylobin gel was given [1].", [("xylobin", "drug", "xylobin", "named")]),
    ("The plant extracts of herbs were kept [1].", []),
    ("Serum zinc and calcium were low, and zinc tablets helped [1].", [("zinc", "drug", "zinc", "named")]),
    ("We gave oseltamivir phosphate [1].", [("oseltamivir phosphate", "drug", "Oseltamivir", "named")]),
    (
        "Copper nanoparticles and ZnO-NPs were tried [1].",
        [
            ("Copper nanoparticles", "drug", "Copper nanoparticles", "named"),
            ("ZnO-NPs", "drug", "ZnO-NPs", "named"),
        ],
    ),
    ("Methyl eugenol is an oil [1].", [("Methyl eugenol", "drug", "methyl eugenol", "named")]),
    (
        "The retinoic acid receptor was blocked [1].",
        [("retinoic acid receptor", "target", "tretinoin receptor", "named")],
    ),
    ("CG 2 and IL 6 rose [1].", [("IL 6", "target", "IL-6", "named")]),
    ("We gave isoproterenal [1].", [("isoproterenal", "drug", "Isoproterenol", "misspelt")]),
    (
        "We gave Ocimum sanctum leaf extract [1].",
        [("Ocimum sanctum leaf extract", "drug", "Ocimum sanctum extract", "named")],
    ),
]


@pytest.mark.parametrize(("text", "found"), NAMES)
def test_entities(read_text: Reader, text: str, found: list[tuple[str, str, str, str]]) -> None:
    rows = contents_of(read_text(HEAD + text + LIST), "x.md", language())
    read = [row for row in rows if isinstance(row, Entity) and row.kind in ("drug", "target", "trial")]
    said = [(row.text.value, row.kind, row.name, row.how) for row in read]
    assert [each for each in said if each[1] != "target" or each in found or not found] == found


def test_an_entity_says_entry_and_claim(read_text: Reader) -> None:
    rows = contents_of(read_text(HEAD + "Nivolumab helps [1]." + LIST), "x.md", language())
    (entity,) = [row for row in rows if isinstance(row, Entity)]
    assert (entity.vocabulary, entity.identifier, bool(entity.vocabulary_version)) == ("DrugBank", "DB09035", True)
    assert entity.claim_id is not None
