"""A release of a dataset: a folder and a zip file that others can trust and open without litcurate."""

from curated.package.package import write_package
from curated.package.release import Release

__all__ = ["Release", "write_package"]
