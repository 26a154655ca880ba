"""What passes between the steps of counting."""

from typing import NamedTuple


class Quantity(NamedTuple):
    """A number phrase: its characters, its range, the rule that read it, and whether it adds to one told before."""

    start: int
    end: int
    low: int
    best: int
    high: int
    rule: str | None
    further: bool
