"""Where source and cue begin and end, and who is spoken to or of and does not speak: text → source, cue."""

import pytest

import dateline
from dateline.vocab import Stance, Voice

EDGES = [
    # text, source, cue
    ("Ahmad Saleh, a resident of Douma, said two shells fell.", "Ahmad Saleh, a resident of Douma,", "said"),
    ("The envoy, who left on Friday, said the truce held.", "The envoy, who left on Friday,", "said"),
    ("Two shells fell, said Ahmad Saleh, a resident.", "Ahmad Saleh, a resident", "said"),
    ("On Monday, the army said two shells fell.", "the army", "said"),
    ("The strike was condemned by Turkey as a crime.", "Turkey", "was condemned"),
    ("The massacre was blamed by residents on the militia.", "residents", "was blamed"),
    ("The army was blamed by residents for the shelling of the market.", "residents", "was blamed"),
    ("The general, who denied the charge, flew home.", "who", "denied"),
    ("According to the ministry, nine men died.", "the ministry", "According to"),
    (
        "Students marched around the stadium – where the army had camped – while chanting, “Let them go.”",
        "Students",
        "chanting",
    ),
]
CONTENTS = [
    # text, cue, contents
    ("Al-Shabaab threatened attacks on Nairobi.", "threatened", ["attacks on Nairobi"]),
    ("Two officers are accused of looting the mill.", "are accused of", ["Two officers", "looting the mill"]),
    ("A teacher who said soldiers burned the school fled to Chad.", "said", ["soldiers burned the school"]),
    ("The coast guard maintained its boats were fired upon.", "maintained", ["its boats were fired upon"]),
    (
        "The raid, it was claimed, had been planned in Islamabad.",
        "was claimed",
        ["The raid,", "had been planned in Islamabad"],
    ),
    ("What Eritrea called a raid killed two.", "called", ["What", "a raid"]),
    ("His aide admitted as much in an interview.", "admitted", ["as much"]),
    (
        "She said so many people died that the pits overflowed.",
        "said",
        ["so many people died that the pits overflowed"],
    ),
    ("In a survey of refugees, nine in ten had lost a child.", "In", ["nine in ten had lost a child"]),
]
PATIENTS = [
    "The mission has faced criticism for its failure to protect the camp.",
    "The junta drew condemnation for the bombing of the school.",
    "She stands accused of having helped the guerrillas.",
    "Asked about the shelling, the colonel lit a cigarette.",
    "Civilians are warned to stay away from the bridge.",
    "A man accused of having threatened the judge was shot dead.",
]
LABELS = [
    # a line that opens with a label, who speaks
    ("Taiz: shelling killed two", None),
    ("Taiz: shelling killed two people on Monday.", None),
    ("Taiz: shelling killed two.", None),
    ("Kachin State: the Tatmadaw bombed two villages on 3 March.", None),
    ("Sittwe: monks arrested after march\n\nThe war went on.", None),
    ("Health: MSF treated 40 wounded in Hodeidah.", None),
    ("Goma: rebels shelled the camp", None),
    ("Hamas: nine fighters killed in raid", "Hamas"),
    ("Macron on Mali: “We will stay”", "Macron"),
    ("A word from Bishop Tadesse: ‘The junta bombed its own barns’", "Bishop Tadesse"),
    ("Attack on Goma: nine killed", None),
    ("Zelensky: Russia shelled a school in Kharkiv", "Zelensky"),
    ("Ntaganda: I never killed anyone", "Ntaganda"),
    ("Kovalenko: shells hit the dam\n\nKovalenko said the water was rising.", "Kovalenko"),
]
WORDING = [
    # text, a loaded word, whose it is
    ("What Eritrea called a cowardly raid killed two herders.", "cowardly", "Eritrea"),
    ("Troops repelled what the ministry described as a terrorist attack on the mill.", "terrorist", "ministry"),
    ("The bishop described the strike as “barbaric”.", "barbaric", "bishop"),
    ("Residents blamed the terrorists for the fire.", "terrorists", "Residents"),
    ("The cowardly raid killed two herders.", "cowardly", None),
    ("The terrorist regime shelled the town, the envoy said.", "terrorist", "envoy"),
]


@pytest.mark.parametrize(("text", "cue", "contents"), CONTENTS, ids=[row[0][:40] for row in CONTENTS])
def test_what_is_said_begins_and_ends_with_its_phrase(text: str, cue: str, contents: list[str]) -> None:
    told = next(q for q in dateline.code(text).quotations if q.cue and q.cue.text == cue)
    assert [s.text for s in told.contents] == contents


def test_a_quotation_belongs_to_the_clause_that_holds_it() -> None:
    text = (
        "Russia insisted that Pyongyang “stop its dangerous escapades.” The agency said North Korea had shown “complete "
        "disregard of the demands of the community.”"
    )
    said = {q.source.text: q for q in dateline.code(text).quotations if q.source}
    assert [s.text for s in said["Russia"].contents] == ["that Pyongyang “stop its dangerous escapades.”"]
    assert said["The agency"].contents[0].text.startswith("North Korea had shown “complete")


def test_a_word_at_arms_length_is_nobodys() -> None:
    assert dateline.code("Police arrested the “ringleader”, a boy of 14.").quotations == ()


def test_who_calls_a_thing_by_a_name_does_not_tell_of_it() -> None:
    claims = dateline.code("What Eritrea called a raid killed two.").claims
    assert {v.kind for c in claims for v in c.attribution} == {Voice.AUTHOR}


def test_of_a_pronoun_that_speaks_the_noun_is_named() -> None:
    claims = dateline.code("Tehran, which denies arming the group, was condemned by Gulf states for the raid.").claims
    arming = next(c for c in claims if c.event and c.event.trigger.text == "arming")
    assert (arming.attribution[-1].name, arming.attribution[-1].stance) == ("Tehran", Stance.DENIES)


@pytest.mark.parametrize(("text", "source"), LABELS, ids=[row[0][:40] for row in LABELS])
def test_a_label_speaks_only_where_somebody_is_known_by_it(text: str, source: str | None) -> None:
    told = [q for q in dateline.code(text, published="2019-05-12").quotations if q.cue and q.cue.text == ":"]
    assert [q.source and q.source.text for q in told] == ([source] if source else [])


@pytest.mark.parametrize(("text", "word", "whose"), WORDING, ids=[row[0][:40] for row in WORDING])
def test_loaded_words_are_whose_quotation_holds_them(text: str, word: str, whose: str | None) -> None:
    claims = dateline.code(text, published="2019-05-12").claims
    found = [r for c in claims for r in c.rhetoric if word in r.span.text and r.technique != "possible scare quotes"]
    assert found
    assert all(r.why.endswith(f" {whose}") if whose else "; in " not in r.why for r in found)


@pytest.mark.parametrize(("text", "source", "cue"), EDGES, ids=[e[0][:40] for e in EDGES])
def test_edges(text: str, source: str, cue: str) -> None:
    quotations = dateline.code(text, published="2019-05-12").quotations
    assert (source, cue) in [(q.source.text, q.cue.text) for q in quotations if q.source and q.cue]


@pytest.mark.parametrize("text", PATIENTS)
def test_who_is_spoken_to_or_of_does_not_speak(text: str) -> None:
    assert [q.source.text for q in dateline.code(text, published="2019-05-12").quotations if q.source] == []


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        (
            "The officer said the convoy came under fire at dawn. One man was killed. He added that the driver fled.",
            "He",
            "officer",
        ),
        (
            "Police said a bomb exploded in the market. Nine people died. They said the toll could rise.",
            "They",
            "Police",
        ),
    ],
)
def test_the_dead_do_not_go_on_speaking(text: str, pronoun: str, who: str) -> None:
    quotations = dateline.code(text, published="2019-05-12").quotations
    assert [q.by.name for q in quotations if q.source and q.source.text == pronoun and q.by] == [who]
