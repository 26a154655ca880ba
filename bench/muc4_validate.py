"""Checks our MUC-4 scorer against the reports of 1992: 17 systems on TST4, with the human judgements kept then.

Where the two differ, and why:

- Which templates are compared: the scorer of 1992 let people realign templates by hand, ours never does. For ten
  systems that is one or two pairs of templates more or fewer ("pairs", the shipped number in brackets), the largest
  part of every difference.
- Dates: people called answers a day or two off right, and not every such judgement is in the history file.
- Targets and perpetrators: partial credit that people gave to strings is in the history file for most systems only;
  ours gives more partial credit to types and effects whose string is not the key's.
- Two systems wrote fills outside the guidelines: nm-br a target's effect without a value (46 fills, which the shipped
  report counts as answers and ours does not), umich total numbers (65 fills, which ours counts and the report does not).
"""

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from bench.muc4_score import CORRECT, PARTIAL, WRONG, Judge, SlotTallies, best_mapping, overall, score_message, total
from bench.muc4_templates import SLOTS, Fill, Option, read_templates
from bench.result import locate

_GRADES = {"match": CORRECT, "partial": PARTIAL, "fail": WRONG}


def validate(raw: Path) -> list[dict[str, Any]]:
    """One row a system: our F and the shipped F for all templates and matched only."""
    results = raw / "TEST/RESULTS/TST4"
    keys = read_templates((raw / "TASK/CORPORA/tst4/key-tst4.v2").read_text(errors="replace"))
    judge = history_judge(_uncompress(results / "final-cumulative-hist.tst4.Z").decode("latin-1"))
    responses = _members(results / "response-templates.tst4.tar.Z")
    reports = _members(results / "scores-pass1.tst4.nrad.tar.Z")
    rows = []
    for name, text in sorted(responses.items()):
        system = name.removesuffix("-response.tst4")
        answers, report = read_templates(text), reports[f"{system}-scores-pass1.tst4.nrad"]
        tallies, matched = score_all(keys, answers, judge)
        shipped = reported_f(report) | {"pairs": reported(report, "template-id")[2]}
        ours = {"all_templates": 100 * overall(tallies).f, "matched_only": 100 * overall(matched).f}
        ours["pairs"] = sum(len(best_mapping(key, answers.get(m, []), judge)) for m, key in keys.items())
        told = {"item": system, **ours, **{f"shipped_{k}": v for k, v in shipped.items()}}
        rows.append(told | {"slots": {slot: _credit_beyond(tallies, report, slot) for slot in SLOTS.values()}})
    return rows


def reported(report: str, name: str) -> tuple[int, ...]:
    """(possible, actual, correct, partial) of one row of the shipped totals."""
    tail = report[report.rindex("TOTAL SLOT SCORES") :]
    row = re.search(rf"^{name}\s+(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)", tail, re.M)
    assert row, f"no row {name} in a MUC-4 score report"
    return tuple(int(n) for n in row.groups())


def _credit_beyond(tallies: SlotTallies, report: str, slot: str) -> float:
    """How much more credit we give in a slot than the report does."""
    _, _, correct, partial = reported(report, slot.replace("_", "-"))
    return tallies[slot].correct - correct + (tallies[slot].partial - partial) / 2


def told(data: Path) -> list[str]:
    """Our scores of the 17 systems beside the shipped ones, and the slots whose credit differs most."""
    rows = validate(locate(data, "muc4/raw", "raw"))
    lines = [
        f"{r['item']:8} all templates {r['all_templates']:6.2f} (shipped {r['shipped_all_templates']:6.2f})"
        f"  matched only {r['matched_only']:6.2f} (shipped {r['shipped_matched_only']:6.2f})"
        f"  pairs {r['pairs']} ({r['shipped_pairs']})"
        for r in rows
    ]
    worst = max(abs(r["all_templates"] - r["shipped_all_templates"]) for r in rows)
    beyond = {slot: sum(r["slots"][slot] for r in rows) for slot in SLOTS.values()}
    most = sorted(beyond, key=lambda slot: -abs(beyond[slot]))[:6]
    lines.append("credit beyond the shipped, all systems: " + ", ".join(f"{s} {beyond[s]:+.1f}" for s in most))
    return [*lines, f"largest difference, all templates: {worst:.2f}"]


def score_all(keys: dict[str, Any], responses: dict[str, Any], judge: Judge) -> tuple[SlotTallies, SlotTallies]:
    """Tallies over all messages of the key: (all templates, matched only)."""
    parts = [score_message(templates, responses.get(message, []), judge) for message, templates in keys.items()]
    return total(p[0] for p in parts), total(p[1] for p in parts)


def reported_f(report: str) -> dict[str, float]:
    """The shipped F of all templates, and matched-only F from its recall and precision counts."""
    tail = report[report.rindex("TOTAL SLOT SCORES") :]
    measures = re.search(r"F-MEASURES\s+([\d.]+)", tail)
    row = re.search(r"MATCHED ONLY\s+(\d+)\s+(\d+)\|\s*(\d+)\s+(\d+)", tail)
    assert measures and row, "not a MUC-4 score report"
    possible, actual, correct, partial = (int(n) for n in row.groups())
    credit = correct + partial / 2
    f = 200 * credit / (possible + actual) if possible + actual else 0.0
    return {"all_templates": float(measures.group(1)), "matched_only": f}


def history_judge(text: str) -> Judge:
    """A judge that repeats the human judgements of the shipped history file."""
    rulings: dict[tuple[str, str, str, str, frozenset[str]], list[tuple[float, frozenset[str]]]] = {}
    for message in _parse(text)[0]:
        for template in message[1:]:
            for slot in template[1:]:
                for entry in slot[1:]:
                    value, tags = _plain(entry[0])
                    key = (_atom(message[0]), _atom(template[0]), slot[0].replace("-", "_"), value, tags)
                    gold = _values(entry[2]) if len(entry) > 2 else frozenset()
                    rulings.setdefault(key, []).append((_GRADES[entry[1]], gold))

    def judge(message: str, number: str, slot: str, response: Option, key: Fill) -> float | None:
        found = rulings.get((message, number, slot, response.value, frozenset(response.tags)), [])
        wanted = {option.value for option in key.options} | {t for option in key.options for t in option.tags}
        return next((grade for grade, gold in found if grade > WRONG and gold & wanted == gold), None)

    return judge


def _plain(node: Any) -> tuple[str, frozenset[str]]:
    if isinstance(node, list) and node[0] == "xref":
        return _text(node[1]), frozenset(_values(node[2]))
    return _text(node), frozenset()


def _text(node: Any) -> str:
    if not isinstance(node, list):
        return _atom(node)
    if node[0] == "range":
        low = "" if node[1] == "nil" else _text(node[1])
        return f"{low} - {_text(node[2])}".strip()
    if node[0] == "location":
        return ": ".join(_text(part) for part in node[1:])
    if node[0] == "qualified":
        return f"{_atom(node[1])} ({_atom(node[2])})"
    return _text(node[1])


def _values(node: Any) -> frozenset[str]:
    if isinstance(node, list) and node[0] in {"or", "all-of", "optional", "xref", "and"}:
        return frozenset().union(*(_values(part) for part in node[1:]))
    return frozenset({_text(node)})


def _atom(token: str) -> str:
    text = token[1:-1] if token.startswith('"') else token
    text = text.replace('\\"', '"').strip().strip('"')
    return re.sub(r"\s+", " ", text).strip().upper()


def _parse(text: str) -> tuple[Any, int]:
    tokens = re.findall(r'"(?:\\.|[^"\\])*"|[()]|[^\s()"]+', text)

    def read(i: int) -> tuple[Any, int]:
        if tokens[i] != "(":
            return tokens[i], i + 1
        out, i = [], i + 1
        while tokens[i] != ")":
            item, i = read(i)
            out.append(item)
        return out, i + 1

    return read(0)


def _uncompress(path: Path) -> bytes:
    """The content of a .Z file; Python has no reader for it, gzip(1) does."""
    return subprocess.run(["gzip", "-dc", str(path)], check=True, capture_output=True).stdout


def _members(path: Path) -> dict[str, str]:
    with tempfile.TemporaryFile() as file:
        file.write(_uncompress(path))
        file.seek(0)
        with tarfile.open(fileobj=file) as archive:
            files = [m for m in archive.getmembers() if m.isfile()]
            return {Path(m.name).name: archive.extractfile(m).read().decode("latin-1") for m in files}  # type: ignore[union-attr]
