"""How ``dateline link --case`` grows: wall time, processor time and peak memory of the command on cases of 500 to 8,000 articles.

    python -m bench.scale_case                              # 500 and 2,000
    python -m bench.scale_case --sizes 500 2000 8000 --form csv --against ged.csv

The articles are made up (no corpus of that size may be shipped) from the events of ``bench.scale_linking``: each event is
told by one to eleven articles of 300 words, which recall up to three earlier ones. What is said of an event stands in a
sentence of its own with trigger, place, side and number, from which the claim and its spans are made, so nothing is read
by the tool; the other sentences are words drawn with Zipf's law. One article in eight is a reprint: the words of the
report before it, under another outlet, with the number of dead changed one time in three. One in six credits an agency.
Parses are words at blanks, as heavy as real ones. The generator is seeded: a size always gives the same case.

Each size is linked in a process of its own, which reads the case from SQLite and writes the file. Sizes of one run can be
compared, wall times of two runs on a busy machine can't.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.scale_linking import KINDS, TOWNS, Happening, happenings
from dateline.records import (
    Article,
    Attribution,
    Claim,
    Count,
    Event,
    Marks,
    Parse,
    Published,
    Reading,
    Role,
    Sentence,
    Span,
    Token,
    When,
    Where,
    Zone,
    identify,
)
from dateline.store import Case
from dateline.vocab import Acled, CountOf, EventType, Kind, PlaceRole, RoleName, Voice, ZoneKind

OUTLETS, WORDS, AGENCIES = 60, 300, ("Reuters", "AFP", "AP")
# Real states, since checking asks for a country by its code.
STATES = "SY IQ YE LY SD SO ET CD NG ML NE TD BF AF PK UA MM PH CO MX".split()


def readings(size: int) -> Iterator[Reading]:
    """``size`` made-up readings."""
    rng = random.Random(20210304)
    source, made = happenings(rng), 0
    earlier: dict[int, deque[Happening]] = defaultdict(lambda: deque(maxlen=5))
    while made < size:
        main, before = next(source), None
        for n in range(min(size - made, 1 + min(10, int(rng.expovariate(0.5))))):
            before = _report(main, n, list(earlier[main.country]), before, rng)
            made += 1
            yield before
        earlier[main.country].append(main)


def _report(
    main: Happening, n: int, recent: Sequence[Happening], before: Reading | None, rng: random.Random
) -> Reading:
    """One report: a reprint of the one before it, or its own words."""
    if before and rng.random() < 1 / 8:
        told = [(e, s) for e, s in _sentences(before.article.text, main, rng)]
    else:
        events = [main] * rng.randrange(1, 4) + [rng.choice(recent) for _ in range(rng.randrange(4)) if recent]
        told = [(e, _says(e, rng)) for e in events]
        told += [(None, _filler(rng)) for _ in range((WORDS - 12 * len(told)) // 20)]
    return _reading(told, main.day + 1 + min(2, int(rng.expovariate(1.0))), f"{main.number}-{n}", rng)


def _sentences(text: str, main: Happening, rng: random.Random) -> Iterator[tuple[Happening | None, str]]:
    """The sentences of a text that is reprinted; those with a number tell of the event."""
    changed = str(main.killed + 1) if rng.random() < 1 / 3 else str(main.killed)
    for sentence in text.split("\n"):
        tells = " people in " in sentence
        yield (main if tells else None), sentence.replace(f" {main.killed} people", f" {changed} people")


def _says(event: Happening, rng: random.Random) -> str:
    trigger = rng.choice(KINDS[event.kind][2]).replace(" ", "-")
    dead = event.killed + (rng.randrange(1, 4) if rng.random() < 0.1 else 0)
    side = f"Side-{event.country}-{rng.choice(event.sides)}"
    return f"{side} {trigger} {dead} people in Town-{event.country}-{event.town} on the day, a spokesman said."


def _filler(rng: random.Random) -> str:
    return " ".join(f"w{int(5000 ** rng.random())}" for _ in range(20)) + "."


def _reading(told: Sequence[tuple[Happening | None, str]], published: int, name: str, rng: random.Random) -> Reading:
    text = "\n".join(sentence for _, sentence in told)
    original = f"{name}\n{text}".encode()
    day = date.fromordinal(published)
    article = Article(
        id=identify("a", name),
        text=text,
        zones=(Zone(ZoneKind.BODY, 0, len(text)),),
        source=f"{name}.txt",
        sha256=sha256(original).hexdigest(),
        outlet=f"Paper {rng.randrange(OUTLETS)}",
        wire=rng.choice(AGENCIES) if rng.random() < 1 / 6 else None,
        published=Published(day, "user", day.isoformat()),
        original=original,
    )
    claims, at = [], 0
    for event, sentence in told:
        claims.append(_claim(article, at, sentence, event, rng))
        at += len(sentence) + 1
    return Reading(article, tuple(claims), Marks(), (), _parse(text))


def _claim(article: Article, at: int, sentence: str, event: Happening | None, rng: random.Random) -> Claim:
    span = article.span(at, at + len(sentence))
    name = identify("c", article.id, at)
    if event is None:
        return Claim(name, article.id, Kind.VALUE, span)
    return Claim(name, article.id, Kind.EVENT, span, _event(span, event, rng), attribution=(_voice(span),))


def _voice(span: Span) -> Attribution:
    return Attribution(Voice.UNNAMED, "a spokesman", span=_part(span, "a spokesman"))


def _part(span: Span, words: str) -> Span:
    start = span.start + span.text.index(words)
    return Span(start, start + len(words), words)


def _event(span: Span, event: Happening, rng: random.Random) -> Event:
    side, trigger, number, _, _, town, *_ = span.text.split()
    kind, acled, _ = KINDS[event.kind]
    day = date.fromordinal(event.day) + timedelta(rng.random() < 0.1)
    when = When(day, day, 1, "published", _part(span, "the day"), "day") if rng.random() > 0.2 else None
    killed = int(number)
    return Event(
        EventType(kind),
        _part(span, trigger),
        acled=Acled(acled),
        roles=(Role(RoleName.ACTOR, side, _part(span, side), f"act:{side}"),),
        where=(_where(span, town, event),) if rng.random() > 1 / 6 else (),
        when=when,
        counts=(Count(CountOf.KILLED, "people", killed, killed, killed, _part(span, number)),) if killed else (),
    )


def _where(span: Span, town: str, event: Happening) -> Where:
    spot = random.Random(event.country * TOWNS + event.town)
    lat, lon = 10 + 8 * (event.country // 5) + 8 * spot.random(), 10 + 8 * (event.country % 5) + 8 * spot.random()
    return Where(PlaceRole.PLACE, town, _part(span, town), lat, lon, town, STATES[event.country], "", 1, 5.0)


def _parse(text: str) -> Parse:
    tokens, sentences, at = [], [], 0
    for n, line in enumerate(text.split("\n")):
        first, start = len(tokens), at
        for word in line.split(" "):
            i = len(tokens)
            tokens.append(Token(i, at, at + len(word), word, word.lower(), "NOUN", "NN", "dep", first, n))
            at += len(word) + 1
        sentences.append(Sentence(n, start, at - 1, first, len(tokens), ZoneKind.BODY))
    below = [[] for _ in tokens]  # type: list[list[int]]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return Parse(tuple(tokens), tuple(sentences), tuple(map(tuple, below)))


def fill(folder: Path, size: int) -> None:
    """A case of that size."""
    with Case(folder, command="bench.scale_case") as case:
        for reading in readings(size):
            case.add(reading)


def measure(folder: Path, words: Sequence[str]) -> dict[str, Any]:
    """One ``dateline`` command on the case, in a process of its own."""
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable, [sys.executable, "-m", "dateline", *words, "--case", str(folder)], dict(os.environ)
    )
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    assert status == 0, f"dateline {' '.join(words)} ended with {status}"
    return {
        "wall_s": round(wall, 1),
        "cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[500, 2000])
    parser.add_argument("--form", default="csv", choices=["csv", "json", "summary"])
    parser.add_argument("--against", help="check against this reference file as well")
    given = parser.parse_args()
    last: dict[str, Any] = {}
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            case, out = Path(folder) / "case", str(Path(folder) / f"out.{given.form}")
            fill(case, size)
            verbs = {"link": ["link"], "again": ["link"]}
            if given.against:
                verbs["check"] = ["check", "--against", given.against]
            for name, verb in verbs.items():
                found = measure(case, [*verb, "--format", given.form, "-o", out])
                print(json.dumps({"articles": size, "command": name, **found}), flush=True)
                if name in last:
                    grew = {k: round(v / max(last[name][k], 0.1), 2) for k, v in found.items()}
                    print("  grew by", json.dumps(grew), flush=True)
                last[name] = found


if __name__ == "__main__":
    main()
