"""What is broader than what: the classes of a drug, the diseases that a disease is one of.

Compiled by ``vocabularies/compile_broader.py``. A drug that nothing lists is placed by the stem of its name.
"""

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

COMPILED = "broader.json.gz"

_STEMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"(?:{stem})$"), classes)
    for stem, classes in (
        ("mab", ("monoclonal antibody",)),
        ("tinib|rafenib", ("tyrosine kinase inhibitor",)),
        ("ciclib", ("CDK4/6 inhibitor",)),
        ("vastatin", ("statin",)),
        ("dron(?:ate|ic acid)", ("bisphosphonate",)),
        ("prazole", ("proton pump inhibitor",)),
        ("platin|taxel|rubicin|trexate|tecan", ("chemotherapy",)),
        ("floxacin|cycline|cillin", ("antibiotic",)),
        ("vir", ("antiviral",)),
    )
)
"""Stems of international nonproprietary names (WHO, The use of stems, 2018) and the class that they say."""


@cache
def _parents() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    packed = files("extract").joinpath(COMPILED).read_bytes()
    compiled: Mapping[str, Mapping[str, tuple[str, ...]]] = json.loads(gzip.decompress(packed))
    return compiled


def parents_of(kind: str, name: str) -> frozenset[str]:
    """What stands right above a name; of a drug, the classes that it is listed in or that its stem says.

    >>> sorted(parents_of("drug", "nivolumab"))
    ['PD-1 inhibitor', 'monoclonal antibody']
    """
    found = frozenset(_parents().get(kind, {}).get(name, ()))
    if kind != "drug":
        return found
    folded = name.lower()
    return found.union(*(classes for stem, classes in _STEMS if stem.search(folded)))


@cache
def broader_than(kind: str, name: str) -> frozenset[str]:
    """All names that are broader than a name, and those that say the same; without itself.

    >>> {"liver cancer", "cancer"} <= broader_than("disease", "hepatocellular carcinoma")
    True
    >>> "immune checkpoint inhibitor" in broader_than("drug", "nivolumab")
    True
    """
    above = "class" if kind == "drug" else kind
    found = set(parents_of(kind, name))
    waiting = list(found)
    while waiting:
        new = parents_of(above, waiting.pop()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found - {name})
