"""One claim in words, from its fields alone."""

from dataclasses import replace
from datetime import date

import pytest

from dateline.records import Attribution, Certainty, Claim, Count, Span, When, Where
from dateline.report import phrases
from dateline.report.phrases import Standing
from dateline.vocab import CountOf, Kind, Modality, PlaceRole, Polarity, Stance, Tense, Voice
from tests.report import fiction

HERE = Span(0, 1, "S")
CLAIMS = {claim.id: claim for claim in fiction.claims()}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (
            ["c:1"],
            "Shelling, rocket or missile attack on the market by Government artillery in Tel Marra, Syria",
        ),
        (
            ["c:3"],
            "Movement of two columns of the Northern Guard from Qasr Nur (Marra), Syria"
            " through Ain Dibs bridge (Marra), Syria to Wadi Sahl, Syria",
        ),
        (
            ["c:5", "c:6", "c:7"],
            "Bomb or mine attack on supply convoys in Tel Marra and Harran (Marra), Syria; Kafr Zeit (not placed)",
        ),
        (["c:8"], "Shelling, rocket or missile attack by the Guard in Harran (Marra), Syria"),
        (["c:9"], "Threat by the Guard"),
        (["c:12"], "the talks will fail"),
    ],
)
def test_a_claim_is_told_from_its_fields(keys: list[str], words: str) -> None:
    assert phrases.phrase(tuple(CLAIMS[key] for key in keys)) == words


@pytest.mark.parametrize(
    ("kind", "certainty", "stance", "expected"),
    [
        (Kind.EVENT, Certainty(), Stance.SAYS, Standing.REPORTED),
        (Kind.EVENT, Certainty(modality=Modality.PROBABLE), Stance.CLAIMS, Standing.REPORTED),
        (Kind.EVENT, Certainty(polarity=Polarity.NEGATIVE), Stance.SAYS, Standing.DENIED),
        (Kind.EVENT, Certainty(), Stance.DENIES, Standing.DENIED),
        (Kind.EVENT, Certainty(tense=Tense.FUTURE), Stance.SAYS, Standing.EXPECTED),
        (Kind.EVENT, Certainty(tense=Tense.HYPOTHETICAL), Stance.SAYS, Standing.EXPECTED),
        (Kind.EVENT, Certainty(modality=Modality.REQUIRED), Stance.SAYS, Standing.EXPECTED),
        (Kind.EVENT, Certainty(modality=Modality.POSSIBLE), Stance.SAYS, Standing.POSSIBLE),
        (Kind.STATE, Certainty(tense=Tense.ONGOING), Stance.SAYS, Standing.HOLDS),
        (Kind.FORECAST, Certainty(), Stance.SAYS, Standing.EXPECTED),
        (Kind.VALUE, Certainty(polarity=Polarity.NEGATIVE), Stance.SAYS, Standing.ARGUED),
        (Kind.POLICY, Certainty(modality=Modality.REQUIRED), Stance.SAYS, Standing.ARGUED),
    ],
)
def test_nothing_denied_foreseen_or_argued_is_reported(
    kind: Kind, certainty: Certainty, stance: Stance, expected: Standing
) -> None:
    voice = Attribution(Voice.NAMED, "someone", stance=stance)
    assert phrases.standing(Claim("c:1", "a:1", kind, HERE, None, certainty, (voice,))) is expected


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-03-04", "2021-03-04", "4 Mar 2021"),
        ("2021-03-01", "2021-03-31", "1 – 31 Mar 2021"),
        ("2021-02-01", "2021-03-04", "1 Feb – 4 Mar 2021"),
        ("2020-12-30", "2021-01-02", "30 Dec 2020 – 2 Jan 2021"),
        ("2019-01-01", "2019-12-31", "2019"),
        ("2015-01-01", "2017-12-31", "2015 – 2017"),
    ],
)
def test_days_are_written_as_people_do(start: str, end: str, words: str) -> None:
    when = When(date.fromisoformat(start), date.fromisoformat(end), 1, "none", HERE, "rule")
    assert phrases.interval(when) == words


def test_a_day_of_which_only_the_report_is_told_is_an_end() -> None:
    when = When(date(2021, 3, 4), date(2021, 3, 4), 1, "published", HERE, "reporting")
    assert phrases.interval(when) == "by 4 Mar 2021"


@pytest.mark.parametrize(
    ("what", "whom", "low", "best", "high", "words"),
    [
        (CountOf.KILLED, "civilians", 9, 9, 9, "9 civilians killed"),
        (CountOf.KILLED, "workers", 1, 1, 1, "1 worker killed"),
        (CountOf.KILLED, "children", 1, 1, 1, "1 child killed"),
        (CountOf.INJURED, None, 20, 25, 30, "20 to 30 (about 25) injured"),
        (CountOf.DISPLACED, "people", 1000, 1000, 1200, "1,000 to 1,200 people displaced"),
        (CountOf.CROWD, None, 300, 300, 300, "300 people gathered"),
        (CountOf.TROOPS, "soldiers", 40, 40, 40, "40 soldiers"),
    ],
)
def test_numbers_are_told_with_their_range(
    what: CountOf, whom: str | None, low: int, best: int, high: int, words: str
) -> None:
    assert phrases.numbers([Count(what, whom, low, best, high, HERE)]) == words


def test_casualties_without_a_number_show_none() -> None:
    span = Span(0, 16, "heavy casualties")
    count = Count(CountOf.CASUALTIES, None, 2, 2, 2, span, "untold")
    assert phrases.numbers([count]) == "heavy casualties (no number told)"


def test_casualties_are_killed_or_hurt() -> None:
    count = Count(CountOf.CASUALTIES, "men", 1, 1, 1, Span(0, 10, "my brother"), "singular")
    assert phrases.numbers([count]) == "1 man killed or hurt"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("c:1", "according to the Qasr Nur hospital"),
        ("c:3", "according to residents, via Delta News"),
        ("c:4", "according to the army (denies)"),
        ("c:9", "the author"),
    ],
)
def test_the_source_is_told_innermost_first(key: str, words: str) -> None:
    assert phrases.according(CLAIMS[key]) == words


def test_who_could_not_verify_a_claim_is_no_source_of_it() -> None:
    doubt = Attribution(Voice.OUTLET, "Reuters", stance=Stance.UNVERIFIED)
    resident, author = CLAIMS["c:3"], CLAIMS["c:9"]
    told = replace(resident, attribution=(doubt, resident.attribution[-1]))
    assert phrases.according(told) == "according to residents, not verified by Reuters"
    alone = replace(author, attribution=(doubt, *author.attribution))
    assert phrases.according(alone) == "the author, not verified by Reuters"


def test_what_nobody_is_named_for_says_so() -> None:
    words = Span(4, 14, "reportedly")
    hearsay = Attribution(Voice.VAGUE, "reportedly", cue=words, span=words)
    told = replace(CLAIMS["c:9"], attribution=(hearsay,))
    assert phrases.according(told) == "according to a source not named (“reportedly”)"


def test_a_clash_has_two_sides() -> None:
    clash = CLAIMS["c:1"]
    event = replace(clash.event, acled="Armed clash", where=())  # type: ignore[type-var]
    assert phrases.phrase((replace(clash, event=event),)) == "Clash between Government artillery and the market"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("that the road is closed", "the road is closed"),
        ("Therefore, the talks failed and", "the talks failed"),
        ("because", "because"),
        ("So, because it rained,", "it rained"),
    ],
)
def test_a_clause_stands_alone(text: str, alone: str) -> None:
    assert phrases.clause(text) == alone


def test_long_words_are_cut_around_what_matters() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    assert phrases.around(text, text.index("nine"), 30) == "… eight nine ten eleven …"
    assert phrases.around(text, 0, 20) == "one two three four …"
    assert phrases.around("short", 0, 20) == "short"


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ('They took about 60 head of cattle with them."', "They took about 60 head of cattle with them."),
        ("Nobody came”", "Nobody came"),
        ('what it called "malicious rumours', 'what it called "malicious rumours'),
        ('"The railway carries troops', "The railway carries troops"),
        ('the real figure was "at least double"', 'the real figure was "at least double"'),
        ("that “it” was so", "“it” was so"),
    ],
)
def test_a_clause_alone_keeps_only_quotation_marks_in_pairs(text: str, alone: str) -> None:
    assert phrases.clause(text) == alone


@pytest.mark.parametrize(("name", "inside"), [("He", "him"), ("I", "me"), ("THEY", "them"), ("US", "US"), ("It", "it")])
def test_a_pronoun_is_an_object_behind_according_to(name: str, inside: str) -> None:
    claim = replace(CLAIMS["c:1"], attribution=(Attribution(Voice.NAMED, name),))
    assert phrases.according(claim) == f"according to {inside}"


def test_the_sentence_around_a_bare_word() -> None:
    text = "Title\n\nIt rained. The hospital took in 11 wounded. No more came."
    at = text.index("wounded")
    first, last = phrases.sentence(text, at, at + 7)
    assert text[first:last] == "The hospital took in 11 wounded."


def test_a_bullet_is_no_word() -> None:
    text = "News\n• Rebels took Hama\n• Nine died"
    start, end = phrases.sentence(text, 12, 20)
    assert phrases.around(text[start:end], 3, 160) == "Rebels took Hama"


def test_a_known_place_in_capitals_is_shown_in_ordinary_letters() -> None:
    known = Where(PlaceRole.PLACE, "STEPANAKERT", Span(0, 11, "STEPANAKERT"), id="gn:1", country="AZ")
    assert phrases.located([known]) == "Stepanakert, Azerbaijan"
    assert phrases.located([replace(known, id=None, country=None)]) == "STEPANAKERT (not placed)"
