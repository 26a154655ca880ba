"""The registry of actors: states, forces, groups, bodies, media and leaders, from ``data/actors/*.toml``."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.data import table, user_folder
from dateline.errors import DataError
from dateline.mark.spelling import Word, skeleton, words

STATE = "state forces"
TYPES = frozenset(
    {STATE, "rebel group", "political militia", "identity militia", "protesters", "rioters", "civilians"}
    | {"external forces", "other"}
)
_GROUPS = ("middle-east", "africa", "asia", "europe", "americas")
_LONGEST = 9  # words in the longest name
_UNFIT = {
    "is",
    "us",
    "who",
    "it",
    "as",
    "an",
    "am",
    "may",
    "sas",
    "jam",
    "eps",
    "sana",
    "times",
    "mit",
    "ap",
    "au",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry. ``of`` is the id of what a leader speaks for, the owner of a medium, or
    the sort of an organisation ("un", "ngos", …); ``wire`` marks an agency."""

    id: str
    name: str
    type: str | None
    country: str | None
    years: str = ""
    of: str | None = None
    wire: bool = False
    turned: tuple[str, date, str] | None = None  # its type until the day it changed sides, and its type since

    @property
    def kind(self) -> str:
        """The id's tag: "state", "force", "group", "org", "media" or "leader"."""
        return self.id.partition(":")[0]

    def on(self, day: date) -> "Actor":
        """The actor as it was on a day: a force that fights its state is none of its forces."""
        if self.turned is None:
            return self
        before, turn, since = self.turned
        return replace(self, type=since if day >= turn else before)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the registry in a text. ``kind`` is the actor's, or "seat", "palace", "adjective", "people"."""

    start: int
    end: int
    actor: Actor
    kind: str


@dataclass(frozen=True)
class Registry:
    """All actors by id, and their folded names: ``names`` in full, ``bones`` as skeletons."""

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[tuple[str, str, str], ...]]
    bones: Mapping[str, str]
    english: frozenset[str]

    def find(self, text: str) -> list[Hit]:
        """The names in ``text``, the longest first at each place, none inside another."""
        found: list[Hit] = []
        seen = words(text)
        i = 0
        while i < len(seen):
            hit, length = self._at(seen, i, text)
            if hit and seen[i].folded == "the" and i + 1 < len(seen):
                inner, size = self._at(seen, i + 1, text)  # "The National" is no name in "the National Liberation Army"
                hit, length = (inner, size + 1) if inner and inner.end > hit.end else (hit, length)
            if hit:
                found.append(hit)
            i += length
        return found

    def named(self, name: str) -> Actor | None:
        """The actor of that name or of a spelling that folds to it."""
        hit = next((h for h in self.find(name) if h.end - h.start >= len(name.strip()) - 4), None)
        return hit.actor if hit else None

    def names_of(self, ident: str) -> list[str]:
        """All names of an actor, in the order of the registry."""
        return list(dict.fromkeys(name for rows in self.names.values() for name, own, _ in rows if own == ident))

    def _at(self, seen: list[Word], i: int, text: str) -> tuple[Hit | None, int]:
        """The longest name at word ``i`` with the number of its words, or None and 1."""
        run = seen[i : i + self._reach(seen[i])]
        for n in range(len(run), 0, -1):
            chosen = run[:n]
            if n > 1 and any(_apart(text[a.end : b.start]) for a, b in pairwise(chosen)):
                continue
            key = " ".join(w.folded for w in chosen)
            for surface, ident, kind in self.names.get(key, ()):
                if _written_so(surface, chosen):
                    return Hit(chosen[0].start, chosen[-1].end, self.actors[ident], kind), n
            ident = self.bones.get(self.bone(chosen), "") if all(w.capital or w.folded == "al" for w in chosen) else ""
            if ident and chosen[0].folded != "al":
                actor = self.actors[ident]
                return Hit(chosen[0].start, chosen[-1].end, actor, actor.kind), n
        return None, 1

    def _reach(self, first: Word) -> int:
        """How many words the longest name has that begins with the word, or with one of its skeleton."""
        folded = self._lengths["names"].get(first.folded, 0)
        if not first.capital or first.folded == "al":
            return folded
        return max(folded, self._lengths["bones"].get(self._bare(first.folded), 0))

    @cached_property
    def _lengths(self) -> dict[str, dict[str, int]]:
        """The number of words of the longest name, and of the longest skeleton, by the first of them."""
        found: dict[str, dict[str, int]] = {"names": {}, "bones": {}}
        for kind, keys in (("names", self.names), ("bones", self.bones)):
            for key in keys:
                first, size = key.partition(" ")[0], min(key.count(" ") + 1, _LONGEST)
                found[kind][first] = max(size, found[kind].get(first, 0))
        return found

    def _bare(self, folded: str) -> str:
        return folded if folded == "al" or folded in self.english else skeleton(folded)

    def bone(self, chosen: Iterable[Word]) -> str:
        """The skeleton of a name, or "" where it is too short or too English to tell."""
        kept, size, count = [], 0, 0
        for word in chosen:
            if word.folded == "al" or word.folded in self.english:
                kept.append(word.folded)
                continue
            bare = skeleton(word.folded)
            kept.append(bare)
            size, count = size + len(bare), count + 1
        return " ".join(kept) if count and size >= 5 else ""


_OWNED = re.compile(r"^['’]s(?= )")


def _apart(between: str) -> bool:
    between = _OWNED.sub("", between)  # "the Lord's Resistance Army"
    return between.strip(" -–‑,&'’\u00a0") != "" or "\n" in between or ("," in between)


def _written_so(surface: str, chosen: list[Word]) -> bool:
    """Whether the text's capitals fit: acronyms as they are, other names with a capital on their first word but "The"."""
    if surface.isupper() and len(surface.replace(".", "")) <= 6:
        return all(w.text.isupper() for w in chosen)
    if len(chosen) == 1 and chosen[0].text.isupper() and len(chosen[0].text) <= 4 and chosen[0].folded in _UNFIT:
        return False
    wanted = [w for w, own in zip(chosen, words(surface), strict=True) if own.capital and w.folded not in {"al", "the"}]
    return bool(wanted) and wanted[0].capital and sum(w.capital for w in wanted) * 2 >= len(wanted)


@cache
def registry() -> Registry:
    """The registry that ships with dateline, and the user's imported actors, whose names come first."""
    files = sorted(user_folder("actors").glob("*.toml"))
    return build([*(entry for path in files for entry in read_actors(path)), *_shipped()])


def read_actors(path: Path) -> list[tuple[Actor, list[tuple[str, str]]]]:
    """The actors of a user's TOML file: ``[SY]`` and ``id = ["2012-; rebel group", "Name", "Other name"]``.

    Raises DataError naming the file and the entry where it is not of that form.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}; mend the file") from error
    found = []
    for country, rows in content.items():
        if not isinstance(rows, dict) or not (country == "world" or (len(country) == 2 and country.isupper())):
            raise DataError(f"{path}: [{country}] is no two-letter country code; use one, or [world]")
        for key, row in rows.items():
            found.append(_checked(path, country, key, row))
    return found


def _checked(path: Path, country: str, key: str, row: object) -> tuple[Actor, list[tuple[str, str]]]:
    if not isinstance(row, list) or len(row) < 2 or not all(isinstance(item, str) and item for item in row[1:]):
        raise DataError(f'{path}: {key} in [{country}] must be like ["2012-; rebel group", "Name", "Other name"]')
    actor, spelt = _group(country, key, [str(item) for item in row])
    if actor.type not in TYPES:
        raise DataError(f"{path}: {key} has the type {actor.type!r}; use one of: {', '.join(sorted(TYPES))}")
    return actor, spelt


def build(entries: Iterable[tuple[Actor, list[tuple[str, str]]]]) -> Registry:
    """A registry of ``entries``: actors, each with its names and the kind each name gives a hit."""
    actors: dict[str, Actor] = {}
    names: dict[str, list[tuple[str, str, str]]] = {}
    english = frozenset(table("actors/nouns")["names"]["english"].replace("\n", "").split(";")) | _plain_words()
    half = Registry({}, {}, {}, english)
    bones: dict[str, str] = {}
    for actor, spelt in entries:
        actors[actor.id] = actor
        for name, kind in spelt:
            parts = words(name)
            names.setdefault(" ".join(w.folded for w in parts), []).append((name, actor.id, kind))
            if kind in ("group", "leader", "force") and len(parts) > (1 if kind != "group" else 0):
                bone = half.bone(parts)
                bones[bone] = actor.id if bones.get(bone, actor.id) == actor.id else ""
    bones.pop("", None)
    return Registry(actors, {k: tuple(v) for k, v in names.items()}, bones, english)


def _plain_words() -> frozenset[str]:
    return frozenset(table("actors/nouns")["names"]["plain"].replace("\n", "").split(";"))


def _shipped() -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    yield from _states()
    for key, spelt in table("actors/forces")["forces"].items():
        actor = Actor(f"force:{key}", spelt[0], STATE, key[:2], turned=_turned(key))
        yield actor, [(n, "force") for n in spelt]
    for country, rows in _groups():
        for key, row in rows.items():
            yield _group(country, key, row)
    for section, rows in _sections("actors/orgs"):
        for key, (kind, *spelt) in rows.items():
            yield Actor(f"org:{key}", spelt[0], kind, None, of=section), [(n, "org") for n in spelt]
    yield from _media()
    yield from _leaders()


def _sections(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((k, v) for k, v in table(name).items() if isinstance(v, dict))


def _groups() -> Iterator[tuple[str, dict[str, Any]]]:
    return (section for region in _GROUPS for section in _sections(f"actors/groups-{region}"))


def _states() -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    for _, rows in _sections("actors/states"):
        for code, row in rows.items():
            names, adjectives, people, seats = (field.split(";") if field else [] for field in row)
            if not people and adjectives:
                people = [adjectives[0] + "s"]
            spelt = [(n.removeprefix("the "), "state") for n in names]
            spelt += [(n, "adjective") for n in adjectives if n not in names]
            spelt += [(n, "people") for n in people if n not in adjectives]
            spelt += [(n.rstrip("!"), "palace" if n.endswith("!") else "seat") for n in seats]
            yield Actor(f"state:{code}", names[0], STATE, code), spelt


def _group(country: str, key: str, row: list[str]) -> tuple[Actor, list[tuple[str, str]]]:
    years, _, kind = (part.strip() for part in row[0].partition(";"))
    home = country if len(country) == 2 else None
    return Actor(f"group:{key}", row[1], kind or "rebel group", home, years), [(n, "group") for n in row[1:]]


def _media() -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    for key, row in table("actors/media")["media"].items():
        country, owner, *wire = (part.strip() for part in row[0].split(";"))
        actor = Actor(f"media:{key}", row[1], "other", country, of=owner, wire=bool(wire))
        yield actor, [(n, "media") for n in row[1:]]


def _turned(force: str) -> tuple[str, date, str] | None:
    """When a force changed sides, with its types before and since."""
    row = table("actors/forces")["turned"].get(force)
    return (row[0], date.fromisoformat(row[1]), row[2]) if row else None


def _leaders() -> Iterator[tuple[Actor, list[tuple[str, str]]]]:
    homes = {key: (country, row) for country, rows in _groups() for key, row in rows.items()}
    for key, (of, *spelt) in table("actors/leaders")["leaders"].items():
        tag, _, rest = of.partition(":")
        if tag == "group":
            speaker = _group(homes[rest][0], rest, homes[rest][1])[0]
            kind, country = speaker.type, speaker.country
        else:
            kind, country = ("other", None) if tag == "org" else (STATE, rest[:2])
        turned = _turned(rest) if tag == "force" else None
        yield Actor(f"leader:{key}", spelt[0], kind, country, of=of, turned=turned), [(n, "leader") for n in spelt]
