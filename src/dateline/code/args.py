"""Syntactic arguments of verbs and nouns, with passives, relatives, control and participles undone."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.data import word_class
from dateline.records import Parse, Token
from dateline.syntax import children, conjuncts

# Verbs whose object is the subject of the infinitive below them ("ordered troops to leave").
_OBJECT_CONTROL = frozenset(
    [
        "order",
        "force",
        "allow",
        "ask",
        "urge",
        "tell",
        "want",
        "lead",
        "prompt",
        "cause",
        "push",
        "help",
        "enable",
        "let",
        "make",
        "compel",
        "persuade",
        "invite",
        "permit",
        "encourage",
        "authorize",
        "authorise",
        "instruct",
        "command",
        "require",
        "see",
        "press",
        "pressure",
        "get",
    ]
)
# Verbs that tell behind a preposition who is to act: "called on the army to withdraw", "appealed to Rome to help".
_CALLS = {
    "call": {"on", "upon"},
    "appeal": {"to"},
    "rely": {"on", "upon"},
    "prevail": {"on", "upon"},
    "plead": {"with"},
}
# Verbs whose object did, or is kept from, what the gerund behind them says.
_CHARGES = frozenset("accuse blame suspect convict acquit stop prevent keep ban bar deter".split())
# Verbs a headline puts in the passive without "were".
_HEADLINED = frozenset(
    "kill wound injure arrest detain shoot stab abduct kidnap bomb hit attack behead execute hang jail rescue "
    "free hurt release capture seize destroy displace shell target ambush "
    "assassinate murder massacre ban expel deport accuse blame charge sentence convict suspect acquit indict".split()
)
_CLAUSE = {"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "pcomp", "parataxis", "csubj"}
_SUBJECT = ("nsubj", "csubj")
_RELATIVE = {"who", "which", "that", "whom"}


@dataclass(frozen=True, slots=True)
class Arg:
    """One filler of a slot: "subj", "obj", "iobj", "poss", "adj" or a preposition, by its head token."""

    slot: str
    token: int
    via: str | None = None


def is_passive(parse: Parse, i: int) -> bool:
    """Whether verb ``i`` is passive: "was hit", "the base hit by", "got killed"."""
    if children(parse, i, "auxpass", "nsubjpass", "agent"):
        return True
    token = parse.tokens[i]
    if token.tag != "VBN":
        return False
    if token.dep == "conj" and not children(parse, i, "nsubj", "aux"):
        return is_passive(parse, token.head) and not children(parse, i, "dobj")
    if token.dep == "ccomp" and parse.tokens[token.head].lemma == "have" and not children(parse, i, "aux", "dobj"):
        return bool(children(parse, i, "nsubj"))  # "had the prisoners shot"
    bare = token.dep == "ROOT" and not children(parse, i, "aux", "dobj")
    if token.lemma in _HEADLINED and bare and not _shared_object(parse, i):
        return True  # a headline leaves out "were": "Nine killed in air strike"
    if token.dep == "pcomp" and parse.tokens[token.head].lemma == "with" and not children(parse, i, "aux", "dobj"):
        return True  # "three were killed, with five captured"
    if token.dep == "acl" and children(parse, i, "dobj"):
        return False
    return token.dep in {"acl", "amod"} or (
        token.dep in {"advcl", "ROOT"} and not children(parse, i, "aux", "dobj", "nsubj")
    )


def _antecedent(parse: Parse, token: Token, verb: int) -> tuple[int, str | None]:
    """The noun a relative pronoun stands for, else the token itself."""
    if token.text.lower() in _RELATIVE and token.tag in {"WDT", "WP", "IN", "DT"}:
        up = parse.tokens[verb]
        while up.dep == "conj":
            up = parse.tokens[up.head]
        if up.dep == "relcl":
            return up.head, "relative"
    return token.i, None


def _own_subject(parse: Parse, i: int) -> tuple[int, str | None] | None:
    found = children(parse, i, *_SUBJECT)
    if not found:
        token, before = parse.tokens[i], parse.tokens[max(0, i - 1)]
        twin = token.tag == "VBG" and token.dep == before.dep == "pobj" and token.head == before.head
        return (before.i, None) if twin else None  # "killed in government shelling", both hung on "in"
    return _antecedent(parse, found[0], i)


def _borrowed_subject(parse: Parse, i: int) -> tuple[int, str | None] | None:
    """The subject a verb shares with the verb or noun above it."""
    token = parse.tokens[i]
    above = parse.tokens[token.head]
    if token.dep == "acl" and token.tag == "VBG":
        return above.i, "participle"
    if token.dep == "acl" and token.tag in {"VBN", "VBD"}:
        return _topic(parse, i), None
    if token.dep == "acl" and token.tag == "VB" and above.pos in {"NOUN", "PROPN"}:
        return _holder(parse, above.i)
    if token.dep == "pcomp" and above.pos in {"ADP", "SCONJ"}:
        return _behind_preposition(parse, above)
    if token.dep == "xcomp" and above.pos == "ADJ":
        verb = parse.tokens[above.head]
        found = deep_subject(parse, verb.i) if verb.pos in {"VERB", "AUX"} else None
        return (found[0], "control") if found else None
    if above.i == i or above.pos not in {"VERB", "AUX"}:
        return _relative_subject(parse, i) if token.dep == "relcl" else None
    if token.tag == "VB" and above.lemma in _THWARTS and children(parse, above.i, "dobj"):
        return None  # "foiled a plot to bomb a church"
    told = token.dep == "advcl" and token.tag == "VB" and above.lemma in _OBJECT_CONTROL
    if (token.dep == "xcomp" or told) and is_passive(parse, above.i):
        urged = deep_object(parse, above.i)  # "was pressed by X to act", "is expected to act"
        return (urged[0], "control") if urged else None
    made = told and above.lemma in {"get", "force", "order", "persuade", "compel"}  # "got them to release the men"
    ordered = _ordered(parse, token, above) if token.dep == "xcomp" or made else None
    if ordered is not None:
        return ordered, "control"
    if token.dep in {"xcomp", "conj", "advcl", "ccomp"} and (token.dep != "ccomp" or token.tag in {"VBG", "VB"}):
        found = deep_subject(parse, above.i)
        if found is None and is_passive(parse, above.i):
            passive = children(parse, above.i, "nsubjpass")
            found = (_antecedent(parse, passive[0], above.i)[0], "shared") if passive else None
        return (found[0], found[1] or "shared") if found else None
    return None


def _ordered(parse: Parse, token: Token, above: Token) -> int | None:
    """Who is to act in "ordered the army to leave", "called on the army to leave"."""
    found = children(parse, above.i, "dobj") if above.lemma in _OBJECT_CONTROL else []
    for prep in children(parse, above.i, "prep"):
        if prep.lemma in _CALLS.get(above.lemma, ()) and prep.i < token.i:
            found += children(parse, prep.i, "pobj")
    return found[0].i if found else None


def _behind_preposition(parse: Parse, prep: Token) -> tuple[int, str | None] | None:
    """Who acts in "accused X of killing", "is about to attack", "by shelling": object or subject of the verb above."""
    verb = parse.tokens[prep.head]
    if verb.dep == "dobj" and parse.tokens[verb.head].lemma in _CHARGES and prep.lemma in {"of", "for", "from"}:
        return verb.i, "control"  # the parser hangs "of killing" on whom it accuses
    if verb.pos == "ADJ":
        verb = parse.tokens[verb.head]
    if verb.pos not in {"VERB", "AUX"}:
        return None
    if prep.lemma in {"of", "from", "for", "into"}:
        found = deep_object(parse, verb.i) or deep_subject(parse, verb.i)
    else:
        found = deep_subject(parse, verb.i)
    return (found[0], "control") if found else None


def _topic(parse: Parse, i: int) -> int:
    """The noun that heads a sentence without a verb, for a main verb the parser took as a participle."""
    token = parse.tokens[parse.tokens[i].head]
    while token.head != token.i and token.pos in {"NOUN", "PROPN", "ADP"}:
        token = parse.tokens[token.head]
    return token.i if token.pos in {"NOUN", "PROPN"} else parse.tokens[i].head


# What is done to a plan by others than those who made it.
_THWARTS = frozenset("foil thwart uncover prevent expose condemn denounce stop disrupt avert oppose reject".split())


def _holder(parse: Parse, noun: int) -> tuple[int, str | None] | None:
    """Whose plan it is in "announced their plan to attack", "a resolution to expel": possessor or governing subject."""
    above = parse.tokens[parse.tokens[noun].head]
    owner = [t for t in children(parse, noun, "poss") if t.pos != "PRON"]
    if owner:
        return owner[0].i, "control"
    if above.pos == "VERB" and parse.tokens[noun].dep == "dobj" and above.lemma not in _THWARTS:
        found = deep_subject(parse, above.i)
        return (found[0], "control") if found else None
    return None


def _relative_subject(parse: Parse, i: int) -> tuple[int, str | None] | None:
    token = parse.tokens[i]
    if token.tag == "VB" or children(parse, i, "nsubjpass"):
        return None
    return (token.head, "relative") if children(parse, i, "dobj", "prep") else None


def deep_subject(parse: Parse, i: int) -> tuple[int, str | None] | None:
    """Who does what verb ``i`` says, and how that was reached; the by-agent of a passive."""
    if is_passive(parse, i):
        agents = [p for a in children(parse, i, "agent") for p in children(parse, a.i, "pobj")]
        by = [p for a in children(parse, i, "prep") if a.lemma == "by" for p in children(parse, a.i, "pobj")]
        found = agents + by
        return (found[0].i, None) if found else None
    return _own_subject(parse, i) or _borrowed_subject(parse, i)


def deep_object(parse: Parse, i: int) -> tuple[int, str | None] | None:
    """Whom or what verb ``i`` is done to; the subject of a passive."""
    if is_passive(parse, i):
        subject = children(parse, i, "nsubjpass") or children(parse, i, "nsubj")
        if subject:
            return _antecedent(parse, subject[0], i)
        token = parse.tokens[i]
        if token.dep in {"acl", "relcl"}:
            return token.head, "participle"
        if token.dep == "xcomp" and parse.tokens[token.head].pos == "ADJ":
            above = deep_subject(parse, parse.tokens[token.head].head)  # "was due to be freed"
            return (above[0], "control") if above else None
        if token.dep in {"conj", "xcomp", "advcl"} and parse.tokens[token.head].pos in {"VERB", "AUX"}:
            above = deep_object(parse, token.head) if is_passive(parse, token.head) else None
            above = above or deep_subject(parse, token.head)
            return (above[0], "shared") if above else None
        return None
    objects = [t for t in children(parse, i, "dobj") if t.tag != "WDT" or t.text.lower() not in _RELATIVE]
    if objects:
        return objects[0].i, None
    token = parse.tokens[i]
    if token.dep == "relcl" and (children(parse, i, "dobj") or _open_relative(parse, i)):
        return token.head, "relative"
    whoever = [t for c in children(parse, i, "ccomp") for t in children(parse, c.i, "dobj", "nsubj")]
    anybody = next((t for t in whoever if t.text.lower() in {"whoever", "whomever"}), None)
    return (anybody.i, "relative") if anybody else _shared_object(parse, i)


def _open_relative(parse: Parse, i: int) -> bool:
    """A relative clause with a subject of its own and no object: "the town rebels captured"."""
    subject = children(parse, i, "nsubj")
    return bool(subject) and subject[0].text.lower() not in _RELATIVE and not children(parse, i, "advmod", "prep")


def _shared_object(parse: Parse, i: int) -> tuple[int, str | None] | None:
    """The object a verb shares with its last conjunct: "shelled and bombed the town"."""
    for below in children(parse, i, "conj"):
        if below.pos == "VERB" and below.i - i <= 3:
            objects = children(parse, below.i, "dobj")
            if objects:
                return objects[0].i, "shared"
    return None


def _prepositions(parse: Parse, i: int) -> Iterator[Arg]:
    for prep in children(parse, i, "prep", "agent", "dative"):
        name = "out of" if prep.lemma == "out" else prep.lemma.lower()
        pobjs = children(parse, prep.i, "pobj")
        inner = [p for p in children(parse, prep.i, "prep") if p.lemma in {"of", "to", "from"}]
        for nested in inner:
            pobjs = pobjs or children(parse, nested.i, "pobj")
        for pobj in pobjs:
            yield Arg(name, _antecedent(parse, pobj, i)[0])
        for again in children(parse, prep.i, "conj"):
            if again.pos == "ADP":
                yield from (Arg(again.lemma, p.i) for p in children(parse, again.i, "pobj"))


def _participle(parse: Parse, i: int) -> Iterator[Arg]:
    """Fillers behind a participle used like a preposition: "using rockets", "targeting a base", "involving X"."""
    for token in children(parse, i, "advcl", "acl", "prep", "xcomp"):
        if token.text.lower() in {"using", "targeting", "involving", "including"}:
            yield from (Arg(token.text.lower(), t.i) for t in children(parse, token.i, "dobj", "pobj"))


def verb_args(parse: Parse, i: int) -> tuple[Arg, ...]:
    """The arguments of verb ``i``, before coordination is spread out."""
    found = []
    subject, obj = deep_subject(parse, i), deep_object(parse, i)
    if subject:
        found.append(Arg("subj", *subject))
    if obj and obj != subject:
        found.append(Arg("obj", *obj))
    found.extend(Arg("iobj", t.i) for t in children(parse, i, "dative") if t.pos != "ADP")
    agent = subject[0] if subject and is_passive(parse, i) else None
    if subject is None and is_passive(parse, i):
        found.extend(Arg("subj", a.token) for a in _deep_by(parse, i))
    found.extend(a for a in _prepositions(parse, i) if a.token != agent)
    found.extend(_participle(parse, i))
    return tuple(found)


def noun_args(parse: Parse, i: int) -> tuple[Arg, ...]:
    """The arguments of event noun ``i``: possessor, nationality or actor before it, phrases after it."""
    found = [Arg("poss", t.i) for t in children(parse, i, "poss")]
    before = [t for t in children(parse, i, "amod", "compound", "nmod") if t.i < i]
    found.extend(Arg("adj", _leader(parse, t)) for t in before)
    if parse.tokens[i].tag == "VBG":  # "in Syrian government shelling", read as a clause
        found.extend(Arg("adj", t.i) for t in children(parse, i, "nsubj"))
    for told in (i, *(t.i for t in _done(parse, i))):
        found.extend(_prepositions(parse, told))
        found.extend(_participle(parse, told))
    if not any(a.slot == "by" for a in found):
        found.extend(_deep_by(parse, i))
    return tuple(found)


_HELD = frozenset("believe think suspect say report allege presume".split())


def _done(parse: Parse, noun: int) -> list[Token]:
    """The participles that only say that a noun's event was carried out, or is held to have been: "an airstrike believed to
    have been carried out by the US"."""
    clauses = children(parse, noun, "acl")
    held = [x for t in clauses if t.lemma in _HELD for x in children(parse, t.i, "xcomp")]
    done = [t for t in clauses if is_done(parse, t)]
    return done + [t for t in held if t.lemma in word_class("done") and children(parse, t.i, "auxpass")]


def is_done(parse: Parse, token: Token) -> bool:
    """Whether a participle only says that a noun's event was carried out: "an attack launched by rebels on Goma"."""
    return token.dep == "acl" and token.lemma in word_class("done") and is_passive(parse, token.i)


def _leader(parse: Parse, token: Token) -> int:
    """Who leads in "US-led air strikes"; any other modifier stands for itself."""
    if token.text.lower() in {"led", "backed"}:
        inner = [t for t in children(parse, token.i) if t.i < token.i and t.pos in {"PROPN", "NOUN", "ADJ"}]
        return inner[-1].i if inner else token.i
    return token.i


def _deep_by(parse: Parse, i: int) -> Iterator[Arg]:
    """A by-agent that the parser hung on a noun inside the phrase: "the attack on the base by rebels"."""
    todo = [p.i for prep in children(parse, i, "prep") for p in children(parse, prep.i, "pobj")]
    todo += [t.i for t in children(parse, i, "dobj")]
    while todo:
        for token in conjuncts(parse, todo.pop()):
            if parse.tokens[token].lemma.lower() in word_class("grievance"):
                continue  # "in revenge for the killing of X by troops": the troops did that, not this
            for prep in children(parse, token, "prep"):
                pobjs = [p.i for p in children(parse, prep.i, "pobj")]
                if prep.lemma == "by":
                    yield from (Arg("by", p) for p in pobjs)
                else:
                    todo += pobjs


def members(parse: Parse, head: int) -> list[tuple[int, str | None]]:
    """A filler and what is coordinated with it or listed behind "such as"; "list" marks all but the first."""
    found: list[tuple[int, str | None]] = []
    for n, token in enumerate(conjuncts(parse, head)):
        if parse.tokens[token].pos in {"VERB", "AUX", "PUNCT", "SYM"} or parse.tokens[token].tag in {
            "FW",
            "HYPH",
            "AFX",
        }:
            continue
        found.append((token, "list" if n else None))
        found.extend((t, "list") for t in _instances(parse, token))
    return found


def _instances(parse: Parse, head: int) -> Iterator[int]:
    for prep in children(parse, head, "prep"):
        if prep.text.lower() == "including" or (prep.lemma == "as" and children(parse, prep.i, "amod")):
            for pobj in children(parse, prep.i, "pobj"):
                yield from (t for t in conjuncts(parse, pobj.i) if parse.tokens[t].tag != "FW")


def clause_head(parse: Parse, i: int) -> int:
    """The verb that heads the clause token ``i`` stands in; ``i``'s sentence root where there is none."""
    token = parse.tokens[i]
    while not (token.dep in _CLAUSE and token.pos in {"VERB", "AUX"}) and token.head != token.i:
        token = parse.tokens[token.head]
    return token.i
