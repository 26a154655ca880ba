"""The geoparsing scorer on hand-made documents, degenerate ones included."""

import pytest

from bench.geoparsing import FAR, Document, Guess, Toponym, error, failures, match, metrics, realign, transfer

TEXT = "Fighting in Homs and in northern Aleppo province. Homs fell."
HOMS = Toponym(12, 16, "Homs", (34.72, 36.73), "169577")
ALEPPO = Toponym(33, 39, "Aleppo", (36.2, 37.16), "170063")


def guess(start: int, end: int, point: tuple[float, float] | None = None, tag: str | None = None) -> Guess:
    return Guess(start, end, TEXT[start:end], point, tag, False)


def document(*guesses: Guess) -> Document:
    gold = (HOMS, ALEPPO)
    return Document("d", "c", TEXT, gold, guesses, match(gold, guesses, TEXT))


def test_perfect() -> None:
    scores = metrics([document(guess(12, 16, HOMS.point), guess(33, 39, ALEPPO.point))])
    assert scores == {"recognition_f": 1, "acc161_recognised": 1, "acc161_all": 1, "median_km": 0, "mean_km": 0}


def test_nothing_predicted() -> None:
    scores = metrics([document()])
    assert (scores["recognition_f"], scores["acc161_all"], scores["mean_km"]) == (0, 0, FAR)


def test_everything_predicted_pays_in_precision() -> None:
    words = [guess(m, m + 4) for m in range(0, len(TEXT) - 4, 5)]
    assert metrics([document(*words, guess(12, 16), guess(33, 39))])["recognition_f"] < 0.4


def test_swapped_places_are_recognised_and_wrong() -> None:
    scores = metrics([document(guess(12, 16, (0.0, 0.0)), guess(33, 39, (0.0, 0.0)))])
    assert (scores["recognition_f"], scores["acc161_all"]) == (1, 0)


def test_recognised_without_a_point_counts_as_far() -> None:
    assert error(HOMS, guess(12, 16)) == FAR
    assert error(HOMS, guess(12, 16, None, "gn:169577")) == 0


@pytest.mark.parametrize(("start", "end", "same"), [(24, 39, True), (33, 48, True), (33, 36, False), (12, 39, False)])
def test_slack_is_a_direction_or_a_class_word_only(start: int, end: int, same: bool) -> None:
    assert (match([ALEPPO], [guess(start, end)], TEXT)[0] is not None) is same


def test_a_guess_is_used_once() -> None:
    assert match([HOMS, HOMS], [guess(12, 16)], TEXT).count(None) == 1


def test_shifted_offsets_move_to_the_nearest_phrase() -> None:
    assert realign(TEXT, "Homs", 48) == 50
    assert realign(TEXT, "Homs", 12) == 12
    assert realign(TEXT, "Hama", 7) == 7


def test_the_second_standing_stays_the_second() -> None:
    raw = TEXT.replace("Fighting ", "Fighting   ")
    moved = transfer((Toponym(52, 56, "Homs", None, None),), raw, TEXT)
    assert moved[0].start == 50


def test_failures_are_named_and_counted() -> None:
    found = failures([document(guess(12, 16, (0.0, 0.0)), guess(0, 8))])
    assert found == "a namesake over 2,000 km off 1, not found 1, marked but not annotated 1"
