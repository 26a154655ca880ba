"""Builds event claims: each group of triggers becomes one claim for every place it lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from dateline.code.clauses import clause_span
from dateline.code.inheriting import dateline_place, earlier, heading_place, inherited
from dateline.code.linked import agreed, placeless, told
from dateline.code.lists import Listed, read_lists
from dateline.code.merging import merged, typed
from dateline.code.numbers import counts_by_clause, counts_by_trigger
from dateline.code.refine import acled_of
from dateline.code.roles import distinct, roles_of
from dateline.code.scene import Scene
from dateline.code.settings import (
    Found,
    copular,
    groups,
    places_of,
    where_of,
)
from dateline.code.sharing import each_apart
from dateline.code.standing import candidates
from dateline.code.triggers import Hit
from dateline.data import word_class
from dateline.records import Article, Claim, Count, Event, PlaceMark, Role, Span, When, identify
from dateline.syntax import ancestors, children, sentence_over, words
from dateline.timing import governing_time
from dateline.vocab import Acled, EventType, Kind, PlaceRole, RoleName, ZoneKind


@dataclass(frozen=True)
class Context:
    """What is known of all triggers together."""

    scene: Scene
    hits: tuple[Hit, ...]
    known: dict[int, PlaceMark]
    places: dict[int, list[Found]]
    counts: dict[int, list[Count]]
    lists: dict[int, Listed]

    @cached_property
    def taken(self) -> set[int]:
        """The heads of places that hang on some trigger."""
        return {f.head for found in self.places.values() for f in found}

    @cached_property
    def free(self) -> dict[int, list[Count]]:
        """The harms that no trigger tells, by the head of their clause."""
        return counts_by_clause(self.scene, (c for found in self.counts.values() for c in found))


def context(scene: Scene, hits: tuple[Hit, ...]) -> Context:
    """Places, counts and lists of all triggers."""
    known = candidates(scene)
    return Context(
        scene, hits, known, places_of(scene, hits, known), counts_by_trigger(scene, hits), read_lists(scene, hits)
    )


_SYNTAX = frozenset({"modifier", "clause", "shared", "main"})  # the rules that read a time off the tree
_TALLY = 8  # words that the rest of a tally may have: by judgement
_HARMED = {"wound", "injure", "hurt", "dead", "them"}
_NEAR = 40  # characters between a clause and a number that still belongs to its words
_OWNERS = frozenset({"his", "her", "their", "its"})
_ORAL = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})


def _time_of(ctx: Context, group: tuple[Hit, ...]) -> When | None:
    """The time of an event: of its first trigger by syntax, else of another ("ten died in a raid on Friday"), else by
    inheritance, which what is said about an event does not take part in."""
    oral = typed(group).rule.type in _ORAL and not group[0].noun
    tokens = [i for hit in group for i in (*_told_below(ctx.scene, hit), hit.i)]
    near = (w for i in tokens if (w := when_of(ctx.scene, i, inherits=False)) is not None)
    return next(near, None) or (None if oral else when_of(ctx.scene, group[0].i))


def _told_below(scene: Scene, hit: Hit) -> list[int]:
    """The verb of "the execution, which took place on Sunday": it knows the time better than what stands above."""
    below = hit.carrier is not None and any(t.i == hit.i for t in ancestors(scene.parse, hit.carrier))
    return [hit.carrier] if hit.carrier is not None and below else []


def when_of(scene: Scene, i: int, inherits: bool = True) -> When | None:
    """The time of the event at token ``i``; by syntax alone where it ``inherits`` none."""
    published = scene.article.published
    found = governing_time(scene.parse, scene.times_about(i), i, published.date if published else None)
    if found is None or not (inherits or found[1] in _SYNTAX):
        return None
    mark, rule = found
    start, end = mark.start, mark.end or mark.start
    if start is None or end is None:
        return None
    if published and start > published.date and scene.parse.tokens[i].tag == "VBD":
        return None  # "called for a shutdown on Monday": what was done was not done after it was written about
    if published and start <= published.date < end and _is_past(scene, i):
        end = published.date  # "killed this week": not in what is left of it
    return When(start, end, mark.precision, mark.anchor, mark.span, rule)


def _is_past(scene: Scene, i: int) -> bool:
    """Whether a verb tells what was done: "killed", "were killed", "have killed"."""
    helpers = {t.tag for t in children(scene.parse, i, "aux", "auxpass")}
    return scene.parse.tokens[i].tag == "VBD" or bool(helpers & {"VBD", "VBP", "VBZ"} and not helpers & {"MD", "VB"})


def _roles(ctx: Context, group: tuple[Hit, ...]) -> tuple[Role, ...]:
    """The roles of all triggers of an event; a means that has its own claim words becomes the instrument."""
    found = [r for hit in group for r in roles_of(ctx.scene, hit)]
    lead = group[0]
    if lead.i in ctx.lists:
        listed = ctx.lists[lead.i].roles
        keep = {r.role for r in listed}
        found = [
            *listed,
            *(
                r
                for r in found
                if (r.role not in keep and r.role is not RoleName.ACTOR) or r.role is RoleName.INSTRUMENT
            ),
        ]
    found.extend(_instrument(ctx.scene, lead, group, found))
    return distinct(_without_owners(found))


def _without_owners(roles: list[Role]) -> list[Role]:
    """ "Five of them succumbed to their injuries": whose injuries is told by who succumbed."""
    named = any(r.role is RoleName.VICTIM and r.name.lower() not in _OWNERS for r in roles)
    return [r for r in roles if not (named and r.role is RoleName.VICTIM and r.name.lower() in _OWNERS)]


def _instrument(scene: Scene, lead: Hit, group: tuple[Hit, ...], found: Iterable[Role]) -> Iterator[Role]:
    if any(r.role is RoleName.INSTRUMENT for r in found):
        return
    for hit in group:
        if hit is not lead and hit.noun and not hit.rule.harm:
            span = words(scene.article, scene.parse, hit.first, hit.i)
            yield Role(RoleName.INSTRUMENT, span.text, span)
            return


def _settings(ctx: Context, group: tuple[Hit, ...]) -> list[list[Found]]:
    """The places of an event, one list for each event it stands for."""
    lead = group[0]
    if lead.i in ctx.lists and ctx.lists[lead.i].places:
        return [list(p) for p in ctx.lists[lead.i].places]
    found = [f for n, f in sorted({f.head: f for hit in group for f in ctx.places.get(hit.i, [])}.items())]
    found = found or copular(ctx.scene, lead, ctx.known) or _shared(ctx, lead) or _meanwhile(ctx, lead)
    found = agreed(ctx.scene, group, ctx.known, found) or told(ctx.scene, group, ctx.known)
    if not found and not placeless(ctx.scene, lead):
        found = inherited(ctx.scene, lead, ctx.known, ctx.taken)
    found = found or earlier(ctx.scene, group, ctx.known) or list(heading_place(ctx.scene, lead))
    if not found and not placeless(ctx.scene, lead):
        found = list(dateline_place(ctx.scene, lead))
    return groups(ctx.scene, found)


def _shared(ctx: Context, lead: Hit) -> list[Found]:
    """A coordinated verb shares the places of the verb it is joined to where it has none, "shelled X and killed Y", and what
    was done by those of whom another deed tells that deed's: "were killed by gunmen who stormed X"."""
    token = ctx.scene.parse.tokens[lead.i]
    above = token.head
    own = any(t.dep in {"nsubj", "nsubjpass"} for t in children(ctx.scene.parse, lead.i))
    if token.dep in {"conj", "advcl", "xcomp"} and above in ctx.places and not lead.noun and not own:
        return [Found(f.mark, f.role, f.head, "shared") for f in ctx.places[above]]
    raids = {h.i for h in ctx.hits if h.rule.type is EventType.ASSAULT}
    doers = [p for a in children(ctx.scene.parse, lead.i, "agent") for p in children(ctx.scene.parse, a.i, "pobj")]
    told = [c.i for p in doers for c in children(ctx.scene.parse, p.i, "relcl") if c.i in raids]
    return [Found(f.mark, f.role, f.head, "shared") for i in told for f in ctx.places.get(i, [])]


def _meanwhile(ctx: Context, lead: Hit) -> list[Found]:
    """ "85 were killed as X advanced on a post in Raqqa": what happens at the same time happens at the same place."""
    parse = ctx.scene.parse
    for clause in children(parse, lead.i, "advcl"):
        if any(t.text.lower() in {"as", "when", "while"} for t in children(parse, clause.i, "mark", "advmod")):
            return [Found(f.mark, PlaceRole.PLACE, f.head, "shared") for f in ctx.places.get(clause.i, [])
                    if f.role in {PlaceRole.PLACE, PlaceRole.DESTINATION}]  # fmt: skip
    return []


def _counts(ctx: Context, group: tuple[Hit, ...]) -> tuple[Count, ...]:
    found = {(c.what, c.span): c for hit in group for c in ctx.counts.get(hit.i, [])}
    return tuple(sorted(found.values(), key=lambda c: c.span))


def _says_nothing(ctx: Context, group: tuple[Hit, ...], event: Event) -> bool:
    """A noun that only mentions an event told elsewhere ("these attacks") makes no claim of its own."""
    lead = group[0]
    if len(group) > 1 or not lead.noun or lead.carrier is not None:
        return False
    if ctx.scene.parse.tokens[lead.i].dep == "ROOT" and event.type is EventType.PROTEST:
        return False  # "On 11 July, silent march for the victims."
    clause_places = [w for w in event.where if w.rule in {"clause", "list", "container"}]
    parties = [r for r in event.roles if r.role is not RoleName.INSTRUMENT]
    timed = event.when is not None and event.when.rule == "modifier"
    return not (parties or clause_places or event.counts or timed)


def _trigger(scene: Scene, hit: Hit) -> Span:
    return words(scene.article, scene.parse, hit.first, hit.last)


def _event(ctx: Context, group: tuple[Hit, ...]) -> Event:
    """The event of a group of triggers, without its places."""
    best, roles = typed(group), _roles(ctx, group)
    acled = acled_of(ctx.scene, group, best, roles)
    riot = acled is Acled.VIOLENT_DEMONSTRATION
    return Event(
        type=EventType.PROTEST if riot else best.rule.type,
        trigger=_trigger(ctx.scene, group[0]),
        mode="riot" if riot else None if acled is Acled.ARMED_CLASH and best.rule.mode == "seize" else best.rule.mode,
        acled=acled,
        roles=roles,
        when=_time_of(ctx, group),
        counts=_counts(ctx, group),
        made_by=f"rules: {best.rule.group}",
    )


def _span(ctx: Context, lead: Hit) -> Span:
    return ctx.lists[lead.i].span if lead.i in ctx.lists else clause_span(ctx.scene, lead.carrier or lead.i)


def _claims_of(ctx: Context, group: tuple[Hit, ...]) -> Iterator[Claim]:
    lead, event, article = group[0], _event(ctx, group), ctx.scene.article
    span = _widened(article, [_span(ctx, lead), event.trigger])
    if lead.i not in ctx.lists:
        span = _widened(article, [span, *(c.span for c in event.counts if _beside(c.span, span))])
        span = article.span(span.start, _end_of_tally(ctx.scene, span))
    for found, own in each_apart(ctx.scene, event, _settings(ctx, group)):
        where = tuple(where_of(f) for f in found)
        made = replace(own, where=where)
        if _says_nothing(ctx, group, made):
            continue
        named = "|".join(f"{w.role}:{w.id or w.name}" for w in where)
        trigger = f"{event.trigger.start}-{event.trigger.end}"
        ident = identify("c", article.id, span.start, span.end, trigger, event.type, named)
        yield Claim(ident, article.id, _kind(ctx, group), span, made)


def _kind(ctx: Context, group: tuple[Hit, ...]) -> Kind:
    """A standing attitude in the simple present ("the group opposes the talks") is a state."""
    token = ctx.scene.parse.tokens[group[0].i]
    if token.lemma in word_class("stative") and token.tag in {"VBZ", "VBP"}:
        return Kind.STATE
    return typed(group).rule.kind


def _widened(article: Article, spans: list[Span]) -> Span:
    """The words from the first of the spans to the last: a claim's words hold its trigger and every number it tells."""
    return article.span(min(s.start for s in spans), max(s.end for s in spans))


def _end_of_tally(scene: Scene, span: Span) -> int:
    """Where the words end with what is left of the sentence, if that is only a rest of the tally: "(wounded 11),
    three critically", "(11) wounded, one of them a child", "(two others) were slightly hurt"."""
    here = sentence_over(scene.parse, span.start)
    rest = [t for t in scene.parse.tokens[here.first : here.last] if t.start >= span.end] if here else []
    part = list(takewhile(lambda t: t.pos != "PUNCT", rest))
    if [t.text.lower() for t in part[:2]] in (["of", "them"], ["of", "whom"]) and all(
        t.pos not in {"VERB", "AUX"} for t in part
    ):
        return part[-1].end  # "(three) of them in serious condition, a doctor said"
    words = [t for t in rest if t.pos != "PUNCT"]
    were = len(words) > 1 and words[0].lemma == "be" and any(t.lemma in _HARMED for t in words[1:3])
    told = all(t.pos not in {"VERB", "AUX", "PRON", "SCONJ", "PROPN"} or t.lemma in _HARMED for t in words[were:])
    counted = any(t.pos == "NUM" for t in words) or were or (bool(words) and words[0].lemma in _HARMED)
    return words[-1].end if 0 < len(words) <= _TALLY and told and counted else span.end


def _beside(a: Span, b: Span) -> bool:
    return a.start - b.end < _NEAR and b.start - a.end < _NEAR


def event_claims(ctx: Context) -> tuple[Claim, ...]:
    """One claim for every event and place."""
    found = [c for group in merged(ctx.scene, ctx.hits) for c in _claims_of(ctx, group)]
    return _without_topics(ctx.scene, found)


def _without_topics(scene: Scene, claims: list[Claim]) -> tuple[Claim, ...]:
    """A verbless headline names a topic: its event is dropped where the body tells one of the same type."""
    topics = {c.id for c in claims if _is_topic(scene, c)}
    told = {c.event.type for c in claims if c.event and c.id not in topics}
    return tuple(c for c in claims if not (c.id in topics and c.event and c.event.type in told))


def _is_topic(scene: Scene, claim: Claim) -> bool:
    parse = scene.parse
    sentence = sentence_over(parse, claim.span.start)
    if sentence is None or (sentence.i > 0 and sentence.zone is not ZoneKind.HEADLINE):
        return False
    verbs = [t for t in parse.tokens[sentence.first : sentence.last] if t.pos in {"VERB", "AUX"}]
    return not verbs and parse.tokens[sentence.last - 1].text not in {".", "!", "?"}
