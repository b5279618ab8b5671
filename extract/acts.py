"""Who acts on what in a sentence: the subject of a verb of acting, the verb, and its object.

Patterns over the words, no parse: a subject is what stands before the verb back to the start of its clause; verbs that
are joined share it, and so do participles (``by promoting …``, ``thereby enhancing …``). What does not fit is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.clause_parts import RELATIVE, Range, object_behind, subject_before
from extract.relations import BY, CUE, NOUN_CUE, Relation, relation_of

LONGEST = 2000
"""Characters of a sentence that are looked through."""
_MOST_CUES = 30

_JOINED = re.compile(
    r"(?:\b(?:and|or|but|while|by|through|via|thereby|thus|to)\s?(?:\w+ly\s)?|,\s?(?:\w+ly\s)?|;\s?)$", re.IGNORECASE
)
_WHERE = re.compile(
    r"\s(?:in|within|on|of)\s(?:the\s)?(?P<where>(?:[\w+-]+\s){0,4}(?:cells?|tissues?|TME|microenvironment|HCC|"
    r"patients|models?|mice|rats|tumou?rs?|liver|cancer))\b"
)
_THERAPY = re.compile(
    r"\b(?P<what>resistance|unresponsive\w*|non-?responsive\w*|efficacy|effectiveness|responses?|sensitivity|"
    r"effects?|activity)\b(?:(?!\bby\b)[^,;.]){0,50}?"
    r"\b(?:ICIs?|immunotherap\w+|therap\w+|treatment|inhibitors?|blockade|PD-L?1|anti-\w[\w-]*|chemotherapy|drugs?)\b|"
    r"\b(?:ICIs?|immunotherap\w+|therapy|drug|inhibitor|antitumou?r|anti-tumou?r)\s(?P<what2>resistance|efficacy|"
    r"responses?|sensitivity|effects?|activity|non-responsiveness)\b",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\s,;:]+[^\s,;:.(])\s(?:\w+ly\s)?$")
_NO_NOUN = re.compile(
    r"(?:a|an|the|of|in|with|by|to|and|or|for|from|on|at|as|is|are|was|were|be|been|being|their|its|this|these|"
    r"that|no|more|most|highly|very|both|"
    r"not|has|have|had|than|through|via|via|between|such|increased|decreased|reduced|enhanced|impaired|under|into|"
    r"showed|show|shows)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s?(?:[,;.:)]|\s(?:by|in|to|with|from|on|at|for|as|of|and|or|than|after|during|when|through|via|but|"
    r"compared|among|between)\b)"
)
_BEFORE_PARTICIPLE = re.compile(
    r"(?:\b(?:by|through|via|thereby|thus|and|or|while|for|in|further|of)|,)\s(?:\w+ly\s)?$", re.IGNORECASE
)
_MAKING = re.compile(r"secretion|production|release|expression", re.IGNORECASE)
_IDEAS = re.compile(
    r"\b(?:findings|results|studies|mechanisms|evidence|strateg\w+|approach\w*|trials?|insights|potential)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:diminished|impaired|reduced|decreased|suppressed|inhibited|lowered|attenuated|weakened)\s", re.IGNORECASE
)
_MADE = re.compile(
    r"(?:(?P<up>up-?regulation)|(?P<down>down-?regulation)|(?P<less>inhibition|suppression|impairment)|"
    r"(?P<more>activation|induction))\sof\s(?:the\s)?",
    re.IGNORECASE,
)
_MAKINGS: dict[str, Relation] = {"up": "up-regulates", "down": "down-regulates", "less": "inhibits", "more": "promotes"}
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be)\s(?:\w+ly\s)?(?P<cue>[a-z-]+ed)\sby\s")
_PROCESS = re.compile(
    r"\b(?:resistance|efficacy|infiltration|responses?|immunity|activation|proliferation|polari[sz]ation|"
    r"expression|microenvironment|evasion|escape|tolerance|"
    r"exhaustion|angiogenesis|presentation|apoptosis|metastasis|differentiation|maturation|migration|growth|"
    r"survival of|signal\w*|pathways?|secretion|"
    r"recruitment|cytotoxicity|immunosuppressi\w+|inflammation|chemotaxis|stress|death|transport|degradation|"
    r"synthesis|activity|activities|function|levels?|"
    r"accumulation|immunogenicity|antitumou?r|neoantigens?|antigens?|cytokines?|chemokines?|peroxidation|"
    r"transition|necrosis|release|vasculature|populations?|abundance)\b",
    re.IGNORECASE,
)
_CLINICAL = re.compile(
    r"\b(?:ORR|PFS|OS|survival|outcomes?|prognosis|mortality|risk|toxicity|adverse|quality|patients' )\b"
)


@dataclass(frozen=True, slots=True)
class Act:
    """One acting, as ranges of a text."""

    agent: Range
    cue: Range
    relation: Relation
    object: Range
    where: Range | None = None
    effect: Range | None = None
    direction: str | None = None


@lru_cache(maxsize=8)
def find_acts(text: str, names: tuple[Range, ...]) -> tuple[Act, ...]:
    """The actings in a sentence, in order; ``names`` are the ranges of the biological names in it.

    The last few answers are kept: a sentence is asked once to recognise it and once to read it.
    """
    text = text[:LONGEST].replace("e.g.", "e_g_").replace("i.e.", "i_e_")  # no ends of sentences
    acts: list[Act] = []
    subject: Range | None = None
    previous_end = 0
    cues = [(match, False) for match in CUE.finditer(text)] + [(match, True) for match in NOUN_CUE.finditer(text)]
    for match, is_noun in sorted(cues, key=lambda cue: cue[0].start())[:_MOST_CUES]:
        cue = match.span("cue") if is_noun else match.span()
        word = text[slice(*cue)].lower()
        found: Range | None
        if _is_participle_adjective(text, cue, word) or _is_noun(text, match, word, is_noun=is_noun):
            continue
        if is_noun or word.endswith("ing") or _JOINED.search(text, max(0, cue[0] - 24), cue[0]):
            found = subject or subject_before(text, cue[0], previous_end)
        elif RELATIVE.search(text, max(0, cue[0] - 30), cue[0]):
            found = _antecedent(text, cue[0], acts)
        else:
            found = subject_before(text, cue[0], previous_end) or subject
        aim = object_behind(text, match.end())
        if found is None or aim is None or found[1] > cue[0]:
            continue
        if not is_noun and not word.endswith("ing"):
            subject = found
        previous_end = match.end()
        if not _biological(text, found, aim, names):
            continue
        if _IDEAS.search(text, *found):
            continue
        acts.append(_act(text, found, cue, relation_of(match), aim))
    acts.extend(_passive(text, names))
    return tuple(acts)


def _is_participle_adjective(text: str, cue: Range, word: str) -> bool:
    """``increased infiltration``, ``activated T cells``: no acting, unless an auxiliary or a subject goes before."""
    if not word.endswith(("ed", "en")):
        return False
    lead = _WORD_BEFORE.search(text, max(0, cue[0] - 40), cue[0])
    if lead and not _NO_NOUN.fullmatch(lead.group(1)) and not _PREPOSITION.match(text, cue[1]):
        return False  # TGF-β suppressed NK cells
    before = text[max(0, cue[0] - 14) : cue[0]].lower()
    return not re.search(r"\b(?:has|have|had)\s(?:been\s)?(?:\w+ly\s)?$", before) or "been" in before


def _is_noun(text: str, match: "re.Match[str]", word: str, *, is_noun: bool) -> bool:
    """Nouns that look like cues: ``matrix remodeling``, ``the release of``, ``and activation of`` in a list."""
    if is_noun:
        return not match.group("means") and not _MAKING.match(word)
    if word.endswith("ing"):
        return not _BEFORE_PARTICIPLE.search(text, max(0, match.start() - 24), match.start())
    return text[match.end() : match.end() + 4] == " of "


def _antecedent(text: str, cue: int, acts: list[Act]) -> Range | None:
    """What a relative clause speaks of: the object that it stands behind."""
    which = RELATIVE.search(text, max(0, cue - 30), cue)
    if which and acts and 0 <= which.start() - acts[-1].object[1] <= 40:
        return acts[-1].object
    return None


def _biological(text: str, agent: Range, aim: Range, names: tuple[Range, ...]) -> bool:
    """Whether a name stands in one of the two, and a name or a process in what is acted on; no clinical outcome."""
    if _CLINICAL.search(text, *aim):
        return False
    in_agent = any(agent[0] <= start and end <= agent[1] for start, end in names)
    in_aim = any(aim[0] <= start and end <= aim[1] for start, end in names)
    process = bool(_PROCESS.search(text, *aim))
    return (
        (in_agent and (in_aim or process)) or (in_aim and bool(_PROCESS.search(text, *agent))) or (in_aim and process)
    )


def _act(text: str, agent: Range, cue: Range, relation: Relation, aim: Range) -> Act:
    where = _WHERE.search(text, aim[0], min(len(text), aim[1] + 60))
    place = where.span("where") if where and where.start() <= aim[1] else None
    if where and place and aim[0] < where.start() < aim[1] and text[where.start() + 1 : where.start() + 3] == "in":
        aim = aim[0], where.start()
    less = _LESS.match(text, aim[0]) if relation == "promotes" else None
    if less:
        relation, cue, aim = "inhibits", (less.start(), less.end() - 1), (less.end(), aim[1])
    made = _MADE.match(text, aim[0]) if relation == "promotes" else None
    if made:
        relation, cue, aim = _MAKINGS[made.lastgroup or ""], made.span(made.lastgroup or 0), (made.end(), aim[1])
    said = text[slice(*aim)].lower()
    if relation in ("promotes", "inhibits") and re.search(r"\b(?:expression|levels?) of\b|\bexpression$", said):
        reduces = relation == "inhibits"
        relation = "down-regulates" if reduces else "up-regulates"
    therapy = _THERAPY.search(text, aim[0], min(len(text), aim[1] + 30))
    effect, direction = None, None
    if therapy and therapy.start() < aim[1] and relation in ("promotes", "inhibits", "is associated with"):
        effect = aim
        word = (therapy.group("what") or therapy.group("what2")).lower()
        worse = word.startswith(("resist", "unresp", "non"))
        direction = "resistance" if worse == (relation != "inhibits") else "sensitivity"
    return Act(agent, cue, relation, aim, place, effect, direction)


def _passive(text: str, names: tuple[Range, ...]) -> Iterator[Act]:
    """``TGF-β secreted by HCC cells``; ``apoptosis is induced by X``."""
    for match in _PASSIVE.finditer(text):
        cue = CUE.fullmatch(text, *match.span("cue"))
        aim = subject_before(text, match.start(), 0) if cue else None
        agent = object_behind(text, match.end()) if aim else None
        if cue and aim and agent and _biological(text, agent, aim, names):
            yield Act(agent, cue.span(), relation_of(cue), aim)
    for match in BY.finditer(text):
        made = [(start, end) for start, end in names if 0 <= match.start() - end <= 2]
        makers = [(start, end) for start, end in names if 0 <= start - match.end() <= 12]
        if made and makers:
            yield Act(makers[0], match.span("cue"), relation_of(match), made[-1])
