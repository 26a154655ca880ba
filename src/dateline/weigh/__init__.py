"""Weigh: how surely, what kind of claim, loaded wording, grounds and conclusions, checkability."""

from collections.abc import Mapping
from dataclasses import replace

from dateline.near import Near
from dateline.records import Article, Certainty, Claim, CueMark, Marks, Parse, Quotation, Rhetoric, Signal, in_order
from dateline.syntax import ancestors
from dateline.vocab import Kind, Modality, Polarity, Stance, Tense
from dateline.weigh.certainty import certainty_at
from dateline.weigh.checkable import checkable
from dateline.weigh.kind import foretold, head_at, kind_of
from dateline.weigh.lexicon import spoken
from dateline.weigh.opinion import subjective
from dateline.weigh.rhetoric import framing, held_at_arms_length, homeless, rhetoric
from dateline.weigh.support import since_when, supports
from dateline.weigh.wording import (
    beyond_deeds,
    beyond_names,
    beyond_war,
    outside_names,
    outside_places,
    technique,
    wording,
)

__all__ = ["certainty_at", "subjective", "technique", "weigh", "wording"]

_UNLIKELY = -1.5  # of what rules take as actual, 93 % of what the encoder puts below this is negative in UDS-IH2
_OPINION = 0.8  # a situation in a sentence the encoder is this sure about is a judgement, not a state


def weigh(
    article: Article,
    parse: Parse,
    marks: Marks,
    claims: tuple[Claim, ...],
    signals: tuple[Signal, ...] = (),
    quotations: tuple[Quotation, ...] = (),
) -> tuple[Claim, ...]:
    """The claims with kind, certainty, rhetoric, support edges and checkability; wording inside one of the ``quotations``
    is its speaker's."""
    deeds = (c.event.trigger for c in claims if c.event and c.event.type)
    words = wording(article, marks.cues, beyond_names(parse, beyond_deeds(signals, deeds)))
    words = beyond_war(claims, outside_places(marks, outside_names(parse, words)))
    marks = replace(marks, cues=tuple(c for c in marks.cues if not since_when(parse, c, marks.times)))
    opinions = tuple(s for s in signals if s.layer == "subjective")
    doubts = {s.start: s.score for s in signals if s.layer == "factuality" and s.score <= _UNLIKELY}
    outside = homeless(parse, [*words, *held_at_arms_length(article)], claims)
    cues, worded = Near(marks.cues, lambda cue: [cue.span]), Near(words, lambda r: [r.span])
    spoken = Near(quotations, lambda q: q.contents)
    weighed = [_judged(parse, _weighed(parse, cues, c, doubts), opinions) for c in claims]
    near = {c.id: [*_inside(c, worded), *framing(parse, c, worded), *outside.get(c.id, ())] for c in claims}
    weighed = [replace(c, rhetoric=rhetoric(article, c, near[c.id], spoken)) for c in weighed]
    weighed = [_in_own_words(article, c) for c in weighed]
    edges = supports(parse, marks.cues, weighed)
    return tuple(replace(c, supports=edges.get(c.id, ()), checkable=checkable(c)) for c in weighed)


def _in_own_words(article: Article, claim: Claim) -> Claim:
    """Cues in the article's spelling: the parse of a text in capitals has another."""
    cues = tuple(article.span(cue.start, cue.end) for cue in claim.certainty.cues)
    return replace(claim, certainty=replace(claim.certainty, cues=cues))


def _weighed(parse: Parse, cues: Near[CueMark], claim: Claim, doubts: Mapping[int, float]) -> Claim:
    i = head_at(parse, claim)
    i = foretold(parse, i) if i is not None and claim.event is None else i
    certainty = certainty_at(parse, i) if i is not None else claim.certainty
    if i is not None and parse.tokens[i].start in doubts:
        certainty = doubted(certainty)
    above = parse.tokens[i].head if i is not None else -1
    inside = [c for c in _cues_of(parse, cues, claim, above) if claim.span.holds(c.span) or c.first <= above <= c.last]
    if i is None or not _set_apart(parse, claim, i):
        certainty = refused(claim, denied(claim, certainty))
    claim = replace(claim, certainty=certainty)
    return replace(claim, kind=kind_of(parse, claim, claim.certainty, inside, i))


def _cues_of(parse: Parse, cues: Near[CueMark], claim: Claim, above: int) -> list[CueMark]:
    """The cues near the claim and near the token it hangs on."""
    token = parse.tokens[above] if above >= 0 else claim.span
    return cues.at(min(claim.span.start, token.start), max(claim.span.end, token.end))


def denied(claim: Claim, certainty: Certainty) -> Certainty:
    """What its innermost source denies did not happen by that source, where the parse has not seen the denial."""
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.stance is not Stance.DENIES or last.cue is None:
        return certainty
    if any(last.cue.meets(cue) for cue in certainty.cues):
        return certainty
    turned = Polarity.POSITIVE if certainty.polarity is Polarity.NEGATIVE else Polarity.NEGATIVE
    return replace(certainty, polarity=turned, cues=in_order((*certainty.cues, last.cue)))


def _set_apart(parse: Parse, claim: Claim, i: int) -> bool:
    """Whether a relative clause stands between a denial and the claim: "denied ordering the raid, which killed nine"."""
    cue = claim.attribution[-1].cue if claim.attribution else None
    relative = False
    for token in (parse.tokens[i], *ancestors(parse, i)):
        if cue and cue.start <= token.start < cue.end:
            return relative
        told = parse.tokens[token.head].lemma.lower() in spoken()  # "the story that rebels fired": what it tells
        relative = relative or (token.dep == "relcl" and not told)
    return False


def refused(claim: Claim, certainty: Certainty) -> Certainty:
    """What somebody would "neither confirm nor deny" is left open by him."""
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.stance is not Stance.REFUSES or last.cue is None:
        return certainty
    if not any(last.cue.meets(cue) for cue in certainty.cues):
        return certainty
    return replace(certainty, polarity=Polarity.POSITIVE, modality=Modality.POSSIBLE)


def doubted(certainty: Certainty) -> Certainty:
    """What the rules take as said to have happened, though the encoder is sure it did not: left open."""
    real = certainty.tense in {Tense.PAST, Tense.ONGOING, Tense.HABITUAL}
    if real and certainty.polarity is Polarity.POSITIVE and certainty.modality is Modality.ASSERTED:
        return replace(certainty, modality=Modality.POSSIBLE, tense=Tense.HYPOTHETICAL)
    return certainty


def _inside(claim: Claim, words: Near[Rhetoric]) -> list[Rhetoric]:
    return [r for r in words.at(claim.span.start, claim.span.end) if r.span.meets(claim.span)]


def _judged(parse: Parse, claim: Claim, opinions: tuple[Signal, ...]) -> Claim:
    """A bare state becomes a judgement where the encoder is sure that its sentence gives an opinion."""
    if claim.kind is not Kind.STATE or claim.event is not None or not opinions:
        return claim
    sure = subjective(parse, (), opinions, claim.span.start, claim.span.end) >= _OPINION
    return replace(claim, kind=Kind.VALUE) if sure else claim
