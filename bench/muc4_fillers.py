"""The words that the encoder's incident top marks as fillers of MUC-4's slots: which are sure, which phrase a key would
write for them, and which of them are one person or thing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.muc4_fill import PEOPLE, incident_type, reported
from bench.muc4_parties import ARMED
from bench.muc4_people import of_people
from bench.muc4_strings import bare, unbroken
from dateline.records import Parse, Reading, Role, Signal, Span, Token
from dateline.syntax import children, tokens_in
from dateline.vocab import RoleName

SURE = {"perpetrator": 0.5, "organisation": 0.5, "target": 0.84, "victim": 0.8, "weapon": 0.75}
"""The chance from which words fill a role, set on TST1 and TST2 (development here), as were the constants of muc4_incidents.

Of 17 settings the best on TST1 gives TST2 .569, where this one gives .566, and the best on TST2 gives TST1 .567, where this
one gives .576; halves drawn 40 times: .564 with the other half's best, .567 with this one. The thresholds before gave .557
over both, for .571, and .528 and .552 of roles, for .538 and .570.
"""
_NAMES = {
    "perpetrator": RoleName.ACTOR,
    "organisation": RoleName.ACTOR,
    "target": RoleName.RECIPIENT,
    "victim": RoleName.VICTIM,
    "weapon": RoleName.INSTRUMENT,
}
_LIKE = {name: {role} for name, role in _NAMES.items()} | {"target": {RoleName.RECIPIENT, RoleName.VICTIM}}


@dataclass(frozen=True)
class Filler:
    """Words that fill a role of an incident of one kind."""

    role: str
    kind: str
    span: Span
    score: float

    @property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self.span.text.lower()))


def fillers(reading: Reading, agreed: bool = False) -> list[Filler]:
    """Role signals with the kind told beside each, the sure ones and maybe those that claims agree with."""
    kinds = {(s.start, s.end): s for s in reading.signals if s.layer == "incident"}
    found = [
        Filler(s.label, kind_of(kinds[s.start, s.end]), phrase(reading, s), s.score)
        for s in reading.signals
        if s.layer == "role" and (s.score >= SURE[s.label] or (agreed and _told(reading, s)))
    ]
    fitting = [f for f in found if fits(reading, f)]
    return [f for f in fitting if not any(_inside(reading, f, other) for other in fitting)]


def _told(reading: Reading, signal: Signal) -> bool:
    """Whether a claim of an incident gives the words the signal's role; victims of claims are too many to help."""
    if signal.label == "victim":
        return False
    claims = [c for c in reading.claims if incident_type(c) and reported(c)]
    roles = (r for c in claims if c.event for r in c.event.roles if r.role in _LIKE[signal.label])
    return any(meets(r.span, signal) for r in roles)


def fits(reading: Reading, filler: Filler) -> bool:
    """Whether the words can be of the role's kind: no person, place or bare number is a thing that was hit."""
    head = _head(reading, filler.span)
    if filler.role == "weapon" or head is None:
        return filler.role == "weapon"
    if head.pos not in _NOUNS or head.entity[2:] in {"DATE", "CARDINAL", "TIME"}:
        return False
    person = head.entity[2:] in {"PERSON", "GPE"} or PEOPLE.search(head.lemma.lower())
    if filler.role == "perpetrator":
        deed = _DEEDS.fullmatch(head.text.lower())
        return not deed and (head.pos != "NOUN" or of_people(head) or bool(_BODIES.search(filler.span.text)))
    return filler.role != "target" or not person


_BODIES = re.compile(
    r"group|squad|commando|unit|band|gang|troop|patrol|sector|force|element|cell|mafia|militar|police|army|front|column|crowd|"
    r"mob|team|militia|battalion|brigade|guard|assassin|traffick|guerrilla|rebel|terror|attack|assail|subvers|extrem|crimin|"
    r"mercen|delinq|cadre|combat|fighter|arm",
    re.IGNORECASE,
)
"""Men together, or in arms: other nouns that are no people did nothing."""
_DEEDS = re.compile(
    r"(?:(?:counter)?(?:attack|act|action|assault|offensive|operation|campaign|raid)s?|activit(?:y|ies)|violence|terrorism|"
    r"uniforms?|fatigues|clothes|clothing)"
)
"""What men in arms do and wear: "guerrilla attacks" are no men, though guerrillas are."""


def _inside(reading: Reading, filler: Filler, other: Filler) -> bool:
    """Whether a filler stands in the phrase of another of its role: "offices" hold the mayor of "offices of the mayor"."""
    if filler.role != "target" or other.role != filler.role or other is filler:
        return False
    head, above = _head(reading, filler.span), _head(reading, other.span)
    if head is None or above is None or head.i <= above.i:
        return False
    at = head
    while at.head != at.i and at.dep in _BELOW and at.i != above.i:
        at = reading.parse.tokens[at.head]
    return at.i == above.i


_BELOW = frozenset(
    {"pobj", "prep", "poss", "compound", "nmod", "dobj", "acl", "relcl", "nsubj", "nsubjpass", "agent", "appos"}
)


def _head(reading: Reading, span: Span) -> Token | None:
    inside = tokens_in(reading.parse, span.start, span.end)
    indices = {t.i for t in inside}
    return next((t for t in inside if t.head not in indices or t.head == t.i), None)


def kind_of(signal: Signal) -> str:
    """MUC-4's name for a kind of incident."""
    return "FORCED WORK STOPPAGE" if signal.label == "work stoppage" else signal.label.upper()


def phrase(reading: Reading, signal: Signal) -> Span:
    """The signal's words as a phrase a key would write: the noun with what stands before it, a whole name, no title.

    The head marks words, and often loses a name's end or takes a word of the next clause.
    """
    known = named_group(reading, signal) if signal.label == "organisation" else None
    if known:
        return known
    nouns = [t for t in tokens_in(reading.parse, signal.start, signal.end) if t.pos in _NOUNS]
    if not nouns:
        return reading.article.span(signal.start, signal.end)
    inside = {t.i for t in nouns}
    head = next(t for t in nouns if t.head not in inside or t.head == t.i)
    head = _measured(reading.parse, head) if signal.label == "weapon" else _tail(reading.parse, head)
    first = before(reading.parse, head)
    last = _behind(reading.parse, head) if signal.label == "organisation" else owned(reading.parse, head)
    person = [t for t in reading.parse.tokens[first.i : last.i + 1] if t.entity.endswith("PERSON")]
    if signal.label == "victim" and person and head is last:
        first, last = person[0], person[-1]
    return reading.article.span(first.start, last.end)


def named_group(reading: Reading, signal: Signal) -> Span | None:
    """The mention of an armed group of the registry that the signal marks, whole, maybe with its men."""
    marks = [m.span for m in reading.marks.actors if m.id and m.type in ARMED and meets(m.span, signal)]
    return max(marks, key=lambda s: s.end - s.start, default=None)


def meets(span: Span, signal: Signal) -> bool:
    return span.start < signal.end and signal.start < span.end


_NOUNS = frozenset({"NOUN", "PROPN"})
_LEADING = frozenset({"compound", "amod", "nmod", "punct", "poss"})


def _measured(parse: Parse, token: Token) -> Token:
    """What a measure is of: "kg of dynamite", "a load of explosives"."""
    inside = [
        t for link in children(parse, token.i, "prep") if link.lemma == "of" for t in children(parse, link.i, "pobj")
    ]
    return inside[0] if inside else token


def _tail(parse: Parse, token: Token) -> Token:
    """The noun that ``token`` only stands before: "PATRIOTIC" of a front leads to the front."""
    while token.dep in {"compound", "amod", "nmod"} and parse.tokens[token.head].i > token.i:
        token = parse.tokens[token.head]
    return token


def before(parse: Parse, head: Token) -> Token:
    """The first of the words that stand before a noun and belong to it, articles and numbers left out."""
    first = head
    for token in reversed(parse.tokens[max(0, head.i - 8) : head.i]):
        if token.dep not in _LEADING or token.tag in {"CD", "PRP$", "POS", ",", ":", "``", "''"}:
            break
        if token.dep == "punct" and token.text != "-":
            break
        first = token if token.dep != "punct" else first
    return unbroken(parse, first, head)


_WHOSE = frozenset(
    "office headquarters residence home house branch building installation department facility ministry embassy member "
    "group gang band column unit leader president mayor governor director rector head secretary son daughter wife "
    "relative employee resident".split()
)
"""Nouns that say little without their "of": of 320 fillers of DEV's keys with one, 259 have no way to be told without."""


def owned(parse: Parse, head: Token) -> Token:
    """The end of what a noun is of: "offices of the deputy mayor", "members of the Shining Path"."""
    if head.lemma.lower() not in _WHOSE or head.i + 1 >= len(parse.tokens):
        return head
    link = parse.tokens[head.i + 1]
    named = children(parse, link.i, "pobj") if link.text.lower() == "of" and link.head == head.i else []
    return owned(parse, named[0]) if named else head


def _behind(parse: Parse, head: Token) -> Token:
    """The end of a name that goes on behind its noun: "front of national liberation"."""
    for link in children(parse, head.i, "prep"):
        if link.i == head.i + 1 and link.lemma in {"of", "for"}:
            named = [t for t in children(parse, link.i, "pobj") if t.pos == "PROPN"]
            return named[0] if named else head
    return head


def as_role(name: str, filler: Filler) -> Role:
    text = re.sub(r"\s+", " ", filler.span.text).strip(" ,.\"'")
    return Role(_NAMES[name], bare(text) or text, filler.span, type=name, via="model")


def once(found: Sequence[Filler]) -> list[Filler]:
    """One filler for each person or thing: the surest words of those that may be the same."""
    kept: list[Filler] = []
    for filler in sorted(found, key=lambda f: -f.score):
        if not any(same(filler, other) for other in kept):
            kept.append(filler)
    unnamed = [f for f in kept if f.role == "perpetrator" and _UNNAMED.search(f.span.text)]
    return sorted((f for f in kept if f not in unnamed[1:]), key=lambda f: f.span.start)


_UNNAMED = re.compile(
    r"\b(?:guerrilla|rebel|terrorist|subversive|attacker|assailant|criminal|kidnapper|commando|individual|person|people|"
    r"(?:gun)?m[ae]n|member|element|unit|group)s?$",
    re.IGNORECASE,
)
"""Perpetrators of one incident who bear no name are the same men, called now guerrillas, now attackers."""


def same(one: Filler, other: Filler) -> bool:
    """Whether two fillers of a role may be one: the same words, one within the other, or one's initials in any order, for
    wires translate a name and keep its Spanish initials."""
    a, b = one.words, other.words
    return a <= b or b <= a or _short(a, other.span.text) or _short(b, one.span.text)


def _short(words: frozenset[str], name: str) -> bool:
    """Whether the words are one short form made of the initials of ``name``, one of them left out at most."""
    letters = Counter(w[0] for w in re.findall(r"[a-z]\w+", name.lower()) if w not in {"of", "the", "for", "and"})
    return len(words) == 1 and any(
        len(w) > 2 and not Counter(w) - letters and letters.total() - len(w) <= 1 for w in words
    )
