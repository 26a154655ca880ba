"""What a time expression is counted from: the publication date, the date just told, and the tense around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from dateline.mark.timex.values import grain_of, interval
from dateline.vocab import TimeKind

_JUMP = 3  # years a bare year may lie from the story's last month or day and still lead it on
_NEAR_SENTENCES = 3  # how far back a date told still governs "a year earlier" or "the next day"
_QUARTER_SENTENCES = 12  # a report of earnings stays with its quarter for longer
_STORY_SENTENCES = 8  # how far back an hour takes its day from: by judgement
_HEAD_SENTENCES = 2  # in which a bulletin says what week it is of
_WEEK_DAYS = range(4, 9)  # days between the first and the last of such a week: working weeks, and both ends told
_NEWS_DAYS = 14  # days after which what a report begins with is no news
_EARLY_REPORT = 31  # days before its end a quarter may be reported on


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader makes of a match. ``start``/``end`` are the days it covers, where that is known."""

    kind: TimeKind
    value: str
    start: date | None = None
    end: date | None = None
    anchor: str = "none"


@dataclass(frozen=True, slots=True)
class Told:
    """A date the text has told: its value, first day, sentence, whether it named its own year, opens its sentence,
    only tells of somebody in passing ("the army, at war since 2023, …"), is a day on which somebody only spoke, and is
    the year its sentence is about."""

    value: str
    start: date | None
    sentence: int
    own_year: bool
    opens: bool = True
    aside: bool = False
    spoken: bool = False
    leads: bool = False

    @property
    def year(self) -> int | None:
        """The year, negative before Christ, None for a value without one."""
        if self.value.startswith("BC"):
            return -int(self.value[2:6]) if self.value[2:6].isdigit() else None
        return self.start.year if self.start else None


@dataclass(slots=True)
class Context:
    """The state of reading one article. ``offset`` and ``sentence`` move with the expression being read."""

    published: date | None
    anchor: str
    narrative: bool
    tense_at: Callable[[int], str]
    offset: int = 0
    sentence: int = 0
    aside: bool = False  # whether it only tells of somebody in passing: no later "a day earlier" counts from it
    spoken: bool = False  # whether it tells when somebody said something
    leads: bool = (
        False  # whether a year here is what its sentence is about: "In 2014, …", "what 2020 taught us, when …"
    )
    heads: bool = False  # whether the expression is what its sentence begins with
    opens: bool = True  # whether the expression stands among the first words of its sentence
    against: bool = False  # whether its sentence has set it against a quarter: "compared with a loss of $3 million …"
    measure: bool = False  # whether it stands behind "from", "than", "after": what something else is compared with
    told: list[Told] = field(default_factory=list)
    told_at: int = -1  # the word behind the expression told last
    part_year: str = ""  # the length a report compares where it is no quarter ("the first nine months")
    length: Told | None = None  # the length told last
    beside: Found | None = None  # the expression told last, of any kind
    any_quarter: Told | None = None  # the quarter told last, compared and coming ones included

    def tense(self) -> str:
        """ "past", "present" or "future" around the expression."""
        return self.tense_at(self.offset)

    def tell(self, found: Found, own_year: bool) -> None:
        """Remembers a date for later expressions; durations, sets and references are not dates told."""
        self.beside = found
        if found.kind is TimeKind.DURATION:
            self.part_year = found.value if found.value in {"P9M", "P6M"} else self.part_year
            self.length = Told(found.value, None, self.sentence, own_year)
        if grain_of(found.value) == "Q":
            self.any_quarter = Told(found.value, found.start, self.sentence, own_year)
            if found.anchor == "previous" or self._ahead(found) or self._compared(found):
                return  # "a year earlier" is no quarter to count the next one from, nor is one that is to come
            self.part_year = ""
        if found.value.endswith("_REF") or (self.narrative and found.anchor == self.anchor):
            return  # "in recent years", and what history counts from the day of writing, date nothing else
        if found.kind in {TimeKind.DATE, TimeKind.TIME} and (found.start or found.value.startswith("BC")):
            leads = self.leads and grain_of(found.value) == "Y"
            self.told.append(
                Told(found.value, found.start, self.sentence, own_year, self.opens, self.aside, self.spoken, leads)
            )

    def _ahead(self, found: Found) -> bool:
        """Whether a quarter is to come: told in the future while it is not over."""
        over = self.published and found.end and found.end < self.published
        return not over and self.tense() == "future"

    def _compared(self, found: Found) -> bool:
        """Whether a quarter is not the one reported: it is not over where one before was, or another is measured by it.

        The first quarter told may lie ahead: a company's own fourth quarter ends when its fiscal year does.
        """
        early = self.published and found.end and (found.end - self.published).days > _EARLY_REPORT
        return self.measure or bool(early and self.quarter(named=True))

    @property
    def length_last(self) -> bool:
        """Whether a length was told after the date told last."""
        return bool(self.length and (not self.told or self.length.sentence > self.told[-1].sentence))

    @property
    def looks_back(self) -> bool:
        """Whether the first day told lies weeks before the day of writing: an hour alone is then none of that day."""
        days = (t.start for t in self.told if t.start and grain_of(t.value) == "D" and not t.spoken)
        first = next(days, None)
        return bool(first and self.published and (self.published - first).days > _NEWS_DAYS)

    def here(self) -> tuple[date, str] | None:
        """The day of writing and the name of that anchor."""
        return (self.published, self.anchor) if self.published else None

    def last(self, within: int | None = None) -> Told | None:
        """The date told last; with ``within``, only if it stands at most that many sentences back."""
        if not self.told or (within is not None and self.sentence - self.told[-1].sentence > within):
            return None
        return self.told[-1]

    def last_event(self, within: int) -> Told | None:
        """The date told last in those sentences on which something happened; where all only spoke, the date told last."""
        near = (t for t in reversed(self.told) if self.sentence - t.sentence <= within and not t.spoken)
        return next(near, None) or self.last(within)

    def story_day(self) -> Told | None:
        """The day told last on which something happened: an hour further down is one of that day."""
        near = (t for t in reversed(self.told) if self.sentence - t.sentence <= _STORY_SENTENCES)
        return next((t for t in near if not t.spoken and not t.aside and grain_of(t.value) == "D"), None)

    def same_day(self, month: int, day: int | None) -> int | None:
        """The year an earlier date of the same month and day named for itself."""
        if day is None:
            return None
        same = (t for t in reversed(self.told) if t.own_year and t.start and grain_of(t.value) == "D")
        return next((t.start.year for t in same if t.start and (t.start.month, t.start.day) == (month, day)), None)

    def same_weekday(self, number: int) -> tuple[date, str] | None:
        """The day told last that was such a weekday: what "the previous Friday" comes before."""
        days = (t.start for t in reversed(self.told) if t.start and grain_of(t.value) == "D")
        return next(((day, "previous") for day in days if day.isoweekday() == number), None)

    def week_reported(self) -> tuple[date, date] | None:
        """The first and last day of the week a bulletin's own head says it is of: "Security note No. 14 (1–7 April)"."""
        head = [t for t in self.told if t.sentence <= _HEAD_SENTENCES and t.start and grain_of(t.value) == "D"]
        pairs = ((a.start, b.start) for a, b in pairwise(head) if a.sentence == b.sentence)
        return next(((a, b) for a, b in pairs if a and b and (b - a).days in _WEEK_DAYS), None)

    def just_told(self) -> tuple[date, str] | None:
        """The first day of the date told last, or the day of writing where none is near."""
        near = (t for t in reversed(self.told) if self.narrative or not t.aside)
        last = next(near, None)
        if last and not self.narrative and self.sentence - last.sentence > _NEAR_SENTENCES:
            last = None
        return (last.start, "previous") if last and last.start else self.here()

    def before_christ(self) -> int | None:
        """The year before Christ told last in a narrative, as a negative number."""
        last = self.last()
        return last.year if self.narrative and last and last.year is not None and last.year < 0 else None

    def quarter(self, named: bool = False) -> str | None:
        """The quarter told last, if one stands near and the report still goes by quarters, or names one again."""
        if self.part_year and not named:
            return None
        near = (t for t in reversed(self.told) if self.sentence - t.sentence <= _QUARTER_SENTENCES)
        return next((t.value for t in near if grain_of(t.value) == "Q"), None)

    def year_giver(self) -> Told | None:
        """The told date that gives its year to a date without one, None where the day of writing does.

        In history it is the date told last. In news it is a month or day with its own year in the same sentence, the
        year that sentence is about ("In 2014, when …"), or any date where no day of writing is known. A decade has none.
        """
        last = next((t for t in reversed(self.told) if len(t.value) > len("199")), None)
        if last is None or last.year is None:
            return None
        if self.narrative or self.published is None:
            return self._in_line(last)
        month = last.own_year and grain_of(last.value) in {"M", "D"}
        if month and last.sentence == self.sentence and self.tense() != "future":
            return last
        return next((t for t in reversed(self.told) if t.leads and t.sentence == self.sentence), None)

    def _in_line(self, last: Told) -> Told:
        """The date told last, unless it is a year named in passing: "in 2005 it was learnt that …", "until 1976".

        A bare year leads the story on where it opens its sentence and lies near the last month or day told.
        """
        steps = [t for t in self.told[-6:-1] if grain_of(t.value) in {"D", "M"} and t.year is not None]
        if grain_of(last.value) != "Y" or last.sentence == self.sentence or not steps:
            return last
        jump = abs((steps[-1].year or 0) - (last.year or 0))
        return last if last.opens and jump <= _JUMP else steps[-1]


def dated(value: str, anchor: str, kind: TimeKind = TimeKind.DATE) -> Found:
    """A ``Found`` with the days its value covers."""
    days = interval(value)
    return Found(kind, value, days[0], days[1], anchor) if days else Found(kind, value, None, None, anchor)
