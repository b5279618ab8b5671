"""When a trial was registered, by its number: ClinicalTrials.gov gives numbers out in sequence."""

import re
from bisect import bisect_right

_NUMBER = re.compile(r"NCT0*(\d{1,8})$")
_FIRST_OF = (
    *((30_000, 2002.0), (75_000, 2004.0), (100_000, 2005.0), (270_000, 2006.0), (420_000, 2007.0), (590_000, 2008.0)),
    *((815_000, 2009.0), (1_040_000, 2010.0), (1_270_000, 2011.0), (1_500_000, 2012.0), (1_760_000, 2013.0)),
    *((2_020_000, 2014.0), (2_330_000, 2015.0), (2_640_000, 2016.0), (3_005_000, 2017.0), (3_390_000, 2018.0)),
    *((3_790_000, 2019.0), (4_215_000, 2020.0), (4_690_000, 2021.0), (5_175_000, 2022.0), (5_670_000, 2023.0)),
    *((6_185_000, 2024.0), (6_755_000, 2025.0), (7_300_000, 2026.0)),
)
"""About the first number of each year; checked on the recorded answers, which lie within some months of it."""


def registered(number: str) -> float | None:
    """The year, with its fraction, in which a trial with this number was registered; None for other registers.

    Right to half a year or so: many trials of 2005 and before were registered years after they had begun.

    >>> round(registered("NCT03813927"), 1)
    2019.1
    """
    match = _NUMBER.match(number)
    if match is None:
        return None
    value = int(match.group(1))
    at = bisect_right(_FIRST_OF, (value, 9999.0))
    if at == 0 or at == len(_FIRST_OF):
        return _FIRST_OF[min(at, len(_FIRST_OF) - 1)][1]
    (low, year), (high, _) = _FIRST_OF[at - 1 : at + 1]
    step = _FIRST_OF[at][1] - year
    return year + step * (value - low) / (high - low)
