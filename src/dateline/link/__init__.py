"""Link: claims of several articles about one event are proposed, scored with reasons, and gathered into event views.

Nothing is overwritten: a proposal is a judgement row, a person's row outranks the machine's, and the events are a
function of the articles and the rows, whatever their order.
"""

from collections.abc import Iterable, Iterator, Sequence

from dateline.link.corpus import Corpus, propose
from dateline.link.spool import Spool
from dateline.records import Article, Claim, Judgement, Linked

__all__ = ["Corpus", "Spool", "link", "propose"]

Readings = Iterable[tuple[Article, Sequence[Claim]]]


def link(readings: Readings, judged: Iterable[Judgement] = ()) -> Linked:
    """Events, judgements, ties and findings of a corpus, all of them in memory; ``Corpus`` leaves them on the disk.

    ``readings`` are articles with their claims, in any order, each article once; ``judged`` the rows people added
    before, the oldest first. Machine's rows among them are left out: it judges anew.
    """
    corpus = Corpus()
    corpus.take(_kept(corpus, readings))
    corpus.judge(judged)
    told = corpus.tell()
    return Linked(tuple(told.events), tuple(told.judgements), tuple(told.ties), tuple(told.findings))


def _kept(corpus: Corpus, readings: Readings) -> Iterator[tuple[Article, Sequence[Claim]]]:
    for article, claims in readings:
        corpus.keep(article, claims)
        yield article, claims
