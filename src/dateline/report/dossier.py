"""The dossier: one HTML file with the articles, their claims, a map, a timeline and a table, that asks for nothing.

The page is ``assets/page.html`` with style, script, boundaries and data put in. Article text is not trusted: data
stands in a block the browser does not run, every ``<`` in it escaped, the scripts only ever set text, and the content
policy lets no other script run and nothing be fetched.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from dateline.records import Claim, Linked, Reading, plain
from dateline.report.events import sides
from dateline.report.groups import arguments, by_standing
from dateline.report.masking import MASK
from dateline.report.phrases import according, clause, interval, manner, numbers, phrase, published, short, standing
from dateline.report.unresolved import unresolved

__all__ = ["page", "write"]

SCRIPTS = ("core", "article", "panel", "map", "timeline", "voices", "accounts", "table", "start")
WITHHELD = (
    f"Words shown as {MASK} were withheld: names of private persons, or places of movements that may still be exact."
)
CREDIT = (
    "Map: Leaflet (BSD-2-Clause), © 2010–2023 Volodymyr Agafonkin, © 2010–2011 CloudMade. "
    "Boundaries: Natural Earth (public domain) as world-atlas (ISC), © 2013–2019 Michael Bostock."
)


def write(readings: Iterable[Reading], out: BinaryIO, linked: Linked | None = None) -> None:
    """One page for all ``readings``, with the accounts of ``linked`` side by side; nothing where there are none."""
    found = list(readings)
    if found:
        out.write(page(found, linked).encode())


def page(readings: Sequence[Reading], linked: Linked | None = None) -> str:
    """The dossier of ``readings`` as HTML. The same readings always give the same page."""
    from dateline import __version__

    script = _script()
    title = readings[0].article.title if readings else None
    holds = {
        "hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "generator": f"dateline {__version__}",
        "title": html.escape(title or "dateline dossier"),
        "style": _asset("leaflet.css") + _asset("page.css"),
        "data": _embedded(_data(readings, linked, f"dateline {__version__}")),
        "countries": _embedded(json.loads(_asset("countries.json"))),
        "script": script,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: holds[hole.group(1)], _asset("page.html"))


@cache
def _asset(name: str) -> str:
    return files("dateline.report").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    own = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    licence = _asset("leaflet.LICENSE.txt").replace("*/", "")
    return f'/*\n{licence}*/\n{_asset("leaflet.js")}\n(() => {{\n"use strict";\n{own}\n}})();\n'


def _embedded(value: Any) -> str:
    """JSON that cannot end the block it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _data(readings: Sequence[Reading], linked: Linked | None, made: str) -> dict[str, Any]:
    articles = [_article(reading) for reading in readings]
    accounts = sides(linked, {a["id"]: a["date"] for a in articles}) if linked else []
    return {"made": made, "credit": CREDIT, "articles": articles, "accounts": accounts}


def _article(reading: Reading) -> dict[str, Any]:
    article = reading.article
    wanted = ("id", "title", "outlet", "byline", "wire", "url", "source", "sha256", "text")
    return {
        **{name: getattr(article, name) for name in wanted},
        "zones": plain(article.zones),
        "dateline": plain(article.dateline),
        "date": article.published.date.isoformat() if article.published else None,
        "published": published(article.published),
        "claims": _claims(reading),
        "arguments": _arguments(reading.claims),
        "lost": unresolved(reading.marks),
        "notes": [WITHHELD] if MASK in article.text else [],
    }


def _arguments(claims: tuple[Claim, ...]) -> list[dict[str, list[str]]]:
    found = arguments(claims)
    return [{"conclusions": [c.id for c in a.conclusions], "grounds": [g.id for g in a.grounds]} for a in found]


def _claims(reading: Reading) -> list[dict[str, Any]]:
    """The public record of each claim with what the page shows of it: a number, a line, its standing and its row."""
    groups = _groups(reading.claims)
    found = []
    for n, (claim, record) in enumerate(zip(reading.claims, reading.to_dicts(), strict=True), 1):
        group, whole = groups.get(claim.id, (claim.id, phrase((claim,))))
        shown = {
            "n": n,
            "says": phrase((claim,)),
            "whole": whole,
            "clause": short(clause(claim.span.text), 260),
            "group": group,
            "standing": str(standing(claim)),
            "according": according(claim),
            "manner": manner(claim),
            "interval": interval(claim.event.when) if claim.event else "",
            "numbers": numbers(claim.event.counts) if claim.event else "",
        }
        found.append(record | shown)
    return found


def _groups(claims: tuple[Claim, ...]) -> dict[str, tuple[str, str]]:
    """For each claim, the first of its row and what that row says."""
    entries = (entry for entries in by_standing(claims).values() for entry in entries)
    return {claim.id: (entry.first.id, phrase(entry.claims)) for entry in entries for claim in entry.claims}
