"""Numbers of trial registries as they are printed, in their normal form.

Shapes follow the registries' own rules. What papers print inside them is let through: spaces, dashes of all kinds,
``#``, ``No.``, an O for a zero, letters changed about in NCT. What only looks like a number (too short, too long, part
of another word, the shape of another kind of number) is none; a shape that other things have too needs a word about
trials beside it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class TrialNumber(NamedTuple):
    """A trial number found in text: its registry, its normal form and where it stands."""

    registry: str
    trial_id: str
    start: int
    end: int


@dataclass(frozen=True)
class _Shape:
    registry: str
    pattern: re.Pattern[str]
    normal: Callable[[re.Match[str]], str]
    needs_context: bool = False


_DASH = "[-\u00ad\u2010-\u2015\u2212]"
_SPACE = "[ \t\n\u00a0\u2007\u2009\u202f]"
_WORD = rf"(?:{_SPACE}?(?:[Nn]umber|[Nn]o\.?|N[°º]|[Ii][Dd]|[Ii]dentifier|[Rr]egistry){_SPACE}?)?"
_GAP = rf"{_WORD}(?:{_SPACE}|{_DASH}|[#:.]){{0,3}}"
_BEFORE, _AFTER = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_INNER = rf"(?:{_SPACE}?{_DASH}{_SPACE}?)"
_SLASH = rf"{_SPACE}?(?:/|{_DASH}){_SPACE}?"
_CONTEXT = re.compile(
    r"\btrials?\b|regist|netherlands|dutch|nederland|ensaiosclinicos|rebec|brazil|protocol|identifier", re.IGNORECASE
)
_AROUND = 80
_MOST_LETTERS = 2


def _plain(digits: str) -> str:
    """Digits without what is printed between them, an O or an l among them read as what it stands for."""
    kept = re.sub(rf"{_SPACE}|{_DASH}", "", digits)
    return kept.translate(str.maketrans("OoIl", "0011"))


def _digits(count: int, letters: str = "") -> str:
    """So many digits, in at most three groups of at least two; ``letters`` may stand for some of them."""
    one = rf"[\d{letters}]"
    gap = rf"(?:{_SPACE}|{_DASH})"
    ways = [rf"{one}{{{count}}}"]
    for first in range(2, count - 1):
        ways.append(rf"{one}{{{first}}}{gap}{one}{{{count - first}}}")
        ways += [
            rf"{one}{{{first}}}{gap}{one}{{{second}}}{gap}{one}{{{count - first - second}}}"
            for second in range(2, count - first - 1)
        ]
    return "(?:" + "|".join(ways) + ")"


def _shape(
    registry: str,
    pattern: str,
    normal: Callable[[re.Match[str]], str],
    *,
    case: bool = False,
    context: bool = False,
) -> _Shape:
    flags = 0 if case else re.IGNORECASE
    return _Shape(registry, re.compile(f"{_BEFORE}{pattern}{_AFTER}", flags), normal, context)


def _after(prefix: str) -> Callable[[re.Match[str]], str]:
    return lambda match: prefix + _plain(match.group("number"))


def _chictr(match: re.Match[str]) -> str:
    kind = match.group("kind")
    return f"ChiCTR-{kind.upper()}-{match.group('number')}" if kind else f"ChiCTR{match.group('number')}"


def _eudract(match: re.Match[str]) -> str:
    return f"{match.group('year')}-{match.group('number')}-{match.group('check')}"


def _euct(match: re.Match[str]) -> str:
    end = match.group("end")
    return f"{match.group('year')}-{match.group('number')}-{match.group('check')}" + (f"-{end}" if end else "")


def _parts(prefix: str, separator: str) -> Callable[[re.Match[str]], str]:
    return lambda match: prefix + separator.join(match.groups())


_EIGHT = _digits(8, "OoIl")

_SHAPES: tuple[_Shape, ...] = (
    _shape("ClinicalTrials.gov", rf"(?:N{_SPACE}?C{_SPACE}?T|NTC){_GAP}(?P<number>{_EIGHT})", _after("NCT")),
    _shape("ISRCTN", rf"ISRC?TN{_GAP}(?P<number>{_digits(8)})", _after("ISRCTN")),
    _shape(
        "EU CT",
        rf"(?:EU{_SPACE}?CT{_GAP})?(?P<year>20[2-9]\d){_INNER}(?P<number>5\d{{5}}){_INNER}(?P<check>\d\d)"
        rf"(?:{_INNER}(?P<end>\d\d))?(?!{_DASH}\d)",
        _euct,
    ),
    _shape(
        "EudraCT",
        rf"(?:(?:Eudra{_SPACE}?CT|EUCTR){_GAP})?(?P<year>(?:19|20)\d\d){_INNER}(?P<number>\d{{6}}){_INNER}(?P<check>\d\d)"
        rf"(?!{_DASH}\d)(?:{_DASH}(?-i:[A-Z]{{2}}|3rd))?",
        _eudract,
    ),
    _shape(
        "ChiCTR",
        rf"ChiCTR{_GAP}(?:(?P<kind>[A-Z]{{2,4}}){_DASH}?)?(?P<number>\d{{8,10}})",
        _chictr,
    ),
    _shape("ITMCTR", rf"(?:ITMCTR|ChiMCTR){_GAP}(?P<number>\d{{10}})", _after("ITMCTR")),
    _shape(
        "jRCT",
        rf"jRCT{_GAP}(?P<number>[abcs]{_DASH}?\d{{9}}|\d{{10}})",
        lambda match: "jRCT" + _plain(match.group("number").lower()),
    ),
    _shape(
        "UMIN",
        rf"UMIN(?:{_DASH}?{_SPACE}?(?:CTR|ID))?{_GAP}(?:UMIN{_GAP})?(?P<number>C?{_digits(9)})",
        lambda match: "UMIN" + _plain(match.group("number").upper()),
    ),
    _shape("JapicCTI", rf"Japic{_SPACE}?{_DASH}?CTI{_GAP}(?P<number>\d{{6}})", _after("JapicCTI-")),
    _shape("JMACCT", rf"JMA(?:{_DASH}|{_SPACE})?IIA{_GAP}(?P<number>\d{{5}})", _after("JMA-IIA")),
    _shape("DRKS", rf"DRKS{_GAP}(?P<number>{_digits(8)})", _after("DRKS")),
    _shape(
        "ANZCTR",
        rf"(?:ACTRN|ANZCTRN?|ACTR){_GAP}(?:ACTRN{_GAP})?0?(?P<number>126{_digits(11)}p?)",
        lambda match: "ACTRN" + _plain(match.group("number").lower()),
    ),
    _shape(
        "CTRI",
        rf"CTRI(?:{_GAP}|{_SLASH})(?:CTRI{_SLASH})?(20\d\d){_SLASH}(\d{{2,3}}){_SLASH}(\d{{6}})",
        lambda match: "CTRI/" + "/".join(match.groups()),
    ),
    _shape(
        "IRCT",
        rf"IRCT(?:ID)?{_GAP}(?:IRCT{_GAP})?(?P<number>\d{{9,14}}){_SPACE}?N{_SPACE}?(?P<part>\d{{1,3}})",
        lambda match: f"IRCT{match.group('number')}N{match.group('part')}",
    ),
    _shape("CRiS", rf"KCT{_GAP}(?P<number>\d{{7}})", _after("KCT")),
    _shape("NTR", rf"NTR{_GAP}(?P<number>\d{{3,5}})(?!\.\d)", _after("NTR"), case=True, context=True),
    _shape("NTR", rf"NL(?:{_DASH}|{_SPACE})?(?P<number>\d{{3,5}})(?!\.\d)", _after("NL"), case=True, context=True),
    _shape("PACTR", rf"PACTR{_GAP}(?P<number>\d{{15,16}})", _after("PACTR")),
    _shape(
        "ReBEC",
        rf"RBR(?:{_DASH}|{_SPACE})?(?P<number>(?=[a-z]{{0,6}}\d)[0-9a-z]{{6,7}})",
        lambda match: "RBR-" + match.group("number").lower(),
    ),
    _shape("REPEC", rf"PER{_INNER}(\d{{3}}){_INNER}(\d{{2}})(?!{_DASH}\d)", _parts("PER-", "-"), case=True),
    _shape("RPCEC", rf"RPCEC{_GAP}(?P<number>\d{{8}})", _after("RPCEC")),
    _shape("SLCTR", rf"SLCTR{_SLASH}(20\d\d){_SLASH}(\d{{3}})", _parts("SLCTR/", "/")),
    _shape("TCTR", rf"TCTR{_GAP}(?P<number>20\d{{9}})", _after("TCTR")),
    _shape("LBCTR", rf"LBCTR{_GAP}(?P<number>20\d{{8}})", _after("LBCTR")),
    _shape("WHO UTN", rf"U{_SPACE}?(1111){_INNER}(\d{{4}}){_INNER}(\d{{4}})(?!{_DASH}\d)", _parts("U", "-")),
)
_ANY = re.compile(r"\d")


def find_trial_numbers(text: str) -> Iterator[TrialNumber]:
    """Trial numbers of the known registries in text, in the order in which they stand.

    >>> [(n.registry, n.trial_id) for n in find_trial_numbers("see NCT 00902941 and 2004-123456-12-DE")]
    [('ClinicalTrials.gov', 'NCT00902941'), ('EudraCT', '2004-123456-12')]
    """
    if not _ANY.search(text):
        return
    found = [
        (TrialNumber(shape.registry, shape.normal(match), match.start(), match.end()), rank)
        for rank, shape in enumerate(_SHAPES)
        for match in shape.pattern.finditer(text)
        if (not shape.needs_context or _has_context(text, match)) and _is_a_number(match)
    ]
    taken = 0
    for number, _ in sorted(found, key=lambda one: (one[0].start, one[1])):
        if number.start >= taken:
            taken = number.end
            yield number


def _is_a_number(match: re.Match[str]) -> bool:
    """Whether no more than two letters stand for digits in it."""
    return sum(letter in "OoIl" for letter in match.groupdict().get("number") or "") <= _MOST_LETTERS


def _has_context(text: str, match: re.Match[str]) -> bool:
    """Whether words about trials or a registry stand beside it."""
    before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
    return bool(_CONTEXT.search(before) or _CONTEXT.search(after))
