"""What is known of each reference of a run so far, and what to ask next."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from curated.schema import Match, Work
from reference_resolver.desk import Desk
from reference_resolver.match import Verdict, judge
from reference_resolver.registry import Registry
from reference_resolver.request import (
    Lead,
    PrintedReference,
    Question,
    WorkAsPrinted,
    WorksAsPrinted,
    WorksByIdentifier,
)

Progress = Callable[[str, int, int], None]
"""Called with what is being asked, how much of it is done, and how much there is."""

Identifier = tuple[str, str]
"""``("DOI", "10.1/x")``, ``("PMID", "7")`` or ``("PMCID", "PMC7")``."""


class Inquiry:
    """What is known of each reference so far: works by identifier, candidates, what was asked and what could not be."""

    def __init__(self, desk: Desk, references: Sequence[PrintedReference], tell: Progress) -> None:
        self._desk = desk
        self._tell = tell
        self._references = references
        self._works: dict[Identifier, dict[str, Work]] = defaultdict(dict)
        self._candidates: dict[str, dict[str, Work]] = defaultdict(dict)
        self._leads: dict[str, dict[Identifier, None]] = defaultdict(dict)
        self._asked: set[Identifier] = set()
        self._records = [registry for registry in desk.registries if not registry.only_notices]
        self._notices = [registry for registry in desk.registries if registry.only_notices]
        self._answered: set[Identifier] = set()
        self._causes: dict[Identifier, dict[str, None]] = defaultdict(dict)
        self._printed_causes: dict[str, dict[str, None]] = defaultdict(dict)
        self._printed_asked: set[str] = set()
        self._verdicts: dict[str, Verdict] = {}
        self.open: list[PrintedReference] = list(references)

    def ask_identifiers(self, wanted: Iterable[Identifier]) -> None:
        """Ask what has these identifiers, and then what has those that the answers lead to."""
        new = [key for key in dict.fromkeys(wanted) if key not in self._asked]
        for _ in range(2):
            if not new:
                break
            self._asked.update(new)
            led: dict[Identifier, None] = {}
            for answer in self._desk.ask(_question(new), self._records):
                keys = _keys_of_question(answer.question)
                if answer.cause is None:
                    self._answered |= keys
                else:
                    for key in keys:
                        self._causes[key][f"{answer.where} could not be asked: {answer.cause}"] = None
                for entry in answer.found:
                    if isinstance(entry, Work):
                        self._file(entry)
                    elif isinstance(entry, Lead):
                        led.update(dict.fromkeys(self._follow(entry)))
            new = [key for key in led if key not in self._asked and key[0] == "PMID"]
        self._judge(self.open)

    def _file(self, work: Work) -> None:
        for key in _keys_of_work(work):
            self._works[key][work.work_id] = work

    def _follow(self, lead: Lead) -> list[Identifier]:
        """Note which references a lead is for; the identifiers that it names."""
        keys = [
            (name, value) for name, value in (("DOI", lead.doi), ("PMID", lead.pmid), ("PMCID", lead.pmcid)) if value
        ]
        for reference in self._references:
            if lead.reference_id == reference.reference_id or set(keys) & set(_printed_identifiers(reference)):
                self._leads[reference.reference_id].update(dict.fromkeys(keys))
        return keys

    def ask_printed(self, registries: Sequence[Registry]) -> None:
        """Put the references that are open to registries as they are printed; and those that are matched to registries
        that take many at once, where they have no record of the match yet.
        """
        told: set[str] = set()
        for registry in registries:
            of_open = {reference.reference_id for reference in self.open}
            wanted = [
                reference
                for reference in self._references
                if reference.reference_id in of_open or (registry.asks_all and self._lacks(reference, registry.name))
            ]
            led, done = dict[Identifier, None](), 0
            for answer in self._desk.ask(WorksAsPrinted(references=tuple(wanted)), [registry]) if wanted else ():
                part = _references_of(answer.question)
                done += len(part)
                self._tell("references", len(self._references) - len(wanted) + done, len(self._references))
                self._printed_asked |= {reference.reference_id for reference in part}
                for entry in answer.found:
                    if isinstance(entry, Lead):
                        led.update(dict.fromkeys(self._follow(entry)))
                        told.add(entry.reference_id or "")
                    elif isinstance(entry, Work):
                        self._file(entry)
                        for reference in part:
                            self._candidates[reference.reference_id][entry.work_id] = entry
                if answer.cause is not None:
                    for reference in part:
                        said = f"{answer.where} could not be asked: {answer.cause}"
                        self._printed_causes[reference.reference_id][said] = None
            if led:
                self.ask_identifiers(led)
        # what is matched is judged again where a lead told of it: the new record is one of the same work
        of_open = {reference.reference_id for reference in self.open} | told
        self._judge([reference for reference in self._references if reference.reference_id in of_open])

    def complete(self) -> None:
        """Ask for the other registries' records of what is matched: update notices, abstracts, trial numbers."""
        for _ in range(2):
            known = [work for verdict in self._verdicts.values() for work in verdict.works]
            wanted = [key for work in known for key in _keys_of_work(work) if key[0] != "PMCID"]
            new = [key for key in wanted if key not in self._asked and not self._has_record(key)]
            if not new:
                break
            self.ask_identifiers(new)
            asked = set(new)
            self._judge(
                reference
                for reference in self._references
                if any(
                    not asked.isdisjoint(_keys_of_work(work)) for work in self._verdicts[reference.reference_id].works
                )
            )

        self._ask_for_notices()

    def _ask_for_notices(self) -> None:
        works = {work.work_id: work for verdict in self._verdicts.values() for work in verdict.works}
        keys = dict.fromkeys(key for work_id in sorted(works) for key in _keys_of_work(works[work_id]))
        if not keys or not self._notices:
            return
        for answer in self._desk.ask(_question(keys), self._notices):
            for entry in answer.found:
                if isinstance(entry, Work):
                    self._file(entry)
        self._judge(self._references)

    def _has_record(self, key: Identifier) -> bool:
        """Whether the registry that keeps such identifiers was heard about it."""
        home = {"DOI": "crossref", "PMID": "pubmed"}.get(key[0])
        return any(work.registry == home for work in self._works[key].values())

    def _lacks(self, reference: PrintedReference, registry: str) -> bool:
        verdict = self._verdicts.get(reference.reference_id)
        return verdict is None or all(work.registry != registry for work in verdict.works)

    def _judge(self, references: Iterable[PrintedReference]) -> None:
        for reference in references:
            self._verdicts[reference.reference_id] = judge(reference, self._all_candidates(reference))
        settled = {
            reference.reference_id
            for reference in self._references
            if (verdict := self._verdicts.get(reference.reference_id))
            and verdict.match.status in ("matched", "ambiguous")
        }
        self.open = [reference for reference in self._references if reference.reference_id not in settled]

    def _all_candidates(self, reference: PrintedReference) -> list[Work]:
        keys = [*_printed_identifiers(reference), *self._leads[reference.reference_id]]
        found = {work_id: work for key in keys for work_id, work in self._works.get(key, {}).items()}
        found |= self._candidates[reference.reference_id]
        for work in list(found.values()):  # other registries' records of the candidates
            for key in _keys_of_work(work):
                found |= self._works.get(key, {})
        order = {registry.name: place for place, registry in enumerate(self._desk.registries)}
        return sorted(found.values(), key=lambda work: (order.get(work.registry, len(order)), work.work_id))

    def final(self, reference: PrintedReference) -> Verdict:
        """The verdict on a reference, with what could not be asked and what is unknown."""
        verdict = self._verdicts[reference.reference_id]
        if verdict.match.status in ("matched", "ambiguous"):
            return self._with_unknown(reference, verdict)
        keys = [*_printed_identifiers(reference), *self._leads[reference.reference_id]]
        causes = {cause: None for key in keys for cause in self._causes.get(key, ())}
        causes |= self._printed_causes[reference.reference_id]
        asked = reference.reference_id in self._printed_asked or any(key in self._answered for key in keys)
        if not asked and not causes:
            return Verdict(unasked(reference, "no registry of this run answers such a question"))
        if causes and not verdict.refuted:
            failed = verdict.match.model_copy(update={"status": "failed", "score": None, "reasons": tuple(causes)})
            return Verdict(failed)
        return self._with_unknown(reference, verdict)

    def _with_unknown(self, reference: PrintedReference, verdict: Verdict) -> Verdict:
        printed = [key for key in _printed_identifiers(reference) if key in self._answered]
        unknown = tuple(f"printed {name} is unknown there" for name, value in printed if not self._works[name, value])
        reasons = (*unknown, *verdict.match.reasons)
        return Verdict(verdict.match.model_copy(update={"reasons": reasons}), verdict.works, verdict.refuted)


def _question(keys: Iterable[Identifier]) -> WorksByIdentifier:
    values: dict[str, list[str]] = {"DOI": [], "PMID": [], "PMCID": []}
    for name, value in keys:
        values[name].append(value)
    return WorksByIdentifier(dois=tuple(values["DOI"]), pmids=tuple(values["PMID"]), pmcids=tuple(values["PMCID"]))


def _keys_of_question(question: Question) -> set[Identifier]:
    if not isinstance(question, WorksByIdentifier):
        return set()
    keys = {("DOI", doi) for doi in question.dois} | {("PMID", pmid) for pmid in question.pmids}
    return keys | {("PMCID", pmcid) for pmcid in question.pmcids}


def _keys_of_work(work: Work) -> list[Identifier]:
    named = (("DOI", work.doi), ("PMID", work.pmid), ("PMCID", work.pmcid))
    return [(name, value.value) for name, value in named if value]


def _references_of(question: Question) -> tuple[PrintedReference, ...]:
    if isinstance(question, WorksAsPrinted):
        return question.references
    return (question.reference,) if isinstance(question, WorkAsPrinted) else ()


def identifiers_of(references: Iterable[PrintedReference]) -> list[Identifier]:
    """The identifiers that references print."""
    return [key for reference in references for key in _printed_identifiers(reference)]


def _printed_identifiers(reference: PrintedReference) -> list[Identifier]:
    named = (("DOI", reference.doi), ("PMID", reference.pmid), ("PMCID", reference.pmcid))
    return [(name, value) for name, value in named if value]


def unasked(reference: PrintedReference, reason: str) -> Match:
    """The match of a reference that nobody was asked about."""
    return Match(reference_id=reference.reference_id, status="not_asked", reasons=(reason,))
