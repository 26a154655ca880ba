"""Which time governs an event: syntax first, then stated rules of inheritance. Pure, for every stage.

The rules, strongest first (the name is returned with the time):

``modifier``   the time hangs below the trigger itself ("the 2014 kidnapping", "were killed on Friday")
``clause``     it stands in the same clause ("On Friday, a raid left two dead")
``shared``     it belongs to the clause this one is coordinated with ("On Friday they entered the town and shot …")
``main``       it belongs to the clause the trigger's participle, infinitive or relative clause hangs on
``initial``    it opens the sentence
``sentence``   it is the only time of the sentence, and nobody merely spoke then
``since``      it dates the clause behind a "since" ("have died since the war began in 1980"): from then to the day of writing
``reporting``  it says when the report was made ("police said on Sunday"): the event was not later
``previous``   it governed the main clause of one of the two sentences before, in running narrative; date lines and
               bylines are no sentences of the story, and background does not spread: "since 2011", "until noon",
               "had been taken in May", "the war began in March 2011"
A date that only qualifies a noun deep in the clause ("the group behind the 2014 kidnapping") dates nothing but it, and
one inside a relative clause or participle ("the army, which has been at war since 2023, said …") nothing outside.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, takewhile

from dateline.data import word_class
from dateline.records import Parse, Sentence, TimeMark, Token
from dateline.syntax import ancestors, children, head_of, sentence_of, subtree, token_at
from dateline.vocab import TimeKind, ZoneKind

_CLAUSE = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass", "parataxis"})
_OPEN = frozenset({"xcomp", "advcl", "relcl", "acl", "pcomp", "conj"})  # clauses that live in their head's time
_ATTRIBUTES = frozenset({"nummod", "amod", "compound", "nmod", "poss"})
_WARS = frozenset(
    {"war", "conflict", "uprising", "revolt", "revolution", "crisis", "insurgency", "rebellion", "unrest", "fighting"}
)
_BEGIN = frozenset({"begin", "start", "erupt", "break"})
_REPORTS = frozenset({"report", "announce", "confirm", "document", "claim", "condemn", "deny"})
_LIMITS = frozenset({"until", "till", "by", "before"})
# Participles that say what somebody is, at whatever time: "a government led by X in 2021" was not led in 2021 only
_LASTING = frozenset({"lead", "head", "back", "base", "locate", "support", "call", "name", "know", "dominate", "chair"})
# Participles that only say that the deed above was done, and so when: "a raid carried out on Monday killed two"
_DOING = word_class("done") | {"fire", "drop"}
_ON_FROM = re.compile(r"\b(?:later|next|following|after)\b")
# What comes of a deed at once: "died after they hit a mine on Monday"
_COMES_OF = frozenset({"die", "kill", "wound", "injure", "hurt"})
_PARAGRAPH = 2  # characters between two sentences from which a new paragraph begins
_WEEK = 3  # UCDP's date_prec
BACK = 2  # sentences looked back for a narrative's time


def precision(start: date, end: date) -> int:
    """UCDP's date_prec for an interval: 1 a day, 2 up to six days, 3 a week (or from its day to the same), 4 a month, 5 longer."""
    days = (end - start).days + 1
    return next((p for p, most in ((1, 1), (2, 6), (3, 8), (4, 31)) if days <= most), 5)


def governing_time(
    parse: Parse, times: Iterable[TimeMark], trigger: int, here: date | None = None
) -> tuple[TimeMark, str] | None:
    """The resolved time of the event at token ``trigger`` and the name of the rule that gave it, or None.

    ``here`` is the day of writing, which "since" reaches to. Only times with a ``start`` take part: bare durations, sets and unresolved expressions never date an event.
    """
    sentence = sentence_of(parse, trigger)
    dated = [t for t in times if t.start is not None]
    inside = [
        (t, i)
        for t in dated
        if sentence.start <= t.span.start < sentence.end
        and (i := _head(parse, t)) is not None
        and not _qualifies(parse, i, trigger)
        and not _runs_to(parse, i)
    ]
    if any(_counts_to(parse, t, i, trigger) for t, i in inside):
        return None
    if _was_before(parse, trigger):
        head = clause_head(parse, trigger)
        own = [(t, i) for t, i in inside if head in {a.i for a in _upward(parse, i)}]
        return _by_syntax(parse, own, trigger)
    return (
        _when(parse, inside, trigger)
        or _since(parse, inside, trigger, here)
        or _by_syntax(parse, inside, trigger)
        or _by_sentence(parse, inside, trigger, sentence)
        or (None if _stands_apart(parse, trigger) else _told_before(parse, dated, inside, sentence))
    )


def _told_before(
    parse: Parse, dated: list[TimeMark], inside: list[tuple[TimeMark, int]], sentence: Sentence
) -> tuple[TimeMark, str] | None:
    """The time of the sentence before; where this one tells a day of its own, if of something else, only the same day."""
    found = _previous(parse, dated, sentence)
    days = {t.start for t, _ in inside if t.precision == 1}
    return found if found is None or not days or found[0].start in days else None


def _stands_apart(parse: Parse, trigger: int) -> bool:
    """Whether an event is no next step of what was told: "have mined the roads" up to now, "is holding 26", "the war began" before,
    "Georgia, which launched an offensive" in passing."""
    verb = next((t for t in _upward(parse, trigger) if t.pos in {"VERB", "AUX"}), parse.tokens[trigger])
    now = any(t.tag in {"VBZ", "VBP"} and t.lemma in {"have", "be"} for t in children(parse, verb.i, "aux"))
    if verb.i == trigger and now:
        return True
    return _begins_war(parse, verb.i) or any(t.dep == "relcl" for t in _upward(parse, trigger))


def _when(parse: Parse, inside: list[tuple[TimeMark, int]], trigger: int) -> tuple[TimeMark, str] | None:
    """ "Shut since 8 June, when men raided it": the day it has been so since."""
    since = [(t, i) for t, i in inside if is_open(t) and t.rule.startswith("day")]
    clauses = [parse.tokens[i] for i in _clauses(parse, trigger)] if since else []
    told = {c.head for c in clauses if any(t.text.lower() == "when" for t in children(parse, c.i, "advmod"))}
    found = next((t for t, i in since if i in told), None)
    return (replace(found, end=found.start, precision=1), "clause") if found else None


def _was_before(parse: Parse, trigger: int) -> bool:
    """Whether an event is told in passing of whom something befell later: "the sailor, kidnapped with them, was freed" """
    verb = parse.tokens[clause_head(parse, trigger)]
    noun = parse.tokens[verb.head]
    if verb.dep != "acl" or verb.tag != "VBN" or verb.lemma in _LASTING or noun.dep not in {"nsubj", "nsubjpass"}:
        return False
    first = min(subtree(parse, verb.i))
    return first > 0 and parse.tokens[first - 1].text == "," and noun.head > verb.i


_GOES_ON = frozenset("last continue go hold remain stay fight rage run persist rule serve keep be".split())


def _runs_to(parse: Parse, i: int) -> bool:
    """ "Banned flights until 12 December": the day on which it ends is none on which it was done."""
    prep = parse.tokens[parse.tokens[i].head]
    verb = parse.tokens[prep.head]
    return prep.text.lower() in {"until", "till"} and verb.pos == "VERB" and verb.lemma not in _GOES_ON


def _counts_to(parse: Parse, time: TimeMark, i: int, trigger: int) -> bool:
    """Whether a length counts from the event to another one: "a day after they seized X" is no day of the seizing"""
    counted = time.rule in {"from an event", "day before an event"} and parse.tokens[i].dep in {"npadvmod", "nsubj"}
    return counted and parse.tokens[i].head == trigger and parse.tokens[trigger].dep == "advcl"


def _since(
    parse: Parse, inside: list[tuple[TimeMark, int]], trigger: int, here: date | None
) -> tuple[TimeMark, str] | None:
    """ "Have died since the war began in 1980": what stands beside a dated "since" clause reaches to the day of writing."""
    above = {t.i for t in _upward(parse, trigger)}
    for time, i in inside:
        clause = next((t for t in _upward(parse, i) if _opens_since(parse, t)), None)
        if clause is None or is_open(time) or clause.i in above or clause.head not in above:
            continue
        if here is None or time.start is None or time.start > here:
            return None
        exact = precision(time.start, here)
        return replace(time, rule=f"{time.rule}, since", end=here, precision=exact), "since"
    return None


def _opens_since(parse: Parse, clause: Token) -> bool:
    """ "Since the war began", "since the start of the war" """
    if clause.dep == "prep":
        return clause.text.lower() == "since"
    return clause.dep == "advcl" and any(t.text.lower() == "since" for t in children(parse, clause.i, "mark", "prep"))


def _head(parse: Parse, time: TimeMark) -> int | None:
    found = head_of(parse, time.span.start, time.span.end)
    return found if found is not None else token_at(parse, time.span.start)


def _qualifies(parse: Parse, time: int, trigger: int) -> bool:
    """Whether the time stands before a noun that only tells what another noun is: "the scene of Monday's bombing", or
    belongs to what was in vain: "still attack despite an intervention in 2013" """
    below = takewhile(lambda t: t.i != trigger, _upward(parse, time))
    if any(t.text.lower() == "despite" or t.lemma.lower() in word_class("grievance") for t in below):
        return True  # "in revenge for the killing of X last week"
    noun = parse.tokens[parse.tokens[time].head]
    if parse.tokens[time].dep not in _ATTRIBUTES or noun.i == trigger or noun.dep != "pobj":
        return False
    owner = parse.tokens[parse.tokens[noun.head].head]
    return owner.pos in {"NOUN", "PROPN"} and owner.i != trigger


def _is_clause(token: Token) -> bool:
    return token.dep in _CLAUSE or (token.dep == "conj" and token.pos in {"VERB", "AUX"})


def _upward(parse: Parse, i: int) -> Iterator[Token]:
    yield parse.tokens[i]
    yield from ancestors(parse, i)


def clause_head(parse: Parse, i: int) -> int:
    """The token that heads the clause token ``i`` stands in: itself where it is a clause's verb."""
    return next((t.i for t in _upward(parse, i) if _is_clause(t)), i)


def _clause_of(parse: Parse, time: TimeMark, i: int) -> int:
    """The head of the clause a time belongs to: not a lasting participle at whose end it stands."""
    head = clause_head(parse, i)
    while _lasts(parse, parse.tokens[head]) and not is_open(time):
        head = clause_head(parse, parse.tokens[head].head)
    return head


def _lasts(parse: Parse, token: Token) -> bool:
    """Whether a participle lends its noun no time of its own, or, as the deed done, the very time of what it brought."""
    subject = parse.tokens[token.head].dep == "nsubj"
    meanwhile = token.tag == "VBG" and not subject  # "hit a bus carrying pilgrims on Monday"
    return token.dep == "acl" and (token.lemma in _LASTING or (token.lemma in _DOING and subject) or meanwhile)


def _clauses(parse: Parse, i: int) -> list[int]:
    """Clause heads from the one ``i`` stands in outwards, as long as each lives in the time of the next."""
    found = [clause_head(parse, i)]
    while parse.tokens[found[-1]].dep in _OPEN:
        found.append(clause_head(parse, parse.tokens[found[-1]].head))
    return found


def _below(parse: Parse, time: TimeMark, i: int, trigger: int) -> bool:
    """Whether the time hangs below the trigger with no other clause between."""
    for token in _upward(parse, i):
        if token.i == trigger:
            return True
        if _is_clause(token) and (
            is_open(time) or not (_lasts(parse, token) or (token.lemma in _DOING and token.head == trigger))
        ):
            return False
    return False


def _depth(parse: Parse, time: int, trigger: int) -> int:
    """How many steps up the parse lead from the time to the trigger: a date deeper down belongs to something else."""
    return next((n for n, token in enumerate(_upward(parse, time)) if token.i == trigger), len(parse.tokens))


def _by_syntax(parse: Parse, here: list[tuple[TimeMark, int]], trigger: int) -> tuple[TimeMark, str] | None:
    below = [(t, i) for t, i in here if _below(parse, t, i, trigger)]
    if below:
        return min(below, key=lambda pair: (_depth(parse, pair[1], trigger), abs(pair[1] - trigger)))[0], "modifier"
    chain = _clauses(parse, trigger)
    for level, clause in enumerate(chain):
        found = _nearest([(t, i) for t, i in here if _clause_of(parse, t, i) == clause], trigger)
        if found:
            reported = parse.tokens[clause].lemma in _REPORTS and clause != trigger
            return found, "reporting" if reported else _rule(parse, chain, level)
    return None


def _rule(parse: Parse, chain: list[int], level: int) -> str:
    if level == 0:
        return "clause"
    coordinated = all(parse.tokens[c].dep == "conj" for c, _ in pairwise(chain[: level + 1]))
    return "shared" if coordinated else "main"


def _by_sentence(
    parse: Parse, here: list[tuple[TimeMark, int]], trigger: int, sentence: Sentence
) -> tuple[TimeMark, str] | None:
    opening = [t for t, _ in here if _first(parse, t) <= sentence.first + 1]
    if opening:
        return opening[0], "initial"
    spoken = [(t, i) for t, i in here if speaks(parse, clause_head(parse, i))]
    others = [(t, i) for t, i in here if (t, i) not in spoken]
    if len(others) == 1 and _spreads(parse, *others[0], trigger):
        return others[0][0], "sentence"
    return (spoken[0][0], "reporting") if spoken else None


def _spreads(parse: Parse, time: TimeMark, i: int, trigger: int) -> bool:
    """Whether a time may say when something outside its clause was. Relative and participial clauses are somebody
    else's time, and "since 2023" tells how long one thing has lasted."""
    above = {t.i for t in _upward(parse, trigger)}
    aside = any(t.dep in {"relcl", "acl"} and t.i not in above and not _lasts(parse, t) for t in _upward(parse, i))
    since = any(t.i not in above and _opens_since(parse, t) for t in _upward(parse, i))
    after = i > trigger and _ON_FROM.search(time.span.text) is not None  # "abducted, and freed the next day"
    before = any(t.i not in above and _goes_before(parse, t) for t in _upward(parse, i))
    earlier = before and parse.tokens[clause_head(parse, trigger)].lemma not in _COMES_OF
    return not (aside or since or after or earlier or is_open(time))


def _goes_before(parse: Parse, clause: Token) -> bool:
    """ "Israel began its offensive after gunmen stormed the south on 7 October": that is the day of the storming"""
    return clause.dep == "advcl" and any(t.text.lower() == "after" for t in children(parse, clause.i, "mark"))


def is_open(time: TimeMark) -> bool:
    """Whether a time reaches from a day told to the day of writing: "since 2019"."""
    return time.rule.endswith(", since")


def _first(parse: Parse, time: TimeMark) -> int:
    found = token_at(parse, time.span.start)
    return found if found is not None else len(parse.tokens)


def speaks(parse: Parse, clause: int) -> bool:
    """Whether the clause's verb takes another clause as what is said, thought or shown."""
    return any(parse.tokens[c].dep in {"ccomp", "parataxis"} for c in parse.children[clause])


def _nearest(found: list[tuple[TimeMark, int]], trigger: int) -> TimeMark | None:
    return min(found, key=lambda pair: abs(pair[1] - trigger))[0] if found else None


def _previous(parse: Parse, times: list[TimeMark], sentence: Sentence) -> tuple[TimeMark, str] | None:
    for number in range(sentence.i - 1, max(-1, sentence.i - 1 - BACK), -1):
        before = parse.sentences[number]
        if before.zone is ZoneKind.META:
            continue  # a date line dates the report, not what it tells
        root = next((t.i for t in parse.tokens[before.first : before.last] if t.dep == "ROOT"), before.first)
        here = [
            (t, i) for t in times if before.start <= t.span.start < before.end and (i := _head(parse, t)) is not None
        ]
        leads = sentence.start - before.end < _PARAGRAPH
        said = _told(parse, before, root) if leads else root
        joined = [said, *(t.i for t in children(parse, said, "conj") if t.pos == "VERB")]
        found = next((f for i in joined if (f := _by_syntax(parse, here, i))), None)
        if found and not leads and found[0].precision >= _WEEK:
            continue  # a week, a month or a year of the paragraph before was a look back
        if found and not speaks(parse, said) and not _is_background(parse, said, found[0]):
            return found[0], "previous"
    return None


def _told(parse: Parse, sentence: Sentence, root: int) -> int:
    """The verb that tells what happened: of "Rebels fled on Friday, police said" the first, quoted words apart."""
    opening = (c.i for c in children(parse, root, "ccomp") if min(subtree(parse, c.i)) == sentence.first)
    quoted = parse.tokens[sentence.first].text in {'"', "“", "'", "‘"}
    return root if quoted else next(opening, root)


def _is_background(parse: Parse, root: int, time: TimeMark) -> bool:
    """Whether a sentence tells what was before the story: since when, till when, what had been, how the war began."""
    length = time.kind is TimeKind.DURATION or time.rule == "past year"
    if is_open(time) or (length and time.precision > 1) or _is_end(parse, time):  # "an hour later" is of a day
        return True
    head = _head(parse, time)
    if head is not None and any(_opens_since(parse, t) for t in _upward(parse, head)):  # "since the coup of 1 May"
        return True
    if any(t.text.lower() in {"had", "'d"} for t in children(parse, root, "aux")):
        return True
    return _begins_war(parse, root)


def _begins_war(parse: Parse, verb: int) -> bool:
    subjects = {t.lemma.lower() for t in children(parse, verb, "nsubj")}
    return parse.tokens[verb].lemma in _BEGIN and bool(subjects & _WARS)


def _is_end(parse: Parse, time: TimeMark) -> bool:
    """ "Until noon", "by Friday", "before 2011": a limit, no time of what comes next"""
    before = parse.tokens[max(0, _first(parse, time) - 1)]
    return before.text.lower() in _LIMITS
