"""Names that count only where the words beside them bear them out.

``REST`` is a gene where its expression is spoken of, ``garlic`` and ``zinc`` are drugs where they are taken: as an
extract, a mouthwash or a supplement, in so many milligrams or per cent.
"""

import re

_OF_GENES = re.compile(
    r"\W{1,3}(?:and\s\S{1,10}\s)?(?:genes?|proteins?|mRNAs?|expression|mutations?|polymorphisms?|receptors?|"
    r"inhibitors?|"
    r"signal\w*|pathways?|levels?|alleles?|promoters?|knock\w+|silencing|activity|locus|loci|ligands?|antagonists?|"
    r"agonists?|"
    r"antibod\w+|axis|overexpression|phosphorylation|activation|kinases?|cytokines?)\b"
)
_OF_GENES_BEFORE = re.compile(
    r"(?:genes?|proteins?|expression of|mutations? in|anti|receptors?|levels of|(?:lnc|mi|micro|circ)RNAs?)[\s-]\(?$"
)

PART = (
    r"(?:dried|fresh|crude|raw|whole|leaf|leaves|roots?|seeds?|bark|fruits?|flowers?|herb|rhizomes?|peel|rind|stem|twigs?|bulb|"
    r"ethanol(?:ic)?|methanol(?:ic)?|aqueous|hydro-?alcoholic|alcoholic|hydro-?ethanolic|acetonic|acetone|water|rich|green|black)"
)
"""What stands between a plant and what is made of it: its part, or what it is drawn with."""

MADE = (
    r"(?:extracts?|essential\soils?|oils?|polysaccharides?|saponins?|powders?|granules|decoctions?|juice|gel|infusions?|tinctures?|"
    r"teas?|oleoresins?|chewing\ssticks?)"
)
"""What is made of a plant, and is called so with it."""

FORM = (
    r"(?:mouth[\s-]?(?:washe?s?|rinses?)|(?:oral|mouth)\srinses?|rins(?:es?|ing)|gargles?|tooth\s?pastes?|dentifrices?|creams?|ointments?|"
    r"lotions?|pastes?|tablets?|capsules?|pills?|lozenges?|syrups?|(?:chew(?:ing|able)?[\s-]gums?)|chew\scand(?:y|ies)|chips?|varnish(?:es)?|"
    r"mouth\ssprays?|sprays?|drops|suppositor(?:y|ies)|enemas?|irrigants?|supplements?|supplementation|preparations?|formulations?|"
    r"irrigation|patch(?:es)?|syrups?|suspensions?|emulsions?|injections?|infusions?)"
)
"""How something is given; no part of its name."""

_GIVEN = re.compile(
    rf"(?:\sL(?:inn)?\.?)?\)?(?:[\s-]{PART}){{0,3}}[\s-](?:based\s|containing\s)?(?:{MADE}|{FORM})\b", re.IGNORECASE
)
GIVEN_BEFORE = re.compile(
    r"(?:\d\s?%\s|\b(?:mg|µg|μg|mcg|g|IU)(?:/\w+)?\sof\s|"
    rf"\b(?:{MADE}|{FORM}|supplement(?:ed|ation)\swith|containing|intake\sof)\s(?:of\s|from\s|with\s|containing\s)?"
    r"(?:the\s)?(?:(?:leaves|leaf|seeds?|roots?|bark|fruits?|flowers?|aerial\sparts|rhizomes?|peel)\sof\s)?|"
    r"\b(?:effects?|efficacy|effectiveness)\sof\s(?:the\s)?)$",
    re.IGNORECASE,
)

"""What stands before a thing that is given, or studied for its effect."""


def bears_out(kind: str, text: str, start: int, end: int) -> bool:
    """Whether the words beside a weak name say that it names a thing of its kind.

    >>> bears_out("target", "REST expression", 0, 4), bears_out("target", "REST was allowed", 0, 4)
    (True, False)
    >>> bears_out("organism", "garlic extract", 0, 6), bears_out("organism", "garlic bread", 0, 6)
    (True, False)
    """
    if kind == "target":
        return bool(_OF_GENES.match(text, end) or _OF_GENES_BEFORE.search(text, max(0, start - 20), start))
    return bool(_GIVEN.match(text, end) or GIVEN_BEFORE.search(text, max(0, start - 60), start))
