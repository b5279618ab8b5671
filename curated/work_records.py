"""The records of several registries that are of one work."""

from collections import defaultdict
from collections.abc import Iterable

from curated.schema import Work


class WorkRecords:
    """Works by what they are known by, so that all records of one are found."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._work: dict[str, Work] = {}
        self._named: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            self._work[work.work_id] = work
            for name in (work.doi, work.pmid):
                if name is not None:
                    self._named[name.value].append(work)

    def of(self, work_id: str | None) -> tuple[Work, ...]:
        """All records of a work, by its DOI and PMID, the one with this id first; none where it is not known."""
        work = self._work.get(work_id or "")
        if work is None:
            return ()
        same = [other for name in (work.doi, work.pmid) if name for other in self._named[name.value]]
        return tuple({each.work_id: each for each in (work, *same)}.values())
