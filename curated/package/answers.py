"""The kept answers of registries as a WARC file (ISO 28500), and where in it each of them is.

An answer over HTTP is a ``response`` record: its URL, its date and its body as they were kept. Headers were not kept;
the status line is made of the status, and the only header is the length. What a local mirror answered never was HTTP:
it is a ``resource`` record. A body that came for several URLs stands once; the others are ``revisit`` records that
refer to it. Every body is hashed again: one whose SHA-256 is another is left out, and so is one that is not kept.
"""

import io
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, BinaryIO

from curated.columns import Kind
from curated.schema import KeptResponse

ANSWERS = "answers/answers.warc.gz"
"""The file of the answers in a package."""

INDEX = "answers/index.csv"
"""The file that says where each answer is."""

INDEX_COLUMNS: dict[str, Kind] = {
    "sha256": "text",
    "url": "text",
    "record": "text",
    "offset": "integer",
    "length": "integer",
}

INDEX_DESCRIPTIONS = {
    "sha256": "SHA-256 of the body, as in `responses`.",
    "url": "What was asked, as in `responses`.",
    "record": "Kind of the record: `response`, `resource` (of a local mirror), `revisit` (the body stands elsewhere) or"
    " `missing` (the body is not kept, or is not what was kept).",
    "offset": "Byte at which the record begins.",
    "length": "Bytes of the record, packed.",
}
"""What the columns of the index mean."""

_NAMES = uuid.UUID("6c697463-7572-5174-8e00-000000000000")
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def write_answers(
    file: BinaryIO, responses: Iterable[KeptResponse], body_of: Callable[[str], bytes | None], day: date, version: str
) -> list[dict[str, Any]]:
    """Writes the records to an open file, one body in memory at a time, and returns the rows of the index."""
    from warcio.warcwriter import WARCWriter

    # Neither the day nor an identifier of a record comes from the clock or from chance: same answers, same bytes.
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    about = {"software": f"litcurate {version}", "format": "WARC File Format 1.1", "isPartOf": "litcurate-dataset"}
    info = writer.create_warcinfo_record(ANSWERS.rpartition("/")[2], about)
    _name(info, "warcinfo", datetime(day.year, day.month, day.day, tzinfo=UTC))
    writer.write_record(info)
    index: list[dict[str, Any]] = []
    first: dict[str, KeptResponse] = {}
    for response in responses:
        row: dict[str, Any] = {"sha256": response.sha256, "url": response.url, "record": "missing"}
        body = b"" if response.sha256 in first else body_of(response.sha256)
        if response.sha256 in first or (body is not None and sha256(body).hexdigest() == response.sha256):
            begin = file.tell()
            row["record"] = _write(writer, response, body or b"", first.setdefault(response.sha256, response))
            row |= {"offset": begin, "length": file.tell() - begin}
        index.append(row)
    return index


def _write(writer: Any, response: KeptResponse, body: bytes, first: KeptResponse) -> str:
    from warcio.statusandheaders import StatusAndHeaders

    headers = {"WARC-Payload-Digest": f"sha256:{response.sha256}"}
    over_http = response.url.startswith(("http://", "https://"))
    url = response.url.translate(_SPACES)
    if first is not response:
        headers |= {
            "WARC-Profile": _REVISIT,
            "WARC-Refers-To": _record_id(first.sha256, first.url),
            "WARC-Refers-To-Target-URI": first.url.translate(_SPACES),
            "WARC-Refers-To-Date": _moment(first.retrieved_at),
        }
        kind, shown = "revisit", None
    else:
        kind = "response" if over_http else "resource"
        shown = body
    status = None
    if over_http:
        known = {one.value: one.phrase for one in HTTPStatus}
        line = f"{response.status} {known.get(response.status, 'Unknown')}"
        status = StatusAndHeaders(line, [("Content-Length", str(len(body)))] if shown is not None else [], "HTTP/1.1")
    record = writer.create_warc_record(
        url,
        kind,
        payload=io.BytesIO(shown) if shown is not None else None,
        length=len(shown) if shown is not None else None,
        http_headers=status,
        warc_content_type="" if over_http else "application/octet-stream",
        warc_headers_dict=headers,
    )
    _name(record, response.sha256, response.retrieved_at, response.url)
    writer.write_record(record)
    return kind


_SPACES = {ord(letter): f"%{ord(letter):02X}" for letter in map(chr, (*range(33), 127))}
"""A line break in a URL would end its header."""


def _name(record: Any, content: str, moment: datetime, url: str = "") -> None:
    record.rec_headers.replace_header("WARC-Record-ID", _record_id(content, url))
    record.rec_headers.replace_header("WARC-Date", _moment(moment))


def _record_id(content: str, url: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, f'{content} {url}')}>"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
