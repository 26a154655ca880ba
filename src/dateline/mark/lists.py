"""Names in a list are of a kind: what "A, B and C" says of each of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.folding import fold
from dateline.mark.evidence import Evidence
from dateline.mark.mentions import Mention
from dateline.mark.placewords import common, importance, kinds, prior
from dateline.mark.windows import run_end

CLEAR = 1.5  # a mention this sure makes places of the names listed with it
KNOWN = 0.8  # a town of 15,000 people, or a reviewed place: lists join places of several countries
_JOINT_WORDS = 4  # words and signs from one name to the next, at most
_JOINT = re.compile(r"^(?:,|,? (?:and|or|as well as)) (?:(?:the|in) )?$")

_GOES_ON = re.compile(r",? (?:and|or|as well as) [A-Z]|, [A-Z][\w-]+,? and [A-Z]")


def listed(reader: Evidence, found: Sequence[Mention]) -> Iterator[Mention]:
    """Names that fell short where they stand, coordinated with a clear place: places, whatever the parser calls them."""
    known = _cleared(reader, sorted(found, key=lambda m: m.first))
    short = [m for m in reader.short if fold(m.name) not in common()]
    at = {i: k for k in known for i in range(k.first, k.last + 1)}
    while made := next((s for s in short if _free(s, at) and any(_joins(reader, s, k) for k in _beside(s, at))), None):
        taken = replace(made, score=CLEAR)
        at |= dict.fromkeys(range(taken.first, taken.last + 1), taken)
        yield taken


def _cleared(reader: Evidence, known: list[Mention]) -> list[Mention]:
    """The same, with names that stand in a list with a clear place as clear as it."""
    for n, mention in enumerate(known):
        if n and mention.score < CLEAR and _joins(reader, mention, known[n - 1]):
            known[n] = replace(mention, score=CLEAR)
    return known


def rows(reader: Evidence, found: Sequence[Mention]) -> Iterator[Mention]:
    """ "The localities of Roe, Tchele and Drodro": all that the parse joins to the first are places, known or not."""
    taken = {i for m in found for i in range(m.first, m.last + 1)}
    for mention in found:
        if (kind := _kind_of_row(reader, mention)) is None:
            continue
        row, end = set(range(mention.first, mention.last + 1)), reader.sentence_end(mention.last)
        for first, last in _members(reader, mention.last + 1, end):
            if not any(t.dep in ("conj", "appos") and t.head in row for t in reader.tokens[first : last + 1]):
                break
            row.update(range(first, last + 1))
            if first not in taken:
                span = reader.article.span(reader.tokens[first].start, reader.tokens[last].end)
                entries = reader.find(span.text)
                yield Mention(span, first, last, "name" if entries else "unknown", entries, kind, score=CLEAR)


def _kind_of_row(reader: Evidence, mention: Mention) -> str | None:
    """The kind of place that "the villages of" makes of a name, where the words before it are of several."""
    before = [t.text.lower() for t in reader.tokens[max(0, mention.first - 2) : mention.first]]
    several = len(before) == 2 and before[1] == "of" and before[0].endswith("s")
    return kinds().get(before[0]) if several and mention.kind in ("name", "unknown") else None


def _members(reader: Evidence, i: int, end: int) -> Iterator[tuple[int, int]]:
    """The capitalised runs behind token ``i`` with nothing but commas and "and" between."""
    while i < end:
        while i < end and reader.tokens[i].text in (",", "and"):
            i += 1
        if i >= end or not reader.tokens[i].text[0].isupper():
            return
        last = run_end(reader.tokens, i, end)
        yield i, last
        i = last + 1


def _free(mention: Mention, at: Mapping[int, Mention]) -> bool:
    return not any(i in at for i in range(mention.first, mention.last + 1))


def _beside(mention: Mention, at: Mapping[int, Mention]) -> list[Mention]:
    """The mentions ``at`` the tokens around one, as far as a list may reach."""
    return [at[i] for i in range(mention.first - _JOINT_WORDS, mention.last + _JOINT_WORDS + 1) if i in at]


def _joins(reader: Evidence, short: Mention, clear: Mention) -> bool:
    if clear.kind != "name" or clear.lent or clear.score < CLEAR:
        return False
    if max(short.first, clear.first) - min(short.last, clear.last) > _JOINT_WORDS:
        return False
    first, second = sorted((short, clear), key=lambda m: m.first)
    if not joined(reader, first, second) or reader.tokens[second.last].dep not in ("conj", "appos"):
        return False
    country = {e.country for e in clear.entries[:1]}
    return prior(short.name, short.entries) >= KNOWN or any(e.country in country for e in short.entries[:3])


def joined(reader: Evidence, first: Mention, second: Mention) -> bool:
    """Whether only a comma or a conjunction stands between two names."""
    return bool(_JOINT.match(reader.article.text[first.span.end : second.span.start]))


def in_list(reader: Evidence, found: Sequence[Mention], n: int) -> bool:
    """Whether mention ``n`` and the next one have a third beside them: "X, Y and Z", where Y need not hold X."""
    before = n > 0 and found[n - 1].kind == "name" and joined(reader, found[n - 1], found[n])
    return before or bool(_GOES_ON.match(reader.article.text, found[n + 1].span.end))


def surely_holds(outer: Mention, inner: Mention) -> bool:
    """Whether ``outer`` is no town of its own, or holds the best known place of ``inner``'s name."""
    if _countries(outer, inner):
        return False
    holders = [e for e in outer.entries[:5] if e.feature in ("PCLI", "ADM1")]
    if not any(e.feature in ("PPL", "PPLC") and importance(e) >= KNOWN for e in outer.entries[:8]):
        return bool(holders)
    best = max(inner.entries, key=lambda e: (importance(e), e.population), default=None)
    return best is not None and any((e.country, e.admin1) == (best.country, best.admin1) for e in holders)


def _countries(outer: Mention, inner: Mention) -> bool:
    """Whether both names are countries', and no division of the one is named like the other: "Georgia, U.S." is no list."""
    states = all(m.entries and m.entries[0].feature == "PCLI" for m in (outer, inner))
    return states and not any(e.feature == "ADM1" and e.country == outer.entries[0].country for e in inner.entries)
