"""Media types of the files in a package, by their endings."""

from pathlib import PurePosixPath

_MEDIA = {
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".gz": "application/warc",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".py": "text/x-python",
    ".ris": "application/x-research-info-systems",
    ".txt": "text/plain",
}


def media_type(name: str) -> str:
    """The media type of a file.

    >>> media_type("csv/works.csv")
    'text/csv'
    """
    return _MEDIA.get(PurePosixPath(name).suffix, "application/octet-stream")
