"""MUC-4 templates: the 25 slots, and the reader of key and response files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SLOTS: dict[int, str] = {
    2: "inc_date",
    3: "inc_loc",
    4: "inc_type",
    5: "inc_stage",
    6: "inc_instr_id",
    7: "inc_instr_type",
    8: "perp_inc_cat",
    9: "perp_ind_id",
    10: "perp_org_id",
    11: "perp_org_conf",
    12: "phys_tgt_id",
    13: "phys_tgt_type",
    14: "phys_tgt_num",
    15: "phys_tgt_nation",
    16: "phys_tgt_effect",
    17: "phys_tgt_total_num",
    18: "hum_tgt_name",
    19: "hum_tgt_desc",
    20: "hum_tgt_type",
    21: "hum_tgt_num",
    22: "hum_tgt_nation",
    23: "hum_tgt_effect",
    24: "hum_tgt_total_num",
}
STRINGS = frozenset({"inc_instr_id", "perp_ind_id", "perp_org_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_desc"})
NULLS = frozenset({"", "-", "*"})
_SLOT_LINE = re.compile(r"^\s*(\d+)\.\s+[A-Z ]+:[A-Z ]*?(?:\s{2,}|\t|$)(.*)$")


@dataclass(frozen=True)
class Option:
    """One way to fill a slot: a value and, in slots that point at a target, the strings it may point at."""

    value: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fill:
    """One fill: any of ``options`` is right. ``optional`` fills cost nothing when missed."""

    options: tuple[Option, ...]
    optional: bool = False


@dataclass(frozen=True)
class Template:
    """One incident of one message. ``optional`` templates cost nothing when missed."""

    message: str
    number: str
    optional: bool = False
    slots: dict[str, tuple[Fill, ...]] = field(default_factory=dict)


def read_templates(text: str) -> dict[str, list[Template]]:
    """Templates by message id; a message whose key is "*" (irrelevant) has an empty list."""
    found: dict[str, list[Template]] = {}
    for block in _blocks(text):
        message = re.split(r"[\s(]", block[0][0])[0]
        templates = found.setdefault(message, [])
        number = " ".join(block.get(1, ["*"]))
        if number.strip().rstrip("?") in NULLS:
            continue
        slots = {SLOTS[n]: _fills(SLOTS[n], lines) for n, lines in block.items() if n in SLOTS}
        templates.append(Template(message, number.split()[0], "OPTIONAL" in number, slots))
    return found


def _blocks(text: str) -> Iterator[dict[int, list[str]]]:
    block: dict[int, list[str]] = {}
    number = -1
    for line in text.splitlines():
        if line.lstrip().startswith(";") or not line.strip():
            continue
        match = _SLOT_LINE.match(line)
        if match:
            number = int(match.group(1))
            if number == 0 and block:
                yield block
                block = {}
            block[number] = [match.group(2).strip()] if match.group(2).strip() else []
        elif number >= 0:
            block.setdefault(number, []).append(line.strip())
    if block:
        yield block


def _fills(slot: str, lines: list[str]) -> tuple[Fill, ...]:
    fills = [_fill(slot, line) for line in _joined(lines)]
    return tuple(f for f in fills if f.options)


def _joined(lines: list[str]) -> list[str]:
    """Logical lines: one that ends in "/" or ":" or has an open quote goes on in the next."""
    out: list[str] = []
    for line in lines:
        text = line.split(" ;")[0].strip() if '"' not in line else line.strip()
        opened = bool(out) and ((out[-1].endswith(("/", ":", "-")) and out[-1] != "-") or _quotes(out[-1]) % 2 == 1)
        if out and (opened or text.startswith(("/", ":"))):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def _quotes(text: str) -> int:
    return text.replace('\\"', "").count('"')


def _fill(slot: str, line: str) -> Fill:
    optional = line.startswith("?")
    chunks = _split(line.lstrip("? ").strip(), "/")
    if slot in {"inc_date", "inc_loc"}:
        options = tuple(Option(_tidy(_bare(chunk))) for chunk in chunks if _bare(chunk) not in NULLS)
    else:
        options = _tagged(chunks)
    return Fill(options, optional)


def _tagged(chunks: list[str]) -> tuple[Option, ...]:
    """Options of "A / B: "x" / "y"": both values may point at both strings."""
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for chunk in chunks:
        parts = _split(_bare(chunk), ":")
        if len(parts) > 1:
            if groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(parts[0])
            groups[-1][1].append(":".join(parts[1:]))
        elif groups[-1][1]:
            groups[-1][1].append(parts[0])
        else:
            groups[-1][0].append(parts[0])
    return tuple(
        Option(_tidy(value), tuple(_tidy(_unquoted(t)) for t in tags))
        for values, tags in groups
        for value in (_unquoted(v) for v in values)
        if value not in NULLS
    )


def _split(text: str, mark: str) -> list[str]:
    """``text`` cut at ``mark`` outside quotation marks and parentheses."""
    parts, depth, quoted, current = [], 0, False, ""
    for i, char in enumerate(text):
        if char == '"' and text[i - 1 : i] != "\\":
            quoted = not quoted
        elif not quoted and char in "()":
            depth += 1 if char == "(" else -1
        if char == mark and not quoted and depth <= 0:
            parts.append(current.strip())
            current = ""
        else:
            current += char
    return [*parts, current.strip()]


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") and _closes_last(text) else text


def _closes_last(text: str) -> bool:
    depth = 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return i == len(text) - 1
    return False


def _unquoted(text: str) -> str:
    text = text.strip().lstrip("?").strip()
    if text.startswith('"'):
        text = text[1:]
        text = text[:-1] if text.endswith('"') and not text.endswith('\\"') else text
    return text.replace('\\"', '"').strip().strip('"').strip()


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().upper()
