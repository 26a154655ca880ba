"""How linking grows: wall time, pairs scored per second and peak memory on 10k, 100k and a million claims.

    python -m bench.scale_linking                      # 10k and 100k
    python -m bench.scale_linking --sizes 1000000

The claims are made up, since no corpus of that size may be shipped: no text is read, sightings are made as they would
come from reading. The generator, seeded, so that a size always gives the same claims:

- The world has 20 countries with 100 towns each, spread over a square of eight degrees a country, and lasts ten years
  whatever the size: more claims make it denser, not longer.
- An event has a day, a town, one of eight kinds with its trigger words, two of twelve sides of its country, and a
  number of dead. It is reported by one to eleven articles, two on average more than one, within three days.
- An article tells of its event in one to three claims, and in up to three more of earlier events of its country. Its
  words are up to nine of the twelve words the event has of its own, up to four of the eight of its country, and twelve
  drawn from 5,000 with Zipf's law.
- An account gives no day one time in five, no place one time in six, no number one time in three; it is off by a day
  one time in ten and changes the number one time in ten.

The claims wait on the disk, as those of a case do. Measured are proposing (neighbours, blocks, features, probabilities) and
clustering; processor seconds stand beside the wall's, since they alone can be compared where the machine does other work.
Proposals are reduced to pair and score as they come. Pairs are those that reach the features: of one block or of like
articles, and not too far apart in time. B³ against the made-up events shows that the work was done.
"""

import argparse
import importlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.link import Spool, propose
from dateline.link.cluster import clusters
from dateline.link.sighting import Sighting, content, stem

KINDS = (
    ("ASSAULT", "Air/drone strike", ("bombed", "air strike", "struck", "raid")),
    ("ASSAULT", "Shelling/artillery/missile attack", ("shelled", "fired", "shelling", "bombarded")),
    ("ASSAULT", "Armed clash", ("clashed", "fought", "clashes", "fighting")),
    ("ASSAULT", "Attack", ("attacked", "killed", "stormed", "ambush")),
    ("ASSAULT", "Suicide bomb", ("blew up", "bombing", "exploded", "blast")),
    ("COERCE", "Abduction/forced disappearance", ("kidnapped", "abducted", "seized", "abduction")),
    ("COERCE", "Arrests", ("arrested", "detained", "arrest", "held")),
    ("PROTEST", "Peaceful protest", ("protested", "marched", "rallied", "demonstration")),
)
COUNTRIES, TOWNS, SIDES, YEARS = 20, 100, 12, 10
FIRST = date(2010, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Happening:
    """A made-up event."""

    number: int
    country: int
    town: int
    day: int
    kind: int
    sides: tuple[int, int]
    killed: int


def happenings(rng: random.Random) -> Iterator[Happening]:
    """Events without end."""
    number = 0
    while True:
        country = rng.randrange(COUNTRIES)
        sides = (rng.randrange(SIDES), rng.randrange(SIDES))
        day = FIRST + rng.randrange(365 * YEARS)
        kind, killed = rng.randrange(len(KINDS)), int(rng.expovariate(0.2))
        yield Happening(number, country, int(TOWNS * rng.random() ** 2), day, kind, sides, killed)
        number += 1


# An article: its id, the day it came out, its stems, and its sightings.
Report = tuple[str, int, frozenset[str], list[Sighting]]


def reports(size: int, truth: Callable[[str, int], object] = lambda claim, event: None) -> Iterator[Report]:
    """Articles with ``size`` sightings in all; ``truth`` is told the event of each claim."""
    rng = random.Random(20210304)
    made = 0
    source = happenings(rng)
    earlier: dict[int, deque[Happening]] = defaultdict(lambda: deque(maxlen=5))
    while made < size:
        happening = next(source)
        recent = earlier[happening.country]
        for n in range(1 + min(10, int(rng.expovariate(0.5)))):
            article, told = report(happening, n, list(recent), rng)
            for claim, event in told[: size - made]:
                truth(claim, event)
            found = article[3][: size - made]
            made += len(found)
            yield (*article[:3], found)
        recent.append(happening)


def report(
    main: Happening, n: int, recent: list[Happening], rng: random.Random
) -> tuple[Report, list[tuple[str, int]]]:
    """One article on ``main``, with what it recalls, and the event of each of its claims."""
    article = f"a:{main.number:07}-{n:02}"
    published = main.day + 1 + min(2, int(rng.expovariate(1.0)))
    zipf = (int(5000 ** rng.random()) for _ in range(12))
    own = {f"e{main.number}w{rng.randrange(12)}" for _ in range(9)}
    told = {f"c{main.country}w{rng.randrange(8)}" for _ in range(4)}
    words = frozenset((*own, *told, *(f"z{z}" for z in zipf)))
    told_of = [main] * rng.randrange(1, 4) + [rng.choice(recent) for _ in range(rng.randrange(4)) if recent]
    named = [(f"c:{main.number:07}-{n:02}-{part}", event) for part, event in enumerate(told_of)]
    found = [account(event, claim, article, published, rng) for claim, event in named]
    return (article, published, words, found), [(claim, event.number) for claim, event in named]


def account(main: Happening, claim: str, article: str, published: int, rng: random.Random) -> Sighting:
    """One claim, with gaps and slips."""
    kind, acled, triggers = KINDS[main.kind]
    trigger = rng.choice(triggers)
    day = None if rng.random() < 0.2 else main.day + (rng.random() < 0.1)
    placed = rng.random() > 1 / 6
    killed = main.killed + (rng.randrange(1, 4) if rng.random() < 0.1 else 0)
    town = random.Random(main.country * TOWNS + main.town)
    lat, lon = 10 + 8 * (main.country // 5) + 8 * town.random(), 10 + 8 * (main.country % 5) + 8 * town.random()
    clause = f"{trigger} t{main.country}x{main.town} s{main.country}x{main.sides[0]} s{main.country}x{main.sides[1]}"
    return Sighting(
        claim=claim,
        article=article,
        stem=stem(trigger.rsplit(maxsplit=1)[-1]),
        head=tuple(trigger.split()),
        kind=kind,
        acled=acled,
        start=day,
        end=day,
        lat=lat if placed else None,
        lon=lon if placed else None,
        radius=5.0,
        country=f"C{main.country}",
        place=f"t{main.country}x{main.town}" if placed else "",
        who=frozenset(f"s{main.country}x{s}" for s in main.sides if rng.random() < 0.8),
        counts=(("killed", killed, killed),) if killed and rng.random() > 1 / 3 else (),
        words=content(clause),
        published=published,
        affirmed=True,
    )


def measure(size: int) -> dict[str, Any]:
    """One size, in this process: peak memory is that of the process. The truth waits on the disk, to be out of it."""
    with tempfile.TemporaryFile("w+") as truth:
        spool = Spool()
        spool.add(reports(size, lambda claim, event: truth.write(f"{claim} {event}\n")))
        spooled = _peak()
        scored, rows = _Counted(), _Counted()
        room = importlib.import_module("dateline.link.corpus")
        sweep, room.sweep = room.sweep, lambda *given: scored.through(sweep(*given))  # type: ignore[attr-defined]
        start, busy = time.perf_counter(), time.process_time()
        context = propose(spool)
        names = [s.claim for s in spool.sightings()]
        found = clusters(names, rows.through(context))
        wall, worked, peak = time.perf_counter() - start, time.process_time() - busy, _peak()
        truth.seek(0)
        events = {claim: int(event) for claim, event in (line.split() for line in truth)}
    return {
        "claims": size,
        "articles": len(spool.words),
        "pairs": scored.many,
        "proposals": rows.many,
        "events": len(found),
        "wall_s": round(wall, 1),
        "cpu_s": round(worked, 1),
        "pairs_per_cpu_s": round(scored.many / worked),
        "spooled_mb": round(spooled),
        "peak_mb": round(peak),
        "b3_f": round(b_cubed(found, events), 3),
    }


class _Counted:
    """Counts what passes."""

    def __init__(self) -> None:
        self.many = 0

    def through(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.many += 1
            yield item


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def b_cubed(found: list[tuple[str, ...]], truth: dict[str, int]) -> float:
    """B³ F1, cluster by cluster."""
    size: dict[int, int] = defaultdict(int)
    for event in truth.values():
        size[event] += 1
    precision = recall = 0.0
    for cluster in found:
        held: dict[int, int] = defaultdict(int)
        for claim in cluster:
            held[truth[claim]] += 1
        precision += sum(n * n / len(cluster) for n in held.values())
        recall += sum(n * n / size[event] for event, n in held.items())
    p, r = precision / len(truth), recall / len(truth)
    return 2 * p * r / (p + r) if p + r else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--here", action="store_true", help="measure the one size in this process")
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measure(given.sizes[0])))
        return
    last: dict[str, Any] | None = None
    for size in given.sizes:
        command = [sys.executable, "-m", "bench.scale_linking", "--here", "--sizes", str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(json.dumps(found), flush=True)
        if last:
            grew = {k: round(found[k] / max(last[k], 0.1), 1) for k in ("claims", "pairs", "cpu_s", "peak_mb")}
            print("  grew by", json.dumps(grew), flush=True)
        last = found


if __name__ == "__main__":
    main()
