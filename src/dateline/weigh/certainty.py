"""How surely: polarity, modality and tense of one trigger, by climbing from it to the root of its sentence.

At each step the words of the clause or phrase act on it (auxiliaries, negation, adverbs, adjectives), then the word
that governs it ("failed to", "plans for", "the possibility of"). The climb ends where a clause no longer depends on
what stands above it: at a relative clause, a finite complement of a verb of saying, an adverbial clause.
"""

from collections.abc import Iterable, Iterator

from dateline.records import Certainty, Parse, Span, Token, in_order
from dateline.syntax import sentence_of
from dateline.vocab import Modality, Polarity, Tense, ZoneKind
from dateline.weigh.climb import Step, climb
from dateline.weigh.lexicon import Effect
from dateline.weigh.verbal import counterfactual

_RANK = (Modality.POSSIBLE, Modality.REQUIRED, Modality.PROBABLE)


def certainty_at(parse: Parse, i: int) -> Certainty:
    """The certainty of what token ``i`` names, with the words that make it so."""
    headline = sentence_of(parse, i).zone is ZoneKind.HEADLINE
    steps = list(climb(parse, i, headline))
    effects = list(dict.fromkeys(e for step in steps for e in step.effects))
    base = next((s.tense for s in steps if s.tense), None)
    if _asked(parse, i, steps):
        effects.append(Effect("question", modality=Modality.POSSIBLE))
    negative = sum(e.flip for e in effects) % 2 == 1
    return Certainty(
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        modality=next((m for m in _RANK if any(e.modality is m for e in effects)), Modality.ASSERTED),
        tense=_tense(effects, base),
        cues=tuple(_spans(parse, effects)),
        implies=_implied(parse, i, negative),
    )


def _tense(effects: list[Effect], base: Tense | None) -> Tense:
    set_by = {e.tense for e in effects if e.tense}
    for tense in (Tense.HYPOTHETICAL, Tense.FUTURE):
        if tense in set_by or base is tense:
            return tense
    if Tense.PAST in set_by:
        return Tense.PAST
    for tense in (Tense.HABITUAL, Tense.ONGOING):
        if tense in set_by and base is not Tense.PAST:
            return tense
    return base or Tense.PAST


def _asked(parse: Parse, i: int, steps: list[Step]) -> bool:
    """Whether the climb reached the root of a question."""
    sentence = sentence_of(parse, i)
    tail = parse.tokens[max(sentence.first, sentence.last - 2) : sentence.last]
    return any(t.text == "?" for t in tail) and steps[-1].root


def _implied(parse: Parse, i: int, negative: bool) -> Polarity | None:
    """What a counterfactual leaves understood: "would have died" that nobody did."""
    if parse.tokens[i].pos not in {"VERB", "AUX"} or not counterfactual(parse, i):
        return None
    return Polarity.POSITIVE if negative else Polarity.NEGATIVE


def _spans(parse: Parse, effects: Iterable[Effect]) -> Iterator[Span]:
    tokens: list[Token] = [parse.tokens[e.cue] for e in effects if e.cue >= 0]
    yield from in_order(Span(t.start, t.end, t.text) for t in tokens)
