"""Pronouns: who, which, he, she, it, they and their other forms are given the actor they stand for, where it is safe.

A relative pronoun has its antecedent by syntax. A personal pronoun takes the subject of the clause that governs its
own, or the only fitting actor before it in the sentence, or (as a subject) the subject of the sentence before. Inside
quotation marks only what stands in the same quotation counts, for the words are another speaker's.
"""

from collections.abc import Iterator

from dateline.mark.traits import body, gender, person, several
from dateline.records import ActorMark, Article, Parse, Sentence, Token
from dateline.syntax import ancestors, children
from dateline.vocab import ZoneKind

_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_THEY = {"they", "them", "their", "theirs"}
_IT = {"it", "its"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_SUBJECTS = ("nsubj", "nsubjpass")
_IMPERSONAL = {"be", "seem", "appear", "rain", "remain", "happen", "become", "mean"}
_LENGTHS = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "time", "while", "moment"}
_TELLS = frozenset("say add tell cite speak describe explain claim warn argue note name call".split())
_OF_ACTORS = {
    "troop", "force", "soldier", "army", "military", "base", "leader", "member", "government", "fighter", "position",
    "commander", "ally", "aircraft", "warplane", "convoy", "withdrawal", "police", "citizen", "people", "territory",
    "spokesman", "statement", "attack", "operation", "militia", "headquarters", "website", "president", "minister",
    "staff", "personnel", "stronghold",
}  # fmt: skip


def pronoun_marks(article: Article, parse: Parse, marks: tuple[ActorMark, ...]) -> list[ActorMark]:
    """A mark for each pronoun that can safely be resolved, in text order."""
    known = {mark.head: mark for mark in marks}
    found = []
    quoted = _quoted(article, parse)
    for token in _pronouns(parse):
        antecedent = _resolve(parse, token, known, quoted)
        if antecedent is not None and token.i not in known:
            mark = ActorMark(
                article.span(token.start, token.end), token.i, antecedent.name, antecedent.id, antecedent.type,
                antecedent.country, "pronoun", antecedent.of or antecedent.span,
            )  # fmt: skip
            known[token.i] = mark
            found.append(mark)
    return found


def _pronouns(parse: Parse) -> Iterator[Token]:
    wanted = _RELATIVE | _THEY | _IT | set(_HE)
    for sentence in parse.sentences:
        if sentence.zone != ZoneKind.META:
            yield from (t for t in parse.tokens[sentence.first : sentence.last] if t.text.lower() in wanted)


def _resolve(parse: Parse, token: Token, known: dict[int, ActorMark], quoted: list[int]) -> ActorMark | None:
    word = token.text.lower()
    if word in _RELATIVE:
        return _relative(parse, token, known)
    if token.pos not in ("PRON", "DET", "PROPN") and not token.tag.startswith("PRP"):
        return None
    for candidate in _candidates(parse, token, known):
        if candidate.head != token.i and quoted[candidate.head] == quoted[token.i] and _agrees(parse, word, candidate):
            return candidate
    return None


def _relative(parse: Parse, token: Token, known: dict[int, ActorMark]) -> ActorMark | None:
    """The noun the pronoun's clause hangs on."""
    if token.tag not in ("WP", "WDT", "WP$") or token.dep == "mark":
        return None
    for above in ancestors(parse, token.i):
        if above.dep == "relcl" and above.head < token.i:
            return known.get(above.head)
        if above.pos in ("VERB", "AUX") and above.dep not in ("ccomp", "xcomp"):
            return None
    return None


def _agrees(parse: Parse, word: str, mark: ActorMark) -> bool:
    """Whether the pronoun can stand for the actor; never for what is only said of another ("he was a minister")."""
    token = parse.tokens[mark.head]
    if token.dep in ("attr", "oprd") or (token.dep == "pobj" and parse.tokens[token.head].text.lower() == "as"):
        return False
    if word in _HE:
        return person(parse, mark) and gender(parse, mark) in (None, _HE[word])
    if word in _IT:
        return body(parse, mark)
    return several(parse, mark)


def _candidates(parse: Parse, token: Token, known: dict[int, ActorMark]) -> Iterator[ActorMark]:
    """What the pronoun may stand for, the safest first; nothing after a subject that is no actor but could be meant."""
    word = token.text.lower()
    verbs = [t for t in ancestors(parse, token.i) if t.pos in ("VERB", "AUX")]
    if not verbs or (word == "it" and _impersonal(parse, verbs[0])):
        return
    own, outer = verbs[0], verbs[1:]
    fronted = _fronted(parse, token, own)
    if fronted is not None and fronted.i in known and _agrees(parse, word, known[fronted.i]):
        yield known[fronted.i]
        return
    possessive = token.dep == "poss"
    owner = token.i - 2
    if (
        possessive
        and owner >= 0
        and parse.tokens[token.i - 1].text.lower() == "and"
        and owner in known
        and _agrees(parse, word, known[owner])
    ):
        yield known[owner]
        return
    doer = None if possessive or token.dep in _SUBJECTS else _doer(parse, own)  # "found the dead and buried them"
    for verb in [own, *outer] if possessive else outer:
        subject = _subject(parse, verb)
        if subject is None or subject == doer or subject.i >= token.i:
            continue
        if subject.i in known:
            if _agrees(parse, word, known[subject.i]):
                if token.dep in _SUBJECTS or verb is own or not _between(parse, subject.i, token, known):
                    yield known[subject.i]
                return
            continue
        if _rival(parse, word, subject):
            break
    yield from _only(parse, token, known, own)
    if token.dep in _SUBJECTS and not _subject_before(parse, token):
        yield from _previous(parse, token, known)


def _doer(parse: Parse, verb: Token) -> Token | None:
    """Whose deed it is: the subject, or whom the words above name ("men accused of killing them", "tried to kill them")."""
    for _ in range(4):
        subject = _subject(parse, verb)
        if subject is not None or verb.dep not in {"pcomp", "xcomp", "acl"}:
            return subject
        above = parse.tokens[verb.head]
        if verb.dep == "acl" and above.pos in {"NOUN", "PROPN"}:
            return above
        verb = parse.tokens[above.head] if above.pos == "ADP" else above
    return None


def _impersonal(parse: Parse, verb: Token) -> bool:
    """ "It was raining", "it took three days", "it takes courage to stay", but not "it took the town" """
    takes = verb.lemma == "take" and (
        bool(children(parse, verb.i, "xcomp"))
        or any(t.lemma in _LENGTHS for t in children(parse, verb.i, "dobj", "npadvmod"))
    )
    return takes or verb.lemma.lower() in _IMPERSONAL


def _between(parse: Parse, subject: int, token: Token, known: dict[int, ActorMark]) -> bool:
    """Whether another actor that would fit stands between the subject and the pronoun."""
    mine = known[subject]
    near = (known[i] for i in range(subject + 1, token.i) if i in known)
    return any(_agrees(parse, token.text.lower(), m) and (m.id or m.name) != (mine.id or mine.name) for m in near)


def _fronted(parse: Parse, token: Token, own: Token) -> Token | None:
    """The subject of a clause set before the pronoun's: "if the troops stay, they …"."""
    clauses = [t for t in children(parse, own.i, "advcl") if t.i < token.i]
    return _subject(parse, clauses[-1]) if clauses and token.dep in _SUBJECTS else None


def _subject(parse: Parse, verb: Token) -> Token | None:
    found = children(parse, verb.i, *_SUBJECTS)
    if found:
        return found[0]
    return (
        _subject(parse, parse.tokens[verb.head])
        if verb.dep == "conj" and parse.tokens[verb.head].pos in ("VERB", "AUX")
        else None
    )


def _rival(parse: Parse, word: str, subject: Token) -> bool:
    """Whether a subject that is no actor could itself be what the pronoun means."""
    if word in _HE:
        return False
    plural = subject.tag in ("NNS", "NNPS")
    return subject.pos in ("NOUN", "PROPN", "PRON") and plural == (word in _THEY)


def _only(parse: Parse, token: Token, known: dict[int, ActorMark], own: Token) -> Iterator[ActorMark]:
    """The one fitting actor before the pronoun in its sentence, where what is said can only be said of an actor."""
    word = token.text.lower()
    sentence = parse.sentences[token.sentence]
    fitting = [
        known[i] for i in range(sentence.first, token.i)
        if i in known and _agrees(parse, word, known[i]) and known[i].via != "country"
    ]  # fmt: skip
    if len({m.id or m.name for m in fitting}) != 1 or _same_clause_subject(parse, token, fitting[-1], own):
        return
    if word in _HE or (token.dep == "poss" and parse.tokens[token.head].lemma.lower() in _OF_ACTORS):
        yield fitting[-1]


def _same_clause_subject(parse: Parse, token: Token, mark: ActorMark, own: Token) -> bool:
    """An object pronoun is never its own clause's subject ("he hit him")."""
    return token.dep != "poss" and parse.tokens[mark.head].head == own.i


def _subject_before(parse: Parse, token: Token) -> bool:
    """Whether the sentence already had another subject noun before the pronoun."""
    sentence = parse.sentences[token.sentence]
    return any(t.dep in _SUBJECTS and t.pos in ("NOUN", "PROPN") for t in parse.tokens[sentence.first : token.i])


def _previous(parse: Parse, token: Token, known: dict[int, ActorMark]) -> Iterator[ActorMark]:
    """The subject of the sentence before, where it fits and no other actor in that sentence does better."""
    if token.sentence == 0:
        return
    before = parse.sentences[token.sentence - 1]
    if before.zone != parse.sentences[token.sentence].zone:
        return
    word = token.text.lower()
    root = next((t for t in parse.tokens[before.first : before.last] if t.head == t.i), None)
    subject = _subject(parse, root) if root is not None else None
    if subject is None:
        return
    mark = known.get(subject.i)
    if word in _HE and parse.tokens[token.head].lemma in _TELLS:
        yield from (m for m in _cited(parse, before, known) if _agrees(parse, word, m))
    if mark is not None and _agrees(parse, word, mark) and not _killed(parse, subject):
        yield mark
    elif word in _HE:
        people = [known[i] for i in range(before.first, before.last) if i in known and _agrees(parse, word, known[i])]
        if len({m.id or m.name for m in people}) == 1:
            yield people[-1]


def _cited(parse: Parse, sentence: Sentence, known: dict[int, ActorMark]) -> Iterator[ActorMark]:
    """ "According to the interior minister, Ihor Klymenko": whose account it was, by name where he has one."""
    for to in parse.tokens[sentence.first : sentence.last]:
        if to.lemma == "to" and parse.tokens[to.head].text.lower() == "according":
            for noun in children(parse, to.i, "pobj"):
                named = [known[t.i] for t in children(parse, noun.i, "appos") if t.i in known]
                yield from [*named, *([known[noun.i]] if noun.i in known else [])]


def _killed(parse: Parse, subject: Token) -> bool:
    """ "One resident was shot dead": he does nothing more."""
    verb = parse.tokens[subject.head]
    dead = any(t.text == "dead" for t in children(parse, verb.i))
    return subject.dep == "nsubjpass" and (verb.lemma in {"kill", "murder", "execute", "behead", "assassinate"} or dead)


def _quoted(article: Article, parse: Parse) -> list[int]:
    """For each token the number of the quotation it stands in, 0 outside; a new paragraph closes an open one."""
    found, open_, number = [], False, 0
    previous = 0
    for token in parse.tokens:
        if "\n" in article.text[previous : token.start]:
            open_ = False
        previous = token.end
        if token.text in ("“", "``", "«") or (token.text == '"' and not open_):
            open_, number = True, number + 1
        elif token.text in ("”", "''", "»", '"'):
            open_ = False
        found.append(number if open_ else 0)
    return found
