"""Attributions found by the encoder: it settles the spans, the rules give stance and help to tie the spans together.

Layers read: "attribution" (labels "content", "source", "cue": stretches of words), "source_of" and "content_of" (the
words that belong to the cue ``of``). A stretch of contents goes whole to the cue that claims most of it; the rules'
draft for a cue counts beside the encoder's link, for syntax knows where a clause ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.attribute.draft import Draft, source_of, subject, trim
from dateline.attribute.lexicon import adjectives, adverbs, nouns, verbs
from dateline.records import Parse, Signal
from dateline.syntax import tokens_in
from dateline.vocab import Stance

Words = tuple[int, ...]
SURE = frozenset({"according", "quoted", "headline"})  # rules kept where the encoder found no cue
# Set on PolNeAR's development part with the first encoder: each gains .01 to .06 of attribution F.
_WHOLE = 0.4  # a stretch of contents is taken whole where a link or rule claims this share of it
_SURE_CUE = 0.7  # a cue that no rule knows has to be this sure
_GAP = 2  # tokens between two cue stretches that are one cue
_NEAR = 2  # tokens between a cue and the contents it takes where nothing else says which


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue with what the encoder ties to it."""

    words: Words
    sources: tuple[Signal, ...]
    contents: tuple[Signal, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Stretches:
    """The encoder's stretches of contents and of sources, as token indices."""

    contents: tuple[Words, ...]
    sources: frozenset[int]


def from_tags(parse: Parse, signals: Iterable[Signal], rules: Sequence[Draft]) -> list[Draft] | None:
    """Drafts for the encoder's cues, and the surest rules beside them; None where the encoder is absent."""
    layers: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        layers[signal.layer].append(signal)
    if not layers["attribution"]:
        return None
    marked = layers["attribution"]
    contents = tuple(w for s in marked if s.label == "content" if (w := _words(parse, s)))
    sources = frozenset(i for s in marked if s.label == "source" for i in _words(parse, s))
    found = []
    for cue in _cues(parse, layers):
        draft = _draft(parse, cue, Stretches(contents, sources), _same(cue.words, rules))
        if draft:
            found.append(draft)
    return [*found, *_left(found, rules)]


def _words(parse: Parse, signal: Signal) -> Words:
    return tuple(t.i for t in tokens_in(parse, signal.start, signal.end))


def _cues(parse: Parse, layers: dict[str, list[Signal]]) -> list[Cue]:
    """The cues in text order, stretches a word or two apart in one sentence joined."""
    tied: dict[tuple[str, int, int], list[Signal]] = defaultdict(list)
    for signal in (*layers["source_of"], *layers["content_of"]):
        if signal.of:
            tied[signal.layer, *signal.of].append(signal)
    found: list[Cue] = []
    for s in (s for s in layers["attribution"] if s.label == "cue"):
        words = _words(parse, s)
        if words:
            sources, contents = tied["source_of", s.start, s.end], tied["content_of", s.start, s.end]
            cue = Cue(words, tuple(sources), tuple(contents), s.score)
            found[-1:] = [_joined(found[-1], cue)] if found and _one(parse, found[-1], cue) else [*found[-1:], cue]
    return found


def _one(parse: Parse, a: Cue, b: Cue) -> bool:
    """Whether two stretches are one cue: "has … said"; not "said, adding"."""
    between = parse.tokens[a.words[-1] + 1 : b.words[0]]
    together = parse.tokens[a.words[-1]].sentence == parse.tokens[b.words[0]].sentence
    return together and len(between) < _GAP and not any(t.text in {",", "and", "but"} for t in between)


def _joined(a: Cue, b: Cue) -> Cue:
    words = tuple(range(a.words[0], b.words[-1] + 1))
    return Cue(words, (*a.sources, *b.sources), (*a.contents, *b.contents), max(a.score, b.score))


def _draft(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> Draft | None:
    if rule is None and cue.score < _SURE_CUE:
        return None
    source = _source(parse, cue, stretches, rule)
    taken = {*cue.words, *source}
    content = tuple(sorted(_contents(parse, cue, stretches, rule) - taken))
    head = rule.head if rule else _head(parse, cue.words)
    return Draft(head, cue.words, source, content, _stance(parse, cue.words, rule), "encoder") if content else None


def _contents(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> set[int]:
    """Whole stretches that the link or the rule claims enough of; else the linked words; else the stretch beside."""
    linked = {i for s in cue.contents for i in _words(parse, s)}
    ruled = set(rule.content) if rule else set()
    found: set[int] = set()
    for stretch in stretches.contents:
        words = set(stretch)
        if any(claim and len(words & claim) >= _WHOLE * len(words) for claim in (linked, ruled)):
            found |= words
        else:
            found |= words & linked
    if found or linked or ruled:
        return found or linked or ruled
    return set(next((c for c in stretches.contents if _beside(cue.words, c)), ()))


def _beside(cue: Words, content: Words) -> bool:
    return 0 < content[0] - cue[-1] <= _NEAR or 0 < cue[0] - content[-1] <= _NEAR


def _source(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> Words:
    """The linked source, by the rule's bounds where both mean the same words; the rule's where nothing is linked."""
    ruled = rule.source if rule else source_of(parse, subject(parse, _head(parse, cue.words)))
    if not cue.sources:
        return ruled if stretches.sources & set(ruled) else ()
    best = max(cue.sources, key=lambda s: (s.score, s.end - s.start))
    linked = trim(parse, _in_sentence(parse, _words(parse, best), cue.words[0]))
    return ruled if rule and set(linked) & set(ruled) else linked


def _in_sentence(parse: Parse, words: Words, cue: int) -> Words:
    """The words in the cue's sentence, where the stretch runs over its border; else all of them."""
    here = tuple(i for i in words if parse.tokens[i].sentence == parse.tokens[cue].sentence)
    return here or words


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
    found = (_stance_of(parse.tokens[i].lemma.lower(), parse.tokens[i].text.lower()) for i in cue)
    return next((stance for stance in found if stance), Stance.SAYS)


def _stance_of(lemma: str, word: str) -> Stance | None:
    frames = verbs().get(lemma, {})
    return next(iter(frames.values()), None) or nouns().get(lemma) or adjectives().get(lemma) or adverbs().get(word)


def _left(found: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """Drafts of the surest rules whose cue and contents the encoder passed over."""
    cues = {i for d in found for i in d.cue}
    said = {i for d in found for i in d.content}
    return [
        r
        for r in rules
        if r.rule in SURE and not cues & {r.head, *r.cue} and 2 * len(said & set(r.content)) < len(r.content)
    ]
