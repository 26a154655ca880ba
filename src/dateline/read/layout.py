"""The parts of an article from its looks: headline, byline and date lines, sub-headings, captions, credit lines.

A reader for a format settles the blocks it knows; here the rest get their zone, and what else the page says about
itself (title, writer, agency, dates, the place it was filed from) is collected.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from dateline.read import credits as crediting
from dateline.read.dates import Dated, leading, line_day, near_top
from dateline.read.draft import Block, Draft, dated
from dateline.read.headings import looks_subheading, run_in
from dateline.read.masthead import take_masthead
from dateline.read.normal import caps, fold
from dateline.records import Published
from dateline.vocab import ZoneKind

_TOP = 8  # blocks in which headline, byline and date line may stand
_META_LABEL = re.compile(
    r"^(?:(?:editor['’]?s? )?note|disclaimer|source|outlet|url|link|tags?|"
    r"topics?|keywords?|category|categories|section|location|editor|edited by|"
    r"photos? by|"
    r"share|read more|related|see also|contact|for (?:immediate )?release|ref(?:erence)?|document|language|copyright|©|"
    r"all rights reserved|get short url|print|e-?mail|contributing|twitter)\b\s*(?:[:|]|$)"
    r"|^\(?(?:additional |writing |with )*(?:reporting|writing|editing) by\b"
    r"|^(?:by )?(?:our |staff |special |own |bureau |news |web )+(?:correspondents?|reporters?|report|desk|bureau)$"
    r"|^(?:©|\(c\) |copyright\b).{0,80}$|^.{0,80}\ball rights reserved\.?$",
    re.I,
)
_SERIAL = re.compile(r"^[A-Z][A-Z0-9]*(?:[-/_][A-Z0-9]+){1,5}(?:\s*\([A-Z]+\))?$")
_CAPTION = re.compile(
    r"^(?:file )?(?:photo|image|picture|caption|pictured|video still)\s*[:|]|^\[?(?:photo|image)\]?\s", re.I
)
_PHOTO_CREDIT = re.compile(
    r"(?:photo|image|picture)(?: by|:)?[^.]{0,40}[)\]]?\s*$|[(\[](?:file )?photo[^()]{0,40}[)\]]\.?$", re.I
)
_INNER = re.compile(  # a short word before the place is an acronym of the sentence before, unless places begin with it
    r"(?<=\s)((?:(?:NEW|SAN|TEL|LOS|LAS|EL|AL|LA|ST|[A-Z'’-]{4,}) ){0,2}[A-Z'’-]{3,}(?:, [A-Z]\w+)?)"
    r" \(([^()]{2,30})\)(?: [-–—]+)? +(?=[A-Z0-9“\"])"
)
_SITE = re.compile(r"\s+(?:\||::|»)\s+[^|]{2,60}$|\s+[-–—]\s+(?:[A-Z][\w.’'&]*(?:\s|$)){1,4}$")


@dataclass
class _Page:
    """What has been settled so far."""

    blocks: list[Block]
    title: str | None
    byline: str | None
    shouted: bool
    outlet: str | None = None
    wire: str | None = None
    place: tuple[int, int, int] | None = None  # block, start, end
    dateline_day: tuple[Published, ...] = ()
    line_day: tuple[Published, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Layout:
    """A draft whose blocks are all settled, with what its own words say. ``place`` counts in the composed text."""

    draft: Draft
    place: tuple[int, int] | None
    wire: str | None
    dateline_day: tuple[Published, ...]
    line_day: tuple[Published, ...]


def settle(draft: Draft) -> Layout:
    """Zones for every block, and the title, byline, dateline, credit and dates the page prints."""
    page = _Page(list(draft.blocks), draft.title, draft.byline, caps(" ".join(b.text for b in draft.blocks)))
    outlet = draft.outlet or (None if page.title else take_masthead(page.blocks))
    _take_title(page)
    _take_top(page)
    _take_dateline(page)
    _take_credit(page)
    _take_sections(page)
    _take_body(page)
    page.wire = page.wire or _credited(page)
    return Layout(
        replace(draft, blocks=tuple(page.blocks), title=page.title, byline=page.byline, outlet=outlet or page.outlet),
        _placed(page),
        page.wire,
        page.dateline_day,
        page.line_day or _loose_day(page),
    )


def _placed(page: _Page) -> tuple[int, int] | None:
    if not page.place:
        return None
    n, start, end = page.place
    before = sum(len(block.text) + len(block.gap) for block in page.blocks[:n])
    return before + start, before + end


# ---------------------------------------------------------------- the title


def _take_title(page: _Page) -> None:
    """The title becomes a headline: found in the text, or put before it."""
    if not page.title:
        return
    page.title = " ".join(page.title.split())
    wanted = [t for t in _shorter(page.title) if fold(t)]
    if not wanted:
        page.title = None
        return
    for title in wanted:
        for n, block in enumerate(page.blocks[:_TOP]):
            if _same_or_opening(page, n, block, title):
                page.title = title
                return
    page.title = wanted[-1] if "|" in page.title else page.title
    page.blocks.insert(0, Block(page.title, ZoneKind.HEADLINE))


def _shorter(title: str) -> list[str]:
    """The title, then without one, two and three names of sections and sites at its end."""
    found = [title]
    for _ in range(3):
        found.append(_SITE.sub("", found[-1]))
    return list(dict.fromkeys(found))


def _same_or_opening(page: _Page, n: int, block: Block, title: str) -> bool:
    if block.kind not in (None, ZoneKind.HEADLINE):
        return False
    if fold(block.text) == fold(title):
        page.blocks[n] = block.of(ZoneKind.HEADLINE)
        return True
    opening = leading(block.text)
    start = opening.end if opening else 0
    end = _after(block.text, start, fold(title))
    if n > 1 or end is None:
        return False
    page.blocks[n : n + 1] = _cut(block, [(start, ZoneKind.META), (end, ZoneKind.HEADLINE)])
    if opening:
        page.line_day = dated(opening.day, "first lines", block.text[: opening.end])
    return True


def _after(text: str, start: int, folded: str) -> int | None:
    """Where, from ``start``, a text that opens with those folded letters has said them all."""
    seen = 0
    for at in range(start, len(text)):
        for char in text[at].casefold():
            if char.isalnum():
                if seen >= len(folded) or char != folded[seen]:
                    return None
                seen += 1
        if seen == len(folded):
            end = at + 1
            while end < len(text) and text[end] in ".!?'\"”’) ":
                end += 1
            return end
    return None


def _cut(block: Block, cuts: list[tuple[int, ZoneKind]]) -> list[Block]:
    """The block in pieces, each on its own line: a space at the cut becomes the line end, so lengths stay."""
    parts: list[Block] = []
    at = 0
    for end, kind in [*cuts, (len(block.text), None)]:
        while at < end and block.text[at].isspace():
            at += 1
        words = block.text[at:end].rstrip()
        if words:
            after = at + len(words)
            spaces = len(block.text[after:]) - len(block.text[after:].lstrip())
            parts.append(Block(words, kind, " " * (spaces - 1) + "\n"))
        at = max(at, end)
    if parts:
        parts[-1] = replace(parts[-1], gap=block.gap)
    return parts


# ---------------------------------------------------------------- the top


def _take_top(page: _Page) -> None:
    """Headline, byline, date and label lines among the first blocks."""
    met = 0
    for n, block in enumerate(page.blocks[:_TOP]):
        if not block.text or block.kind in (ZoneKind.CAPTION, ZoneKind.META):
            continue
        if block.kind is None:
            page.blocks[n] = _top_block(page, n, block, first=met == 0)
        met += 1
        if page.blocks[n].kind is None:
            break
    _cut_leading_date(page)
    if not page.title:
        page.title = next((b.text for b in page.blocks if b.kind is ZoneKind.HEADLINE), None)


def _top_block(page: _Page, n: int, block: Block, first: bool) -> Block:
    found = line_day(block.text) or _filed(page, n, block.text)
    if found:
        page.line_day = page.line_day or dated(found.day, "first lines", block.text)
        return block.of(ZoneKind.META)
    if signed := crediting.dated_byline(block.text):
        page.line_day = page.line_day or dated(
            signed[1].day, "first lines", block.text[signed[1].start : signed[1].end]
        )
    writer = signed[0] if signed else crediting.byline(block.text)
    if writer:
        page.byline = page.byline or writer
        return block.of(ZoneKind.META)
    if _META_LABEL.match(block.text) or _SERIAL.match(block.text) or crediting.same_name(block.text, page.byline):
        return block.of(ZoneKind.META)
    if _CAPTION.match(block.text):
        return block.of(ZoneKind.CAPTION)
    headed = any(b.kind is ZoneKind.HEADLINE for b in page.blocks[:n])
    if not headed and _looks_headline(block) and (first or not page.title) and _stands_apart(page, n):
        return block.of(ZoneKind.HEADLINE)
    if headed and _between(page, n):
        return block.of(ZoneKind.STANDFIRST)
    return block


def _filed(page: _Page, n: int, line: str) -> Dated | None:
    """The date of a line that gives a place and a date ("Baghdad, 12 October 2016"), the place noted."""
    place, comma, rest = line.partition(",")
    found = line_day(rest) if comma and len(line) < 60 else None
    if found and re.fullmatch(r"(?:[A-Z][\w.'’-]*(?:\s|$)){1,4}", place):
        if crediting.is_paper(place):
            page.outlet = page.outlet or place
        else:
            page.place = page.place or (n, 0, len(place))
        return found
    return None


def _looks_headline(block: Block) -> bool:
    words = block.text.split()
    capital = sum(word[0].isupper() for word in words if word[0].isalpha())
    if len(words) >= 4 and capital >= 0.75 * len(words) and len(words) <= 22 and not block.text.isupper():
        return block.text[-1] not in ":,"  # Every Word Up: a headline even with a full stop
    return (
        2 <= len(words) <= 22
        and len(block.text) <= 160
        and not re.search(r"[.;,:…]$", block.text)
        and block.text[0].isalnum() | (block.text[0] in "‘“'\"")
    )


def _stands_apart(page: _Page, n: int) -> bool:
    """Whether a blank line, or a byline, date line or dateline follows, at once or below short lines."""
    below = [b for b in page.blocks[n + 1 :] if b.text][: _TOP // 2]
    if not below:
        return False
    if "\n\n" in _flat(page.blocks[n].gap) or crediting.head(below[0].text, caps=page.shouted):
        return True
    short = takewhile(lambda b: crediting.signs(b.text) or looks_subheading(b) or _SERIAL.match(b.text), below)
    return any(crediting.signs(b.text) for b in short)


def _between(page: _Page, n: int) -> bool:
    """Whether a byline or date line follows this block: then it is a standfirst."""
    after = next((b for b in page.blocks[n + 1 : _TOP] if b.text), None)
    here = page.blocks[n]
    return bool(after and len(here.text) < 400 and crediting.signs(after.text))


def _flat(gap: str) -> str:
    return gap.replace(" ", "")


def _cut_leading_date(page: _Page) -> None:
    """A date run into the first paragraph gets its own line, with an agency's or writers' names before it."""
    n = next((n for n, b in enumerate(page.blocks[:_TOP]) if b.text and b.kind is None), None)
    if n is None:
        return
    text = page.blocks[n].text
    word = re.match(r"([A-Z][\w/]*) +", text)
    skip = word.end() if word and crediting.agency(word[1]) else 0
    found = leading(text[skip:])
    if not found or len(text) - skip - found.end < 20:
        return
    page.wire = page.wire or (crediting.agency(word[1]) if word and skip else None)
    page.line_day = page.line_day or dated(found.day, "first lines", text[skip : skip + found.end])
    page.blocks[n : n + 1] = _cut(page.blocks[n], [(_past(text, skip + found.end, " ,.-–|"), ZoneKind.META)])


def _past(text: str, at: int, what: str = " \n") -> int:
    """Where ``text`` goes on behind those characters at ``at``."""
    return len(text) - len(text[at:].lstrip(what))


def _loose_day(page: _Page) -> tuple[Published, ...]:
    bodies = [b for b in page.blocks if (b.text and b.kind is None) or b.kind is ZoneKind.BODY]
    tops = [b.text for b in (*bodies[:1], *page.blocks[:1])]
    found = next(((day, t) for t in tops if (day := near_top(t) or crediting.filed_day(t))), None)
    return dated(found[0].day, "first lines", found[1][found[0].start : found[0].end]) if found else ()


# ---------------------------------------------------------------- dateline, credit, body


def _take_dateline(page: _Page) -> None:
    bodies = [n for n, b in enumerate(page.blocks) if b.text and b.kind in (None, ZoneKind.BODY)][:_TOP]
    for order, n in enumerate(bodies):
        block = page.blocks[n]
        found = crediting.head(block.text, caps=page.shouted)
        if found and (order < 3 or found.wire or found.day or block.text.split()[0].isupper()):
            page.wire = page.wire or found.wire
            page.dateline_day = dated(found.day, "dateline", found.day_words)
            page.place = (n, *found.place) if found.place else page.place
            page.blocks[n : n + 1] = _cut(block, [(_past(block.text, found.end), ZoneKind.META)])
            return
    _take_inner_dateline(page)


def _take_inner_dateline(page: _Page) -> None:
    """A dateline in the middle of a text whose line ends were lost: "… 1211 MOSCOW (Sputnik) Over 130 people"."""
    n = next((n for n, b in enumerate(page.blocks) if b.text and b.kind in (None, ZoneKind.BODY)), None)
    match = _INNER.search(page.blocks[n].text[:700]) if n is not None and not page.shouted else None
    wire = crediting.agency(match[2]) if match else None
    if n is None or not match or not wire:
        return
    block = page.blocks[n]
    page.wire = page.wire or wire
    page.place = (n + 1, 0, len(match[1]))
    page.blocks[n : n + 1] = _cut(block, [(match.start(), block.kind or ZoneKind.BODY), (match.end(), ZoneKind.META)])


def _take_credit(page: _Page) -> None:
    last = [n for n, b in enumerate(page.blocks) if b.text][-3:]
    for n in reversed(last):
        block = page.blocks[n]
        if block.kind in (ZoneKind.HEADLINE, ZoneKind.META) or (n == 0 and len(last) > 1):
            continue
        found = crediting.credit(block.text, caps=page.shouted)
        if found:
            page.wire = page.wire or found[1]
            page.blocks[n : n + 1] = _cut_tail(block, found[0])
            return


def _take_sections(page: _Page) -> None:
    for n, end in [] if page.shouted else run_in(page.blocks):
        page.blocks[n : n + 1] = _cut(page.blocks[n], [(end, ZoneKind.HEADLINE)])


def _cut_tail(block: Block, at: int) -> list[Block]:
    if at == 0:
        return [block.of(ZoneKind.META)]
    parts = _cut(block, [(at, block.kind or ZoneKind.BODY)])
    return [*parts[:-1], parts[-1].of(ZoneKind.META)]


def _take_body(page: _Page) -> None:
    """Sub-headings, captions and closing label lines; all else is body."""
    filled = [n for n, b in enumerate(page.blocks) if b.text]
    for order, n in enumerate(filled):
        block = page.blocks[n]
        if block.kind is None:
            before = page.blocks[filled[order - 1]] if order else None
            after = page.blocks[filled[order + 1]] if order + 1 < len(filled) else None
            page.blocks[n] = block.of(_body_kind(block, before, after))
            if order < 2 * _TOP:
                _note_late(page, block)


def _note_late(page: _Page, block: Block) -> None:
    """A byline or date line below a standfirst or caption."""
    found = line_day(block.text)
    if found:
        page.line_day = page.line_day or dated(found.day, "first lines", block.text)
    page.byline = page.byline or crediting.byline(block.text)


def _body_kind(block: Block, before: Block | None, after: Block | None) -> ZoneKind:
    if line_day(block.text) or _META_LABEL.match(block.text) or (crediting.byline(block.text) and len(block.text) < 60):
        return ZoneKind.META
    if _CAPTION.match(block.text) or (len(block.text) < 400 and _PHOTO_CREDIT.search(block.text)):
        return ZoneKind.CAPTION
    if before and after and looks_subheading(block) and "\n\n" in _flat(before.gap) and "\n" in block.gap:
        return ZoneKind.HEADLINE if len(after.text.split()) > 12 else ZoneKind.BODY
    return ZoneKind.BODY


def _credited(page: _Page) -> str | None:
    """The agency named as the writer or after the headline's dash."""
    tail = page.title.rpartition(" - ")[2] if page.title and " - " in page.title else ""
    names = [
        *re.split(r"[,/&]| and ", page.byline or ""),
        re.sub(r"\s+staff$", "", page.byline or "", flags=re.I),
        tail,
    ]
    return next((name for words in names if words and (name := crediting.agency(words))), None)
