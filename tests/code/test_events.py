"""Sentences and the events they tell, from tests/cases/code.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.records import Claim, Reading

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "code.toml").read_text(encoding="utf-8"))["case"]


def read(text: str) -> Reading:
    """The reading of a sentence published on a fixed day."""
    return dateline.code(text, published="2021-03-04")


def fits(claim: Claim, wanted: dict[str, Any]) -> list[str]:
    """What a claim lacks of an expected event; empty where it has all."""
    event = claim.event
    if event is None or event.trigger.text != wanted["on"]:
        return ["trigger"]
    lacks = []
    if (event.type or "") != wanted["type"]:
        lacks.append(f"type is {event.type}")
    if "acled" in wanted and event.acled != wanted["acled"]:
        lacks.append(f"acled is {event.acled}")
    for entry in wanted.get("roles", ()):
        role, words = entry.split(": ")
        if not any(r.role == role and (words in r.name or words in r.span.text) for r in event.roles):
            lacks.append(entry)
    told = {f"{r.role}: {r.id}" for r in event.roles}
    lacks.extend(entry for entry in wanted.get("ids", ()) if entry not in told)
    for entry in wanted.get("at", ()):
        part, name = entry.split(": ")
        if not any(w.role == part and name.lower() in w.name.lower() for w in event.where):
            lacks.append(entry)
    if wanted.get("nowhere") and event.where:
        lacks.append("no place")
    if "when" in wanted and (event.when is None or f"{event.when.start}..{event.when.end}" != wanted["when"]):
        lacks.append(f"when is {event.when}")
    counted = {f"{c.what} {c.best}" for c in event.counts}
    return lacks + [c for c in wanted.get("counts", ()) if c not in counted]


@pytest.mark.parametrize("case", [c for c in CASES if "events" in c], ids=lambda c: c["text"][:60])
def test_sentence_tells_its_events(case: dict[str, Any]) -> None:
    claims = read(case["text"]).claims
    for wanted in case["events"]:
        lacking = [fits(c, wanted) for c in claims]
        assert [] in lacking, (wanted, lacking)


@pytest.mark.parametrize("case", [c for c in CASES if "exactly" in c], ids=lambda c: c["text"][:60])
def test_sentence_tells_these_parties_and_no_others(case: dict[str, Any]) -> None:
    told = {c.event.trigger.text: c.event for c in read(case["text"]).claims if c.event}
    for wanted in case["exactly"]:
        event = told[wanted["on"]]
        assert sorted(f"{r.role}: {r.name}" for r in event.roles) == sorted(wanted["roles"])
        assert sorted(f"{c.what} {c.best}" for c in event.counts if "counts" in wanted) == sorted(
            wanted.get("counts", ())
        )


@pytest.mark.parametrize("case", [c for c in CASES if c.get("none")], ids=lambda c: c["text"][:60])
def test_sentence_tells_no_event(case: dict[str, Any]) -> None:
    told = [(c.event.type, c.event.trigger.text) for c in read(case["text"]).claims if c.event and c.event.type]
    assert told == []


def test_a_date_is_no_part_of_who_stands_behind_it() -> None:
    (claim,) = read("On 5 August two aid workers were killed near Kabkabiya.").claims
    assert claim.event and [r.span.text for r in claim.event.roles] == ["two aid workers"]


def test_a_list_is_one_claim_for_each_place() -> None:
    reading = read("Air strikes hit villages in Idlib, Hama and Aleppo.")
    places = [c.event.where[0].name for c in reading.claims if c.event and c.event.where]
    assert places == ["Idlib", "Hama", "Aleppo"]


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("Bombs exploded in Baghdad, Hillah, Samawah and Nasiriyah.", "exploded",
         ["Baghdad", "Hillah", "Samawah", "Nasiriyah"]),
        ("A drone hit a US military base in Erbil Airport on Saturday.", "hit", ["Erbil Airport"]),
        ("Fighting broke out in the south of Iraq.", "Fighting", ["Iraq"]),
        ("Two soldiers were shot on the border between Syria and Turkey.", "shot", ["border between Syria and Turkey"]),
        ("At least 85 troops were killed as the militants advanced on a post in Raqqa.", "killed", ["Raqqa"]),
        ("The Aleppo bombing killed 10 civilians.", "killed", ["Aleppo"]),
    ],
)  # fmt: skip
def test_the_places_of_an_event_in_text_order(text: str, trigger: str, places: list[str]) -> None:
    events = [c.event for c in dateline.code(text).claims if c.event and c.event.trigger.text == trigger]
    assert [w.name for e in events for w in e.where] == places


def test_harm_and_means_are_one_event() -> None:
    reading = read("Troops shelled the town of Azaz, killing three people and wounding five.")
    events = [c.event for c in reading.claims if c.event]
    assert len(events) == 1
    assert [(c.what.value, c.best) for c in events[0].counts] == [("killed", 3), ("injured", 5)]


def test_mention_of_these_attacks_is_no_claim() -> None:
    reading = read("Rebels attacked a post in Homs. These attacks are a danger.")
    assert [c.event.trigger.text for c in reading.claims if c.event and c.event.type] == ["attacked"]


def test_repeated_mentions_are_tied() -> None:
    reading = read("A bomb killed nine people in Kirkuk on Monday. The blast in Kirkuk on Monday also hit a school.")
    events = [c for c in reading.claims if c.event and c.event.type]
    assert events[1].event is not None
    assert events[1].event.same_as == events[0].id


def test_headline_takes_how_from_the_lead() -> None:
    reading = read("Coalition raids kill nine in Manbij\n\nAir strikes by the coalition killed nine people in Manbij.")
    assert {c.event.acled for c in reading.claims if c.event and c.event.type} == {"Air/drone strike"}


_PARTS = st.sampled_from(
    ["Rebels", "shelled", "Homs", ",", "and", "killing", "nine", "people", "in", "the", "attack", "on", "by", "troops",
     "who", "fled", "to", "Syria", ".", "were", "killed", "Clashes", "between", '"', "said", "such as", "\n\n", "not"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_PARTS, max_size=25))
def test_any_words_give_spans_that_hold_and_unique_ids(parts: list[str]) -> None:
    text = " ".join(parts)
    reading = read(text)
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    for claim in reading.claims:
        spans = [claim.span]
        if claim.event:
            spans += [claim.event.trigger, *(r.span for r in claim.event.roles), *(w.span for w in claim.event.where)]
        assert all(reading.article.text[s.start : s.end] == s.text for s in spans)
    assert reading.to_dicts() == read(text).to_dicts()


def test_a_list_whose_places_only_say_where_the_first_lies_is_one_claim() -> None:
    reading = read("Rebels killed five people in Bara, a town in Kordofan.")
    assert [c.event.trigger.text for c in reading.claims if c.event] == ["killed"]


PLACED = {
    "Two people were killed between Homs and Palmyra.": [("Homs–Palmyra", "clause", 5)],
    # one place, whether or not a gazetteer knows its ends
    "Gunmen ambushed a convoy between Xarfala and Qubistan.": [("Xarfala–Qubistan", "model", 7)],
    "An engineer was abducted on the road from Saravena to Arauquita, near the Venezuelan border.": [
        ("Saravena–Arauquita", "clause", 5)
    ],
    "Militants attacked a bus on the road from Damascus to Daraa.": [("Damascus–Daraa", "clause", 5)],
    "A bomb went off in Mosul on Monday. Nine people were killed in the blast.": [
        ("Mosul", "clause", 1),
        ("Mosul", "previous", 1),
    ],
    # what is killed is no place, whatever its name
    "Damour was shot dead by gunmen outside his home in Beirut.": [("Beirut", "clause", 1)],
    # "this attack" of two towns is of neither for sure
    "Shells hit Homs and Hama on Monday. Nine people were killed in the attack.": [
        ("Homs", "clause", 1),
        ("Hama", "clause", 1),
    ],
    # what is not said to be the same is not placed
    "A bomb went off in Mosul on Monday. Nine people were killed in an attack.": [("Mosul", "clause", 1)],
}


@pytest.mark.parametrize("text", PLACED)
def test_places_with_the_rule_that_gave_them(text: str) -> None:
    where = [w for c in read(text).claims if c.event for w in c.event.where]
    assert [(w.name, w.rule, w.precision) for w in where] == PLACED[text]


def test_a_place_nobody_knows_lies_where_the_words_behind_it_say() -> None:
    (claim,) = read("The village of Bir al-Qutqut, 10 km north of Homs, was shelled on Monday.").claims
    assert claim.event
    (place,) = claim.event.where
    assert (place.name, place.id, place.country, place.precision) == ("Bir al-Qutqut", None, "SY", 2)
    assert place.lat is not None and 34.7 < place.lat < 34.9
