"""``python -m bench.places_speed``: how fast places are found and settled, beside the parser, in words a second.

Both run over the example articles, one process, after a first pass that opens the model and the gazetteer.
"""

import time
from collections.abc import Callable
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Prints one line: words, seconds of each, and how many times faster places are."""
    from dateline.mark.places import mark_places
    from dateline.models.parser import parse
    from dateline.places.gazetteer import load
    from dateline.read import from_text

    articles = [from_text(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.txt"))]
    parses = [parse(article) for article in articles]
    gazetteer = load()

    def places() -> None:
        for article, parsed in zip(articles, parses, strict=True):
            mark_places(article, parsed, gazetteer, ())

    words = sum(len(parsed.tokens) for parsed in parses)
    parsing, marking = best(lambda: [parse(a) for a in articles]), best(places)
    print(f"{words} words: parser {parsing:.2f} s, places {marking:.3f} s, {parsing / marking:.1f} times as fast")


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, after one that is not counted: other processes only ever make a run longer."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main()
