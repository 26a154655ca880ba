"""Who the parties to an event are: their words, whether they bear arms, whether a state sent them."""

from collections.abc import Iterable

from dateline.data import word_class
from dateline.records import Role
from dateline.vocab import RoleName


def words_of(roles: Iterable[Role], *names: RoleName) -> set[str]:
    """The words of the fillers of some roles, with and without a plural's s."""
    text = " ".join(r.span.text.lower() for r in roles if r.role in names).replace("-", " ").split()
    return {w.rstrip("s") for w in text} | set(text)


# What people are called who belong to a group: its members bear arms where it does.
_OF_GROUPS = frozenset({"member", "members", "men"})


_FOES = frozenset({"enemy", "foe", "invader", "occupier", "attacker", "assailant"})


def bear_arms(roles: tuple[Role, ...], *names: RoleName) -> bool:
    """Whether the fillers of some roles bear arms."""
    chosen = [r for r in roles if r.role in names]
    civil = (word_class("person") - word_class("armed")) | word_class("unarmed")
    types = " ".join((r.type or "").lower() for r in chosen)
    known = any(w in types for w in ("military", "force", "rebel", "militia", "police", "armed"))
    if "armed" in words_of(chosen, *names):
        return True  # "armed youth"
    said = words_of(chosen, *names)
    known = known or bool(said & word_class("armed") | said & _FOES)  # "gang members"
    return known and not said & (civil - _OF_GROUPS)


def by_state(roles: tuple[Role, ...]) -> bool | None:
    """Whether the actor is a state's force; None where that cannot be said."""
    actors = [r for r in roles if r.role is RoleName.ACTOR]
    types = " ".join((r.type or "").lower() for r in actors)
    if any(w in types for w in ("state", "military", "government", "police")) and "non-state" not in types:
        return True
    if any(w in types for w in ("rebel", "militia", "non-state", "armed group", "political")):
        return False
    said = words_of(actors, RoleName.ACTOR)
    if said & {"army", "government", "regime", "troop", "soldier", "police", "military", "coalition"}:
        return True
    return (
        False
        if said & {"rebel", "militant", "insurgent", "jihadist", "fighter", "militia", "gunmen", "guerrilla"}
        else None
    )
