"""Attributions found by the encoder: it settles the spans, the rules give stance and fill what it leaves open.

Layers read: "attribution" (label "cue"), "source_of" and "content_of" (``of`` is the cue they belong to).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.attribute.draft import Draft, trim
from dateline.attribute.lexicon import adjectives, adverbs, nouns, verbs
from dateline.records import Parse, Signal
from dateline.syntax import tokens_in
from dateline.vocab import Stance

Of = tuple[int, int]
SURE = frozenset({"according", "quoted", "headline"})  # rules kept where the encoder found no cue


def from_tags(parse: Parse, signals: Iterable[Signal], rules: Sequence[Draft]) -> list[Draft] | None:
    """Drafts for the encoder's cues, and the surest rules beside them; None where the encoder is absent."""
    layers: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        layers[signal.layer].append(signal)
    if not layers["attribution"]:
        return None
    cues = [s for s in layers["attribution"] if s.label == "cue"]
    sources, contents = _by_cue(layers["source_of"]), _by_cue(layers["content_of"])
    found = []
    for cue in cues:
        of = (cue.start, cue.end)
        draft = _draft(parse, cue, sources.get(of, []), contents.get(of, []), rules)
        if draft:
            found.append(draft)
    return [*found, *_left(parse, found, rules)]


def _by_cue(signals: Iterable[Signal]) -> dict[Of, list[Signal]]:
    found: dict[Of, list[Signal]] = defaultdict(list)
    for signal in signals:
        if signal.of:
            found[signal.of].append(signal)
    return found


def _draft(
    parse: Parse, cue: Signal, sources: Sequence[Signal], contents: Sequence[Signal], rules: Sequence[Draft]
) -> Draft | None:
    words = tuple(t.i for t in tokens_in(parse, cue.start, cue.end))
    rule = _same(words, rules)
    source = _best(parse, sources)
    content = tuple(t.i for s in contents for t in tokens_in(parse, s.start, s.end))
    if not content and rule:
        content = rule.content
    if not words or not content:
        return None
    head = rule.head if rule else _head(parse, words)
    kept = tuple(sorted({i for i in content if i not in words and i not in source}))
    return Draft(head, words, source, kept, _stance(parse, words, rule), "encoder") if kept else None


def _best(parse: Parse, sources: Sequence[Signal]) -> tuple[int, ...]:
    if not sources:
        return ()
    best = max(sources, key=lambda s: (s.score, s.end - s.start))
    return trim(parse, (t.i for t in tokens_in(parse, best.start, best.end)))


def _same(cue: Sequence[int], rules: Sequence[Draft]) -> Draft | None:
    """The rules' draft for the same cue."""
    words = set(cue)
    return next((r for r in rules if r.head in words), None) or next((r for r in rules if words & set(r.cue)), None)


def _head(parse: Parse, cue: Sequence[int]) -> int:
    """The word of the cue that governs its others."""
    inside = set(cue)
    return next((i for i in cue if parse.tokens[i].head not in inside), cue[0])


def _stance(parse: Parse, cue: Sequence[int], rule: Draft | None) -> Stance:
    """The stance the rules give, else that of the cue's first word of saying or thinking."""
    if rule:
        return rule.stance
    for i in cue:
        lemma = parse.tokens[i].lemma.lower()
        frames = verbs().get(lemma, {})
        stance = next(iter(frames.values()), None) or nouns().get(lemma) or adjectives().get(lemma)
        stance = stance or adverbs().get(parse.tokens[i].text.lower())
        if stance:
            return stance
    return Stance.SAYS


def _left(parse: Parse, found: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """Drafts of the surest rules whose cue and contents the encoder passed over."""
    cues = {i for d in found for i in d.cue}
    said = {i for d in found for i in d.content}
    return [
        r
        for r in rules
        if r.rule in SURE and not cues & {r.head, *r.cue} and 2 * len(said & set(r.content)) < len(r.content)
    ]
