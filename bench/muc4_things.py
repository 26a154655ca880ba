"""MUC-4's physical targets: which words are things, and of what sort."""

import re

from bench.muc4_fill import MILITARY
from bench.muc4_people import of_people
from dateline.records import Reading, Role
from dateline.syntax import head_of

_NOT_HIT = frozenset(
    "position area region zone territory country nation state city town capital outskirts place point km kilometer "
    "support service interest population people group column convoy force forces".split()
)
"""Nouns of ground held, of numbers of people and of what is done for others, which are attacked too: 6 of 672 targets in
the keys of DEV are such."""


def is_thing(reading: Reading, role: Role) -> bool:
    """Whether a target is a thing: no people, no force in the field, no stretch of land."""
    at = head_of(reading.parse, role.span.start, role.span.end)
    if at is None:
        return True
    head = reading.parse.tokens[at]
    words = {head.lemma.lower(), head.text.lower()}
    if head.entity[2:] in {"PERSON", "NORP"} or of_people(head):
        return False
    return not words & _NOT_HIT and not any(MILITARY.fullmatch(word.rstrip("s")) for word in words)


KINDS = (
    ("ENERGY", r"electric|power|energy|pylon|tower|pipeline|oil|fuel|\bgas\b"),
    ("TRANSPORT VEHICLE", r"vehicle|\bcars?\b|truck|\bbus|train|plane|helicopter|boat|ambulance"),
    ("DIPLOMAT OFFICE OR RESIDENCE", r"embass|consulate|ambassador"),
    ("FINANCIAL", r"bank"),
    ("COMMUNICATIONS", r"radio|television|telephone|antel|newspaper"),
    ("TRANSPORTATION ROUTE", r"bridge|road|highway|railway"),
    ("LAW ENFORCEMENT FACILITY", r"police|prison|jail"),
    ("GOVERNMENT OFFICE OR RESIDENCE", r"government|ministry|city hall|town hall|palace|mayor"),
    ("CIVILIAN RESIDENCE", r"house|home|residence|hous"),
    ("ORGANIZATION OFFICE", r"party|headquarters|union|office"),
    ("COMMERCIAL", r"store|shop|hotel|factory|restaurant|business|market|company|plant"),
)


def kind_of_thing(name: str) -> str:
    """PHYS TGT: TYPE, from the words of a target."""
    return next((kind for kind, pattern in KINDS if re.search(pattern, name.lower())), "OTHER")
