"""Measures that no list names: the subject of a verb that a mean, an amount or a share of patients follows."""

import re
from collections.abc import Iterator, Sequence

from extract.measures import Measure
from extract.quantities import NUMBER, PERCENT, quantity_at

_LONGEST_SUBJECT = 140
_WERE = re.compile(rf"\s(?:were|was)\s(?={NUMBER})")
_SENTENCE_START = re.compile(r"[.;:]\s|\b(?:that|while|whereas|but)\s|^")
_PAIR = re.compile(
    rf"[(\[]\s?(?=(?:{NUMBER})[^()\[\]\d]{{0,12}}(?:±\s?[\d.]{{1,8}}\s?[^()\[\]\d]{{0,10}}|\([^()]{{1,16}}\)\s?)?\b(?:vs\.?|versus)\s)"
)
_COMPARED_PAIR = re.compile(
    rf"[(\[]\s?(?={NUMBER}[^()\[\]]{{0,24}}[)\]]\s(?:than|compared (?:with|to)|versus|"
    rf"vs\.?)\s[^.;()\[\]]{{1,60}}[(\[]\s?{NUMBER})"
)
_PAIR_VERB = re.compile(
    r"\s(?:was|were|is|did|differed|decreased|increased|improved|declined|rose|fell)\b[^.;:()]{0,110}$"
)
_VERB = re.compile(
    r"\s(?:(?:was|were|averaged|reached)|(?P<from>(?:was |were )?(?:significantly )?(?:decreased|"
    r"increased|fell|rose|dropped|"
    r"declined|improved|changed|reduced|lowered)(?: significantly)? \(?(?:from|to))|"
    r"(?P<in>(?:occurred|developed|persisted|recurred|resolved|disappeared|turned \w+|(?:was|were) (?:seen|"
    r"observed|found|noted|reported|detected|"
    r"present|achieved|diagnosed|recorded|documented|confirmed|identified|isolated)) in))\s(?:only |about |"
    r"approximately |around )?(?=[-−–]?\s?\d)"
)
_CLAUSE_START = re.compile(
    r"[.;:,]\s|\b(?:that|while|whereas|but|and)\s(?=the\s|mean\s|median\s)|(?:(?<![\w.-])\d[\d.]{0,6}(?:\s?[^\s,;]{1,12})?|[%)])\sand\s|^"
)
_NOUN_WORD = (
    r"(?!(?i:the|an?|of|in|and|or|with|to|was|were|is|that|this|their|its|at|for|by|from|respectively|showed|had|has|"
    r"both|as|on|than|between|no|not)\b)[A-Za-z][\w/-]{0,24}"
)
_FROM = re.compile(
    rf"\b(?:reduc|increas|decreas|lower|improv|rais|enhanc|elevat)(?:ed|es|ing)\s(?:the\s)?(?P<noun>(?:mean\s)?{_NOUN_WORD}"
    rf"(?:\s(?:of\s)?{_NOUN_WORD}){{0,4}}?)\sfrom\s(?={NUMBER})",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\s*(?:(?:the|their|this|our|its|overall|median)\s){{0,3}}(?P<noun>(?:grade\s[≥>]?\s?\d(?:\s?(?:[-–/]|to|or)\s?\d)?\s)?(?:(?:mean|"
    rf"average)\s(?:of\s(?:the\s)?)?)?{_NOUN_WORD}"
    rf"(?:\s(?:of\s(?:the\s)?)?{_NOUN_WORD}){{0,4}})(?:\s\([A-Za-z][\w-]{{0,9}}\))?"
    r"(?:\s(?:in|for|among|at|after|of|on|with|before|from)\s[^.;:()]{1,90})?(?:\ssignificantly)?$",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?:higher|lower|reduced?|increased?|decreased?|improved?|lowered|greater|shorter|longer|had|showed)\s)*"
    rf"(?P<noun>(?!(?:higher|lower|reduced|increased|decreased|improved|lowered|greater|shorter|longer|respectively)\s){_NOUN_WORD}"
    rf"(?:\s{_NOUN_WORD}){{0,2}})\s$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\s*(?:the\s)?(?:mean\s)?(?P<list>{_NOUN_WORD}(?:\s{_NOUN_WORD}){{0,3}}?(?:,\s{_NOUN_WORD}(?:\s{_NOUN_WORD}){{0,3}}?){{0,4}},?\sand\s"
    rf"(?:the\s)?{_NOUN_WORD}(?:\s{_NOUN_WORD}){{0,3}})$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:,?\sand\s(?:the\s)?|,\s)")
_RESPECTIVELY = re.compile(r"(?:[^.;]|\.\d){1,160}?\brespectively\b")
_A_GROUP = re.compile(r"(?:the\s)?(?:controls?|placebo)", re.IGNORECASE)
_NO_OUTCOME = re.compile(
    r"\b(?:ages?|aged|follow-?ups?|number|sample|doses?|dosages?|temperatures?|patients?|"
    r"participants|subjects|studies|trials|"
    r"years?|months?|period|interval|there|it|they|we|these|those|which|this|that|he|she|each|one|all|some|most|"
    r"women|men|animals|rats|mice|cells|samples|concentration of|heterogeneity|ratio|difference|"
    r"differences|CI|sample size|"
    r"significance|amounts?|injected|administered|infused|weighed|centrifuged|incubated|treated|baseline|I2|values?)\b",
    re.IGNORECASE,
)


def find_subjects(text: str, known: Sequence[Measure]) -> Iterator[Measure]:
    """``Total cholesterol was 212 mg/dL``, ``Hospital stay was shorter (4.5 vs 6.1 days)``: none within a known one."""
    taken = [*known]
    for measure in (*_listed(text), *_before_verbs(text), *_before_pairs(text), *_changed_from(text)):
        if not any(measure.start < other.end and other.start < measure.end for other in taken):
            taken.append(measure)
            yield measure


def _before_verbs(text: str) -> Iterator[Measure]:
    for verb in _VERB.finditer(text):
        quantity = quantity_at(text, verb.end())
        if quantity is None:
            continue
        share, changed = verb.group("in") is not None, verb.group("from") is not None
        unit = text[slice(*quantity.unit)] if quantity.unit else ""
        if not changed and share != (unit in PERCENT and not quantity.spread):
            continue
        if share or changed or quantity.spread or quantity.unit:
            yield from _subject(text, verb.start(), "share" if share else "amount")


def _listed(text: str) -> Iterator[Measure]:
    """``Loading and release were 85.2% and 7.4%, respectively``: each item of the subject."""
    for verb in _WERE.finditer(text):
        if not _RESPECTIVELY.match(text, verb.end()):
            continue
        begin = max(0, verb.start() - _LONGEST_SUBJECT)
        begin = max((match.end() for match in _SENTENCE_START.finditer(text, begin, verb.start())), default=begin)
        subject = _LISTED.match(text, begin, verb.start())
        if subject is None or _NO_OUTCOME.search(subject.group("list")):
            continue
        start, end = subject.span("list")
        for parting in (*_ITEM.finditer(text, start, end), None):
            until = parting.start() if parting else end
            yield Measure(start, until, text[start:until], "amount")
            start = parting.end() if parting else end


def _before_pairs(text: str) -> Iterator[Measure]:
    for pair in (*_PAIR.finditer(text), *_COMPARED_PAIR.finditer(text)):
        begin = max(0, pair.start() - _LONGEST_SUBJECT)
        verb = _PAIR_VERB.search(text, begin, pair.start())
        noun = _NOUN_BEFORE.search(text, begin, pair.start())
        if verb:
            yield from _subject(text, verb.start(), "amount")
        elif (
            noun
            and not _A_GROUP.fullmatch(noun.group("noun"))
            and not _NO_OUTCOME.search(noun.group("noun"))
            and _is_amount(text, pair.end())
        ):
            yield Measure(*noun.span("noun"), noun.group("noun"), "amount")


def _is_amount(text: str, position: int) -> bool:
    """Whether the pair that begins there is of means: shares of a named thing may be of who has it, and no outcome."""
    quantity = quantity_at(text, position)
    return quantity is not None and (quantity.spread or quantity.unit is None) and quantity.n is None


def _changed_from(text: str) -> Iterator[Measure]:
    """``reduced the infarct size from 45.2% to 21.4%``: what was changed stands behind the verb."""
    for match in _FROM.finditer(text):
        if not _NO_OUTCOME.search(match.group("noun")):
            yield Measure(*match.span("noun"), match.group("noun"), "amount")


def _subject(text: str, end: int, kind: str) -> Iterator[Measure]:
    """What the words before a verb name, where they may be something measured."""
    lead = max(0, end - _LONGEST_SUBJECT)
    begin = max((match.end() for match in _CLAUSE_START.finditer(text, lead, end)), default=lead)
    if begin == lead and lead:
        return
    subject = _SUBJECT.match(text, begin, end)
    if subject and not _NO_OUTCOME.search(subject.group("noun")):
        yield Measure(*subject.span("noun"), subject.group("noun"), kind)
