"""Who speaks: the kind of voice, the resolved speaker, and the name to show."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.attribute.lexicon import media, voice_nouns
from dateline.records import ActorMark, Article, Marks, Parse, Span, Token
from dateline.syntax import children, head_of, sentence_of, tokens_in
from dateline.vocab import Voice

_FIRST = {"i", "we", "me", "us", "my", "our", "myself", "ourselves"}
_PERSONAL = {"he", "she", "they", "him", "her", "them", "his", "their", "it", "its"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_QUANTIFIED = {"some", "many", "several", "most", "few", "various", "other", "others", "certain"}
_BRANCHES = {"service", "website", "site", "channel", "programme", "program", "bureau"}
_ON_AIR = {"tv", "television", "radio", "news", "media", "broadcasting", "network"}
_NAMING = {"pronoun", "name", "short name"}
_ONES_OWN = {"media", "news_agency", "MEDIA"}


@cache
def people() -> frozenset[str]:
    """Nouns for one person."""
    bodies = {"group", "faction", "nation", "country", "family", "authority", "state", "leaders", "local"}
    return (voice_nouns("unnamed") | voice_nouns("office")) - bodies


def one_person(parse: Parse, source: Span) -> bool:
    """Whether the words are for one person: "the colonel"."""
    top = head_of(parse, source.start, source.end)
    return top is not None and parse.tokens[top].tag == "NN" and parse.tokens[top].lemma.lower() in people()


def head(parse: Parse, source: Sequence[int]) -> int | None:
    """The token that heads the source's words."""
    if not source:
        return None
    found = head_of(parse, parse.tokens[source[0]].start, parse.tokens[source[-1]].end)
    if (
        found is not None
        and parse.tokens[found].pos in {"DET", "ADJ"}
        and parse.tokens[source[-1]].pos in {"NOUN", "PROPN"}
    ):
        return source[-1]  # "the log records that", parsed as one noun
    return found if found in set(source) else source[-1]


def antecedent(parse: Parse, i: int) -> int:
    """For "who" and its like the noun they stand for; else the token itself."""
    token = parse.tokens[i]
    if token.lemma.lower() in _RELATIVE and token.tag in {"WP", "WDT", "WP$", "IN"}:
        verb = parse.tokens[token.head]
        while verb.dep not in {"relcl", "acl"} and verb.head != verb.i:
            verb = parse.tokens[verb.head]
        if verb.dep in {"relcl", "acl"}:
            return verb.head
    return i


def name_in(article: Article, parse: Parse, source: Span) -> Span | None:
    """The longest run of name words in a source: "Serhii Kovalenko" in "its director, Serhii Kovalenko"."""
    best: list[Token] = []
    run: list[Token] = []
    for token in tokens_in(parse, source.start, source.end):
        run = [*run, token] if token.pos == "PROPN" else []
        best = run if len(run) > len(best) else best
    return article.span(best[0].start, best[-1].end) if best else None


def mark_of(parse: Parse, marks: Marks, i: int, source: Sequence[int]) -> ActorMark | None:
    """The actor mark of the source: the one on its head, else the longest that covers the head, else one inside."""
    token = parse.tokens[antecedent(parse, i)]
    last = parse.tokens[source[-1]].end
    sentence = sentence_of(parse, token.i)
    near = marks.near_actors.at(sentence.start, sentence.end)
    named = [m for m in near if " - " not in m.span.text]  # "raid - army": a headline's credit is no part of a name
    exact = [m for m in named if m.head == token.i and m.span.end <= max(last, token.end)]
    over = [m for m in named if m.span.start <= token.start and token.end <= m.span.end]
    over = [m for m in over if m.head in source or m.span.end <= last]
    if exact or over:
        return max(exact or over, key=lambda m: m.span.end - m.span.start)
    apposed = {c.i for c in children(parse, token.i, "appos")}
    return next((m for m in named if m.head in apposed), None)


def named(
    article: Article, parse: Parse, marks: Marks, source: Sequence[int], i: int, by: ActorMark | None
) -> ActorMark | None:
    """The speaker by the name beside the words for him: "the governor, Ibrahim Sani", "the monitoring group Airwars"."""
    if by and not by.id and by.name == parse.tokens[source[0]].text and _all_names(parse, source):
        span = article.span(parse.tokens[source[0]].start, parse.tokens[source[-1]].end)
        return replace(by, name=span.text)  # "Brigadier Saw Tun", in which the tagger saw a verb
    if by is not None and ((by.id and by.head != i) or by.of or parse.tokens[by.head].pos == "PROPN"):
        return by
    words = _name_beside(parse, source, antecedent(parse, i)) or _name_behind_place(parse, marks, source, i)
    if not words:
        return by
    if by and by.id:  # "the regional governor, Roman Busargin": of the same state
        return replace(by, name=article.span(words[0].start, words[-1].end).text)
    near = marks.near_actors.at(words[-1].start, words[-1].end)
    known = next((m for m in near if m.head == words[-1].i and m.name[:1].isupper()), None)
    span = article.span(words[0].start, words[-1].end)
    return known or ActorMark(span, words[-1].i, span.text, type=by.type if by else None)


def _all_names(parse: Parse, source: Sequence[int]) -> bool:
    return len(source) > 1 and all(
        parse.tokens[j].text[:1].isupper() and parse.tokens[j].text.isalpha() for j in source
    )


def _name_beside(parse: Parse, source: Sequence[int], i: int) -> list[Token]:
    """The words of a name in apposition to the noun ``i``, or straight behind it; none for a place ("the mayor of X")."""
    apposed = [t for t in children(parse, i, "appos") if t.pos == "PROPN" and t.i in source]
    head = apposed[0] if apposed else _straight_behind(parse, source, i)
    if head is None or parse.tokens[i].pos != "NOUN" or parse.tokens[i].tag == "NNS":
        return []
    parts = [t for t in children(parse, head.i, "compound", "flat") if t.pos == "PROPN" and t.i in source]
    return [t for t in sorted([*parts, head], key=lambda t: t.i) if t.text[:1].isupper()]


def _name_behind_place(parse: Parse, marks: Marks, source: Sequence[int], i: int) -> list[Token]:
    """ "Our correspondent in Goma, Esther Nsapu": the name that the parser takes for another of the place."""
    within = (p for link in children(parse, i, "prep") for p in children(parse, link.i, "pobj"))
    named = (t for place in within for t in children(parse, place.i, "appos") if t.pos == "PROPN" and t.i in source)
    head = next((t for t in named if t.entity.endswith("PERSON")), None)
    if head is None or parse.tokens[i].tag != "NN" or any(m.span.meets(_span(head)) for m in marks.places):
        return []
    parts = [t for t in children(parse, head.i, "compound", "flat") if t.pos == "PROPN"]
    return sorted([*parts, head], key=lambda t: t.i)


def _span(token: Token) -> Span:
    return Span(token.start, token.end, token.text)


def _straight_behind(parse: Parse, source: Sequence[int], i: int) -> Token | None:
    """The last word of the run of name words that follows the noun at once."""
    run = []
    for j in range(i + 1, source[-1] + 1):
        if parse.tokens[j].pos != "PROPN" or not parse.tokens[j].text[:1].isupper():
            break
        run.append(parse.tokens[j])
    return run[-1] if run else None


def medium(parse: Parse, i: int, by: ActorMark | None) -> Voice | None:
    """Outlet or wire, where the token names one; "reporters" and "the media" name none."""
    token = parse.tokens[i]
    kind = _medium((by.name if by else _name(parse, token)).lower(), token, by)
    return kind if any(t.pos == "PROPN" for t in (token, *children(parse, i, "compound", "appos"))) else None


def is_author(parse: Parse, i: int | None, marked: frozenset[int]) -> bool:
    """Whether the source is the writer: a first person outside quotation marks."""
    return i is not None and parse.tokens[i].text.lower() in _FIRST and i not in marked


def voice(parse: Parse, i: int | None, by: ActorMark | None) -> Voice:
    """The kind of voice of the source headed by token ``i``."""
    if i is None:
        return Voice.VAGUE
    token = parse.tokens[antecedent(parse, i)]
    name = (by.name if by else _name(parse, token)).lower()
    known = _medium(name, token, by) or _branch(parse, token)
    if known:
        return known
    lemma = token.lemma.lower()
    if token.pos == "NOUN" and (by is None or by.head == token.i) and _new(parse, token):
        return Voice.UNNAMED
    if by and by.id:
        return Voice.NAMED
    if lemma in voice_nouns("document"):
        return Voice.DOCUMENT
    if _named(parse, token) or (by and (by.via in _NAMING or by.of) and by.name[:1].isupper()):
        return Voice.NAMED
    if lemma in voice_nouns("body") and not _quantified(parse, token):
        return Voice.NAMED
    if lemma == "one" and children(parse, token.i, "prep"):
        return Voice.UNNAMED  # "one of the diplomats"
    if token.tag == "NNS" and children(parse, token.i, "nummod"):
        return Voice.UNNAMED  # "two people briefed on the talks": known to the writer, by number
    if _quantified(parse, token) or lemma in voice_nouns("vague"):
        return Voice.VAGUE
    if lemma in voice_nouns("unnamed") or token.pos == "NUM":
        return Voice.UNNAMED
    if lemma in _PERSONAL:
        return Voice.NAMED if by and by.via != "pronoun" else Voice.UNNAMED
    return Voice.NAMED if by and _known(parse, token) else Voice.UNNAMED


def _new(parse: Parse, token: Token) -> bool:
    """Whether somebody is put as new and unnamed: "a diplomat", "two people", "one mother"; not "a doctor, Ali Saleh"."""
    some = any(t.text.lower() in {"a", "an", "one"} for t in children(parse, token.i, "det", "nummod"))
    kind = any(token.lemma.lower() in voice_nouns(k) for k in ("body", "outlet", "wire", "document", "vague"))
    kind = kind or token.lemma.lower().startswith("spokes")  # he speaks for a body that is named
    return some and not kind and not any(t.pos == "PROPN" for t in children(parse, token.i, "appos"))


def _known(parse: Parse, token: Token) -> bool:
    """Whether a noun without a name is put as one person or body the reader knows: "the general"; not "historians"."""
    some = token.tag == "NNS" or any(t.text.lower() in {"a", "an"} for t in children(parse, token.i, "det"))
    return token.pos != "NOUN" or not some


def _medium(name: str, token: Token, by: ActorMark | None) -> Voice | None:
    bare = name.removeprefix("the ")
    if {name, bare, token.text.lower()} & media("wire") or (
        token.lemma.lower() in voice_nouns("wire") and "news" in name
    ):
        return Voice.WIRE
    if {name, bare} & media("outlet") or (by and by.type in _ONES_OWN) or token.lemma.lower() in voice_nouns("outlet"):
        return Voice.OUTLET if token.lemma.lower() != "network" or _ON_AIR & set(name.split()) else None
    return None


def _branch(parse: Parse, token: Token) -> Voice | None:
    """ "The BBC's Arabic service": what belongs to a medium of some name and tells for it."""
    if token.lemma.lower() not in _BRANCHES:
        return None
    owners = (t for t in children(parse, token.i, "poss", "compound") if t.pos == "PROPN")
    return next((kind for t in owners if (kind := _medium(t.text.lower(), t, None))), None)


def _name(parse: Parse, token: Token) -> str:
    words = [t for t in (*children(parse, token.i, "compound", "amod"), token) if t.pos == "PROPN"]
    return " ".join(t.text for t in sorted(words, key=lambda t: t.i)) or token.text


def _named(parse: Parse, token: Token) -> bool:
    if token.pos == "PROPN":
        return True
    return any(c.pos == "PROPN" for c in children(parse, token.i, "appos"))


def _quantified(parse: Parse, token: Token) -> bool:
    return token.lemma.lower() in _QUANTIFIED or any(
        c.lemma.lower() in _QUANTIFIED for c in children(parse, token.i, "amod", "det")
    )
