"""Options and environment → one frozen value that the steps are given."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError, field_validator

from curated.mistake import Mistake
from curated.record import Record

DEFAULT_DATASET = "litcurate-data"


class SettingsError(Mistake):
    """A setting that cannot be used; the message names it and says what is allowed."""


class Settings(Record):
    """What a run is to do. Each field can be given as an option, or as ``LITCURATE_`` and its name in capitals.

    ``dataset`` is a folder or a ``postgresql://`` URL. ``registries`` is ``live``, ``mirror:FOLDER``,
    ``replay:DATASET`` (the answers that a dataset keeps) or ``none``. ``retraction_watch`` is a CSV of the Retraction
    Watch Database. ``contact`` is the e-mail address that registries may write to about our requests. ``spacy_model``
    names an installed model to split sentences with. ``full_text`` asks for the full texts of cited works that anyone
    may read. ``jobs`` is how many files are read at once. ``endpoints`` maps a registry's host to another base URL.
    ``accept_older`` lets a refresh take data that are older than those it knows; ``back_fill`` lets it read the
    trials' earlier versions too, one request a trial. ``notify`` are addresses, as apprise writes them, to which a
    refresh sends what changed; in the environment they are parted by blanks, and ``endpoints`` is a JSON object.
    ``runner`` is ``dask:`` and the address of a scheduler, where files are to be curated on a cluster.
    """

    dataset: str = DEFAULT_DATASET
    registries: str = "live"
    contact: str | None = None
    retraction_watch: Path | None = None
    spacy_model: str | None = None
    full_text: bool = False
    jobs: int = 1
    endpoints: dict[str, str] = {}
    accept_older: bool = False
    back_fill: bool = False
    notify: tuple[str, ...] = ()
    runner: str | None = None

    @field_validator("registries")
    @classmethod
    def _known_registries(cls, value: str) -> str:
        kind, _, place = value.partition(":")
        if value not in ("live", "none") and not (kind in ("mirror", "replay") and place):
            raise ValueError(f"registries is {value!r}; it can be live, none, mirror:FOLDER or replay:DATASET")
        return value

    @field_validator("contact")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\s<>(),;@]+@[^\s<>(),;@]+", value):
            raise ValueError(f"contact is {value!r}; it must be an e-mail address")
        return value

    @field_validator("notify", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value

    @field_validator("runner")
    @classmethod
    def _a_scheduler(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"dask:(tcp|tls)://[^\s/]+:\d+", value):
            raise ValueError(f"runner is {value!r}; it must be dask:tcp://HOST:PORT")
        return value

    @field_validator("jobs")
    @classmethod
    def _at_least_one(cls, value: int) -> int:
        if value < 1:
            raise ValueError(f"jobs is {value}; it must be 1 or more")
        return value

    @field_validator("endpoints", mode="before")
    @classmethod
    def _other_places(cls, value: object) -> object:
        return json.loads(value) if isinstance(value, str) else value

    def as_environment(self) -> dict[str, str]:
        """The same settings as variables, for the processes that we start."""
        told: dict[str, str | None] = {
            "dataset": self.dataset,
            "registries": self.registries,
            "contact": self.contact,
            "retraction_watch": str(self.retraction_watch.absolute()) if self.retraction_watch else None,
            "spacy_model": self.spacy_model,
            "jobs": str(self.jobs),
            "runner": self.runner,
            "full_text": "true" if self.full_text else None,
            "notify": " ".join(self.notify),
            "endpoints": json.dumps(self.endpoints) if self.endpoints else None,
        }
        return {f"LITCURATE_{name.upper()}": value for name, value in told.items() if value}

    @property
    def mirror(self) -> Path | None:
        """The folder of the mirror to ask, if one is."""
        return Path(self.registries.removeprefix("mirror:")) if self.registries.startswith("mirror:") else None

    @property
    def replayed(self) -> str | None:
        """The dataset whose kept answers are asked, if one is."""
        return self.registries.removeprefix("replay:") if self.registries.startswith("replay:") else None


def settings(environment: Mapping[str, str] | None = None, **options: object) -> Settings:
    """Settings from options (None means not given), else from the environment, else the defaults.

    Raises SettingsError where a value cannot be used.
    """
    variables = os.environ if environment is None else environment
    given: dict[str, object] = {}
    for name in (
        "dataset",
        "registries",
        "contact",
        "retraction_watch",
        "spacy_model",
        "full_text",
        "jobs",
        "notify",
        "endpoints",
        "runner",
    ):
        variable = variables.get(f"LITCURATE_{name.upper()}")
        if variable:
            given[name] = variable
    given |= {name: value for name, value in options.items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        said = [str(one["msg"]).removeprefix("Value error, ") for one in error.errors()]
        raise SettingsError("; ".join(said)) from error
