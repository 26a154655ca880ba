"""On every example: nobody's quoted words are the writer's, and nothing of the writer's is given to somebody quoted."""

import re
from collections.abc import Iterator

import pytest

from dateline.records import Claim, Reading
from dateline.vocab import Voice
from tests.golden import update
from tests.golden.test_golden import readings

STEMS = [path.name.split(".")[0] for path in update.examples()]
QUOTED = re.compile(r"[“\"][^“”\"\n]{25,}[”\"]")
# Written down apart from the tables of the package, wider than them: whatever may give a sentence to somebody.
SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|accord\w*|report\w*|claim\w*|den(?:y|ies|ied)|confirm\w*|add(?:ed|s)"
    r"|warn\w*|announc\w*|stat(?:ed|es|ements?)|accus\w*|alleg\w*|believ\w*|quot\w*|call\w*|demand\w*|urg\w*|vow\w*"
    r"|threat\w*|ask\w*|plan\w*|want\w*|hop(?:ed?|es|ing)|fear\w*|argu\w*|insist\w*|describ\w*|not(?:ed|es|ing)"
    r"|repeat\w*|apparent\w*|expect\w*|think\w*|thought|kn(?:ow|ew)\w*|evidence|promis\w*|pledg\w*|blam\w*|condemn\w*|show\w*"
    r"|sp(?:eak|oke)\w*|suggest\w*|explain\w*|see[ns]?|saw|felt|decid\w*|agree\w*|order\w*|inten[dt]\w*|consider\w*|view\w*|accept\w*"
    r"|verif\w*|wr(?:ote|it)\w*|pretend\w*|put the (?:number|toll|total))\b",
    re.IGNORECASE,
)
GOES_ON = {
    # sentences without a word of saying that go on with what was said just before, as a careful reader takes them
    "One man was killed.": "police officer",
    "Nobody stopped them.": "drivers",
}


def sentence(reading: Reading, claim: Claim) -> str:
    """The sentence that the claim begins in."""
    here = next(s for s in reading.parse.sentences if s.start <= claim.span.start < s.end)
    return reading.article.text[here.start : here.end].strip()


def written(claim: Claim) -> bool:
    """Whether the writer tells it."""
    return claim.told_by[-1].kind is Voice.AUTHOR


def in_quotation_marks(reading: Reading) -> Iterator[Claim]:
    """The claims that lie wholly inside quotation marks, with more than a few words."""
    stretches = [m.span() for m in QUOTED.finditer(reading.article.text)]
    yield from (c for c in reading.claims if any(a <= c.span.start and c.span.end <= b for a, b in stretches))


@pytest.mark.parametrize("stem", STEMS)
def test_what_is_quoted_is_never_the_writers(stem: str) -> None:
    assert [c.span.text for r in readings(stem) for c in in_quotation_marks(r) if written(c)] == []


@pytest.mark.parametrize("stem", STEMS)
def test_what_nobody_is_said_to_say_is_the_writers(stem: str) -> None:
    given = [(sentence(r, c), c.told_by[-1].name) for r in readings(stem) for c in r.claims if not written(c)]
    plain = [(text, who) for text, who in given if not SAYING.search(text) and not re.search(r"[“”\"]", text)]
    assert [(text, who) for text, who in plain if GOES_ON.get(text) != who] == []


def test_the_examples_have_both() -> None:
    """The two tests above look at something: quoted claims, and sentences without a word of saying."""
    every = [(r, c) for stem in STEMS for r in readings(stem) for c in r.claims]
    assert sum(len(list(in_quotation_marks(r))) for stem in STEMS for r in readings(stem)) >= 10
    assert sum(not SAYING.search(sentence(r, c)) for r, c in every) >= 50
