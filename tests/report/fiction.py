"""A small article of our own about an invented war, with claims written by hand: what the report room reads."""

from datetime import date

from dateline.records import (
    ActorMark,
    Article,
    Attribution,
    Certainty,
    Checkable,
    Claim,
    Count,
    Event,
    Marks,
    Parse,
    PlaceMark,
    Published,
    Reading,
    Rhetoric,
    Rival,
    Role,
    Span,
    TimeMark,
    Token,
    When,
    Where,
    Zone,
)
from dateline.vocab import (
    Acled,
    CountOf,
    EventType,
    Kind,
    Modality,
    PlaceRole,
    Polarity,
    Quote,
    RoleName,
    Stance,
    Tense,
    TimeKind,
    Voice,
    ZoneKind,
)

TITLE = "Shells fall on Tel Marra as columns cross the river"
TEXT = f"""{TITLE}

By Lena Orsk
QASR NUR, 12 May 2019

Government artillery shelled the market of Tel Marra on Friday, killing nine civilians and wounding between 20 and 30, the Qasr Nur hospital said. Among the dead was Samir Haddu, a baker.

Two columns of the Northern Guard moved from Qasr Nur through the Ain Dibs bridge to Wadi Sahl on 10 and 11 May, residents told Delta News. The army denied that its guns had fired on the market. "We hit only the bandits' depot," its spokesman Omar Reyhan said.

Bomb attacks on supply convoys in Tel Marra, Harran and the village of Kafr Zeit followed over the weekend.

The Guard may shell Harran next, and it threatened to take the border town if the blockade is not lifted. The blockade goes on because the brutal governor fears an uprising. Therefore the talks will fail, and the powers must act. <script>alert("x")</script> & so on.
"""
PUBLISHED = date(2019, 5, 12)


def span(words: str, nth: int = 0, inside: Span | None = None) -> Span:
    """The ``nth`` place of ``words`` in the text, or inside a wider span of it."""
    start = inside.start if inside else 0
    at = TEXT.index(words, start)
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words), words)


def at(words: str, lat: float | None, lon: float | None, role: str = "place", **more: object) -> Where:
    """A place in the invented country, exact to the town unless ``more`` says otherwise."""
    fields: dict[str, object] = {
        "country": "SY",
        "admin1": "Marra",
        "precision": 1,
        "radius_km": 3.0,
        "id": f"x:{words}",
        **more,
    }
    return Where(PlaceRole(role), words, span(words, int(str(fields.pop("nth", 0)))), lat, lon, **fields)  # type: ignore[arg-type]


def mark(words: str, lat: float, lon: float) -> PlaceMark:
    """A toponym resolved to a town."""
    return PlaceMark(span(words), words, lat, lon, f"x:{words}", "SY", "Marra", precision=1)


def role(name: str, words: str, **more: object) -> Role:
    return Role(RoleName(name), words, span(words), **more)  # type: ignore[arg-type]


AUTHOR = Attribution(Voice.AUTHOR, "Lena Orsk")
HOSPITAL = Attribution(
    Voice.NAMED, "the Qasr Nur hospital", None, Stance.SAYS, Quote.INDIRECT, span("said"), span("the Qasr Nur hospital")
)
DELTA = Attribution(Voice.OUTLET, "Delta News", None, Stance.SAYS, Quote.INDIRECT, span("told"), span("Delta News"))
RESIDENTS = Attribution(Voice.UNNAMED, "residents", None, Stance.SAYS, Quote.INDIRECT, span("told"), span("residents"))
ARMY = Attribution(Voice.NAMED, "The army", "act:army", Stance.DENIES, Quote.INDIRECT, span("denied"), span("The army"))
FRIDAY = When(date(2019, 5, 10), date(2019, 5, 10), 1, "published", span("on Friday"), "weekday-before")
MARCH = When(date(2019, 5, 10), date(2019, 5, 11), 2, "none", span("on 10 and 11 May"), "day-list")
WEEKEND = When(date(2019, 5, 11), date(2019, 5, 12), 2, "published", span("over the weekend"), "weekend")
BOMBS = span(
    "Bomb attacks on supply convoys in Tel Marra, Harran and the village of Kafr Zeit followed over the weekend."
)


def bombing(key: str, where: Where) -> Claim:
    roles = (role("recipient", "supply convoys"),)
    event = Event(EventType.ASSAULT, span("Bomb attacks"), "explosives", Acled.EXPLOSIVE, roles, (where,), WEEKEND)
    return Claim(
        key, "a:1", Kind.EVENT, BOMBS, event, Certainty(), (AUTHOR,), checkable=Checkable(0.7, ("it names a place",))
    )


def claims() -> tuple[Claim, ...]:
    shelled = span(
        "Government artillery shelled the market of Tel Marra on Friday, killing nine civilians"
        " and wounding between 20 and 30"
    )
    dead = span("Among the dead was Samir Haddu, a baker.")
    moved = span(
        "Two columns of the Northern Guard moved from Qasr Nur through the Ain Dibs bridge"
        " to Wadi Sahl on 10 and 11 May"
    )
    fired = span("its guns had fired on the market")
    shell = span("The Guard may shell Harran next")
    take = span("it threatened to take the border town if the blockade is not lifted")
    goes = span("The blockade goes on because the brutal governor fears an uprising.")
    fears = span("the brutal governor fears an uprising")
    fail, act = span("the talks will fail"), span("the powers must act")
    market = at("Tel Marra", 35.1, 38.2, nth=1)
    counts = (
        Count(CountOf.KILLED, "civilians", 9, 9, 9, span("nine civilians")),
        Count(CountOf.INJURED, None, 20, 25, 30, span("between 20 and 30"), "between"),
    )
    gunners = (role("actor", "Government artillery", id="act:army", type="force"), role("recipient", "the market"))
    path = (
        at("Qasr Nur", 35.6, 38.9, "origin", nth=1),
        at("Ain Dibs bridge", 35.4, 38.6, "via", radius_km=1.0),
        at("Wadi Sahl", 35.0, 38.9, "destination", precision=2, radius_km=12.0, admin1="Sahl"),
    )
    loaded = Rhetoric("loaded_language", span("bandits"), "calls the other side criminals")
    village = at(
        "Kafr Zeit",
        None,
        None,
        country=None,
        admin1=None,
        precision=7,
        radius_km=None,
        id=None,
        rivals=(Rival("Kafr Zeit", 36.0, 36.5, "g:1", "SY"), Rival("Kafr Zayta", 35.4, 36.6, "g:2", "SY")),
    )
    return (
        Claim(
            "c:1",
            "a:1",
            Kind.EVENT,
            shelled,
            Event(EventType.ASSAULT, span("shelled"), "shelling", Acled.SHELLING, gunners, (market,), FRIDAY, counts),
            Certainty(),
            (AUTHOR, HOSPITAL),
            checkable=Checkable(0.9, ("it names a place", "it has a day", "it has a number")),
        ),
        Claim(
            "c:2",
            "a:1",
            Kind.EVENT,
            dead,
            Event(
                EventType.ASSAULT,
                span("dead"),
                None,
                None,
                (role("victim", "Samir Haddu", type="person"),),
                same_as="c:1",
            ),
            Certainty(),
            (AUTHOR, HOSPITAL),
        ),
        Claim(
            "c:3",
            "a:1",
            Kind.EVENT,
            moved,
            Event(
                EventType.MOBILIZE,
                span("moved"),
                None,
                None,
                (role("moved", "Two columns of the Northern Guard"),),
                path,
                MARCH,
            ),
            Certainty(),
            (DELTA, RESIDENTS),
        ),
        Claim(
            "c:4",
            "a:1",
            Kind.EVENT,
            fired,
            Event(EventType.ASSAULT, span("fired"), "shelling", Acled.SHELLING, (role("recipient", "the market"),)),
            Certainty(Polarity.NEGATIVE, cues=(span("denied"),)),
            (AUTHOR, ARMY),
            (loaded,),
        ),
        bombing("c:5", at("Tel Marra", 35.1, 38.2, nth=2)),
        bombing("c:6", at("Harran", 35.3, 38.4, precision=3, radius_km=15.0)),
        bombing("c:7", village),
        Claim(
            "c:8",
            "a:1",
            Kind.EVENT,
            shell,
            Event(
                EventType.ASSAULT,
                span("shell", inside=shell),
                None,
                Acled.SHELLING,
                (role("actor", "The Guard"),),
                (at("Harran", 35.3, 38.4, nth=1),),
            ),
            Certainty(modality=Modality.POSSIBLE, cues=(span("may", inside=shell),)),
            (AUTHOR,),
        ),
        Claim(
            "c:9",
            "a:1",
            Kind.EVENT,
            take,
            Event(EventType.THREATEN, span("threatened"), None, None, (role("actor", "The Guard"),)),
            Certainty(tense=Tense.FUTURE),
            (AUTHOR,),
        ),
        Claim("c:10", "a:1", Kind.CAUSE, goes, None, Certainty(tense=Tense.ONGOING), (AUTHOR,), supports=("c:12",)),
        Claim(
            "c:11",
            "a:1",
            Kind.STATE,
            fears,
            None,
            Certainty(tense=Tense.ONGOING),
            (AUTHOR,),
            (Rhetoric("loaded_language", span("brutal"), "judges without a fact"),),
            ("c:10",),
        ),
        Claim("c:12", "a:1", Kind.FORECAST, fail, None, Certainty(tense=Tense.FUTURE), (AUTHOR,), supports=("c:13",)),
        Claim("c:13", "a:1", Kind.POLICY, act, None, Certainty(modality=Modality.REQUIRED), (AUTHOR,)),
    )


def marks() -> Marks:
    village, border = span("Kafr Zeit"), span("the border town")
    return Marks(
        actors=(
            ActorMark(span("the Northern Guard"), 0, "Northern Guard"),
            ActorMark(span("The army"), 0, "army", "act:army"),
        ),
        places=(
            PlaceMark(village, "Kafr Zeit"),
            PlaceMark(span("Tel Marra", 1), "Tel Marra", 35.1, 38.2, "x:Tel Marra", "SY", "Marra", precision=1),
        ),
        times=(
            TimeMark(span("next"), TimeKind.DATE, "FUTURE_REF", "vague"),
            TimeMark(border, TimeKind.SET, "", "none", date(2019, 5, 1)),
        ),
    )


def parse() -> Parse:
    """Only what the rules of release look at: the tokens of people's names."""
    tokens = []
    for words in ("Samir Haddu", "Omar Reyhan", "Lena Orsk"):
        whole = span(words)
        for k, word in enumerate(words.split()):
            start = TEXT.index(word, whole.start)
            tokens.append(
                Token(
                    len(tokens),
                    start,
                    start + len(word),
                    word,
                    word,
                    "PROPN",
                    "NNP",
                    "",
                    0,
                    0,
                    f"{'IB'[k == 0]}-PERSON",
                )
            )
    return Parse(tuple(tokens), (), ())


def article() -> Article:
    body = TEXT.index("Government")
    zones = (
        Zone(ZoneKind.HEADLINE, 0, len(TITLE)),
        Zone(ZoneKind.META, len(TITLE), body),
        Zone(ZoneKind.BODY, body, len(TEXT)),
    )
    dated = Published(PUBLISHED, "dateline", "12 May 2019")
    return Article(
        "a:1", TEXT, zones, "fiction.txt", "0" * 64, TITLE, "Delta News", "Lena Orsk", span("QASR NUR"), None, dated
    )


def reading() -> Reading:
    """The whole invented reading."""
    return Reading(article(), claims(), marks(), (), parse())
