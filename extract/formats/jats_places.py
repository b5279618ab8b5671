"""Where characters stand in an XML file: for each the element that prints it."""

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from curated.provenance import ByteRange, Region

NOWHERE = -1
"""The element of a character that the file does not print: white space, or punctuation between tagged parts."""


class ElementPaths:
    """The elements of a file by number, in the order of the file, with their paths as XPath."""

    def __init__(self, root: "etree._Element") -> None:
        self.number: dict[etree._Element, int] = {}
        """Holds the elements, so that lxml gives the same ones each time they are asked for."""
        self.parent = array("l")
        self.step: list[str] = []
        steps = {root: f"/{root.tag}" if "}" not in str(root.tag) else "/*"}
        for element in root.iter(etree.Element):
            around = element.getparent()
            self.parent.append(NOWHERE if around is None else self.number[around])
            self.number[element] = len(self.step)
            self.step.append(steps.pop(element))
            steps.update(_steps_below(element))

    def line_of(self, number: int) -> tuple[int, ...]:
        """An element and those around it, by number, from the outermost on."""
        line: list[int] = []
        while number != NOWHERE:
            line.append(number)
            number = self.parent[number]
        return tuple(reversed(line))


def _steps_below(element: "etree._Element") -> "Iterator[tuple[etree._Element, str]]":
    """The children of an element, each with its step of an XPath."""
    children = list(element.iterchildren(etree.Element))
    several = Counter(str(child.tag) for child in children)
    seen: Counter[str] = Counter()
    for position, child in enumerate(children, start=1):
        tag = str(child.tag)
        seen[tag] += 1
        if "}" in tag:
            yield child, f"/*[{position}]"  # no name in an XPath without prefixes: its place among all children says it
        else:
            yield child, f"/{tag}[{seen[tag]}]" if several[tag] > 1 else f"/{tag}"


@dataclass(frozen=True)
class ElementPlaces:
    """Places in an XML file: for each character the number of the element whose own text it is."""

    paths: ElementPaths
    element: "array[int]" = field(default_factory=lambda: array("l"))

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """None: an XML file has no pages."""
        return ()

    def ranges(self, start: int, end: int) -> tuple[ByteRange, ...]:
        """None: the parser tells elements and not bytes."""
        return ()

    def path(self, start: int, end: int) -> str | None:
        """The smallest element that holds all of these characters, as an XPath."""
        numbers = set(self.element[start:end]) - {NOWHERE}
        if not numbers:
            return None
        lines = [self.paths.line_of(number) for number in numbers]
        first, last = min(lines), max(lines)
        shared = 0
        while shared < min(len(first), len(last)) and first[shared] == last[shared]:
            shared += 1
        return "".join(self.paths.step[number] for number in first[:shared])
