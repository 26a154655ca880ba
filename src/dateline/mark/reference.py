"""Reference inside one article: short names, descriptions and pronouns are given the name they stand for.

Precision first: each rule names one antecedent by its place in the clause, or abstains. Marks made here say ``via``
("pronoun", "short name", "description") and hold in ``of`` the words they were resolved from.
"""

from collections.abc import Iterator
from dataclasses import replace

from dateline.mark.before import Before, in_full
from dateline.mark.nouns import noun_of, wordset
from dateline.mark.pronouns import pronoun_marks
from dateline.mark.registry import STATE
from dateline.mark.sight import Sight
from dateline.mark.traits import person
from dateline.near import Near
from dateline.records import ActorMark, Span
from dateline.syntax import children, tokens_in

_GROUP = {
    "group",
    "organization",
    "organisation",
    "movement",
    "militia",
    "faction",
    "brigade",
    "outfit",
    "gang",
    "cartel",
    "insurgency",
    "network",
}
_COALITION = {"coalition", "alliance"}
_HELPERS = {"group", "organization", "organisation", "charity", "network"}
_MEDIA = {"agency", "newspaper", "channel", "station", "daily", "broadcaster"}
_WATCH = {"observatory", "watchdog", "monitor", "network", "charity"}
_BACK = 3  # sentences a description may reach back; further back, rivals get too many


def resolve(sight: Sight, marks: tuple[ActorMark, ...]) -> tuple[ActorMark, ...]:
    """The marks with references resolved, and marks for the pronouns that could be, in text order."""
    marks = _sorted((*marks, *_short_names(sight, marks)))
    before = Before(sight, marks)
    marks = tuple(_described(sight, mark, before) for mark in marks)
    marks = _sorted((*marks, *pronoun_marks(sight.article, sight.parse, marks)))
    owners = Near((m for m in marks if m.via == "pronoun"), lambda m: [m.span])
    return tuple(_owned(sight, mark, owners) for mark in marks)


def _sorted(marks: tuple[ActorMark, ...]) -> tuple[ActorMark, ...]:
    return tuple(sorted(marks, key=lambda m: (m.span.start, m.span.end)))


# ---------------------------------------------------------------- short names


def _short_names(sight: Sight, marks: tuple[ActorMark, ...]) -> list[ActorMark]:
    """Later mentions by surname or by an acronym the article introduced."""
    short: dict[str, ActorMark] = {}
    for mark in marks:
        for form in (_surname(sight, mark), _acronym(sight, mark)):
            if form:
                short.setdefault(form.lower(), mark)
    taken = {i for mark in marks for i in _tokens(sight, mark)}
    found = []
    for token in sight.tokens():
        full = short.get(token.text.lower()) if token.text[:1].isupper() else None
        if full is None or token.i in taken or token.start < full.span.end or token.pos != "PROPN":
            continue
        if token.dep == "compound" and sight.parse.tokens[token.head].pos == "PROPN":
            continue
        found.append(_as(full, sight.article.span(token.start, token.end), token.i, "short name"))
    return found


def _tokens(sight: Sight, mark: ActorMark) -> range:
    first = mark.head
    while first > 0 and sight.parse.tokens[first - 1].start >= mark.span.start:
        first -= 1
    last = mark.head
    while last + 1 < len(sight.parse.tokens) and sight.parse.tokens[last + 1].end <= mark.span.end:
        last += 1
    return range(first, last + 1)


def _surname(sight: Sight, mark: ActorMark) -> str | None:
    words = mark.name.split()
    named = sight.parse.tokens[mark.head].pos == "PROPN" and person(sight.parse, mark)
    last = sight.parse.tokens[mark.head].text.lower() == words[-1].lower() and "of" not in words
    return words[-1] if named and last and len(words) > 1 and words[-1][:1].isupper() else None


def _acronym(sight: Sight, mark: ActorMark) -> str | None:
    """The capitals in brackets after a name, where they stand for its words: "Network of Free Schools (NFS)"."""
    after = sight.article.text[mark.span.end : mark.span.end + 12]
    if not after.startswith(" (") or ")" not in after:
        return None
    form = after[2 : after.index(")")]
    initials = [w[0] for w in mark.name.replace("-", " ").split() if w[0].isupper()]
    return form if form.isupper() and form.isalpha() and len(form) > 1 and form[0] in initials else None


def _as(full: ActorMark, span: Span, head: int, via: str) -> ActorMark:
    return ActorMark(span, head, full.name, full.id, full.type, full.country, via, full.span)


# ---------------------------------------------------------------- descriptions


def _described(sight: Sight, mark: ActorMark, before: Before) -> ActorMark:
    """A mark with its antecedent's name where it is a short form or a description of one before it."""
    if mark.via not in {"name", "description"}:
        return mark
    full = _same_person(sight, mark, before) or _office(sight, mark, before) or _last_word(sight, mark, before)
    if full is not None:
        return _as(full, mark.span, mark.head, "short name" if full.name.split()[-1] == mark.name else "description")
    if mark.id is not None or not _definite(sight, mark):
        return mark
    full = _antecedent(sight, mark, before)
    if full is not None:
        return _as(full, mark.span, mark.head, "description")
    return _same_noun(sight, mark, before)


def _definite(sight: Sight, mark: ActorMark) -> bool:
    """Whether the phrase opens with "the", "this", "that", "these", "those" and has no "of" phrase or clause."""
    if mark.span.text.split()[0].lower() not in ("the", "this", "that", "these", "those"):
        return False
    if children(sight.parse, mark.head, "relcl", "acl") or " of " in mark.span.text:
        return False
    return not any(_proper(sight, t.i) for t in tokens_in(sight.parse, mark.span.start, mark.span.end)[1:])


def _proper(sight: Sight, i: int) -> bool:
    """Whether the word names: "the Zinki groups" are described by their own name; "the Britain-based group" is not."""
    token = sight.parse.tokens[i]
    if not token.text[:1].isupper() or token.pos != "PROPN" or token.lemma.lower() in wordset("modifiers", "rebel"):
        return False
    behind = token
    while behind.pos == "PROPN" and behind.i + 1 < len(sight.parse.tokens):
        behind = sight.parse.tokens[behind.i + 1]
    return behind.text != "-" and i not in sight.at


def _same_person(sight: Sight, mark: ActorMark, before: Before) -> ActorMark | None:
    """The one fuller name before that ends in this one-word personal name."""
    if mark.name.count(" ") > 1 or mark.id is not None or sight.parse.tokens[mark.head].pos != "PROPN":
        return None
    ending = " " + mark.name.lower()
    named = before.of(mark, ("ending", ending.rpartition(" ")[2]))
    fuller = [m for m in named if m.name.lower().endswith(ending) and person(sight.parse, m)]
    return fuller[-1] if len({tuple(m.name.lower().split()[-2:]) for m in fuller}) == 1 else None


def _last_word(sight: Sight, mark: ActorMark, before: Before) -> ActorMark | None:
    """ "The Observatory", with a capital, is the one body named before with that word in its name."""
    word = mark.name.split()[-1]
    if mark.id is not None or not word[0].isupper() or sight.parse.tokens[mark.head].pos != "PROPN" or " " in mark.name:
        return None
    if word.lower() not in wordset("names", "english"):
        return None
    longer = [m for m in before.of(mark, ("word", word)) if " " in m.name and m.via == "name"]
    longer = [m for m in longer if m.id] or longer
    return longer[-1] if len({m.id or m.name for m in longer}) == 1 else None


def _office(sight: Sight, mark: ActorMark, before: Before) -> ActorMark | None:
    """ "The minister" is the one person named with that title before."""
    the, *words = mark.span.text.lower().split()
    if not person(sight.parse, mark) or the != "the" or not words or len(words) > 4:
        return None
    named = (m for m in before.of(mark, ("title", words[0])) if m.via == "name")
    titled = [m for m in named if set(words) <= set(in_full(m.span.text).split()[:-1])]
    titled = [m for m in titled if sight.parse.tokens[m.head].pos == "PROPN" and person(sight.parse, m)]
    return titled[-1] if len({m.name for m in titled}) == 1 else None


def _antecedent(sight: Sight, mark: ActorMark, before: Before) -> ActorMark | None:
    """The last body that "the group", "this militia", "the coalition" or "the agency" can mean, if only one can."""
    lemma = sight.parse.tokens[mark.head].lemma.lower()
    here = sight.parse.tokens[mark.head].sentence
    if sight.parse.tokens[mark.head].tag in ("NNS", "NNPS") and lemma in _GROUP | _COALITION | _MEDIA | _WATCH:
        return None
    fits = before.of(mark, *(("kind", kind) for kind in _asked(lemma, mark)))
    if not fits and lemma in _HELPERS:
        fits = before.of(mark, ("kind", "charity"))  # "the New York-based group", where no armed one was named
    near = [m for m in fits if here - sight.parse.tokens[m.head].sentence <= _BACK]
    if not near:
        near = [m for m in fits if here - sight.parse.tokens[m.head].sentence <= 3 * _BACK]
        return near[-1] if len({m.id or m.name for m in fits}) == 1 and near else None
    topic = _topic(sight, near)
    if topic is not None:
        return topic
    last = sight.parse.tokens[near[-1].head].sentence
    nearest = [m for m in near if sight.parse.tokens[m.head].sentence == last]
    if len({m.id or m.name for m in nearest}) == 1:
        return min(reversed(nearest), key=lambda m: len(m.name))
    subjects = [m for m in nearest if _is_subject(sight, m)]
    return subjects[-1] if len({m.id or m.name for m in subjects}) == 1 else None


def _topic(sight: Sight, near: list[ActorMark]) -> ActorMark | None:
    """The one body that sentences nearby are about, where the last one named is no subject: "IS said it bombed a church.
    The army killed members of Abu Sayyaf. The group …" is IS."""
    if _is_subject(sight, near[-1]):
        return None
    subjects = [m for m in near if _is_subject(sight, m)]
    return subjects[-1] if len({m.id or m.name for m in subjects}) == 1 else None


def _is_subject(sight: Sight, m: ActorMark) -> bool:
    return sight.parse.tokens[m.head].dep in ("nsubj", "nsubjpass")


def _asked(lemma: str, mark: ActorMark) -> Iterator[str]:
    """The kinds of bodies that a description can mean."""
    if lemma in _COALITION or lemma in _MEDIA:
        yield "coalition" if lemma in _COALITION else "media"
        return
    watches = _watches(mark)
    demonstrative = mark.span.text.split()[0].lower() in ("this", "these", "that", "those")
    if lemma in _WATCH or (lemma in _GROUP and watches):
        yield "charity"
    if not watches and (lemma in _GROUP or (demonstrative and mark.type in (None, "rebel group", "political militia"))):
        yield "group"


def _watches(mark: ActorMark) -> bool:
    """Whether the description is of a body that watches or helps: "the monitoring group", "the organization"."""
    words = set(mark.span.text.lower().replace("-", " ").split())
    return bool(
        words
        & {
            "monitoring",
            "monitor",
            "rights",
            "aid",
            "relief",
            "charity",
            "organization",
            "organisation",
            "medical",
            "humanitarian",
            "watchdog",
        }
    )


def _same_noun(sight: Sight, mark: ActorMark, before: Before) -> ActorMark:
    """ "The army" is the army named before, where all armies named before are one."""
    lemma = sight.parse.tokens[mark.head].lemma.lower()
    if mark.type != STATE or mark.span.text.lower() != f"the {sight.parse.tokens[mark.head].text.lower()}":
        return mark
    same = [m for m in before.of(mark, ("noun", lemma)) if m.id and m.via == "name"]
    if len({m.id for m in same}) != 1:
        return mark
    return replace(mark, id=same[-1].id, country=same[-1].country, via="description", of=same[-1].span)


def _owned(sight: Sight, mark: ActorMark, owners: Near[ActorMark]) -> ActorMark:
    """ "Its troops" belong to what "its" stands for."""
    if mark.via != "description" or mark.of is not None:
        return mark
    near = owners.at(mark.span.start, mark.span.end)
    owner = next((m for m in near if mark.span.holds(m.span) and m.head < mark.head), None)
    if owner is None or (owner.country is None and owner.id is None):
        return mark
    tag = (owner.id or "").partition(":")[0]
    men = sight.parse.tokens[mark.head].text == "men" and tag in ("group", "force")
    if mark.type == "civilians" and not men:
        return mark
    ident, country = owner.id, owner.country
    noun = noun_of(sight.parse.tokens[mark.head])
    armed = mark.type == STATE or (mark.type is None and noun is not None and noun.group == "force")
    if tag in ("state", "leader") and armed:
        ident = mark.id or f"force:{country}-military"
    if armed or tag in ("group", "force"):
        return replace(mark, id=ident, country=country, type=owner.type, of=owner.of)
    return mark
