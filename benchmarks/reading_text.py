"""Text read from a PDF against the body of the gold: sentences, words, what intrudes, what is lost and why."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gold_jats import MARKER, Gold
from rapidfuzz import fuzz
from reading_sentences import BARRIER, WORD, Reading, Sentence, asked, find_all, find_whole, in_order, letters, plain

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LINE_END = re.compile(r"[-‐\u00ad]\s*\n\s*|[\ufffe\x02]\s*")
_LEFT = re.compile(r"[\ufb00-\ufb06]|\(cid:\d+\)|\ufffd")
_ANCHOR = 24
_MOST_BETWEEN = 4_000
_PIECE = 12


class Foreign:
    """The words of the article that do not belong to its body: captions, tables, notes, running heads and feet."""

    def __init__(self, gold: Gold) -> None:
        body = [plain(raw) for paragraph in gold.paragraphs for raw in paragraph]
        outside = [plain(raw) for part in gold.floats for raw in part] + [plain(text) for text in gold.margins]
        self._body = {pair for text in body for pair in _pairs(WORD.findall(text))}
        self._body_words = {word for text in body for word in WORD.findall(text)}
        self._pairs = {pair for text in outside for pair in _pairs(WORD.findall(text))}
        self._words = {word for text in outside for word in WORD.findall(text)}

    def are(self, run: Sequence[str]) -> bool:
        """Whether a run of words that stands where the gold has none comes from there.

        At least half of its words are words of captions, tables and running heads, and more of its pairs of words
        stand there than in the body; a single word stands there and nowhere in the body.
        """
        if sum(word in self._words for word in run) * 2 < len(run):
            return False
        pairs = _pairs(run)
        if not pairs:
            return run[0] not in self._body_words
        return sum(pair in self._pairs for pair in pairs) > sum(pair in self._body for pair in pairs)


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(itertools.pairwise(words))


def intruders(
    sentences: Sequence[Sentence], places: Sequence[tuple[int, int] | None], text: str, foreign: Foreign
) -> list[tuple[int, tuple[str, ...]]]:
    """Runs of words of running heads, feet, captions or tables inside body sentences, with the sentence's index.

    An approximation. A sentence that is not found whole but whose first and last two dozen characters are, in this
    order and with at most 4,000 characters too many between them, is aligned word by word with what is read there, and
    so is what is read between two sentences of a paragraph that are both found; a run of words that the gold does not
    have there counts where ``Foreign.are`` says that it comes from outside the body. Words of letters only.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    behind = 0
    for index, (sentence, place) in enumerate(zip(sentences, places, strict=True)):
        before = places[index - 1] if index else None
        same = index > 0 and sentences[index - 1].paragraph == sentence.paragraph
        if same and place and before and 0 < place[0] - before[1] < _MOST_BETWEEN:
            between = tuple(WORD.findall(text[before[1] : place[0]]))
            if between and foreign.are(between):
                found.append((index, between))
        if place:
            behind = place[1]
            continue
        span = _gapped(sentence.unmarked, text, behind)
        if span is None:
            continue
        behind = span[1]
        mine, read = WORD.findall(sentence.unmarked), WORD.findall(text[span[0] : span[1]])
        for kind, _, _, start, end in SequenceMatcher(None, mine, read, autojunk=False).get_opcodes():
            run = tuple(read[start:end])
            if kind in ("insert", "replace") and foreign.are(run):
                found.append((index, run))
    return found


def _gapped(sentence: str, text: str, behind: int) -> tuple[int, int] | None:
    if len(sentence) < 2 * _ANCHOR:
        return None
    head, tail = sentence[:_ANCHOR], sentence[-_ANCHOR:]
    start = text.find(head, behind)
    if start < 0:
        start = text.find(head)
    if start < 0:
        return None
    end = text.find(tail, start + _ANCHOR, start + len(sentence) + _MOST_BETWEEN)
    return (start, end + _ANCHOR) if end >= 0 else None


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words and numbers in texts, cut at hyphens; a hyphen at a line end that a reader left joins the lines."""
    words: Counter[str] = Counter()
    for text in texts:
        joined = _LINE_END.sub("", unicodedata.normalize("NFKD", text).lower())
        words.update(_TOKEN.findall("".join(letter for letter in joined if not unicodedata.combining(letter))))
    return words


def left_over(text: str) -> int:
    """Ligatures, ``(cid:…)`` and replacement characters that a reader left in its text."""
    return len(_LEFT.findall(text))


@dataclass(frozen=True)
class TextScore:
    """How well the body was read. ``lost`` has each lost sentence with its cause and what is read there instead."""

    sentences: int
    found: int
    in_order: int
    words: int
    recalled: int
    intruding: int
    left: int
    intrusions: tuple[str, ...]
    captions: int
    captions_in_flow: int
    first_block: int
    last_block: int
    lost: tuple[tuple[str, str, str], ...]


def score_text(gold: Gold, reading: Reading, raw: str, others: Sequence[Reading] | None = None) -> TextScore:
    """Body sentences, words and intrusions.

    ``sentences``: body paragraphs of the JATS (floats, notes and boxes left out) cut by a plain rule; those with a
    formula or image are not asked for. ``found``: its normal form (see ``plain``) is a slice of the flow, where the
    blocks of a reader that has blocks are parted, so that a sentence cut in two does not count; at citation markers of
    numbers anything made of digits and brackets may stand. ``in_order``: of those, the longest ascending run.
    ``recalled``: words and numbers of the body that are in the whole text, counted with multiplicity (``words_of``).
    ``captions_in_flow``: sentences of captions and notes (five words or more) that stand in the flow.
    ``lost`` is made only where ``others`` is given: the readings to ask whether another reader has the sentence.
    """
    sentences = asked(gold)
    places = find_all(sentences, reading.flow)
    ordered = in_order(places)
    body = words_of(sentence for paragraph in gold.paragraphs for sentence in paragraph)
    runs = intruders(sentences, places, reading.flow, Foreign(gold))
    captions = [plain(raw).strip(MARKER) for part in gold.floats for raw in part if len(WORD.findall(raw)) >= 5]
    lost: list[tuple[str, str, str]] = []
    if others is not None:
        kept = set(ordered)
        gaps = dict(runs)
        causes = _Causes(reading, others)
        for index, (sentence, place) in enumerate(zip(sentences, places, strict=True)):
            if place is None:
                cause = "words of a float or margin inside" if index in gaps else causes.of(sentence)
                lost.append((cause, sentence.raw, causes.instead(sentence)))
            elif index not in kept:
                lost.append(("out of order", sentence.raw, ""))
    blocks = [reading.block_at(place[0]) for index in ordered if (place := places[index])]
    return TextScore(
        sentences=len(sentences),
        found=sum(place is not None for place in places),
        in_order=len(ordered),
        words=body.total(),
        recalled=(body & words_of([raw])).total(),
        intruding=sum(len(run) for _, run in runs),
        left=left_over(raw),
        intrusions=tuple(" ".join(run) for _, run in runs),
        captions=len(captions),
        captions_in_flow=sum(find_whole(caption, reading.flow) is not None for caption in captions),
        first_block=min(blocks, default=0),
        last_block=max(blocks, default=-1),
        lost=tuple(lost),
    )


class _Causes:
    """Why a sentence was not found whole: the first of a list of weaker forms in which it is found."""

    def __init__(self, reading: Reading, others: Sequence[Reading]) -> None:
        self._flow = reading.flow
        self._uncut = reading.flow.replace(BARRIER, " ")
        apart = plain(reading.apart)
        uncut = plain(self._uncut)
        self._bare = letters(self._flow)
        self._others = [letters(other.flow) for other in others]
        self._tries = (
            ("cut between two blocks", uncut, False),
            ("spaces", _tight(self._flow), False),
            ("letters right, signs or digits not", self._letters_of_blocks(), True),
            ("cut between two blocks", letters(uncut), True),
            ("read as float or margin", apart, False),
            ("read as float or margin", letters(apart), True),
        )

    def _letters_of_blocks(self) -> str:
        return BARRIER.join(letters(block) for block in self._flow.split(BARRIER))

    def of(self, sentence: Sentence) -> str:
        bare = letters(sentence.normal)
        for cause, text, only_letters in self._tries:
            wanted = bare if only_letters else _tight(sentence.normal) if cause == "spaces" else sentence.normal
            if find_whole(wanted, text):
                return cause
        pieces = [bare[at : at + _PIECE] for at in range(0, len(bare) - _PIECE + 1, _PIECE)]
        if sum(piece in self._bare for piece in pieces) >= 0.6 * len(pieces):
            inside = _gapped(sentence.unmarked, self._flow, 0)
            return "other words inside" if inside else "in pieces: lines or columns mixed up"
        if any(bare in other for other in self._others):
            return "only another reader has it"
        return "no reader has it so"

    def instead(self, sentence: Sentence) -> str:
        """What the flow has at the place that is most like the sentence."""
        wanted = sentence.unmarked
        found = fuzz.partial_ratio_alignment(wanted, self._uncut, score_cutoff=50)
        return self._flow[found.dest_start : found.dest_end].replace(BARRIER, " ¶ ") if found else ""


def _tight(text: str) -> str:
    return text.replace(" ", "")
