"""A case on a real SQLite file: what goes in comes out, nothing is overwritten, tampering and kills are survived."""

import signal
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from dateline.errors import CaseError, UsageError
from dateline.read import from_text
from dateline.records import (
    Attribution,
    Certainty,
    Claim,
    Count,
    Event,
    Feature,
    Judgement,
    Marks,
    Parse,
    PlaceMark,
    Quotation,
    Reading,
    Role,
    Sentence,
    Token,
    When,
    Where,
    identify,
    plain,
)
from dateline.store import Added, Case
from dateline.store.revive import revive
from dateline.store.schema import metadata
from dateline.vocab import Acled, CountOf, EventType, Kind, PlaceRole, Quote, RoleName, Stance, Voice, ZoneKind

TEXT = "Rebels fired mortars at Aleppo on Monday, killing nine people, police said."


def reading(text: str = TEXT, *, url: str | None = None, source: str = "a.txt", best: int = 9) -> Reading:
    """A reading with one claim that uses every kind of field."""
    article = from_text(text, published="2016-05-04", url=url, source=source)
    span = article.span(0, min(len(text), 60))
    word = article.span(0, 6)
    event = Event(
        EventType.ASSAULT,
        article.span(7, 12),
        mode="shelling",
        acled=Acled.SHELLING,
        roles=(Role(RoleName.ACTOR, "Rebels", word, type="rebels"),),
        where=(Where(PlaceRole.PLACE, "Aleppo", word, 36.2, 37.15, "g:1", "SY", "Aleppo", 1, 12.5),),
        when=When(date(2016, 5, 2), date(2016, 5, 2), 1, "published", word, "weekday"),
        counts=(Count(CountOf.KILLED, "people", best, best, best, word),),
    )
    voice = Attribution(Voice.UNNAMED, "police", stance=Stance.SAYS, quote=Quote.INDIRECT, span=word)
    made = Claim(identify("c", article.id, 0), article.id, Kind.EVENT, span, event, Certainty(cues=(word,)), (voice,))
    marks = Marks(places=(PlaceMark(word, "Aleppo", 36.2, 37.15),))
    quotation = Quotation((span,), None, word, None, Voice.UNNAMED, Stance.SAYS, Quote.INDIRECT, "rules")
    tokens = (
        Token(0, 0, 6, "Rebels", "rebel", "NOUN", "NNS", "nsubj", 1, 0),
        Token(1, 7, 12, "fired", "fire", "VERB", "VBD", "ROOT", 1, 0),
    )
    parse = Parse(tokens, (Sentence(0, 0, 12, 0, 2, ZoneKind.BODY),), ((), (0,)))
    return Reading(article, (made,), marks, (quotation,), parse)


@pytest.fixture
def case(tmp_path):
    with Case(tmp_path / "case") as made:
        yield made


def test_what_goes_in_comes_out(case):
    new = reading()
    assert case.add(new) is Added.NEW
    (back,) = case.readings()
    assert back == new
    assert list(case.claims()) == list(new.claims)
    assert case.original(new.article.sha256) == TEXT.encode()
    assert revive(Claim, plain(new.claims[0])) == new.claims[0]


def test_the_same_reading_is_skipped_and_another_supersedes(case):
    first, second = reading(), reading(best=14)
    assert [case.add(r) for r in (first, first, second, second)] == [
        Added.NEW,
        Added.KNOWN,
        Added.SUPERSEDES,
        Added.KNOWN,
    ]
    assert [r.claims for r in case.readings()] == [second.claims]
    assert [r.claims for r in case.history(first.article.id)] == [first.claims, second.claims]
    assert case.verify().sound


def test_the_same_article_from_another_place_is_known_but_its_retrieval_is_noted(case):
    case.add(reading(source="a.txt"))
    assert case.add(reading(source="copy/a.txt")) is Added.KNOWN
    rows = sqlite3.connect(case.folder / "case.db").execute("select source, size from retrieval").fetchall()
    assert rows == [("a.txt", len(TEXT)), ("copy/a.txt", len(TEXT))]


def test_a_page_that_changed_supersedes_its_older_text_whatever_is_read_again_later(case):
    old, new = reading(url="https://a.example/1"), reading(TEXT + " Update: ten died.", url="https://a.example/1")
    other = reading(TEXT + " Elsewhere.", url="https://a.example/2")
    assert [case.add(r) for r in (old, other, new)] == [Added.NEW, Added.NEW, Added.SUPERSEDES]
    assert {r.article.id for r in case.readings()} == {new.article.id, other.article.id}
    case.add(replace(old, claims=()))  # the old text, coded anew
    assert {r.article.id for r in case.readings()} == {new.article.id, other.article.id}
    assert len(case.history(old.article.id)) == 2


def test_what_a_newer_version_reads_in_the_same_bytes_takes_the_place_of_what_an_older_read(case):
    old = reading()
    new = replace(old, article=replace(old.article, id="a:anew", outlet="Delta News"), claims=())
    copy = replace(old, article=replace(old.article, id="a:copy", url="https://b.example/1"), claims=())
    assert [case.add(r) for r in (old, new, copy)] == [Added.NEW, Added.SUPERSEDES, Added.NEW]
    assert [r.article.id for r in case.readings()] == ["a:anew", "a:copy"]
    assert case.add(new) is Added.KNOWN
    assert len(case.history(old.article.id)) == 1


def test_a_case_is_found_again_and_runs_are_noted(tmp_path):
    with Case(tmp_path / "case", command="dateline read a.txt") as case:
        case.add(reading())
    with Case(tmp_path / "case", command="dateline read b.txt") as case:
        case.add(reading(TEXT + " More."))
        assert len(list(case.readings())) == 2
        assert case.verify().sound
    rows = sqlite3.connect(tmp_path / "case" / "case.db").execute("select command from run order by seq").fetchall()
    assert rows == [("dateline read a.txt",), ("dateline read b.txt",)]


# ---------------------------------------------------------------- judgements


@pytest.fixture
def pair(case):
    one, two = reading(), reading(TEXT + " More.")
    case.add(one)
    case.add(two)
    return one.claims[0].id, two.claims[0].id


def test_a_persons_newest_word_holds_and_can_be_taken_back(case, pair):
    left, right = pair
    case.judge(left, right, True, by="Ada")
    case.judge(right, left, False, by="Ada", note="two shells, two hours")
    (held,) = case.judgements()
    assert (held.same, held.by, {held.left, held.right}) == (False, "Ada", {left, right})
    case.judge(left, right, None, by="Ada")
    assert case.judgements() == ()
    case.judge(left, right, True, by="Grace")
    assert [j.by for j in case.judgements()] == ["Grace"]
    rows = sqlite3.connect(case.folder / "case.db").execute("select verdict, note from judgement order by seq")
    assert rows.fetchall() == [("same", ""), ("different", "two shells, two hours"), ("withdrawn", ""), ("same", "")]
    assert case.verify().sound


def test_machine_proposals_are_added_once_and_come_back_whole(case, pair):
    proposal = Judgement(*sorted(pair), True, "machine", 0.75, (Feature("place", 0.5, "both at Aleppo"),), "v1")
    assert [case.propose([proposal]), case.propose([proposal])] == [1, 0]
    assert case.judgements() == (proposal,)
    newer = replace(proposal, score=0.25, same=False, model="v2")
    assert case.propose([newer]) == 1
    assert case.judgements() == (newer,)


@pytest.mark.parametrize("by", ["", " ", "machine"])
def test_a_judgement_needs_a_person(case, pair, by):
    with pytest.raises(UsageError, match="name of the person"):
        case.judge(*pair, True, by=by)


def test_a_judgement_needs_two_claims_of_the_case(case, pair):
    with pytest.raises(UsageError, match="no claim c:none"):
        case.judge(pair[0], "c:none", True, by="Ada")
    with pytest.raises(UsageError, match="against itself"):
        case.judge(pair[0], pair[0], True, by="Ada")
    assert case.judgements() == () and case.verify().sound


# ---------------------------------------------------------------- verify


def full(case) -> Case:
    one, two = reading(), reading(TEXT + " More.")
    case.add(one)
    case.add(two)
    case.judge(one.claims[0].id, two.claims[0].id, True, by="Ada")
    return case


def change(case, *statements: str) -> None:
    with sqlite3.connect(case.folder / "case.db") as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement


def test_a_sound_case_is_counted(case):
    found = full(case).verify()
    assert found.sound and found.problems == ()
    assert (found.originals, found.readings, found.judgements) == (2, 2, 1)
    assert len(found.chain) == 64 and found.chain != "0" * 64


TAMPERING = {
    "a claim": ("update claim set record = replace(record, '9', '8')", "changed after it was written"),
    "an article": ("update reading set record = replace(record, 'Aleppo', 'Idlib')", "changed after it was written"),
    "a judgement": ("update judgement set verdict = 'different'", "changed after it was written"),
    "a deleted claim": ("delete from claim where seq = (select min(seq) from claim)", "changed after it was written"),
    "a time": ("update log set at = '2020-01-01' where seq = 2", "does not follow the one before"),
    "a deleted line": ("delete from log where seq = 2", "lines 2 to 2 are missing"),
    "a row past the log": (
        "insert into judgement select 99, n, \"left\", \"right\", verdict, \"by\", score, features, model, note "
        "from judgement",
        "belonging to no line",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(case, what):
    full(case)
    statement, complaint = TAMPERING[what]
    change(case, statement)
    found = case.verify()
    assert not found.sound
    assert any(complaint in problem.what for problem in found.problems), found.problems


def test_a_changed_or_missing_original_is_found(case):
    full(case)
    first, second = sorted(case.originals.names())
    case.originals.path(first).write_bytes(b"something else")
    case.originals.path(second).unlink()
    wrong = {Path(problem.where).name: problem.what for problem in case.verify().problems}
    assert "changed" in wrong[first] and "missing" in wrong[second]


def test_an_original_that_no_reading_uses_does_no_harm(case):
    full(case)
    data = b"left behind"
    case.originals.put(data, sha256(data).hexdigest())
    found = case.verify()
    assert found.sound and [problem.harms for problem in found.problems] == [False]


def test_words_that_do_not_stand_in_the_article_are_found(case):
    new = reading()
    wrong = replace(new.claims[0], span=replace(new.claims[0].span, text="Nobody fired"))
    case.add(replace(new, claims=(wrong,)))
    assert any("do not stand in its article" in problem.what for problem in case.verify().problems)


def test_an_article_without_its_original_is_refused(case):
    new = reading()
    with pytest.raises(CaseError, match="original bytes"):
        case.add(replace(new, article=replace(new.article, original=None)))
    with pytest.raises(CaseError, match="do not hash"):
        case.add(replace(new, article=replace(new.article, original=b"other")))
    assert list(case.readings()) == []


# ---------------------------------------------------------------- folders, migrations, kills


def test_a_folder_of_something_else_is_no_case(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(CaseError, match="holds files but no case"):
        Case(tmp_path)


def test_a_broken_database_is_named(tmp_path):
    (tmp_path / "originals").mkdir()
    (tmp_path / "case.db").write_bytes(b"not a database, but long enough to be taken for one" * 50)
    with pytest.raises(CaseError, match="cannot be opened"):
        Case(tmp_path)


def test_a_damaged_database_is_named(case):
    full(case)
    change(case, "update reading set record = '{\"article\": '")
    (found,) = case.verify().problems
    assert "the database is damaged" in found.what


def test_a_case_of_a_newer_dateline_is_refused(case):
    change(case, "insert into migration values ('from_the_future', 1)")
    with pytest.raises(CaseError, match="newer dateline"):
        Case(case.folder)


def test_all_migrations_give_the_schema(case):
    found = inspect(create_engine(f"sqlite:///{case.folder / 'case.db'}"))
    assert set(found.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {c["name"]: (str(c["type"]), c["nullable"], bool(c["primary_key"])) for c in found.get_columns(name)}
        assert columns == {c.name: (str(c.type), c.nullable, c.primary_key) for c in table.columns}
        assert {i["name"] for i in found.get_indexes(name)} == {i.name for i in table.indexes}


CHILD = """
import os, signal, sys
sys.path[:0] = {paths!r}
from tests.store.test_case import reading, TEXT
from dateline.store import Case
folder, stop, real, calls = {folder!r}, {stop}, os.fsync, 0

def fsync(handle):
    global calls
    calls += 1
    if calls == stop:
        os.kill(os.getpid(), signal.SIGKILL)
    real(handle)

os.fsync = fsync
with Case(folder) as case:
    for n in range(1000):
        new = reading(f"{{TEXT}} Report {stop}-{{n}}.")
        case.add(new)
        print(new.article.id, flush=True)
"""


def child(folder: Path, stop: int) -> str:
    root = Path(__file__).parents[2]
    return textwrap.dedent(CHILD.format(paths=[str(root), str(root / "src")], folder=str(folder), stop=stop))


def survived(folder: Path, acknowledged: list[str]) -> None:
    with Case(folder) as case:
        found = case.verify()
        assert found.sound, found.problems
        kept = {r.article.id for r in case.readings()}
        assert set(acknowledged) <= kept
        assert len(kept) - len(acknowledged) <= 1  # at most the one whose word was cut off
        assert case.add(reading(f"{TEXT} After the kill.")) is Added.NEW


@pytest.mark.parametrize("stop", [1, 2, 3, 4, 5, 11])
def test_a_kill_at_any_sync_loses_nothing_acknowledged(tmp_path, stop):
    """Each original takes four syncs (file, folder, two above); a kill falls before each of them."""
    done = subprocess.run(
        [sys.executable, "-c", child(tmp_path / "case", stop)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    survived(tmp_path / "case", done.stdout.split())


def test_a_kill_at_a_random_moment_loses_nothing_acknowledged(tmp_path):
    for count in (1, 3, 7):
        folder = tmp_path / f"case{count}"
        with subprocess.Popen([sys.executable, "-c", child(folder, -1)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            seen = [process.stdout.readline().strip() for _ in range(count)]
            process.kill()
            seen += process.stdout.read().split()
        with Case(folder) as case:
            found = case.verify()
            assert found.sound, found.problems
            assert set(seen) <= {r.article.id for r in case.readings()}


def test_two_writers_do_not_come_between_each_other(tmp_path):
    Case(tmp_path / "case").close()
    code = child(tmp_path / "case", -1).replace("range(1000)", "range(15)")
    writers = [
        subprocess.Popen([sys.executable, "-c", code.replace("Report -1", f"Writer {n}")], stdout=subprocess.DEVNULL)
        for n in range(2)
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Case(tmp_path / "case") as case:
        assert case.verify().sound
        assert len(list(case.readings())) == 30
