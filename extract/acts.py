"""Who acts on what in a sentence: the subject of a verb of acting, the verb, and its object.

Patterns over the words, no parse: a subject is what stands before the verb back to the start of its clause; verbs that
are joined share it, and so do participles (``by promoting …``, ``thereby enhancing …``). What does not fit is left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.act import Act, act_of
from extract.acts_by import find_passive_acts
from extract.biology import are_biological
from extract.clause_parts import RELATIVE, Range, antecedent, object_behind, subject_before
from extract.relations import CUE, NO_EFFECT, NOUN_CUE, ROLE, relation_of
from extract.verbs import GOVERNING, SAYS

LONGEST = 2000
"""Characters of a sentence that are looked through."""
_MOST_CUES = 30

_JOINED = re.compile(
    r"(?:\b(?:and|or|but|while|by|through|via|thereby|thus|to|for|in|as|including)\s?(?:\w+ly\s)?|"
    r",\s?(?:\w+ly\s)?|;\s?)$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"([^\s,;:]+[^\s,;:.(])\s(?:\w+ly\s)?$")
_NO_NOUN = re.compile(
    r"(?:a|an|the|of|in|with|by|to|and|or|for|from|on|at|as|is|are|was|were|be|been|being|their|its|this|these|"
    r"that|no|more|most|highly|very|both|"
    r"not|has|have|had|than|through|via|via|between|such|increased|decreased|reduced|enhanced|impaired|under|into|"
    r"showed|show|shows|without)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s?(?:[,;.:)]|\s(?:by|in|to|with|from|on|at|for|as|of|and|or|than|after|during|when|through|via|but|"
    r"compared|among|between)\b)"
)
_BEFORE_PARTICIPLE = re.compile(
    r"(?:\b(?:by|through|via|thereby|thus|and|or|while|for|in|further|of|as|including|without)|,)\s(?:\w+ly\s)?$",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(r"\b(?:and|but|also|has|have|had)\s(?:\w+ly\s)?$")
_AFFECTING = re.compile(r"affecting|causing|driving|mediating|leading to|resulting in", re.IGNORECASE)
_NO_OBJECT = re.compile(
    r"\s?[,.;:)]|\s[~≈]?\d|\s(?:whereas|while|when|after|in|on|with|by|from|at|during|compared|than|and|or|"
    r"but)\b(?!\s\w+ing\b)"
)
_VERB = re.compile(rf"(?:{GOVERNING}|did|does|do)")
_PRONOUN = re.compile(
    r"(?:(?P<why>\b(?:as|because|since))\s|(?P<same>:|\bwhile\b[^,]{0,40},)\s)?\b(?:it|"
    r"they)\s(?:(?!and\b)\w+\s){0,5}$"
)
_ASKED = re.compile(
    r"\b(?:whether|if|hypothesi[sz]ed?(?: that)?|(?:aim(?:s|ed)?|to (?:assess|investigate|test|determine|"
    r"examine|evaluate)))\s"
    r"[^,;.]*$",
    re.IGNORECASE,
)
"""What is asked or supposed is not asserted."""
_WITHOUT = re.compile(r"\bwithout\s(?:\w+ly\s)?$", re.IGNORECASE)
_NEITHER = re.compile(r"\bneither\s$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|may|will)\b|[;.]")


@lru_cache(maxsize=8)
def find_acts(text: str, names: tuple[Range, ...], molecules: tuple[Range, ...] = ()) -> tuple[Act, ...]:
    """The actings in a sentence, in order; ``names`` are the ranges of the biological names in it, in order.

    ``molecules`` are those of the names that more or less can be made of: genes and proteins. The last few answers are
    kept: a sentence is asked once to recognise it and once to read it.
    """
    text = text[:LONGEST].replace("e.g.", "e_g_").replace("i.e.", "i_e_")  # no ends of sentences
    acts: list[Act] = []
    taken: set[tuple[int, bool]] = set()
    for act in (*_active(text, names, molecules), *find_passive_acts(text, molecules)):
        if (act.cue[0], act.negated) in taken or _ASKED.search(text, max(0, act.agent[0] - 60), act.agent[0]):
            continue
        if are_biological(text, act.agent, act.object, names):
            taken.add((act.cue[0], act.negated))
            acts.append(act)
    return tuple(acts)


def _active(text: str, names: tuple[Range, ...], molecules: tuple[Range, ...]) -> Iterator[Act]:
    """Actings whose agent stands before their verb or noun, whether they are biological or not."""
    last: Act | None = None
    subject: Range | None = None
    means = previous_end = 0
    for match in _cues(text):
        cue = match.span("cue") if "cue" in match.re.groupindex else match.span()
        word = text[slice(*cue)].lower()
        is_noun = match.re is NOUN_CUE
        found: Range | None
        if is_noun:
            listed = match.group("means") is None
            if listed and (not means or _FINITE.search(text, means, cue[0])):
                continue
            means = cue[1]
        elif match.re is CUE and (_is_participle_adjective(text, cue, word) or _is_noun(text, match, word)):
            continue
        if match.re is NO_EFFECT:
            found = subject or _main_subject(text)
        elif match.re is ROLE:
            found = subject_before(text, match.start(), previous_end) or subject
        elif RELATIVE.search(text, max(0, cue[0] - 50), cue[0]):
            found = _antecedent(text, cue[0], last)
        elif _AFFECTING.match(word) and not _BEFORE_PARTICIPLE.search(text, max(0, cue[0] - 24), cue[0]):
            found = antecedent(text, cue[0])
        elif pronoun := _PRONOUN.search(text, max(0, cue[0] - 60), cue[0]):
            found = _main_subject(text) if pronoun.group("why") else subject if pronoun.group("same") else None
        elif is_noun or word.endswith("ing") or _JOINED.search(text, max(0, cue[0] - 24), cue[0]):
            found = subject or subject_before(text, cue[0], previous_end)
        else:
            found = subject_before(text, cue[0], previous_end) or subject
        aim = object_behind(text, match.end())
        if aim and is_noun and (listed_on := NOUN_CUE.search(text, aim[0], aim[1] + 1)):
            aim = (aim[0], listed_on.start()) if listed_on.start() - aim[0] >= 2 else aim
        if found is None or aim is None or found[1] > cue[0]:
            continue
        if not is_noun and not word.endswith("ing"):
            subject = found
        previous_end = match.end()
        denied = _WITHOUT.search(text, 0, cue[0]) or _NEITHER.search(text, max(0, found[0] - 12), found[0])
        denied = denied or (match if match.re is NO_EFFECT else None)
        last = act_of(text, found, cue, relation_of(match), aim, molecules, negated=denied is not None)
        means = last.cue[1] if last.cue != cue else means  # results in upregulation of A and secretion of B
        yield last


def _cues(text: str) -> list["re.Match[str]"]:
    found = [match for pattern in (CUE, NOUN_CUE, ROLE, NO_EFFECT) for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: match.start())[:_MOST_CUES]


def _is_participle_adjective(text: str, cue: Range, word: str) -> bool:
    """``increased infiltration``, ``activated T cells``: no acting, unless an auxiliary or a subject goes before."""
    if not word.endswith(("ed", "en")):
        return False
    lead = _WORD_BEFORE.search(text, max(0, cue[0] - 40), cue[0])
    if (
        lead
        and not (_NO_NOUN.fullmatch(lead.group(1)) or _VERB.fullmatch(lead.group(1)))
        and not _PREPOSITION.match(text, cue[1])
    ):
        return False  # TGF-β suppressed NK cells
    before = text[max(0, cue[0] - 14) : cue[0]].lower()
    return not re.search(r"\b(?:has|have|had)\s(?:been\s)?(?:\w+ly\s)?$", before) or "been" in before


def _is_noun(text: str, match: "re.Match[str]", word: str) -> bool:
    """Nouns and adjectives that look like cues: ``matrix remodeling``, ``the release of``, ``lower levels``."""
    if match.lastgroup and match.lastgroup.startswith("v") and _NO_OBJECT.match(text, match.end()):
        return True
    if word.endswith("ing"):
        return not _AFFECTING.match(word) and not _BEFORE_PARTICIPLE.search(
            text, max(0, match.start() - 24), match.start()
        )
    if word == "lower":
        return not text.startswith("to ", match.start() - 3) or text.startswith("due to ", match.start() - 7)
    return text[match.end() : match.end() + 4] == " of "


def _main_subject(text: str) -> Range | None:
    """What stands before the first verb of the sentence."""
    verb = SAYS.search(text)
    return subject_before(text, verb.start(), 0) if verb else None


def _antecedent(text: str, cue: int, last: Act | None) -> Range | None:
    """What a relative clause speaks of: the object that it stands behind, else what its clause says."""
    which = RELATIVE.search(text, max(0, cue - 50), cue)
    if which is None:
        return None
    if last and 0 <= which.start() - last.object[1] <= 40:
        return last.object
    return antecedent(text, which.start())
