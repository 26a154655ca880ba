"""A corpus on the disk gives the very judgements of one in memory, and memory holds a window of it."""

import random

import pytest

from bench.scale_linking import reports
from dateline.link import context, nearest, propose, propose_spooled
from dateline.link.nearest import Nearest, Weighed
from dateline.link.spool import Spool


def spooled(corpus, cache_mb: int = 16) -> Spool:
    spool = Spool(cache_mb)
    spool.add(corpus)
    return spool


@pytest.fixture(scope="module")
def corpus():
    return list(reports(600))


def in_memory(corpus):
    sightings = [s for _, _, _, found in corpus for s in found]
    return list(propose(sightings, {a: w for a, _, w, _ in corpus}, {a: d for a, d, _, _ in corpus}))


def test_disk_and_memory_judge_alike_whatever_the_order(corpus):
    mixed = corpus[:]
    random.Random(2).shuffle(mixed)
    assert in_memory(corpus) == in_memory(mixed) == list(propose_spooled(spooled(mixed)))
    assert in_memory(corpus)


def test_small_caches_change_nothing(corpus, monkeypatch):
    before = list(propose_spooled(spooled(corpus)))
    monkeypatch.setattr(context, "REMEMBERED", 4)
    monkeypatch.setattr(context, "HELD", 2)
    assert list(propose_spooled(spooled(corpus, cache_mb=1))) == before


def test_articles_without_a_day_are_linked(corpus):
    undated = [(a, None if n % 3 == 0 else d, w, found) for n, (a, d, w, found) in enumerate(corpus)]
    assert in_memory(undated) == list(propose_spooled(spooled(undated)))


WORDS = ("blast", "bakery", "guard")


def near(days: dict[str, int | None]) -> dict[str, frozenset[str]]:
    ordered = sorted(days.items(), key=lambda item: (item[1] is not None, item[1] or 0, item[0]))
    found = Nearest(ordered, lambda _: Weighed(dict.fromkeys(WORDS, 1.0), 3**0.5, WORDS))
    return {a: found.near(a) for a in days}


def test_neighbours_came_out_within_days_of_each_other():
    far = nearest.NEAR_DAYS + 1
    found = near({"a": 0, "b": far - 1, "c": far, "d": 2 * far - 1})
    assert found == {"a": {"b"}, "b": {"a", "c"}, "c": {"b", "d"}, "d": {"c"}}


def test_an_article_without_a_day_is_near_to_every_day():
    assert near({"a": None, "b": 0, "c": 900}) == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}


def test_the_window_lets_go():
    held = []
    window = nearest._Window()
    weighed = Weighed(dict.fromkeys(WORDS, 1.0), 1.0, WORDS)
    for day in range(200):
        window.enter(str(day), day, weighed)
        window.leave(day - 5)
        held.append(len(window.held))
    assert max(held) == 6 and all(len(found) == 6 for found in window._with.values())
