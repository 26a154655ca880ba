"""Trains the place ranker's weights from running text that resolves itself.

    python training/places_ranker.py TEXTS…      # plain-text files; prints the weights, writes data/places/ranker.toml

No hand-made gold is used, and none of the corpora the ranker is tested on. Two kinds of lesson:

- *Qualified names*: where a text says "Lexington, Ky.", the candidates in Kentucky are right. The container is hidden
  from the ranker, which has to find them by the article's other names.
- *Clear names*: a name one of whose candidates is a hundred times more populous than the rest, with its country named
  in the same text. These keep the first kind from teaching that famous places are never meant.

A conditional logit over candidates, pulled towards weights set by knowledge (``PRIOR``), because qualified names are a
sample of the hard ones.
"""

import random
import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dateline.folding import fold
from dateline.mark import resolve
from dateline.mark.mentions import Mention
from dateline.mark.toponyms import Reader
from dateline.models import parser
from dateline.places.gazetteer import load
from dateline.read import from_text

PRIOR = 8.0  # strength of the pull towards the old weights, in lessons per unit of squared change
TARGET = Path("src/dateline/data/places/ranker.toml")
LEARNED = (
    "population", "country", "division", "county", "capital", "feature_unknown", "same_spelling", *resolve.SUPPORTS
)  # fmt: skip


@dataclass(frozen=True)
class Lesson:
    """Candidates' features (rows) in the order of ``LEARNED``, what the rest adds, and which are right."""

    features: Any
    rest: Any
    right: Any
    hard: bool


def main() -> None:
    paths = [Path(p) for p in sys.argv[1:]]
    lessons = [lesson for path in paths for lesson in lessons_of(path.read_text(encoding="utf-8", errors="replace"))]
    random.Random(1).shuffle(lessons)
    hard = [lesson for lesson in lessons if lesson.hard]
    lessons = hard + [lesson for lesson in lessons if not lesson.hard][: len(hard) // 2]
    random.Random(2).shuffle(lessons)
    held, taught = lessons[: len(lessons) // 5], lessons[len(lessons) // 5 :]
    before = np.array([resolve.weights()[name] for name in LEARNED])
    after = fit(taught, before)
    print(f"{len(lessons)} lessons ({len(hard)} of qualified names) from {len(paths)} texts; "
          f"right on the held fifth: {right(held, before):.3f} before, "
          f"{right(held, after):.3f} after")  # fmt: skip
    for name, old, new in zip(LEARNED, before, after, strict=True):
        print(f"{name:16} {old:6.2f} -> {new:6.2f}")
    save(dict(zip(LEARNED, after.tolist(), strict=True)))


def lessons_of(text: str) -> list[Lesson]:
    """All lessons in one text."""
    article = from_text(text)
    mentions = Reader(article, parser.parse(article), load(), ()).mentions()
    found = []
    for key in {fold(m.name) for m in mentions if m.kind == "name" and len(m.entries) > 1}:
        numbers = [n for n, m in enumerate(mentions) if fold(m.name) == key and m.kind == "name"]
        if lesson := qualified(mentions, numbers) or clear(mentions, numbers):
            found.append(lesson)
    return found


def qualified(mentions: list[Mention], numbers: list[int]) -> Lesson | None:
    lead = next((n for n in numbers if (w := mentions[n].within) is not None and w == n + 1), None)
    if lead is None:
        return None
    holder = mentions[lead + 1]
    good = {e.id for e in mentions[lead].entries if resolve._contained(e, holder) > 0}
    if not good or len(good) == len(mentions[lead].entries):
        return None
    hidden = [replace(m, within=None) if n in numbers else m for n, m in enumerate(mentions)]
    kept = [m for n, m in enumerate(hidden) if n != lead + 1]
    return lesson_from(kept, mentions[lead].name, good, True)


def clear(mentions: list[Mention], numbers: list[int]) -> Lesson | None:
    mention = mentions[numbers[0]]
    ranked = sorted(mention.entries, key=lambda e: -e.population)
    if ranked[0].population < 200_000 or any(e.population * 100 > ranked[0].population for e in ranked[1:]):
        return None
    named = {e.country for m in mentions for e in m.entries[:1] if e.feature == "PCLI"}
    if ranked[0].country not in named or ranked[0].feature == "PCLI":
        return None
    return lesson_from(mentions, mention.name, {ranked[0].id}, False)


def lesson_from(mentions: list[Mention], name: str, good: set[str], hard: bool) -> Lesson | None:
    mentions = [replace(m, within=None) if m.within is not None and m.within >= len(mentions) else m for m in mentions]
    names = resolve._group(mentions)
    position = next((n for n, x in enumerate(names) if x.key[0] == name), None)
    if position is None or not 1 <= sum(e.id in good for e in names[position].entries) < len(names[position].entries):
        return None
    owner = np.repeat(np.arange(len(names)), [len(n.entries) for n in names])
    chances = np.concatenate(resolve._agree(names))
    support = resolve.supports(names, owner, resolve._ties(names, owner), chances)[:, owner == position]
    mention = next(m for m in mentions if m.name == name)
    rows, rest = [], []
    for k, entry in enumerate(names[position].entries):
        own = resolve.features(entry, mention, None)
        own |= dict(zip(resolve.SUPPORTS, support[:, k].tolist(), strict=True))
        rows.append([own[f] for f in LEARNED])
        rest.append(sum(resolve.weights()[f] * v for f, v in own.items() if f not in LEARNED))
    return Lesson(np.array(rows), np.array(rest), np.array([e.id in good for e in names[position].entries]), hard)


def loss(weights: Any, lessons: list[Lesson], prior: Any) -> tuple[float, Any]:
    """The negative log chance of the right candidates, with its gradient."""
    total, slope = PRIOR * float(((weights - prior) ** 2).sum()), 2 * PRIOR * (weights - prior)
    for lesson in lessons:
        scores = lesson.features @ weights + lesson.rest
        powers = np.exp(scores - scores.max())
        chance = powers / powers.sum()
        good = chance * lesson.right
        total -= float(np.log(max(good.sum(), 1e-9)))
        slope += (chance - good / max(good.sum(), 1e-9)) @ lesson.features
    return total, slope


def fit(lessons: list[Lesson], prior: Any) -> Any:
    from scipy.optimize import minimize

    return minimize(loss, prior, args=(lessons, prior), jac=True, method="L-BFGS-B").x


def right(lessons: list[Lesson], weights: Any) -> float:
    """The share of lessons whose best candidate is a right one."""
    hits = [lesson.right[int(np.argmax(lesson.features @ weights + lesson.rest))] for lesson in lessons]
    return float(np.mean(hits)) if hits else 0.0


def save(learned: dict[str, float]) -> None:
    """Writes the weights back, comments kept."""
    text = TARGET.read_text(encoding="utf-8")
    old = tomllib.loads(text)["weights"]
    lines = []
    for line in text.splitlines():
        name = line.split(" = ")[0]
        lines.append(f"{name} = {learned[name]:.2f}" if name in learned and name in old else line)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
