"""Words set out with their speaker's name and no verb: quotations signed behind a dash, interviews printed by turns."""

from collections.abc import Iterator, Sequence

from dateline.attribute.draft import Draft, trim
from dateline.attribute.lexicon import labels
from dateline.records import Article, Parse, Token
from dateline.vocab import Stance

_DASHES = {"—", "–", "―", "--", "-"}
_QUOTES = {"“", "”", '"', "``", "''", "«", "»", "„"}
# Who asks in an interview: a line of theirs makes the lines beside it turns.
_ASKS = frozenset(
    {"interviewer", "q", "question", "reporter", "host", "moderator", "presenter", "journalist", "anchor"}
)
_LONGEST_NAME = 5  # tokens: "Gen. Abdel Fattah al Burhan"
_LONGEST_LINE = 12  # tokens: the name with what the signer is


def from_turns(article: Article, parse: Parse, quoted: Sequence[tuple[int, ...]]) -> list[Draft]:
    """The drafts of both forms, in text order of their kind."""
    paragraphs = _paragraphs(article, parse)
    return [*_signed(parse, paragraphs, quoted), *_interview(paragraphs)]


def _paragraphs(article: Article, parse: Parse) -> list[tuple[Token, ...]]:
    """The tokens of each line."""
    found: list[list[Token]] = []
    for token in parse.tokens:
        if not found or "\n" in article.text[found[-1][-1].end : token.start]:
            found.append([])
        found[-1].append(token)
    return [tuple(p) for p in found]


def _named(tokens: Sequence[Token]) -> bool:
    """Whether the words are a name and nothing else."""
    inner = [t for t in tokens if t.text not in {".", ","}]
    return 0 < len(inner) <= _LONGEST_NAME and all(t.text[:1].isupper() and t.pos != "PRON" for t in inner)


def _before_comma(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[: next((n for n, t in enumerate(tokens) if t.text == ","), len(tokens))]


def _signed(
    parse: Parse, paragraphs: Sequence[tuple[Token, ...]], quoted: Sequence[tuple[int, ...]]
) -> Iterator[Draft]:
    """ "“They came at night.” — Amina Yusuf": a quotation that opens its line, and a name that closes it."""
    inside = {i for stretch in quoted for i in stretch}
    for tokens in paragraphs:
        dash = next((t for t in reversed(tokens) if t.text in _DASHES), None)
        if dash is None or tokens[0].text not in _QUOTES:
            continue
        name = [t for t in tokens if t.i > dash.i]
        words = [t.i for t in tokens if t.i < dash.i]
        closed = len(words) > 3 and tokens[len(words) - 1].text in _QUOTES
        if closed and _named(_before_comma(name)) and len(name) <= _LONGEST_LINE and dash.i not in inside:
            source = trim(parse, (t.i for t in name))
            yield Draft(dash.i, (dash.i,), source, tuple(words), Stance.SAYS, "signed")


def _interview(paragraphs: Sequence[tuple[Token, ...]]) -> Iterator[Draft]:
    """ "REPORTER: Who fired? / KOVALENKO: We did not.": lines that open with a name and a colon, of two speakers."""
    turns = [(t, n) for t in paragraphs if (n := _turn(t)) is not None]
    names = {" ".join(w.text for w in _bare(t[n[0] : n[1]])) for t, n in turns}
    once = len(turns) < 3 or len(names) < 2 or len(names) == len(turns)
    asked = len(turns) > 1 and bool({n.lower() for n in names} & _ASKS)
    if {n.lower() for n in names} & labels():
        return  # "Health: …", "Food: …": the sections of a report, which speak once or are no people
    for tokens, (first, colon) in turns:
        if once and not asked and not _through(tokens[first:colon]):
            continue
        said = tuple(t.i for t in tokens[colon + 1 :])
        source = tuple(t.i for t in _bare(tokens[first:colon]))
        yield Draft(tokens[colon].i, (tokens[colon].i,), source, said, Stance.SAYS, "turn")


def _turn(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the name that opens the line starts, and its colon."""
    first = 1 if tokens[0].text in _QUOTES else 0
    colon = next((n for n, t in enumerate(tokens[: first + _LONGEST_LINE]) if t.text in {":", "):"}), None)
    if colon is None or len(tokens) < colon + 3 or not _named(_bare(tokens[first:colon])):
        return None
    return first, colon


def _bare(name: Sequence[Token]) -> Sequence[Token]:
    """The name without what stands in brackets behind it: "DIALLO (through interpreter)"."""
    return name[: next((n for n, t in enumerate(name) if t.text == "("), len(name))]


def _through(name: Sequence[Token]) -> bool:
    """Whether a transcript says that somebody speaks through an interpreter: no section of a report does."""
    return any(t.lemma.lower() in {"interpreter", "translator", "interpretation", "translation"} for t in name)
