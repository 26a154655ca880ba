"""Whether a stretch of text gives an opinion: by the encoder where it has spoken, else by a few plain signs."""

from collections.abc import Iterable, Sequence

from dateline.records import CueMark, Parse, Signal
from dateline.syntax import tokens_in
from dateline.weigh.lexicon import argument

_FIRST = {"i", "we", "my", "our", "me", "us"}
# Weights of the signs: a judgement, not a measurement; .5 and above counts as opinion.
_LOADED, _POLICY, _FIRST_PERSON, _MARK, _JUDGED, _INTENSIFIED = 0.45, 0.4, 0.2, 0.4, 0.2, 0.2


def subjective(parse: Parse, cues: Sequence[CueMark], signals: Iterable[Signal], start: int, end: int) -> float:
    """How far the words from ``start`` to ``end`` express an opinion, 0 to 1."""
    said = [s.score for s in signals if s.layer == "subjective" and s.start < end and start < s.end]
    if said:
        return max(said)
    inside = [c for c in cues if start <= c.span.start < end]
    words = tokens_in(parse, start, end)
    signs = (
        _LOADED * any(c.category == "loaded" for c in inside),
        _POLICY * any(c.category == "policy" for c in inside),
        _FIRST_PERSON * any(t.text.lower() in _FIRST for t in words),
        _MARK * any(t.text in {"?", "!"} for t in words),
        _JUDGED * any(t.lemma.lower() in argument("value", "adjectives") for t in words),
        _INTENSIFIED * any(t.text.lower() in argument("value", "superlatives") for t in words),
    )
    return min(1.0, sum(signs))
