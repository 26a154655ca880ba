"""The MUC-4 scorer, written from the scoring guidelines: pure functions over templates.

A slot of a pair of templates yields counts of correct, partial, incorrect, spurious and missing fills. Recall is
(correct + partial / 2) / possible, precision the same over actual. "All templates" counts every fill of an unmatched
response as spurious and every fill of an unmatched key as missing.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.muc4_templates import SLOTS, STRINGS, Fill, Option, Template

CORRECT, PARTIAL, WRONG = 1.0, 0.5, 0.0
# A judge may overrule the comparison: (message, key template number, slot, response option, key fill) → grade.
Judge = Callable[[str, str, str, Option, Fill], float | None]

_PREMODIFIERS = frozenset(
    "a the an this that these those one two three four five six seven eight nine ten 1 2 3 4 5 6 7 8 9 10 more most "
    "many several some all few any another other certain of".upper().split()
)
# Supersets in the shallow hierarchies of set fills: answering the general for the specific is partly right.
_BROADER: dict[str, frozenset[str]] = {
    "GUN": frozenset({"MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"}),
    "EXPLOSIVE": frozenset({"BOMB", "VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL"}),
    "BOMB": frozenset({"VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB"}),
    "PROJECTILE": frozenset({"MISSILE", "ROCKET"}),
    "SUSPECTED OR ACCUSED": frozenset({"SUSPECTED OR ACCUSED BY AUTHORITIES"}),
    "POLITICAL FIGURE OFFICE OR RESIDENCE": frozenset({"GOVERNMENT OFFICE OR RESIDENCE"}),
    "DESTROYED": frozenset({"SOME DAMAGE"}),
    "POLITICAL FIGURE": frozenset({"GOVERNMENT OFFICIAL", "FORMER GOVERNMENT OFFICIAL"}),
    "GOVERNMENT OFFICIAL": frozenset({"FORMER GOVERNMENT OFFICIAL"}),
    "ACTIVE MILITARY": frozenset({"FORMER ACTIVE MILITARY"}),
    "NO INJURY": frozenset({"NO INJURY OR DEATH"}),
    "NO DEATH": frozenset({"NO INJURY OR DEATH"}),
    "ATTACK": frozenset({"ARSON", "BOMBING", "KIDNAPPING", "HIJACKING", "ROBBERY", "FORCED WORK STOPPAGE"}),
}
_MAPPING_SLOTS = (
    "phys_tgt_id",
    "phys_tgt_type",
    "hum_tgt_name",
    "hum_tgt_desc",
    "hum_tgt_type",
    "perp_ind_id",
    "perp_org_id",
)


@dataclass(frozen=True)
class Tally:
    """Counts of fills. ``possible`` and ``actual`` follow from them."""

    correct: int = 0
    partial: int = 0
    wrong: int = 0
    spurious: int = 0
    missing: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.correct + other.correct,
            self.partial + other.partial,
            self.wrong + other.wrong,
            self.spurious + other.spurious,
            self.missing + other.missing,
        )

    @property
    def possible(self) -> int:
        return self.correct + self.partial + self.wrong + self.missing

    @property
    def actual(self) -> int:
        return self.correct + self.partial + self.wrong + self.spurious

    @property
    def f(self) -> float:
        """Balanced F; 0 where nothing was asked or answered."""
        credit = self.correct + self.partial / 2
        recall = credit / self.possible if self.possible else 0.0
        precision = credit / self.actual if self.actual else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


SlotTallies = dict[str, Tally]


def no_judge(message: str, number: str, slot: str, response: Option, key: Fill) -> float | None:
    """Nobody overrules the comparison."""
    return None


def score_message(
    keys: Sequence[Template], responses: Sequence[Template], judge: Judge = no_judge
) -> tuple[SlotTallies, SlotTallies]:
    """Slot tallies of one message: (all templates, matched only)."""
    pairs = best_mapping(keys, responses, judge)
    matched = total(pair_tallies(keys[k], responses[r], judge) for k, r in pairs)
    lost = [pair_tallies(key, None, judge) for k, key in enumerate(keys) if k not in dict(pairs) and not key.optional]
    extra = [pair_tallies(None, r, judge) for i, r in enumerate(responses) if i not in {r for _, r in pairs}]
    return total([matched, *lost, *extra]), matched


def total(parts: Iterable[SlotTallies]) -> SlotTallies:
    """The sum of slot tallies."""
    out = {slot: Tally() for slot in SLOTS.values()}
    for part in parts:
        for slot, tally in part.items():
            out[slot] = out[slot] + tally
    return out


def overall(tallies: SlotTallies) -> Tally:
    """All slots together."""
    return sum(tallies.values(), Tally())


def best_mapping(keys: Sequence[Template], responses: Sequence[Template], judge: Judge) -> list[tuple[int, int]]:
    """Pairs (key index, response index) that may be mapped, the best first, each key and response used once.

    Best is the sum of a pair's recall and precision: of the orders tried (most credit, in key order, the best set of
    pairs) the only one that meets all 17 reports of TST4 within 1.0 F; where it differs, people realigned by hand.
    """
    credit = {
        (k, r): _credit(pair_tallies(key, response, judge))
        for k, key in enumerate(keys)
        for r, response in enumerate(responses)
        if mappable(key, response, judge)
    }
    pairs: list[tuple[int, int]] = []
    for k, r in sorted(credit, key=lambda pair: (-credit[pair], pair)):
        if all(k != a and r != b for a, b in pairs):
            pairs.append((k, r))
    return pairs


def _credit(tallies: SlotTallies) -> float:
    t = overall(tallies)
    credit = t.correct + t.partial / 2
    return credit / max(1, t.possible) + credit / max(1, t.actual)


def mappable(key: Template, response: Template, judge: Judge) -> bool:
    """Whether the incident types agree at least partly, and one target or perpetrator does."""
    if not _agrees(key, response, "inc_type", judge):
        return False
    return any(_agrees(key, response, slot, judge) for slot in _MAPPING_SLOTS)


def _agrees(key: Template, response: Template, slot: str, judge: Judge) -> bool:
    return any(
        grade(key, slot, option, fill, judge) > WRONG
        for fill in key.slots.get(slot, ())
        for answer in response.slots.get(slot, ())
        for option in answer.options
    )


def pair_tallies(key: Template | None, response: Template | None, judge: Judge) -> SlotTallies:
    """Slot tallies of one key against one response; either may be absent."""
    out = {}
    for slot in SLOTS.values():
        wanted = key.slots.get(slot, ()) if key else ()
        given = response.slots.get(slot, ()) if response else ()
        out[slot] = _slot_tally(key, slot, wanted, given, judge)
    return out


def _slot_tally(key: Template | None, slot: str, wanted: Sequence[Fill], given: Sequence[Fill], judge: Judge) -> Tally:
    grades = {
        (w, g): max(grade(key, slot, option, fill, judge) for option in answer.options)
        for w, fill in enumerate(wanted)
        for g, answer in enumerate(given)
        if key is not None
    }
    used_w: dict[int, float] = {}
    used_g: set[int] = set()
    for (w, g), value in sorted(grades.items(), key=lambda item: (-item[1], wanted[item[0][0]].optional, item[0])):
        if value > WRONG and w not in used_w and g not in used_g:
            used_w[w] = value
            used_g.add(g)
    left = sum(1 for w, fill in enumerate(wanted) if w not in used_w and not fill.optional)
    over = len(given) - len(used_g)
    wrong = min(left, over)
    correct = sum(1 for value in used_w.values() if value == CORRECT)
    return Tally(correct, len(used_w) - correct, wrong, over - wrong, left - wrong)


def grade(key: Template, slot: str, answer: Option, fill: Fill, judge: Judge) -> float:
    """How right one answer is for one key fill: 1, 0.5 or 0."""
    ruled = judge(key.message, key.number, slot, answer, fill)
    if ruled is not None:
        return ruled
    return max(_compare(key, slot, answer, option, judge) for option in fill.options)


def _compare(key: Template, slot: str, answer: Option, option: Option, judge: Judge) -> float:
    value = _compare_values(slot, answer.value, option.value)
    if value == WRONG or slot in {"inc_date", "inc_loc"} or slot in STRINGS - {"hum_tgt_desc"}:
        return value
    if value == PARTIAL or _tags_agree(key, slot, answer, option, judge):
        return value
    return PARTIAL


def _tags_agree(key: Template, slot: str, answer: Option, option: Option, judge: Judge) -> bool:
    asked = {t for t in option.tags if t not in {"-", ""}}
    given = {t for t in answer.tags if t not in {"-", ""}}
    if not asked or not given:
        return not asked and not given
    if any(same_string(g, a) for g in given for a in asked):
        return True
    pointed = [s for s in STRINGS if s.split("_")[0] == slot.split("_", maxsplit=1)[0]]
    fill = Fill(tuple(Option(a) for a in asked))
    return any(judge(key.message, key.number, s, Option(g), fill) == CORRECT for g in given for s in pointed)


def _compare_values(slot: str, answer: str, key: str) -> float:
    if slot in STRINGS:
        return CORRECT if same_string(answer, key) else WRONG
    if slot == "inc_loc":
        return _compare_places(answer, key)
    if slot == "inc_date":
        return _compare_dates(answer, key)
    if slot.endswith("num"):
        return _compare_numbers(answer, key)
    if answer == key:
        return CORRECT
    return PARTIAL if key in _BROADER.get(answer, ()) else WRONG


def same_string(answer: str, key: str) -> bool:
    """Whether two string fills are the same but for nonessential premodifiers and the key's [bracketed] parts."""
    bare = _stripped(answer)
    whole = _stripped(key.replace("[", "").replace("]", ""))
    short = _stripped(re.sub(r"\[[^\]]*\]", " ", key))
    return bare in {whole, short} or _stripped(re.sub(r"\[[^\]]*\]", " ", answer)) in {whole, short}


def _stripped(text: str) -> str:
    words = re.sub(r"[\[\]\"]", " ", text).split()
    while words and words[0] in _PREMODIFIERS:
        words = words[1:]
    return " ".join(words) or text


def _compare_places(answer: str, key: str) -> float:
    if answer == key:
        return CORRECT
    ours, gold = _place_parts(answer), _place_parts(key)
    if not ours or not gold or ours[0] != gold[0]:
        return WRONG
    if len(ours) > 1 and " - " not in key and gold[-1] == ours[-1] and set(ours) <= set(gold):
        return CORRECT
    return PARTIAL


def _place_parts(place: str) -> list[str]:
    return [part.strip() for part in place.split(":") if part.strip()]


def _compare_dates(answer: str, key: str) -> float:
    ours, gold = _days(answer), _days(key)
    if not ours or not gold:
        return WRONG
    if ours == gold and answer.startswith("-") == key.startswith("-"):
        return CORRECT
    if answer.startswith("-"):
        return PARTIAL if gold[-1] == ours[-1] else WRONG
    if " - " in f" {key}":
        return PARTIAL if _within(ours, gold, key) else WRONG
    return WRONG


_MONTHS = {name[:3].upper(): number for number, name in enumerate(calendar.month_name) if number}


def _days(text: str) -> list[tuple[int, int, int]]:
    found = re.findall(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (?:19)?(\d\d)", text)
    return [(int(y), _MONTHS.get(m, 0), int(d)) for d, m, y in found]


def _within(ours: list[tuple[int, int, int]], gold: list[tuple[int, int, int]], key: str) -> bool:
    if key.startswith("-"):
        return ours[0] == ours[-1] and (ours[0] == gold[-1] or (ours[0] < gold[-1] and _near(ours[0], gold[-1])))
    return gold[0] <= ours[0] and ours[-1] <= gold[-1]


def _near(day: tuple[int, int, int], upper: tuple[int, int, int]) -> bool:
    """A default fill ("- 26 AUG 89") allows the last days before the message, judged by hand in 1992."""
    return day[0] == upper[0] and day[1] == upper[1] and upper[2] - day[2] <= 1


def _compare_numbers(answer: str, key: str) -> float:
    if answer.replace(" ", "") == key.replace(" ", ""):
        return CORRECT
    anchors = {part.strip() for part in re.split(r" ?- ?", key.strip("~ "))} if re.search(r"\d", key) else set()
    return PARTIAL if answer in anchors else WRONG
