"""What sort of work a cited item is, each kind with the words or the registry's type that say so."""

from collections.abc import Iterator, Sequence

from curated.cited import CitedSentence, WorkKind
from curated.provenance import Method, Sourced
from curated.schema import Reference, Work
from extract.work_kinds import (
    IN_PROGRESS,
    PREPRINT_SERVERS,
    SUPPLEMENTS,
    kinds_of_sentence,
    kinds_of_title,
    kinds_of_types,
    settled,
)

WORDS = Method(name="words-of-text", version="1")


def kinds_of_item(
    reference: Reference,
    works: Sequence[Work],
    titles: Sequence[CitedSentence],
    sentences: Sequence[CitedSentence],
    numbers: Sequence[str],
) -> dict[WorkKind, Sourced[str]]:
    """What sort of work it is: what a registry or a title says first, then what the abstract says of itself."""
    certain: dict[WorkKind, Sourced[str]] = {}
    for work in works:
        if work.type is not None:
            for kind, written in kinds_of_types(work.type.value):
                certain.setdefault(kind, _words(work.type, written))
    for title in titles:
        for kind, (start, end) in kinds_of_title(title.text.value).items():
            certain.setdefault(kind, _words(title.text, title.text.value[start:end]))
    for kind, said in _by_place(reference, works, numbers):
        certain.setdefault(kind, said)
    found = dict(certain)
    for sentence in sentences:
        for kind, (start, end) in kinds_of_sentence(sentence.text.value).items():
            found.setdefault(kind, _words(sentence.text, sentence.text.value[start:end]))
    holding = settled(set(found), set(certain))
    return {kind: said for kind, said in found.items() if kind in holding}


def _by_place(
    reference: Reference, works: Sequence[Work], numbers: Sequence[str]
) -> Iterator[tuple[WorkKind, Sourced[str]]]:
    """What the place of print says: a preprint server, a meeting's supplement, a trial registry."""
    for container in (reference.container_title, *(work.container_title for work in works)):
        if container and (server := PREPRINT_SERVERS.search(container.value)):
            yield "preprint", _words(container, server.group())
    if reference.type == "paper-conference" and (
        printed := reference.supplement or reference.issue or reference.volume
    ):
        yield "abstract", printed
    for issue in (reference.supplement, reference.issue, *(work.issue for work in works)):
        if issue and SUPPLEMENTS.search(issue.value) and _is_short(reference, works):
            yield "abstract", issue
    numbered = [reference.article_number, reference.first_page]
    numbered += [number for work in works for number in (work.article_number, work.first_page)]
    for number in numbered:
        if number and IN_PROGRESS.match(number.value):
            yield "trial in progress", number
    if numbers and not works and "clinicaltrials.gov" in reference.raw.value.lower():
        yield "registration", reference.url or reference.raw


def _is_short(reference: Reference, works: Sequence[Work]) -> bool:
    """Whether all of it stands on one page, as an abstract of a meeting does; supplements print papers too."""
    for first, last in (
        (reference.first_page, reference.last_page_in_full or reference.last_page),
        *((each.first_page, each.last_page) for each in works),
    ):
        if first is not None:
            return last is None or last.value == first.value
    return False


def _words(text: Sourced[str], words: str) -> Sourced[str]:
    return text if words == text.value else text.derive(words, WORDS)
