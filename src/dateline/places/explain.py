"""Why a name is taken for one place and not another: the ranker's features, weighed and put in words."""

from dataclasses import dataclass
from functools import cache

from dateline.data import table
from dateline.mark.mentions import Mention
from dateline.mark.resolve import chances_of, features, weights
from dateline.records import Entry, Gazetteer, Span


@dataclass(frozen=True)
class Candidate:
    """One place a name could mean, its chance, and what each feature adds to its score."""

    entry: Entry
    chance: float | None
    parts: dict[str, float]

    def line(self) -> str:
        """One line for a terminal."""
        e = self.entry
        where = ", ".join(part for part in (e.admin1, e.country) if part)
        people = f", {e.population:,} people" if e.population else ""
        chance = f"{self.chance:.2f}" if self.chance is not None else "  – "
        return (
            f"{chance}  {e.name} ({where}) {e.feature}{people}, {e.lat:.3f} {e.lon:.3f} ± {e.radius_km:g} km  [{e.id}]"
        )

    def why(self, other: "Candidate | None") -> str:
        """The features in which this one beats ``other``, the strongest first, each with its share of the score."""
        theirs = other.parts if other else {}
        gains = {name: value - theirs.get(name, 0.0) for name, value in self.parts.items()}
        ranked = sorted(((v, n) for n, v in gains.items() if abs(v) > 0.05), reverse=True)
        told = {n: _sentence(n) if abs(self.parts[n]) >= abs(theirs.get(n, 0.0)) else f"of the next, {_sentence(n)}"
                for n in gains}  # fmt: skip
        said = [f"{told[name]} ({value:+.1f})" for value, name in ranked if value > 0]
        against = [f"{told[name]} ({value:+.1f})" for value, name in ranked if value < 0]
        text = "; ".join(said) or "nothing but the other places named beside it"
        return text + (f". Against it: {'; '.join(against)}" if against else "")


def explain(name: str, context: tuple[str, ...], gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates for ``name`` in a text that also names ``context``, the likeliest first."""
    mentions = [_mention(n, text, gazetteer) for n, text in enumerate((name, *context))]
    chances = chances_of(mentions)[0]
    found = [_candidate(entry, mentions[0], chances) for entry in mentions[0].entries]
    return sorted(found, key=lambda c: (-(c.chance or 0.0), -sum(c.parts.values())))


def _mention(number: int, name: str, gazetteer: Gazetteer) -> Mention:
    start = number * 1000
    return Mention(Span(start, start + len(name), name), number, number, "name", gazetteer.find(name))


def _candidate(entry: Entry, mention: Mention, chances: dict[str, float]) -> Candidate:
    parts = {name: weights()[name] * value for name, value in features(entry, mention, None).items()}
    return Candidate(entry, chances.get(entry.id), parts)


@cache
def _sentences() -> dict[str, str]:
    return dict(table("places/ranker")["sentences"])


def _sentence(name: str) -> str:
    return _sentences().get(name, name)
