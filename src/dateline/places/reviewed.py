"""The reviewed conflict places of ``data/places/conflict.toml``, read as they stand, with no compiled step."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from dateline.folding import fold, skeleton, without_article
from dateline.records import Entry


class Reviewed:
    """A small gazetteer made from the table's groups."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._named: list[tuple[Entry, list[str]]] = []
        radius: dict[str, float] = table["radius"]
        for group in table["group"]:
            for item in group["places"]:
                entry, names = _entry(item, group, radius), [item["name"], *item.get("also", ())]
                self._named.append((entry, names))
                for key in {key for name in names for key in (fold(name), without_article(fold(name)))}:
                    self._by_name[key].append(entry)

    @property
    def entries(self) -> list[Entry]:
        """All places, in the table's order."""
        return [entry for entry, _ in self._named]

    @cached_property
    def _by_bones(self) -> dict[str, list[Entry]]:
        """Worked out only when a name is not found as it is spelt: skeletons cost a third of opening."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry, names in self._named:
            for bones in {skeleton(name) for name in names}:
                found[bones].append(entry)
        return found

    def find(self, name: str) -> tuple[Entry, ...]:
        """All reviewed places of that name; where there is none, those of its skeleton ("Mayadin" is no "Midan")."""
        folded = fold(name)
        found = {entry.id: entry for key in (folded, without_article(folded)) for entry in self._by_name.get(key, ())}
        return tuple(found.values()) or tuple(self._by_bones.get(skeleton(name), ()))


def _entry(item: Mapping[str, Any], group: Mapping[str, Any], radius: Mapping[str, float]) -> Entry:
    country, feature = item.get("country", group["country"]), item.get("is", group.get("is", "PPL"))
    lat, lon = item["at"]
    ours = f"dl:{country.lower()}:{feature.lower()}:{fold(item['name']).replace(' ', '-')}:{round(lat)}"
    return Entry(
        id=item.get("id", ours),
        name=item["name"],
        lat=lat,
        lon=lon,
        country=country,
        admin1=item.get("in", group.get("in", "")),
        feature=feature,
        population=item.get("people", 0),
        radius_km=item.get("radius", radius[feature]),
        source="dateline",
    )
