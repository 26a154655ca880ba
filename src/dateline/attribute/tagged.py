"""Attributions found by the encoder: it settles the spans, the rules give stance and help where it ties nothing.

Layers read: "attribution" (labels "content", "source", "cue": stretches of words), "source_of" and "content_of" (the
words that belong to the cue ``of``; no word is the contents of two cues).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.attribute.adopted import adopted, in_their_clause
from dateline.attribute.draft import Draft
from dateline.attribute.lexicon import adjectives, adverbs, carriers, core, guilty, nouns, verbs
from dateline.attribute.linked import Cue, Stretches, Words, head_of_cue, source_for, words_of
from dateline.records import Parse, Signal, Token
from dateline.syntax import children
from dateline.vocab import Stance

SURE = frozenset({"according", "quoted", "headline", "as much", "figure"})  # rules kept where the encoder found no cue
FIXED = frozenset({"signed", "turn", "hearsay"})  # rules that hold whatever the encoder says
CLAUSES = frozenset({"verb", "verb:around", "according"})
_SURE_CUE = 0.5  # for a cue that no rule knows; at .55 PolNeAR dev has .006 less cue F, .002 less source and indirect F
_TURNED_DOWN = frozenset({Stance.DENIES, Stance.REFUSES})
_HOLE = 6  # words; PolNeAR dev is the same with and without (content .9234, .9235; indirect .7289, .7291)
_GAP = 2  # tokens between two cue stretches that are one cue
_SCRAPS = 0.5  # linked words that are less of a plain clause of saying stand for all of it
_BESIDE = 1  # tokens between a cue and the contents it takes where nothing else says which


def from_tags(
    parse: Parse, signals: Iterable[Signal], rules: Sequence[Draft], quoted: Sequence[Words] = ()
) -> list[Draft] | None:
    """Drafts for the encoder's cues, and the surest rules beside them; None where the encoder is absent."""
    layers: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        layers[signal.layer].append(signal)
    if not layers["attribution"]:
        return None
    stretches = _stretches(parse, layers, quoted)
    fixed = [r for r in rules if r.rule in FIXED]
    taken = {i for d in fixed for i in d.cue}
    cues = [c for c in _cues(parse, layers) if not taken & set(c.words)]
    drafts = [_draft(parse, cue, stretches, _same(cue.words, rules)) for cue in cues]
    told = [r for r in rules if _titles(parse, r, quoted)]
    drafts = [_without_others(parse, d, told) for d in drafts if d]
    found = _own_voices(parse, [*fixed, *(_who_said(parse, d, rules) for d in drafts if d)], rules)
    found = adopted(parse, [*found, *_left(parse, found, rules)], stretches.contents, rules, quoted)
    return in_their_clause(parse, found, [r for r in rules if r.rule == "verb" and _plain_speech(parse, r)], quoted)


def _stretches(parse: Parse, layers: dict[str, list[Signal]], quoted: Sequence[Words]) -> Stretches:
    marked = [(s.label, words_of(parse, s)) for s in layers["attribution"]]
    return Stretches(
        contents=tuple(w for label, w in marked if label == "content" and w),
        sources=frozenset(i for label, w in marked if label == "source" for i in w),
        linked=frozenset(i for s in layers["content_of"] for i in words_of(parse, s)),
        quoted=frozenset(i for words in quoted for i in words),
    )


def _cues(parse: Parse, layers: dict[str, list[Signal]]) -> list[Cue]:
    """The cues in text order, stretches a word or two apart in one sentence joined."""
    tied: dict[tuple[str, int, int], list[Signal]] = defaultdict(list)
    for signal in (*layers["source_of"], *layers["content_of"]):
        if signal.of:
            tied[signal.layer, *signal.of].append(signal)
    found: list[Cue] = []
    for s in (s for s in layers["attribution"] if s.label == "cue"):
        words = words_of(parse, s)
        if words:
            sources, contents = tied["source_of", s.start, s.end], tied["content_of", s.start, s.end]
            cue = Cue(words, tuple(sources), tuple(contents), s.score)
            found[-1:] = [_joined(found[-1], cue)] if found and _one(parse, found[-1], cue) else [*found[-1:], cue]
    return found


def _one(parse: Parse, a: Cue, b: Cue) -> bool:
    """Whether two stretches are one cue: "has … said"; not "said, adding"."""
    between = parse.tokens[a.words[-1] + 1 : b.words[0]]
    together = parse.tokens[a.words[-1]].sentence == parse.tokens[b.words[0]].sentence
    apart = any(t.text in {",", "and", "but"} or t.dep in {"nsubj", "nsubjpass"} for t in between)
    return together and len(between) < _GAP and not apart


def _joined(a: Cue, b: Cue) -> Cue:
    words = tuple(range(a.words[0], b.words[-1] + 1))
    return Cue(words, (*a.sources, *b.sources), (*a.contents, *b.contents), max(a.score, b.score))


def _draft(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> Draft | None:
    if rule is None and cue.score < _SURE_CUE:
        return None
    if rule and rule.rule == "as much":
        return rule
    source = source_for(parse, cue, stretches, rule)
    if rule and _plain_speech(parse, rule) and _clause_of_it(parse, source, rule):
        return replace(rule, cue=cue.words, rule="encoder")  # it took who is spoken of for who speaks
    taken = {*cue.words, *source}
    content = _filled(parse, sorted(_contents(parse, cue, stretches, rule) - taken), taken)
    head = rule.head if rule else head_of_cue(parse, cue.words)
    return Draft(head, cue.words, source, content, _stance(parse, cue.words, rule), "encoder") if content else None


def _contents(parse: Parse, cue: Cue, stretches: Stretches, rule: Draft | None) -> set[int]:
    """The linked words, filled by a plain clause of saying; else the rule's; else the stretch beside."""
    linked = {i for s in cue.contents for i in words_of(parse, s)}
    ruled = set(rule.content) if rule else set()
    if linked and rule and rule.rule == "verb":
        linked = _in_its_clause(parse, cue, linked, ruled, stretches.quoted)
    if linked:
        clause = _clause(parse, cue, linked, rule, stretches.quoted) if rule and _plain_speech(parse, rule) else set()
        if rule and rule.rule == "according" and linked <= ruled and len(linked) < _SCRAPS * len(ruled):
            clause = ruled  # scraps of it; PolNeAR dev, 40 documents: attribution F +.001
        return linked | (clause - stretches.linked)
    return ruled or set(next((c for c in stretches.contents if _gap(cue.words, c) <= _BESIDE), ()))


def _filled(parse: Parse, words: Sequence[int], taken: set[int]) -> tuple[int, ...]:
    """The contents with holes of a few words in one sentence filled: "sent two vehicles, which | came under fire | at …"."""
    holes = (range(a + 1, b) for a, b in pairwise(words) if 1 < b - a <= _HOLE + 1)
    told = (h for h in holes if not taken.intersection(h) and not any(parse.tokens[i].pos == "PUNCT" for i in h))
    one = {i for h in told if parse.tokens[h[0] - 1].sentence == parse.tokens[h[-1] + 1].sentence for i in h}
    return tuple(sorted({*words, *one}))


def _in_its_clause(parse: Parse, cue: Cue, linked: set[int], ruled: set[int], quoted: frozenset[int]) -> set[int]:
    """The linked words without those of other sentences, where a clause stands behind the cue and nothing is quoted: "They
    told us that nobody would die. Two hundred died."."""
    here = parse.tokens[cue.words[0]].sentence
    clause = [i for i in ruled if i > cue.words[-1]]
    that = bool(clause) and parse.tokens[clause[0]].text.lower() == "that"
    apart = {i for i in linked if parse.tokens[i].sentence != here and i not in quoted}
    return linked - apart if that and linked - apart and not quoted & linked else linked


def _clause(parse: Parse, cue: Cue, linked: set[int], rule: Draft, quoted: frozenset[int]) -> set[int]:
    """What a plain clause of saying adds to the words of it that the encoder heard: all before "…, the army said"; of a
    clause behind its cue, where most of it is quoted, all if the encoder heard scraps, else the holes. Filled unquoted too,
    6 of PolNeAR dev's 1,677 attributions are lost, and cue F falls by .0013."""
    ruled = set(rule.content)
    before = bool(ruled) and max(ruled) < cue.words[0]
    front = _in_front(parse, cue, rule) if not any(i < cue.words[0] for i in linked) else set()
    if before and front:
        return ruled
    if not linked & ruled or not (before or front or 2 * len(quoted & ruled) >= len(ruled)):
        return front
    if before or len(linked & ruled) < _SCRAPS * len(ruled):
        return ruled
    return front | {i for i in ruled if min(linked) < i < max(linked)}


def _in_front(parse: Parse, cue: Cue, rule: Draft) -> set[int]:
    """The clause before a cue that the encoder hears only behind it: "He is a patriot, his friends insist: he saved the
    city"; not "a system which critics say fails"."""
    first = min((*cue.words, *rule.source))
    comma = first > 0 and parse.tokens[first - 1].text == "," and rule.source[0] < cue.words[0]
    relative = parse.tokens[first].text.lower() in {"which", "who", "that"} or parse.tokens[rule.head].dep == "relcl"
    return {i for i in rule.content if i < first} if comma and not relative else set()


def _gap(cue: Words, content: Words) -> int:
    """Tokens between a cue and a stretch; 0 where they touch or overlap."""
    return max(0, content[0] - cue[-1] - 1, cue[0] - content[-1] - 1)


def _without_others(parse: Parse, draft: Draft, told: Sequence[Draft]) -> Draft:
    """The draft without what headlines in other lines tell: "“They shot him”: a widow testifies" is hers."""
    here = parse.tokens[draft.head].sentence
    other = {i for r in told if parse.tokens[r.head].sentence != here for i in r.content}
    left = tuple(i for i in draft.content if i not in other)
    return replace(draft, content=left) if left else draft


def _titles(parse: Parse, rule: Draft, quoted: Sequence[Words]) -> bool:
    """Whether the rule gives a line's opening words, in quotation marks and before a colon, to who follows."""
    sentence = parse.sentences[parse.tokens[rule.head].sentence]
    opens = rule.content[:1] == (sentence.first,) and rule.content[-1] + 1 < sentence.last
    colon = opens and parse.tokens[rule.content[-1] + 1].text == ":"
    return colon and bool(rule.source) and any(set(rule.content) <= set(q) for q in quoted)


def _who_said(parse: Parse, draft: Draft, rules: Sequence[Draft]) -> Draft:
    """ "A nurse who asked not to be named said …": the nurse said it; that she asked is part of who she is."""
    told = {*draft.cue, *draft.content}
    above = (
        r for r in rules if r.head in told and r.head != draft.head and {draft.head, *draft.source} <= set(r.source)
    )
    return next((r for r in above if _plain_speech(parse, r)), draft)


def _own_voices(parse: Parse, found: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """The drafts, each verb of saying inside somebody's contents with the subject it has there: the encoder gives "the
    army claimed it had won" in "activists said …" to the activists."""
    opening: dict[int, list[Draft]] = defaultdict(list)
    of: dict[Words, list[Draft]] = defaultdict(list)
    for d in found:
        opening[d.cue[0]].append(d)
        of[d.source].append(d)
    return [_own_voice(parse, d, opening, of[d.source], _same(d.cue, rules)) for d in found]


def _own_voice(
    parse: Parse, draft: Draft, opening: Mapping[int, list[Draft]], beside: Sequence[Draft], rule: Draft | None
) -> Draft:
    """``opening`` are all drafts by their cue's first token, ``beside`` those of the same source."""
    if rule is None or not _plain_speech(parse, rule) or parse.tokens[rule.source[-1]].pos == "PRON":
        return draft
    source, own = set(draft.source), set(rule.source)
    if own <= source:  # "the lawyer said the prosecutor" alleged
        before = (d for i in source if i < draft.cue[0] for d in opening.get(i, ()))
        takes = any(d.source and source.issuperset(d.cue) for d in before)
    else:
        outer = (d for d in beside if d.source and d.cue[0] < draft.cue[0])
        takes = not own & source and any(own <= set(d.content) for d in outer)
    return replace(draft, source=rule.source) if takes else draft


def _clause_of_it(parse: Parse, source: Words, rule: Draft) -> bool:
    """Whether what the encoder took for the speaker is a clause that the rule has him say: "One mother, …, said gendarmes
    shot at the ferry"."""
    verbs_in = (i for i in source if parse.tokens[i].tag in {"VBD", "VBZ", "VBP"})
    clause = any(c.i in source for i in verbs_in for c in children(parse, i, "nsubj", "nsubjpass"))
    return clause and set(source) <= set(rule.content)


def _same(cue: Sequence[int], rules: Sequence[Draft]) -> Draft | None:
    """The rules' draft for the same cue."""
    words = set(cue)
    return next((r for r in rules if r.head in words), None) or next((r for r in rules if words & set(r.cue)), None)


def _stance(parse: Parse, cue: Sequence[int], rule: Draft | None) -> Stance:
    """The stance the rules give, else that of the cue's first word of saying or thinking."""
    if plea := _plea(parse, cue):
        return plea
    if any(parse.tokens[i].lemma in guilty() for i in cue):
        return Stance.ACCUSES  # "held responsible", "found guilty"
    noun = _spoken_noun(parse, cue) if rule is None or rule.stance not in _TURNED_DOWN else None
    if rule or noun:
        return noun or (rule.stance if rule else Stance.SAYS)
    found = (_stance_of(parse.tokens[i]) for i in cue)
    return next((stance for stance in found if stance), Stance.SAYS)


def _spoken_noun(parse: Parse, cue: Sequence[int]) -> Stance | None:
    """The stance of what a light verb carries: "expressed doubt", "issued a threat"."""
    light = [parse.tokens[i] for i in cue if parse.tokens[i].lemma.lower() in carriers()]
    carried = (t for verb in light for t in (*children(parse, verb.i, "dobj"), *(parse.tokens[i] for i in cue)))
    said = (nouns().get(t.lemma.lower()) for t in carried if t.pos == "NOUN" and t.dep == "dobj")
    return next((stance for stance in said if stance and stance is not Stance.SAYS), None)


def _plea(parse: Parse, cue: Sequence[int]) -> Stance | None:
    """ "Pleaded not guilty to murdering six" denies it, "pleaded guilty" does not."""
    verb = next((parse.tokens[i] for i in cue if parse.tokens[i].lemma.lower() == "plead"), None)
    behind = [t.text.lower() for t in parse.tokens[verb.i + 1 : verb.i + 4]] if verb else []
    return (Stance.DENIES if "not" in behind else Stance.CONFIRMS) if "guilty" in behind else None


def _stance_of(word: Token) -> Stance | None:
    lemma = word.lemma.lower()
    frames = verbs().get(lemma, {}) if word.tag.startswith("V") else {}  # "has long been rumoured" longs for nothing
    framed = next((frames[f] for f in ("clause", "object", "infinitive") if f in frames), None)
    return (
        framed
        or next(iter(frames.values()), None)
        or nouns().get(lemma)
        or adjectives().get(lemma)
        or adverbs().get(word.text.lower())
    )


def _left(parse: Parse, found: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """Drafts of the surest rules whose cue and contents the encoder passed over."""
    cues = {i for d in found for i in d.cue}
    said = {i for d in found for i in d.content}
    free = [r for r in rules if not cues & {r.head, *r.cue}]
    new = [r for r in free if 2 * len(said & set(r.content)) < len(r.content)]
    sure = [r for r in new if r.rule in SURE or _plain_speech(parse, r) or _maintains(parse, r)]
    return sure + [r for r in free if _charge(parse, r) or _inner(parse, r, found)]


def _maintains(parse: Parse, rule: Draft) -> bool:
    """ "The gang purports to have killed him", "maintained its boats were fired upon": a clause that somebody claims."""
    frames = verbs().get(parse.tokens[rule.head].lemma.lower(), {})
    told = children(parse, rule.head, "ccomp", "xcomp")
    return rule.rule == "verb" and frames.get("clause") is Stance.CLAIMS and bool(rule.source and told)


def _charge(parse: Parse, rule: Draft) -> bool:
    """ "Accused the army of shelling the town": what somebody is accused of is the accuser's word."""
    verb = parse.tokens[rule.head]
    return rule.rule == "verb:prep" and verb.lemma == "accuse" and bool(rule.source)


def _inner(parse: Parse, rule: Draft, found: Sequence[Draft]) -> bool:
    """Plain speech told inside someone else's contents: the encoder learnt from texts that mark the outer voice only."""
    if _plain_speech(parse, rule) or _assured(parse, rule) or rule.rule in {"inner", "according"}:
        words = {*rule.cue, *rule.source, *rule.content}
    elif _held_by_another(parse, rule):
        words = {*rule.cue, rule.source[-1], *rule.content}
    else:
        return False
    return any(words <= set(d.content) for d in found)


def _assured(parse: Parse, rule: Draft) -> bool:
    """ "(The envoy said) he had been assured by the junta that …": who told him is named."""
    verb = parse.tokens[rule.head]
    clause = "clause" in verbs().get(verb.lemma.lower(), {}) and bool(children(parse, verb.i, "ccomp"))
    return clause and bool(rule.source) and bool(children(parse, verb.i, "auxpass")) and rule.rule == "verb"


def _held_by_another(parse: Parse, rule: Draft) -> bool:
    """ "(The spokesman said) the governor believed that …": a clause that somebody named holds true, doubts or tells."""
    verb = parse.tokens[rule.head]
    perfect = verb.tag == "VBN" and any(t.lemma == "have" for t in children(parse, verb.i, "aux"))
    finite = (verb.tag in {"VBD", "VBZ", "VBP"} or perfect) and "clause" in verbs().get(verb.lemma.lower(), {})
    clause = any(t.i > verb.i and children(parse, t.i, "nsubj", "nsubjpass") for t in children(parse, verb.i, "ccomp"))
    return finite and clause and bool(rule.source) and parse.tokens[rule.source[-1]].pos != "PRON"


def _plain_speech(parse: Parse, rule: Draft) -> bool:
    """ "The governor said that …": a speaker, a verb that only reports speech, and a clause."""
    verb = parse.tokens[rule.head].lemma.lower() in core()
    return rule.rule in CLAUSES and verb and bool(rule.source) and len(rule.content) >= 3
