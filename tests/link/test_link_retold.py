"""Events that linking leaves two and their reports tell as one."""

from dataclasses import replace

from dateline.link import link
from dateline.records import Article, Claim
from tests.link.reports import article, claim, says


def told(name: str, again: bool) -> tuple[Article, list[Claim]]:
    """A report with two claims that linking keeps apart, the second telling the first again where ``again``."""
    report = article(name, outlet=f"{name.upper()} News")
    first, second = claim(report, f"{name}1", killed=9), claim(report, f"{name}2", killed=9, trigger="surrounded")
    if again:
        second = replace(second, event=replace(second.event, same_as=first.id))
    return report, [first, second]


ROWS = [says("a1", "b1", True), says("a2", "b2", True), says("a1", "a2", False), says("b1", "b2", False)]


def found(*readings: tuple[Article, list[Claim]]) -> dict[tuple[str, ...], str]:
    return {f.claims: f.why for f in link(readings, ROWS).findings if f.kind == "told as one"}


def test_each_of_the_two_names_the_other_and_who_says_so():
    one, other = link([told("a", True), told("b", False)], ROWS).events
    why = found(told("a", True), told("b", False))
    assert set(why) == {("c:a1",), ("c:a2",)}
    for told_of, named in ((one, other), (other, one)):
        mine = next(text for claims, text in why.items() if set(claims) <= set(told_of.claims))
        assert mine.startswith("A News with ") and f"({named.id})" in mine and told_of.id not in mine


def test_all_who_say_so_are_named():
    assert {w.split(" with ")[0] for w in found(told("a", True), told("b", True)).values()} == {"A News and B News"}


def test_nothing_is_told_where_nobody_ties_them_or_one_report_stands_alone():
    assert found(told("a", False), told("b", False)) == {}
    assert found(told("a", True)) == {}
