"""Tells people what changed, by whatever way they name: e-mail, chat, a webhook. Off unless addresses are given.

The ways are those of the library apprise, an optional extra. Addresses can hold passwords: they are never printed.
"""

import logging
from collections.abc import Sequence

from curated.mistake import Mistake
from curated.since import Changed
from curated.since_told import lines

LONGEST = 200
"""Lines of a notice; the rest is in the dataset."""


def checked(addresses: Sequence[str]) -> None:
    """Refuse addresses that no notice can be sent to, before a run rather than after it.

    :raises Mistake: where apprise is not installed or does not know one; they are counted, not printed.
    """
    try:
        from apprise import Apprise
    except ImportError as error:
        raise Mistake("notices need apprise: pip install 'litcurate[notify]'") from error
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its remarks print the addresses
    for place, address in enumerate(addresses, start=1):
        if not Apprise().add(address):
            kind = address.partition("://")[0] if "://" in address else "without a scheme"
            raise Mistake(f"address {place} for notices ({kind}) is none that apprise knows: see its list of services")


def notify(addresses: Sequence[str], rows: Sequence[Changed], place: str) -> list[str]:
    """Send what changed to every address; what could not be sent, in words. Nothing is sent where nothing changed.

    :param place: the dataset's name for the title, without a password.
    """
    if not rows or not addresses:
        return []
    from apprise import Apprise

    said = list(lines(rows))
    body = "\n".join(said[:LONGEST] + ([f"… and {len(said) - LONGEST} more lines"] if len(said) > LONGEST else []))
    number = f"{len(rows)} {'trial or work' if len(rows) == 1 else 'trials and works'} changed"
    failed: list[str] = []
    for at, address in enumerate(addresses, start=1):
        service = Apprise()
        if not (service.add(address) and service.notify(title=f"litcurate: {number} in {place}", body=body)):
            failed.append(f"the notice to address {at} ({address.partition('://')[0]}) could not be sent")
    return failed
