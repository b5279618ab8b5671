"""Titles, names and journal names in a form in which two printings of the same thing compare equal."""

import re
import unicodedata
from functools import lru_cache

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "ϵ": "epsilon", "ϕ": "phi",
}  # fmt: skip
_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_SPELLED = str.maketrans(_GREEK | _LATIN)
_BROKEN_WORD = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=[^\W\d_A-Z])")
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`\u00b4\u00ad]")
_REGISTERED_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[\x21-\x7e\u00a1-\ud7ff\uf900-\ufffd]+")
_LOCATOR = re.compile(r"([a-z]*)(.*)")
_PAGE_MARK = re.compile(r"^\s*pp?\.\s*")
_NOT_WORD = re.compile(r"[\W_]+")

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_ROMAN_AFTER_A_NOUN = {"i": "1", "v": "5", "ix": "9", "x": "10"}
_NUMBERED_NOUNS = frozenset({"phase", "part", "type", "stage", "grade", "class", "paper", "study", "series"})

_NAME_FILLERS = frozenset(
    re.split(" ", "the of and in for a an on to de der die das des du la le les et und del di el y e official")
)
_PLACES = frozenset(
    re.split(" ", "u s a us usa uk america united states england engl london suppl supplement ed edition")
)
_NAME_EXTRAS = re.compile(r"\([^)]*\)|\s[:=]\s.*|:\s.*")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The words of a text in lower case, without accents, punctuation or typesetting, Greek letters spelled out.

    Words that a line break cut in two are joined; compare :func:`tight` forms where hyphens may differ.

    >>> fold("Eﬃcacy of TGF-β₁ in Crohn’s disease: a <sub>2</sub> Łódź study")
    'efficacy of tgf beta1 in crohns disease a sub 2 sub lodz study'
    """
    if text.isascii():  # most are, and the rest is what takes time
        return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", _BROKEN_WORD.sub("", text).lower())).strip()
    text = unicodedata.normalize("NFKC", _BROKEN_WORD.sub("", text)).casefold()
    decomposed = unicodedata.normalize("NFD", text.translate(_SPELLED))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", bare.translate(_SPELLED))).strip()


@lru_cache(maxsize=8192)
def tight(text: str) -> str:
    """:func:`fold` without the spaces, so that ``TNF-alpha``, ``TNF alpha`` and ``TNFα`` are the same.

    >>> tight("TNF-α") == tight("TNFα") == tight("TNF alpha")
    True
    """
    return fold(text).replace(" ", "")


def locator(printed: str) -> str:
    """A page or article number without what varies in print.

    >>> locator("e0021622") == locator("e00216-22"), locator("pp. S012"), locator("0894")
    (True, 's12', '894')
    """
    letters, rest = _LOCATOR.fullmatch(tight(_PAGE_MARK.sub("", printed))).groups()  # type: ignore[union-attr]
    return f"{letters}{rest.lstrip('0')}"


@lru_cache(maxsize=8192)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text, in order, Roman ones too where they can hardly be a letter.

    Titles that differ in a number are different works, however alike they are otherwise.

    >>> numbers("Cancer statistics, 2019: a phase III study, part I"), numbers("COVID-19")
    (('2019', '3', '1'), ('19',))
    """
    found: list[str] = []
    before = ""
    for word in fold(text).split():
        if word in _ROMAN:
            found.append(_ROMAN[word])
        elif word in _ROMAN_AFTER_A_NOUN and before in _NUMBERED_NOUNS:
            found.append(_ROMAN_AFTER_A_NOUN[word])
        else:
            found.extend(number.lstrip("0") or "0" for number in re.findall(r"\d+", word))
        before = word
    return tuple(found)


def registered_doi(text: str) -> str | None:
    """A DOI as a registry gives it, in lower case. A whole field, so nothing is cut off: old DOIs hold ``<`` and ``;``.

    >>> registered_doi("10.1002/1097-0142(19860415)57:8<1442::AID-CNCR2820570803>3.0.CO;2-F")
    '10.1002/1097-0142(19860415)57:8<1442::aid-cncr2820570803>3.0.co;2-f'
    >>> registered_doi("n/a") is None
    True
    """
    doi = text.strip().lower()
    return doi if _REGISTERED_DOI.fullmatch(doi) else None


def same_container(one: str, other: str) -> bool:
    """Whether two printed names can be those of one journal or book, abbreviated or not.

    >>> same_container("N Engl J Med", "The New England Journal of Medicine")
    True
    >>> same_container("NEJM", "N. Engl. J. Med.")
    True
    >>> same_container("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences")
    True
    >>> same_container("Cancer", "Cancers"), same_container("Lancet", "The Lancet Oncology")
    (False, False)
    """
    first, second = _name_words(one), _name_words(other)
    if not first or not second:
        return False
    if first == second or "".join(first) == "".join(second):
        return True
    return _is_acronym(first, second) or _is_acronym(second, first) or _aligned(first, second)


def _name_words(name: str) -> list[str]:
    plain = fold(_NAME_EXTRAS.sub("", name)) or fold(name)
    words = [word.replace("ae", "e").replace("oe", "e") for word in plain.split()]
    return [word for word in words if word not in _NAME_FILLERS] or words


def _is_acronym(short: list[str], full: list[str]) -> bool:
    """``PNAS`` of *Proceedings of the National Academy of Sciences of the United States*."""
    if len(short) != 1 or len(full) < 3 or not 3 <= len(short[0]) <= 6:
        return False
    initials = "".join(word[0] for word in full)
    return initials == short[0] or (initials.startswith(short[0]) and set(full[len(short[0]) :]) <= _PLACES)


def _aligned(first: list[str], second: list[str]) -> bool:
    if len(first) == len(second) == 1:
        return _abbreviates(first[0], second[0]) and abs(len(first[0]) - len(second[0])) > 1  # Cell is not Cells
    short, long = sorted((first, second), key=len)
    pairs = zip(short, long, strict=False)
    return all(_abbreviates(a, b) for a, b in pairs) and set(long[len(short) :]) <= _PLACES


def _abbreviates(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    letters = iter(long)  # a contraction keeps first letter and order: natl, dtsch, intl
    return len(short) >= 3 and short[0] == long[0] and all(letter in letters for letter in short)
