"""Trial numbers whose registered arms do not give the drugs that are printed beside them together."""

from collections.abc import Iterator

from curated.audit.dossier import Dossier, intervention_name
from curated.audit.rule import Rule, finding
from curated.schema import Finding, Trial, TrialMention

NAME = "trial-arms"


def check(dossier: Dossier) -> Iterator[Finding]:
    """A warning for each table row whose drugs no arm of its trial gives together.

    A comparator is no combination: drugs that are all in the trial, but in different arms, are told apart from drugs
    that the trial does not have at all. Drugs that the registry may call otherwise are left alone.
    """
    trials = {trial.trial_id: trial for trial in dossier.dataset.trials}
    for mention in dossier.dataset.trial_mentions:
        trial = trials.get(mention.trial_id.value)
        together = _together(dossier, mention)
        if trial is None or trial.arms is None or trial.interventions is None or len(together) < 2:
            continue
        names = _names(dossier, trial)
        arms = [
            frozenset(
                name
                for each in arm.interventions
                for name in names.get(intervention_name(each), {intervention_name(each)})
            )
            for arm in trial.arms.value
        ]
        known = frozenset().union(*names.values(), *arms)
        if not arms or any(together <= arm for arm in arms):
            continue
        missing = sorted(together - known)
        if missing and len(missing) == len(together):
            said = f"has neither {' nor '.join(missing)} among its interventions"
        elif missing:
            said = f"does not have {' or '.join(missing)} among its interventions"
        else:
            said = f"gives {' and '.join(sorted(together))} in different arms, not together"
        yield finding(
            NAME,
            "warning",
            mention.document_id,
            mention.mention_id,
            f"{trial.trial_id} stands beside {' + '.join(sorted(together))}, but the registry's trial {said}.",
            [*mention.drugs, trial.brief_title],
            look_at="the arms of the registered trial: one may be the comparator, or the number another trial's",
            confidence="likely",
        )


def _together(dossier: Dossier, mention: TrialMention) -> frozenset[str]:
    """The drugs that the row says are given together, by their vocabulary names."""
    held = zip(mention.drugs, mention.drug_roles, strict=False)
    return frozenset(dossier.drug_name(drug) for drug, role in held if role != "comparator" and dossier.is_drug(drug))


def _names(dossier: Dossier, trial: Trial) -> dict[str, set[str]]:
    """What each intervention is called: its own name and its other names, as the vocabulary has them too."""
    if trial.interventions is None:
        return {}
    return {
        intervention_name(each.name): {
            name
            for printed in (each.name, *each.other_names)
            for name in (intervention_name(printed), dossier.drug_called(printed))
        }
        for each in trial.interventions.value
    }


RULE = Rule(
    NAME,
    "Registered arms do not combine these drugs",
    "warning",
    "A comparator taken for a partner, or a number copied from another row, credits a regimen with another's result.",
    "A row gives NCT04039607 as nivolumab + lenvatinib; the registry has lenvatinib only in the comparator arm.",
    check,
)
