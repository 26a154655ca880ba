"""MUC-4's human targets, parties and facts as the guidelines ask for them."""

import pytest

import dateline
from bench.muc4 import devices
from bench.muc4_facts import date, effects, location, nation, number, stage, unharmed
from bench.muc4_fill import Incident, perpetrators
from bench.muc4_parties import confidence, party
from bench.muc4_people import humans, kind_of_person, only_counted, parted, title
from bench.muc4_relevance import long_ago
from dateline.records import Reading, Role, Span
from dateline.vocab import RoleName

TEXT = (
    "Pedro Salas, mayor of Cutervo, was shot dead. Police said two teachers and the car were hit. "
    "Judge Rosa Vega escaped, and Mr Luis Pardo was wounded."
)


def role(reading: Reading, words: str, of: str | None = None) -> Role:
    at = reading.article.text.index(words)
    return Role(RoleName.VICTIM, words, Span(at, at + len(words), words), type=of)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("MAYOR OF CUTERVO", "GOVERNMENT OFFICIAL"),
        ("PRESIDENTIAL CANDIDATE", "POLITICAL FIGURE"),
        ("RETIRED GENERAL", "FORMER ACTIVE MILITARY"),
        ("FORMER DEFENSE MINISTER", "FORMER GOVERNMENT OFFICIAL"),
        ("ATTORNEY GENERAL", "LEGAL OR JUDICIAL"),
        ("UNION LEADERS", "CIVILIAN"),
        ("POLITICAL LEADER", "POLITICAL FIGURE"),
        ("AMBASSADOR'S WIFE", "CIVILIAN"),
        ("PRESIDENTIAL GUARDS", "SECURITY GUARD"),
        ("POLICE COLONEL", "LAW ENFORCEMENT"),
        ("TEACHERS", "CIVILIAN"),
        ("SUPREME COURT JUSTICE", "LEGAL OR JUDICIAL"),
        ("JUSTICE MINISTER", "GOVERNMENT OFFICIAL"),
        ("NIGHT WATCHMAN", "SECURITY GUARD"),
    ],
)
def test_a_title_makes_a_kind(told: str, expected: str) -> None:
    assert kind_of_person(told) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("ROSA VEGA", "JUDGE"), ("PEDRO SALAS", "MAYOR OF CUTERVO"), ("LUIS PARDO", "MR")]
)
def test_a_name_has_the_title_the_report_gives_it(name: str, expected: str) -> None:
    assert title(dateline.code(TEXT), name) == expected


@pytest.mark.parametrize(
    ("words", "of", "expected"),
    [
        ("two teachers", None, [("TEACHERS", "")]),
        ("the car", None, []),
        ("two teachers", "rebel group", []),
        ("Rosa Vega", None, [("JUDGE", "ROSA VEGA")]),
    ],
)
def test_only_people_are_human_targets(words: str, of: str | None, expected: list[tuple[str, str]]) -> None:
    reading = dateline.code(TEXT)
    assert [found[1:] for found in humans(reading, [role(reading, words, of)])] == expected


WIRE = (
    "A COMMUNIQUE SAID THAT THE KILLERS MURDERED PEASANT VICTOR MANUEL LUNA, SPANIARD TOMAS ROJO AND TWO OF HIS BODYGUARDS "
    "ON THE ROAD TO TARAPOTO. NOBODY HAS CLAIMED RESPONSIBILITY FOR THE ATTACK, THE SECOND IN A WEEK IN THE DEPARTMENT."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PEASANT VICTOR MANUEL LUNA", [("PEASANT", "VICTOR MANUEL LUNA")]),
        ("SPANIARD TOMAS ROJO", [("SPANIARD", "TOMAS ROJO")]),
        ("TWO OF HIS BODYGUARDS", [("BODYGUARDS", "")]),
        ("THE KILLERS", []),
    ],
)
def test_names_and_people_in_capitals(words: str, expected: list[tuple[str, str]]) -> None:
    reading = dateline.code(WIRE)
    assert [found[1:] for found in humans(reading, [role(reading, words)])] == expected


LISTED = (
    "Two nurses, Carmen Rios and Luis Guzman, were shot in Cali. His companion Pablo Mena was wounded. Pablo Mena, a clerk, "
    "was 35. Father Amado Ruiz was hurt and he was killed later."
)


@pytest.mark.parametrize(
    ("words", "via", "expected"),
    [
        ("Carmen Rios", None, ("NURSES", "CARMEN RIOS")),
        ("Luis Guzman", None, ("NURSES", "LUIS GUZMAN")),
        ("Pablo Mena", None, ("CLERK", "PABLO MENA")),
        ("Father Amado Ruiz", None, ("FATHER", "AMADO RUIZ")),
        ("he", "pronoun", ("FATHER", "AMADO RUIZ")),
    ],
)
def test_names_in_lists_and_behind_titles(words: str, via: str | None, expected: tuple[str, str]) -> None:
    reading = dateline.code(LISTED)
    at = LISTED.rindex(f" {words} ") + 1 if via else LISTED.index(words)
    name = "Father Amado Ruiz" if via else words
    told = Role(RoleName.VICTIM, name, Span(at, at + len(words), words), via=via)
    assert parted(told, reading) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("BOMBING", "A bomb exploded beside two women in Cali on Monday.", ["INJURY"]),
        ("ATTACK", "Gunmen attacked two women in Cali on Monday.", ["DEATH"]),
        ("KIDNAPPING", "On Monday two women kidnapped in Cali were released.", ["REGAINED FREEDOM"]),
        ("KIDNAPPING", "Gunmen kidnapped two women in Cali on Monday.", []),
    ],
)
def test_what_befell_those_of_whom_it_is_not_told(kind: str, text: str, expected: list[str]) -> None:
    reading = dateline.code(text)
    told = Incident(kind, [c for c in reading.claims if c.event])
    assert effects(reading, told, role(reading, "two women"), "") == expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("Doctors said Pardo had died.", ["DEATH"]),
        ("Pardo was wounded in the leg.", ["INJURY"]),
        ("Pardo was unharmed.", ["NO INJURY OR DEATH"]),
    ],
)
def test_what_befell_a_name_may_be_told_elsewhere(then: str, expected: list[str]) -> None:
    reading = dateline.code(f"Gunmen attacked Luis Pardo in Cali on Monday. {then}")
    told = Incident("ATTACK", [c for c in reading.claims if c.event and "attack" in c.event.trigger.text])
    assert effects(reading, told, role(reading, "Luis Pardo"), "LUIS PARDO") == expected


def test_a_name_begins_with_a_given_name() -> None:
    reading = dateline.code(WIRE.replace("PEASANT VICTOR MANUEL LUNA", "MINER HECTOR LLANOS QUILCA"))
    assert humans(reading, [role(reading, "MINER HECTOR LLANOS QUILCA")])[0][2] == "HECTOR LLANOS QUILCA"


def test_the_end_of_a_longer_word_describes_nobody() -> None:
    reading = dateline.code("Lucia Paz, a 26-year-old teacher, was wounded in Cali.")
    assert title(reading, "LUCIA PAZ") == "TEACHER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels will kill a mayor in Cali.", "THREATENED"),
        ("Rebels killed a mayor in Cali.", "ACCOMPLISHED"),
    ],
)
def test_a_threat_is_said_to_come(text: str, expected: str) -> None:
    reading = dateline.code(text)
    assert stage(Incident("ATTACK", [c for c in reading.claims if c.event])) == expected


@pytest.mark.parametrize(
    ("told", "expected"), [("a French nurse", "FRANCE"), ("a Colombian nurse", None), ("a nurse", None)]
)
def test_the_nation_of_a_foreigner(told: str, expected: str | None) -> None:
    assert nation(told, "COLOMBIA") == expected


def test_who_is_named_is_told_once() -> None:
    reading = dateline.code(TEXT)
    twice = [role(reading, "Rosa Vega"), role(reading, "Judge Rosa Vega"), role(reading, "Judge Rosa Vega")]
    assert [name for _, _, name in humans(reading, twice)] == ["ROSA VEGA"]


@pytest.mark.parametrize(("words", "expected"), [("two teachers", "2"), ("teachers", "2"), ("the car", "1")])
def test_how_many(words: str, expected: str) -> None:
    reading = dateline.code(TEXT)
    assert number(reading, Incident("ATTACK"), role(reading, words)) == expected


@pytest.mark.parametrize(
    ("name", "via", "expected"),
    [
        ("guerrillas of the Liberation Front", None, ["guerrillas", "Liberation Front"]),
        ("FMLN urban commandos", "model", ["urban commandos", "FMLN"]),
        ("armed men", None, ["armed men"]),
        ("members of the committee", None, ["members of the committee"]),
        ("members of the 4th Brigade", "model", ["members of the 4th Brigade", "4th Brigade"]),
        ("gunmen from the cartel", "model", ["gunmen", "cartel"]),
    ],
)
def test_men_and_their_organisation(name: str, via: str | None, expected: list[str]) -> None:
    told = Role(RoleName.ACTOR, name, Span(0, len(name), name), via=via)
    assert [r.name for r in perpetrators(told)] == expected


@pytest.mark.parametrize(
    ("name", "of", "expected"),
    [
        ("the Salvadoran Army", "organisation", "SALVADORAN ARMY"),
        ("Salvadoran", "organisation", ""),
        ("the Salvadoran soldiers", "perpetrator", "SOLDIERS"),
        ("suspected urban guerrillas", "perpetrator", "URBAN GUERRILLAS"),
    ],
)
def test_an_organisation_keeps_its_nation(name: str, of: str, expected: str) -> None:
    assert party(Role(RoleName.ACTOR, name, Span(0, len(name), name), type=of, via="model")) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a car bomb explosion", [("A CAR BOMB", "VEHICLE BOMB")]),
        ("rifle fire", [("RIFLE", "RIFLE")]),
        ("twenty shots", []),
        ("a bombing", []),
    ],
)
def test_an_instrument_is_a_device_and_not_what_it_does(name: str, expected: list[tuple[str, str]]) -> None:
    told = Role(RoleName.INSTRUMENT, name, Span(0, len(name), name))
    assert devices(Incident("ATTACK", weapons=[told])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed a peasant in May 1987.", True),
        ("Rebels killed a peasant on 9 November 1989.", False),
        ("Rebels killed a peasant in May 1987. On Monday they killed a peasant.", False),
        ("Rebels killed a peasant.", False),
    ],
)
def test_what_the_report_dates_more_than_two_months_back_is_no_news(text: str, expected: bool) -> None:
    reading = dateline.code(text, published="1989-11-16")
    assert long_ago(reading, Incident("ATTACK", list(reading.claims))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ELN claimed responsibility for the bombing that killed a peasant.", "CLAIMED OR ADMITTED"),
        ("Police accused the ELN of killing a peasant.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("The ELN allegedly killed a peasant.", "SUSPECTED OR ACCUSED"),
        ("The ELN killed a peasant.", "REPORTED AS FACT"),
        ("Gunmen killed a peasant. The government blamed the ELN.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
    ],
)
def test_how_surely_an_organisation_did_it(text: str, expected: str) -> None:
    reading = dateline.code(text)
    assert confidence(reading, Incident("ATTACK", list(reading.claims))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed a peasant on Tuesday.", "- 16 NOV 89"),
        ("Rebels killed a peasant yesterday.", "15 NOV 89"),
        ("Rebels killed a peasant on 9 November 1989.", "09 NOV 89"),
        ("Rebels killed a peasant today. They killed a peasant on 9 November 1989.", "09 NOV 89"),
    ],
)
def test_a_day_of_the_week_is_the_default_of_the_report(text: str, expected: str) -> None:
    reading = dateline.code(text, published="1989-11-16")
    assert date(reading, Incident("ATTACK", list(reading.claims))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb destroyed a bank in Lima. There were no casualties.", True),
        ("A bomb destroyed a bank in Lima. Nobody in the building was injured.", True),
        ("A bomb destroyed a bank in Lima. Nobody claimed the attack.", False),
    ],
)
def test_a_report_says_that_nobody_was_hurt(text: str, expected: bool) -> None:
    reading = dateline.code(text)
    assert unharmed(reading, Incident("BOMBING", list(reading.claims))) is expected


def test_a_count_tells_what_befell_those_counted() -> None:
    reading = dateline.code("Gunmen wounded two men and killed three women in Cali.")
    incident = Incident("ATTACK", list(reading.claims))
    found = [r for c in reading.claims if c.event for r in c.event.roles if r.role is RoleName.VICTIM]
    assert {r.name: effects(reading, incident, r, "") for r in found} == {
        "two men": ["INJURY"],
        "three women": ["DEATH"],
    }


@pytest.mark.parametrize(
    ("kind", "expected"), [("BOMBING", [("DEAD", "67", "DEATH"), ("WOUNDED", "PLURAL", "INJURY")]), ("ATTACK", [])]
)
def test_the_dead_of_a_bombing_may_only_be_counted(kind: str, expected: list[tuple[str, str, str]]) -> None:
    reading = dateline.code("A truck bomb blew up the ministry in Lima, leaving 67 dead and several wounded.")
    assert only_counted(reading, Incident(kind, list(reading.claims))) == expected


def test_an_honorific_gives_way_to_an_office() -> None:
    reading = dateline.code("Dr. Rosa Vega was shot dead. Minister Rosa Vega had left her house.")
    assert parted(role(reading, "Dr. Rosa Vega"), reading) == ("MINISTER", "ROSA VEGA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least six peasants were killed in Cali.", "6 -"),
        ("About six peasants were killed in Cali.", "~6"),
        ("Six peasants were killed in Cali.", "6"),
        ("A funeral was held for at least six peasants in Cali.", "6 -"),
    ],
)
def test_figures_say_how_exact_they_are(text: str, expected: str) -> None:
    reading = dateline.code(text)
    assert number(reading, Incident("ATTACK", list(reading.claims)), role(reading, "peasants")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed a mayor in the port of Acajutla, El Salvador.", "EL SALVADOR: ACAJUTLA (PORT)"),
        ("Rebels killed a mayor in Guatemala City.", "GUATEMALA: GUATEMALA CITY (CITY)"),
        ("Rebels killed a mayor in the Piedra Negra neighborhood.", "EL SALVADOR: PIEDRA NEGRA (NEIGHBORHOOD)"),
        ("SAN SALVADOR, 3 May 1989 -- Rebels killed a mayor.", "EL SALVADOR"),
    ],
)
def test_places_are_told_without_what_they_are(text: str, expected: str) -> None:
    reading = dateline.code(text)
    places = [w for c in reading.claims if c.event for w in c.event.where]
    assert (
        location(reading, Incident("ATTACK", list(reading.claims), places=places), expected.split(":", maxsplit=1)[0])
        == expected
    )


def test_a_deed_that_killed_is_no_attempt() -> None:
    reading = dateline.code("Police seized a bomb in Cali on Monday. A mayor was killed.")
    claims = [c for c in reading.claims if c.event]
    assert stage(Incident("ATTACK", claims)) == "ACCOMPLISHED"
    assert stage(Incident("ATTACK", [])) == "ACCOMPLISHED"


def test_the_date_stands_beside() -> None:
    text = "CALI, 9 MAY 89 (AFP) -- [TEXT]\n\nTHE POLICE SPOKE.\n\nA MAYOR WAS SHOT DEAD. IT HAPPENED ON 7 MAY."
    reading = dateline.code(text)
    claims = [c for c in reading.claims if c.event and c.event.trigger.text == "SHOT DEAD"]
    assert date(reading, Incident("ATTACK", claims)) == "07 MAY 89"
