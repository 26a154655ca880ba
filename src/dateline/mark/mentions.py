"""The record recognition and resolution share."""

from dataclasses import dataclass

from dateline.records import Entry, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in the text. ``kind`` is "name", "people" (a demonym), "road" or "unknown" (a typed name that no
    gazetteer holds); ``asked`` the kind of place its words ask for; ``entries`` all it could be; ``within`` the number
    of the mention that names its container ("Gainesville, Ga."), ``side`` the bearing of a part of it;
    ``lent`` whether it only qualifies people or things; ``mate`` the mention at the other end of a line ("the road
    between X and Y").
    """

    span: Span
    first: int
    last: int
    kind: str
    entries: tuple[Entry, ...]
    asked: str | None = None
    within: int | None = None
    side: float | None = None
    lent: bool = False
    mate: int | None = None
    score: float = 0.0

    @property
    def name(self) -> str:
        return self.span.text
