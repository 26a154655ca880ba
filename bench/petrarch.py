"""PETRARCH's validation records: who, whom and what from the sentence alone.

Two suites: the unit tests, stylised sentences with fictional actors and WEIS-like codes, and the records of PETRARCH-2
with real actors and CAMEO codes. They are read by pattern: the files are XML only by looks.
"""

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.petrarch_score import Record, Scored, cameo_types, score, sentence_accuracy, slot_accuracy, weis_types
from bench.result import Result, bootstrap, locate, sample

# Sentences and records as DATA.md counts them.
COUNTS = {"PETR.UnitTest.records.xml": (284, 385), "PETR2_GSR_validation.xml": (78, 93)}
_BEAT = {
    "slot_accuracy": ".722 (UniversalPetrarch, published)",
    "sentence_accuracy": ".44 (UniversalPetrarch, published)",
}


@dataclass(frozen=True)
class Item:
    """One sentence with its gold records."""

    id: str
    suite: str
    day: str | None
    text: str
    records: tuple[Record, ...]


def _attributes(text: str) -> dict[str, str]:
    return dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', text))


def _item(match: re.Match[str], n: int, suite: str) -> Item | None:
    about = _attributes(match[1])
    text = re.search(r"<Text>(.*?)</Text>", match[2], re.S)
    if text is None:
        return None
    types = weis_types if "UnitTest" in suite else cameo_types
    found = [_attributes(e) for e in re.findall(r"<EventCoding([^>]*)>", match[2])]
    records = tuple(
        Record(e.get("sourcecode"), e.get("targetcode"), types(e["eventcode"])) for e in found if e.get("eventcode")
    )
    stamp = about.get("date", "")
    day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if re.fullmatch(r"\d{8}", stamp) else None
    words = " ".join(html.unescape(text[1]).split())
    return Item(f"{suite.split('.', maxsplit=1)[0]}/{n}/{about.get('id', '')}", suite, day, words, records)


def load(folder: Path, split: str) -> list[Item]:
    """Every sentence of the two suites.

    Raises SystemExit where a file is missing, and AssertionError where the development split has other counts.
    """
    found: list[Item] = []
    for name, (sentences, codings) in COUNTS.items():
        path = folder / name
        if not path.exists():
            raise SystemExit(f"bench: no {name} in {folder}; give --data the folder that holds it")
        raw = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8", errors="replace"), flags=re.S)
        blocks = re.split(r"(?=<Sentence\s)", raw)[1:]
        matches = [m for b in blocks if (m := re.match(r"<Sentence ([^>]*)>(.*)", b, re.S))]
        if split == "dev":
            coded = len(re.findall("<EventCoding", raw))  # one of them in the header of the second file
            assert (len(matches), coded) == (sentences, codings), (name, len(matches), coded)
        found.extend(item for n, m in enumerate(matches) if (item := _item(m, n, name)) is not None)
    return found


# What says where people are from, behind the words that name them: "in Arnor", "of Gondor and Bree".
_FROM = re.compile(
    r"\s+(?:in|from|of|at)\s+(?:the\s+)?(?:[a-z-]+\s+)?[A-Z][\w'-]*(?:(?:,? and |, | )(?:the )?[A-Z][\w'-]*)*"
)


def _read(item: Item) -> list[dict[str, Any]]:
    """Our claims; each role with the words behind it that say where it is from."""
    import dateline

    reading = dateline.code(item.text, published=item.day)
    claims: list[dict[str, Any]] = reading.to_dicts()
    for role in (r for c in claims for r in (c.get("event") or {}).get("roles") or ()):
        behind = _FROM.match(reading.article.text, role["span"]["end"])
        role["near"] = behind[0] if behind else ""
    return claims


def _prediction(item: Item, scored: Scored, claims: list[dict[str, Any]]) -> dict[str, Any]:
    events = [c["event"] for c in claims if c.get("event")]
    ours = [
        {"type": e["type"], "trigger": e["trigger"]["text"], "roles": [(r["role"], r["name"]) for r in e["roles"]]}
        for e in events
    ]
    gold = [{"source": r.source, "target": r.target, "types": sorted(r.types or ())} for r in item.records]
    return {"item": item.id, "ok": scored.whole, "text": item.text, "gold": gold, "met": scored.met, "ours": ours}


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """``slot_accuracy`` over all gold records, ``sentence_accuracy`` over all sentences, of both suites together."""
    items = sample(load(locate(data, "petrarch"), split), limit)
    claims = [_read(item) for item in items]
    scores = [score(item.records, c) for item, c in zip(items, claims, strict=True)]
    nothing = [score(item.records, []) for item in items]
    parts = []
    for suite in COUNTS:
        own = [s for s, item in zip(scores, items, strict=True) if item.suite == suite]
        parts.append(f"{suite}: slots {slot_accuracy(own):.3f}, sentences {sentence_accuracy(own):.3f} ({len(own)})")
    return Result(
        bench="petrarch",
        split=split,
        docs=len(items),
        items=sum(len(i.records) for i in items),
        metrics={"slot_accuracy": slot_accuracy(scores), "sentence_accuracy": sentence_accuracy(scores)},
        baselines={
            "no claim at all": {
                "slot_accuracy": slot_accuracy(nothing),
                "sentence_accuracy": sentence_accuracy(nothing),
            }
        },
        intervals={
            "slot_accuracy": bootstrap(scores, slot_accuracy),
            "sentence_accuracy": bootstrap(scores, sentence_accuracy),
        },
        beat=_BEAT,
        predictions=[_prediction(i, s, c) for i, s, c in zip(items, scores, claims, strict=True)],
        notes=(*parts, "The unit tests use WEIS-like codes and words of test dictionaries no reader can know."),
    )
