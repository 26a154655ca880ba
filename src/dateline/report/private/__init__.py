"""Who is private in an article: people hurt, bystanders and kin, minors, and speakers whom no office presents.

A name is a run of the parser's proper nouns. What the words beside it say decides first (an office, a trade, kinship,
an age), then what happens to the person, then whether somebody without an office speaks. An office makes a name public
wherever it stands in the article; an age under eighteen makes it private whatever else is said.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from dateline.folding import fold
from dateline.records import Article, Reading, Role, Token
from dateline.report.private.lexicon import bare, listed, speech
from dateline.report.private.names import PARTICLES, Named, named
from dateline.report.private.presented import Shown, shown
from dateline.vocab import RoleName, Voice

__all__ = ["private_names", "public_names", "whole_names"]

LISTED = re.compile(r"^(?:,? ?\(?(?:aged )?\w{1,12}\)?)?[,;]?\s*(?:and |& )?(?:(?:his|her|their|a) [\w ]{3,30}?,? )?$")
TURNED = frozenset("say add recall explain reply ask warn".split())  # verbs that may stand before their speaker


def private_names(reading: Reading, elsewhere: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names, as the article writes them, of people whose names must not leave.

    ``elsewhere`` are names withheld from other articles that leave together with this one (see ``whole_names``): they
    are withheld here too, unless this article shows an office.
    """
    names = named(reading)
    seen = {name: shown(name, reading) for name in names}
    minors = [n for n in names if seen[n].minor]
    public = [n for n in names if seen[n].cue == "office" and not seen[n].minor]
    private = {n for n in names if n.span.text in elsewhere or _is_private(n, seen[n], reading)}
    private |= set(_listed(names, private, seen, reading.article))
    texts = {n.span.text for n in private if not _same_as_any(n, public) or _same_as_any(n, minors)}
    return frozenset(text for text in texts if len(text) > 1)


def whole_names(readings: Iterable[Reading]) -> frozenset[str]:
    """Private names of two words and more: a first name alone is no reason to withhold a namesake elsewhere."""
    return frozenset(n for reading in readings for n in private_names(reading) if len(_parts(n)) > 1)


def public_names(reading: Reading, private: frozenset[str]) -> frozenset[str]:
    """Whole names of other people, and of actors and places, that may share a word with ``private`` ones."""
    names = {n.span.text for n in named(reading)}
    names |= {m.span.text for m in reading.marks.actors if m.id} | {m.span.text for m in reading.marks.places if m.id}
    hidden = [_parts(name) for name in private]
    return frozenset(n for n in names if len(_parts(n)) > 1 and not any(w <= _parts(n) for w in hidden))


def _same_as_any(name: Named, others: Iterable[Named]) -> bool:
    """Whether the name is another's, whole or in short."""
    mine = _parts(name.span.text)
    return any(mine <= theirs or theirs <= mine for theirs in (_parts(o.span.text) for o in others))


@cache
def _parts(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - PARTICLES


# ---------------------------------------------------------------- what makes it private


def _is_private(name: Named, shown: Shown, reading: Reading) -> bool:
    if shown.minor:
        return True
    if shown.cue == "office":
        return False
    if (shown.cue == "private" and shown.close) or (shown.age is not None and (name.sure or shown.cue != "profession")):
        return True
    if _suffers(name, reading):
        return True
    if not name.sure or shown.cue == "profession" or name.span.text == reading.article.byline:
        return False
    return _speaks(name, reading) or _in_harm(name, reading.parse.tokens)


def _suffers(name: Named, reading: Reading) -> bool:
    """Whether the person is read as a victim, is whom a verb of harm or of law takes, or harm stands before the name."""
    roles, tokens = _victims(reading), reading.parse.tokens
    if any(name.span.holds(r.span) or (name.sure and r.span.meets(name.span)) for r in roles):
        return True
    forms = listed("public", "professional") | listed("public", "plain")
    noun = next((t for t in reversed(tokens[max(0, name.first - 3) : name.first]) if bare(t) not in forms), None)
    if noun and noun.pos == "NOUN" and any(r.span.end == noun.end for r in roles):
        return True  # "my neighbour Dr. Bashir Kassab died": the victim is named behind
    top = next((t for t in tokens[name.first : name.last + 1] if not name.first <= t.head <= name.last), None)
    if top and top.dep in ("dobj", "nsubjpass") and tokens[top.head].lemma in listed("harm", "taking"):
        return True
    before = tokens[max(0, name.first - 4) : name.first]
    return any(a.lemma.casefold() in listed("harm", "of") and b.text == "of" for a, b in pairwise(before))


def _victims(reading: Reading) -> list[Role]:
    events = (claim.event for claim in reading.claims if claim.event)
    return [r for event in events for r in event.roles if r.role == RoleName.VICTIM and r.id is None]


def _speaks(name: Named, reading: Reading) -> bool:
    """Whether the article quotes the person: read as a source, or a verb of speech stands beside the name."""
    voices = (a for claim in reading.claims for a in claim.attribution if a.kind == Voice.NAMED and a.id is None)
    if any(a.span and a.span.meets(name.span) for a in voices):
        return True
    before, behind = _beside(name, reading.parse.tokens)
    turned = before and before[-1].lemma in TURNED
    return bool(turned) or any(t.pos == "VERB" and t.lemma in speech() for t in behind)


def _beside(name: Named, tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The word before the name and the two behind it; none behind a genitive."""
    behind = tokens[name.last + 1 : name.last + 3]
    return tokens[max(0, name.first - 1) : name.first], () if behind and behind[0].tag == "POS" else behind


def _in_harm(name: Named, tokens: tuple[Token, ...]) -> bool:
    """Whether the sentence of the name tells of harm to people."""
    at = tokens[name.first].sentence
    start, end = name.first, name.last
    while start > 0 and tokens[start - 1].sentence == at:
        start -= 1
    while end + 1 < len(tokens) and tokens[end + 1].sentence == at:
        end += 1
    return any(t.lemma.casefold() in listed("harm", "words") for t in tokens[start : end + 1])


def _listed(
    names: tuple[Named, ...], private: set[Named], seen: dict[Named, Shown], article: Article
) -> Iterator[Named]:
    """Names that stand in one list with a private one, and that nothing presents as public."""
    order = [*pairwise(names)]
    found = set(private)
    for pairs in (order, [(b, a) for a, b in reversed(order)]):
        for one, other in pairs:
            left, right = sorted((one, other), key=lambda n: n.first)
            gap = article.text[left.span.end : right.span.start]
            if one in found and seen[other].cue not in ("office", "profession") and LISTED.match(gap):
                found.add(other)
    yield from found
