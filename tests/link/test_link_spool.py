"""A corpus on the disk gives the very judgements of one in memory, and memory holds a window of it."""

import random

import pytest

from bench.scale_linking import reports
from dateline.link import Spool, context, nearest, propose
from dateline.link.blocks import place_in_order, sweep
from dateline.link.context import Context
from dateline.link.corpus import KEPT
from dateline.link.features import judged
from dateline.link.nearest import Nearest, Weighed


def spooled(corpus, cache_mb: int = 16) -> Spool:
    spool = Spool(cache_mb)
    spool.add(corpus)
    return spool


@pytest.fixture(scope="module")
def corpus():
    return list(reports(600))


def in_memory(corpus):
    """The pairs and scores of a corpus that never leaves memory."""
    sightings = sorted((s for _, _, _, found in corpus for s in found), key=place_in_order)
    published = [a for a, *_ in sorted(corpus, key=lambda item: (item[1] is not None, item[1], item[0]))]
    known = Context({a: words for a, _, words, _ in corpus}, published)
    scored = ((a, b, *judged(a, b, known, KEPT)) for a, b in sweep(sightings, known.neighbours))
    return [(*sorted((a.claim, b.claim)), score, found) for a, b, score, found in scored if found]


def on_disk(corpus):
    return [(j.left, j.right, j.score, j.features) for j in propose(spooled(corpus))]


def test_disk_and_memory_judge_alike_whatever_the_order(corpus):
    mixed = corpus[:]
    random.Random(2).shuffle(mixed)
    assert in_memory(corpus) == in_memory(mixed) == on_disk(mixed)
    assert in_memory(corpus)


def test_small_caches_change_nothing(corpus, monkeypatch):
    before = list(propose(spooled(corpus)))
    monkeypatch.setattr(context, "REMEMBERED", 4)
    monkeypatch.setattr(context, "HELD", 2)
    assert list(propose(spooled(corpus, cache_mb=1))) == before


def test_articles_without_a_day_are_linked(corpus):
    undated = [(a, None if n % 3 == 0 else d, w, found) for n, (a, d, w, found) in enumerate(corpus)]
    assert in_memory(undated) == on_disk(undated)


WORDS = ("blast", "bakery", "guard")


def test_neighbours_came_out_within_reach_of_each_other(monkeypatch):
    monkeypatch.setattr(nearest, "REACH", 2)
    found = Nearest("abcdef", lambda _: Weighed(dict.fromkeys(WORDS, 1.0), 3**0.5, WORDS))
    assert {a: "".join(sorted(found.near(a))) for a in "abcf"} == {"a": "bc", "b": "acd", "c": "abde", "f": "de"}


def test_a_small_reach_on_disk_and_in_memory(corpus, monkeypatch):
    monkeypatch.setattr(nearest, "REACH", 20)
    assert in_memory(corpus) == on_disk(corpus)


def test_the_window_lets_go():
    held = []
    window = nearest._Window()
    for n in range(200):
        window.enter(str(n), Weighed(dict.fromkeys(WORDS, 1.0), 1.0, WORDS))
        window.leave(n - 5)
        held.append(len(window.held))
    assert max(held) == 6 and all(len(found) == 6 for found in window._with.values())
