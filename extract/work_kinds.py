"""What sort of work a cited item is: by the type that a registry gives it, its title, its place of print, its abstract.

A registry's type and a title are sure signs. What an abstract's sentences say is one where they say what was done here
(``mice were``, ``patients were randomly assigned``, ``this trial is enrolling``).
"""

import re
from collections.abc import Iterator, Mapping

from curated.cited import WorkKind

Range = tuple[int, int]

_I = re.IGNORECASE

TYPES: Mapping[str, WorkKind] = {
    "review": "review",
    "review-article": "review",
    "systematic review": "review",
    "scoping review": "review",
    "meta-analysis": "meta-analysis",
    "network meta-analysis": "meta-analysis",
    "guideline": "guideline",
    "practice guideline": "guideline",
    "consensus development conference": "guideline",
    "clinical trial protocol": "protocol",
    "meeting abstract": "abstract",
    "abstract": "abstract",
    "preprint": "preprint",
    "posted-content": "preprint",
    "case reports": "case report",
    "case-report": "case report",
    "editorial": "editorial",
    "comment": "editorial",
    "letter": "editorial",
    "news": "editorial",
    "randomized controlled trial": "randomised trial",
    "pragmatic clinical trial": "randomised trial",
    "equivalence trial": "randomised trial",
    "clinical trial": "clinical trial",
    "clinical trial, phase i": "clinical trial",
    "clinical trial, phase ii": "clinical trial",
    "clinical trial, phase iii": "clinical trial",
    "clinical trial, phase iv": "clinical trial",
    "controlled clinical trial": "clinical trial",
    "adaptive clinical trial": "clinical trial",
    "observational study": "cohort",
}
"""Types of PubMed, Europe PMC and Crossref, in lower case, as kinds of work; others say nothing here."""

TITLES: tuple[tuple[WorkKind, re.Pattern[str]], ...] = (
    ("meta-analysis", re.compile(r"\bmeta-?\s?analys[ei]s\b", _I)),
    (
        "review",
        re.compile(
            r"\b(?:systematic|scoping|narrative|umbrella|literature|comprehensive|critical|integrative|mini|clinical|"
            r"updated?|brief|concise|state-of-the-art|Cochrane)[\s-]+reviews?\b"
            r"|(?:^|[:.–—-]\s?)(?:an? )?(?:[\w-]{1,20} ){0,2}?(?<!retrospective )(?<!chart )review\b(?! of (?:\d|"
            r"our|all) )"
            r"|\breview of (?:the )?(?:[\w-]{1,20} )?(?:literature|evidence)\b|\ban overview\b|\bstate of the art\b",
            _I,
        ),
    ),
    (
        "guideline",
        re.compile(
            r"\bguidelines?\b(?! [\w-]+based)|\b(?:consensus|position|scientific) (?:statement|paper|document)\b"
            r"|\bexpert consensus\b|\bclinical practice (?:update|guidance)\b",
            _I,
        ),
    ),
    (
        "protocol",
        re.compile(
            r"\b(?:study|trial|research|review|the|a) protocol\b|\bprotocol (?:for|of) (?:a|an|the)\b|"
            r"(?:^|[:;.–—-]\s?)protocol\b"
            r"|\bdesign and rationale\b|\brationale,?(?: and)? (?:study |trial )?design\b|\bstudy design (?:and|of)\b"
            r"|\b(?:trial|study) design\b",
            _I,
        ),
    ),
    ("trial in progress", re.compile(r"(?i:\btrials?[- ]in[- ]progress\b)|\bTPS\s?\d{1,5}\b")),
    (
        "abstract",
        re.compile(
            r"^\W{0,2}(?:(?i:abstract)\s(?:no\.?\s|#)?[A-Z]{0,4}[-\s]?\d{1,5}\b|(?:LBA|TPS)\s?\d{1,5}\b"
            r"|(?:LBP|OP|PO|P|O|SO|PD|FRI|SAT|THU|GS|WED)[-\s]\d{1,4}[A-Z]?(?:(?<=\d{3})\s|\s?[:.]\s|\s[–—-]\s)"
            r"|\d{2,4}(?:P|O|MO|PD|TiP)\b)",
            0,
        ),
    ),
    ("case report", re.compile(r"\bcase (?:reports?|series)\b|^(?:a|an unusual|a rare) case of\b", _I)),
    (
        "editorial",
        re.compile(
            r"^(?:re:|reply\b|in reply\b|editorial\b|comment(?:ary)? on\b|letter (?:to|regarding)\b|response to )", _I
        ),
    ),
    (
        "randomised trial",
        re.compile(
            r"\brandomi[sz]ed\b[\s,]{1,2}(?:[\w-]{1,20}[\s,]{1,2}){0,5}?(?:trial|study|phase)\b"
            r"|\brandomi[sz]ed,? controlled(?! trials)",
            _I,
        ),
    ),
    (
        "clinical trial",
        re.compile(
            r"(?:\bphase\s(?:[1-4]|I{1,3}V?|IV)[abc]?(?:\s?[/–-]\s?(?:[1-4]|I{1,3})[abc]?)?"
            r"(?:[\s,]{1,2}[\w-]{1,20}){0,6}?[\s,]{1,2}(?:trial|study)\b|\bopen-label\b|\bfirst-in-human\b)",
            _I,
        ),
    ),
    (
        "cohort",
        re.compile(
            r"\bcohort\b|\b(?:retrospective|prospective|observational|longitudinal|real-world|population-based|"
            r"registry-based|multicent(?:er|re))[\s,](?:(?!controlled|randomi|parallel|cross-?over|comparative|clinical)"
            r"[\w-]{1,20}[\s,]){0,3}?(?:study|analysis|evidence|"
            r"experience|data)\b",
            _I,
        ),
    ),
    (
        "animal study",
        re.compile(
            r"\b(?:mice|mouse|murine|rats?|rabbits?|zebrafish|hamsters?|xenografts?|pigs?|beagle|macaques?|"
            r"animal (?:model|study|experiment))\b",
            _I,
        ),
    ),
    ("cell study", re.compile(r"\bin vitro\b|\bcell lines?\b|\borganoids?\b", _I)),
)
"""What titles say, by kind."""

IN_PROGRESS = re.compile(r"TPS\d{1,5}$|\d{2,4}TiP$")
"""Numbers under which the American and the European oncologists' meetings print trials in progress."""

ABSTRACTS: tuple[tuple[WorkKind, re.Pattern[str]], ...] = (
    (
        "review",
        re.compile(
            r"\b(?:(?:in )?(?:this|the present|our) (?:mini-?|systematic |narrative |scoping |literature |"
            r"comprehensive )?"
            r"review\b(?! (?:board|committee))|we (?:here(?:in)? |also |briefly |systematically |"
            r"comprehensively )?(?:review|summari[sz]e)\b"
            r"(?! of)|(?:PubMed|MEDLINE|Embase|Web of Science)\b.{0,120}\bsearched|searched (?:the )?(?:PubMed|"
            r"MEDLINE|Embase|"
            r"databases))",
            _I,
        ),
    ),
    (
        "meta-analysis",
        re.compile(
            r"\b(?:we (?:performed|conducted|did|undertook)|this|the present) (?:a |"
            r"an )?(?:[\w-]{1,20} ){0,4}?meta-?analysis\b",
            _I,
        ),
    ),
    (
        "trial in progress",
        re.compile(
            r"\b(?:is|are) (?:currently |now |actively )?(?:enrolling|recruiting|ongoing and recruiting|accruing)\b"
            r"|\b(?:enrol?lment|recruitment|accrual) (?:is|began|started|commenced|opened|to this (?:study|"
            r"trial) is)\b.{0,40}\b(?:ongoing|20\d\d|under ?way|in progress)\b"
            r"|\b(?:patients|participants|subjects) (?:will be|are being) (?:randomi[sz]ed|enrol?led|recruited|"
            r"assigned|treated)\b",
            _I,
        ),
    ),
    (
        "protocol",
        re.compile(
            r"\b(?:this|the|our) (?:study|trial|protocol) (?:will|is designed to|aims to (?:recruit|enrol))\b"
            r"|\bwill be (?:randomi[sz]ed|randomly (?:assigned|allocated)|recruited)\b|\bETHICS AND DISSEMINATION\b",
            _I,
        ),
    ),
    (
        "randomised trial",
        re.compile(
            r"\b(?:were|was) (?:\d{1,5} )?(?:then |centrally )?(?:randomly|randomi[sz]ed)\b(?! effects?)"
            r"|\b(?:randomly|we randomi[sz]ed) (?:assigned|allocated|\d)|\bwe randomly\b",
            _I,
        ),
    ),
    (
        "clinical trial",
        re.compile(
            r"\b(?:in|this|we (?:did|conducted|performed)|an?) (?:this |an? |the )?(?:[\w-]{1,20},? ){0,6}?"
            r"phase (?:[1-4]|I{1,3}V?|IV)[abc]?(?:\s?[/–-]\s?(?:[1-4]|"
            r"I{1,3})[abc]?)?,? (?:[\w-]{1,20},? ){0,4}?(?:trial|study)\b",
            _I,
        ),
    ),
    (
        "cohort",
        re.compile(
            r"\b(?:this|we (?:did|conducted|performed)|an?) (?:an? )?(?:[\w-]{1,20} ){0,2}?(?:retrospective|"
            r"prospective|"
            r"observational)(?: [\w-]{1,20}){0,3}? (?:cohort|study|analysis)\b|\bwe retrospectively\b|"
            r"\bwere retrospectively\b",
            _I,
        ),
    ),
    (
        "animal study",
        re.compile(
            r"\b(?:mice|rats|rabbits|pigs|hamsters|animals|zebrafish|dogs) (?:were|was|received|underwent|treated|"
            r"fed|bearing|"
            r"lacking)\b|\b(?:we|were|was) (?:[\w-]{1,20} ){0,4}?(?:in|using|used) (?:an? |"
            r"the )?(?:[\w-]{1,20} ){0,3}?"
            r"(?:mouse|murine|rat|xenograft|animal) models?\b",
            _I,
        ),
    ),
    (
        "cell study",
        re.compile(r"\b(?:cell lines?|cells) (?:were|was) (?:treated|transfected|cultured|incubated|exposed)\b", _I),
    ),
)
"""What the sentences of an abstract say of the work itself."""

PREPRINT_SERVERS = re.compile(r"\b(?:bioRxiv|medRxiv|arXiv|Research Square|SSRN|Preprints(?:\.org)?|chemRxiv)\b", _I)
SUPPLEMENTS = re.compile(r"\bsuppl", _I)
"""An issue that is a supplement, where meetings print their abstracts."""
_PLANNED: frozenset[WorkKind] = frozenset(["protocol", "trial in progress"])
_GATHERED: frozenset[WorkKind] = frozenset(["review", "meta-analysis", "guideline"])
_CLINICAL: frozenset[WorkKind] = frozenset(["randomised trial", "clinical trial", "cohort"])
_BENCH: frozenset[WorkKind] = frozenset(["animal study", "cell study"])
_DONE: frozenset[WorkKind] = frozenset(["randomised trial", "clinical trial", "cohort", "animal study", "cell study"])


def kinds_of_types(types: str) -> Iterator[tuple[WorkKind, str]]:
    """The kinds of work that a registry's types say, each with the type as it is written there.

    >>> list(kinds_of_types("Clinical Trial, Phase II; Journal Article"))
    [('clinical trial', 'Clinical Trial, Phase II')]
    """
    for written in types.split("; "):
        kind = TYPES.get(written.strip().lower())
        if kind is not None:
            yield kind, written.strip()


def kinds_of_title(title: str) -> dict[WorkKind, Range]:
    """The kinds of work that a title says, each with the words that do."""
    return _found(TITLES, title[:1000])


def kinds_of_sentence(sentence: str) -> dict[WorkKind, Range]:
    """The kinds of work that a sentence of an abstract says of its own work."""
    return _found(ABSTRACTS, sentence[:2000])


def _found(patterns: tuple[tuple[WorkKind, re.Pattern[str]], ...], text: str) -> dict[WorkKind, Range]:
    found: dict[WorkKind, Range] = {}
    for kind, pattern in patterns:
        match = pattern.search(text)
        if match is not None:
            found[kind] = match.span()
    return found


def settled(kinds: set[WorkKind], certain: set[WorkKind]) -> set[WorkKind]:
    """Of what was found, what holds: works that gather others have no patients of their own, and plans no results.

    ``certain`` are those that a registry or the title says. A review speaks of trials and mice: where one is certain,
    what its sentences say of studies is theirs.
    """
    if certain & _GATHERED:
        return kinds - _DONE - (_PLANNED - certain)
    if certain & (_DONE | _PLANNED):
        kinds = kinds - (_GATHERED - certain)
    if kinds & _CLINICAL:
        kinds = kinds - (_BENCH - certain)
    return kinds
