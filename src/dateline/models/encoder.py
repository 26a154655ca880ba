"""The shipped multi-task encoder: signals about words, from int8 weights run on the CPU."""

from dateline.records import Article, Parse, Signal


def signals(article: Article, parse: Parse) -> tuple[Signal, ...]:
    """What the encoder's heads say about each sentence."""
    return ()
