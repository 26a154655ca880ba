"""Which claims are offered as grounds for which conclusions, from connectives inside and across sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Claim, CueMark, Parse, TimeMark, Token
from dateline.syntax import children, subtree
from dateline.weigh.kind import head_at

_AMBIGUOUS = {"so", "since", "as long as", "due to", "after all"}
_MOST = 3  # claims on either side of one connective; more would say that everything supports everything


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the token that carries it."""

    claim: Claim
    head: int


def supports(parse: Parse, cues: Sequence[CueMark], claims: Sequence[Claim]) -> Mapping[str, tuple[str, ...]]:
    """For each claim's id the ids of the claims it is offered as grounds for."""
    placed = _placed(parse, claims)
    edges: dict[str, list[str]] = defaultdict(list)
    for cue in cues:
        for ground, conclusion in _edges(parse, cue, placed):
            if ground != conclusion and conclusion not in edges[ground] and ground not in edges[conclusion]:
                edges[ground].append(conclusion)
    return {ground: tuple(found) for ground, found in edges.items()}


def _placed(parse: Parse, claims: Iterable[Claim]) -> dict[int, list[Placed]]:
    """The claims by their sentence."""
    found: dict[int, list[Placed]] = {}
    for claim in claims:
        head = head_at(parse, claim)
        if head is not None:
            found.setdefault(parse.tokens[head].sentence, []).append(Placed(claim, head))
    return found


def since_when(parse: Parse, cue: CueMark, times: Iterable[TimeMark]) -> bool:
    """ "Since" that tells from when on, and gives no ground: before a noun, a dated clause, a past one under a perfect."""
    word = parse.tokens[cue.first]
    if word.text.lower() != "since" or cue.first != cue.last:
        return False
    if word.dep == "prep":
        return True
    clause = parse.tokens[word.head]
    inside = [parse.tokens[i] for i in subtree(parse, clause.i)]
    dated = any(t.span.start <= w.start < t.span.end for t in times for w in inside)
    past = _perfect(parse, parse.tokens[clause.head]) and not _perfect(parse, clause)
    return word.dep == "mark" and (past or dated)


def _perfect(parse: Parse, verb: Token) -> bool:
    return any(t.lemma == "have" for t in children(parse, verb.i, "aux"))


def _edges(parse: Parse, cue: CueMark, placed: Mapping[int, Sequence[Placed]]) -> Iterator[tuple[str, str]]:
    if cue.category not in {"conclusion", "ground", "purpose"}:
        return
    number = parse.tokens[cue.first].sentence
    opens = cue.first - parse.sentences[number].first <= 1
    here = placed.get(number, [])
    if cue.category == "conclusion" and (opens or cue.span.text.lower() not in _AMBIGUOUS or _draws(parse, cue)):
        before, after = _around(parse, cue, placed, here, opens)
        yield from ((g.claim.id, c.claim.id) for g in before for c in after)
    elif cue.category != "conclusion":
        yield from _grounds(parse, cue, placed, here, opens)


def _draws(parse: Parse, cue: CueMark) -> bool:
    """ "…, so thousands marched": behind a comma or "and", with the subject of its own clause behind it."""
    so, before = parse.tokens[cue.first], parse.tokens[cue.first - 1]
    verb = parse.tokens[so.head]
    subjects = children(parse, verb.i, "nsubj", "nsubjpass", "expl")
    opens = before.text in {",", ";", "and", "--", "–", "—"} and so.lemma == "so"
    return opens and verb.i > so.i and any(so.i < s.i < verb.i for s in subjects)


def _around(
    parse: Parse,
    cue: CueMark,
    placed: Mapping[int, Sequence[Placed]],
    here: Sequence[Placed],
    opens: bool,
) -> tuple[list[Placed], list[Placed]]:
    """Claims before and behind a connective that draws a conclusion."""
    after = [p for p in here if p.head > cue.last]
    if opens:
        return _previous(parse, parse.tokens[cue.first].sentence, placed), _main(parse, after)
    return _main(parse, [p for p in here if p.head < cue.first]), _main(parse, after)


def _grounds(
    parse: Parse,
    cue: CueMark,
    placed: Mapping[int, Sequence[Placed]],
    here: Sequence[Placed],
    opens: bool,
) -> Iterator[tuple[str, str]]:
    clause = _cleft(parse, cue) or _clause(parse, cue)
    inside = [p for p in here if p.head in clause]
    outside = [p for p in here if p.head not in clause]
    if opens and not outside:
        outside = _previous(parse, parse.tokens[cue.first].sentence, placed)
    after_all = opens and cue.span.text.lower() == "after all" and parse.tokens[cue.last + 1].text == ","
    if cue.span.text.lower() in _AMBIGUOUS and parse.tokens[cue.first].dep not in {"mark", "prep"} and not after_all:
        return
    yield from ((g.claim.id, c.claim.id) for g in _main(parse, inside) for c in _main(parse, outside))


def _cleft(parse: Parse, cue: CueMark) -> set[int]:
    """ "It is because they bomb villages that sanctions are needed": the ground ends before "that"."""
    sentence = parse.sentences[parse.tokens[cue.first].sentence]
    before = [t.lemma.lower() for t in parse.tokens[max(cue.first - 3, sentence.first) : cue.first]]
    that = next((t.i for t in parse.tokens[cue.last + 1 : sentence.last] if t.text.lower() == "that"), None)
    return set(range(cue.first, that)) if that and ["it", "be"] in (before[:2], before[-2:]) else set()


def _clause(parse: Parse, cue: CueMark) -> set[int]:
    """The tokens of the clause or phrase that the connective opens."""
    token = parse.tokens[cue.last]
    top: Token = token
    while cue.first <= top.head <= cue.last and top.head != top.i:
        top = parse.tokens[top.head]
    if token.dep in {"mark", "aux", "advmod"} or top.dep in {"mark", "aux", "advmod"}:
        top = parse.tokens[(token if token.dep in {"mark", "aux"} else top).head]
    return {i for i in subtree(parse, top.i) if i >= cue.first}


def _previous(parse: Parse, number: int, placed: Mapping[int, Sequence[Placed]]) -> list[Placed]:
    """The main claims of the sentence before, where it stands in the same paragraph or the one before."""
    for back in (1, 2):
        if number - back in placed:
            return _main(parse, placed[number - back])
    return []


def _main(parse: Parse, found: Sequence[Placed]) -> list[Placed]:
    """The claims nearest to the root of their sentence, a few at most, in text order."""
    ranked = sorted(found, key=lambda p: (_depth(parse, p.head), p.head))[:_MOST]
    return sorted(ranked, key=lambda p: p.head)


def _depth(parse: Parse, i: int) -> int:
    depth = 0
    while parse.tokens[i].head != i and depth < 50:
        i = parse.tokens[i].head
        depth += 1
    return depth
