"""The index of one registry in a mirror: records by identifier, and works by their words.

A tantivy index (MIT; an embedded search engine whose segments are merged in the background) says where in a file of
bodies each record lies. It is made only of sorted, immutable segments, so that it grows to hundreds of millions of
records with flat memory, any number of processes read it at once, and a commit is seen whole or not at all.
"""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

import tantivy

from reference_resolver.body import storable
from reference_resolver.mirror.bodies import Bodies
from reference_resolver.mirror.errors import MirrorError

VERSION = 2
"""The version of the format, with the dictionary of ``bodies.py``. Version 1 was one SQLite file."""

BODIES = "bodies.bin"
TERMS = "terms"
_LONGEST_KEY = 2000
_TOO_COMMON = 0.02
"""A term that more than this share of all works have is left out of a search that has rarer ones…"""
_FEWEST_RARE = 6
"""…and at least so many: scoring ``cancer`` against millions of works costs most of the time and decides nothing."""
_FEW_WORKS = 5000
_LEAST_SCORE = 0.45
"""What a hit must reach of the best one's score: other works of the title do, works that share some words do not."""


def schema() -> tantivy.Schema:
    """The fields of an index: keys to look up, terms to search, where the body lies, and the batch of the build."""
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("key", tokenizer_name="raw", index_option="basic")
    fields.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")  # "basic" would search slower
    fields.add_unsigned_field("offset", fast=True)
    fields.add_unsigned_field("length", fast=True)
    fields.add_text_field("batch", tokenizer_name="raw", index_option="basic")
    return fields.build()


def key_of(scheme: str, value: str) -> str | None:
    """An identifier as the index holds it, or None for one that is none."""
    key = f"{scheme}:{storable(value)}"
    return key if value and len(key) <= _LONGEST_KEY else None


class Index:
    """The records of one registry, for reading; safe from several threads."""

    def __init__(self, index: tantivy.Index, bodies: Bodies) -> None:
        self._schema = schema()
        self._searcher = index.searcher()
        self._bodies = bodies

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index in a folder. Raises :class:`MirrorError`."""
        try:
            return cls(tantivy.Index.open(str(folder / TERMS)), Bodies(folder / BODIES))
        except (ValueError, OSError) as error:
            raise MirrorError(f"{folder} is no mirror index ({error}); run `litcurate mirror build` again") from error

    def close(self) -> None:
        """Close the file of bodies."""
        self._bodies.close()

    @property
    def count(self) -> int:
        """How many records there are."""
        return int(self._searcher.num_docs)

    def by_keys(self, keys: Iterable[tuple[str, str]]) -> list[bytes]:
        """The records with these identifiers, in their order, each once.

        Raises :class:`OSError`, :class:`ValueError` or :class:`zlib.error` where the index is broken.
        """
        places: dict[tuple[int, int], None] = {}
        for scheme, value in keys:
            key = key_of(scheme, value)
            if key is not None:
                query = tantivy.Query.term_query(self._schema, "key", key, "basic")
                places.update(dict.fromkeys(self._places(query, 3)))
        return [self._bodies.read(*place) for place in places]

    def search(self, terms: list[str], limit: int) -> list[bytes]:
        """The works that have most of these terms, rare ones counting more (BM25), best first.

        Raises as :meth:`by_keys` does.
        """
        chosen = self._telling(terms)
        if not chosen:
            return []
        # a plain union of terms is what tantivy can cut short (block-max WAND): no boosts, no filters
        parts = [tantivy.Query.term_query(self._schema, "terms", term, "freq") for term in chosen]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        return [self._bodies.read(*place) for place in self._places(query, limit, _LEAST_SCORE)]

    def _telling(self, terms: list[str]) -> list[str]:
        frequencies = {term: self._searcher.doc_freq("terms", term) for term in map(storable, terms)}
        held = [term for term, count in frequencies.items() if count]
        most = max(self._searcher.num_docs * _TOO_COMMON, _FEW_WORKS)
        rare = [term for term in held if frequencies[term] <= most]
        return rare if len(rare) >= _FEWEST_RARE else sorted(held, key=frequencies.__getitem__)[: 2 * _FEWEST_RARE]

    def _places(self, query: tantivy.Query, limit: int, least: float = 0.0) -> list[tuple[int, int]]:
        """Where the best hits lie that reach ``least`` of the score of the best one."""
        found = self._searcher.search(query, limit, count=False).hits
        found = [(score, address) for score, address in found if score >= least * found[0][0]]
        # hits of one score come in the order of segments, which merges change: the place of the body decides
        scored = [(-score, address) for score, address in found]
        addresses = [address for _, address in scored]
        offsets = self._searcher.fast_field_values("offset", addresses)
        lengths = self._searcher.fast_field_values("length", addresses)
        rows = sorted(
            (round(score, 4), int(offset or 0), int(length or 0))
            for (score, _), offset, length in zip(scored, offsets, lengths, strict=True)
        )
        return [(offset, length) for _, offset, length in rows]


BROKEN = (OSError, ValueError, zlib.error)
"""What reading a damaged index raises."""


class Writer:
    """Adds records to the index of one registry, batch by batch. Only one writer may have an index open.

    The bodies of a batch are on the disk before its commit, and its number is written down after it. A build that was
    killed in between finds a batch that is one ahead of what is written down: it is taken back.
    """

    def __init__(self, folder: Path | None, *, batch: int = 0, size: int = 0, memory: int = 128_000_000) -> None:
        """Open an index for writing, as it was after ``batch``, when its bodies had ``size`` bytes; without a folder,
        in memory. ``memory`` is what one batch may take before it goes to the disk, in bytes.

        Raises :class:`MirrorError` where another build is under way or there is no index.
        """
        try:
            if folder is None:
                self._index = tantivy.Index(schema())
            else:
                terms = folder / TERMS
                terms.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(schema(), str(terms))
            self._writer = self._index.writer(memory, 1)
        except (ValueError, OSError) as error:
            raise MirrorError(f"{folder} cannot be written to ({error}): is another build under way?") from error
        self._bodies = Bodies(folder / BODIES if folder is not None else None, writing=True)
        self.batch = batch
        self.pending = 0
        if folder is not None:
            self._writer.delete_documents_by_term("batch", str(batch + 1))
            self._writer.commit()
            self._bodies.cut(min(size, self._bodies.size))

    @property
    def size(self) -> int:
        """Bytes of bodies."""
        return self._bodies.size

    def put(self, keys: Iterable[tuple[str, str]], body: bytes, terms: list[str]) -> None:
        """Add a record; it takes the place of an older one under its first key. An empty body only removes that."""
        named = [key for scheme, value in keys if (key := key_of(scheme, value)) is not None]
        if not named:
            return
        self._writer.delete_documents_by_term("key", named[0])
        self.pending += 1
        if not body:
            return
        offset, length = self._bodies.append(body)
        document = tantivy.Document()
        for key in named:
            document.add_text("key", key)
        if terms:
            document.add_text("terms", storable(" ".join(terms)))
        document.add_unsigned("offset", offset)
        document.add_unsigned("length", length)
        document.add_text("batch", str(self.batch + 1))
        self._writer.add_document(document)

    def commit(self) -> None:
        """Make the batch seen."""
        self._bodies.flush(safely=True)
        self._writer.commit()
        self.batch += 1
        self.pending = 0

    def close(self) -> None:
        """Wait for the merges, and let another build have the index."""
        self._writer.wait_merging_threads()
        self._bodies.close()

    def in_memory(self) -> Index:
        """The index for reading, where it lies in memory."""
        self._bodies.flush()
        self._writer.commit()
        self._index.reload()
        return Index(self._index, self._bodies)


def bytes_on_disk(folder: Path) -> int:
    """How many bytes the files of an index take."""
    return sum(entry.stat().st_size for root, _, names in os.walk(folder) for entry in map(Path(root).joinpath, names))
