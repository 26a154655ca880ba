"""Attributions carried by verbs: "said that", "denied the report", "vowed to", "called for", "was reported to have"."""

from collections.abc import Iterator

from dateline.attribute.draft import Draft, cue_words, source_of, subject, trim
from dateline.attribute.lexicon import Frames, nouns, verbs
from dateline.records import Parse, Token
from dateline.syntax import ancestors, children, subtree
from dateline.vocab import Stance


def from_verbs(parse: Parse) -> Iterator[Draft]:
    """One draft for each verb of saying, thinking or wanting that has contents."""
    known = verbs()
    for token in parse.tokens:
        if token.pos not in {"VERB", "AUX"} and token.tag not in {"VBD", "VBZ", "VBP"}:
            continue
        frames = known.get(token.lemma.lower())
        draft = (_as_much(parse, token, frames) or _draft(parse, token, frames)) if frames else _figure(parse, token)
        if draft and draft.content:
            yield draft


def _draft(parse: Parse, verb: Token, frames: Frames) -> Draft | None:
    passive = bool(children(parse, verb.i, "auxpass", "nsubjpass")) or _reduced(parse, verb) or _bare(parse, verb)
    if "clause" in frames:
        content = _clause(parse, verb, passive)
        if content:
            return _make(parse, verb, content, frames["clause"], passive)
    if "infinitive" in frames:
        content = _infinitive(parse, verb, passive)
        if content:
            return _make(parse, verb, content, _wanted(parse, verb, frames), passive)
    through = _through(parse, verb, frames, passive)
    if through:
        return through
    if "object" in frames:
        content = _object(parse, verb, passive)
        if content and (_reduced(parse, verb) or _source(parse, verb, passive)):
            return _make(parse, verb, content, frames["object"], passive)
    return _around(parse, verb, frames["clause"]) if "clause" in frames else None


def _as_much(parse: Parse, verb: Token, frames: Frames) -> Draft | None:
    """ "His aide said as much", "half of them said so": what was told stands in the words before."""
    behind = [t.i for t in parse.tokens[verb.i + 1 : verb.i + 3] if t.sentence == verb.sentence]
    words = [parse.tokens[i].text.lower() for i in behind]
    much = words == ["as", "much"] and parse.tokens[behind[1]].head == verb.i
    so = words[:1] == ["so"] and parse.tokens[behind[0]].head == verb.i
    source = source_of(parse, subject(parse, verb.i))
    said = tuple(behind[:2]) if much else tuple(behind[:1]) if so else ()
    if "clause" not in frames or not said or not source:
        return None
    return Draft(verb.i, cue_words(parse, verb.i), source, said, frames["clause"], "as much")


_FIGURES = frozenset("toll number figure total tally count casualty losses loss strength".split())


def _figure(parse: Parse, verb: Token) -> Draft | None:
    """ "A nurse put the number of injured at 27": she says so."""
    if verb.lemma != "put":
        return None
    what = [t for t in children(parse, verb.i, "dobj") if t.lemma.lower() in _FIGURES]
    behind = (t for t in parse.tokens[verb.i : parse.sentences[verb.sentence].last] if t.lemma == "at")
    at = next((t for t in behind if children(parse, t.i, "pobj")), None)
    source = source_of(parse, subject(parse, verb.i))
    if not what or at is None or not source:
        return None
    content = trim(parse, range(min(subtree(parse, what[0].i)), max(subtree(parse, at.i)) + 1))
    return Draft(verb.i, cue_words(parse, verb.i), source, content, Stance.SAYS, "figure")


def _reduced(parse: Parse, verb: Token) -> bool:
    """A participle that follows its noun: "the attack claimed by the group"."""
    return verb.tag == "VBN" and verb.dep == "acl"


def _bare(parse: Parse, verb: Token) -> bool:
    """A participle without an auxiliary beside a clause or behind a copula: "she stands accused", "asked about it, he …"."""
    beside = verb.dep in {"advcl", "acomp", "oprd", "xcomp"}
    return verb.tag == "VBN" and beside and not children(parse, verb.i, "aux")


def _make(parse: Parse, verb: Token, content: list[int], stance: Stance, passive: bool) -> Draft:
    cue = cue_words(parse, verb.i)
    source = _source(parse, verb, passive)
    taken = set(cue) | set(source)
    kept = trim(parse, (i for i in content if i not in taken))
    return Draft(verb.i, cue, source, kept, stance, "verb")


def _source(parse: Parse, verb: Token, passive: bool) -> tuple[int, ...]:
    if passive:
        by = [
            p
            for a in children(parse, verb.i, "agent", "prep")
            if a.text.lower() == "by"
            for p in children(parse, a.i, "pobj")
        ]
        return source_of(parse, by[0]) if by else ()
    found = source_of(parse, subject(parse, verb.i))
    claims = Stance.CLAIMS in verbs()[verb.lemma.lower()].values()
    own = set(subtree(parse, verb.i)) if claims and verb.dep == "acl" else set()
    return trim(parse, (i for i in found if i not in own))  # "a video purporting to show a raid": the video


def _clause(parse: Parse, verb: Token, passive: bool) -> list[int]:
    """What a finite complement says; nothing for an infinitive without its own subject."""
    for child in children(parse, verb.i, "ccomp", "csubjpass"):
        if child.dep == "ccomp" and _bare_infinitive(parse, child):
            continue
        own = {verb.i, *_drawn(parse, child)}
        return [i for i in subtree(parse, child.i) if i not in own]
    # "told reporters on Friday that": the small parser sometimes hangs the clause on a noun in between
    return _dangling(parse, verb)


def _drawn(parse: Parse, clause: Token) -> list[int]:
    """A coordinated clause by which the writer draws a conclusion: ", and that is why …", ", so …"."""
    for child in children(parse, clause.i, "conj"):
        own = subtree(parse, child.i)
        before = parse.tokens[max(own[0] - 1, 0)]
        words = [parse.tokens[i].text.lower() for i in own[:4]]
        if words[:3] in (["that", "is", "why"], ["this", "is", "why"], ["which", "is", "why"]) or words[:1] == [
            "therefore"
        ]:
            return [*own, before.i] if before.dep == "cc" else own
    return []


def _dangling(parse: Parse, verb: Token) -> list[int]:
    for i in subtree(parse, verb.i):
        token = parse.tokens[i]
        if token.dep == "mark" and token.lemma == "that" and token.i > verb.i:
            clause = parse.tokens[token.head]
            holder = parse.tokens[clause.head]
            if (
                clause.dep in {"acl", "relcl", "advcl", "ccomp"}
                and holder.i > verb.i
                and _direct(parse, holder.i, verb.i)
            ):
                return subtree(parse, clause.i)
    return []


def _direct(parse: Parse, i: int, verb: int) -> bool:
    """Whether ``i`` hangs on the verb through its object or a prepositional phrase, not through another clause."""
    for token in (parse.tokens[i], *ancestors(parse, i)):
        if token.i == verb:
            return True
        if token.dep not in {"pobj", "prep", "dobj", "npadvmod", "dative", "advmod"}:
            return False
    return False


def _bare_infinitive(parse: Parse, clause: Token) -> bool:
    marks = children(parse, clause.i, "aux")
    return any(t.tag == "TO" for t in marks) or (clause.tag == "VB" and not marks)


def _infinitive(parse: Parse, verb: Token, passive: bool) -> list[int]:
    """What is wanted, promised or asked: "vowed to strike", "urged them to leave", "was said to have fled"."""
    for child in children(parse, verb.i, "xcomp", "ccomp", "oprd", "advcl"):
        infinitive = any(t.tag == "TO" for t in children(parse, child.i, "aux"))
        if child.i < verb.i or not (infinitive or child.dep == "oprd" or _small(parse, child)):
            continue
        if child.dep == "advcl" and not _near(parse, verb, child):
            continue
        found = subtree(parse, child.i)
        for whom in children(parse, verb.i, "nsubjpass" if passive else "dobj"):
            found = [*subtree(parse, whom.i), *found]
        return found
    return []


def _wanted(parse: Parse, verb: Token, frames: Frames) -> Stance:
    """The stance of an infinitive; "called the raid a success" wants nothing."""
    named = children(parse, verb.i, "oprd") and not any(
        t.dep == "aux" and t.tag == "TO" for c in children(parse, verb.i, "oprd", "xcomp") for t in children(parse, c.i)
    )
    return frames["object"] if named and "object" in frames else frames["infinitive"]


def _small(parse: Parse, child: Token) -> bool:
    """A clause without a finite verb: "considered the talks futile"."""
    return (
        child.dep == "ccomp" and not children(parse, child.i, "mark", "aux") and child.tag not in {"VBD", "VBZ", "VBP"}
    )


def _near(parse: Parse, verb: Token, child: Token) -> bool:
    return min(subtree(parse, child.i)) <= verb.i + 4


def _through(parse: Parse, verb: Token, frames: Frames, passive: bool) -> Draft | None:
    """Contents behind a preposition: "called for a truce", "accused the army of shelling the town"."""
    for link in children(parse, verb.i, "prep"):
        frame = f"prep:{link.lemma.lower()}"
        if frame not in frames:
            continue
        content = [i for c in children(parse, link.i, "pobj", "pcomp", "prep") for i in subtree(parse, c.i)]
        if not content:
            continue
        for whom in children(parse, verb.i, "nsubjpass" if passive else "dobj"):
            content = [*subtree(parse, whom.i), *content]
        stance = Stance.DENIES if _dismisses(parse, verb, content) else frames[frame]
        made = _make(parse, verb, content, stance, passive)
        return Draft(made.head, cue_words(parse, verb.i, link.i), made.source, made.content, made.stance, "verb:prep")
    return None


def _dismisses(parse: Parse, verb: Token, content: list[int]) -> bool:
    """ "Dismissed the report that … as invention": what was said is denied; not "dismissed him as a clown"."""
    told = (parse.tokens[i] for i in content)
    return verb.lemma == "dismiss" and any(t.pos == "NOUN" and t.lemma.lower() in nouns() for t in told)


def _object(parse: Parse, verb: Token, passive: bool) -> list[int]:
    for child in children(parse, verb.i, "nsubjpass" if passive else "dobj"):
        if child.pos == "PRON" and child.lemma not in {"that", "this", "it"}:
            continue
        found = subtree(parse, child.i)
        for more in children(parse, verb.i, "xcomp", "oprd", "prep"):
            if more.dep != "prep" or more.lemma == "as":
                found = [*found, *subtree(parse, more.i)]
        return found
    if _reduced(parse, verb):
        own = set(subtree(parse, verb.i))
        return [i for i in subtree(parse, verb.head) if i not in own]
    return []


def _around(parse: Parse, verb: Token, stance: Stance) -> Draft | None:
    """A parenthetical: "the strike, he said, hit a school", "as the ministry said"."""
    inserted = verb.dep == "parataxis" or (
        verb.dep in {"advcl", "ccomp"} and any(t.lemma == "as" for t in children(parse, verb.i, "mark", "advmod"))
    )
    if not inserted:
        return None
    own = set(subtree(parse, verb.i))
    content = trim(parse, (i for i in subtree(parse, verb.head) if i not in own))
    return Draft(verb.i, cue_words(parse, verb.i), _source(parse, verb, False), content, stance, "verb:around")
