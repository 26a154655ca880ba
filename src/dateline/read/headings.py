"""Headings inside an article: lines of their own between paragraphs, and the capitals a paragraph of a round-up opens with."""

import re
from collections.abc import Sequence

from dateline.read.draft import Block
from dateline.vocab import ZoneKind

_END = re.compile(r"[.!?:;,…][\"”’')\]]*$")
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’/-]+(?: [A-ZÀ-Þ'’/-]+){0,4}"
_RUN_IN = re.compile(rf"{_CAPITALS}(?:\s+[—–-]{{1,2}}|\.)\s+(?=[\"“A-ZÀ-Þ\d])")
_DATELINE = re.compile(rf"{_CAPITALS}\s+[—–-]{{1,2}}")


def run_in(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """ "LEBANON — Two men …", "ITURI. On 2 April …": which blocks open with a heading and where it ends, the last first.

    A single one is no round-up; the place the first was filed from, cut off before, counts.
    """
    found = [(n, m.end()) for n, b in enumerate(blocks) if b.kind is None and (m := _RUN_IN.match(b.text))]
    filed = any(b.kind is ZoneKind.META and _DATELINE.fullmatch(b.text) for b in blocks)
    return found[::-1] if len(found) + filed > 1 else []


def looks_subheading(block: Block) -> bool:
    """Whether the block could be a heading by its length and its ends."""
    words = block.text.split()
    starts = block.text[0].isupper() or block.text[0].isdigit()
    return (
        2 <= len(words) <= 14
        and len(block.text) <= 100
        and starts
        and not _END.search(block.text)
        and block.text[-1] not in "”\"’'"
    )
