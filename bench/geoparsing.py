"""``python -m bench geoparsing``: toponyms found and placed, against corpora in LGL's XML layout.

What counts, since corpora and papers differ:

- A gold toponym is *recognised* where a mark with the same words stands there: the same characters, or one holding the
  other with nothing but a direction, an article or a class word between ("Kandahar" for "Kandahar province").
- LGL and TR-News annotate adjectives and names inside names ("Turkish", "Enfield Council"). dateline keeps these apart
  from places (``Marks.demonyms``), so both lists are read here. A corpus that annotates no demonym (fewer than one gold
  toponym in a hundred) is scored without them.
- Distance is from our point to the gold point. Where dateline gives a place but rightly no pin (a country), the point
  of its gazetteer record stands in; a record with the same GeoNames number as the gold's is at distance 0.
- ``acc161_all`` is over every gold toponym with coordinates; the ones without are only in ``recognition_f``.
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import fmean, median

from bench.result import Result, bootstrap, locate, prf, sample

COUNTS = {"lgl.xml": (588, 5088), "TR-News.xml": (118, 1319)}
FAR = 20038.0  # km: half the Earth's girth, the distance of a place that is not found
SLACK = re.compile(
    r"^(the|[A-Za-z]+ern|north|south|east|west|central|province|governorate|state|city|county|district|city of|region|"
    r"area|of|['’]s|[.,\s-])*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Toponym:
    """One gold toponym: characters, and the point and GeoNames number where annotated."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    geonames: str | None


@dataclass(frozen=True)
class Guess:
    """One marked toponym, its point (a country's label point included) and its id."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    id: str | None
    demonym: bool


@dataclass(frozen=True)
class Document:
    """One article as read: gold, guesses, and for each gold toponym the guess that recognises it."""

    id: str
    corpus: str
    text: str
    gold: tuple[Toponym, ...]
    guesses: tuple[Guess, ...]
    matched: tuple[Guess | None, ...]


def load(path: Path) -> list[tuple[str, str, tuple[Toponym, ...]]]:
    """(document id, text, toponyms) for each article; offsets that miss their phrase are moved to its nearest match."""
    found = []
    for number, article in enumerate(ET.parse(path).getroot().iter("article")):
        text = article.findtext("text") or ""
        nodes = [*article.iter("toponym"), *article.iter("location")]
        gold = tuple(sorted((_toponym(node, text) for node in nodes), key=lambda t: t.start))
        found.append((article.get("docid") or str(number), text, gold))
    if expected := COUNTS.get(path.name):
        count = (len(found), sum(len(gold) for _, _, gold in found))
        if count != expected:
            raise SystemExit(f"bench: {path} holds {count} documents and toponyms, not {expected}; wrong file?")
    return found


def _toponym(node: ET.Element, text: str) -> Toponym:
    start, phrase = int(node.findtext("start") or 0), node.findtext("phrase") or node.findtext("name") or ""
    start = realign(text, phrase, start)
    tag = node.find("gaztag")
    lat, lon = (node.findtext(f"gaztag/{name}") or node.findtext(name) for name in ("lat", "lon"))
    point = (float(lat), float(lon)) if lat and lon else None
    return Toponym(start, start + len(phrase), phrase, point, tag.get("geonameid") if tag is not None else None)


def realign(text: str, phrase: str, start: int) -> int:
    """Where ``phrase`` really stands nearest to ``start``; ``start`` itself where it is nowhere."""
    if text[start : start + len(phrase)] == phrase:
        return start
    places = [match.start() for match in re.finditer(re.escape(phrase), text)]
    return min(places, key=lambda place: abs(place - start), default=start)


def transfer(gold: tuple[Toponym, ...], raw: str, text: str) -> tuple[Toponym, ...]:
    """The same toponyms in ``text``, which is ``raw`` with its white space and quotes normalised by the reader.

    The nth standing of a phrase in one is its nth standing in the other.
    """
    if raw == text:
        return gold
    moved = []
    for t in gold:
        nth = len(re.findall(re.escape(t.text), raw[: t.start]))
        places = [match.start() for match in re.finditer(re.escape(t.text), text)]
        start = places[min(nth, len(places) - 1)] if places else t.start
        moved.append(Toponym(start, start + len(t.text), t.text, t.point, t.geonames))
    return tuple(moved)


def same(gold: Toponym, guess: Guess, text: str) -> bool:
    """Whether the guess recognises the gold toponym (see the module's first lines)."""
    if (gold.start, gold.end) == (guess.start, guess.end):
        return True
    if guess.start >= gold.end or gold.start >= guess.end:
        return False
    before = text[min(gold.start, guess.start) : max(gold.start, guess.start)]
    after = text[min(gold.end, guess.end) : max(gold.end, guess.end)]
    return bool(SLACK.match(before) and SLACK.match(after))


def match(gold: Sequence[Toponym], guesses: Sequence[Guess], text: str) -> tuple[Guess | None, ...]:
    """For each gold toponym the first guess that recognises it; a guess is used once."""
    free = list(guesses)
    found: list[Guess | None] = []
    for toponym in gold:
        hit = next((g for g in free if same(toponym, g, text)), None)
        if hit is not None:
            free.remove(hit)
        found.append(hit)
    return tuple(found)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle."""
    p, q = radians(a[0]), radians(b[0])
    half = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(half)))


def error(gold: Toponym, guess: Guess | None) -> float:
    """How far off a recognised toponym is, in km; FAR where it was not placed."""
    if guess is None or gold.point is None:
        return FAR
    if guess.id and guess.id == f"gn:{gold.geonames}":
        return 0.0
    return distance(gold.point, guess.point) if guess.point else FAR


def metrics(documents: Sequence[Document]) -> dict[str, float]:
    """The fixed metrics over some documents."""
    gold = sum(len(d.gold) for d in documents)
    guessed = sum(len(d.guesses) for d in documents)
    hits = sum(m is not None for d in documents for m in d.matched)
    placed = [(g, m) for d in documents for g, m in zip(d.gold, d.matched, strict=True) if g.point]
    recognised = [error(g, m) for g, m in placed if m is not None]
    near = sum(e <= 161 for e in recognised)
    return {
        "recognition_f": prf(hits, guessed, gold)[2],
        "acc161_recognised": near / len(recognised) if recognised else 0.0,
        "acc161_all": near / len(placed) if placed else 0.0,
        "median_km": median(recognised) if recognised else FAR,
        "mean_km": fmean(recognised) if recognised else FAR,
    }


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """Every XML of the folder (or one XML), each corpus on its own and all together."""
    from dateline.places.gazetteer import load as open_gazetteer

    paths = [data] if data.is_file() else sorted(locate(data, "geoparsing").glob("*.xml"))
    gazetteer = open_gazetteer()
    ours: list[Document] = []
    trivial: list[Document] = []
    notes: list[str] = []
    for path in paths:
        corpus = sample(load(path), limit // len(paths) if limit else None)
        read = _document(gazetteer.find)
        documents = [read(name, text, gold, path.stem) for name, text, gold in corpus]
        documents = _convention(documents, notes)
        ours += documents
        trivial += [_most_populous(d, gazetteer.find) for d in documents]
        notes.append(_line(path.stem, documents, trivial[-len(documents) :]))
        notes.append(f"{path.stem}, where it fails: {failures(documents)}")
    names = ("recognition_f", "acc161_recognised", "acc161_all")
    return Result(
        bench="geoparsing",
        split=split,
        docs=len(ours),
        items=sum(len(d.gold) for d in ours),
        metrics=metrics(ours) | _by_corpus(ours),
        baselines={"most populous": metrics(trivial)},
        intervals={n: bootstrap(ours, lambda docs, n=n: metrics(docs)[n], 300) for n in names},  # type: ignore[misc]
        beat={
            "acc161_all": "LGL .409, TR-News .491, GeoVirus .618, GeoWebNews .472 (best of nine systems, re-scored)",
            "acc161_recognised": "LGL .817, TR-News .845, GeoVirus .807, GeoWebNews .943",
            "recognition_f": "goal .78",
        },
        predictions=[row for d in ours for row in _rows(d)],
        notes=tuple(notes),
    )


def _by_corpus(documents: Sequence[Document]) -> dict[str, float]:
    """The metrics of each corpus, where there are several."""
    names = sorted({d.corpus for d in documents})
    found = {name: metrics([d for d in documents if d.corpus == name]) for name in names if len(names) > 1}
    return {f"{m}_{n.lower().replace('-', '_')}": v for n, scores in found.items() for m, v in scores.items()}


def _line(name: str, documents: Sequence[Document], trivial: Sequence[Document]) -> str:
    scores, base = metrics(documents), metrics(trivial)
    hits = sum(m is not None for d in documents for m in d.matched)
    p, r, _ = prf(hits, sum(len(d.guesses) for d in documents), sum(len(d.gold) for d in documents))
    strict = sum(
        m is not None and (m.start, m.end) == (g.start, g.end)
        for d in documents
        for g, m in zip(d.gold, d.matched, strict=True)
    )
    parts = [f"{k} {v:.3f} (most populous {base[k]:.3f})" for k, v in scores.items()]
    return f"{name}: P {p:.3f} R {r:.3f}; same characters {strict} of {hits}; " + ", ".join(parts)


def failures(documents: Sequence[Document]) -> str:
    """How many gold toponyms fail in which way, and how many guesses stand where nothing was annotated."""
    kinds = Counter(_failure(g, m) for d in documents for g, m in zip(d.gold, d.matched, strict=True))
    del kinds["right"]
    extra = sum(len(d.guesses) - sum(m is not None for m in d.matched) for d in documents)
    parts = [f"{name} {count}" for name, count in kinds.most_common()]
    return ", ".join([*parts, f"marked but not annotated {extra}"])


def _failure(gold: Toponym, guess: Guess | None) -> str:
    if guess is None:
        roads = r"(Street|St\.|Road|Ave|Avenue|Lane|Drive|Highway|Way|Route|\d+)$"
        return (
            "road not found"
            if re.search(roads, gold.text)
            else "in capitals not found"
            if gold.text.isupper()
            else "not found"
        )
    if gold.point is None:
        return "right"
    km = error(gold, guess)
    if km <= 161:
        return "right"
    if guess.point is None:
        return "left unsettled"
    return "a namesake over 2,000 km off" if km > 2000 else "a namesake or another extent within 2,000 km"


def _document(find: Callable[..., tuple]) -> Callable[..., Document]:  # type: ignore[type-arg]
    import dateline

    def read(name: str, text: str, gold: tuple[Toponym, ...], corpus: str) -> Document:
        reading = dateline.code(text)
        marks, raw, text = reading.marks, text, reading.article.text
        gold = transfer(gold, raw, text)
        guesses = [_guess(m, False, find) for m in marks.places if m.feature != "RGN" or m.id]
        guesses += [_guess(m, True, find) for m in marks.demonyms]
        guesses = sorted({(g.start, g.end): g for g in guesses}.values(), key=lambda g: (g.start, g.end))
        return Document(name, corpus, text, gold, tuple(guesses), match(gold, guesses, text))

    return read


def _guess(mark, demonym: bool, find) -> Guess:  # type: ignore[no-untyped-def]
    point = (mark.lat, mark.lon) if mark.lat is not None else None
    if point is None and mark.id:
        point = next(((e.lat, e.lon) for e in _named(mark, find) if e.id == mark.id), None)
    adjective = demonym and mark.precision >= 6 and not any(e.id == mark.id for e in find(mark.span.text))
    return Guess(mark.span.start, mark.span.end, mark.span.text, point, mark.id, adjective)


def _named(mark, find):  # type: ignore[no-untyped-def]
    from dateline.folding import fold
    from dateline.mark.placewords import peoples

    return (*find(mark.span.text), *find(peoples().get(fold(mark.span.text), "")))


def _convention(documents: list[Document], notes: list[str]) -> list[Document]:
    """Leaves demonyms out where the corpus annotates none."""
    gold = sum(len(d.gold) for d in documents)
    annotated = sum(m is not None and m.demonym for d in documents for m in d.matched)
    if annotated * 100 >= gold:
        return documents
    notes.append(f"{documents[0].corpus if documents else ''}: no demonyms annotated ({annotated}), ours left out")
    kept = []
    for d in documents:
        guesses = tuple(g for g in d.guesses if not g.demonym)
        kept.append(Document(d.id, d.corpus, d.text, d.gold, guesses, match(d.gold, guesses, d.text)))
    return kept


def _most_populous(document: Document, find) -> Document:  # type: ignore[no-untyped-def]
    """The baseline: every run of capitalised words a gazetteer knows is a place, the most populous of that name."""
    guesses = []
    for found in re.finditer(r"\b[A-Z][\w.'’-]*(?: (?:of |the )?[A-Z][\w.'’-]*)*", document.text):
        entries = find(found.group())
        if entries and len(found.group()) > 2:
            best = max(entries, key=lambda e: (e.population, -entries.index(e)))
            guesses.append(Guess(found.start(), found.end(), found.group(), (best.lat, best.lon), best.id, False))
    matched = match(document.gold, guesses, document.text)
    return Document(document.id, document.corpus, document.text, document.gold, tuple(guesses), matched)


def _rows(document: Document) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for g, m in zip(document.gold, document.matched, strict=True):
        km = error(g, m)
        rows.append({
            "item": f"{document.corpus}/{document.id}/{g.start}", "ok": km <= 161, "gold": g.text, "point": g.point,
            "ours": m.text if m else None, "ours_point": m.point if m else None, "id": m.id if m else None,
            "km": round(km) if m and g.point else None,
        })  # fmt: skip
    used = {id(m) for m in document.matched}
    for m in document.guesses:
        if id(m) not in used:
            item = f"{document.corpus}/{document.id}/{m.start}"
            rows.append({"item": item, "ok": False, "gold": None, "ours": m.text, "id": m.id, "extra": True})
    return rows
