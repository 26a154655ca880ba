"""Words in quotation marks: where they stand, and which cue and speaker they belong to."""

import re
from collections.abc import Iterator, Sequence, Set

from dateline.attribute.draft import EDGE, ENDS, Draft, apart, cue_words, source_of, subject
from dateline.attribute.lexicon import verbs
from dateline.records import Article, Parse, Token
from dateline.syntax import ancestors, sentence_of, tokens_in
from dateline.vocab import Stance

OPEN = {"“": "”", "«": "»", "„": "“", '"': '"', "``": "''", "''": "''"}
# A single quotation mark opens after a space or bracket and closes before one; an apostrophe stands between letters.
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?P<inside>[^‘\n]{2,400}?)(?<=[\w.,!?])[’'](?!\w)")
_FEW = 3  # tokens, marks included: one word held at arm's length is nobody's speech
_LONGEST = 4000  # characters; a longer stretch between two marks is a mark left open


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches in double quotation marks, marks included, as character pairs in text order.

    A quotation that runs over several paragraphs opens each with a mark and closes only the last; a mark never closed
    ends with its paragraph.
    """
    found, at = [], 0
    while at < len(text):
        close = _opened(text, at)
        if close is None:
            at += 1
            continue
        end = _closing(text, at, close)
        if end - at > 2:
            found.append((at, end))
        at = max(end, at + 1)
    return tuple(found) if found else tuple((m.start(), m.end()) for m in _SINGLE.finditer(text))


def _opened(text: str, at: int) -> str | None:
    """The mark that closes what opens at ``at``; two apostrophes are written for a double mark."""
    return OPEN.get(text[at : at + 2]) or OPEN.get(text[at])


def _closing(text: str, start: int, close: str) -> int:
    paragraph = text.find("\n", start)
    paragraph = len(text) if paragraph < 0 else paragraph
    end = text.find(close, start + len(close), min(paragraph, start + _LONGEST))
    return end + len(close) if end > 0 else paragraph


def within(article: Article, parse: Parse) -> Iterator[Draft]:
    """ "“He told me, ‘Bomb them,’” she writes": what he said, inside what she says."""
    for start, end in quoted(article.text):
        for match in _SINGLE.finditer(article.text, start + 1, end - 1) if article.text[start] not in "'‘" else ():
            words = tuple(t.i for t in tokens_in(parse, match.start(), match.end()))
            verb = next((v for v in _before(parse, words) if "clause" in verbs().get(v.lemma.lower(), {})), None)
            source = source_of(parse, subject(parse, verb.i)) if verb and verb.start > start else ()
            if verb and source and len(words) > _FEW:
                stance = verbs()[verb.lemma.lower()]["clause"]
                yield Draft(verb.i, cue_words(parse, verb.i), source, words, stance, "inner")


def inside(article: Article, parse: Parse) -> tuple[tuple[int, ...], ...]:
    """For each quoted stretch its token indices, the marks included."""
    return tuple(tuple(t.i for t in tokens_in(parse, a, b)) for a, b in quoted(article.text))


def from_quotes(parse: Parse, stretches: Sequence[tuple[int, ...]], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with each quoted stretch joined to the one it belongs to, and new ones for stretches left over."""
    found = list(drafts)
    for n, stretch in enumerate(stretches):
        if not stretch:
            continue
        at = _owner(stretch, found)
        if at is not None:
            found[at] = _with(found[at], _widened(parse, stretch, found[at]))
            continue
        made = (
            _beside(parse, stretch)
            or _following(parse, stretch, stretches[:n], found)
            or _introduced(parse, stretch, found)
        )
        if made:
            found = [d for d in found if d.head != made.head or d.rule == "headline"]
            found.append(made)
    return found


def _owner(stretch: tuple[int, ...], drafts: Sequence[Draft]) -> int | None:
    """The draft that already has part of the quoted words as contents, with its cue outside them."""
    words = set(stretch)
    best, most = None, 0
    for n, draft in enumerate(drafts):
        shared = 0 if apart(stretch, draft.content) else len(words.intersection(draft.content))
        if draft.head not in words and shared > most and shared * 3 >= min(len(words), len(draft.content)):
            best, most = n, shared
    return best


def _widened(parse: Parse, stretch: tuple[int, ...], draft: Draft) -> tuple[int, ...]:
    return tuple(i for i in stretch if i not in draft.cue and i not in draft.source)


def _with(draft: Draft, more: tuple[int, ...]) -> Draft:
    content = tuple(sorted({*draft.content, *more}))
    return Draft(draft.head, draft.cue, draft.source, content, draft.stance, draft.rule)


def _beside(parse: Parse, stretch: tuple[int, ...]) -> Draft | None:
    """A verb of saying just before the opening mark or just behind the closing one, with its subject."""
    for verb in (*_after(parse, stretch), *_before(parse, stretch)):
        stance = verbs().get(verb.lemma.lower(), {}).get("clause")
        if stance is not None:
            source = source_of(parse, subject(parse, verb.i)) or _neighbour(parse, verb, stretch)
            kept = tuple(i for i in source if i not in stretch)
            return Draft(verb.i, cue_words(parse, verb.i), kept, stretch, stance, "quoted")
    return None


def _after(parse: Parse, stretch: tuple[int, ...]) -> list[Token]:
    last = stretch[-1]
    if last + 1 >= len(parse.tokens):
        return []
    end = sentence_of(parse, min(last + 1, len(parse.tokens) - 1)).last
    closed = parse.tokens[stretch[-2]].text if len(stretch) > 1 else ""
    if closed in {".", "!", "?"} and parse.tokens[last + 1].text[:1].isupper() and closed == ".":
        return []
    return [t for t in parse.tokens[last + 1 : min(last + 12, end)] if t.pos in {"VERB", "AUX"}][:2]


def _before(parse: Parse, stretch: tuple[int, ...]) -> list[Token]:
    first = stretch[0]
    start = max(first - 14, 0)
    window = parse.tokens[start:first]
    stop = max((n for n, t in enumerate(window) if t.text in ENDS), default=-1)
    return [t for t in reversed(window[stop + 1 :]) if t.pos in {"VERB", "AUX"}][:3]


def _introduced(parse: Parse, stretch: tuple[int, ...], drafts: Sequence[Draft]) -> Draft | None:
    """ "The ministry defended the strike: “…”": whose clause ends in a colon, speaks."""
    colon = parse.tokens[stretch[0] - 1]
    before = parse.tokens[stretch[0] - 2] if colon.text == ":" and stretch[0] > 1 else None
    if before is None or before.sentence != colon.sentence:
        return None
    above = [t for t in (before, *ancestors(parse, before.i)) if t.pos in {"VERB", "AUX"} and t.i < colon.i]
    verb = next((t for t in reversed(above) if subject(parse, t.i)), None)
    source = source_of(parse, subject(parse, verb.i)) if verb else ()
    if verb is None or not source:
        return None
    frames = verbs().get(verb.lemma.lower(), {})
    stance = frames.get("clause") or next(iter(frames.values()), Stance.SAYS)
    said = next((d.content for d in drafts if d.head == verb.i), ())
    return Draft(verb.i, cue_words(parse, verb.i), source, tuple(sorted({*said, *stretch})), stance, "introduced")


def _neighbour(parse: Parse, verb: Token, stretch: tuple[int, ...]) -> tuple[int, ...]:
    """The name next to the verb, where the parse found no subject."""
    for step in (1, -1):
        at = verb.i + step
        if 0 <= at < len(parse.tokens) and at not in stretch and parse.tokens[at].pos in {"PROPN", "PRON", "NOUN"}:
            found = [at]
            while 0 <= at + step < len(parse.tokens) and parse.tokens[at + step].pos == "PROPN":
                at += step
                found.append(at)
            return tuple(sorted(found))
    return ()


def _following(
    parse: Parse, stretch: tuple[int, ...], earlier: Sequence[tuple[int, ...]], drafts: list[Draft]
) -> Draft | None:
    """A quotation that goes on: the speaker of the one before keeps the floor within a paragraph.

    The draft it continues is taken out of ``drafts`` and comes back with both parts as its contents.
    """
    if not earlier or not _whole(parse, stretch):
        return None
    before = earlier[-1]
    for n, draft in enumerate(drafts):
        if (
            set(before) & set(draft.content)
            and draft.head not in before
            and 0 < stretch[0] - max(before[-1], *draft.cue) <= 40
        ):
            return _with(drafts.pop(n), stretch)
    return None


def _whole(parse: Parse, stretch: tuple[int, ...]) -> bool:
    """Whether the stretch begins its sentence, so that it is speech and no word held at arm's length."""
    first = sentence_of(parse, stretch[0]).first
    lead = stretch[0] - first
    return lead <= 1 and len(stretch) >= 4


def share_quoted(content: Sequence[int], marked: Set[int], parse: Parse) -> float:
    """The part of the contents' words that are ``marked``: that stand in quotation marks."""
    words = [i for i in content if parse.tokens[i].text not in EDGE | ENDS]
    return sum(i in marked for i in words) / len(words) if words else 0.0
