"""When and where of whole articles: what spreads from one telling to another, and what must not."""

import pytest

import dateline
from dateline.records import Claim, Event
from dateline.vocab import Acled

PUBLISHED = "2024-08-04"


def events(text: str) -> dict[str, Event]:
    claims: tuple[Claim, ...] = dateline.code(text, published=PUBLISHED).claims
    return {c.event.trigger.text: c.event for c in claims if c.event}


WHEN = [
    # the army has been at war since 2023; it repelled the attack at no time told
    ("The army, which has been at war with the RSF since April 2023, said it had repelled the attack on the town.",
     "attack", None),
    ("Troops shelled the town of Azaz on Friday. The army, at war since April 2011, denied it. "
     "A day earlier its planes had bombed Idlib.", "bombed", ("2024-08-01", "2024-08-01")),
    ("Rebels seized the town on 28 March. Since then, 40 civilians have been killed there.", "killed",
     ("2024-03-28", "2024-08-04")),
    ("The army took power in February 2021. At least 6,600 civilians have been killed since, a group said.", "killed",
     ("2021-02-01", "2024-08-04")),
    ("Rebels seized the town on 28 March. The army has since recaptured it.", "recaptured",
     ("2024-03-28", "2024-08-04")),
    ("Ten people were killed in a raid on Friday.", "killed", ("2024-08-02", "2024-08-02")),
    ("Rebels shelled the town on Friday. The government accused a neighbour of backing them.", "accused", None),
    ("More than 240 people have been killed since clashes erupted on 27 July.", "killed", ("2024-07-27", "2024-08-04")),
    ("More than 240 people have been killed since the start of the war in May 2024.", "killed",
     ("2024-05-01", "2024-08-04")),
    ("Troops shelled the town on Friday. Rebels have mined the roads out of it.", "mined the roads", None),
    ("Troops took Azaz on Sunday, a day after they seized Manbij.", "seized", None),
    ("Militants still attack troops despite an intervention in January 2013.", "attack", None),
    ("Troops shelled Azaz on Friday, police said. Ten people were killed.", "killed", ("2024-08-02", "2024-08-02")),
    # when a ban ends is not when it was made; fighting lasts till its end
    ("The government banned flights until 12 August.", "banned", None),
    ("Fighting continued until 2 August.", "Fighting", ("2024-08-02", "2024-08-02")),
    ("Gunmen attacked Bara in revenge for the killing of a chief last week.", "attacked", None),
    ("A porter was killed by a mine last week.\n\nPolice arrested three men in Bara.", "arrested", None),
    # a month told in the paragraph before was a look back
    ("In April, 63 people died in a blast.\n\nThe president returned to Beirut.", "returned", None),
    # a headline tells what its lead tells
    ("Airstrike on school kills 17 in Sagaing\n\nA jet bombed a school in Sagaing on Friday, killing 17 pupils.",
     "kills", ("2024-08-02", "2024-08-02")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "expected"), WHEN)
def test_when(text: str, trigger: str, expected: tuple[str, str] | None) -> None:
    when = events(text)[trigger].when
    assert (when and (when.start.isoformat(), when.end.isoformat())) == expected


WHERE = [
    # no gazetteer has the village: it lies in the state that holds it, as coarse as that
    ("Armed men raided the village of Gidan Qutqut in Zamfara state overnight.", "raided",
     [("Gidan Qutqut", "Zamfara", 4, "container")]),
    ("A bomb struck a convoy on the road between Maiduguri and Damboa in Borno state, 700 km to the east.", "struck",
     [("Maiduguri–Damboa", "Borno", 5, "clause")]),
    ("Rebels shelled Homs on Friday. Ten people were killed there on Sunday.", "killed",
     [("Homs", "Homs", 1, "previous")]),
    ("Gunmen ambushed a convoy on the road between Macomia and Qutquto.", "ambushed",
     [("Macomia–Qutquto", "Cabo Delgado", 5, "model")]),
    ("Troops killed ten men in the village of Valaichchenai, 32 kilometres north of Batticaloa.", "killed",
     [("Valaichchenai", "Eastern Province", 1, "clause")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "expected"), WHERE)
def test_where(text: str, trigger: str, expected: list[tuple[str, str, int, str]]) -> None:
    assert [(w.name, w.admin1, w.precision, w.rule) for w in events(text)[trigger].where] == expected


def test_a_place_known_by_its_container_has_the_radius_of_the_container() -> None:
    (place,) = events("Armed men raided the village of Gidan Qutqut in Zamfara state overnight.")["raided"].where
    assert place.id is None and place.lat is not None and (place.radius_km or 0) > 100


def test_no_sea_lies_in_its_port() -> None:
    places = events("The Black Sea port of Odessa was hit by missiles overnight.")["hit"].where
    assert [(w.name, w.lat is None) for w in places] == [("Black Sea", True), ("Odessa", False)]


def test_another_front_is_not_explained_by_the_one_before() -> None:
    lead = "The army shelled its positions all day."
    told = events(f"News\n\n{lead}\n\nIn the Kharkiv direction, the Russians conducted five assaults near Vovchansk.")
    assert told["assaults"].acled is not Acled.SHELLING


def test_years_of_attacks_are_not_told_by_one_of_them() -> None:
    text = (
        "A convoy struck an improvised explosive device near Mopti on Friday. Attacks in the Mopti region have forced "
        "thousands from their homes since 2017."
    )
    reading = dateline.code(text, published="2019-03-16")
    assert [c.event.acled for c in reading.claims if c.event and c.event.trigger.text == "Attacks"] == [Acled.ATTACK]
