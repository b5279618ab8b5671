"""What a mirror refuses with."""


class MirrorError(Exception):
    """A folder that is no usable mirror; the message says what a person can do about it."""
