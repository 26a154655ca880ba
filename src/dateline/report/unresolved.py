"""What a reading could not settle: places, actors and times that stay as their words."""

from dateline.records import Marks

__all__ = ["actors", "places", "times", "unresolved"]


def unresolved(marks: Marks) -> dict[str, list[str]]:
    """The words that stay words, without doubles, in text order, under "places", "actors" and "times"."""
    return {"places": places(marks), "actors": actors(marks), "times": times(marks)}


def places(marks: Marks) -> list[str]:
    """Toponyms with neither a point nor a country, each with the places that bear the name."""
    found: dict[str, str] = {}
    for mark in marks.places:
        if mark.lat is None and mark.country is None and not mark.metonym:
            could = ", ".join(" ".join(filter(None, (e.name, e.admin1, e.country))) for e in mark.rivals[:3])
            found.setdefault(mark.name, mark.name + (f" (could be {could})" if could else ""))
    return list(found.values())


def actors(marks: Marks) -> list[str]:
    """Names, not descriptions, that no entry of the actor files answers to."""
    named = (m.name for m in marks.actors if m.id is None and m.via == "name" and m.name[:1].isupper())
    return list(dict.fromkeys(named))


def times(marks: Marks) -> list[str]:
    """Time expressions without an interval; a bare duration ("for two hours") needs none."""
    open_ended = (m for m in marks.times if m.start is None and m.kind != "DURATION")
    return list(dict.fromkeys(f"“{' '.join(m.span.text.split())}”" for m in open_ended))
