"""The encoder through its two questions. Exact scores belong to the benches; here: form, sense and sameness."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

import dateline
from dateline.models import encoder, parser
from dateline.models.network import Network, Reads, shipped
from dateline.read import from_text
from dateline.records import Reading, Signal

TEXT = (
    "Rebels shelled the market in Aleppo on Monday, killing nine people, police said. "
    "The attack did not hit the airport.\n"
    '"We will never leave this town," Karim Saleh told reporters in Damascus.'
)
needs_model = pytest.mark.skipif(shipped() is None, reason="the model files are not in this checkout")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return dateline.code(TEXT, published="2016-05-04")


def layer(reading: Reading, name: str, label: str | None = None) -> list[Signal]:
    return [s for s in reading.signals if s.layer == name and label in (None, s.label)]


def words(reading: Reading, found: list[Signal]) -> str:
    return " | ".join(reading.article.text[s.start : s.end] for s in found)


@needs_model
def test_the_second_look_is_spared_where_the_first_sees_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    look = Network.place_logits

    def counted(self: Network, reads: Reads, triggers: Sequence[int], rows: slice) -> NDArray[np.float32]:
        asked.extend(triggers)
        return look(self, reads, triggers, rows)

    monkeypatch.setattr(Network, "place_logits", counted)
    for text, second in (("He said that the talks had gone well.", 0), ("Rebels shelled Aleppo.", 1)):
        asked.clear()
        article = from_text(text)
        found = [s for s in encoder.signals(article, parser.parse(article)) if s.layer == "place_of"]
        assert len(asked) == second, text
        assert {s.label for s in found} == ({"place"} if second else {"none"}), text


@needs_model
def test_signals_stand_on_words_inside_the_text(reading: Reading) -> None:
    assert reading.signals
    for signal in reading.signals:
        assert 0 <= signal.start < signal.end <= len(reading.article.text), signal
        assert signal.of is None or signal.of[0] < signal.of[1] <= len(reading.article.text)
        assert -3 <= signal.score <= 3 if signal.layer == "factuality" else 0 <= signal.score <= 1


@needs_model
def test_the_same_text_gives_the_same_signals(reading: Reading) -> None:
    assert dateline.code(TEXT, published="2016-05-04").signals == reading.signals


@needs_model
def test_every_layer_is_in_the_card(reading: Reading) -> None:
    import tomllib
    from pathlib import Path

    card = tomllib.loads((Path(encoder.__file__).parent / "card.toml").read_text(encoding="utf-8"))
    assert {s.layer for s in reading.signals} <= card["layers"].keys()


@needs_model
def test_who_says_what(reading: Reading) -> None:
    assert "police" in words(reading, layer(reading, "attribution", "source"))
    assert "said" in words(reading, layer(reading, "attribution", "cue"))
    assert "never leave this town" in words(reading, layer(reading, "attribution", "content"))
    told = TEXT.index("told")
    sources = [s for s in layer(reading, "source_of") if s.of and s.of[0] <= told < s.of[1]]
    assert "Saleh" in words(reading, sources) and "police" not in words(reading, sources)


@needs_model
def test_the_place_of_this_event_and_not_of_another(reading: Reading) -> None:
    at = TEXT.index("shelled")
    places = [s for s in layer(reading, "place_of", "place") if s.of == (at, at + 7)]
    assert "Aleppo" in words(reading, places) and "Damascus" not in words(reading, places)


@needs_model
def test_a_denied_event_is_less_sure_than_a_reported_one(reading: Reading) -> None:
    sure = {TEXT[s.start : s.end]: s.score for s in layer(reading, "factuality")}
    assert sure["hit"] < sure["shelled"] - 1


@needs_model
def test_relation_knows_type_and_direction() -> None:
    text = "Turkey accused Greece of violating its airspace."
    reading = dateline.code(text)
    article, parse = reading.article, reading.parse
    turkey, greece = article.span(0, 6), article.span(15, 21)
    there, back = encoder.relation(article, parse, turkey, greece), encoder.relation(article, parse, greece, turkey)
    assert there is not None and back is not None
    assert max(there.types, key=lambda t: there.types[t]) == "ACCUSE"
    assert there.forward > back.forward
    assert abs(sum(there.types.values()) - 1) < 0.01


@needs_model
def test_relation_of_spans_far_apart_is_none(reading: Reading) -> None:
    article = reading.article
    assert (
        encoder.relation(article, reading.parse, article.span(0, 6), article.span(len(TEXT) - 9, len(TEXT) - 1)) is None
    )


@needs_model
@pytest.mark.parametrize("text", ["", "\n\n", "…", "12", "A" * 3000, "no end " * 400, "\u200b\u200b", "مرحبا"])
def test_odd_text_raises_nothing(text: str) -> None:
    article = from_text(text)
    encoder.signals(article, parser.parse(article))


def test_without_the_model_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "shipped", lambda: None)
    reading = dateline.code("Troops left Mosul.")
    assert encoder.signals(reading.article, reading.parse) == ()
    assert encoder.relation(reading.article, reading.parse, reading.article.span(0, 6), None) is None


@needs_model
def test_who_did_violence_to_whom() -> None:
    text = (
        "Guerrillas of the National Front dynamited a bridge near San Miguel on Monday and killed the mayor, "
        "Julio Marroquin, police reported.\nThe bank lowered its rates."
    )
    found = dateline.code(text, published="1989-05-04")
    assert "bridge" in words(found, layer(found, "role", "target"))
    assert "Marroquin" in words(found, layer(found, "role", "victim"))
    assert {(s.start, s.end) for s in layer(found, "incident")} >= {(s.start, s.end) for s in layer(found, "role")}
    assert all(s.start < text.index("The bank") for s in (*layer(found, "role"), *layer(found, "tells")))
