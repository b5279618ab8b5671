"""What a head, a label or a caption speaks of: a moment, a trait, a count, a setting, results without a name."""

import re

from curated.provenance import Sourced

_BASELINE = re.compile(
    r"\b(?:age|sex|male|female|gender|BMI|weight|height|ethnicity|year|number|no\.|sample|patients?|studies|"
    r"trials|ISS|APACHE|ASA|baseline)\b|^n$",
    re.IGNORECASE,
)
_WEIGHED = re.compile(
    r"\bweight (?:gain|loss|change|reduction)\b|\b(?:final|organ|liver|kidney|heart|spleen|tumou?r|birth|"
    r"relative|gain in|"
    r"loss of|change in)\s(?:body\s)?weight\b",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:baseline|demographics?)\b|\b(?:clinical|patients?['’]?|study|general|population|clinicopathological|"
    r"subjects?['’]?)\s(?:and\s[\w-]+\s)?characteristics\b|"
    r"\bcharacteristics\s(?:of|in)\s(?:[\w-]+\s){0,4}(?:studies|trials|patients|participants|subjects|population|"
    r"cohorts?|cases)\b|\bpopulation description\b",
    re.IGNORECASE,
)
"""Captions of tables that say who was studied, not what came of it."""

_TIME = re.compile(
    r"^[\s(]*(?:at\s)?(?:(?:day|week|month|year)s?\s?\d+|\d+(?:st|nd|rd|th)?[\s-]?(?:days?|weeks?|months?|mo|years?|hours?|"
    r"h|d|min)\b(?!\s(?:a|per)\s)|baseline\b|(?:before|after)\b|pre-?(?:treatment|operati\w+|op|test|intervention)\b|"
    r"post-?(?:treatment|operati\w+|op|test|intervention)\b|(?:last |final )?follow-?up\b)",
    re.IGNORECASE,
)
_COUNTED_ONLY = re.compile(
    r"^\W*(?:frequenc(?:y|ies)|numbers?|no\.?|n|percent(?:age)?s?|counts?|totals?|cases|patients|values?|overall|all)"
    r"\W*(?:n?\W{0,3}%?)?\W*$",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"^\W*(?:(?:main|key|major|primary|secondary|clinical|study|other|intervention|control|treatment|experimental|comparator)\s){0,2}(?:results?|outcomes?|findings?|"
    r"end ?points?|effects?|conclusions?|"
    r"remarks?|comments?|values?|data|efficacy|effectiveness|response|comparison|summary|means?|rates?)"
    r"(?:\s(?:and\s)?(?:results?|outcomes?|findings?|measures?|values?))?\W*(?:[(\[][^()\[\]]{0,60}[)\]]\W*)?$",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"^\W*(?:(?:study|treatment|control|intervention)\s)?(?:groups?|arms?|participants|subjects|population|interventions?|comparators?|"
    r"comparisons?|controls?|treatments?|regimens?|drugs?|quality|stages?|exposures?)\W*$|"
    r"\b(?:follow-?ups?|doses?|dosages?|duration of (?:the )?(?:treatment|study|follow-?up|intervention|therapy)|"
    r"design|"
    r"country|authors?|references?|(?:study|methodological) quality|quality (?:score|assessment)|Jadad|race|smok\w+|"
    r"education|inclusion|criteria|location|setting|sample size|randomi[sz]\w+)\b",
    re.IGNORECASE,
)
"""How a study was done and in whom: columns of evidence tables whose pairs are no outcomes."""

_WITH_EVENT = re.compile(
    r"(?:\b(?:patients|participants|subjects|numbers?|no|percent\w*|proportion|cases)\b|%).{0,30}\b(?:with|who|whom|having|"
    r"achiev\w+|of\s(?!(?:the\s)?(?:patients|participants|subjects|cases|women|men|males?|females?|studies|trials|arms|"
    r"groups|years?)\b)[a-z]+)",
    re.IGNORECASE,
)
"""``Patients with adequate cleansing``: a count of an event, and not of who was studied."""

_TRAIT = re.compile(
    r"\b(?:age|sex|males?|females?|gender|BMI|height|ethnicity|ISS|APACHE|ASA|baseline)\b", re.IGNORECASE
)


def counts_event(name: str) -> bool:
    """Whether a name that mentions people counts those to whom something happened."""
    return bool(_WITH_EVENT.search(name)) and not _TRAIT.search(name)


def is_time(text: str) -> bool:
    """Whether a head or a label begins with a moment (``Day 7``, ``After treatment``)."""
    return _TIME.match(text) is not None


def is_baseline(name: str) -> bool:
    """Whether a name is of what people came with: their age, their weight, how many they are."""
    return bool(_BASELINE.search(name)) and not _WEIGHED.search(name)


def is_setting(name: str) -> bool:
    """Whether a name is of how a study was done."""
    return _SETTING.search(name) is not None


def says_who(caption: Sourced[str] | None) -> bool:
    """Whether a caption says that its table describes who was studied."""
    return caption is not None and bool(_OF_WHOM.search(caption.value))


def only_counts(head: str) -> bool:
    """Whether a head names nothing but a count (``Frequency (%)``)."""
    return _COUNTED_ONLY.match(head) is not None


def tells_results(head: str) -> bool:
    """Whether a head announces results without naming what was measured (``Main outcomes``)."""
    return _RESULTS.match(head) is not None
