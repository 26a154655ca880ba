"""What a format's reader hands over: blocks of text, not yet an article."""

from dataclasses import dataclass, field, replace
from datetime import date

from dateline.records import Published, Zone
from dateline.vocab import ZoneKind

LIMIT = 200 * 1024 * 1024  # bytes one input may unpack to; above it a reader stops, so that no archive fills memory


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or line, with the white space that follows it. ``kind`` is None where unsettled."""

    text: str
    kind: ZoneKind | None = None
    gap: str = "\n\n"

    def of(self, kind: ZoneKind) -> "Block":
        """The same words in a zone of that kind."""
        return replace(self, kind=kind)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gives it. ``dated`` holds the dates found so far, the most trusted first."""

    blocks: tuple[Block, ...]
    raw: bytes = field(repr=False)
    source: str
    format: str = "text"
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    dated: tuple[Published, ...] = ()
    weakly: tuple[Published, ...] = ()  # evidence worth less than the text's own, such as a PDF's creation date


def dated(day: date | None, evidence: str, words: str) -> tuple[Published, ...]:
    """One dated piece of evidence, or none."""
    return (Published(day, evidence, words),) if day else ()


def compose(blocks: tuple[Block, ...]) -> tuple[str, tuple[Zone, ...]]:
    """The text of the blocks and a zone for each one that has words."""
    parts: list[str] = []
    zones: list[Zone] = []
    at = 0
    for n, block in enumerate(blocks):
        gap = "" if n == len(blocks) - 1 else block.gap
        if block.text:
            zones.append(Zone(block.kind or ZoneKind.BODY, at, at + len(block.text)))
        parts += [block.text, gap]
        at += len(block.text) + len(gap)
    return "".join(parts), tuple(zones)
