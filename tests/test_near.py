"""What is near some words: everything that shares a character with them, in the order it was given."""

import random

from dateline.near import Near
from dateline.records import Span


def _spans(dice: random.Random, count: int) -> list[Span]:
    starts = [dice.randrange(5000) for _ in range(count)]
    return [Span(start, start + dice.choice([0, 1, 7, 90, 700]), "") for start in starts]


def test_all_that_meets_is_found_in_order() -> None:
    dice = random.Random(4)
    things = [tuple(_spans(dice, dice.randrange(4))) for _ in range(300)]
    near = Near(range(len(things)), lambda n: things[n])
    for span in _spans(dice, 300):
        found = near.at(span.start, span.end)
        meeting = [n for n, spans in enumerate(things) if any(s.meets(span) for s in spans)]
        assert found == sorted(found)
        assert set(meeting) <= set(found)


def test_what_is_far_is_left_out() -> None:
    near = Near([Span(0, 10, ""), Span(4000, 4010, "")], lambda span: [span])
    assert near.at(20, 30) == [Span(0, 10, "")]
    assert near.at(2000, 2100) == []
