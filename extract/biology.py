"""Whether what acts and what is acted on are matters of biology: only then is an acting a mechanism."""

import re
from bisect import bisect_left
from collections.abc import Sequence

Range = tuple[int, int]

_PROCESS = re.compile(
    r"\b(?:resistance|(?:non-?)?response\b|unresponsive\w*|responsiveness|efficacy|infiltration|responses?|"
    r"immunity|activation|"
    r"proliferation|polari[sz]ation|progression|killing|viability|oxidation|"
    r"expression|microenvironment|TME|evasion|escape|evade|tolerance|immune-tolerant|deficiency|suppressive|"
    r"exhaustion|exhausted|angiogenesis|presentation|apoptosis|metastasis|differentiation|maturation|"
    r"migration|growth|"
    r"survival of|signal\w*|pathways?|secretion|surveillance|"
    r"recruitment|cytotoxicity|immunosuppressi\w+|inflammation|chemotaxis|stress|death|transport|degradation|"
    r"synthesis|activity|activities|function|levels?|profile|concentrations?|"
    r"accumulation|immunogenicity|antitumou?r|neoantigens?|antigens?|cytokines?|chemokines?|peroxidation|"
    r"susceptibility|"
    r"transition|necrosis|release|vasculature|populations?|abundance|metabolism|fibrosis|steatosis|"
    r"viability|status|phenotype|immune effects|tumou?r(?:igenesis|s| cells)?|effector|genes?|cells?|tissues?)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:tumou?rs?|immun\w+|cells?|mutations?|metaboli\w+|bacteri\w+|microbio\w+|(?:micro|non-coding\s|mi|"
    r"si|lnc)RNAs?|"
    r"proteins?|genes?|receptors?|radiotherapy|chemotherapy|ablation|vaccines?|inhibit\w+|"
    r"extracts?|prescription|compounds?|acids?|enzymes?|\w*methyl\w+|\w*acetyl\w+|modifications?|"
    r"epigenetic\w*|glycolysis|lactate|"
    r"pathways?|signal\w+|hormones?|cytokines?|chemokines?|antibod\w+|agents?|(?:locoregional|combination|multimodal|"
    r"therapeutic|targeted|systemic|anti-\w+)\s(?:therap\w+|approaches|modalit\w+)|locoregional modalities|"
    r"exosomes?|diet|"
    r"viruses|herbal|oxidation|stimulation|supplementation|administration|pre-?treatment|treatment)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?<![\w-])(?!(?:II?I?|IV|AND|OR|THE|CI|HR|OR|RCTs?|US|UK|WHO|"
    r"SD)\b)[A-Za-z]{0,4}-?[A-Z]{2,6}(?:-?\d{1,4})?[a-z]?\b"
)
_CLINICAL = re.compile(
    r"\b(?:ORR|PFS|OS|survival(?! of)|outcomes?|prognosis|mortality|risk|toxicity|adverse|quality|patients'|"
    r"recurrence|"
    r"hospitali[sz]ation|score|scores|trials?|costs?|pain|complications?|incidence|blood loss|bleeding|"
    r"transfusion|response rates?)\b"
)
_IDEAS = re.compile(
    r"\b(?:findings?|results|studies|mechanisms|evidence|strateg\w+|(?<!therapeutic )(?<!combination )approach\w*|"
    r"trials?|insights|potential)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:study|authors?|research\w*|analys[ie]s|reviews?|data|methods?|models?|groups?|guidelines?|patients|we)\b",
    re.IGNORECASE,
)


def are_biological(text: str, agent: Range, aim: Range, names: Sequence[Range]) -> bool:
    """Whether something biological does something to a name, a process or a thing of the body; no clinical outcome."""
    if _CLINICAL.search(text, *aim):
        return False
    in_agent, in_aim = _holds(names, agent), _holds(names, aim)
    if _IDEAS.search(text, *agent) or (not in_agent and _PEOPLE.search(text, *agent)):
        return False
    process = _PROCESS.search(text, *aim) is not None
    acts = in_agent or any(pattern.search(text, *agent) for pattern in (_PROCESS, _THING, _CODE))
    thing = in_agent and _THING.search(text, *aim) is not None
    return (acts and (in_aim or process or thing)) or (in_aim and process)


def _holds(names: Sequence[Range], span: Range) -> bool:
    first = bisect_left(names, (span[0], 0))
    return any(end <= span[1] for _, end in names[first : first + 1])
