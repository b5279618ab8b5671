"""Gold fields of a reference string → a label for each of its tokens, to train on.

A label is the name of a field; ``b-`` marks the token that a title, container, list of authors … begins with.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from rapidfuzz import fuzz
from reference_gold import GoldString, plain

from extract.reference_identifiers import identifiers_in
from extract.reference_tokens import KIND_OF_MARK, Tokens, tokens_of

OTHER = "other"
_MONTHS = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}|spring|summer|autumn|fall|winter"
)
_TAGS = {
    "author": "author",
    "orgName:collaboration": "author",
    "orgName": "publisher",
    "editor": "editor",
    "title:a": "title",
    "title:j": "container",
    "title:s": "series",
    "date": "date",
    "biblScope:volume": "volume",
    "biblScope:vol": "volume",
    "biblScope:issue": "issue",
    "biblScope:page": "page",
    "biblScope:pp": "page",
    "biblScope:pages": "page",
    "pubPlace": "place",
    "publisher": "publisher",
}
_BEGUN = ("author", "title", "container", "editor", "publisher", "place", "series")


def tokens_and_labels(gold: GoldString) -> tuple[Tokens, list[str]] | None:
    """The tokens with their labels, or None where the gold cannot be found in the string well enough to learn from."""
    tokens = tokens_of(gold.raw, identifiers_in(gold.raw))
    if not tokens.texts:
        return None
    labels = _from_tags(gold, tokens) if gold.collection == "hand_tagged_strings" else _from_fields(gold, tokens)
    return None if labels is None else (tokens, begun(tokens, labels))


def begun(tokens: Tokens, labels: Sequence[str | None]) -> list[str]:
    """Labels with the first token of each field marked; identifiers and what has no label are ``other``."""
    made: list[str] = []
    last = ""
    for text, label in zip(tokens.texts, labels, strict=True):
        name = OTHER if label is None or text in KIND_OF_MARK else label
        made.append(f"b-{name}" if name in _BEGUN and name != last else name)
        last = name
    return made


def labels_of_spans(tokens: Tokens, spans: Sequence[tuple[int, int, str]]) -> list[str | None]:
    """The label of the span that each token begins in."""
    labels: list[str | None] = [None] * len(tokens.texts)
    for start, end, label in spans:
        for at, (begin, _) in enumerate(tokens.spans):
            if start <= begin < end:
                labels[at] = label
    return split_pages(tokens, labels)


def split_pages(tokens: Tokens, labels: list[str | None]) -> list[str | None]:
    """The last page has a label of its own: what stands behind a dash within the pages."""
    seen_dash = False
    for at, label in enumerate(labels):
        if label != "page":
            seen_dash = False
            continue
        before = tokens.gaps[at]
        if at and labels[at - 1] in ("page", "last") and re.search(r"[-\u2010-\u2015\u2212\u00ad~]", before):
            seen_dash = True
        elif "," in before:
            seen_dash = False
        if seen_dash:
            labels[at] = "last"
    return labels


def _from_tags(gold: GoldString, tokens: Tokens) -> list[str | None] | None:
    raw = gold.raw
    tags = {name for name, _ in gold.spans}
    spans = []
    taken: list[tuple[int, int]] = []
    for tag, text in gold.spans:
        label = _TAGS.get(tag)
        if tag == "orgName" and "author" not in tags and gold.fields.get("authors") == text:
            label = "author"
        if tag == "title:m":
            label = "container" if "title:a" in tags else "title"
        start = _free(raw, text, taken, tag)
        if start < 0:
            if label in ("title", "container", "author"):
                return None
            continue
        taken.append((start, start + len(text)))
        if label == "page" and re.fullmatch(r"\d+\s?p(?:p|ages|\.)*\.?", text.strip()):
            label = None
        if label:
            spans.append((start, start + len(text), label))
    if not spans:
        return None
    labels = labels_of_spans(tokens, spans)
    for at, text in enumerate(tokens.texts):
        if labels[at] == "page" and text.lower() in ("p", "pp", "pages", "page", "s", "art", "article", "id"):
            labels[at] = None
        if labels[at] == "volume" and text.lower() in ("vol", "volume", "v"):
            labels[at] = None
    return labels


def _free(raw: str, text: str, taken: list[tuple[int, int]], tag: str) -> int:
    """Where the text stands apart from what was found already; numbers only where they stand alone."""
    start = raw.find(text)
    while start >= 0:
        end = start + len(text)
        alone = not (raw[start - 1 : start].isdigit() or raw[end : end + 1].isdigit()) or not text[-1:].isdigit()
        if alone and not any(start < other_end and other < end for other, other_end in taken):
            return start
        start = raw.find(text, start + 1)
    return -1


def _from_fields(gold: GoldString, tokens: Tokens) -> list[str | None] | None:
    fields = gold.fields
    labels: list[str | None] = [None] * len(tokens.texts)
    finder = _Finder(tokens)
    title = finder.find(fields.get("title", ""), 0, len(labels))
    if title is None:
        return None
    container = finder.find(fields.get("container", ""), title[1], len(labels)) or finder.find(
        fields.get("container", ""), 0, title[0]
    )
    if container is None:
        return None
    for at in range(*title):
        labels[at] = "title"
    for at in range(*container):
        labels[at] = "container"
    if not _label_authors(gold, finder, labels, title[0]):
        return None
    _label_numbers(gold, finder, labels, container)
    if str(gold.gold.get("type", "")).startswith("book") and sum(label is None for label in labels) > 5:
        return None
    return labels


def _label_authors(gold: GoldString, finder: "_Finder", labels: list[str | None], title: int) -> bool:
    people = gold.gold.get("authors", [])
    assert isinstance(people, list)
    people = [(one.get("family") or one.get("collab", ""), one.get("given") or "") for one in people]
    if not people:
        return True
    first = finder.find(people[0][0], 0, title)
    if first is None:
        return False
    end = first[1]
    start = first[0]
    position = first[0]
    for name, initials in people:
        family = finder.find(name, position, title, near=False)
        if family is None:
            continue
        end = max(end, family[1])
        given = finder.find(initials, max(start, family[0] - 5), min(title, family[1] + 6), near=False)
        if given:
            end, start = max(end, given[1]), min(start, given[0])
            position = max(given[1], family[1])
        else:
            position = family[1]
    if start > 0 and plain(people[0][1]) and len(finder.tokens.texts[start - 1]) <= 2:
        initials = plain(people[0][1])
        at = start
        while at > 0 and finder.plain[at - 1] and len(finder.plain[at - 1]) <= 2 and finder.plain[at - 1] in initials:
            at -= 1
        start = at
    words = [text.lower() for text in finder.tokens.texts]
    at = end
    while at < title and at < end + 4:
        if words[at] == "al" and words[at - 1] == "et":
            end = at + 1
        at += 1
    while end < title and words[end] in ("jr", "sr", "ii", "iii", "iv", "3rd", "2nd"):
        end += 1
    if (
        end < title
        and end - start > 1
        and len(words[end]) <= 3
        and finder.tokens.texts[end].isupper()
        and not words[end].isdigit()
    ):
        end += 1
    for at in range(start, end):
        labels[at] = "author"
    return True


def _label_numbers(gold: GoldString, finder: "_Finder", labels: list[str | None], container: tuple[int, int]) -> None:
    fields, texts, gaps = gold.fields, finder.tokens.texts, finder.tokens.gaps
    words = [text.lower() for text in texts]
    year, volume = fields.get("year", ""), fields.get("volume", "")
    free = [at for at, label in enumerate(labels) if label is None]
    years = [at for at in free if texts[at][:4] == year[:4] and len(texts[at]) <= 5] if year else []
    volumes = [found for at in free if at >= container[1] and (found := finder.run(volume, at))] if volume else []
    pairs = [(y, v) for y in years for v in volumes if not v[0] <= y < v[1]] or [(y, None) for y in years]
    pairs = pairs or [(None, v) for v in volumes]
    if pairs:

        def cost(pair: tuple[int | None, tuple[int, int] | None]) -> tuple[float, int]:
            y, v = pair
            made = 0.0
            if v is not None:
                named = words[v[0] - 1] in ("vol", "volume", "v", "bd", "t", "tome")
                made += 0 if named else 3
                made += 2.0 * min(v[0] - container[1], 10) * 0.5
                if y is not None and y > v[0] and not named and "(" not in gaps[y] and year == volume:
                    made += 5
            if y is not None:
                made += 0 if any(mark in gaps[y] + gaps[y + 1] for mark in ";:()") else 1
            return made, (y or 0)

        y, v = min(pairs, key=cost)
        if y is not None:
            labels[y] = "date"
            for step in (1, -1):
                at = y + step
                while 0 <= at < len(labels) and abs(at - y) <= 4 and labels[at] is None:
                    if not (
                        _MONTHS.fullmatch(texts[at])
                        or (
                            re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", texts[at])
                            and (
                                _MONTHS.fullmatch(texts[at - step])
                                and not re.search(r"[;:,(]", gaps[max(at, at - step)])
                            )
                        )
                    ):
                        break
                    labels[at] = "date"
                    at += step
        if v is not None:
            for at in range(*v):
                labels[at] = "volume"
    start = max((at + 1 for at, label in enumerate(labels) if label in ("volume", "container")), default=0)
    issue, first, last = fields.get("issue", ""), fields.get("first page", ""), fields.get("last page", "")
    begin = start
    if issue:
        for at in range(start, min(start + 9, len(labels))):
            found = finder.run(issue, at)
            if found and all(labels[one] is None for one in range(*found)):
                for one in range(*found):
                    labels[one] = "issue"
                begin = found[1]
                break
    elif (
        start < len(labels)
        and labels[start] is None
        and labels[start - 1] == "volume"
        and gaps[start].strip() == "("
        and (gaps[start + 1].startswith(")") and re.fullmatch(r"\d{1,3}", texts[start]))
    ):
        labels[start] = "issue"
        begin = start + 1
    if not first:
        return
    for at in [*range(begin, len(labels)), *range(begin)]:
        found = finder.run(first, at)
        if found and all(labels[one] is None for one in range(*found)):
            for one in range(*found):
                labels[one] = "page"
            end = found[1]
            lasts = {plain(last), plain(last)[-len(texts[end]) :] if end < len(texts) else ""}
            if (
                last
                and end < len(texts)
                and labels[end] is None
                and (plain(texts[end]) in lasts or re.fullmatch(r"\s*[-\u2010-\u2015\u2212\u00ad]+\s*", gaps[end]))
            ):
                run = finder.run(last, end) or (end, end + 1)
                for one in range(*run):
                    labels[one] = "last"
            return


class _Finder:
    """Looks texts up among tokens by their plain letters, so that a line end or hyphen within them does not matter."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.plain = ["" if text in KIND_OF_MARK else plain(text) for text in tokens.texts]
        self.joined = "".join(self.plain)
        self.starts: list[int] = []
        position = 0
        for text in self.plain:
            self.starts.append(position)
            position += len(text)
        self.starts.append(position)

    def find(self, text: str, begin: int, end: int, *, near: bool = True) -> tuple[int, int] | None:
        """The tokens from ``begin`` to ``end`` that print the text; the first exact place, else the nearest one."""
        wanted = plain(text)
        if not wanted or begin >= end:
            return None
        low, high = self.starts[begin], self.starts[end]
        at = self.joined.find(wanted, low, high)
        while at >= 0:
            first, last = bisect_right(self.starts, at) - 1, bisect_right(self.starts, at + len(wanted) - 1) - 1
            while first < end and not self.plain[first]:
                first += 1
            if self.starts[first] == at and self.starts[last + 1] == at + len(wanted):
                return first, last + 1
            at = self.joined.find(wanted, at + 1, high)
        if not near or len(wanted) < 8:
            return None
        aligned = fuzz.partial_ratio_alignment(wanted, self.joined[low:high], score_cutoff=88)
        if aligned is None:
            return None
        first = bisect_right(self.starts, low + aligned.dest_start) - 1
        last = bisect_right(self.starts, low + aligned.dest_end - 1) - 1
        if self.starts[first] < low + aligned.dest_start - 2:
            first += 1
        return (first, last + 1) if first <= last else None

    def run(self, text: str, at: int) -> tuple[int, int] | None:
        """The tokens from ``at`` on that are exactly the text."""
        wanted = plain(text)
        end = at
        made = ""
        while end < len(self.plain) and len(made) < len(wanted):
            made += self.plain[end]
            end += 1
        return (at, end) if wanted and made == wanted else None
