"""The headings of MeSH whose records name drugs, classes, cells and organisms."""

import re

KINDS = {"D27": "class", "A11": "cell", "B0": "organism"}
"""What the records of a branch of the tree are."""

OF_PLANTS = (
    "D03.633.100.150.266",
    "D03.132",
    "D04.210.500.155",
    "D02.455.849.919.650",
    "D02.241.223.100.300.200",
)
"""Flavonoids, alkaloids, cardanolides, triterpenes, gallic acid: what herbs give, and DrugBank mostly lacks."""

VACCINES = "D20.215.894."
KINDS_OF_VACCINE = re.compile(
    r",|Cancer|Viral|Bacterial|Fungal|Protozoan|Rickettsial|RNA|Nucleic|Subunit|Nano|Auto|^Toxoids|ISCOM"
)
"""What is no vaccine by name but a kind of them."""

PREPARATIONS = frozenset(["D004365", "D010936", "D010938", "D028321"])
"""Chinese herbal drugs, plant extracts, oils and preparations: what the supplement files under them is a drug."""

COMPOUNDS = frozenset(
    [
        "D000470",
        "D000880",
        "D002018",
        "D002109",
        "D002392",
        "D002934",
        "D003373",
        "D003374",
        "D003474",
        "D004224",
        "D005419",
        "D007529",
        "D009285",
        "D011564",
        "D012503",
        "D012717",
        "D013267",
        "D013634",
        "D013729",
        "D014315",
        "D017705",
        "D036381",
        "D036701",
        "D039821",
        "D039823",
        "D044004",
        "D044948",
        "D044949",
        "D044950",
        "D047309",
        "D047348",
        "D054358",
        "D059808",
        "D005707",
        "D000081248",
        "D000840",
        "D000080462",
        "D000081007",
    ]
)
"""Flavonoids, alkaloids, terpenes, saponins, lignans, tannins …: where the supplement files compounds of plants."""

PREPARATION = re.compile(r"(?=.{6,40}$)[A-Za-z][a-z]{5,}(?:[ -][A-Za-z][a-z]{2,}){0,4}")
OF_A_PLANT = re.compile(r"\b(?:extracts?|oils?|leaf|root|flower|seed|bark|fruit|peel)$")
"""What is made of a plant has a name of its own in the text's own words (``extract/preparations.py``)."""

COMPOUND = re.compile(r"[a-z]{6,20}(?:in|ol|ine|one|ene|al|ole|oside)|[a-z]{5,20}ic acid")
