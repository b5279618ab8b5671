"""Flat rules one under another and of one width: the frame that most printed tables have."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.table_regions import Rule

SAME_EDGE = 4.0
"""Rules of one table begin and end within so many points of one another."""
_COVERED = 0.8
"""Pieces at one height that cover this share of what lies between their ends are one rule with gaps."""
_TOUCH = 2.0
_MOST_STACKS = 200


@dataclass(frozen=True)
class Stack:
    """Rules of one width from top to bottom."""

    x0: float
    x1: float
    tops: tuple[float, ...]

    @property
    def width(self) -> float:
        """Their common width."""
        return self.x1 - self.x0


def joined_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Flat rules from top to bottom, with pieces that touch at one height put together."""
    joined: list[Rule] = []
    for level in _levels(rules):
        for rule in level:
            before = joined[-1] if joined else None
            if before and abs(before.top - rule.top) < 1.5 and rule.x0 <= before.x1 + _TOUCH:
                joined[-1] = Rule(before.x0, before.top, max(before.x1, rule.x1), max(before.bottom, rule.bottom))
            else:
                joined.append(rule)
    return joined


def stacks_of(rules: Sequence[Rule]) -> list[Stack]:
    """Stacks of at least two rules, the one with the most rules first."""
    wide: list[Rule] = []
    for level in _levels(joined_rules(rules)):
        left, right = level[0].x0, max(rule.x1 for rule in level)
        if sum(rule.x1 - rule.x0 for rule in level) >= _COVERED * (right - left):
            wide.append(Rule(left, level[0].top, right, level[0].bottom))
        else:
            wide.extend(level)
    found: dict[tuple[int, int], list[Rule]] = {}
    for rule in wide:
        key = next(
            (
                (x0, x1)
                for x0 in _near(rule.x0)
                for x1 in _near(rule.x1)
                if (x0, x1) in found and _same(found[x0, x1][0], rule)
            ),
            (round(rule.x0 / SAME_EDGE), round(rule.x1 / SAME_EDGE)),
        )
        found.setdefault(key, []).append(rule)
    stacks = [
        Stack(min(rule.x0 for rule in same), max(rule.x1 for rule in same), tuple(sorted({rule.top for rule in same})))
        for same in found.values()
        if len(same) > 1
    ]
    return sorted(stacks, key=lambda stack: (-len(stack.tops), stack.tops, stack.x0))[:_MOST_STACKS]


def _near(edge: float) -> tuple[int, int, int]:
    at = round(edge / SAME_EDGE)
    return at, at - 1, at + 1


def _same(one: Rule, other: Rule) -> bool:
    return abs(one.x0 - other.x0) < SAME_EDGE and abs(one.x1 - other.x1) < SAME_EDGE


def _levels(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Flat rules by their height, each level from left to right."""
    levels: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.horizontal), key=lambda rule: rule.top):
        if levels and rule.top - levels[-1][0].top < 1.5:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [sorted(level, key=lambda rule: rule.x0) for level in levels]
