"""MUC-4's role fillers as labels of words: who did it, for whom, to what, to whom, with what, in which kind of incident.

The processed release names fillers by their strings; its offsets are of a string's first occurrence, whether or not that is
the mention meant. So an occurrence is a label only where it stands alone in its text or beside another filler of its
template (within SPAN sentences); every other occurrence is left unknown.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from items import Item
from layout import INCIDENTS, ROLES

from dateline.models.parser import _ordinary
from dateline.vocab import ZoneKind

if TYPE_CHECKING:
    from prepare import Reader

KEYS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SPAN = 1
UNKNOWN = -1
Mention = tuple[int, int, int]  # role, start, end
_TYPES = {"forced work stoppage": "work stoppage"}


def muc(read: "Reader", path: Path) -> Iterator[Item]:
    """One item a message, in ordinary case."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text = "\n\n".join(_ordinary(p.upper(), ZoneKind.BODY) for p in re.split(r" {3,}", row["doctext"].strip()))
        item = read.item("muc", row["docid"], text, split=True)
        label(item, text, row["templates"])
        yield item


def label(item: Item, text: str, templates: list[dict[str, Any]]) -> None:
    roles = np.zeros((len(item.ids), len(ROLES)), np.int8)
    kinds = np.full((len(item.ids), len(INCIDENTS)), UNKNOWN, np.int8)
    tells = np.zeros((len(item.sentences), len(INCIDENTS)), np.float32)
    sure: list[tuple[Mention, list[int]]] = []
    for template in templates:
        found = mentions(text, template)
        types = incident_types(template["incident_type"])
        anchored = anchors(item, found)
        for number, each in enumerate(found):
            if number in anchored:
                sure.append((each, types))
            else:
                roles[item.at(*each[1:]), each[0]] = UNKNOWN
    for (role, start, end), types in sure:
        tokens = item.at(start, end)
        roles[tokens, role] = 1
        kinds[tokens] = np.maximum(kinds[tokens], 0)
        for kind in types:
            kinds[tokens, kind] = 1
            tells[[sentence_of(item, start)], kind] = 1
    unsure = roles.min(1) == UNKNOWN
    for number, (a, z) in enumerate(item.sentences):
        if unsure[a:z].any() and not tells[number].any():
            tells[number] = np.nan
    item.tokens |= {"role": roles, "incident": kinds}
    item.sentence_labels["tells"] = tells


def incident_types(name: str) -> list[int]:
    names = [_TYPES.get(part.strip(), part.strip()) for part in name.split("/")]
    return [INCIDENTS.index(n) for n in names if n in INCIDENTS]


def mentions(text: str, template: dict[str, Any]) -> list[Mention]:
    """Every whole-word occurrence of every string of a template's fillers."""
    lowered, out = text.lower(), []
    for role, key in enumerate(KEYS):
        for entity in template.get(key, []):
            for string, _ in entity:
                words = r"\s+".join(re.escape(w) for w in string.lower().split())
                out += [(role, *m.span()) for m in re.finditer(rf"(?<!\w){words}(?!\w)", lowered)]
    return sorted(set(out))


def anchors(item: Item, found: list[Mention]) -> set[int]:
    """Which mentions are meant: those beside another filler, those that stand alone; else the first of each string."""
    where = [sentence_of(item, start) for _, start, _ in found]
    same = lambda i, j: text_key(item, found[i]) == text_key(item, found[j])  # noqa: E731
    out = set()
    for i in range(len(found)):
        others = [j for j in range(len(found)) if not same(i, j)]
        beside = any(abs(where[i] - where[j]) <= SPAN for j in others)
        alone = not any(same(i, j) for j in range(len(found)) if j != i)
        if beside or alone:
            out.add(i)
    for i in range(len(found)):
        if not any(same(i, j) for j in out):
            out.add(i)
    return out


def text_key(item: Item, mention: Mention) -> tuple[int, ...]:
    return (mention[0], *item.ids[item.at(*mention[1:])].tolist())


def sentence_of(item: Item, start: int) -> int:
    """The index of the sentence that holds the character ``start``."""
    tokens = item.at(start, start + 1)
    token = int(tokens[0]) if len(tokens) else 0
    return max(i for i, (a, _) in enumerate(item.sentences) if a <= token or i == 0)
