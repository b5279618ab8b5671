"""Trial numbers that are printed in several table rows beside different drugs."""

import re
from collections import defaultdict
from collections.abc import Iterator

from curated.audit.dossier import Dossier
from curated.audit.rule import Rule, finding
from curated.dataset import Dataset
from curated.schema import Cell, Finding, TrialMention

NAME = "trial-in-two-rows"
_DRUG_COLUMN = re.compile(
    r"\b(?:drugs?|agents?|ici|inhibitors?|combinations?|treatments?|interventions?|regimens?|therap(?:y|ies)|arms?|"
    r"compounds?|medications?)\b",
    re.IGNORECASE,
)


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each trial number in rows that do not name the same drugs, on its second and later rows."""
    dataset = dossier.dataset
    for document_id, mentions in dataset.mentions_of.items():
        by_trial: dict[str, list[TrialMention]] = defaultdict(list)
        for mention in mentions:
            if mention.table_id is not None and mention.row is not None:
                by_trial[mention.trial_id.value].append(mention)
        for trial_id, printed in by_trial.items():
            first = printed[0]
            for other in printed[1:]:
                mine, theirs = _drugs(first), _drugs(other)
                if mine == theirs or (first.table_id, first.row) == (other.table_id, other.row):
                    continue
                message = (
                    f"{trial_id} is printed beside “{' + '.join(mine.values())}” and beside "
                    f"“{' + '.join(theirs.values())}”: one of the two rows may carry the number of another trial."
                )
                quotes = [cell.text for mention in (first, other) for cell in _row(dataset, mention)]
                yield finding(NAME, "warning", document_id, other.mention_id, message, quotes)


def _drugs(mention: TrialMention) -> dict[str, str]:
    """The cells that name drugs, by header; all cells but the number's own where no header says so."""
    named = {header: text for header, text in mention.fields.items() if _DRUG_COLUMN.search(header)}
    return named or {
        header: text for header, text in mention.fields.items() if mention.trial_id.value not in text.replace(" ", "")
    }


def _row(dataset: Dataset, mention: TrialMention) -> list[Cell]:
    if mention.table_id is None:
        return []
    return [cell for cell in dataset.cells_of.get(mention.table_id, ()) if cell.row == mention.row]


RULE = Rule(
    NAME,
    "One trial number beside different drugs",
    "warning",
    "A trial tests one set of regimens. Its number beside other drugs is most often a number copied from another row.",
    "NCT03434379 stands in the row of atezolizumab with bevacizumab, and in that of durvalumab with bevacizumab.",
    check,
)
