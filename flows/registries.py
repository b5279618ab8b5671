"""Who is asked in a run: the live registries, a mirror, the kept answers of a dataset, or nobody."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import TracebackType

from curated.schema import KeptResponse
from curated.store import Store
from flows import VERSION
from flows.settings import Settings
from reference_resolver.mirror import Mirror
from reference_resolver.mirror.mirror import asked_of_a_mirror
from reference_resolver.registries import REGISTRIES
from reference_resolver.registries.clinicaltrials import NAME as CLINICAL_TRIALS
from reference_resolver.registry import Registry
from reference_resolver.request import Request, Response
from reference_resolver.responses import KeptResponses, not_kept
from reference_resolver.retraction_watch import REGISTRY as RETRACTION_WATCH
from reference_resolver.retraction_watch import RetractionWatch

Send = Callable[[Request], Response]


class Registries:
    """The registries of a run and the sender that asks them. A context manager.

    Raises MirrorError where the mirror cannot be opened, StoreError where the dataset to replay cannot, Mistake where
    the Retraction Watch file is none.
    """

    def __init__(self, settings: Settings) -> None:
        self._stack = ExitStack()
        self.asked: tuple[Registry, ...] = ()
        self.send: Send = not_kept
        self._earlier: list[KeptResponse] | None = None
        self.is_live = settings.registries == "live"
        self.day_of_trials: str | None = None
        """The day of a mirror's trials; live, the registry itself is asked of when its data are."""
        try:
            self._open(settings)
        except BaseException:
            self._stack.close()
            raise

    def _open(self, settings: Settings) -> None:
        if settings.mirror is not None:
            mirror = Mirror.open(settings.mirror)
            self._stack.callback(mirror.close)
            self.asked, self.send = mirror.registries(REGISTRIES), mirror.send
            if CLINICAL_TRIALS in mirror.holds:
                self.day_of_trials = mirror.holds[CLINICAL_TRIALS][1].isoformat()
        elif settings.replayed is not None:
            store = self._stack.enter_context(Store.open(settings.replayed, create=False))
            rows = store.load(("responses",)).responses
            self.asked, self.send = _as_asked(rows), KeptResponses(not_kept, rows, store.body).send
        elif self.is_live:
            from reference_resolver.http import Sender  # costs time that a run without a network need not spend

            sender = Sender(REGISTRIES, version=VERSION, contact=settings.contact, endpoints=settings.endpoints)
            self.asked, self.send = REGISTRIES, self._stack.enter_context(sender).send
        if settings.retraction_watch is not None and self.asked:
            self._add_retraction_watch(RetractionWatch(settings.retraction_watch).send)

    def _add_retraction_watch(self, told: Send) -> None:
        others = self.send
        self.asked = (*(one for one in self.asked if one.name != RETRACTION_WATCH.name), RETRACTION_WATCH)
        self.send = lambda request: (told if request.registry == RETRACTION_WATCH.name else others)(request)

    def __enter__(self) -> "Registries":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()

    def keeping(self, store: Store) -> KeptResponses:
        """A sender that asks nothing again whose answer the dataset has, and keeps each new answer there at once: a
        live run may be killed at any moment. What a mirror answers is kept with the document, at less cost.
        """
        if not self.is_live:
            return KeptResponses(self.send)

        if self._earlier is None:
            self._earlier = list(store.load(("responses",)).responses)
        earlier = self._earlier

        def keep(row: KeptResponse, body: bytes) -> None:
            store.put_bodies({row.sha256: body})
            store.put([row])
            earlier.append(row)

        return KeptResponses(self.send, tuple(earlier), store.body, keep)

    def without_asking(self, store: Store | None) -> Send:
        """A sender that answers from what is kept in the dataset, and asks nobody."""
        if not self.is_live:
            return self.send
        if store is None:
            return not_kept
        return KeptResponses(not_kept, store.load(("responses",)).responses, store.body).send


def _as_asked(rows: Iterable[KeptResponse]) -> tuple[Registry, ...]:
    """The registries as they were asked when these answers came: in the words of a mirror, or live."""
    rows = list(rows)
    mirrored = {row.registry for row in rows if row.url.startswith("mirror:")}
    asked = asked_of_a_mirror(REGISTRIES, mirrored) if mirrored else REGISTRIES
    watched = any(row.registry == RETRACTION_WATCH.name for row in rows)
    return (*asked, RETRACTION_WATCH) if watched else asked
