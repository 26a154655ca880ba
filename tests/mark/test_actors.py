"""Actors: sentence → the marks expected in it, as (words, id or None, how it was resolved)."""

import pytest

from dateline.mark.actors import find_actors
from dateline.mark.sight import look
from dateline.models import parser
from dateline.read import from_text
from dateline.records import ActorMark


def marks_of(text: str) -> tuple[ActorMark, ...]:
    article = from_text(text, published=None)
    return find_actors(look(article, parser.parse(article)))


NAMED = [
    ("The Syrian army shelled the town.", "The Syrian army", "force:SY-army", "state forces"),
    ("US troops left the base.", "US troops", "force:US-military", "state forces"),
    ("The American forces establish bases.", "The American forces", "force:US-military", "state forces"),
    ("U.S. soldiers were hurt.", "U.S. soldiers", "force:US-military", "state forces"),
    ("Ugandan police arrested him.", "Ugandan police", "force:UG-police", "state forces"),
    ("Israeli jets struck the port.", "Israeli jets", "force:IL-air-force", "state forces"),
    ("ISIS fighters seized it.", "ISIS fighters", "group:isis", "rebel group"),
    ("Da'esh attacked the village.", "Da'esh", "group:isis", "rebel group"),
    ("Fighters of Jabhat al-Nusra attacked the village.", "Fighters of Jabhat al-Nusra", "group:nusra", "rebel group"),
    ("The rebels fired rockets.", "The rebels", None, "rebel group"),
    ("Unidentified gunmen shot him.", "Unidentified gunmen", None, "political militia"),
    ("Protesters marched in Paris.", "Protesters", None, "protesters"),
    ("Residents fled the shelling.", "Residents", None, "civilians"),
    ("The terrorists attacked a bus.", "The terrorists", None, None),
    ("Damascus accused Ankara of lying.", "Damascus", "state:SY", "state forces"),
    ("The Kremlin denied it.", "Kremlin", "state:RU", "state forces"),
    ("Russia bombed the village.", "Russia", "state:RU", "state forces"),
    ("GUERRILLAS ATTACKED THE US EMBASSY, POLICE SAID.", "THE US EMBASSY", "state:US", "state forces"),
    ("Bashar al-Assad's government denied it.", "Bashar al-Assad's government", "state:SY", "state forces"),
    ("The Mountain Falcons Brigade attacked them.", "Mountain Falcons Brigade", None, None),
    ("A US-led coalition raid killed two.", "US-led coalition", "org:us-coalition", "external forces"),
    ("The BBC reported the raid.", "BBC", "media:bbc", "other"),
    ("The national rights network blamed the police.", "The national rights network", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words", "ident", "kind"), NAMED)
def test_an_actor_of_a_sentence(sentence: str, words: str, ident: str | None, kind: str | None) -> None:
    found = [(m.span.text, m.id, m.type) for m in marks_of(sentence)]
    assert (words, ident, kind) in found


NOT_ACTORS = [
    ("He lives in Syria.", "Syria"),
    ("They left Iraq on Monday.", "Iraq"),
    ("The road near the Jordanian border is closed.", "Jordanian"),
    ("A bomb exploded in Damascus.", "Damascus"),
]


@pytest.mark.parametrize(("sentence", "words"), NOT_ACTORS)
def test_places_are_not_actors(sentence: str, words: str) -> None:
    assert words not in [m.span.text for m in marks_of(sentence)]


REFERENCE = [
    ("The Syrian army said it had killed dozens of men.", "it", "force:SY-army", "pronoun"),
    ("The Arakan Army said it had taken a post.", "it", "group:aa", "pronoun"),
    ("Russia said its forces had taken the village.", "its forces", "force:RU-military", "description"),
    ("M23 said its men had entered Sake.", "its men", "group:m23", "description"),
    ("Iraqi groups, which refused the talks, attacked.", "which", None, "pronoun"),
    ("Hamas fired rockets at Israel. The group said it was a response.", "The group", "group:hamas", "description"),
    ("Vladimir Putin said he would respond.", "he", "leader:putin", "pronoun"),
    ("ISIS said that if US troops stayed, they would be attacked.", "they", "force:US-military", "pronoun"),
    ("The Turkish army said its troops had crossed the border.", "its troops", "force:TR-army", "description"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "ident", "via"), REFERENCE)
def test_reference_inside_an_article(text: str, words: str, ident: str | None, via: str) -> None:
    mark = next(m for m in marks_of(text) if m.span.text == words)
    assert (mark.id, mark.via) == (ident, via)
    assert mark.of is not None and text[mark.of.start : mark.of.end] == mark.of.text


UNRESOLVED = [
    ("It is clear that the war will go on.", "It"),
    ("The army advanced. The attacks continued and they killed many.", "they"),
    ('Haddad met Salim Aziz. "He lied," the minister said.', "He"),
]


@pytest.mark.parametrize(("text", "words"), UNRESOLVED)
def test_unsafe_pronouns_are_not_guessed(text: str, words: str) -> None:
    assert words not in [m.span.text for m in marks_of(text)]


def test_coordinated_countries_are_two_actors() -> None:
    found = {(m.name, m.id) for m in marks_of("Syrian and Russian forces bombed the town.")}
    assert {("Syrian forces", "force:SY-military"), ("Russian forces", "force:RU-military")} <= found


def test_a_surname_stands_for_the_full_name() -> None:
    mark = marks_of("Karim Haddad visited Aleppo. Haddad met troops.")[-2]
    assert (mark.name, mark.via) == ("Karim Haddad", "short name")


def test_he_who_cites_calls_is_whose_account_it_was_and_not_the_dead() -> None:
    text = "One man was shot dead by soldiers, according to the interior minister, Ihor Klymenko. He cited calls."
    assert marks_of(text)[-1].name == "Ihor Klymenko"


def test_a_ministry_is_of_the_state_that_is_ruled_from_its_seat() -> None:
    marks = marks_of("The Mozambican army left Maputo. The defence ministry in Pretoria denies this.")
    assert marks[-1].id == "state:ZA"


def test_one_mark_for_each_head_and_spans_hold_their_words() -> None:
    text = "Syrian and Russian forces and members of Hamas met US officials, who said they would leave."
    found = marks_of(text)
    assert len({m.head for m in found}) == len(found) > 3
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
