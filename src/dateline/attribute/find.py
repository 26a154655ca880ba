"""Every attribution in the text: drafts by rules, joined with quotation marks, then resolved to speakers."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.attribute import voices
from dateline.attribute.accounts import with_accounts
from dateline.attribute.asides import from_asides
from dateline.attribute.cited import from_cited, passed_on
from dateline.attribute.draft import Draft, apart, spans, trim
from dateline.attribute.edges import closed, edged
from dateline.attribute.heading import heading
from dateline.attribute.lexicon import verbs
from dateline.attribute.phrases import from_phrases
from dateline.attribute.quoted import from_quotes, inside, share_quoted, within
from dateline.attribute.recalled import known
from dateline.attribute.refuted import without_untrue
from dateline.attribute.silence import with_silence
from dateline.attribute.speaker import spoken_for
from dateline.attribute.tagged import from_tags
from dateline.attribute.trailing import completed, from_trailing
from dateline.attribute.turns import from_turns
from dateline.attribute.verbs import from_verbs
from dateline.near import Near
from dateline.records import ActorMark, Article, Marks, Parse, Quotation, Sentence, Signal, Span
from dateline.syntax import children, subtree
from dateline.vocab import Quote, Stance, Voice, ZoneKind

_LABEL = 4  # tokens within which a sentence's label ends: "Belgorod region:"
_HELD = 4  # tokens, marks included, that a writer holds at arm's length
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nor"})
_MIXED, _DIRECT = 0.02, 0.9  # share of the contents' words in quotation marks: measured on no data, set by definition


def quotations(article: Article, parse: Parse, marks: Marks, signals: tuple[Signal, ...] = ()) -> tuple[Quotation, ...]:
    """Every attribution in the text: source, cue, contents, stance.

    Where the tagger's signals (layer "attribution") are present, they settle the spans; rules alone work without.
    """
    stretches = inside(article, parse)
    turns = from_turns(article, parse, stretches)
    plain = unique(
        [
            *turns,
            *within(article, parse),
            *from_asides(parse),
            *from_verbs(parse),
            *from_phrases(parse),
            *from_trailing(parse),
        ]
    )
    rules = from_quotes(parse, stretches, plain)
    drafts = from_tags(parse, signals, rules, stretches)
    drafts = [completed(parse, spoken_for(parse, d)) for d in (rules if drafts is None else drafts)]
    marked = frozenset(i for s in stretches for i in s)
    drafts = [_unconfirmed(parse, d) for d in drafts]
    drafts = [d for d in drafts if d.content and _in_body(parse, d) and not _own(parse, d, marked)]
    drafts = [
        d
        for d in drafts
        if not (_unsaid(parse, d) or _nobody(parse, d) or heading(parse, marks, d) or _costs(parse, d))
        and not _at_arms_length(parse, d, stretches)
    ]
    drafts = [_without_next(parse, _unlabelled(parse, d)) for d in drafts]
    drafts = [_doubting(parse, _without_writer(parse, d, marked)) for d in drafts]
    drafts = passed_on(parse, [*drafts, *from_cited(parse, drafts)])
    drafts = with_accounts(article, parse, with_silence(article, parse, drafts, marks.cues))
    drafts = [edged(parse, d) for d in without_untrue(parse, drafts)]
    drafts.sort(key=lambda d: (min((*d.content, *d.cue)), d.head))
    return nested(resolved(article, parse, marks, drafts, stretches))


def _in_body(parse: Parse, draft: Draft) -> bool:
    return parse.sentences[parse.tokens[draft.head].sentence].zone is not ZoneKind.META


def _own(parse: Parse, draft: Draft, marked: frozenset[int]) -> bool:
    """ "I think", said inside a quotation: the speaker already has the floor."""
    if draft.head not in marked:
        return False
    words = {parse.tokens[i].text.lower() for i in draft.source}
    return not draft.source or (len(words) == 1 and words <= {"i", "we", "you"})


def _nobody(parse: Parse, draft: Draft) -> bool:
    """ "Nobody has claimed the attack", "no group has said": what nobody says has no speaker."""
    return bool(draft.source) and parse.tokens[draft.source[0]].text.lower() in _NOBODY


def _unconfirmed(parse: Parse, draft: Draft) -> Draft:
    """ "The ministry did not confirm that …", "nobody would confirm it": confirmed by nobody; who would not, refuses."""
    if draft.stance is not Stance.CONFIRMS:
        return draft
    first = parse.tokens[draft.source[0]].text.lower() if draft.source else ""
    both, nobody = first == "neither", first in _NOBODY - {"neither"}
    if not (both or nobody or children(parse, draft.head, "neg")):
        return draft
    would = {t.text.lower() for t in children(parse, draft.head, "aux")} & {"would", "will", "wo"}
    stance = Stance.REFUSES if would and not nobody else Stance.UNVERIFIED
    return replace(draft, source=() if nobody else draft.source[both:], stance=stance)


_UNKNOWN = frozenset({"unclear", "unknown", "uncertain"})


def _unsaid(parse: Parse, draft: Draft) -> bool:
    """ "“Nowhere to run”: attacks on clinics": a mark without a speaker brings in nobody's words, and "it was unclear
    whether" is nobody's either."""
    bare = all(parse.tokens[i].pos == "PUNCT" for i in draft.cue)
    return not draft.source and (bare or any(parse.tokens[i].lemma.lower() in _UNKNOWN for i in draft.cue))


def _costs(parse: Parse, draft: Draft) -> bool:
    """ "The war has claimed 12,000 lives", "police did not claim the attack": nobody says so."""
    claimed = [t for t in children(parse, draft.head, "dobj") if t.i in draft.content or t.lemma == "responsibility"]
    unclaimed = bool(children(parse, draft.head, "neg")) or any(t.lemma in {"life", "victim"} for t in claimed)
    return parse.tokens[draft.head].lemma == "claim" and bool(claimed) and unclaimed


def _at_arms_length(parse: Parse, draft: Draft, stretches: Sequence[tuple[int, ...]]) -> bool:
    """ "Police arrested the “ringleader”": a word in quotation marks behind a verb that says nothing is the writer's doubt."""
    held = [s for s in stretches if not (apart(s, draft.content) or set(s).isdisjoint(draft.content))]
    word = len(held) == 1 and len(held[0]) <= _HELD and set(held[0]) <= set(draft.content)
    beside = [parse.tokens[i] for i in draft.content if word and i not in held[0]]
    telling = any(parse.tokens[i].pos == "NOUN" or parse.tokens[i].lemma.lower() in verbs() for i in draft.cue)
    return word and not telling and all(t.pos in {"DET", "PRON", "ADJ", "PUNCT"} for t in beside)


_NEXT = frozenset({Stance.ACCUSES, Stance.DEMANDS, Stance.DENIES, Stance.WARNS, Stance.PROMISES})


def _without_next(parse: Parse, draft: Draft) -> Draft:
    """The draft without what its speaker says or does by a verb joined to its own: "said two were hurt and blamed
    rebels", "said it was a depot but gave no proof"."""
    joined = [t for t in children(parse, draft.head, "conj") if t.pos == "VERB" and not children(parse, t.i, "nsubj")]
    but = any(t.text.lower() == "but" for t in children(parse, draft.head, "cc"))
    joined = [t for t in joined if but or set(verbs().get(t.lemma.lower(), {}).values()) & _NEXT]
    beyond = {i for t in joined if t.i > draft.head for i in subtree(parse, t.i)}
    left = trim(parse, (i for i in draft.content if i not in beyond))
    if not beyond & set(draft.content) or beyond & set(draft.cue) or not left or left[0] < draft.head:
        return draft
    return replace(draft, content=trim(parse, left[:-1]) if parse.tokens[left[-1]].dep == "cc" else left)


def _without_writer(parse: Parse, draft: Draft, marked: frozenset[int]) -> Draft:
    """The draft without what the writer says of himself in a sentence of its own: "(“They shot him.”) I met her in Quibdó"."""
    if draft.rule in {"turn", "signed", "headline"}:
        return draft
    sentences = {parse.tokens[i].sentence for i in draft.content} - {parse.tokens[draft.head].sentence}
    own = {n for n in sentences if _writer_speaks(parse, parse.sentences[n], marked)}
    left = trim(parse, (i for i in draft.content if i in marked or parse.tokens[i].sentence not in own))
    return replace(draft, content=left) if left and own else draft


def _doubting(parse: Parse, draft: Draft) -> Draft:
    """ "Few observers believe that …": most do not; "few doubt that …": most believe it."""
    few = bool(draft.source) and parse.tokens[draft.source[0]].text.lower() == "few"
    turned = {Stance.BELIEVES: Stance.DOUBTS, Stance.DOUBTS: Stance.BELIEVES}
    return replace(draft, stance=turned.get(draft.stance, draft.stance)) if few else draft


def _unlabelled(parse: Parse, draft: Draft) -> Draft:
    """ "Belgorod: Russia's defence ministry said": the label a sentence opens with is no part of who speaks."""
    opens = bool(draft.source) and draft.source[0] == parse.sentences[parse.tokens[draft.source[0]].sentence].first
    colon = next((n for n, i in enumerate(draft.source[:_LABEL]) if opens and parse.tokens[i].text == ":"), None)
    named = draft.source[colon + 1 :] if colon is not None else ()
    return replace(draft, source=named) if named else draft


def unique(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft a head; of two drafts whose contents begin and end alike, the one with a source."""
    by_head: dict[int, Draft] = {}
    for draft in drafts:
        kept = by_head.get(draft.head)
        if kept is None or (draft.source and not kept.source):
            by_head[draft.head] = draft
    best: dict[tuple[int, ...], Draft] = {}
    for draft in by_head.values():
        kept = best.get(draft.content)
        if kept is None or (bool(draft.source), draft.rule == "verb") > (bool(kept.source), kept.rule == "verb"):
            best[draft.content] = draft
    return list(best.values())


def resolved(
    article: Article, parse: Parse, marks: Marks, drafts: Sequence[Draft], stretches: Sequence[tuple[int, ...]]
) -> list[Quotation]:
    """Quotations with their voices: what the writer says of himself ("I hope that") is his own, unless somebody else tells it."""
    marked = frozenset(i for s in stretches for i in s)
    found: list[Quotation] = []
    heard: list[Quotation] = []  # without the writer's own
    for draft in drafts:
        source = voices.head(parse, draft.source)
        if voices.is_author(parse, source, marked):
            if not any(draft.head in d.content for d in drafts if d is not draft):
                found.append(_quotation(article, parse, draft, None, 0.0, Voice.AUTHOR))
            continue
        by = voices.mark_of(parse, marks, source, draft.source) if source is not None else None
        if source is not None:
            by = voices.named(article, parse, marks, draft.source, source, by)
            by = known(article, parse, marks, source, by, heard)
        heard.append(_quotation(article, parse, draft, by, share_quoted(draft.content, marked, parse)))
        found.append(heard[-1])
    return found


def _quotation(
    article: Article, parse: Parse, draft: Draft, by: ActorMark | None, share: float, voice: Voice | None = None
) -> Quotation:
    kind = Quote.DIRECT if share >= _DIRECT else Quote.MIXED if share > _MIXED else Quote.INDIRECT
    source = voices.head(parse, draft.source)
    return Quotation(
        contents=spans(article, parse, draft.content),
        cue=whole(spans(article, parse, draft.cue), article),
        source=whole(spans(article, parse, closed(parse, draft.source)), article),
        by=by,
        voice=voice or voices.voice(parse, source, by),
        stance=draft.stance,
        quote=kind,
        made_by=draft.rule,
    )


def whole(parts: Sequence[Span], article: Article) -> Span | None:
    """One span from the first part's start to the last part's end."""
    return article.span(parts[0].start, parts[-1].end) if parts else None


def _cites(outer: Quotation, inner: Quotation) -> bool:
    """Whether ``inner`` is the source that ``outer`` names for its contents, or for what stands before it: "jets bombed a
    depot, SANA quoted | an officer as saying"."""
    if inner.made_by != "cited" or outer.made_by == "cited":
        return False
    if all(outer.holds(c) for c in inner.contents):
        return True
    return bool(inner.source and inner.cue) and all(outer.holds(s) for s in (inner.source, inner.cue) if s)


def _writer_speaks(parse: Parse, sentence: Sentence, marked: frozenset[int]) -> bool:
    tokens = parse.tokens[sentence.first : sentence.last]
    return any(t.text == "I" and t.dep in {"nsubj", "nsubjpass"} and t.i not in marked for t in tokens)


def nested(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, each with the index of the smallest other one whose contents hold its cue and contents."""
    sizes = [sum(s.end - s.start for s in q.contents) for q in found]
    made = []
    near = Near(range(len(found)), lambda n: found[n].contents)
    for n, q in enumerate(found):
        anchor = q.cue or q.contents[0]
        others = range(len(found)) if q.made_by == "cited" else near.at(anchor.start, anchor.end)
        around = [
            m for m in others if m != n and ((sizes[m] > sizes[n] and found[m].holds(anchor)) or _cites(found[m], q))
        ]
        made.append(replace(q, inside=min(around, key=lambda m: sizes[m])) if around else q)
    return tuple(made)
