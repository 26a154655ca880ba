"""The declared table of features: each compares two sightings and returns a number with a sentence, or None where one
side says nothing. Weights and their source stand in ``data/linking.toml``."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from dateline.amounts import many
from dateline.data import table
from dateline.geodesy import km
from dateline.link import timing
from dateline.link.context import Context
from dateline.link.related import SAME, related
from dateline.link.sighting import MONTH, Point, Sighting, stem
from dateline.link.timing import NEWS_DAYS, nearness
from dateline.link.vectors import likeness
from dateline.records import Feature

Weights = Mapping[str, float]
# A value with how to say it: most pairs are refused, and no sentence is written for them.
Answer = tuple[float, Callable[[], str]] | None
Answers = Mapping[str, tuple[float, Callable[[], str]]]


def trigger(a: Sighting, b: Sighting, context: Context) -> Answer:
    """The same word, or how like the two words are."""
    if a.stem == b.stem:
        return 1.0, lambda: f"both say “{a.stem}”"
    value = 0.9 * likeness(a.head, b.head)
    return value, lambda: f"“{' '.join(a.head)}” and “{' '.join(b.head)}” are {value:.0%} alike"


def kin(a: Sighting, b: Sighting, context: Context) -> Answer:
    """Whether the two words are used of one event: synonyms and derivations, or an act and its outcome."""
    if a.stem == b.stem:
        return 1.0, lambda: f"both say “{a.stem}”"
    value, why = related(a.head, b.head)
    if value < SAME and a.affirmed != b.affirmed and a.acled and a.acled == b.acled:
        return SAME, lambda: "one denies what the other tells, and both are coded alike"
    return value, lambda: why or "no known tie between the two words"


def telling(a: Sighting, b: Sighting, context: Context) -> Answer:
    """How rare the word is that both say, in English and in this corpus; nothing where they say two."""
    if a.stem != b.stem:
        return None
    value = context.weight(a.stem) / context.most
    return value, lambda: f"“{a.stem}” is {'a rare' if value > 0.5 else 'a common'} word"


def kind(a: Sighting, b: Sighting, context: Context) -> Answer:
    """The same sub-event type, the same type, or neither; nothing where either has none."""
    if not a.kind or not b.kind:
        return None
    if a.acled and a.acled == b.acled:
        return 1.0, lambda: f"both are coded {a.acled}"
    if a.kind == b.kind:
        return 0.6, lambda: f"both are coded {a.kind}"
    return 0.0, lambda: f"{a.kind} is not {b.kind}"


def when(a: Sighting, b: Sighting, context: Context) -> Answer:
    """1 where the intervals overlap, falling by half a point a day of gap."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _undated(a, b) or _undated(b, a)
    gap = max(a.start - b.end, b.start - a.end, 0)
    if gap == 0:
        shared = min(a.end, b.end) - max(a.start, b.start) + 1
        longest = max(a.end - a.start, b.end - b.start) + 1
        return 0.6 + 0.4 * shared / longest, lambda: f"the intervals share {shared} of {many(longest, 'day')}"
    days = (a.start, b.start)
    return nearness(gap), lambda: f"{many(gap, 'day')} between {' and '.join(map(_iso, days))}"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _undated(told: Sighting, untold: Sighting) -> Answer:
    """A refusal where one side's date lies long before a report that gives none; else nothing."""
    if told.end is None or untold.start is not None or untold.published is None:
        return None
    gap = untold.published - told.end
    if 0 <= gap <= NEWS_DAYS:
        return None
    day = told.end
    return 0.1, lambda: f"{_iso(day)} lies {many(abs(gap), 'day')} from a report that gives no date"


def where(a: Sighting, b: Sighting, context: Context) -> Answer:
    """1 inside each other's radius, falling with the distance beyond; 0 in different countries."""
    return _nearness(a, b)


def _nearness(a: Sighting, b: Sighting) -> Answer:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        if a.country and b.country and a.country != b.country:
            return 0.0, lambda: f"{a.country} is not {b.country}"
        return _far_around(a, b)
    distance = km(a.lat, a.lon, b.lat, b.lon)
    beyond = max(0.0, distance - max(a.radius, b.radius))
    return 1 / (1 + beyond / 25), lambda: f"{a.place} and {b.place} lie {distance:.0f} km apart"


# A claim that tells no place is of none 75 km and more from each place its report tells. On ECB+'s development topics that
# took B³ from .7996 to .7997 and from scratch from .6200 to .6207, with the places of an article's main country only.
AROUND = 0.25


def _far_around(a: Sighting, b: Sighting) -> Answer:
    """Too low for one event where the places of one side's report all lie far from the other's; else nothing."""
    unpinned = any(s.place and s.lat is None for s in (a, b))
    ours, theirs = _points(a), _points(b)
    if unpinned or a.article == b.article or not ours or not theirs:
        return None
    beyond = min(max(0.0, km(*x[:2], *y[:2]) - max(x[2], y[2])) for x in ours for y in theirs)
    value = 1 / (1 + beyond / 25)
    if value >= AROUND:
        return None
    return value, lambda: f"all places that the one report names lie {beyond:.0f} km or more from the other's"


def _points(s: Sighting) -> tuple[Point, ...]:
    return s.around if s.lat is None or s.lon is None else ((s.lat, s.lon, s.radius),)


def another(a: Sighting, b: Sighting, context: Context) -> Answer:
    """0 where two attacks are told of two days in so many words and of no number alike: a town is shelled day after day;
    nothing else. One town changes hands once, so of other events a day more or less is a contested day."""
    if not (a.dated and b.dated and a.start != b.start and a.kind == b.kind == REPEATED):
        return None
    numbers = counts_of(a, b)
    if numbers is not None and numbers[0] == 1.0:
        return None
    return 0.0, lambda: f"told of {_iso(a.start or 0)} and of {_iso(b.start or 0)}, without a number in common"


REPEATED = "ASSAULT"


def voiced(a: Sighting, b: Sighting, context: Context) -> Answer:
    """0 where two accuse, refuse, ask or threaten who share no name: each does so for themselves; else nothing."""
    if a.kind != b.kind or a.kind not in SAID or not (a.doer and b.doer) or a.doer & b.doer:
        return None
    return 0.0, lambda: "two speak, each for themselves"


SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})


def who(a: Sighting, b: Sighting, context: Context) -> Answer:
    """How much of the rarer names is shared."""
    if not a.who or not b.who:
        return None
    shared = a.who & b.who
    value = context.overlap(a.who, b.who)
    return value, lambda: f"shared in the roles: {', '.join(sorted(shared)) or 'nothing'}"


def counts(a: Sighting, b: Sighting, context: Context) -> Answer:
    """1 where the numbers can both hold, less the further they lie apart."""
    return counts_of(a, b)


def counts_of(a: Sighting, b: Sighting) -> Answer:
    """The same, without the corpus."""
    pairs = [(x, y) for x in a.counts for y in b.counts if x[0] == y[0]]
    if not pairs:
        return None
    (what, low, high), (_, other_low, other_high) = pairs[0]
    if low <= other_high and other_low <= high:
        return 1.0, lambda: f"{what}: {low}–{high} and {other_low}–{other_high} can both hold"
    ratio = min(high, other_high) / max(low, other_low, 1)
    return 0.6 * ratio, lambda: f"{what}: {low}–{high} against {other_low}–{other_high}"


def total(a: Sighting, b: Sighting, context: Context) -> Answer:
    """Whether two tolls of a war or of years are one: the same number of the same time; 0 for a toll and a single event,
    nothing for two single events."""
    return _totals(a, b)


def _totals(a: Sighting, b: Sighting) -> Answer:
    if not (a.total or b.total):
        return None
    if not (a.total and b.total):
        return 0.0, lambda: "one tells the toll of a war or of years, the other an event"
    numbers = counts_of(a, b)
    if numbers is not None and numbers[0] < 1:
        return 0.0, lambda: f"two tolls: {numbers[1]()}"
    began, ended = _apart(a.start, b.start), _apart(a.end or a.published, b.end or b.published)
    if began > YEAR or ended > MONTH:
        return 0.0, lambda: f"two tolls, counted from days {began} and to days {ended} apart"
    return 1.0, lambda: "the same toll of the same time"


# "Since 2011" and "since March 2011" may begin one count; who counts the dead of a war counts again in a month.
YEAR = 366


def _apart(one: int | None, other: int | None) -> int:
    return 0 if one is None or other is None else abs(one - other)


def speaker(a: Sighting, b: Sighting, context: Context) -> Answer:
    """Of two words of saying, how much of the speakers is shared: everybody says something, and one speaker one thing."""
    if not {a.stem, b.stem} <= _saying():
        return None
    shared = a.who & b.who
    return context.overlap(a.who, b.who), lambda: f"those who say so share {', '.join(sorted(shared)) or 'nothing'}"


@cache
def _saying() -> frozenset[str]:
    """The stems of verbs of saying."""
    speech = table("cues/speech")
    return frozenset(map(stem, (*speech["core"]["verbs"], *speech["verbs"]["says"]["clause"])))


def words(a: Sighting, b: Sighting, context: Context) -> Answer:
    """How much of the rarer words of the two clauses is shared."""

    def why() -> str:
        shared = sorted(a.words & b.words, key=lambda word: (-context.weight(word), word))
        return f"shared words: {', '.join(shared[:5]) or 'none'}"

    return context.overlap(a.words, b.words), why


def articles(a: Sighting, b: Sighting, context: Context) -> Answer:
    """How alike two articles are in their rarer words; nothing for one article."""
    if a.article == b.article:
        return None
    value = context.likeness(a.article, b.article)
    return value, lambda: f"the articles' wording is {value:.0%} alike"


def matter(a: Sighting, b: Sighting, context: Context) -> Answer:
    """A like trigger in a like article: either alone says little."""
    said = 1.0 if a.stem == b.stem else max(0.9 * likeness(a.head, b.head), related(a.head, b.head)[0])
    value = said * context.likeness(a.article, b.article)
    return value, lambda: f"a like trigger in a like article: {value:.0%}"


def reported(a: Sighting, b: Sighting, context: Context) -> Answer:
    """How close the two were published; nothing where both tell their day, which says more."""
    if a.published is None or b.published is None or (a.start is not None and b.start is not None):
        return None
    gap = abs(a.published - b.published)
    return timing.reported(gap), lambda: f"published {many(gap, 'day')} apart" if gap else "published on one day"


Compare = Callable[[Sighting, Sighting, Context], Answer]
TABLE: dict[str, Compare] = {
    "trigger": trigger,
    "kin": kin,
    "telling": telling,
    "kind": kind,
    "when": when,
    "where": where,
    "who": who,
    "counts": counts,
    "total": total,
    "speaker": speaker,
    "words": words,
    "articles": articles,
    "matter": matter,
    "reported": reported,
    "voiced": voiced,
    "another": another,
}


def features(a: Sighting, b: Sighting, context: Context) -> tuple[Feature, ...]:
    """The features that can be said of the pair, in the table's order; the same whichever side comes first."""
    left, right = (a, b) if a.claim <= b.claim else (b, a)
    return _said(_asked(TABLE, left, right, context))


def judged(a: Sighting, b: Sighting, context: Context, least: float = 0.0) -> tuple[float, tuple[Feature, ...]]:
    """The probability of a pair and its features; (0, ()) where it is refused or lies under ``least``.

    Features that may refuse a pair are asked first: six in seven pairs of a large corpus go no further.
    """
    left, right = (a, b) if a.claim <= b.claim else (b, a)
    first = _unrefused(left, right, context)
    if first is None:
        return 0.0, ()
    answers = {**first, **_asked(_others(a.article == b.article), left, right, context)}
    values = {name: answers[name][0] for name in TABLE if name in answers}
    score = round(_logistic(values, a.article == b.article), 4)
    return (score, _said(answers)) if score >= least else (0.0, ())


def _unrefused(left: Sighting, right: Sighting, context: Context) -> Answers | None:
    """What the features that may refuse a pair say; None as soon as one does, or two are doubtful."""
    answers, doubts = {}, 0
    for name, function, least, doubt in _limits(left.article == right.article):
        answer = function(left, right, context)
        if answer:
            value = round(answer[0], 4)
            doubts += value < doubt
            if value < least or doubts > 1:
                return None
            answers[name] = (value, answer[1])
    return answers


def apart(a: Sighting, b: Sighting) -> Feature | None:
    """What says that two claims can't be of one event, whatever other claims tie each of them to: the places both tell,
    or that one is a toll which the other does not tell."""
    left, right = (a, b) if a.claim <= b.claim else (b, a)
    least = table("linking_rules")["apart"]
    answers = {"where": _nearness(left, right) if a.told and b.told else None, "total": _totals(left, right)}
    told = ((name, answer) for name, answer in answers.items() if answer and answer[0] < least[name])
    return next((Feature(name, round(answer[0], 4), answer[1]()) for name, answer in told), None)


@cache
def _limits(one_article: bool) -> tuple[tuple[str, Compare, float, float], ...]:
    """The features that may refuse a pair, each with its least value and the one under which it is doubtful."""
    rules = table("linking_rules")
    least, doubt = rules["least_in_one_article" if one_article else "least"], rules["doubt"]
    named = ((n, f) for n, f in TABLE.items() if n in least or n in doubt)
    return tuple((name, function, least.get(name, 0.0), doubt.get(name, 0.0)) for name, function in named)


@cache
def _others(one_article: bool) -> Mapping[str, Compare]:
    asked = {limit[0] for limit in _limits(one_article)}
    return {name: function for name, function in TABLE.items() if name not in asked}


def probability(found: Iterable[Feature], one_article: bool = False) -> float:
    """The calibrated probability that the two tell of one event: a logistic sum of weighted features.

    A feature that can't be told adds nothing; one that can adds its weight times its value, plus its offset. Below its
    least value a feature refuses the pair whatever the others say, and so do two doubtful ones; within one article,
    where a writer tells events apart on purpose, the least values are higher.
    """
    values = {f.name: f.value for f in found}
    return 0.0 if _refused(values, one_article) else _logistic(values, one_article)


def _asked(asked: Mapping[str, Compare], a: Sighting, b: Sighting, context: Context) -> Answers:
    found = ((name, function(a, b, context)) for name, function in asked.items())
    return {name: (round(answer[0], 4), answer[1]) for name, answer in found if answer}


def _said(answers: Answers) -> tuple[Feature, ...]:
    return tuple(Feature(name, answers[name][0], answers[name][1]()) for name in TABLE if name in answers)


def _refused(values: Weights, one_article: bool) -> bool:
    known = [(values[name], least, doubt) for name, _, least, doubt in _limits(one_article) if name in values]
    return any(value < least for value, least, _ in known) or sum(value < doubt for value, _, doubt in known) > 1


def _logistic(values: Weights, one_article: bool) -> float:
    fitted = table("linking")["within" if one_article else "across"]
    weights: Weights = fitted["weights"]
    offsets: Weights = fitted["offsets"]
    total = fitted["bias"] + sum(weights[name] * value + offsets[name] for name, value in values.items())
    return 1 / (1 + math.exp(-float(total)))
