"""The vocabulary: which names it finds in a text, and what it leaves alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.vocabulary import load
from extract.vocabulary_keys import exact_key, folded_key

FOUND = [
    ("PD-1, PD1 and CD279", [("PD-1", "HGNC:8760"), ("PD1", "HGNC:8760"), ("CD279", "HGNC:8760")]),
    ("PD-L1 (CD274) and B7-H3", [("PD-L1", "HGNC:17635"), ("CD274", "HGNC:17635"), ("B7-H3", "HGNC:19137")]),
    ("programmed cell death protein 1", [("programmed cell death protein 1", "HGNC:8760")]),
    ("Keytruda or MK-3475", [("Keytruda", "DB09037"), ("MK-3475", "DB09037")]),
    ("SORAFENIB", [("SORAFENIB", "DB00398")]),
    ("TNF-α, TNF-alpha", [("TNF-α", "HGNC:11892"), ("TNF-alpha", "HGNC:11892")]),
    ("CD8+ T cells", [("CD8+ T cells", "CL:0000625")]),
    ("mice", [("mice", "NCBITaxon:10090")]),
    ("hepatocellular carcinoma", [("hepatocellular carcinoma", "DOID:684")]),
    ("statins", [("statins", "")]),
    ("The MET office", [("MET", "HGNC:7029")]),
    ("we met a cat in the rest", []),
    ("REST expression", [("REST", "HGNC:9966")]),
    ("REST was allowed", []),  # a gene's symbol of letters alone, where nothing speaks of genes
    ("Picoprep or sodium picosulphate", [("Picoprep", ""), ("sodium picosulphate", "")]),
    ("piperacillin/tazobactam", [("piperacillin/tazobactam", "")]),
    ("a day in May, common black paper", []),  # plants are called so, too
    ("honey in the comb", []),  # where nobody is given it
    ("anti-PD-1 therapy", [("PD-1", "HGNC:8760")]),
    ("XPD-1", []),
    ("PD-12", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[each.start : each.end], each.entry.identifier) for each in load().find(text)] == found


MISSPELT = [
    ("lenvatanib", "Lenvatinib"),
    ("Enblituzumab", "Enoblituzumab"),
    ("abirine", "abrine"),
    ("lenvatinib", None),  # the name itself
    ("levantanib", None),  # two edits
    ("mab", None),
    ("pipeline", None),  # no piperine
    ("Cooper", None),  # no copper
    ("combination", None),
]


@pytest.mark.parametrize(("word", "name"), MISSPELT)
def test_one_edit_is_seen(word: str, name: str | None) -> None:
    vocabulary = load()
    near = None if vocabulary.entry(folded_key(word)) else vocabulary.misspelt_drug(word)
    assert (near.name if near else None) == name


@pytest.mark.parametrize(
    ("one", "other"), [("PD-1", "PD1"), ("IL‑6", "IL 6"), ("TGF-β", "TGF beta"), ("B7-H3", "B7H3")]
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="PDLCIN-‑123αβ /+(),.sé\n", max_size=60))
def test_names_lie_in_order_and_apart(text: str) -> None:
    position = 0
    for each in load().find(text):
        assert position <= each.start < each.end <= len(text)
        position = each.end


def test_every_entry_says_its_vocabulary() -> None:
    vocabulary = load()
    kinds = {
        (each.entry.vocabulary in vocabulary.sources) for each in vocabulary.find("PD-1 sorafenib mice T cell asthma")
    }
    assert kinds == {True}
