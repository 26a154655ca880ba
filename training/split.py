"""Which rows are held out of training: a stable hash of the text decides, so bench and training agree."""

import hashlib


def held_out(text: str, parts: int) -> bool:
    """Whether ``text`` falls in the one of ``parts`` equal parts that training never sees. No text is in both."""
    salted = "dateline held out\n" + text.strip()  # salted, for the sets were themselves cut by plain hashes
    return int(hashlib.sha256(salted.encode()).hexdigest(), 16) % parts == 0


def event_location_held_out(text: str) -> bool:
    """The tenth of event_location's sentences the shipped model was not trained on."""
    return held_out(text, 10)


def babe_held_out(text: str) -> bool:
    """The fifth of BABE's sentences the shipped model was not trained on."""
    return held_out(text, 5)


def persuasion_held_out(article: str) -> bool:
    """The fifth of the persuasion articles, by their number, the shipped model was not trained on."""
    return held_out(article, 5)


def plover_held_out(sentence: str) -> bool:
    """The fifth of the PLOVER sentences the shipped model was not trained on."""
    return held_out(sentence, 5)
