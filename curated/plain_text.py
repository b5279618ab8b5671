"""Text of strangers made fit to be shown."""


def one_line(text: str, longest: int = 300) -> str:
    r"""The text on one line, without control characters, which could drive a terminal, and cut where it is long.

    >>> one_line("A title\nof\x00 two lines")
    'A title of two lines'
    """
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
