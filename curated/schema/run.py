"""Runs of the commands that wrote a dataset."""

from datetime import datetime
from typing import ClassVar

from curated.record import Record
from curated.schema.row import Row


class RunInput(Record):
    """A file that a run was given: its name without the folder, its SHA-256, and the document made of it.

    ``sha256`` and ``document_id`` are None where the file could not be read.
    """

    name: str
    sha256: str | None = None
    document_id: str | None = None


class Run(Row):
    """One run of a command that wrote to the dataset.

    Runs are kept beside the dataset's rows and never among them: when a thing was done differs from run to run where
    what was found does not.

    :ivar run_id: Hash of the command and the moment that it began.
    :ivar command: ``curate``, ``audit`` or ``refresh``.
    :ivar version: Version of litcurate.
    :ivar started_at: When it began. UTC.
    :ivar ended_at: When it ended; empty where it did not come to its end. UTC.
    :ivar settings: What it was told to do, without secrets, addresses and places on the machine.
    :ivar software: Versions of Python and of the packages that read, match and store.
    :ivar inputs: Files given to it: a JSON list of ``name``, ``sha256`` and ``document_id``.
    """

    table: ClassVar[str] = "runs"
    key: ClassVar[tuple[str, ...]] = ("run_id",)

    run_id: str
    command: str
    version: str
    started_at: datetime
    ended_at: datetime | None = None
    settings: dict[str, str] = {}
    software: dict[str, str] = {}
    inputs: tuple[RunInput, ...] = ()
