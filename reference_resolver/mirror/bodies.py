"""The records of a mirror as they came, one after another in one file that only grows, each packed by itself."""

import os
import zlib
from pathlib import Path

_WORDS = (
    # what records of one kind have in common, so that even a short one packs well; part of the format (see _VERSION
    # in index.py): a changed dictionary cannot unpack what the old one packed
    b'"nctIdAliases":["protocolSection":{"identificationModule":{"nctId":"NCT0"briefTitle":"officialTitle":"'
    b'"statusModule":{"overallStatus":"COMPLETED","startDateStruct":{"date":"20"primaryCompletionDateStruct":{'
    b'"completionDateStruct":{"armsInterventionsModule":{"armGroups":[{"label":"interventionNames":["'
    b'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">2</PMID><Article PubModel="'
    b'<Journal><ISSN IssnType="Electronic"><JournalIssue CitedMedium="Internet"><Volume></Volume><Issue></Issue>'
    b"<PubDate><Year>20</Year><Month></Month></PubDate></JournalIssue><Title>Journal of </Title><ISOAbbreviation>"
    b"</ISOAbbreviation></Journal><ArticleTitle></ArticleTitle><Pagination><StartPage></StartPage><EndPage></EndPage>"
    b'<MedlinePgn></MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">10.1</ELocationID><Abstract>'
    b'<AbstractText Label="BACKGROUND" NlmCategory="METHODS"></AbstractText></Abstract><AuthorList CompleteYN="Y">'
    b'<Author ValidYN="Y"><LastName></LastName><ForeName></ForeName><Initials></Initials><AffiliationInfo>'
    b"<Affiliation>Department of Medicine, University of </Affiliation></AffiliationInfo></Author></AuthorList>"
    b'<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList>'
    b'<PubmedData><ArticleIdList><ArticleId IdType="pubmed"></ArticleId><ArticleId IdType="doi">10.</ArticleId>'
    b'<ArticleId IdType="pmc">PMC</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
    b'{"indexed":{"date-parts":[[2024,1,1]],"date-time":"2024-01-01T00:00:00Z","timestamp":1700000000000},'
    b'"publisher":"Springer Science and Business Media LLC","issue":"1","license":[{"start":{"date-parts":[[20'
    b'"content-version":"vor","delay-in-days":0,"URL":"https://creativecommons.org/licenses/by/4.0"}],'
    b'"content-domain":{"domain":[],"crossmark-restriction":false},"short-container-title":["published-print":{'
    b'"DOI":"10.1016/j.","type":"journal-article","created":{"date-parts":[[20"page":"1-10","update-policy":"'
    b'"source":"Crossref","is-referenced-by-count":0,"title":["prefix":"10.10","volume":"author":[{"given":"'
    b'"family":"","sequence":"first","affiliation":[]},{"given":"","family":"","sequence":"additional","affiliation":'
    b'[]}],"member":"78","published-online":{"container-title":["Journal of "],"original-title":[],"language":"en",'
    b'"link":[{"URL":"https://api.elsevier.com/content/article/PII:S","content-type":"text/xml","intended-application'
    b'":"text-mining"}],"deposited":{"score":0,"resource":{"primary":{"URL":"https://linkinghub.elsevier.com/"}},'
    b'"subtitle":[],"issued":{"date-parts":[[20"references-count":0,"URL":"https://doi.org/10.1","ISSN":["1'
    b'"],"issn-type":[{"value":"type":"electronic"},{"value":"type":"print"}],"subject":[],"published":{"date-parts":'
)


def packed(body: bytes) -> bytes:
    """A record as it lies in the file."""
    pack = zlib.compressobj(6, zdict=_WORDS)
    return pack.compress(body) + pack.flush()


def unpacked(data: bytes) -> bytes:
    """A record as it came. Raises :class:`zlib.error` for what is damaged or cut."""
    unpack = zlib.decompressobj(zdict=_WORDS)
    body = unpack.decompress(data)
    if not unpack.eof:
        raise zlib.error("a record ends too early")
    return body


class Bodies:
    """Packed records by place. Reading is safe from several threads and processes, also while a build appends."""

    def __init__(self, file: Path | None, *, writing: bool = False) -> None:
        """The records in a file; without one, in memory. Raises :class:`OSError`."""
        self._memory = bytearray()
        self._descriptor: int | None = None
        if file is not None:
            flags = os.O_RDWR | os.O_CREAT if writing else os.O_RDONLY
            self._descriptor = os.open(file, flags | getattr(os, "O_CLOEXEC", 0), 0o644)
        self._pending: list[bytes] = []
        self._written = os.fstat(self._descriptor).st_size if self._descriptor is not None else 0
        self.size = self._written

    def append(self, body: bytes) -> tuple[int, int]:
        """Add a record; where it begins and how long it is. It can be read after :meth:`flush`."""
        data = packed(body)
        place = (self.size, len(data))
        self._pending.append(data)
        self.size += len(data)
        return place

    def flush(self, *, safely: bool = False) -> None:
        """Write what was added; ``safely``: and wait until it is on the disk."""
        data = b"".join(self._pending)
        self._pending.clear()
        if self._descriptor is None:
            self._memory += data
            return
        view = memoryview(data)
        while view:
            count = os.pwrite(self._descriptor, view, self._written)
            self._written += count
            view = view[count:]
        if safely:
            os.fsync(self._descriptor)

    def cut(self, size: int) -> None:
        """Drop what lies beyond ``size``: what a build wrote and never finished."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, size)
        self.size = self._written = size

    def read(self, offset: int, length: int) -> bytes:
        """The record at a place. Raises :class:`zlib.error` or :class:`OSError` where there is none."""
        if self._descriptor is None:
            return unpacked(bytes(self._memory[offset : offset + length]))
        return unpacked(os.pread(self._descriptor, length, offset))

    def close(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
