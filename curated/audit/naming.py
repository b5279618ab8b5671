"""How messages name rows, so that a person finds them in the print."""

from curated.schema import Reference


def reference_name(reference: Reference) -> str:
    """``reference 12``, or the first words of one that has no number."""
    if reference.number is not None:
        return f"reference {reference.number.value}"
    words = " ".join(reference.raw.value.split()[:6])
    return f"reference “{words} …”"


def sentence(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence("reference 3 is never cited.")
    'Reference 3 is never cited.'
    """
    return text[:1].upper() + text[1:]
