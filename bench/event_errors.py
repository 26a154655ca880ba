"""``python -m bench.event_errors --data DIR``: what goes wrong with MUC-4's incidents, by kind, with counts.

Prints two tables in Markdown, for docs/errors.md: the incidents of TST1 and TST2 by what became of them, and the fills of
incidents that were found, by slot. Every kind is counted by the scorer's own mapping of answers to keys.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import dateline
from bench.muc4 import answer, load
from bench.muc4_incidents import joined
from bench.muc4_score import Tally, best_mapping, no_judge, pair_tallies, total
from bench.muc4_templates import Template
from bench.result import locate, sample

SPLITS = ("tst1", "tst2")
Message = tuple[Sequence[Template], Sequence[Template]]  # keys, answers


def messages(data: Path, limit: int | None = None) -> Iterator[Message]:
    """Keys and answers of every message of both development tests."""
    raw = locate(data, "muc4/raw", "raw")
    for split in SPLITS:
        texts, keys = load(locate(raw, f"TASK/CORPORA/{split}", f"CORPORA/{split}", split), split)
        for message in sample(list(texts), limit):
            reading = dateline.code(texts[message])
            yield keys[message], answer(message, reading, joined(reading))


def kinds(keys: Sequence[Template], answers: Sequence[Template]) -> Iterator[str]:
    """What became of each incident of one message."""
    pairs = best_mapping(keys, answers, no_judge)
    found, used = {k for k, _ in pairs}, {a for _, a in pairs}
    for k, a in pairs:
        same = _types(keys[k]) & _types(answers[a])
        yield "found, of the right type" if same else "found, of another type"
    for k, key in enumerate(keys):
        if k not in found and not key.optional:
            told = any(_types(key) & _types(a) for a in answers)
            yield (
                "missed beside others found" if pairs else "missed, though one of its type is told" if told else _MISSED
            )
    for a in range(len(answers)):
        if a not in used:
            yield "spurious beside others found" if pairs else "spurious, wrong in all it names" if keys else _NO_KEY


_MISSED = "missed, nothing of its type is told"
_NO_KEY = "spurious, in a report without incidents"


def _types(template: Template) -> set[str]:
    return {o.value for fill in template.slots.get("inc_type", ()) for o in fill.options}


def fills(found: Sequence[Message]) -> dict[str, Tally]:
    """The slots of the incidents that were found."""
    return total(
        pair_tallies(keys[k], answers[a], no_judge)
        for keys, answers in found
        for k, a in best_mapping(keys, answers, no_judge)
    )


def told(found: Sequence[Message]) -> list[str]:
    """Both tables as lines of Markdown."""
    counted = Counter(kind for keys, answers in found for kind in kinds(keys, answers))
    lines = ["| incidents | count |", "| --- | --- |", *(f"| {kind} | {n} |" for kind, n in counted.most_common())]
    lines += ["", "| slot, in incidents found | right | in part | wrong | spurious | missing |", "|" + " --- |" * 6]
    for slot, t in fills(found).items():
        lines.append(f"| `{slot}` | {t.correct} | {t.partial} | {t.wrong} | {t.spurious} | {t.missing} |")
    return lines


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.event_errors", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="only a fixed sample of about this many messages of each test")
    given = parser.parse_args()
    print("\n".join(told(list(messages(given.data, given.limit)))))


if __name__ == "__main__":
    main()
