"""Options, environment and defaults → settings."""

from pathlib import Path

import pytest

from flows.settings import SettingsError, settings


def test_defaults() -> None:
    chosen = settings({})
    assert (chosen.dataset, chosen.registries, chosen.contact, chosen.jobs) == ("litcurate-data", "live", None, 1)


def test_an_option_goes_before_the_environment() -> None:
    environment = {"LITCURATE_DATASET": "here", "LITCURATE_JOBS": "3", "LITCURATE_REGISTRIES": "none"}
    chosen = settings(environment, dataset="there", jobs=None)
    assert (chosen.dataset, chosen.jobs, chosen.registries) == ("there", 3, "none")


def test_the_mirror_is_a_folder() -> None:
    assert settings({}, registries="mirror:some/folder").mirror == Path("some/folder")
    assert settings({}, registries="none").mirror is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"registries": "crossref"}, "live, none, mirror:FOLDER or replay:DATASET"),
        ({"registries": "mirror:"}, "live, none, mirror:FOLDER or replay:DATASET"),
        ({"contact": "nobody"}, "e-mail address"),
        ({"contact": "a@b\r\nX: y"}, "e-mail address"),
        ({"jobs": 0}, "1 or more"),
    ],
)
def test_what_cannot_be_used_is_named(options: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        settings({}, **options)
