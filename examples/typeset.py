"""Typeset the example review: review.md (the text) and review.typ (the page design) become review.pdf.

Run it from anywhere with a Python that has the ``typst`` wheel: ``python examples/typeset.py``.
The same text gives the same bytes: the date is fixed and only the fonts inside the wheel are used.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import typst

FOLDER = Path(__file__).parent

# How each table is set: the function in review.typ and the widths of its columns.
TABLES = {
    "1": ("bordered-table", "(auto, auto, 1fr)"),
    "2": ("borderless-table", "(auto, auto, 1.35fr, 1.5fr, auto)"),
}

# What has a meaning inside a line of review.md; the target of a link may hold brackets, and ends before a space.
INLINE = re.compile(
    r"<sup>(?P<raised>[^<]*)</sup>"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|\*(?P<emphasis>[^*]+)\*"
    r"|\[(?P<label>\w+)\]\((?P<target>https://\S+)\)(?=\s|$)"
)


def escape(text: str) -> str:
    r"""Return plain text so that Typst prints it as it stands.

    >>> escape("[8] #1")
    '\\[8\\] \\#1'
    """
    return re.sub(r"([\\\[\]#$*_`<>@~/=+])", r"\\\1", text)


def inline(text: str) -> str:
    """Return a line of Markdown as Typst markup."""
    parts, end = [], 0
    for match in INLINE.finditer(text):
        parts.append(escape(text[end : match.start()]))
        end = match.end()
        if match["raised"] is not None:
            parts.append(f"#super[{escape(match['raised'])}]")
        elif match["strong"] is not None:
            parts.append(f"#strong[{escape(match['strong'])}]")
        elif match["emphasis"] is not None:
            parts.append(f"#emph[{escape(match['emphasis'])}]")
        else:
            parts.append(f'#link("{match["target"]}")[{escape(match["label"])}]')
    return "".join([*parts, escape(text[end:])])


def table_cells(rows: list[list[str]]) -> Iterator[str]:
    """Yield the cells of a table's body; a label above blank leading cells becomes one merged cell."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if not any(row[: column + 1]):
                continue
            span = 1
            while number + span < len(rows) and not any(rows[number + span][: column + 1]):
                span += 1
            yield f"table.cell(rowspan: {span})[{inline(text)}]" if span > 1 else f"[{inline(text)}]"


def table(caption: str, lines: str, notes: str) -> str:
    """Return a captioned table as a call of the function that sets it."""
    found = re.match(r"\*\*Table (\d+)\.", caption)
    if found is None:
        raise ValueError(f"a table without a number: {caption}")
    function, widths = TABLES[found[1]]
    heads, *rows = (line.split("\t") for line in lines.splitlines())
    arguments = [
        widths,
        "(" + " ".join(f"[{inline(head)}]," for head in heads) + ")",
        f"[{inline(caption)}]",
        f"[{inline(notes)}]",
        *table_cells(rows),
    ]
    return f"#{function}(\n  " + ",\n  ".join(arguments) + ",\n)"


def body(markdown: str) -> str:
    """Return the text of the review as Typst markup, block by block."""
    front, heading, rest = markdown.partition("\n## Introduction\n")
    blocks = [block.strip("\n") for block in (heading + rest).split("\n\n") if block.strip()]
    converted = ["#front-matter[", *(paragraph(block) for block in front.split("\n\n")), "]"]
    while blocks:
        block = blocks.pop(0)
        if block.startswith("**Table "):
            converted.append(table(block, blocks.pop(0), blocks.pop(0)))
        elif re.match(r"\d+\. ", block):
            converted.extend(reference(line) for line in block.splitlines())
        else:
            converted.append(paragraph(block))
    return "\n\n".join(converted) + "\n"


def paragraph(block: str) -> str:
    """Return a heading or a paragraph as Typst markup."""
    marks, space, text = block.strip().partition(" ")
    if space and set(marks) == {"#"}:
        return f"{'=' * len(marks)} {inline(text)}"
    return inline(block.strip())


def reference(line: str) -> str:
    """Return one numbered entry of the reference list as Typst markup."""
    number, _, text = line.partition(". ")
    return f'#reference("{number}")[{inline(text)}]'


def main() -> None:
    """Write review.pdf beside this file and print its path."""
    design = (FOLDER / "review.typ").read_text(encoding="utf-8")
    text = body((FOLDER / "review.md").read_text(encoding="utf-8"))
    pdf = typst.compile((design + "\n" + text).encode(), ignore_system_fonts=True)
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave pages instead of one document")
    target = FOLDER / "review.pdf"
    target.write_bytes(pdf)
    print(target)


if __name__ == "__main__":
    main()
