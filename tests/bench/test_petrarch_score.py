"""The PETRARCH scorer on hand-made cases."""

from typing import Any

import pytest

from bench.petrarch_score import Record, cameo_types, names, score, sentence_accuracy, slot_accuracy, weis_types


def claim(kind: str | None, **roles: str) -> dict[str, Any]:
    """A claim with one role for each keyword."""
    made = [{"role": r, "name": n, "id": None, "span": {"text": n}} for r, n in roles.items()]
    return {"event": {"type": kind, "roles": made, "where": []}}


GOLD = Record("ARN", "GON", frozenset({"ASSAULT"}))


def test_a_full_record() -> None:
    assert score([GOLD], [claim("ASSAULT", actor="Arnor", victim="Gondor's king")]).whole


def test_no_prediction_meets_no_slot() -> None:
    assert slot_accuracy([score([GOLD], [])]) == 0.0


def test_swapped_roles_leave_only_the_event() -> None:
    scored = score([GOLD], [claim("ASSAULT", actor="Gondor", victim="Arnor")])
    assert slot_accuracy([scored]) == 0.0


def test_a_wrong_type_costs_one_slot() -> None:
    assert slot_accuracy([score([GOLD], [claim("AID", actor="Arnor", recipient="Gondor")])]) == pytest.approx(2 / 3)


def test_meetings_are_of_both_sides() -> None:
    both = [Record("ARN", "GON", frozenset({"CONSULT"})), Record("GON", "ARN", frozenset({"CONSULT"}))]
    assert score(both, [claim("CONSULT", actor="Arnor", recipient="Gondor")]).whole


def test_a_sentence_without_records_wants_no_dyad() -> None:
    assert sentence_accuracy([score([], [claim("ASSAULT", actor="Arnor")])]) == 1.0
    assert sentence_accuracy([score([], [claim("ASSAULT", actor="Arnor", victim="Gondor")])]) == 0.0


def test_ids_aliases_and_anyone() -> None:
    role = {"name": "the Kremlin's envoy", "id": None, "span": {"text": "the Kremlin's envoy"}}
    assert names("RUSGOV", role)
    assert names("USA", {"name": "marines", "id": "force:US-military", "span": None})
    assert names("---GOV", role)
    assert not names("CHN", role)


def test_codes() -> None:
    assert weis_types("223") == {"ASSAULT"}
    assert weis_types("903") is None
    assert cameo_types("1124") == {"ACCUSE"}
    assert cameo_types("015") is None
