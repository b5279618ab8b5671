"""The kinds of claim; the first that recognises a passage names its claim. A new one is one file and one line here."""

from extract.claim_kind import ClaimKind
from extract.claims import approval, mechanism, outcome, regimen, statement, trial

KINDS: tuple[ClaimKind, ...] = (outcome.KIND, approval.KIND, trial.KIND, regimen.KIND, mechanism.KIND, statement.KIND)
