"""The reviewed conflict places of ``data/places/conflict.toml``, read as they stand, with no compiled step."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dateline.folding import fold, skeleton, without_article
from dateline.records import Entry


class Reviewed:
    """A small gazetteer made from the table's groups."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self.entries: list[Entry] = []
        radius: dict[str, float] = table["radius"]
        for group in table["group"]:
            for item in group["places"]:
                entry = _entry(item, group, radius)
                self.entries.append(entry)
                for key in _keys([item["name"], *item.get("also", ())]):
                    self._by_name[key].append(entry)

    def find(self, name: str) -> tuple[Entry, ...]:
        """All reviewed places of that name; where there is none, those of its skeleton ("Mayadin" is no "Midan")."""
        folded = fold(name)
        found = {entry.id: entry for key in (folded, without_article(folded)) for entry in self._by_name.get(key, ())}
        return tuple(found.values()) or tuple(self._by_name.get(f"bones {skeleton(name)}", ()))


def _keys(names: list[str]) -> set[str]:
    folded = {fold(name) for name in names}
    return folded | {without_article(key) for key in folded} | {f"bones {skeleton(name)}" for name in names}


def _entry(item: Mapping[str, Any], group: Mapping[str, Any], radius: Mapping[str, float]) -> Entry:
    country, feature = item.get("country", group["country"]), item.get("is", group.get("is", "PPL"))
    lat, lon = item["at"]
    return Entry(
        id=f"dl:{country.lower()}:{feature.lower()}:{fold(item['name']).replace(' ', '-')}:{round(lat)}",
        name=item["name"],
        lat=lat,
        lon=lon,
        country=country,
        admin1=item.get("in", group.get("in", "")),
        feature=feature,
        population=0,
        radius_km=item.get("radius", radius[feature]),
        source="dateline",
    )
