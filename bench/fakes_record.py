"""One record of an article from its reading, in the terms of FA-KES: the gold holds one event, we hold all.

The record is that of the main event, told by all its accounts: the claims that nothing sets apart from it. Each rule
below is true of any news article, and named where it leans on the world rather than on the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.records import Claim, Count, Event, PlaceMark, Reading, Role, Span, Where
from dateline.vocab import Acled, CountOf, EventType, Kind, Polarity, RoleName, Tense

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
# The gold's classes by words of names; "terrorist", "militant" and "gunman" name no side.
_ACTOR_WORDS = (
    (ISIS, r"\bisis\b|\bisil\b|\bdaesh\b|\bis\b|islamic state"),
    (NUSRA, r"nusra|fateh al-sham|tahrir al-sham"),
    (KURDISH, r"\bypg\b|\bsdf\b|\bpyd\b|kurd|syrian democratic forces|self administration"),
    (COALITION, r"coalition|\bu\.?s\.?\b|united states|american|french"),
    (OPPOSITION, r"rebel|opposition|insurgent|free syrian army|\\bfsa\\b|ahrar|jaish al-islam|islam army"),
    (
        STATE,
        r"syrian (?:army|government|regime|air|arab|forces|military|troops|helicopter|warplane)|regime|assad|russia"
        r"|government|hezbollah|state:sy\b|\barmy\b|moscow|damascus|helicopter",
    ),
)
_CAUSES: dict[str, tuple[Acled, ...]] = {
    "chemical and toxic gases": (Acled.CHEMICAL_WEAPON,),
    "shelling": (Acled.AIR_STRIKE, Acled.SHELLING),
    "explosion": (Acled.EXPLOSIVE, Acled.SUICIDE_BOMB, Acled.GRENADE),
}
_CAUSES_OF_WEAPONS = {
    "chemical": "chemical and toxic gases",
    **dict.fromkeys(
        ("airstrike", "drone", "barrel-bomb", "cluster", "shelling", "artillery", "mortar", "rocket", "missile"),
        "shelling",
    ),
    **dict.fromkeys(("ied", "landmine", "car-bomb", "suicide-bomb", "grenade"), "explosion"),
}
_LEAD = 6  # sentences of the headline and lead


@dataclass(frozen=True)
class Answer:
    """What we say of one article, in the gold's terms; None where we say nothing.

    ``supported`` says, for each value given, whether the words it rests on stand in the article at their place.
    """

    governorate: str | None
    place: str | None
    day: str | None
    actor: str
    cause: str
    civilians: int
    supported: tuple[bool, ...]


def answer_of(reading: Reading) -> Answer:
    """One reading in the gold's terms."""
    main = main_event(reading)
    told = accounts(reading, main)
    lead = _in_lead(reading, told)
    where = place_of(reading, told, lead)
    civilian = civilians(tolls(lead))
    actor, cause = actor_class(reading, told), cause_class(reading, lead)
    spans = [s for s in (actor[1], cause[1], where.span if where else None) if s is not None]
    text = reading.article.text
    counted = [supported(text, civilian[1], civilian[0])] if civilian[1] else []
    return Answer(
        governorate=governorate(where) if where else None,
        place=where.name if where else None,
        day=_day(reading, main),
        actor=actor[0],
        cause=cause[0],
        civilians=civilian[0],
        supported=(*(supported(text, s) for s in spans), *counted),
    )


def supported(text: str, span: Span, number: int | None = None) -> bool:
    """Whether the words a value rests on stand in the article at their place, and hold its digits if they hold any."""
    digits = {int(d.replace(",", "")) for d in re.findall(r"\d[\d,]*", span.text)}
    there = bool(span.text.strip()) and text[span.start : span.end] == span.text
    return there and (not number or not digits or number in digits)


# ---------------------------------------------------------------- the main event and its accounts


def main_event(reading: Reading) -> Claim | None:
    """The event the article is about: the affirmed assault with the best evidence of being the news.

    Kills first, then the order of the text: headlines and leads come before background.
    """
    events = [c for c in reading.claims if c.kind is Kind.EVENT and c.event and c.event.type is EventType.ASSAULT]
    affirmed = [c for c in events if _happened(c)]
    ranked = [c for c in affirmed if _deadly(c)] or affirmed or events
    return ranked[0] if ranked else None


def _happened(claim: Claim) -> bool:
    sure = claim.certainty
    return sure.polarity is Polarity.POSITIVE and sure.tense not in {Tense.FUTURE, Tense.HYPOTHETICAL}


def _deadly(claim: Claim) -> bool:
    return claim.event is not None and any(n.what is CountOf.KILLED and n.best > 0 for n in claim.event.counts)


def accounts(reading: Reading, main: Claim | None) -> list[Claim]:
    """The main event and every affirmed claim of an assault that nothing sets apart from it, in text order."""
    if main is None or main.event is None:
        return []
    known = {main.id, main.event.same_as} - {None}
    told = [main]
    for claim in reading.claims:
        event = claim.event
        if claim is main or event is None or event.type is not EventType.ASSAULT or not _happened(claim):
            continue
        if {claim.id, event.same_as} & known or not any(apart(other.event, event) for other in told if other.event):
            told.append(claim)
    return [main, *sorted((c for c in told if c is not main), key=lambda c: c.span)]


def apart(a: Event, b: Event) -> bool:
    """Whether two claims tell of different events: another governorate, day, means, or a further toll."""
    return (
        _differ({governorate(w) for w in a.where}, {governorate(w) for w in b.where})
        or _differ({cause_of(a)} - {UNKNOWN, "shooting"}, {cause_of(b)} - {UNKNOWN, "shooting"})
        or any(n.rule == "further" for n in b.counts)
        or bool(a.when and b.when and (a.when.end < b.when.start or b.when.end < a.when.start))
    )


def _differ(a: set[str | None], b: set[str | None]) -> bool:
    a, b = a - {None}, b - {None}
    return bool(a and b and not a & b)


# ---------------------------------------------------------------- where and when


Place = Where | PlaceMark


def place_of(reading: Reading, told: Sequence[Claim], lead: Sequence[Claim]) -> Place | None:
    """The first place in a governorate: the main event's, the headline's, the lead's, any account's, any named."""
    marks = [m for m in reading.marks.places if not m.metonym]
    sentences = reading.parse.sentences
    headline = sentences[0].end if sentences else 0
    steps: tuple[Iterable[Place], ...] = (
        _places(told[:1]),
        (m for m in marks if m.span.start < headline),
        _places(lead),
        _places(told),
        marks,
    )
    found = next((w for step in steps for w in step if w.country == "SY" and governorate(w)), None)
    return found and _confirmed(reading, found, marks)


def _places(claims: Iterable[Claim]) -> Iterator[Where]:
    return (w for c in claims if c.event for w in c.event.where)


def _confirmed(reading: Reading, place: Place, marks: Sequence[PlaceMark]) -> Place:
    """A governorate the sentence names outranks the one a gazetteer gives a village: many villages share a name."""
    if _is_governorate(place):
        return place
    sentence = next((s for s in reading.parse.sentences if s.start <= place.span.start < s.end), None)
    around = [m for m in marks if sentence and sentence.start <= m.span.start < sentence.end and _is_governorate(m)]
    if not around or any(governorate(m) == governorate(place) for m in around):
        return place
    return next((m for m in around if m.span.start > place.span.start), around[0])


def _is_governorate(place: Place) -> bool:
    return any(place.name.lower() in names for names in GOVERNORATES.values())


def governorate(where: Place) -> str | None:
    """The gold's name for the governorate the place lies in."""
    for text in (where.admin1, where.name):
        folded = re.sub(r"\s+(governorate|province|muhafazat)$", "", (text or "").lower())
        for name, spellings in GOVERNORATES.items():
            if folded in spellings:
                return name
    return None


def _day(reading: Reading, main: Claim | None) -> str | None:
    """The day the main event's own sentence names, else the day of the page: the crowd copied that where a headline
    names none, whatever day the lead tells (.90 of its dates; with the lead's days .83)."""
    when = main.event.when if main and main.event else None
    if when and when.start == when.end and when.rule != "same event":
        return when.start.isoformat()
    published = reading.article.published
    return published.date.isoformat() if published else None


# ---------------------------------------------------------------- who


Found = tuple[str, Span | None]


def actor_class(reading: Reading, told: Sequence[Claim]) -> Found:
    """Who acts, by the first that says so: an account of the lead, whom the article blames, who can fly.

    Nobody is taken to have killed his own side: a class that the dead of the main event belong to is passed over.
    """
    lead = _in_lead(reading, told)
    dead = {_label(r) for c in told[:1] for r in _roles(c, RoleName.VICTIM)}
    steps = (
        *(list(_acting(c)) for c in lead),
        [r for c in reading.claims if _blames(c) for r in _roles(c, RoleName.RECIPIENT)],
    )
    for role in (r for roles in steps for r in roles):
        label = _label(role)
        if label and label not in dead:
            return label, role.span
    return _owner_of_the_sky(lead)


def _acting(claim: Claim) -> Iterator[Role]:
    """The actor, the owner of the means ("regime shelling"), and in a clash the other side."""
    yield from _roles(claim, RoleName.ACTOR)
    yield from _roles(claim, RoleName.INSTRUMENT)
    means = " ".join(r.span.text.lower() for r in _roles(claim, RoleName.INSTRUMENT))
    if claim.event and (claim.event.acled is Acled.ARMED_CLASH or re.search(r"clash|battle|fight", means)):
        yield from _roles(claim, RoleName.RECIPIENT)


def _in_lead(reading: Reading, told: Sequence[Claim]) -> list[Claim]:
    """The accounts in the headline and lead, and those tied to the main event wherever they stand."""
    sentences = reading.parse.sentences
    end = sentences[min(_LEAD, len(sentences)) - 1].end if sentences else 0
    known = {told[0].id, told[0].event.same_as} - {None} if told and told[0].event else set()
    return [c for c in told if c.span.start < end or (c.event and {c.id, c.event.same_as} & known)]


def _label(role: Role) -> str | None:
    words = f"{role.name} {role.id or ''} {role.span.text}".lower()
    return next((label for label, pattern in _ACTOR_WORDS if re.search(pattern, words)), None)


def _roles(claim: Claim, name: RoleName) -> Iterator[Role]:
    return (r for r in (claim.event.roles if claim.event else ()) if r.role is name)


def _blames(claim: Claim) -> bool:
    return claim.event is not None and claim.event.type is EventType.ACCUSE


def _owner_of_the_sky(lead: Sequence[Claim]) -> Found:
    """World knowledge: only states fly warplanes; one that nobody names is the state's whose sky it is."""
    said = [c.event for c in lead if c.event and cause_of(c.event) not in {UNKNOWN, "shooting"}]
    flown = bool(said) and said[0].acled is Acled.AIR_STRIKE
    return (STATE, said[0].trigger) if flown else (UNKNOWN, None)


# ---------------------------------------------------------------- how


def cause_of(event: Event) -> str:
    """The gold's cause of death for one event, from its ACLED sub-event, its mode and its trigger."""
    if re.search(r"execut|behead|crucif|hang", event.trigger.text.lower()):
        return "execution"
    found = next((label for label, kinds in _CAUSES.items() if event.acled in kinds), UNKNOWN)
    return "shooting" if found == UNKNOWN and event.mode == "firearms" else found


_GAS = _CAUSES_OF_WEAPONS["chemical"]


def cause_class(reading: Reading, lead: Sequence[Claim]) -> Found:
    """How people died: by gas, whatever carried it; as the main event says; as the lead says; by a weapon named there.

    Gunfire and clashes give way to any other means an account of the lead tells.
    """
    named = list(_weapons(reading, lead))
    told = [(cause_of(c.event), c.event.trigger) for c in lead if c.event]
    ranked = [
        *(w for w in named if w[0] == _GAS),
        *told[:1],
        *(t for t in told if t[0] != "shooting"),
        *told,
        *named,
    ]
    return next((found for found in ranked if found[0] != UNKNOWN), (UNKNOWN, None))


def _weapons(reading: Reading, lead: Sequence[Claim]) -> Iterator[tuple[str, Span]]:
    """Weapons in the headline and in the sentences of the accounts, by the cause they make."""
    held = [s for s in reading.parse.sentences if s.i == 0 or any(s.start <= c.span.start < s.end for c in lead)]
    for mark in reading.marks.weapons:
        if mark.mode in _CAUSES_OF_WEAPONS and any(s.start <= mark.span.start < s.end for s in held):
            yield _CAUSES_OF_WEAPONS[mark.mode], mark.span


# ---------------------------------------------------------------- how many


@dataclass(frozen=True)
class Toll:
    """A number of dead, whether they bore arms, and the claim that says so."""

    count: Count
    armed: bool
    claim: str

    @property
    def loose(self) -> int:
        """0 for a number told exactly ("at least 43"), 1 for a rounded one ("more than 50"), 2 for "dozens"."""
        rule = self.count.rule or ""
        return 2 if rule.startswith(("neutral", "acled")) else int(rule not in {"", "at least", "singular"})


# Groups of people who bear arms, in the words of our counts; the gold counts them apart.
_ARMED = {"fighters", "soldiers", "police", "members"}
_ARMED_TYPES = {"rebel group", "state forces", "political militia", "identity militia", "external forces"}


def tolls(told: Iterable[Claim]) -> list[Toll]:
    """The dead of all accounts in their order; running totals of a war only where nothing else is told."""
    found = [
        Toll(n, n.whom in _ARMED or _armed_victim(c, n), c.id)
        for c in told
        if c.event
        for n in c.event.counts
        if n.what is CountOf.KILLED and n.best > 0
    ]
    return [t for t in found if not t.count.cumulative] or found


def _armed_victim(claim: Claim, count: Count) -> bool:
    """Whether the words counted name a force: "20 Daesh operatives"."""
    victims = (r for r in _roles(claim, RoleName.VICTIM) if r.span.meets(count.span))
    return count.whom is None and any(r.type in _ARMED_TYPES for r in victims)


def civilians(deaths: Sequence[Toll]) -> tuple[int, Span | None]:
    """The main event's dead who are not said to have borne arms, and the words of the number.

    The first number leads; where it is loose, the first exact one does. Of a whole, the part called civilians counts,
    or what is left when the armed are taken off.
    """
    whole = _whole(deaths)
    if whole is None:
        return 0, None
    if whole.armed:
        named = [t for t in deaths if t.claim == whole.claim and t.count.whom == "civilians"]
        return (named[0].count.best, named[0].count.span) if named else (0, whole.count.span)
    named = [t for t in deaths if t.count.whom == "civilians" and t.count.part_of and t.count.best < whole.count.best]
    if named and whole.count.whom != "civilians":
        return named[0].count.best, named[0].count.span
    return max(0, whole.count.best - _bore_arms(deaths, whole)), whole.count.span


def _whole(deaths: Sequence[Toll]) -> Toll | None:
    first = next((t for t in deaths if t.count.part_of is None), next(iter(deaths), None))
    first = _holding(deaths, first) if first and first.count.whom in {"children", "women"} else first
    if first is None or not first.loose:
        return first
    exact = [t for t in deaths if t.loose < first.loose and t.armed == first.armed and _fits(t, first)]
    return exact[0] if exact else first


def _holding(deaths: Sequence[Toll], part: Toll) -> Toll:
    """The whole of children or women named alone first: "ten children dead", then "ten children among 48"."""
    spans = {t.count.part_of for t in deaths if t.count.part_of and t.count.best == part.count.best}
    return next((t for t in deaths if t.count.span in spans), part)


def _fits(exact: Toll, loose: Toll) -> bool:
    """A rounded number is only made exact by one just above it ("more than 50", then 51)."""
    return loose.loose == 2 or loose.count.best <= exact.count.best <= loose.count.best * 1.2


def _bore_arms(deaths: Sequence[Toll], whole: Toll) -> int:
    """How many of the whole are said to have borne arms: a part, the same number again, or a share that adds up."""
    size = whole.count.best
    if whole.count.whom is not None:
        return 0
    for claim in dict.fromkeys(t.claim for t in deaths):
        here = [t for t in deaths if t.claim == claim]
        armed = [t.count.best for t in here if t.armed]
        loose = [t.count.best for t in here if t.count.part_of is None]
        if size in armed or (armed and sum(loose) == size):
            return min(size, sum(armed) if size not in armed else size)
    parts = [t.count.best for t in deaths if t.armed and t.count.part_of == whole.count.span]
    return parts[0] if parts else 0
