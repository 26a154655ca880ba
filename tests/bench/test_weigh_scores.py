"""The scorers of factuality, subjectivity, persuasion and loaded on hand-made cases, the degenerate ones included."""

from bench import factuality, loaded, persuasion, subjectivity
from bench.persuasion import Scored
from dateline.records import Certainty
from dateline.vocab import Modality, Polarity, Tense


def test_factuality_metrics() -> None:
    pairs = [(3.0, 3.0), (-3.0, -3.0), (0.0, 0.0)]
    assert factuality.mae(pairs) == 0.0
    assert round(factuality.pearson(pairs), 6) == 1.0
    assert factuality.negative_f(pairs) == 1.0
    assert factuality.pearson([(3.0, 3.0), (-3.0, 3.0)]) == 0.0
    assert factuality.negative_f([(3.0, 3.0), (-3.0, 3.0)]) == 0.0
    assert factuality.mae([]) == 0.0


def test_factuality_turned_round_is_worse_than_always_three() -> None:
    gold = [3.0, 3.0, -3.0]
    turned = [(g, -g) for g in gold]
    assert factuality.mae(turned) == 6.0 > factuality.mae([(g, 3.0) for g in gold])
    assert round(factuality.pearson(turned), 6) == -1.0
    assert factuality.negative_f(turned) == 0.0


def test_factuality_whose_answer() -> None:
    one = factuality.Answer(-3.0, -2.0, 1.0, 0.5, -2.5)
    found = {whose: factuality.answer(one, whose) for whose in ("ours", "rule", "three", "ruled", "learned")}
    assert found == {"ours": -2.0, "rule": 1.0, "three": 3.0, "ruled": 0.5, "learned": -2.5}


def test_factuality_classes() -> None:
    assert factuality.class_of(Certainty()) == "actual"
    assert factuality.class_of(Certainty(Polarity.NEGATIVE)) == "not"
    assert factuality.class_of(Certainty(Polarity.NEGATIVE, tense=Tense.FUTURE)) == "not yet"
    assert factuality.class_of(Certainty(modality=Modality.POSSIBLE, tense=Tense.FUTURE)) == "possible"
    assert factuality.class_of(Certainty(tense=Tense.HYPOTHETICAL)) == "hypothetical"


def test_factuality_unknown_set_has_the_mean_scale() -> None:
    scale = factuality.scale("another")
    assert min(s["future"] for s in factuality.SCALES.values()) < scale["future"] < 3.0


def test_factuality_cue_rule() -> None:
    text = "The army did not attack ; it may return ."
    assert factuality.cue_rule(text, text.index("attack")) == -3.0
    assert factuality.cue_rule("The army attacked .", 9) == 3.0


def test_subjectivity_majority_has_half_the_labels() -> None:
    assert subjectivity.macro_f([("SUBJ", "OBJ"), ("OBJ", "OBJ")]) < 0.5
    assert subjectivity.macro_f([("SUBJ", "SUBJ"), ("OBJ", "OBJ")]) == 1.0


def scored(gold: list[persuasion.Labelled], ours: list[persuasion.Labelled]) -> Scored:
    lines = [(0, 50), (50, 100)]
    return Scored("a", tuple(gold), tuple(ours), persuasion.by_line(lines, gold), persuasion.by_line(lines, ours))


def test_persuasion_same_is_perfect_and_nothing_is_nothing() -> None:
    gold = [("Doubt", 0, 10), ("Slogans", 60, 70)]
    assert persuasion.span_micro_f([scored(gold, gold)]) == 1.0
    assert persuasion.paragraph_micro_f([scored(gold, gold)]) == 1.0
    assert persuasion.span_micro_f([scored(gold, [])]) == 0.0
    assert persuasion.span_micro_f([scored([], [])]) == 1.0


def test_persuasion_wrong_label_earns_nothing_and_half_a_span_half() -> None:
    gold = [("Doubt", 0, 10)]
    assert persuasion.span_micro_f([scored(gold, [("Slogans", 0, 10)])]) == 0.0
    assert round(persuasion.span_micro_f([scored(gold, [("Doubt", 0, 5)])]), 3) == 0.667


def test_persuasion_everything_pays_in_precision() -> None:
    gold = [("Doubt", 0, 10)]
    ours = [("Doubt", 0, 10), ("Slogans", 0, 10), ("Repetition", 0, 10)]
    assert persuasion.paragraph_micro_f([scored(gold, ours)]) == 0.5


def test_loaded_words_and_sentences() -> None:
    good = loaded.Scored("x", True, True, frozenset({"a"}), frozenset({"a"}))
    bad = loaded.Scored("y", False, True, frozenset(), frozenset({"b"}))
    assert loaded.sentence_f([good]) == loaded.word_f([good]) == 1.0
    assert loaded.word_f([good, bad]) < 1.0
    none = loaded.Scored("x", True, False, frozenset({"a"}), frozenset())
    assert loaded.sentence_f([none]) == loaded.word_f([none]) == 0.0
    every = loaded.Scored("x", True, True, frozenset({"a"}), frozenset("abcd"))
    assert loaded.word_f([every]) == 0.4
    row = {"text": "A bizarre, odd speech", "biased_words": "['bizarre', 'absent']"}
    assert loaded.gold_words(row) == {"bizarre"}
