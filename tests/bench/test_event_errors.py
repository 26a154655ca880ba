"""What becomes of incidents, by kind."""

from bench.event_errors import kinds, told
from bench.muc4_templates import Fill, Option, Template


def template(kind: str, victim: str, optional: bool = False) -> Template:
    """A template with a type and one named victim."""
    slots = {"inc_type": (Fill((Option(kind),)),), "hum_tgt_name": (Fill((Option(victim),)),)}
    return Template("M", "1", optional, slots)


BOMB, MURDER = template("BOMBING", "ANA DIAZ"), template("ATTACK", "LUIS PAZ")


def test_every_incident_is_of_one_kind() -> None:
    assert list(kinds([BOMB], [BOMB])) == ["found, of the right type"]
    assert list(kinds([BOMB], [template("ATTACK", "ANA DIAZ")])) == ["found, of another type"]
    assert list(kinds([BOMB, MURDER], [BOMB])) == ["found, of the right type", "missed beside others found"]
    assert list(kinds([BOMB], [BOMB, MURDER])) == ["found, of the right type", "spurious beside others found"]
    assert list(kinds([BOMB], [])) == ["missed, nothing of its type is told"]
    assert list(kinds([], [BOMB])) == ["spurious, in a report without incidents"]
    assert list(kinds([template("ATTACK", "LUIS PAZ", optional=True)], [])) == []


def test_fills_are_counted_only_where_the_incident_was_found() -> None:
    lines = told([([BOMB], [BOMB]), ([MURDER], [])])
    assert "| found, of the right type | 1 |" in lines
    assert "| `hum_tgt_name` | 1 | 0 | 0 | 0 | 0 |" in lines
