"""What stands before a line's colon: who speaks ("Hamas: …"), or only where or of what the line tells ("Odesa: …")."""

from dateline.attribute.draft import Draft
from dateline.attribute.lexicon import is_voice, verbs
from dateline.records import Marks, Parse, Span, Token
from dateline.syntax import children

_AREAS = frozenset(
    "state province district region county governorate oblast prefecture department canton city town village valley "
    "island islands camp hills mountains strip bank north south east west coast border".split()
)
_FIRST = frozenset({"i", "we", "my", "our", "me", "us"})


def heading(parse: Parse, marks: Marks, draft: Draft) -> bool:
    """ "Odesa: debris set a warehouse ablaze": a place before a colon says where; nobody known speaks."""
    if [parse.tokens[i].text for i in draft.cue] != [":"] or not draft.source or draft.rule == "turn":
        return False  # of an interview's turns no name is a place, though the gazetteer has a Wallace
    label = [parse.tokens[i] for i in draft.source]
    if label[0].i > draft.cue[0]:
        return False  # "Nine held: police"
    return _place(marks, label) or not _speaks(parse, marks, draft, label)


def _place(marks: Marks, label: list[Token]) -> bool:
    town = (m for m in marks.places if m.span.start == label[0].start and m.feature != "PCLI" and not m.metonym)
    return label[-1].lemma.lower() in _AREAS or any(m.span.end <= label[-1].end for m in town)


def _speaks(parse: Parse, marks: Marks, draft: Draft, label: list[Token]) -> bool:
    """Whether the label is known to be somebody: an actor, an office, letters or several names, who says more elsewhere, or
    who says "I". Of a single unknown name before a colon it is not known whether it is a man's or a town's."""
    names = [t for t in label if t.text[:1].isupper()]
    actor = any((m.id or m.type) and m.span.meets(Span(label[0].start, label[-1].end, "")) for m in marks.actors)
    noun = any(is_voice(t.lemma) for t in label)
    first = any(parse.tokens[i].text.lower() in _FIRST for i in draft.content)
    short = any(t.text.isupper() and len(t.text) > 1 for t in names)
    return actor or noun or first or short or len(names) > 1 or _says_elsewhere(parse, label[-1])


def _says_elsewhere(parse: Parse, name: Token) -> bool:
    same = (t for t in parse.tokens if t.text == name.text and t.i != name.i and t.dep == "nsubj")
    said = any("clause" in verbs().get(parse.tokens[t.head].lemma.lower(), {}) for t in same)
    return said or bool(children(parse, name.i, "appos"))
