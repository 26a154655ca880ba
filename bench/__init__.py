"""Benchmarks: loaders and scorers for gold data made by others, run through dateline's public API.

``python -m bench NAME --data DIR [--split dev] [-o PREDICTIONS]``. A bench is one module with

    def run(data: Path, split: str) -> Result

found by its name. Loaders read the original layouts of the data; nothing of the data is copied here.
"""
