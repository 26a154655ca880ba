"""Pieces and windows: offsets hold, line breaks show, every sentence is read once."""

import pytest

from dateline.models.pieces import SEP, case_of, cut, windows

tokens = pytest.importorskip("tokenizers")


def test_every_piece_stands_at_its_characters() -> None:
    text = "IS fighters re-entered Palmyra.\nNobody knew."
    pieces = cut(text, [(0, 31), (32, 44)])
    assert [text[a:b].lower() for a, b in pieces.offsets[:3]] == ["is", "fighters", "re"]
    assert pieces.cases[0] == 2 and pieces.cases[1] == 0
    assert pieces.ids[pieces.sentences[0][1]] == SEP, "a line break stands between the sentences"
    assert pieces.offsets[pieces.sentences[1][0]].tolist() == [32, 38]


def test_no_separator_inside_a_line() -> None:
    text = "They left. He stayed."
    pieces = cut(text, [(0, 10), (11, 21)])
    assert SEP not in pieces.ids
    assert pieces.sentences[0][1] == pieces.sentences[1][0]


def test_word_starts_join_the_pieces_of_one_word() -> None:
    pieces = cut("Hasakah fell", [(0, 12)])
    assert pieces.word.sum() == 2
    assert set(pieces.cases[: len(pieces.word) - 1].tolist()) == {1}


@pytest.mark.parametrize(("word", "case"), [("army", 0), ("Army", 1), ("ISIS", 2), ("A", 1), ("3rd", 0), ("", 0)])
def test_case(word: str, case: int) -> None:
    assert case_of(word) == case


def test_windows_own_every_sentence_once_and_lead_in_with_the_one_before() -> None:
    sentences = [(i * 30, i * 30 + 30) for i in range(10)]
    made = windows(sentences, most=100, overlap=30)
    owned = [s for w in made for s in sentences if w.own <= s[0] and s[1] <= w.end]
    assert owned == sentences
    assert made[0].start == 0 and made[1].start == made[1].own - 30
    assert all(w.end - w.start <= 98 for w in made)


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    made = windows([(0, 500), (500, 520)], most=128, overlap=16)
    assert made[0].end == 126
    assert made[-1].end == 520


def test_no_sentences_no_windows() -> None:
    assert windows([], most=128, overlap=16) == []
