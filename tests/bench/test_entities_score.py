"""Scores of ``bench entities`` on hand-made cases."""

from bench.entities import bare, paired, relaxed, strict, total

TEXT = "The SDF fought ISIS near Raqqa."
SDF, ISIS, RAQQA = (0, 7, "Organisation"), (15, 19, "Organisation"), (25, 30, "Location")


def test_an_article_at_the_head_is_no_part_of_a_name() -> None:
    assert bare(TEXT, SDF) == (4, 7, "Organisation") == bare(TEXT, (4, 7, "Organisation"))


def test_strict_asks_for_words_and_type() -> None:
    assert strict(TEXT, [SDF, ISIS, RAQQA], [(4, 7, "Organisation"), (15, 19, "Person"), (25, 31, "Location")]) == (
        1,
        3,
        3,
    )


def test_relaxed_uses_each_guess_once() -> None:
    assert relaxed([SDF, ISIS], [(0, 19, "Organisation")]) == (1, 1, 2)
    assert relaxed([SDF], [(0, 7, "Person")]) == (0, 1, 1)


def test_nothing_guessed_and_everything_guessed() -> None:
    assert total([strict(TEXT, [SDF, ISIS], [])]) == 0.0
    everything = [(i, i + 1, "Organisation") for i in range(len(TEXT))]
    assert total([strict(TEXT, [SDF, ISIS], everything)]) == 0.0
    assert total([strict(TEXT, [], [])]) == 1.0


def test_pairs_have_no_direction_and_count_once() -> None:
    sdf, isis, raqqa = (0, 7), (15, 19), (25, 30)
    assert paired([(sdf, isis)], [(isis, sdf), (sdf, isis)]) == (1, 2, 1)
    assert paired([(sdf, isis)], [(sdf, raqqa)]) == (0, 1, 1)
