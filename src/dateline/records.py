"""All records, the first file to read.

Every record is frozen: a stage takes records and returns new ones. Offsets are character offsets into
``Article.text``, which never changes after reading; every ``Span`` holds the words at its offsets.

The order below is the order of the flow: what is read (Article), what the parser says (Parse), what is found in the
text (Marks), who is quoted (Quotation), and what is claimed (Claim).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from dateline.near import Near
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

if TYPE_CHECKING:
    import pyarrow


def identify(tag: str, *parts: object) -> str:
    """A tagged hash of meaning: the same parts always give the same id, such as ``c:1f0c…`` (16 hex digits)."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{tag}:{hashlib.sha256(joined.encode()).hexdigest()[:16]}"


# ---------------------------------------------------------------- the article


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of an article: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the article's text."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Published:
    """When the article came out, and how we know."""

    date: date
    evidence: str  # "user", "meta: article:published_time", "dateline", "first lines", "feed", "field: date_publish"
    words: str  # the words the date was read from


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``sha256`` is that of the original bytes, ``source`` the path or URL it came from."""

    id: str
    text: str
    zones: tuple[Zone, ...]
    source: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: Span | None = None  # the place a report was filed from: "BAGHDAD (AFP) -"
    wire: str | None = None  # the news agency credited: "Reuters"
    published: Published | None = None
    language: str = "en"
    url: str | None = None
    format: str = "text"
    # The bytes that were read (of a container: this record's own), for a case to keep. No part of the public JSON.
    original: bytes | None = field(default=None, repr=False, compare=False, metadata={"private": True})

    @property
    def name(self) -> str:
        """What a reader calls it by: its outlet, agency or title, else the last part of where it came from."""
        return self.outlet or self.wire or self.title or self.source.rstrip("/").rpartition("/")[2] or self.source

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``."""
        return Span(start, end, self.text[start:end])

    def zone_at(self, offset: int) -> ZoneKind:
        """The kind of zone the character at ``offset`` stands in."""
        return next((z.kind for z in self.zones if z.start <= offset < z.end), ZoneKind.BODY)


# ---------------------------------------------------------------- the parse


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its syntax. ``head`` is a token index; the root of a sentence is its own head.

    ``pos`` is the universal part of speech, ``tag`` the Penn tag, ``dep`` spaCy's English (ClearNLP) relation,
    ``entity`` the parser's entity type with "B-"/"I-" before it, or "".
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive), characters ``start`` to ``end``."""

    i: int
    start: int
    end: int
    first: int
    last: int
    zone: ZoneKind


@dataclass(frozen=True)
class Parse:
    """Tokens and sentences of one article. ``children[i]`` are the indices of the tokens whose head is ``i``."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]

    @cached_property
    def by_lemma(self) -> Mapping[str, Sequence[int]]:
        """The tokens of each lemma in lower case, in text order."""
        found: dict[str, list[int]] = {}
        for token in self.tokens:
            found.setdefault(token.lemma.lower(), []).append(token.i)
        return found


@dataclass(frozen=True, slots=True)
class Signal:
    """What a learned model says about some words: a label with a probability or score.

    ``layer`` names the head (see ``models/card.toml``); ``of`` is the trigger a relational label belongs to.
    """

    layer: str
    start: int
    end: int
    label: str
    score: float
    of: tuple[int, int] | None = None


# ---------------------------------------------------------------- marks


@dataclass(frozen=True, slots=True)
class ActorMark:
    """A person, group, force, state or body named or referred to. ``head`` is the token index of its head noun.

    ``type`` is the actor type of ``data/actors``; ``via`` says how it was resolved ("name", "pronoun", "short name",
    "description", "country") and ``of`` holds the words it was resolved from.
    """

    span: Span
    head: int
    name: str
    id: str | None = None
    type: str | None = None
    country: str | None = None  # ISO 3166 alpha-2
    via: str = "name"
    of: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. ``feature`` is a GeoNames-like code: "PPL", "ADM1", "AIRP", "BASE", "CROSSING"…"""

    id: str
    name: str
    lat: float
    lon: float
    country: str  # ISO 3166 alpha-2, "" for seas and regions
    admin1: str  # the first-level division's name, "" where unknown
    feature: str
    population: int
    radius_km: float
    source: str


class Gazetteer(Protocol):
    """Where place names come from: one method, so that tests can pass a small one."""

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of that name or of a spelling that folds to it, the most important first."""
        ...


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """A toponym, resolved or not. ``lat`` is None where nothing could be settled or where no point is honest.

    ``relation`` holds the words that move or widen the point ("near", "north of", "province"); ``score`` the
    resolver's probability; ``inside`` the toponym this one is nested in ("Baghdad's Yusufiyah district").
    ``metonym`` is true where the name stands for an actor ("Washington said").
    """

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    id: str | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    precision: int = 7  # UCDP where_prec: 1 exact, 2 near, 3 second-level, 4 first-level, 5 linear or fuzzy, 6 country, 7 international
    radius_km: float | None = None
    score: float = 0.0
    relation: str | None = None
    inside: Span | None = None
    metonym: bool = False
    rivals: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time expression. ``value`` is its TimeML value; ``start``/``end`` the interval it resolves to, if it does.

    ``precision`` is UCDP date_prec (1 day, 2 up to 6 days, 3 week, 4 month, 5 longer); ``anchor`` what it was counted
    from ("published", "dateline", "previous", "event", "none"); ``rule`` names the rule that read it. ``zone`` is the
    zone told with a time of day: an ISO 8601 offset ("Z", "-05"), else its word ("local", "Moscow").
    """

    span: Span
    kind: TimeKind
    value: str
    rule: str
    start: date | None = None
    end: date | None = None
    precision: int = 5
    anchor: str = "none"
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class CountMark:
    """A number of people or things. ``head`` is the token index of the noun counted (or of the number itself)."""

    span: Span
    head: int
    what: CountOf | None
    whom: str | None
    low: int
    best: int
    high: int
    rule: str | None = None
    of: Span | None = None  # for a part ("among them two teenagers"): the whole it belongs to
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class WeaponMark:
    """A weapon or means. ``mode`` is the class in ``data/weapons.toml``: "airstrike", "shelling", "ied", …"""

    span: Span
    head: int
    name: str
    mode: str


@dataclass(frozen=True, slots=True)
class CueMark:
    """A cue word or phrase of ``data/cues``: its ``category`` ("negation", "speech", "hedge", "loaded", …), the
    ``value`` it sets, and the token indices it spans."""

    span: Span
    category: str
    value: str
    first: int
    last: int


@dataclass(frozen=True)
class Marks:
    """All that was found in one article, each tuple in text order.

    ``demonyms`` are place names that only qualify people or things ("Syrian", "US troops"): never where an event was.
    """

    actors: tuple[ActorMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    times: tuple[TimeMark, ...] = ()
    counts: tuple[CountMark, ...] = ()
    weapons: tuple[WeaponMark, ...] = ()
    cues: tuple[CueMark, ...] = ()
    demonyms: tuple[PlaceMark, ...] = ()

    @cached_property
    def near_actors(self) -> Near[ActorMark]:
        """The actors by where they stand."""
        return Near(self.actors, lambda mark: [mark.span])


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution found in the text: who (``source``), by which words (``cue``), says what (``contents``).

    ``by`` is the resolved speaker; ``made_by`` says whether a rule or the model found it; ``inside`` is the index of
    the quotation this one is nested in.
    """

    contents: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    by: ActorMark | None
    voice: Voice
    stance: Stance
    quote: Quote
    made_by: str
    inside: int | None = None

    def holds(self, span: Span) -> bool:
        """Whether ``span`` lies wholly inside one of the contents."""
        return any(s.holds(span) for s in self.contents)


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Role:
    """A part in an event, with its words. ``via`` is how the name was reached: "pronoun", "list", "short name"…"""

    role: RoleName
    name: str
    span: Span
    id: str | None = None
    type: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A place that also bears the name, kept because it could have been meant."""

    name: str
    lat: float
    lon: float
    id: str
    country: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place of an event. ``rule`` says how it came to the event: "clause", "list", "previous", "dateline", …"""

    role: PlaceRole
    name: str
    span: Span
    lat: float | None = None
    lon: float | None = None
    id: str | None = None
    country: str | None = None
    admin1: str | None = None
    precision: int = 7
    radius_km: float | None = None
    rule: str = "clause"
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event as an interval of days, with UCDP's date_prec and what it was counted from."""

    start: date
    end: date
    precision: int
    anchor: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as low, best and high. ``rule`` names the rule that turned vague words into numbers."""

    what: CountOf
    whom: str | None
    low: int
    best: int
    high: int
    span: Span
    rule: str | None = None
    part_of: Span | None = None
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What is said to happen. ``made_by`` names the rule or model that typed it."""

    type: EventType | None  # None where the verb lies outside PLOVER
    trigger: Span
    mode: str | None = None
    acled: Acled | None = None
    roles: tuple[Role, ...] = ()
    where: tuple[Where, ...] = ()
    when: When | None = None
    counts: tuple[Count, ...] = ()
    same_as: str | None = None
    made_by: str = "rules"


@dataclass(frozen=True, slots=True)
class Certainty:
    """How surely, by the words that say so.

    ``implies`` is what a counterfactual leaves understood: "nobody would have died" that somebody did (positive).
    """

    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    tense: Tense = Tense.PAST
    cues: tuple[Span, ...] = ()
    implies: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One voice in the chain that brings a claim to the reader."""

    kind: Voice
    name: str
    id: str | None = None
    stance: Stance = Stance.SAYS
    quote: Quote = Quote.NONE
    cue: Span | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Rhetoric:
    """Loaded wording or a possible persuasion technique, its words, and one line that says why."""

    technique: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Checkable:
    """How far the claim can be checked, 0 to 1, with the reasons that made the number."""

    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the unit of the whole package. ``span`` is the clause that makes it.

    ``attribution`` runs from the voice nearest the reader to the innermost source. ``supports`` are the ids of the
    claims this one is offered as grounds for. ``cue`` holds the connective that made a cause or a conclusion.
    """

    id: str
    article: str
    kind: Kind
    span: Span
    event: Event | None = None
    certainty: Certainty = Certainty()
    attribution: tuple[Attribution, ...] = ()
    rhetoric: tuple[Rhetoric, ...] = ()
    supports: tuple[str, ...] = ()
    checkable: Checkable = Checkable()

    @property
    def told_by(self) -> tuple[Attribution, ...]:
        """The chain without those who only could not verify the claim: they are no source of it."""
        return tuple(voice for voice in self.attribution if voice.stance is not Stance.UNVERIFIED)


@dataclass(frozen=True)
class Reading:
    """Everything dateline read in one article."""

    article: Article
    claims: tuple[Claim, ...]
    marks: Marks
    quotations: tuple[Quotation, ...]
    parse: Parse = field(repr=False)
    signals: tuple[Signal, ...] = field(default=(), repr=False)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The claims as the public JSON objects, in text order."""
        return [plain(claim) for claim in self.claims]

    def to_arrow(self) -> "pyarrow.Table":
        """The claims as an Arrow table, nested as in the public JSON."""
        import pyarrow

        return pyarrow.Table.from_pylist(self.to_dicts())

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """Claims by their id."""
        return {claim.id: claim for claim in self.claims}


# ---------------------------------------------------------------- many articles


@dataclass(frozen=True, slots=True)
class Feature:
    """One named reason for a score: a number from 0 to 1 and a sentence."""

    name: str
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on whether two claims tell of one event. ``by`` is "machine" or a person; a person outranks it.

    Judgements are only ever added: the newest of a person on a pair holds. ``model`` names the version that scored.
    """

    left: str
    right: str
    same: bool
    by: str
    score: float
    features: tuple[Feature, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why one report depends on another: ``kind`` is "copy", "reprint", "wire", "owner", "origin" or "cites".

    ``left`` and ``right`` are article ids (who cites stands on the left); ``share`` is how much of the shorter text is common, 0 where no text is.
    ``edits`` are numbers that changed between the copies.
    """

    left: str
    right: str
    kind: str
    share: float
    why: str
    edits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one claim says of an event, field by field, with the words of the claim: one row of the table."""

    claim: str
    article: str
    outlet: str
    voice: str
    cells: tuple[tuple[str, str], ...]
    event: Event | None = field(default=None, metadata={"private": True})  # what the cells were written from


@dataclass(frozen=True, slots=True)
class Contest:
    """A field on which accounts can't all hold, the values given, and why they exclude each other."""

    field: str
    values: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as all its accounts tell it. ``groups`` are the article ids that depend on each other.

    ``start``/``end`` is the interval all dated accounts allow, or their union where they exclude each other.
    """

    id: str
    claims: tuple[str, ...]
    type: str | None
    acled: str | None
    start: date | None
    end: date | None
    reported: date | None  # when the first account came out
    place: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    divisions: tuple[str, ...]  # first-level divisions of the places told
    counts: tuple[tuple[str, int, int], ...]
    accounts: tuple[Account, ...]
    contested: tuple[Contest, ...]
    groups: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...] = ()  # why the reports of a group depend on each other

    @property
    def independent(self) -> int:
        """How many groups of reports do not depend on each other."""
        return len(self.groups)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know of several claims. It never says which of them is true."""

    kind: str
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The result of linking: events with their accounts, the judgements that made them, ties and findings.

    Each is a tuple, or, where a command links a case too large for memory, a sequence that reads from the disk.
    """

    events: Sequence[EventView]
    judgements: Sequence[Judgement]
    ties: Sequence[Tie]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Reference:
    """One row of a reference data set (UCDP GED, ACLED, GDELT, POLECAT or a user's CSV), as that set tells it.

    ``precision`` is the set's own class of place (UCDP where_prec, or its like), ``days`` how many days its interval
    spans; ``low``/``best``/``high`` are deaths, None where the set does not count them.
    """

    source: str
    id: str
    start: date
    end: date
    country: str
    admin1: str
    place: str
    lat: float | None
    lon: float | None
    precision: int | None
    sides: tuple[str, ...]
    kind: str
    low: int | None
    best: int | None
    high: int | None
    civilians: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """A reference row that may tell of an event, with the probability, the reasons, and where the two differ.

    ``claims`` are the accounts that fit the row each by itself; all of them where only the event as a whole does.
    """

    reference: str
    probability: float
    features: tuple[Feature, ...]
    differences: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a reference set says of one event: ``verdict`` is "match", "coarser", "no match" or "outside coverage".

    It never says that an event did or did not happen.
    """

    event: str
    verdict: str
    why: str
    matches: tuple[Match, ...] = ()


def plain(value: Any) -> Any:
    """A record as JSON-ready dicts, lists, strings and numbers; dates as ISO strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if not f.metadata.get("private")}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans by their place in the text, without doubles."""
    return tuple(sorted(set(spans)))
