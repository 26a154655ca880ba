"""Number phrases of running text as low, best and high, with the rule that read them."""

import re
from collections.abc import Iterator
from functools import cache

from dateline.data import table
from dateline.mark.tally.records import Quantity

_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?= (?:thousand|million))|\d+"
_MONEY = re.compile(r"(?:[$£€¥#]|US\$|\bNo\.|\bRs\.?|\bUSD|\bEUR)\s?$")
_UNIT = re.compile(r"(?:\s?%|\s?(?:percent|per\s?cent|mm|cm|km|kg|lbs?|mph|GMT|UTC|am|pm|a\.m|p\.m)\b"
                   r"|-?(?:st|nd|rd|th)\b|\smore\sthan\b"
                   r"|[-–](?:year|day|hour|month|week|minute|mile|kilomet|met|mm|foot|point|member|nation|story|storey"
                   r"|man|strong)|\s?(?:million|billion|thousand)?\s?(?:dollars|euros|pounds)\b"
                   r"|:\d|\.\d|/\d|\w)")  # fmt: skip
_NAMED = re.compile(r"(?:[A-Za-z]-|[/:.]|\b(?:Resolution|Article|Highway|Route|Flight|Unit|Brigade|Battalion|Division"
                    r"|Regiment|Group|Channel|Page|Chapter|Section|Area|Phase|Camp|aged?|No)\s)$")  # fmt: skip


@cache
def _number() -> str:
    words = "|".join(sorted((w for w in table("counts")["words"] if w != "source"), key=len, reverse=True))
    small = rf"(?:{words})(?:[\s-](?:and\s)?(?:{words}))*"
    parts = (
        rf"(?:half\sa|(?:a\s)?quarter\sof\sa|three[\s-]quarters\sof\sa|(?:{words})\sand\sa\shalf)\s(?:thousand|million)"
    )
    return rf"(?:{parts}|(?:{_DIGITS})(?:\s(?:thousand|million))?|(?:a\s)?(?:hundred|thousand|million)|{small})"


@cache
def _pattern() -> re.Pattern[str]:
    data = table("counts")
    around = "|".join(sorted((re.escape(w) for w in data["around"] if w != "source"), key=len, reverse=True))
    vague = "|".join(sorted((re.escape(w) for w in data["vague"]["neutral"] if w != "source"), key=len, reverse=True))
    number = _number()
    return re.compile(
        rf"(?<![\w$£€.,/])(?P<around>(?:(?:{around})\s)+)?"
        rf"(?P<more>(?:another|a\sfurther|an\sadditional|an?other)\s)?"
        rf"(?:between\s(?P<from>{number})\sand\s(?P<to>{number})"
        rf"|(?P<low>{_DIGITS})\s?[-–]\s?(?P<high>{_DIGITS})"
        rf"|(?P<least>{number})\s(?:to|or)\s(?P<most>{number})"
        rf"|(?P<dozens>(?:{number})\sdozen)"
        rf"|(?:several|a\sfew|many)\s(?P<many>hundred|thousand|million)"
        rf"|(?P<vague>(?<!how\s)(?<!as\s)(?<!too\s)(?:{vague}))"
        rf"|(?P<other>another)(?=\s(?:(?:was|is)\s)?(?:\w+ly\s)?(?:injured|wounded|killed|hurt|missing|died))"
        rf"|(?P<number>{number})(?P<also>\smore(?!\sthan\b))?"
        rf"|(?P<none>no\sone|nobody|none|zero|no(?=\s(?!longer\b|more\b|doubt\b|other\b)\w)))(?!\w)"
    )


def quantities(text: str, rules: str) -> Iterator[Quantity]:
    """Every number phrase of ``text``; ``rules`` names the table of vague words.

    Money, percentages, measures, ages, ordinals and parts of names are left out.
    """
    small = "".join(
        c if len(low := c.lower()) != 1 else low for c in text
    )  # a pattern blind to case takes twice as long
    for match in _pattern().finditer(small):
        if not _is_measure(text, match):
            found = _read(match, rules)
            if found:
                yield found


def _is_measure(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 24]
    if match["vague"] or match["none"] or match["many"] or match["other"]:
        return False
    if _MONEY.search(before) or _NAMED.search(before) or _UNIT.match(after):
        return True
    digits = match["number"] or ""
    alone = (
        re.match(r",(?!\d)", after) and re.search(r"[a-z]{2,}, $", before) and digits.isdigit() and int(digits) < 100
    )
    last = re.search(r"[A-Z][\w'’-]+, $", before) and re.match(r"\s?(?:[.;)]|$)", after)  # "and his son Karim, 12."
    return bool(alone or (last and digits.isdigit() and int(digits) < 100))  # "James Kopp, 44, of Vermont"


def _read(match: re.Match[str], rules: str) -> Quantity | None:
    around = " ".join((match["around"] or "").lower().split())
    further = match["more"] is not None or match["also"] is not None
    start, end = match.start(), match.start() + len(match.group().removesuffix(match["also"] or "").rstrip())
    low = match["from"] or match["low"] or match["least"]
    high = match["to"] or match["high"] or match["most"]
    if low and high:
        return _between(start, end, _value(low), _value(high), further)
    if match["other"]:
        return Quantity(start, end, 1, 1, 1, "further", True)
    if match["none"]:
        return Quantity(start, end, 0, 0, 0, "none", further)
    if match["vague"] or match["many"]:
        word = " ".join(match["vague"].lower().split()) if match["vague"] else f"{match['many'].lower()}s"
        lowest, best, highest = table("counts")["vague"][rules][word]
        return Quantity(start, end, lowest, best, highest, f"{rules}: {word}", further)
    value = _value(match["dozens"].rsplit(None, 1)[0]) * 12 if match["dozens"] else _value(match["number"])
    return _about(start, end, value, around, further)


def _between(start: int, end: int, low: int, high: int, further: bool) -> Quantity | None:
    if high <= low:
        return None
    return Quantity(start, end, low, round((low + high) / 2), high, "range", further)


def _about(start: int, end: int, value: int, around: str, further: bool) -> Quantity:
    if not around:
        return Quantity(start, end, value, value, value, "further" if further else None, further)
    factors = table("counts")["around"]
    word = (
        around if around in factors else next(w for w in sorted(factors, key=len, reverse=True) if around.endswith(w))
    )
    low, high = factors[word]
    return Quantity(start, end, int(value * low), value, round(value * high), word, further)


_PARTS = (("half a ", 0.5), ("three quarters of a ", 0.75), ("a quarter of a ", 0.25), ("quarter of a ", 0.25))


def _value(words: str) -> int:
    words = " ".join(words.lower().replace("three-quarters", "three quarters").split())
    for part, share in _PARTS:
        if words.startswith(part):
            return int(share * _value(words.removeprefix(part)))
    whole, half, unit = words.partition(" and a half ")
    if half:
        return int((_value(whole) + 0.5) * _value(unit))
    total, group = 0.0, 0.0
    numerals = table("counts")["words"]
    for word in re.split(r"[\s-]+", words.lower().replace(",", "")):
        number = float(word) if re.fullmatch(r"\d+(\.\d+)?", word) else numerals.get(word)
        if number is None:
            continue
        if number in {1000, 1000000} and word.isalpha():
            total, group = total + max(group, 1) * number, 0.0
        elif number == 100 and word.isalpha():
            group = max(group, 1) * 100
        else:
            group += number
    return int(total + group)
