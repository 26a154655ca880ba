"""Benchmarks: loaders and scorers for gold data made by others, run through dateline's public API.

``python -m bench NAME --data DIR [--split dev] [-o PREDICTIONS]``. A bench is one module with

    def run(data: Path, split: str, limit: int | None = None) -> Result

found by its name; ``limit`` asks for a fixed sample. Loaders read the original layouts; nothing of the data is copied.
"""

NAMES = (
    "seed",
    "fakes",
    "muc4",
    "muc4_roles",
    "event_location",
    "plover",
    "acled_types",
    "petrarch",
    "geoparsing",
    "time",
    "attribution",
    "factuality",
    "subjectivity",
    "persuasion",
    "loaded",
    "linking",
    "independence",
    "checking",
    "entities",
    "calibration",
)
