"""``litcurate compare-decisions``: how far two people who decided by themselves agree."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from curated.mistake import Mistake
from flows.decide_command import tell_refused
from flows.terminal import explained, print_json, print_lines

if TYPE_CHECKING:
    from curated.decisions_agreement import Answer, Comparison


def compare_decisions(
    first: Annotated[Path, typer.Argument(metavar="FILE_A", help="The decisions file of one person.")],
    second: Annotated[Path, typer.Argument(metavar="FILE_B", help="The decisions file of another.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Hold the decisions of two people against each other: agreement, kappa and what they disagree on."""
    with explained():
        from curated.decisions_agreement import answers_of, compared
        from curated.decisions_file import entries_of
        from flows.summary import plain

        one, other = (answers_of(entries_of(path)) for path in (first, second))
        for path, read in ((first, one), (second, other)):
            if len(read.by) > 1:
                names = ", ".join(read.by)
                raise Mistake(
                    f"{path} holds decisions of {names}: make a file of each, decide DATASET --to FILE --by NAME"
                )
        if one.by and one.by == other.by:
            raise Mistake(f"both files are by {one.by[0]}: give those of two people")
        found = compared(one.answers, other.answers)
        names_of = (*(one.by or (first.name,)), *(other.by or (second.name,)))
        if as_json:
            print_json(_as_json(found, names_of))
        else:
            print_lines(plain(line) for line in _told(found, names_of))
    tell_refused(first, one.refused)
    tell_refused(second, other.refused)


def _told(found: "Comparison", names: tuple[str, ...]) -> Iterator[str]:
    """The comparison as lines."""
    share = f" ({found.agreed / found.both:.0%})" if found.both else ""
    yield f"decided by both {names[0]} and {names[1]}: {found.both}; the same: {found.agreed}{share}"
    kappa = found.kappa
    if kappa.value is None:
        yield f"Cohen's kappa is not defined: {kappa.cause}"
    else:
        yield f"Cohen's kappa: {kappa.value:.2f} (95 % interval {kappa.low:.2f} to {kappa.high:.2f})"
        if found.agreed == found.both:
            yield "  the interval has no width, as nothing differs: it does not say how sure that is"
    if found.alpha is not None:
        yield f"Krippendorff's alpha: {found.alpha:.2f}"
    if found.counts:
        yield "counts:"
        yield from (
            f"  {count:>5}  {names[0]} {one}, {names[1]} {other}" for (one, other), count in found.counts.items()
        )
    if found.disagreements:
        yield "disagreements:"
    for subject, field, one, other in found.disagreements:
        yield f"  {_place((subject, field))}  {names[0]} {_said(one)}; {names[1]} {_said(other)}"
    for title, places in (
        ("not counted, as the row changed between the two:", found.changed),
        (f"decided by {names[0]} alone:", found.only_first),
        (f"decided by {names[1]} alone:", found.only_second),
    ):
        if places:
            yield f"{title} {len(places)}"
            yield from (f"  {_place(place)}" for place in places)


def _place(place: tuple[str, str]) -> str:
    return " ".join(filter(None, place))


def _said(answer: "Answer") -> str:
    return answer.category + (f" ({' '.join(answer.note.split())})" if answer.note else "")


def _as_json(found: "Comparison", names: tuple[str, ...]) -> dict[str, Any]:
    """The comparison for scripts."""

    def places(held: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
        return [{"subject": subject, "field": field} for subject, field in held]

    return {
        "raters": list(names),
        "both": found.both,
        "agreed": found.agreed,
        "kappa": {
            "value": found.kappa.value,
            "low": found.kappa.low,
            "high": found.kappa.high,
            "cause": found.kappa.cause or None,
        },
        "alpha": found.alpha,
        "counts": [{"first": one, "second": other, "count": count} for (one, other), count in found.counts.items()],
        "disagreements": [
            {"subject": subject, "field": field, "first": one._asdict(), "second": other._asdict()}
            for subject, field, one, other in found.disagreements
        ],
        "changed": places(found.changed),
        "only_first": places(found.only_first),
        "only_second": places(found.only_second),
    }
