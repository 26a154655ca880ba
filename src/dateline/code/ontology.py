"""The trigger ontology of ``data/events``: which words tell which event, in which frame, on which conditions."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dateline.data import table, words
from dateline.errors import DataError
from dateline.vocab import Acled, EventType, Kind

FILES = ("assault", "coerce", "force", "diplomacy", "acts")


@dataclass(frozen=True)
class Rule:
    """One trigger: the lemmas that make it (the verb first, the head noun last) and what it means.

    ``only`` holds the conditions of its group that name this trigger, ``never`` the word lists that rule it out.
    """

    words: tuple[str, ...]
    noun: bool
    group: str
    type: EventType | None
    mode: str | None
    acled: Acled | None
    frame: str
    harm: str | None
    kind: Kind
    only: frozenset[str]
    never: Mapping[str, frozenset[str]] = field(hash=False)

    @property
    def key(self) -> str:
        """The word the trigger is looked up by: the verb, or the head noun."""
        return self.words[-1] if self.noun else self.words[0]


@cache
def frame(name: str) -> Mapping[str, Mapping[str, str]]:
    """The slots of one frame: ``frame("attack")["verb"]["subj"] == "actor"``."""
    found: Mapping[str, Mapping[str, str]] = table("events/frames")[name]
    return found


# Conditions that hold only for the triggers they list.
_ONLY = [
    "needs_object",
    "person_object",
    "armed_subject",
    "force_object",
    "place_object",
    "place_needed",
    "official_subject",
    "official_object",
    "protest_subject",
    "person_subject",
    "place_subject",
    "actor_subject",
    "needs_actor_object",
    "subject_for",
    "person_subject",
    "force_or_armed",
    "plural_only",
    "head_only",
    "bare_nouns",
    "force_of",
    "armed_of",
    "person_of",
    "place_of",
    "bare_ok",
    "place_of",
    "property_of",
    "no_particle",
    "no_object",
]
# Conditions that hold for every trigger of the group.
_GROUP_FLAGS = ("needs_violence", "marks_of_violence")
# Word lists that rule a trigger out.
_NEVER = ["object_not", "subject_not", "adj_not", "of_not", "with_not", "from_not"]


def _only(group: Mapping[str, Any], pattern: str, key: str) -> frozenset[str]:
    return frozenset(c for c in _ONLY if c in group and {pattern, key} & set(words(group[c]))) | frozenset(
        flag for flag in _GROUP_FLAGS if group.get(flag)
    )


def _never(group: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: set(words(group[name])) for name in _NEVER if name in group}
    for name, target in (("verb_object_not", "object_not"), ("verb_subject_not", "subject_not")):
        found.setdefault(target, set()).update(words(group.get(name, {}).get(key, "")))
    if "subject_any" in group and key in words(group.get("subject_for", "")):
        found["subject_any"] = set(words(group["subject_any"]))
    return {name: frozenset(values) for name, values in found.items() if values}


def _rule(group: Mapping[str, Any], pattern: str, noun: bool) -> Rule:
    parts = tuple(pattern.lower().replace("-", " - ").split()) if noun else tuple(pattern.lower().split())
    parts = tuple(p for p in parts if p != "-")
    key = parts[-1] if noun else parts[0]
    first = parts[0]
    acled = next((group[n][w] for n in ("acled_by", "verb_acled", "noun_acled") for w in (first, key)
                  if w in group.get(n, {})), group.get("acled", ""))  # fmt: skip
    equip = first in words(group.get("equip_frame", "")) and not noun
    return Rule(
        words=parts,
        noun=noun,
        group=group["name"],
        type=EventType(group["type"]) if group["type"] else None,
        mode=group.get("modes", {}).get(key, group.get("mode")) or None,
        acled=Acled(acled) if acled else None,
        frame="equip" if equip else group["frame"],
        harm=group.get("harm"),
        kind=Kind(group.get("kind", "event")),
        only=_only(group, pattern, key),
        never=_never(group, key),
    )


def rules_of(groups: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of groups as they stand in a TOML file."""
    found: list[Rule] = []
    for group in groups:
        found.extend(_rule(group, pattern, noun=False) for pattern in words(group.get("verbs", "")))
        found.extend(_rule(group, pattern, noun=True) for pattern in words(group.get("nouns", "")))
    return tuple(found)


@dataclass(frozen=True)
class Ontology:
    """Rules by the lemma they are looked up by, the longest pattern first, then those with more conditions."""

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]


def _index(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.key, []).append(rule)
    return {key: tuple(sorted(group, key=lambda r: (-len(r.words), -len(r.only)))) for key, group in found.items()}


def build(rules: Iterable[Rule]) -> Ontology:
    """An ontology of ``rules``; of two equally long patterns of one word the first listed is tried first."""
    listed = tuple(rules)
    return Ontology(_index(r for r in listed if not r.noun), _index(r for r in listed if r.noun))


@cache
def ontology() -> Ontology:
    """The shipped ontology."""
    return build(r for name in FILES for r in rules_of(table(f"events/{name}")["group"]))


def extended(path: Path) -> Ontology:
    """The shipped ontology with the user's own groups of triggers, read from a TOML file, tried first.

    Raises DataError naming the file where it is not valid.
    """
    try:
        groups = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
        own = rules_of(groups)
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise DataError(f"{path}: {error}; see data/events for the layout") from error
    return build((*own, *(r for name in FILES for r in rules_of(table(f"events/{name}")["group"]))))
