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


def test_neighbours_came_out_within_reach_of_each_other(monkeypatch):
    monkeypatch.setattr(nearest, "REACH", 2)
    found = Nearest("abcdef", lambda _: Weighed(dict.fromkeys(WORDS, 1.0), 3**0.5, WORDS))
    assert {a: "".join(sorted(found.near(a))) for a in "abcf"} == {"a": "bc", "b": "acd", "c": "abde", "f": "de"}


def test_a_small_reach_on_disk_and_in_memory(corpus, monkeypatch):
    monkeypatch.setattr(nearest, "REACH", 20)
    assert in_memory(corpus) == list(propose_spooled(spooled(corpus)))


def test_the_window_lets_go():
    held = []
    window = nearest._Window()
    for n in range(200):
        window.enter(str(n), Weighed(dict.fromkeys(WORDS, 1.0), 1.0, WORDS))
        window.leave(n - 5)
        held.append(len(window.held))
    assert max(held) == 6 and all(len(found) == 6 for found in window._with.values())
