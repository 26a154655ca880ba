"""What no cue took: quotations are made whole, and the encoder's stretches of contents that are left find a speaker.

Measured together on PolNeAR dev: content F .874 to .894, and .908 with quotations signed and interviews (``turns``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.attribute.draft import Draft, apart, runs
from dateline.records import Parse

Words = tuple[int, ...]
_LEAST = 6  # tokens a stretch without a cue must have: shorter ones are scraps; 2 and 4 score .001 less
_LONG = 20  # tokens of a quotation that is given whole to who introduces it: some sentences; set by judgement
_FLOOR = 12  # tokens between a speaker's last word and more of his words


def adopted(
    parse: Parse,
    found: Sequence[Draft],
    contents: Sequence[Words],
    rules: Sequence[Draft],
    quoted: Sequence[Words],
) -> list[Draft]:
    """The drafts with whole quotations, and with the stretches of ``contents`` that were nobody's."""
    out = _whole_quotations(parse, found, quoted, rules)
    marked = frozenset(i for q in quoted for i in q)
    for stretch in _untaken(contents, out):
        rule = _ruled(stretch, rules, _taken(out))
        at = _floor(out, stretch)
        if rule:
            out.append(rule)
        elif at is not None and marked & set(stretch):
            out[at] = _with(out[at], stretch)
    return out


def _with(draft: Draft, more: Iterable[int]) -> Draft:
    return replace(draft, content=tuple(sorted({*draft.content, *more})))


def _taken(found: Iterable[Draft]) -> set[int]:
    return {i for d in found for i in (*d.content, *d.cue, *d.source)}


def _whole_quotations(
    parse: Parse, found: Sequence[Draft], quoted: Sequence[Words], rules: Sequence[Draft]
) -> list[Draft]:
    """The drafts with each quotation taken whole by the one that has most of it, save what others beside it have."""
    out = list(found)
    for stretch in quoted:
        words = frozenset(stretch)
        out = _owned(out, stretch, rules)
        shares = [_share(d, stretch) for d in out]
        if 2 * max(shares, default=0) > len(words):
            at = shares.index(max(shares))
            rest = (d for n, d in enumerate(out) if n != at and d.head not in words and not apart(stretch, d.content))
            others = {i for d in rest for i in d.content}
            out[at] = _with(out[at], words - others - set(out[at].cue) - set(out[at].source))
            out = [_within_sentence(parse, d) if d.head in words else d for d in out]
    return out


def _within_sentence(parse: Parse, draft: Draft) -> Draft:
    """Of what somebody is said to say inside a quotation only what stands in the same sentence: the rest goes on in
    the words of the one quoted."""
    here = tuple(i for i in draft.content if parse.tokens[i].sentence == parse.tokens[draft.head].sentence)
    return replace(draft, content=here or draft.content)


def _share(draft: Draft, words: Words) -> int:
    """How many of a quotation's words the draft has, where its cue stands outside."""
    return 0 if apart(words, draft.content) or draft.head in words else len({*words}.intersection(draft.content))


def _owned(found: list[Draft], words: Words, rules: Sequence[Draft]) -> list[Draft]:
    """Where nobody has half of a quotation of some length, it is all given to the one that introduces it."""
    if len(words) < _LONG or any(2 * _share(d, words) > len(words) for d in found):
        return found
    owner = next((r for r in rules if r.rule == "introduced" and 2 * _share(r, words) > len(words)), None)
    if owner is None:
        return found
    others = [d for d in found if d.head != owner.head and not set(d.cue) & set(owner.cue)]
    kept = [d if d.head in words else replace(d, content=tuple(i for i in d.content if i not in words)) for d in others]
    return [*(d for d in kept if d.content), owner]


def _untaken(contents: Sequence[Words], found: Sequence[Draft]) -> list[Words]:
    """Runs of the encoder's contents that no draft has, of some length."""
    taken = _taken(found)
    left = [run for stretch in contents for run in runs(i for i in stretch if i not in taken)]
    return [tuple(range(first, last + 1)) for first, last in left if last - first + 1 >= _LEAST]


def _ruled(stretch: Words, rules: Sequence[Draft], taken: set[int]) -> Draft | None:
    """The rule that has half of the stretch or more, where its cue is still free, without what is taken."""
    best = max(
        rules, key=lambda r: 0 if apart(stretch, r.content) else len(set(stretch) & set(r.content)), default=None
    )
    if best is None or taken & set(best.cue) or 2 * len(set(stretch) & set(best.content)) < len(stretch):
        return None
    return replace(best, content=tuple(i for i in best.content if i not in taken))


def in_their_clause(parse: Parse, found: list[Draft], told: Iterable[Draft], quoted: Sequence[Words]) -> list[Draft]:
    """The drafts, each quotation inside a plain clause of saying with who says that clause, not with the last speaker."""
    for rule in told:
        inside = (q for q in quoted if not apart(q, rule.content) and set(q) < set(rule.content) and q[0] > rule.head)
        words = {i for q in inside for i in q}
        strays = [d for d in found if words and words & set(d.content) and _earlier(parse, d, rule)]
        if strays:
            own = next((d for d in found if rule.head in d.cue), rule)
            others = [_less(d, rule.content) if d in strays else d for d in found if d is not own]
            found = [*(d for d in others if d.content), _with(own, rule.content)]
    return found


def _earlier(parse: Parse, draft: Draft, rule: Draft) -> bool:
    return parse.tokens[draft.head].sentence < parse.tokens[rule.head].sentence


def _less(draft: Draft, words: Words) -> Draft:
    return replace(draft, content=tuple(i for i in draft.content if i not in words))


def _floor(found: Sequence[Draft], stretch: Words) -> int | None:
    """The draft whose speaker has the floor: the last one that ended just before the stretch."""
    ends = {n: max((*d.content, *d.cue, *d.source)) for n, d in enumerate(found) if d.content[0] < stretch[0]}
    near = [n for n, end in ends.items() if 0 < stretch[0] - end <= _FLOOR]
    return max(near, key=lambda n: ends[n], default=None)
