"""What a mirror refuses with."""

from curated.mistake import Mistake


class MirrorError(Mistake):
    """A folder that is no usable mirror; the message says what a person can do about it."""
