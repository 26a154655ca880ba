"""The only file that knows the order of the stages.

Per article::

    read → parse → mend → mark → code → attribute → weigh

Across articles::

    readings → link → check → events with their accounts, and what reference data say of them

Each arrow passes records; no stage knows another.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from dateline.attribute import attribute, quotations
from dateline.check import ReferenceSet, read_references
from dateline.check import check as check_events
from dateline.code import Ontology, extended
from dateline.code import code as code_events
from dateline.errors import EmptyInput, InputError, UsageError
from dateline.link import link as link_corpus
from dateline.mark import mark, vague_tables
from dateline.mend import mended
from dateline.models import encoder, parser
from dateline.models.beside import Beside
from dateline.places import gazetteer
from dateline.read import articles, from_text
from dateline.records import Article, Checked, Gazetteer, Judgement, Linked, Parse, Reading
from dateline.weigh import weigh

__all__ = ["check", "code", "link", "read", "read_all"]


@cache
def _places() -> Gazetteer:
    return gazetteer.load()


@dataclass(frozen=True)
class Tables:
    """What a caller puts in the place of a shipped table: event triggers, and the numbers of vague words."""

    triggers: Ontology | None = None
    vague: str | None = None


def tables(triggers: str | Path | None = None, vague: str | None = None) -> Tables:
    """The tables asked for. Raises DataError where ``triggers`` is not valid, UsageError where no table is named so."""
    known = vague_tables()
    if vague is not None and vague not in known:
        raise UsageError(f"no table of vague words is named {vague!r}; there are: {', '.join(known)}")
    return Tables(None if triggers is None else extended(Path(triggers)), vague)


def code(
    article: Article | str,
    *,
    published: date | str | None = None,
    triggers: str | Path | None = None,
    vague: str | None = None,
) -> Reading:
    """Everything one article claims. ``article`` may be plain text; ``published`` is then its date, if known.

    ``triggers`` is a TOML file of event triggers of your own, in the layout of ``data/events``, tried before ours.
    ``vague`` names the table of ``data/counts.toml`` that turns "dozens" and the like into numbers: "neutral", the
    default, gives the words' own range, "acled" one number, as ACLED codes them.
    Raises nothing on odd text: what cannot be resolved stays as its words. Raises DataError where ``triggers`` is not
    valid, UsageError where no table is named ``vague``.
    """
    if isinstance(article, str):
        article = from_text(article, published=published)
    return _reading(article, parser.parse(article), tables(triggers, vague))


def _reading(article: Article, parse: Parse, chosen: Tables = Tables()) -> Reading:
    # The encoder's arithmetic leaves Python's lock to the marks: a sixth less time for both.
    with ThreadPoolExecutor(1) as other:
        told = other.submit(encoder.signals, article, parse)
        parse = mended(parse)
        marks = mark(article, parse, _places(), chosen.vague)
        signals = told.result()
    claims = code_events(article, parse, marks, signals, chosen.triggers)
    quoted = quotations(article, parse, marks, signals)
    claims = attribute(article, parse, marks, quoted, claims)
    claims = weigh(article, parse, marks, claims, signals, quoted)
    return Reading(article, claims, marks, quoted, parse, signals)


def read(
    source: str,
    *,
    published: date | str | None = None,
    triggers: str | Path | None = None,
    vague: str | None = None,
) -> Reading:
    """The reading of the first article in ``source`` (a path, URL, or "-"); the rest as for ``code``.

    Raises InputError where it cannot be read.
    """
    for item in articles([source], published=published):
        if isinstance(item, InputError):
            raise item
        return code(item, triggers=triggers, vague=vague)
    raise EmptyInput(source, "no article in it", "give a file, folder or URL that holds an article")


def read_all(
    sources: Iterable[str],
    *,
    published: date | str | None = None,
    triggers: str | Path | None = None,
    vague: str | None = None,
) -> Iterator[Reading | InputError]:
    """A reading for every article in ``sources``, in order; an InputError stands for each one that failed."""
    chosen = tables(triggers, vague)
    with Beside() as beside:
        yield from read_beside(beside, sources, published=published, chosen=chosen)


def read_beside(
    beside: Beside, sources: Iterable[str], *, published: date | str | None = None, chosen: Tables = Tables()
) -> Iterator[Reading | InputError]:
    """``read_all`` with the parser's process given: the article after the one being coded is parsed there.

    What comes through a pipe is read as it comes: waiting for the next article would hold back the last.
    """
    names = list(sources)
    items = articles(names, published=published)
    asked = (item if isinstance(item, InputError) else (item, beside.parse(item)) for item in items)
    for item in asked if "-" in names else _ahead(asked):
        yield item if isinstance(item, InputError) else _coded(*item, chosen)


Asked = InputError | tuple[Article, Future[Parse | None]]


def _ahead(asked: Iterator[Asked]) -> Iterator[Asked]:
    """The same items, each handed out when the one behind it has been asked for."""
    before = next(asked, None)
    for following in chain(asked, [None]):
        if before:
            yield before
        before = following


@cache
def _open_all() -> None:
    """Opens tables and models: one sentence, as bare words, goes through every stage."""
    article = from_text("Nine people were killed in Baghdad on Sunday, police said.")
    _reading(article, parser.bare(article))


def _coded(article: Article, parse: Future[Parse | None], chosen: Tables) -> Reading | InputError:
    """The reading, or a named failure: a fault of ours in one article must not lose the others."""
    try:
        _open_all()  # while the parse is on its way
        return _reading(article, parse.result() or parser.parse(article), chosen)
    except Exception as error:
        fault = f"dateline failed on it with {type(error).__name__}: {error}"
        return InputError(article.source, fault, "please report it with the file; the other inputs are still read")


def link(readings: Iterable[Reading], judged: Iterable[Judgement] = ()) -> Linked:
    """The events that several readings tell of, each with its accounts, its independent sources and its contests.

    ``judged`` are the rows people added before: they outrank the machine's. The order of ``readings`` never matters.
    """
    return link_corpus(((reading.article, reading.claims) for reading in readings), judged)


def check(
    linked: Linked, against: str | Path | ReferenceSet, *, mapping: str | Path | None = None
) -> tuple[Checked, ...]:
    """What a reference data set says of each event: a verdict with reasons, never whether it happened.

    ``against`` is a file of UCDP GED, ACLED, GDELT or POLECAT rows, or any CSV whose columns the TOML file ``mapping``
    names. Raises DataError where its layout is not recognised.
    """
    if not isinstance(against, ReferenceSet):
        against = read_references(Path(against), Path(mapping) if mapping else None)
    return check_events(linked.events, against)
