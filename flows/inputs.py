"""Which files are meant, and what is in them."""

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from curated.identifiers import content_id
from curated.schema import Failure, Row
from extract.document import UnreadableError
from flows.settings import Settings

SUFFIXES = frozenset({".pdf", ".xml", ".nxml", ".md", ".markdown", ".txt", ".text"})
"""Files of a folder that are taken; a file named outright is tried whatever it is called."""
LARGEST = 512 * 1024 * 1024


def find_files(inputs: Sequence[Path]) -> Iterator[Path | Failure]:
    """The files named, and those in the folders named, each once; a failure for what is not there."""
    seen: set[Path] = set()
    for given in inputs:
        if given.is_dir():
            files = sorted(path for path in given.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
            if not files:
                yield read_failure(
                    str(given),
                    "the folder holds no PDF, JATS XML, Markdown or text files",
                    "name the files, or another folder",
                )
        elif given.is_file():
            files = [given]
        else:
            yield read_failure(str(given), "there is no such file", "check the path")
            continue
        for file in files:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def read_file(path: Path, settings: Settings) -> tuple[Row, ...] | Failure:
    """The rows of one file, or the failure that says why there are none. Safe to run in another process."""
    from extract.contents import contents_of
    from extract.formats import FORMATS
    from extract.passages import language

    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableError(f"the file is larger than {LARGEST // 1024 // 1024} MB", "split it")
        data = path.read_bytes()
        if not data:
            raise UnreadableError("the file is empty", "download or save it again")
        found = next((known for known in FORMATS if known.recognises(data)), None)
        if found is None:
            raise UnreadableError(
                "it is neither a PDF nor plain text", "convert it to PDF, Markdown or text (UTF-8) first"
            )
        return contents_of(found.read(data), path.name, language(settings.spacy_model))
    except UnreadableError as error:
        return read_failure(str(path), error.cause, error.advice)
    except OSError as error:
        return read_failure(str(path), f"it cannot be opened ({error.strerror or error})", "check its permissions")
    except Exception as error:  # noqa: BLE001 - an error of ours in one file must not lose the others; it is told and kept
        at = traceback.extract_tb(error.__traceback__)[-1]
        return read_failure(
            str(path),
            f"an error of litcurate ({type(error).__name__}: {error}, {Path(at.filename).name} line {at.lineno})",
            "please report it with the file",
        )


def read_failure(subject: str, cause: str, advice: str) -> Failure:
    """The failure row of a file that could not be read."""
    return Failure(
        failure_id=content_id("read", subject, cause), stage="read", subject=subject, cause=cause, advice=advice
    )
