"""FA-KES: the whole record of one article on the Syrian war, against one normalised gold record.

Our claims hold many events; the gold holds one. The event compared is chosen by `main_event`: the first that kills, in
the order headline, then body. Gold classes are mapped from our ids and sub-event types by the tables below.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import dateline
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.records import Claim, Count, Reading, Where
from dateline.vocab import Acled, CountOf, EventType, Kind, Polarity, RoleName

COUNTS = {"dev": 314}

# English names of Syria's governorates as the gold writes them, by spellings of GeoNames and the press.
GOVERNORATES = {
    "aleppo": ("aleppo", "halab"),
    "damascus": ("damascus", "dimashq", "rif dimashq", "rif-dimashq", "damascus governorate"),
    "idlib": ("idlib",),
    "raqqa": ("raqqa", "ar raqqah", "ar-raqqah"),
    "deir ezzor": ("deir ezzor", "deir ez-zor", "dayr az zawr", "deir ez zor"),
    "homs": ("homs",),
    "hasakeh": ("hasakeh", "al-hasakah", "al hasakah", "hasakah"),
    "hama": ("hama", "hamah"),
    "lattakia": ("lattakia", "latakia"),
    "quneitra": ("quneitra", "al qunaytirah"),
    "daraa": ("daraa", "dar'a", "dara"),
    "tartous": ("tartous", "tartus", "tartous"),
    "sweida": ("sweida", "as-suwayda'", "suwayda"),
}
STATE, UNKNOWN = "syrian government or russian troops", "unknown"
COALITION = "international coalition forces"
ISIS = "the organization of the islamic state in iraq and the levant - isis"
KURDISH, OPPOSITION, NUSRA = "self administration forces", "armed opposition groups", "al-nusra front"
_ACTOR_WORDS = (
    (ISIS, r"\bisis\b|\bisil\b|\bdaesh\b|islamic state"),
    (NUSRA, r"nusra|fateh al-sham|tahrir al-sham"),
    (KURDISH, r"\bypg\b|\bsdf\b|kurd|syrian democratic forces|self administration"),
    (COALITION, r"coalition|u\.?s\.? (?:forces|warplanes|jets|military|air)|\bus\b|united states|american"),
    (
        STATE,
        r"syrian (?:army|government|regime|air|arab|forces|military|troops|helicopter|warplane)|regime|assad|russia"
        r"|government|hezbollah|\bsyria\b|army|moscow|damascus",
    ),
    (OPPOSITION, r"rebel|opposition|insurgent|militant|terrorist|free syrian army|ahrar|jaish|islam army|armed group"),
)
_CAUSES: dict[str, tuple[Acled, ...]] = {
    "chemical and toxic gases": (Acled.CHEMICAL_WEAPON,),
    "shelling": (Acled.AIR_STRIKE, Acled.SHELLING),
    "explosion": (Acled.EXPLOSIVE, Acled.SUICIDE_BOMB, Acled.GRENADE),
}


@dataclass(frozen=True)
class Answer:
    """What we say of one article, in the gold's terms; None where we say nothing."""

    governorate: str | None
    place: str | None
    day: str | None
    actor: str
    cause: str
    civilians: int
    supported: tuple[bool, ...]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All articles of ``{split}.csv``."""
    rows = sample(load(locate(data, "fakes") / f"{split}.csv", split), limit)
    pairs = [(row, answer(row)) for row in rows]
    scores = {name: (lambda items, f=f: f(items)) for name, f in METRICS.items()}
    return Result(
        bench="fakes",
        split=split,
        docs=len(rows),
        items=len(rows),
        metrics={name: f(pairs) for name, f in METRICS.items()},
        intervals={name: bootstrap(pairs, f) for name, f in scores.items()},
        baselines=baselines(rows),
        beat=BEAT,
        predictions=[_prediction(row, a) for row, a in pairs],
        notes=("FA-KES dates are unreliable where the crowd gave none: date metrics use rows with crowd_date only.",),
    )


BEAT = {
    "governorate": ".875 (first-named, all 789 rows)",
    "date_exact": ".532 (publication date, all rows with a crowd date)",
    "actor": ".435 (majority)",
    "cause": ".563 (majority)",
    "civilians_exact": ".484 (always the commonest)",
}


def load(path: Path, split: str) -> list[dict[str, str]]:
    """The rows of the csv; the development file must have as many as DATA.md says."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = COUNTS.get(split)
    assert expected is None or len(rows) == expected, f"{path}: {len(rows)} rows, expected {expected}"
    return rows


def answer(row: dict[str, str]) -> Answer:
    """What dateline says of one article."""
    title = row["article_title"].strip()
    reading = dateline.code(f"{title}\n\n{row['article_content']}")
    main = main_event(reading)
    where = _place(reading, main)
    text = reading.article.text
    deaths = [c for c in main.event.counts if c.what is CountOf.KILLED] if main and main.event else []
    return Answer(
        governorate=governorate(where) if where else None,
        place=where.name if where else None,
        day=_day(reading, main),
        actor=actor_class(accounts(reading, main)),
        cause=cause_class(main, text),
        civilians=civilians(deaths),
        supported=tuple(text[c.span.start : c.span.end] == c.span.text for c in deaths)
        + ((text[where.span.start : where.span.end] == where.span.text,) if where else ()),
    )


def main_event(reading: Reading) -> Claim | None:
    """The event the article is about: the affirmed assault with the best evidence of being the news.

    Kills first, then the order of the text: headlines and leads come before background.
    """
    events = [c for c in reading.claims if c.kind is Kind.EVENT and c.event and c.event.type is EventType.ASSAULT]
    affirmed = [c for c in events if c.certainty.polarity is Polarity.POSITIVE]
    deadly = [c for c in affirmed if any(n.what is CountOf.KILLED and n.best > 0 for n in c.event.counts)]  # type: ignore[union-attr]
    ranked = deadly or affirmed or events
    return ranked[0] if ranked else None


def _place(reading: Reading, main: Claim | None) -> Where | None:
    events = [main, *reading.claims] if main else list(reading.claims)
    places = [w for c in events if c and c.event for w in c.event.where if w.country == "SY" and governorate(w)]
    return places[0] if places else None


def governorate(where: Where) -> str | None:
    """The gold's name for the governorate the place lies in."""
    for text in (where.admin1, where.name):
        folded = re.sub(r"\s+(governorate|province|muhafazat)$", "", (text or "").lower())
        for name, spellings in GOVERNORATES.items():
            if folded in spellings:
                return name
    return None


def _day(reading: Reading, main: Claim | None) -> str | None:
    when = main.event.when if main and main.event else None
    if when and when.start == when.end:
        return when.start.isoformat()
    published = reading.article.published
    return published.date.isoformat() if published else None


def actor_class(mentions: Sequence[Claim]) -> str:
    """The gold's actor class, from the names and words of who acts in the first mention that says so."""
    return next((found for claim in mentions if (found := _class_of_roles(claim))), UNKNOWN)


def _class_of_roles(claim: Claim) -> str | None:
    roles = claim.event.roles if claim.event else ()
    names = [f"{r.name} {r.id or ''} {r.span.text}".lower() for r in roles if r.role is RoleName.ACTOR]
    return next((label for name in names for label, pattern in _ACTOR_WORDS if re.search(pattern, name)), None)


def accounts(reading: Reading, main: Claim | None) -> list[Claim]:
    """All mentions of the main event, itself first: the gold is one record of the whole article."""
    if main is None or main.event is None:
        return []
    known = {main.id, main.event.same_as} - {None}
    return [main, *(c for c in reading.claims if c is not main and c.event and {c.id, c.event.same_as} & known)]


def cause_class(main: Claim | None, text: str) -> str:
    """The gold's cause of death, from the ACLED sub-event and mode."""
    if not main or not main.event:
        return UNKNOWN
    for label, kinds in _CAUSES.items():
        if main.event.acled in kinds:
            return label
    trigger = main.event.trigger.text.lower()
    if re.search(r"execut|behead|crucif|hang", trigger):
        return "execution"
    return "shooting" if main.event.acled is Acled.ARMED_CLASH or main.event.mode == "firearms" else UNKNOWN


def civilians(deaths: Sequence[Count]) -> int:
    """Deaths not said to be of fighters, children or women, which the gold counts apart; parts left out."""
    whole = [c for c in deaths if c.part_of is None and not re.search(_FIGHTERS, (c.whom or "").lower())]
    return whole[0].best if whole else 0


# The gold counts children and women in columns of their own, fighters too.
_FIGHTERS = (
    r"child|boy|girl|wom[ae]n|fighter|soldier|troop|militant|rebel|terrorist|gunm|jihad|member|officer|insurgent|"
    r"combatant|extremist"
)


def _fraction(items: Sequence[Any], test: Callable[[Any], bool]) -> float:
    return sum(map(test, items)) / len(items) if items else 0.0


Pair = tuple[dict[str, str], Answer]


def _gold_day(row: dict[str, str]) -> date:
    return datetime.strptime(row["date"], "%m/%d/%y").date()


def _dated(pairs: Sequence[Pair]) -> list[Pair]:
    return [(r, a) for r, a in pairs if r["crowd_date"].strip()]


def _days_off(pair: Pair) -> int:
    return abs((date.fromisoformat(pair[1].day) - _gold_day(pair[0])).days) if pair[1].day else 10_000


def _macro_f(pairs: Sequence[Pair], gold: str, ours: Callable[[Answer], str]) -> float:
    labels = {r[gold] for r, _ in pairs}
    total = 0.0
    for label in labels:
        right = sum(r[gold] == label == ours(a) for r, a in pairs)
        total += prf(right, sum(ours(a) == label for _, a in pairs), sum(r[gold] == label for r, _ in pairs))[2]
    return total / len(labels) if labels else 0.0


def _location_f(pairs: Sequence[Pair]) -> float:
    gold = [(r, a) for r, a in pairs if r["crowd_location"].strip()]
    right = sum(bool(a.place) and (_overlap(a.place, r["crowd_location"])) for r, a in gold)
    return prf(right, sum(bool(a.place) for _, a in gold), len(gold))[2]


def _overlap(ours: str, gold: str) -> bool:
    skip = {"al", "the", "of", "in", "city", "province", "governorate", "el"}
    words = lambda text: set(re.findall(r"[a-z]+", text.lower())) - skip  # noqa: E731
    return bool(words(ours) & words(gold))


def _close(row: dict[str, str], a: Answer) -> bool:
    gold = int(row["nb_civilians"])
    return abs(a.civilians - gold) <= 0.1 * gold


METRICS: dict[str, Callable[[Sequence[Pair]], float]] = {
    "governorate": lambda pairs: _fraction(pairs, lambda p: p[1].governorate == p[0]["location"]),
    "location_f": _location_f,
    "date_exact": lambda pairs: _fraction(_dated(pairs), lambda p: _days_off(p) == 0),
    "date_1d": lambda pairs: _fraction(_dated(pairs), lambda p: _days_off(p) <= 1),
    "actor": lambda pairs: _fraction(pairs, lambda p: p[1].actor == p[0]["actor"]),
    "actor_macro_f": lambda pairs: _macro_f(pairs, "actor", lambda a: a.actor),
    "cause": lambda pairs: _fraction(pairs, lambda p: p[1].cause == p[0]["cause_of_death"]),
    "cause_macro_f": lambda pairs: _macro_f(pairs, "cause_of_death", lambda a: a.cause),
    "civilians_exact": lambda pairs: _fraction(pairs, lambda p: p[1].civilians == int(p[0]["nb_civilians"])),
    "civilians_10pct": lambda pairs: _fraction(pairs, lambda p: _close(*p)),
    "unsupported": lambda pairs: 1 - _fraction([s for _, a in pairs for s in a.supported] or [True], bool),
}


def baselines(rows: Sequence[dict[str, str]]) -> dict[str, dict[str, float]]:
    """Trivial answers: the governorate named first, the date in the first words, the commonest class or number."""
    share = lambda key: Counter(r[key] for r in rows).most_common(1)[0][1] / len(rows)  # noqa: E731
    first = sum(_first_governorate(r) == r["location"] for r in rows) / len(rows)
    dated = [r for r in rows if r["crowd_date"].strip()]
    day = sum(_first_date(r["article_content"]) == _gold_day(r) for r in dated) / len(dated) if dated else 0.0
    return {
        "first-named": {"governorate": first, "date_exact": day},
        "majority": {
            "actor": share("actor"),
            "cause": share("cause_of_death"),
            "civilians_exact": share("nb_civilians"),
        },
    }


def _first_governorate(row: dict[str, str]) -> str:
    text = f"{row['article_title']} {row['article_content']}".lower()
    found = [(text.find(s), name) for name, spellings in GOVERNORATES.items() for s in spellings if s in text]
    return min(found)[1] if found else ""


def _first_date(text: str) -> date | None:
    patterns = ((r"(\d{1,2}) (\w{3})\w* (\d{4})", (1, 2, 3)), (r"(\w{3})\w* (\d{1,2}),? ?(\d{4})", (2, 1, 3)))
    found = []
    for pattern, (d, m, y) in patterns:
        for match in re.finditer(pattern, text):
            try:
                day = datetime.strptime(f"{match[d]} {match[m][:3]} {match[y]}", "%d %b %Y").date()
            except ValueError:
                continue
            found.append((match.start(), day))
    return min(found)[1] if found else None


def _prediction(row: dict[str, str], a: Answer) -> dict[str, Any]:
    gold = {k: row[k] for k in ("location", "date", "actor", "cause_of_death", "nb_civilians", "crowd_date")}
    ours = {"location": a.governorate, "date": a.day, "actor": a.actor, "cause": a.cause, "civilians": a.civilians}
    right = a.governorate == row["location"] and a.actor == row["actor"] and a.cause == row["cause_of_death"]
    return {"item": row["unit_id"], "ours": ours, "gold": gold, "ok": right and a.civilians == int(row["nb_civilians"])}
