"""Population, design, phase, trial number and year of a claim held against those of a cited item."""

import re
from collections.abc import Iterator, Mapping, Sequence

from curated.audit.compared import LISTED, Claimed, Comparison, Read, listed, words_of
from curated.cited import CitedSentence, WorkKind
from curated.provenance import Sourced

_LETTERS = re.compile(r"[A-Za-z]*")
_STUDIES_OF: Mapping[str, frozenset[WorkKind]] = {
    "patients": frozenset(["randomised trial", "clinical trial", "cohort", "case report"]),
    "animals": frozenset(["animal study"]),
    "cells": frozenset(["cell study"]),
}
_SAYS: Mapping[str, frozenset[WorkKind]] = {
    "randomised trial": frozenset(["randomised trial"]),
    "clinical trial": frozenset(["clinical trial", "randomised trial"]),
    "single-arm trial": frozenset(["clinical trial"]),
    "cohort": frozenset(["cohort"]),
    "meta-analysis": frozenset(["meta-analysis"]),
    "review": frozenset(["review", "meta-analysis"]),
    "case report": frozenset(["case report"]),
}
"""Kinds of work that bear out a design that a claim names."""
_BELIES: Mapping[str, frozenset[WorkKind]] = {
    "randomised trial": frozenset(["cohort", "case report", "animal study", "cell study"]),
    "clinical trial": frozenset(["case report", "animal study", "cell study"]),
    "cohort": frozenset(["randomised trial", "animal study", "cell study"]),
    "meta-analysis": frozenset(["randomised trial", "clinical trial", "cohort", "case report", "animal study"]),
    "review": frozenset(["randomised trial", "clinical trial", "cohort", "case report", "animal study"]),
    "case report": frozenset(["randomised trial", "meta-analysis", "animal study"]),
}
"""Kinds of work that a design of the claim cannot be, where nothing else in it says so."""
_GATHERED: frozenset[WorkKind] = frozenset(["review", "meta-analysis", "guideline", "editorial"])
_PHASE_OF_REGISTRY = re.compile(r"PHASE\s?_?(\d)", re.IGNORECASE)
_SAID_IN_YEAR = re.compile(
    r"\b(?P<author>[A-Z][\w'’-]{1,30})(?:\set\sal\.?|\sand\s(?:colleagues|co-?workers))?(?:'s)?,?\s(?:\(|"
    r"in\s)(?P<year>(?:19|20)\d\d)\b"
)


def compare_population(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """Whom or what a claim speaks of; a claim of patients differs from an item that is a study of animals or cells."""
    wanted = sorted(claimed.facts.groups)
    if not wanted or claimed.is_open:
        return
    said = claimed.said(wanted[0])
    places = {group: place for place in read.sentences for group in place.facts.groups}
    held = next((group for group in wanted if group in places), None)
    if held is not None:
        yield Comparison("population", "agrees", claimed.said(held), _said(places[held], held), "")
        return
    kinds = read.item.kinds
    other = next((kind for group in sorted(places) for kind in kinds if kind in _STUDIES_OF[group]), None)
    if other is None or kinds.keys() & _GATHERED or any(_speaks_of(wanted, each) for each in claimed.beside):
        yield Comparison("population", "not_stated", said, None, "")
        return
    reason = f"the claim speaks of {listed(wanted)}, and it of {listed(sorted(places))} only"
    yield Comparison("population", "differs", said, kinds[other], reason)


def _speaks_of(groups: Sequence[str], read: Read) -> bool:
    return any(group in sentence.facts.groups for sentence in read.sentences for group in groups)


def _said(sentence: CitedSentence, what: str) -> Sourced[str]:
    """The words of a sentence that say a group, a design, a phase or a trial number."""
    place = sentence.facts.places.get(what)
    return words_of(sentence.text, *place) if place else sentence.text


def compare_design(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The designs that a claim names; a work that gathers others can hold any of them."""
    designs = claimed.facts.designs
    if claimed.is_open or not designs:
        return
    kinds = read.item.kinds
    places = {design: place for place in read.sentences for design in place.facts.designs}
    for design in designs:
        borne = next((kind for kind in kinds if kind in _SAYS.get(design, ())), None)
        if borne is not None or design in places:
            found = kinds[borne] if borne else _said(places[design], design)
            yield Comparison("design", "agrees", claimed.said(design), found, "")
            return
    for design in designs:
        belied = next((kind for kind in kinds if kind in _BELIES.get(design, ())), None)
        gathered = kinds.keys() & _GATHERED and design not in _GATHERED
        if gathered and _is_one(claimed.text.value, claimed.said(design).value) and not claimed.beside:
            held = next(kind for kind in kinds if kind in _GATHERED)
            reason = f"one {design} is claimed; it is a {held}"
            yield Comparison("design", "differs", claimed.said(design), kinds[held], reason)
            return
        if belied is not None and not gathered and not claimed.beside:
            reason = f"a {design} is claimed; it is a {belied}"
            yield Comparison("design", "differs", claimed.said(design), kinds[belied], reason)
            return
    yield Comparison("design", "not_stated", claimed.said(designs[0]), None, "")


def _is_one(text: str, words: str) -> bool:
    """Whether a claim speaks of one study of a design: ``A retrospective analysis finds``.

    ``Retrospective analyses find`` is of studies in general, which a review may gather.
    """
    one = rf"\b(?:an?|one|another|this)\s(?:[\w-]+\s){{0,3}}{re.escape(words)}"
    return re.search(one, text, re.IGNORECASE) is not None


def compare_phase(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """The phase of a trial: what the title and the registry say, else what the abstract does."""
    wanted = claimed.facts.phases
    if not wanted or claimed.is_open:
        return
    found = _phases(read)
    held = next((phase for phase in wanted if phase in found), None)
    if held is not None:
        yield Comparison("phase", "agrees", claimed.said(held), found[held], "")
    elif (
        found
        and not read.item.kinds.keys() & _GATHERED
        and not any(_has_phase(wanted, each) for each in claimed.beside)
    ):
        first = sorted(found)
        reason = f"phase {'/'.join(wanted)} is claimed; it says phase {'/'.join(first)}"
        yield Comparison("phase", "differs", claimed.said(wanted[0]), found[first[0]], reason)
    else:
        yield Comparison("phase", "not_stated", claimed.said(wanted[0]), None, "")


def _phases(read: Read) -> dict[str, Sourced[str]]:
    found: dict[str, Sourced[str]] = {}
    for sentence in read.item.titles:
        for phase in sentence.facts.phases:
            found.setdefault(phase, _said(sentence, phase))
    for trial in read.item.trials:
        for phase in trial.phases.value if trial.phases else ():
            if trial.phases and (number := _PHASE_OF_REGISTRY.search(phase)):
                found.setdefault(number.group(1), trial.phases.derive(phase, LISTED))
    for sentence in read.item.sentences if not found else ():
        for phase in sentence.facts.phases:
            found.setdefault(phase, _said(sentence, phase))
    return found


def _has_phase(phases: Sequence[str], read: Read) -> bool:
    return any(phase in sentence.facts.phases for sentence in read.sentences for phase in phases)


def compare_trial(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """Trial numbers: another one of the same registry contradicts, unless something else cited here has the claim's."""
    wanted = claimed.facts.trials
    if not wanted:
        return
    known = _numbers(read)
    held = next((number for number in wanted if number in known), None)
    if held is not None:
        yield Comparison("trial", "agrees", claimed.said(held), known[held], "")
        return
    registries = {_registry(number) for number in wanted}
    same = [number for number in known if _registry(number) in registries]
    beside = any(number in _numbers(other) for other in claimed.beside for number in wanted)
    if same and not beside and not read.item.kinds.keys() & _GATHERED:
        reason = f"the number that it gives is {same[0]}"
        yield Comparison("trial", "differs", claimed.said(wanted[0]), known[same[0]], reason)
    else:
        yield Comparison("trial", "not_stated", claimed.said(wanted[0]), None, "")


def _numbers(read: Read) -> dict[str, Sourced[str] | None]:
    """The trial numbers of an item, each with where it stands; also the one that a trial's registry answers under."""
    found: dict[str, Sourced[str] | None] = {}
    for sentence in read.sentences:
        for number in sentence.facts.trials:
            found.setdefault(number, _said(sentence, number))
    for work in read.item.works:
        for number in work.trial_numbers.value if work.trial_numbers else ():
            if work.trial_numbers:
                found.setdefault(number, work.trial_numbers.derive(number, LISTED))
    for number in read.item.trial_numbers:
        found.setdefault(number, None)
    for trial in read.item.trials:
        found.setdefault(trial.canonical_id.value, trial.canonical_id)
    return found


def _registry(number: str) -> str:
    """The letters that a number begins with; those without any are EudraCT's."""
    return _LETTERS.match(number).group().upper()  # type: ignore[union-attr]


def compare_year(claimed: Claimed, read: Read) -> Iterator[Comparison]:
    """``Finn et al. (2020)``: the year of the work whose first author is named, where it is more than one off."""
    for said in _SAID_IN_YEAR.finditer(claimed.text.value[:4000]):
        for work in read.item.works:
            if not (work.year and work.authors and work.authors.value):
                continue
            if work.authors.value[0].family.casefold() != said.group("author").casefold():
                continue
            year = int(said.group("year"))
            words = words_of(claimed.text, said.start("year"), said.end("year"))
            found = work.year.derive(str(work.year.value), LISTED)
            if abs(year - work.year.value) <= 1:
                yield Comparison("year", "agrees", words, found, "")
            else:
                yield Comparison("year", "differs", words, found, f"it came out in {work.year.value}")
            return
