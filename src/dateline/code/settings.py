"""Where: which places belong to which event, in which part, and by which rule."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.code.hanging import climb, part
from dateline.code.scene import Scene
from dateline.code.standing import NAMELESS
from dateline.code.triggers import Hit
from dateline.records import PlaceMark, Rival, Span, Where
from dateline.syntax import children, conjuncts
from dateline.vocab import PlaceRole


@dataclass(frozen=True)
class Found:
    """A place that belongs to an event: its mark, the part it plays and the token it hangs on the tree by."""

    mark: PlaceMark
    role: PlaceRole
    head: int
    rule: str = "clause"


def where_of(found: Found) -> Where:
    """The public record of a place found."""
    mark = found.mark
    rivals = tuple(Rival(r.name, r.lat, r.lon, r.id, r.country) for r in mark.rivals)
    return Where(found.role, mark.name, mark.span, mark.lat, mark.lon, mark.id, mark.country, mark.admin1,
                 mark.precision, mark.radius_km, found.rule, rivals)  # fmt: skip


def owners_of(scene: Scene, hits: Iterable[Hit]) -> dict[int, list[Hit]]:
    """Triggers by every token that stands for them in the tree: their own, their pattern's words, their carrier."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        words = {u for u in hit.used if scene.parse.tokens[u].pos != "ADP"}
        for i in {hit.i, *words, *(() if hit.carrier is None else (hit.carrier,))}:
            found.setdefault(i, []).append(hit)
    return found


def places_of(scene: Scene, hits: tuple[Hit, ...], known: dict[int, PlaceMark]) -> dict[int, list[Found]]:
    """The places of each trigger by its token, in text order, by syntax alone."""
    owners, found = owners_of(scene, hits), dict[int, list[Found]]()
    verbs = {h.i: h for h in hits}
    for head in sorted(known):
        path = climb(scene, head, set(owners))
        if path is None:
            continue
        for hit in owners[path.owner]:
            listed = None if path.preps else _coordinated(scene, head, found.get(hit.i, []), known)
            listed = PlaceRole.PLACE if known[head].relation == "between" else listed
            role = listed or part(path, verbs.get(hit.i, hit), scene)
            role = role or _coordinated(scene, head, found.get(hit.i, []), known)
            if role is not None:
                found.setdefault(hit.i, []).append(Found(known[head], role, head))
    return found


def _coordinated(scene: Scene, head: int, before: list[Found], known: dict[int, PlaceMark]) -> PlaceRole | None:
    """A place listed behind another takes its part, whatever the parser hung it on."""
    if before and joined(scene, before[-1].mark.span, known[head].span):
        return before[-1].role
    return None


_JOIN = re.compile(
    r"^[^.;:]{0,60}?(?:,|\band\b|\bor\b|as well as|&|/)\s*(?:also\s+)?"
    r"(?:(?:in|near|at|around|the|another|through|from|to|into|on)\s+)*$"
)


def joined(scene: Scene, first: Span, second: Span) -> bool:
    """Whether two places follow each other in a list."""
    between = scene.article.text[first.end : second.start]
    return between == " " or (len(between) < 90 and bool(_JOIN.match(between)))  # a comma may be lost


_NEARBY = re.compile(r",\s*(?:near|close to|not far from|just outside)\s+(?:the\s+)?")  # "Tel Abyad, near the border"


_OWNED = re.compile(r"['’]s?\s")  # "Mexico's western state of Michoacan": the owner lies in nothing it owns


_APART = 200  # characters, more than any words that say it of two names


def contains(scene: Scene, inner: Found, outer: Found) -> bool:
    """Whether ``outer`` only says where ``inner`` lies: "Erbil, Iraq", "al-Lahis in Basra", "Baghdad's Yusufiyah"."""
    a, b = inner.mark, outer.mark
    if a.span.holds(b.span) and a.span != b.span:
        return True
    if a.inside is not None and a.inside.meets(b.span):
        return True
    if max(b.span.start - a.span.end, a.span.start - b.span.end) > _APART:
        return False
    if a.span.end <= b.span.start:
        between = scene.article.text[a.span.end : b.span.start]
        if (
            re.fullmatch(r"[^.;]{0,40}?\b(?:in|of|inside|near|outside|off|at)\s+(?:the\s+)?(?:\w+\s+)?", between)
            and "," not in between
            and not _OWNED.match(between)
        ):
            return " and " not in between
        if _NEARBY.fullmatch(between) or _measures(b, between):
            return True
        beside = bool(re.fullmatch(r"\s*[,(]\s*(?:in\s+)?(?:the\s+)?| ", between))
        return beside and (_wider(b, a) or (_least(a) and not _LISTS_ON.match(scene.article.text, b.span.end)))
    between = scene.article.text[b.span.end : a.span.start]
    return bool(re.fullmatch(r"(?:\s*(?:’s|'s|s'|’)\s*|s\s+)(?:\w+\s+)?|['’]s (?:[\w-]+\s+){1,3}of\s+", between))


def _measures(outer: PlaceMark, between: str) -> bool:
    """ "Valaichchenai, 32 km north of Batticaloa": behind a comma the second only says where the first lies"""
    relation = outer.relation if outer.precision == 2 else None
    return relation is not None and between.startswith(",") and _LEAD.fullmatch(
        between.rstrip().removesuffix(relation)
    ) is not None  # fmt: skip


_LISTS_ON = re.compile(r",?\s+and\s+(?=[A-Z])")
_LEAST = re.compile(
    r"(?:sitio|purok|barangay|brgy\.?|kampung|kampong)\s|.*\s(?:village|hamlet|ward|neighbou?rhood)$", re.I
)


def _least(inner: PlaceMark) -> bool:
    """Whether a place's own words say that it is part of a town or a commune: "Sitio Calabuan, Barangay Bolhoon, San Miguel"."""
    return bool(_LEAST.match(inner.span.text))


def _wider(outer: PlaceMark, inner: PlaceMark) -> bool:
    if outer.precision == 7 and not outer.id and outer.feature != "ADM1":
        return False  # a name nobody knows holds nothing: "Ogol, Tiébani and Sadia" are three villages
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if inner.lat is None and outer.precision == 3:
        return True
    return (
        outer.precision > inner.precision
        or outer.precision >= 4
        or (inner.admin1 is not None and inner.admin1 == outer.name)
    )


def groups(scene: Scene, found: list[Found]) -> list[list[Found]]:
    """The places of one trigger as one list for each event it tells: coordinated places are events of their own.

    A wider place that only locates another goes with it. Places not in a list belong to every event.
    """
    found = _placed([_stretched(scene, f) for f in _paired(scene, found)])
    found = list({(f.mark.id or f.mark.name, f.role): f for f in reversed(found)}.values())[::-1]
    leaves = [f for f in found if not any(f is not g and contains(scene, g, f) for g in found)]
    shared = [f for f in found if f not in leaves]
    leaves = [located(scene, f, shared) for f in leaves]
    runs = [f for n, f in enumerate(leaves) if _in_list(scene, leaves, n)]
    if len(runs) < 2:
        return [_ordered([*leaves, *(s for s in shared if _outer(scene, s, leaves))])]
    rest = [f for f in leaves if f not in runs]
    runs = _same_country(runs)
    return [_ordered([f, *rest, *[s for s in shared if contains(scene, f, s) and s.role != f.role]]) for f in runs]


_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$")


def _paired(scene: Scene, found: list[Found]) -> list[Found]:
    """ "Between Macomia and Mucojo", of which a gazetteer has one or none: one place near that one, not two."""
    for a, b in pairwise(found):
        first, second = a.mark, b.mark
        ends = _BETWEEN.search(scene.article.text[max(0, first.span.start - 20) : first.span.start]) and re.fullmatch(
            r"\s+and\s+(?:the\s+)?", scene.article.text[first.span.end : second.span.start]
        )
        if ends and (first.lat is None or second.lat is None):
            sure = first if first.lat is not None else second
            span = scene.article.span(first.span.start, second.span.end)
            mark = replace(sure, span=span, name=f"{first.name}–{second.name}", id=None)
            if sure.lat is not None:
                mark = replace(mark, precision=5, radius_km=(sure.radius_km or 0) + _STRETCH_KM)
            return [f for f in found if f is not a and f is not b] + [replace(a, mark=mark)]
    return found


_STRETCH_KM = 25.0  # as for "the road to X"


def _placed(found: list[Found]) -> list[Found]:
    """Without "in the north" and the like, which have no point, beside a place that has one."""
    sure = {f.role for f in found if f.mark.lat is not None}
    return [f for f in found if f.role not in sure or f.mark.lat is not None or not _is_side(f.mark)]


def _is_side(mark: PlaceMark) -> bool:
    return mark.name.lower().removeprefix("the ").removeprefix("far ") in NAMELESS


_LINES = {"between", "on the road from"}


def _stretched(scene: Scene, found: Found) -> Found:
    """Either end of "between X and Y" or "the road from X to Y" as the stretch that both name together."""
    mark = found.mark
    if mark.relation not in _LINES:
        return found
    near = (m for m in scene.marks.places if abs(m.span.start - mark.span.start) < 90 and m.relation == mark.relation)
    ends = [m for m in near if (m.lat, m.lon) == (mark.lat, mark.lon)]
    if len(ends) != 2:
        return found
    span = scene.article.span(ends[0].span.start, ends[1].span.end)
    admin1 = mark.admin1 if ends[0].admin1 == ends[1].admin1 else None
    country = mark.country if ends[0].country == ends[1].country else None
    name = f"{ends[0].name}–{ends[1].name}"
    return replace(found, mark=replace(mark, span=span, name=name, id=None, country=country, admin1=admin1))


def _same_country(runs: list[Found]) -> list[Found]:
    """Places of a list that could not be settled lie where all the others lie, if those agree on one country."""
    countries = {f.mark.country for f in runs if f.mark.country}
    if len(countries) != 1:
        return runs
    country = next(iter(countries))
    return [f if f.mark.country else replace(f, mark=replace(f.mark, country=country, precision=6)) for f in runs]


_WATERS = {"sea", "ocean", "gulf", "strait"}  # "the Black Sea port of Poti": no sea lies in a town


def located(scene: Scene, leaf: Found, shared: list[Found]) -> Found:
    """A place that no gazetteer has lies where the words behind it say, else somewhere in the place that holds it."""
    if leaf.mark.country is not None or leaf.mark.name.rpartition(" ")[2].lower() in _WATERS:
        return leaf
    if (near := _measured(scene, leaf.mark)) is not None:
        return replace(leaf, mark=near)
    holders = [s.mark for s in shared if s.mark.country and contains(scene, leaf, s)] or _holders(scene, leaf)
    wider = min(holders, key=lambda m: (m.precision, m.radius_km or 0), default=None)
    return leaf if wider is None else replace(leaf, mark=_somewhere_in(leaf.mark, wider), rule="container")


def _holders(scene: Scene, leaf: Found) -> list[PlaceMark]:
    """The places told to hold one, whether or not they hang on the trigger: "in the Maradun district of Zamfara state" """
    known = [Found(m, leaf.role, 0) for m in scene.marks.places if m.country and not m.metonym]
    told = leaf.mark.inside
    wide = (f for f in known if f.mark.precision >= 3 or (told is not None and told.meets(f.mark.span)))
    return [f.mark for f in wide if contains(scene, leaf, f)]


def _somewhere_in(mark: PlaceMark, wider: PlaceMark) -> PlaceMark:
    """The mark with the point of the town or province that holds it, as coarse as that; of a country no point."""
    if wider.lat is None or wider.precision > 4:
        return replace(mark, country=wider.country, precision=6)
    return replace(mark, lat=wider.lat, lon=wider.lon, country=wider.country, admin1=wider.admin1,
                   precision=max(2, wider.precision), radius_km=wider.radius_km)  # fmt: skip


_LEAD = re.compile(r",?\s*(?:(?:just|about|some|around|roughly|located|situated|lying|a|the|town|village)\s+)*$")


def _measured(scene: Scene, mark: PlaceMark) -> PlaceMark | None:
    """ "Dura, south of Baghdad", "a village 10 km from Homs": a name nobody knows lies where the words behind it say."""
    behind = (m for m in scene.marks.places if m.span.start >= mark.span.end and m.lat is not None and m.relation)
    guide = next(behind, None)
    if guide is None or guide.relation is None or guide.precision != 2:
        return None
    between = scene.article.text[mark.span.end : guide.span.start].rstrip()
    if not between.endswith(guide.relation) or not _LEAD.fullmatch(between.removesuffix(guide.relation)):
        return None
    return replace(mark, lat=guide.lat, lon=guide.lon, radius_km=guide.radius_km, precision=2, country=guide.country,
                   admin1=guide.admin1, relation=guide.relation)  # fmt: skip


def _outer(scene: Scene, outer: Found, leaves: list[Found]) -> bool:
    """A container is kept beside an unresolved leaf, or where it plays another part."""
    return any(
        contains(scene, leaf, outer)
        and ((leaf.mark.lat is None and leaf.mark.relation != "border") or leaf.role != outer.role)
        for leaf in leaves
    )


def _in_list(scene: Scene, leaves: list[Found], n: int) -> bool:
    one = leaves[n]
    near = [leaves[m] for m in (n - 1, n + 1) if 0 <= m < len(leaves)]
    return one.role is not PlaceRole.ORIGIN and any(
        (other.role is one.role and joined(scene, *sorted((one.mark.span, other.mark.span))))
        or (other.role is one.role and other.head in [*conjuncts(scene.parse, one.head), one.head] and other is not one)
        for other in near
    )


def _ordered(found: list[Found]) -> list[Found]:
    first = [f for f in found if f.role is PlaceRole.PLACE]
    return [*first, *(f for f in found if f.role is not PlaceRole.PLACE)]


def copular(scene: Scene, hit: Hit, known: dict[int, PlaceMark]) -> list[Found]:
    """ "A, B and C are (among) the areas where E": the subject's places are those of E."""
    parse = scene.parse
    token = parse.tokens[hit.i]
    while token.dep == "conj":
        token = parse.tokens[token.head]
    if token.dep != "relcl" or not any(
        t.lemma == "where" for v in conjuncts(parse, token.i) for t in children(parse, v, "advmod")
    ):
        return []
    noun = parse.tokens[token.head]
    up = noun
    while up.pos in {"NOUN", "ADP", "DET", "PRON", "NUM"} and up.head != up.i:
        up = parse.tokens[up.head]
    if up.lemma == "be":
        start = parse.sentences[up.sentence].first
        return [Found(m, PlaceRole.PLACE, h, "copula") for h, m in sorted(known.items()) if start <= h < up.i]
    return [Found(known[noun.i], PlaceRole.PLACE, noun.i, "relative")] if noun.i in known else []
