"""Where source and cue begin and end, and who is spoken to or of and does not speak: text → source, cue."""

import pytest

import dateline

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
]
PATIENTS = [
    "The mission has faced criticism for its failure to protect the camp.",
    "The junta drew condemnation for the bombing of the school.",
    "She stands accused of having helped the guerrillas.",
    "Asked about the shelling, the colonel lit a cigarette.",
    "Civilians are warned to stay away from the bridge.",
    "A man accused of having threatened the judge was shot dead.",
]


@pytest.mark.parametrize(("text", "source", "cue"), EDGES, ids=[e[0][:40] for e in EDGES])
def test_edges(text: str, source: str, cue: str) -> None:
    quotations = dateline.code(text, published="2019-05-12").quotations
    assert (source, cue) in [(q.source.text, q.cue.text) for q in quotations if q.source and q.cue]


@pytest.mark.parametrize("text", PATIENTS)
def test_who_is_spoken_to_or_of_does_not_speak(text: str) -> None:
    assert [q.source.text for q in dateline.code(text, published="2019-05-12").quotations if q.source] == []
