"""What MUC-4 asks of an incident beyond its strings: where, when, how far it went, who was harmed how, of what nation."""

import re
from bisect import bisect_right
from datetime import date as Day

from bench.muc4_fill import Incident, key_of
from bench.muc4_strings import names, nation_words
from dateline.records import Claim, Count, PlaceMark, Reading, Role, Where
from dateline.syntax import children, head_of, tokens_in
from dateline.vocab import Acled, CountOf, Tense

COUNTRIES = {
    "AR": "ARGENTINA",
    "BO": "BOLIVIA",
    "CL": "CHILE",
    "CO": "COLOMBIA",
    "EC": "ECUADOR",
    "SV": "EL SALVADOR",
    "GT": "GUATEMALA",
    "HN": "HONDURAS",
    "PE": "PERU",
}
_KINDS = ("TOWN", "VILLAGE", "CITY", "MUNICIPALITY", "NEIGHBORHOOD", "DEPARTMENT", "PROVINCE", "REGION", "DISTRICT",
          "COMMUNITY", "CANTON", "HAMLET", "ZONE", "SUBURB", "PORT", "INTENDANCY")  # fmt: skip


def country_of(reading: Reading, incident: Incident) -> str | None:
    """The incident's country, or the one the report is about; None outside MUC-4's nine."""
    people = {word for name in names(reading.parse) for word in name.upper().split()}
    own = [_code(w) for w in _told(incident) if w.country and not (w.precision <= 4 and w.name.upper() in people)]
    if own:
        return next((COUNTRIES[c] for c in own if c in COUNTRIES), None)
    told = [code for p in reading.marks.places if (code := _code(p)) in COUNTRIES]
    return COUNTRIES[max(told, key=told.count)] if told else None


def _told(incident: Incident) -> list[Where]:
    """The incident's places without the one the report was sent from, which the guidelines warn of."""
    return [w for w in incident.places if w.rule != "dateline"]


def _code(place: Where | PlaceMark) -> str | None:
    """A place's country; a country's name is that country, whatever small place bears it too."""
    return next((code for code, name in COUNTRIES.items() if name == place.name.upper()), place.country)


def location(reading: Reading, incident: Incident, country: str) -> str:
    """COUNTRY: PLACE (CITY), as the keys write it.

    The place last told before is not borrowed: on DEV it was wrong as often as the bare country was right.
    """
    exact = [w for w in _told(incident) if _inside(w, country)]
    best = min(
        exact or [w for w in _told(incident) if _unmapped(reading, w, country)],
        key=lambda w: (w.rule not in {"clause", "list"}, _kind(reading, w) not in _PARTS, w.precision),
        default=None,
    )
    return f"{country}: {_bare(best.name.upper())} ({_kind(reading, best)})" if best else country


def _unmapped(reading: Reading, place: Where, country: str) -> bool:
    """Whether a place is a region, or a town or neighborhood that no map has, which then lies in the incident's country."""
    if place.precision == 5:
        return COUNTRIES.get(place.country or "") == country
    if place.country or _BUILT.search(place.name) or any(p.fullmatch(place.name) for _, p in nation_words()):
        return False
    inside = tokens_in(reading.parse, place.span.start, place.span.end)
    return any(t.entity.endswith("GPE") for t in inside) or place.name.upper().split()[-1] in _KINDS


_BUILT = re.compile(r"headquarters|bridge|street|airport|palace|coast|capital|avenue|highway|road|indistinct|\d", re.I)


def _inside(place: Where, country: str) -> bool:
    return place.precision <= 4 and COUNTRIES.get(place.country or "") == country


_GENERIC = (
    r"CITY|TOWN|VILLAGE|PORT|MUNICIPALITY|NEIGHBORHOOD|DEPARTMENT|PROVINCE|OUTSKIRTS|DOWNTOWN|(?:\w+ )?PARTS?|CENTER"
)


def _bare(name: str) -> str:
    """A place's name without what it is: "port of Acajutla" is Acajutla, but Guatemala City is a name."""
    short = re.sub(rf"^(?:THE )?(?:\w+ )?(?:{_GENERIC}) OF (?:THE )?", "", name.rstrip("."))
    without = re.sub(rf" (?:AIRPORT|{'|'.join(_KINDS)})$", "", short)
    named = short if without in COUNTRIES.values() else without
    return re.sub(r"^(?:(?:NORTH|SOUTH|EAST|WEST)(?:ERN|EASTERN|WESTERN)? )+", "", named)


def _kind(reading: Reading, place: Where) -> str:
    """The class word that stands beside a name ("the town of X", "X department"), else city or department."""
    text = reading.article.text.upper()
    words = "|".join(_KINDS)
    own = re.match(rf"(?:THE )?({words}) OF ", place.name.upper())
    before = own or re.search(rf"\b({words})S? (?:OF )?$", text[max(0, place.span.start - 20) : place.span.start])
    after = re.match(rf" ({words})\b", text[place.span.end : place.span.end + 15])
    named = before or after or re.search(rf" ({words})$", place.name.upper())
    if named:
        return named[1]
    return {4: "DEPARTMENT", 5: "REGION"}.get(place.precision, "CITY")


_PARTS = ("NEIGHBORHOOD", "DISTRICT", "SUBURB", "CANTON")  # kinds of places that lie in a town told of beside them

# A day of the week, without its date: the guidelines have it as the report's default.
_WEEKDAY = re.compile(
    r"(?:on |last |early |late )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?$",
    re.IGNORECASE,
)


_CALENDAR = re.compile(r"\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def date(reading: Reading, incident: Incident) -> str | None:
    """The day or days of the incident, a date before a "today", or "- DAY" of the report where the text says none."""
    days = _told_days(incident) or _days_beside(reading, incident)
    if days and days[0] == days[1]:
        return f"{days[0]:%d %b %y}".upper()
    if days:
        return f"{days[0]:%d %b %y} - {days[1]:%d %b %y}".upper()
    published = reading.article.published
    return f"- {published.date:%d %b %y}".upper() if published else None


def _told_days(incident: Incident) -> tuple[Day, Day] | None:
    whens = [c.event.when for c in incident.claims if c.event and c.event.when and c.event.when.precision <= 2]
    exact = min(whens, key=lambda w: not _CALENDAR.search(w.span.text), default=None)
    return (exact.start, exact.end) if exact and not _WEEKDAY.match(exact.span.text) else None


def _days_beside(reading: Reading, incident: Incident) -> tuple[Day, Day] | None:
    """The date nearest to the claims, in their sentences or the next ones, behind the report's own in the first two."""
    at = [sentence(reading, c.span.start) for c in incident.claims]
    found = [
        (min(abs(where - n) for n in at), (t.start, t.end))
        for t in reading.marks.times
        if at and t.start and t.end and t.precision == 1 and _CALENDAR.search(t.span.text)
        and (where := sentence(reading, t.span.start)) > 1
    ]  # fmt: skip
    away, days = min(found, default=(2, None))
    return days if away <= 1 else None


def sentence(reading: Reading, offset: int) -> int:
    """The index of the sentence a character stands in."""
    return bisect_right(reading.parse.sentences, offset, key=lambda s: s.start) - 1


_THREAT = re.compile(r"\b(?:will|would|shall|going to|threat\w*|plan\w*|plot\w*|intend\w*|about to)\b", re.IGNORECASE)
_FAILED = re.compile(r"defus|deactivat|foil|thwart|frustrat", re.IGNORECASE)


def stage(incident: Incident) -> str:
    """ACCOMPLISHED, ATTEMPTED or THREATENED."""
    claims = incident.claims
    if claims and all(c.certainty.tense is Tense.FUTURE and _THREAT.search(c.span.text) for c in claims):
        return "THREATENED"
    failed = any(c.event and c.event.acled is Acled.DISRUPTED_WEAPONS for c in claims)
    if claims and not any(map(_harms, claims)) and (failed or all(_FAILED.search(c.span.text) for c in claims)):
        return "ATTEMPTED"
    return "ACCOMPLISHED"


_DEATH = re.compile(
    r"kill|murder|assassinat|\bdead\b|death|execut|\bdie|massacre|slain|slay|hang|behead", re.IGNORECASE
)
_INJURY = re.compile(r"injur|wound|hurt|maim", re.IGNORECASE)


def _harms(claim: Claim) -> bool:
    event = claim.event
    return bool(event and (event.counts or _DEATH.search(event.trigger.text) or _INJURY.search(event.trigger.text)))


def effects(reading: Reading, incident: Incident, role: Role, name: str) -> list[str]:
    """What befell one victim: as counted where they are told, by the verbs of the claims that name them, or as the report
    says of the name elsewhere."""
    told = [c for c in incident.claims if c.event and any(key_of(r) == key_of(role) for r in c.event.roles)]
    counted = {n.what for c in told if c.event for n in c.event.counts if n.best > 0 and _of_role(n.span, role)}
    words = (
        "" if counted & {CountOf.KILLED, CountOf.INJURED} else " ".join(c.event.trigger.text for c in told if c.event)
    )
    dead = CountOf.KILLED in counted or bool(_DEATH.search(words))
    hurt = CountOf.INJURED in counted or bool(_INJURY.search(words))
    if not dead and not hurt and name:
        elsewhere = " ".join(_sentences_of(reading, name))
        if _SAFE.search(elsewhere):
            return ["NO INJURY OR DEATH"]
        dead, hurt = bool(_DEATH.search(elsewhere)), False
        hurt = not dead and bool(_INJURY.search(elsewhere))
    if not dead and not hurt and stage(incident) == "ACCOMPLISHED":
        dead = incident.type == "ATTACK"  # three victims of an attack in four died, in the keys of DEV
        hurt = incident.type == "BOMBING"  # of those of bombings three in four were hurt
    freed = incident.type == "KIDNAPPING" and any(_FREED.search(c.span.text) for c in incident.claims)
    return [name for name, held in (("DEATH", dead), ("INJURY", hurt), ("REGAINED FREEDOM", freed)) if held]


_SAFE = re.compile(
    r"\b(?:unhurt|unharmed|uninjured|unscathed|(?:was|were) not (?:hurt|harmed|injured|wounded))\b", re.IGNORECASE
)


def _sentences_of(reading: Reading, name: str) -> list[str]:
    last = name.rsplit(maxsplit=1)[-1]
    told = [reading.article.text[s.start : s.end] for s in reading.parse.sentences]
    return [words for words in told if re.search(rf"\b{re.escape(last)}\b", words, re.IGNORECASE)]


_FREED = re.compile(r"\b(?:released|freed|set free|liberated|rescued|let go)\b", re.IGNORECASE)

_UNHARMED = re.compile(
    r"\bno (?:other |human |personal )?(?:injur\w+|casualt(?:y|ies)|victims|deaths|fatalities|loss of life)|"
    r"\b(?:no one|nobody|none) (?:\w+ ){0,5}(?:injured|hurt|wounded|killed|harmed)|"
    r"\bwithout (?:\w+ ){0,2}(?:casualties|victims|injur(?:y|ies))",
    re.IGNORECASE,
)
_SOON = 3  # sentences behind an incident in which the report says that nobody was hurt


def unharmed(reading: Reading, incident: Incident) -> bool:
    """Whether the report says of the incident that nobody was hurt: 45 of 58 such reports of DEV have it in a key."""
    at = [sentence(reading, c.span.start) for c in incident.claims]
    near = reading.parse.sentences[min(at) : max(at) + 1 + _SOON] if at else ()
    return any(_UNHARMED.search(reading.article.text[s.start : s.end]) for s in near)


def _of_role(span: object, role: Role) -> bool:
    return bool(role.span.meets(span))  # type: ignore[arg-type]


_DESTROYED = re.compile(
    r"destroy|demolish|burned down|gutted|level(?:l)?ed|raze|wreck|bl[oe]w\w* up|blown up", re.IGNORECASE
)
_IN_PART = re.compile(r"\b(?:partial(?:ly)?|partly|slight(?:ly)?|minor) (?:destr|damag|burn)", re.IGNORECASE)
_DAMAGED = re.compile(r"damag|burn|blow|shatter|explo|bomb|dynamit|set fire", re.IGNORECASE)


def damage(incident: Incident, role: Role) -> str | None:
    """What befell one thing: only what is said where it is named; what is "blown up" is destroyed, as the guidelines say.

    In the keys of DEV half of what was bombed and most of what was burned was damaged, of what was attacked a quarter.
    """
    told = [c for c in incident.claims if c.event and any(key_of(r) == key_of(role) for r in c.event.roles)]
    words = " ".join(c.span.text for c in told)
    if _IN_PART.search(words):
        return "SOME DAMAGE"
    if _DESTROYED.search(words):
        return "DESTROYED"
    likely = incident.type in {"BOMBING", "ARSON"} and stage(incident) == "ACCOMPLISHED"
    return "SOME DAMAGE" if likely or _DAMAGED.search(words) else None


_WORDS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
          "nineteen twenty").split()  # fmt: skip


def number(reading: Reading, incident: Incident, role: Role) -> str:
    """How many a target is: as counted, as the number before it says, or by its noun's form."""
    counts = [n for c in incident.claims for n in (c.event.counts if c.event else ()) if role.span.meets(n.span)]
    if counts:
        return about(reading, counts[0])
    at = head_of(reading.parse, role.span.start, role.span.end)
    if at is None:
        return "1"
    figure = [t for t in children(reading.parse, at, "nummod") if reading.parse.tokens[t.i + 1].tag != "HYPH"]
    told = [t.text.lower().replace(",", "") for t in figure]
    figures = [w if w.isdigit() else str(_WORDS.index(w) + 1) for w in told if w.isdigit() or w in _WORDS]
    if figures and figures[0] != "1":
        return _hedged(reading, figure[0].start, figures[0])
    many = reading.parse.tokens[at].tag in {"NNS", "NNPS"} or bool(_MANY.search(role.name.lower()))
    return figures[0] if figures else "PLURAL" if many and role.type != "person" else "1"


def about(reading: Reading, count: Count) -> str:
    """A figure as the keys write it: "6 -" for at least six, "~6" for about six."""
    return _hedged(reading, count.span.start, str(count.best), count.span.end)


def _hedged(reading: Reading, start: int, figure: str, end: int = 0) -> str:
    words = reading.article.text[max(0, start - 15) : max(start, end)]
    if re.search(r"\b(?:at least|more than|over)\b", words, re.IGNORECASE):
        return f"{figure} -"
    vague = re.search(r"\b(?:about|around|approximately|nearly|almost|some)\b", words, re.IGNORECASE)
    return f"~{figure}" if vague else figure


_MANY = re.compile(r"(?:people|men|children|crew|family|families|couple)$")


def nation(told: str, country: str) -> str | None:
    """The nation of a foreign target, where the words for it say so."""
    named = [name for name, pattern in nation_words() if pattern.search(told)]
    return next((n for n in named if n != country), None)
