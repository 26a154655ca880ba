"""How the words beside a name present the person: by an office, a trade, kinship, an age, or not at all."""

from dataclasses import dataclass

from dateline.records import Reading, Token
from dateline.report.private.ages import age_of
from dateline.report.private.lexicon import bare, cue_of, listed, titles
from dateline.report.private.names import Named

__all__ = ["Shown", "shown"]

BACK, AHEAD = 8, 10  # words before and behind a name that can still present it
IDENTIFY = frozenset(["identify", "name", "know"])
ADULT = 18


@dataclass(frozen=True, slots=True)
class Shown:
    """How the words beside a name present it: as "office", "profession", "private" or not at all, and the age."""

    cue: str | None
    close: bool  # the words leave no doubt that they are about this name
    age: int | None

    @property
    def minor(self) -> bool:
        return self.age is not None and self.age < ADULT


def shown(name: Named, reading: Reading) -> Shown:
    """What stands nearest: right before the name, then behind it, then further before."""
    tokens, text = reading.parse.tokens, reading.article.text
    age = age_of(name.span, text)
    before, far = _introduced(tokens, name.first) or _before(tokens, name.first)
    if before and not far:
        return Shown(before, True, age)
    behind = _behind(tokens, name.last)
    return Shown(behind or before, bool(behind) or name.sure, age)


def _introduced(tokens: tuple[Token, ...], first: int) -> tuple[str, bool] | None:
    """What "the woman was identified as", "a boy called" or "her name was" says of the name behind it."""
    before = [t for t in tokens[max(0, first - 3 * BACK) : first] if t.sentence == tokens[first].sentence]
    told = {t.lemma.casefold() for t in before[-BACK:]}
    last = before[-1].text.casefold() if before else ""
    named = last in ("named", "called") or (last == "as" and told & IDENTIFY) or (last == "was" and "name" in told)
    if not named:
        return None
    cue = next((cue for t in reversed(before) if (cue := cue_of(t, plural=True))), None)
    return (cue, False) if cue else None


def _before(tokens: tuple[Token, ...], first: int) -> tuple[str | None, bool]:
    """The nearest word before the name that presents it, and whether other words stand between."""
    crossed, near = False, True
    sentence = _sentence(tokens, first)
    if first and tokens[first - 1].text.casefold() in ("my", "our"):  # "they took my Yusuf"
        return "private", False
    for token in reversed(tokens[max(0, first - BACK) : first]):
        if token.sentence != sentence or token.pos in ("VERB", "AUX", "CCONJ") or token.tag == "POS":
            break
        if token.text not in ("(", ")") and _breaks(token) and bare(tokens[token.i - 1]) not in titles():
            break
        if token.text == ",":
            if crossed:
                break
            crossed = True
        elif cue := cue_of(token, plural=near and not crossed):
            return cue, not near
        else:
            near = False
    return None, True


def _sentence(tokens: tuple[Token, ...], first: int) -> int:
    """The sentence of a name; where the parser ends one behind "Maj.", the one before."""
    title = tokens[first - 2] if first > 1 and tokens[first - 1].text == "." else tokens[max(0, first - 1)]
    dotted = title.text.endswith(".") or title.i == first - 2
    return title.sentence if dotted and bare(title) in titles() else tokens[first].sentence


def _breaks(token: Token) -> bool:
    return token.text in ('"', "“", "”", ";", ":", ".", "(", ")", "!", "?") or token.text == "who"


def _behind(tokens: tuple[Token, ...], last: int) -> str | None:
    """The first word behind the name that presents it: in apposition, in a clause of "who", or after "is"."""
    after = [t for t in tokens[last + 1 : last + 1 + AHEAD] if t.sentence == tokens[last].sentence]
    if not after:
        return None
    if after[0].tag == "POS":
        return _possessed(after[1:])
    if after[0].text not in (",", "(", "-", "–", "—", "a", "an", "the") and after[0].lemma != "be":
        return None
    for i, token in enumerate(after[1:], start=1):
        if token.lemma in listed("public", "heading") and any(t.text == "who" for t in after[:i]):
            return "office"
        if token.text in (",", ")", "—", "–") and i > 1:
            return None
        if (token.pos == "VERB" and token.tag != "VBG") or _breaks(token):
            return None
        owns = i + 1 < len(after) and after[i + 1].tag == "POS"
        if not owns and (cue := cue_of(token)):
            return "office" if _also_office(after[i + 1 :]) else cue
    return None


def _also_office(after: list[Token]) -> bool:
    """ "his wife and the chairwoman of the party": an office beside another word counts."""
    if not after or after[0].pos != "CCONJ":
        return False
    return next((cue for token in after[1:5] if (cue := cue_of(token))), None) == "office"


def _possessed(after: list[Token]) -> str | None:
    """ "Jose Garcia's wife" presents both."""
    noun = next((t for t in after[:3] if t.pos == "NOUN"), None)
    return "private" if noun and noun.lemma.casefold() in listed("private", "kin") else None
