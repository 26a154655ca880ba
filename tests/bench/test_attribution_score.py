"""The attribution scorer on hand-made cases, the degenerate ones included."""

import re

import dateline
from bench.attribution import Document, Item, Scored, annotators, attribution_f, matched, overlap, token_f
from bench.offsets import mapping


def item(content: range, head: int | None = 0, quoted: bool = False) -> Item:
    return Item(frozenset(content), frozenset([100] if head is not None else []), frozenset([200]), head, quoted)


def scored(gold: list[Item], ours: list[Item]) -> Scored:
    return Scored("d", tuple(gold), tuple(ours), matched(gold, ours))


def test_same_is_perfect() -> None:
    gold = [item(range(10)), item(range(20, 30), head=None)]
    assert attribution_f([scored(gold, gold)]) == 1.0
    assert token_f([scored(gold, gold)], "content") == 1.0


def test_nothing_predicted_scores_nothing() -> None:
    assert attribution_f([scored([item(range(10))], [])]) == 0.0
    assert token_f([scored([item(range(10))], [])], "content") == 0.0


def test_nothing_asked_and_nothing_given_is_perfect() -> None:
    assert attribution_f([scored([], [])]) == 1.0


def test_everything_predicted_pays_in_precision() -> None:
    assert round(token_f([scored([item(range(10))], [item(range(40))])], "content"), 3) == 0.4


def test_wrong_source_is_wrong() -> None:
    assert attribution_f([scored([item(range(10), head=0)], [item(range(10), head=7)])]) == 0.0


def test_half_the_contents_is_enough_and_less_is_not() -> None:
    assert attribution_f([scored([item(range(10))], [item(range(5))])]) == 1.0
    assert attribution_f([scored([item(range(10))], [item(range(4))])]) == 0.0


def test_one_gold_attribution_matches_once() -> None:
    pair = scored([item(range(10))], [item(range(10)), item(range(9))])
    assert len(pair.right) == 1


def test_indirect_leaves_quoted_ones_out() -> None:
    gold = [item(range(10), quoted=True), item(range(20, 30))]
    assert attribution_f([scored(gold, gold[:1])], indirect=True) == 0.0
    assert attribution_f([scored(gold, gold[1:])], indirect=True) == 1.0


def test_overlap_of_nothing_is_nothing() -> None:
    assert overlap(frozenset(), frozenset()) == 0.0


def test_annotators_are_scored_only_against_others_of_the_same_text() -> None:
    text = "Police said nine died. Doctors said ten."
    reading, other = dateline.code(text), dateline.code("Rebels shelled Aleppo.")
    first = ((12, 21),), ((0, 6),), ((7, 11),)
    second = ((36, 39),), ((23, 30),), ((31, 35),)

    def read(name: str, *gold: tuple[tuple[tuple[int, int], ...], ...]) -> Document:
        tokens = tuple((m.start(), m.end()) for m in re.finditer(r"\w+", text))
        return Document(name, text, tokens, gold, reading if name != "c" else other, range(len(text) + 1))  # type: ignore[arg-type]

    pairs = annotators([read("a", first, second), read("b", first), read("c")])
    assert [(s.name, len(s.gold), len(s.ours), len(s.right)) for s in pairs] == [("a", 2, 1, 1), ("b", 1, 2, 1)]


def test_mapping_follows_dropped_characters() -> None:
    old, new = "a\u200bb cd", "ab cd"
    to = mapping(old, new)
    assert new[to[old.index("cd")]] == "c"
    assert to[len(old)] == len(new)
