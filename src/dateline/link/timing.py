"""Which claims are too far apart in time to be of one event, by their days alone: asked of every pair before all else.

Nothing is lost by it: the features refuse such a pair whatever the others say (``features.when`` and ``reported``).
"""

from collections.abc import Callable
from functools import cache

from dateline.data import table
from dateline.link.sighting import Sighting

# What a report tells without a date is news: it happened in the days before.
NEWS_DAYS = 10


def nearness(gap: int) -> float:
    """How much two dates speak for one event that lie ``gap`` days apart, at least one: half a point less a day."""
    return float(0.5 ** (1 + gap / 2))


def reported(gap: int) -> float:
    """How much two days of publication do."""
    return float(0.5 ** (gap / 4))


@cache
def _widest(name: str, value: Callable[[int], float]) -> int:
    """The widest gap in days that is not refused."""
    least = table("linking_rules")["least"][name]
    return next(gap for gap in range(10_000) if round(value(gap + 1), 4) < least)


def far_in_time(a: Sighting, b: Sighting) -> bool:
    """Whether their days alone say that the two are no one event."""
    if a.start is not None and b.start is not None and a.end is not None and b.end is not None:
        return max(a.start - b.end, b.start - a.end) > _widest("when", nearness)
    if (
        a.published is not None
        and b.published is not None
        and abs(a.published - b.published) > _widest("reported", reported)
    ):
        return True
    return _stale(a, b) or _stale(b, a)


def _stale(told: Sighting, untold: Sighting) -> bool:
    """Whether one side's date lies long before, or after, a report that gives none."""
    if told.end is None or untold.start is not None or untold.published is None:
        return False
    return not 0 <= untold.published - told.end <= NEWS_DAYS


def last_day(s: Sighting) -> int | None:
    """The last day of a later sighting that may be of its time; None where no day is told: any may."""
    if s.end is not None:
        return s.end + max(NEWS_DAYS, _widest("when", nearness))
    return None if s.published is None else s.published + _widest("reported", reported)
