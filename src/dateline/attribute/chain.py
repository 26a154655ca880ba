"""The chain of voices that brings each claim to the reader."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.attribute.listener import listener
from dateline.attribute.refuted import REFUTED, UNTOLD
from dateline.near import Near
from dateline.records import ActorMark, Article, Attribution, Claim, Marks, Parse, Quotation, Role, Span
from dateline.vocab import Quote, RoleName, Stance, Voice

_MEDIA = {Voice.OUTLET, Voice.WIRE}
_CITING = {"according to", "as per", "in the words of", "as reported by"}
_MANY = {"we", "us"}
_SPOKEN_FOR = re.compile(r"^(?:an? |the )?(?:\w+ )?(?:spokes\w+|representative) (?:for|of) (?:the )?| spokes\w+$", re.I)
_SPOKESMEN = {"spokesman", "spokeswoman", "spokesperson", "spokesmen", "representative"}
_FIRST = {"i", "we", "me", "us"}
_OTHERS = {"he", "she", "they"}
_PRONOUNS = {"he", "she", "they", "it", "his", "her", "their", "its", "who", "which", "that", "whom"}


def attribute(
    article: Article,
    parse: Parse,
    marks: Marks,
    quotations: tuple[Quotation, ...],
    claims: tuple[Claim, ...],
) -> tuple[Claim, ...]:
    """The claims with their chains of attribution, from the voice nearest the reader to the innermost source.

    A claim inside a quotation's contents is its speaker's; any other is the author's own.
    """
    own = author(article)
    heard = ((q, listener(article, parse, marks, q)) for q in quotations)
    through = {id(q): medium for q, medium in heard if medium}
    near = Near(quotations, lambda q: (*q.contents, q.cue) if q.cue else q.contents)
    told = []
    for claim in claims:
        holding = [q for q in near.at(*_reach(claim)) if speaks(q, claim)]
        voices = tuple(chain(quotations, holding, through))
        voices = (*_unchecked(holding, own), *_told(voices, _avowed(holding, own)))
        told.append(replace(claim, attribution=_refuted(holding, voices)))
    bodies = spoken_for(marks, quotations)
    return tuple(_first_person(c, bodies) for c in told)


def _reach(claim: Claim) -> tuple[int, int]:
    """From where to where the words stand that say whose a claim is."""
    trigger = claim.event.trigger if claim.event else claim.span
    return min(claim.span.start, trigger.start), max(claim.span.end, trigger.end)


def _first_person(claim: Claim, bodies: Mapping[str, ActorMark]) -> Claim:
    """The claim with the speaker for the "we" and "I" of quoted words; a spokesman's "we" is the body he speaks for."""
    told = [a for a in claim.attribution if a.kind is not Voice.AUTHOR and a.quote is not Quote.NONE]
    if claim.event is None or not told or not any(r.name.lower() in _FIRST for r in claim.event.roles):
        return claim
    speaker = told[-1]
    if speaker.name.lower() in _PRONOUNS:
        return claim
    body = bodies.get(speaker.name)
    one = Role(RoleName.ACTOR, speaker.name, claim.span, speaker.id)
    many = Role(RoleName.ACTOR, body.name, claim.span, body.id, body.type) if body else one
    roles = (
        _as(r, many if r.name.lower() in _MANY else one) if r.name.lower() in _FIRST else r for r in claim.event.roles
    )
    return replace(claim, event=replace(claim.event, roles=tuple(roles)))


def _as(role: Role, speaker: Role) -> Role:
    return replace(role, name=speaker.name, id=speaker.id, type=speaker.type or role.type, via="speaker")


def spoken_for(marks: Marks, quotations: Sequence[Quotation]) -> dict[str, ActorMark]:
    """For each speaker who is called a spokesman the body that stands beside the word: "an M23 spokesman, Col. Ngoma"."""
    found: dict[str, ActorMark] = {}
    for q in quotations:
        if q.source and any(word in q.source.text.lower() for word in _SPOKESMEN):
            name = _voice(q).name
            inside = (m for m in marks.actors if q.source.holds(m.span) and m.name != name and m.id)
            of = (m for m in marks.actors if m.of and m.name != name and q.source.holds(m.of))
            body = next(inside, None) or next(of, None) or q.by
            if body and body.id:
                found.setdefault(name, _body(body))
    return found


def _body(mark: ActorMark) -> ActorMark:
    """The mark by the name of the body alone: "Taliban" of "spokesman for the Taliban"."""
    return replace(mark, name=_SPOKEN_FOR.sub("", mark.name) or mark.name)


def _told(voices: tuple[Attribution, ...], own: Attribution) -> tuple[Attribution, ...]:
    """The voices; with the author's where the others only could not verify what it tells."""
    return voices if any(v.stance is not Stance.UNVERIFIED for v in voices) else (*voices, own)


def _unchecked(holding: Sequence[Quotation], own: Attribution) -> tuple[Attribution, ...]:
    """The author, where he says that he could not verify the claim."""
    said = (q for q in holding if q.voice is Voice.AUTHOR and q.stance is Stance.UNVERIFIED)
    return tuple(replace(own, stance=q.stance, cue=q.cue) for q in said)[:1]


def _refuted(holding: Sequence[Quotation], voices: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The voices; whoever tells a claim only to call it untrue denies it."""
    *outer, last = voices
    cue = next((q.cue for q in holding if q.made_by == REFUTED), None)
    return (*outer, replace(last, stance=Stance.DENIES, cue=cue) if cue else last)


def _avowed(holding: Sequence[Quotation], own: Attribution) -> Attribution:
    """The author's voice, with the stance of "I doubt that" and the like."""
    said = [q for q in holding if q.voice is Voice.AUTHOR and q.stance is not Stance.UNVERIFIED]
    best = min(said, key=lambda q: sum(s.end - s.start for s in q.contents), default=None)
    return replace(own, stance=best.stance, cue=best.cue) if best else own


def author(article: Article) -> Attribution:
    """The article's own voice, by the best name known: byline, outlet, agency."""
    name = article.byline or article.outlet or article.wire or "author"
    return Attribution(Voice.AUTHOR, name, stance=Stance.SAYS, quote=Quote.NONE)


def chain(
    quotations: Sequence[Quotation], holding: Sequence[Quotation], through: Mapping[int, Attribution]
) -> Iterator[Attribution]:
    """The voices whose words hold a claim, the widest contents first; before all who could not verify it.

    What the author thinks of another's words is no voice between the reader and the other; nor does he who only calls a
    thing by some name tell that it happened ("what Eritrea called a raid killed two").
    """
    holding = [q for q in holding if q.voice is not Voice.AUTHOR and q.made_by not in UNTOLD]
    holding.sort(key=_outwards)
    last: str | None = None
    seen: set[str] = set()
    for q in holding:
        voice = _voice(q)
        if last and q.by is None and voice.name.lower() in _PRONOUNS and not _another(q, holding):
            continue  # "announced their intention": the same mouth
        outer = through.get(id(q)) or _citing(quotations, q, holding)
        if outer and outer.name != last:
            yield outer
        if voice.name != last and not (voice.name in seen and voice.kind in _MEDIA):
            yield voice
        seen.add(voice.name)
        last = voice.name


def _citing(quotations: Sequence[Quotation], q: Quotation, holding: Sequence[Quotation]) -> Attribution | None:
    """Who cites the speaker, where only that is in the citer's words: "jets bombed a depot, SANA quoted an officer as saying"."""
    outer = quotations[q.inside] if q.made_by == "cited" and q.inside is not None else None
    heard = outer is None or outer.voice is Voice.AUTHOR or any(outer is h for h in holding)
    return None if outer is None or heard else _voice(outer)


def _another(inner: Quotation, holding: Sequence[Quotation]) -> bool:
    """ "He told me they shot him", in somebody's own words: he is not the one who speaks."""
    words = inner.source.text.lower() if inner.source else ""
    direct = (o for o in holding if o is not inner and o.quote is Quote.DIRECT and inner.source)
    return words in _OTHERS and any(o.holds(inner.source) for o in direct if inner.source)


def _outwards(q: Quotation) -> tuple[bool, int, bool]:
    return q.stance is not Stance.UNVERIFIED, -sum(s.end - s.start for s in q.contents), q.made_by == "cited"


_PUTS = frozenset({"put", "puts", "putting"})
_AHEAD = {Stance.PROMISES, Stance.THREATENS, Stance.INTENDS, Stance.DEMANDS}


def _puts(quotation: Quotation, trigger: Span) -> bool:
    """ "Put the toll at 13": the number is theirs who put it, though its verb is no word of theirs."""
    return quotation.cue is not None and trigger.text.lower() in _PUTS and quotation.cue.holds(trigger)


def speaks(quotation: Quotation, claim: Claim) -> bool:
    """Whether the claim is part of what is quoted: its trigger lies in the contents, or most of its clause does."""
    if quotation.stance in _AHEAD and claim.span.text.lower().startswith("after "):
        return False  # "vowed to respond after a jet was downed": only what lies ahead is promised
    if claim.event:
        trigger = claim.event.trigger
        return quotation.holds(trigger) or _puts(quotation, trigger)
    if quotation.cue and claim.span.holds(quotation.cue):
        return _whole(quotation, claim.span)
    return sum(_shared(s, claim.span) for s in quotation.contents) * 2 > claim.span.end - claim.span.start


def _whole(quotation: Quotation, span: Span) -> bool:
    """Whether the clause is the whole sentence of a parenthetical cue: the claim is what is left around the cue."""
    parts = [s for s in quotation.contents if s.meets(span)]
    cue = quotation.cue
    if cue and cue.text.lower() in _CITING:
        beside = _shared(cue, span) + (_shared(quotation.source, span) if quotation.source else 0)
        return sum(_shared(s, span) for s in parts) * 4 > 3 * (span.end - span.start - beside)
    if cue and cue.text == ":" and parts:  # "“They shot us”: a nun on the raid", "A nun on the raid: “They shot us”"
        side = cue.start - span.start if parts[-1].end <= cue.start else span.end - cue.end
        return sum(_shared(s, span) for s in parts) * 4 > 3 * side
    set_in = quotation.quote is Quote.DIRECT or quotation.made_by == "hearsay"
    if cue and any(s.end <= cue.start for s in parts) and parts[-1].start >= cue.end:
        beside = _shared(cue, span) + (_shared(quotation.source, span) if quotation.source else 0)
        held = sum(_shared(s, span) for s in parts)
        all_of_it = parts[0].start == span.start and parts[-1].end >= span.end
        return set_in or (all_of_it and held * 3 >= 2 * (span.end - span.start - beside))  # "The war, he says, is lost"
    return sum(_shared(s, span) for s in parts) * 4 > 3 * (span.end - span.start)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _short(source: str) -> str:
    """A source's name without what is added to it ("Ahmad Saleh, a resident") and the marks it stands in."""
    return source.partition(",")[0].strip(' "“”') or source


def _voice(quotation: Quotation) -> Attribution:
    words = quotation.source or quotation.cue
    by = quotation.by
    name = by.name if by else _short(quotation.source.text) if quotation.source else "not named"
    if quotation.source is None and quotation.voice is Voice.VAGUE and quotation.cue:
        name = quotation.cue.text
    return Attribution(
        kind=quotation.voice,
        name=name,
        id=by.id if by else None,
        stance=quotation.stance,
        quote=quotation.quote,
        cue=quotation.cue,
        span=words,
    )
