"""The decisions file as YAML: a list with one entry a decision, for version control and for editing by hand.

Only what such a list needs is read: every value is the text that stands there, whatever YAML would make of it (``no``,
``2019``), and anchors, tags and entries within entries are refused. Each entry is read by itself, so that a bad one
costs no other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import yaml

from curated.decisions_entry import Entry, Refused
from curated.mistake import Mistake

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ITEM = re.compile(r"( *)-(?=[ \r\n]|$)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_NULL = re.compile(r"~|null|Null|NULL|")


class _Dumper(yaml.SafeDumper):
    """Writes every value as text, and text of several lines as a block."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _OTHER_BREAKS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as the text of a file; what is empty is left out."""
    held = [{name: row[name] for name in columns if row.get(name)} for row in rows]
    return yaml.dump(held, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000) if held else "[]\n"


def read_yaml(text: str) -> Iterator[Entry | Refused]:
    """The entries of a file, or why one of them is none.

    :raises Mistake: where it is not a list.
    """
    lines = _LINE.findall(text)
    starts = [index for index, line in enumerate(lines) if _ITEM.match(line)]
    if not starts:
        if text.strip() in ("", "[]", "---"):
            return
        raise Mistake("a decisions file in YAML is a list: each decision begins with “- subject: …”")
    indent = _indent(lines[starts[0]])
    starts = [index for index in starts if _indent(lines[index]) == indent]
    for first, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _entry("".join(lines[first:following]), first + 1)


def _indent(line: str) -> int:
    found = _ITEM.match(line)
    return len(found.group(1)) if found else -1


def _entry(text: str, line: int) -> Entry | Refused:
    """One entry: a mapping of names to texts, read event by event, so that nothing is built of what is refused."""
    values: dict[str, str] = {}
    name: str | None = None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            at = line + (event.start_mark.line if event.start_mark else 0)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Refused(at, "it has an anchor (& or *): write the text out")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > 2 or isinstance(event, yaml.MappingStartEvent) != (depth == 2):
                    return Refused(at, "a decision is a list of “name: text”: put quotation marks around the text")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.ScalarEvent):
                if depth != 2:
                    return Refused(at, "a decision begins with “- subject: …”")
                if name is None:
                    name = event.value.strip().lower()
                elif name in values:
                    return Refused(at, f"it says {name} twice")
                else:
                    values[name] = "" if event.style is None and _NULL.fullmatch(event.value) else event.value
                    name = None
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
        # what is never closed is found out at the end; a person wants to know where it began
        mark = getattr(error, "context_mark" if "end of stream" in problem else "problem_mark", None)
        at = line + (mark.line if mark else 0)
        return Refused(at, f"it cannot be read ({problem}): put quotation marks around the text")
    if not values:
        return Refused(line, "it is empty")
    return Entry(line, values)
