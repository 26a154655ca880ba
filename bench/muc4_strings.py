"""The words a MUC-4 key would write for a filler: the noun without its number, a whole name, people or things as asked."""

import re
from functools import cache

from dateline.data import table
from dateline.records import Parse, Reading, Token
from dateline.syntax import tokens_in

# How the keys write nations whose names in use are others.
_NATIONS = {"US": "UNITED STATES", "RU": "USSR", "GB": "UNITED KINGDOM", "CN": "PEOPLES REP OF CHINA"}
_QUANTITY = re.compile(
    r"^(?:(?:the|a|an|some|several|many|other|others|another|various|all|only|at least|about|approximately|nearly|almost|"
    r"around|over|more than|\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred|dozen|dozens of|his|her|their|"
    r"its|our|my|whose|numerous|these|those|this|that|both|of)\s+)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|no one|many|others?|another|several|some)",
                     re.IGNORECASE)  # fmt: skip


def bare(text: str) -> str:
    """Words without the articles, and numbers before them; empty where nothing else is said."""
    left = _QUANTITY.sub("", text).strip()
    return "" if _NUMBER.fullmatch(left) else left


@cache
def nation_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each nation as the keys write it, with a pattern for its name and the words for its people."""
    found = []
    for code, state in table("places/countries")["states"].items():
        name = _NATIONS.get(code, str(state["name"]).upper())
        also = [w for w in state.get("also", ()) if not w.isupper() or len(w) > 3]  # CAR is a car in capitals
        words = [state["name"], *also, *(p + "s?" for p in state.get("people", ()))]
        extra = {"US": ["U\\.S\\.", "North American"], "RU": ["Soviet"]}.get(code, [])
        found.append((name, re.compile(rf"\b(?:{'|'.join([*words, *extra])})(?!\w)", re.IGNORECASE)))
    return tuple(found)


def at_home(text: str) -> str:
    """Words without the nationality before them: "Salvadoran urban guerrillas" are urban guerrillas."""
    for _, pattern in nation_words():
        match = pattern.match(text)
        rest = text[match.end() :].lstrip(" -") if match else ""
        if match and re.match(r"[a-z]", rest, re.IGNORECASE) and text[match.end() : match.end() + 1] == " ":
            return rest
    return text


def whole_name(reading: Reading, name: str) -> str:
    """The longest name in the report that holds all words of ``name``: "Vargas" is Jorge Adolfo Vargas Gonzalez."""
    words = set(name.upper().split())
    known = [*names(reading.parse), *marked_names(reading)]
    longer = [n for n in known if words <= set(n.upper().split())]
    return max(longer, key=lambda n: len(n.split()), default=name).upper()


def marked_names(reading: Reading) -> list[str]:
    """Victims' words that the model marks and that are a name and nothing else: no title, plural or article."""
    found = []
    for signal in reading.signals:
        if signal.layer == "role" and signal.label == "victim":
            inside = tokens_in(reading.parse, signal.start, signal.end)
            plain = all(t.pos == "PROPN" or (t.tag == "NN" and t.dep == "compound") for t in inside)
            if plain and not any(TITLE.fullmatch(t.text.lower().rstrip(".")) for t in inside):
                found.append(" ".join(t.text for t in inside))
    return found


TITLE = re.compile(
    r"colonel|general|captain|lieutenant|major|sergeant|corporal|commander|president|minister|mayor|governor|deputy|"
    r"senator|judge|archbishop|bishop|father|priest|msgr|monsignor|reverend|leader|candidate|attorney|ambassador|doctor|"
    r"mrs?|dr|don|dona|col|gen|capt|lt|policem[ae]n|officers?|soldiers?|brothers?|sisters?|spokesm[ae]n|director|secretary"
)


def full(parse: Parse, first: Token, last: Token) -> tuple[Token, Token]:
    """A name with the parts that the parser did not mark: "Carlos" before "Enrique Ferreyros"; no title, no "'s"."""
    while first.i and _part(parse.tokens[first.i - 1], first):
        first = parse.tokens[first.i - 1]
    while last.i + 1 < len(parse.tokens) and _part(parse.tokens[last.i + 1], last):
        last = parse.tokens[last.i + 1]
    while last.i > first.i and last.tag == "POS":
        last = parse.tokens[last.i - 1]
    while first.i < last.i and (TITLE.fullmatch(first.text.lower().rstrip(".")) or of_nation(first)):
        first = parse.tokens[first.i + 1]
    return first, last


GIVEN = frozenset(
    "alberto alejandro alfonso alfredo alonso alvaro amado ana andres angel angela antonio armando arturo augusto bernardo "
    "blanca camilo carlos carmen cecilia cesar claudia cristina daniel david diego edgar eduardo elena emilio enrique "
    "ernesto esteban eugenio federico felipe felix fernando fidel francisco gabriel gerardo german gilberto gloria gonzalo "
    "guillermo gustavo hector herbert hernan hugo humberto ignacio ines isabel ismael ivan jaime javier jesus joaquin jorge "
    "jose josefina juan juana julia julio leonel leonardo lorenzo luis luisa manuel marcelo marcos margarita maria mario "
    "marta mauricio mercedes miguel monica napoleon nelson nicolas norberto octavio oliverio orlando oscar pablo patricia "
    "pedro rafael ramon raul reinaldo rene ricardo roberto rodolfo rodrigo rogelio ruben salvador samuel santiago sergio "
    "silvia sonia teresa tomas vicente victor victoria virgilio waldemar walter wilfredo william".split()
) - {"salvador", "santiago", "victoria"}
"""Common given names of Spanish America, which capital-letter text does not tell from other words."""


def is_given(token: Token) -> bool:
    """Whether a word is a given name that the parser took for another word."""
    return token.text.lower() in GIVEN and token.pos in {"NOUN", "PROPN", "ADJ"}


def unbroken(parse: Parse, first: Token, head: Token) -> Token:
    """The first word from ``first`` on that is no end of a longer one: in "a 26-year-old teacher" the teacher."""
    while first.i < head.i and first.i and parse.tokens[first.i - 1].tag == "HYPH":
        first = parse.tokens[first.i + 1]
    return first


def is_named(parse: Parse, head: Token) -> bool:
    """Whether a given name stands right before a word and belongs to it: Diaz in "Aronete Diaz" is a person."""
    before = parse.tokens[head.i - 1] if head.i else head
    return is_given(before) and before.dep == "compound" and before.head == head.i and head.tag in {"NN", "NNP"}


def of_nation(token: Token) -> bool:
    """Whether a word is of a nation's people: "Spaniard"."""
    return any(pattern.fullmatch(token.text) for _, pattern in nation_words())


def _part(token: Token, beside: Token) -> bool:
    if is_given(token) and token.sentence == beside.sentence and token.i < beside.i:
        return True
    named = token.pos == "PROPN" and token.text[:1].isupper() and token.sentence == beside.sentence
    given = token.text.istitle() and token.dep == "compound" and token.head in {beside.i, beside.head}
    other = token.entity[2:] not in {"", "PERSON"} and not given
    return named and not other and not TITLE.fullmatch(token.text.lower().rstrip("."))


def names(parse: Parse) -> list[str]:
    """The names of persons, as the parser marks them, whole."""
    found: list[list[Token]] = []
    for token in parse.tokens:
        if token.entity == "B-PERSON":
            found.append([token])
        elif token.entity == "I-PERSON" and found:
            found[-1].append(token)
    ends = [full(parse, words[0], words[-1]) for words in found]
    return [" ".join(t.text for t in parse.tokens[first.i : last.i + 1]) for first, last in ends]
