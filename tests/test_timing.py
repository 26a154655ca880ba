"""Which time governs which event."""

from datetime import date

import pytest

from dateline.models.parser import parse
from dateline.read import from_text
from dateline.records import Span, TimeMark
from dateline.timing import governing_time
from dateline.vocab import TimeKind

DAY = date(2020, 1, 1)
CASES = [
    ("On Friday, a raid left two dead.", "raid", ["Friday"], ("Friday", "clause")),
    ("Two men were killed on Friday.", "killed", ["Friday"], ("Friday", "modifier")),
    ("The 2014 kidnapping shocked the country on Monday.", "kidnapping", ["2014", "Monday"], ("2014", "modifier")),
    (
        "Two days after the 3 May attack, police arrested ten.",
        "arrested",
        ["Two days", "3 May"],
        ("Two days", "modifier"),
    ),
    (
        "Police said on Sunday that troops attacked the town on Friday.",
        "attacked",
        ["Sunday", "Friday"],
        ("Friday", "modifier"),
    ),
    ("Police said on Sunday that troops attacked the town.", "attacked", ["Sunday"], ("Sunday", "reporting")),
    ("On Friday they entered the town and shot ten people, wounding two.", "wounding", ["Friday"], ("Friday", "main")),
    ("On Friday they entered the town and shot ten people, wounding two.", "shot", ["Friday"], ("Friday", "shared")),
    ("Rebels, who seized the base in 2013, fled.", "fled", ["2013"], None),
    ("One driver was abducted and released the following day.", "abducted", ["the following day"], None),
    (
        "Nine died on Monday. One was killed in blasts that rocked the city on Monday.",
        "killed",
        ["Monday"],
        ("Monday", "previous"),
    ),
    ("The town has been quiet since the coup of 1 May. Ten people were killed.", "killed", ["1 May"], None),
    ("A bomb exploded on Monday. Ten people were killed.", "killed", ["Monday"], ("Monday", "previous")),
    ("The war began in 2011. Ten people were killed.", "killed", ["2011"], None),
    ("The girls had been taken in 2014. Ten people were killed.", "killed", ["2014"], None),
    ("The group behind the 2014 kidnapping killed ten people.", "killed", ["2014"], None),
    ("Ten people were killed in the 2014 attack.", "killed", ["2014"], ("2014", "modifier")),
    # a time inside a relative clause about a speaker governs nothing outside it
    (
        "The army, which has been at war with rebels since 2023, said it had repelled the attack.",
        "repelled",
        ["2023"],
        None,
    ),
    ("Residents accused a gang, whose men had imposed a levy in June.", "accused", ["June"], None),
    # nobody is led by somebody in one month only
    (
        "There has been turmoil since the army overthrew a government led by Aung San Suu Kyi in February 2021.",
        "overthrew",
        ["February 2021"],
        ("February 2021", "modifier"),
    ),
    ("Crews collected bodies until noon. Rebels shelled the town.", "shelled", ["noon"], None),
    ("The agency reported today the killing of ten people.", "killing", ["today"], ("today", "reporting")),
]


def mark(text: str, words: str) -> TimeMark:
    start = text.index(words)
    return TimeMark(Span(start, start + len(words), words), TimeKind.DATE, "x", "test", DAY, DAY, 1)


@pytest.mark.parametrize(("text", "trigger", "words", "expected"), CASES)
def test_governing_time(text: str, trigger: str, words: list[str], expected: tuple[str, str] | None) -> None:
    parsed = parse(from_text(text))
    index = next(t.i for t in parsed.tokens if t.text == trigger)
    found = governing_time(parsed, [mark(text, w) for w in words], index)
    assert (found and (found[0].span.text, found[1])) == expected
