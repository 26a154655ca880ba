"""Scores claims against PETRARCH's validation records: who, whom and what, slot by slot. Pure functions.

The records name actors by codes of PETRARCH's dictionaries, many of them fictional; our claims name them by their words
or by registry ids. A code's first three letters are compared with the words of a role: a name that begins with them, a
name in ALIASES, or the country of a resolved actor.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.crosswalk import intended, plover_of_cameo, quad
from dateline.data import table
from dateline.vocab import EventType

# Names that do not begin with the letters of their code: capitals, peoples and persons of the tales and of the world.
ALIASES = {
    "GON": ("minas tirith", "gonzo"),
    "MOR": ("cirith ungol", "minas morgul", "barad"),
    "MRG": ("minas morgul",),
    "ELF": ("galadriel", "caras galadhon", "lorien"),
    "ELR": ("lorien", "elrond"),
    "GAL": ("lorien", "galadriel"),
    "HOB": ("gollum", "hafling", "halfling", "hobbit", "shire"),
    "FRO": ("shire", "frodo"),
    "BIL": ("shire", "bilbo"),
    "SAM": ("shire",),
    "SHR": ("shire",),
    "ETH": ("edhellond", "ethring"),
    "DOL": ("dol_amroth", "dol amroth"),
    "USA": ("u.s", "us ", "united states", "american", "washington", "white house", "obama"),
    "GBR": ("british", "britain", "u.k", "united kingdom", "london"),
    "CHE": ("chechen", "swiss", "switzerland"),
    "PRK": ("north korea", "pyongyang"),
    "KOR": ("south korea", "seoul"),
    "DNK": ("danish", "denmark"),
    "ISR": ("jewish", "jerusalem"),
    "PSE": ("palestin", "gaza", "hamas"),
    "UKR": ("kiev", "kyiv"),
    "RUS": ("moscow", "kremlin", "putin"),
    "IRQ": ("baghdad",),
    "SYR": ("damascus", "assad"),
    "CHN": ("beijing",),
    "PHL": ("philippine", "manila"),
    "LBY": ("tripoli",),
    "LBN": ("hezbollah",),
    "ZBW": ("zimbabwe",),
}
# First letters of codes that say what, not where: bodies and movements of no one country.
_KINDS = ("IGO", "NGO", "IMG", "NGM", "INT", "MNC")
_ALPHA3 = dict(
    pair.split("=")
    for pair in (
        "US=USA GB=GBR RU=RUS CN=CHN IL=ISR PS=PSE SY=SYR IQ=IRQ IR=IRN UA=UKR FR=FRA DE=DEU TR=TUR EG=EGY LB=LBN "
        "LY=LBY KP=PRK KR=KOR PH=PHL PK=PAK AF=AFG IN=IND KE=KEN SO=SOM NG=NGA RW=RWA TN=TUN BR=BRA GE=GEO QA=QAT "
        "SA=SAU JO=JOR KW=KWT YE=YEM SD=SDN MY=MYS MM=MMR DK=DNK NZ=NZL AU=AUS GY=GUY CF=CAF JP=JPN ES=ESP "
        "IT=ITA PL=POL ZW=ZWE BD=BGD AE=ARE CO=COL VE=VEN MX=MEX CU=CUB DZ=DZA MA=MAR ET=ETH UG=UGA TH=THA VN=VNM "
        "ID=IDN AM=ARM AZ=AZE CA=CAN CH=CHE AT=AUT SE=SWE NO=NOR NL=NLD BE=BEL GR=GRC CY=CYP RS=SRB HR=HRV BA=BIH"
    ).split()
)
# The WEIS-like codes of the unit tests, by their first two digits, as the PLOVER types they may be read as.
_WEIS = {
    "03": "CONSULT", "04": "SUPPORT CONSULT", "05": "AGREE AID SUPPORT", "06": "SUPPORT CONCEDE RETREAT COOPERATE AGREE",
    "07": "AID COOPERATE", "08": "AGREE COOPERATE CONCEDE", "09": "REQUEST CONSULT", "10": "REQUEST AGREE",
    "11": "REJECT ACCUSE", "12": "ACCUSE ASSAULT", "13": "ACCUSE PROTEST", "14": "REJECT", "15": "REQUEST",
    "16": "THREATEN", "17": "THREATEN COERCE MOBILIZE", "18": "PROTEST MOBILIZE ASSAULT",
    "19": "SANCTION REJECT COERCE",
    "20": "SANCTION COERCE", "21": "COERCE", "22": "ASSAULT",
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One gold event; ``types`` are the PLOVER types its code may be read as, None where any typed event will do."""

    source: str | None
    target: str | None
    types: frozenset[str] | None


# Codes of four digits that neither WEIS (three digits) nor CAMEO has: they only test the dictionary.
_OWN = frozenset({"1010", "1717"})


def weis_types(code: str) -> frozenset[str] | None:
    """The PLOVER types of a unit test's code; None for comments and for codes that only test the dictionary.

    The suite was carried over from a WEIS dictionary to a CAMEO one, and codes of both stand in it ("194" for artillery
    fire is CAMEO's, "122" for condemning is WEIS's), so that a code may be read as either.
    """
    if code in _OWN or not code.isdigit():
        return None
    found = _WEIS.get(code[:2], "").split() if len(code) == 3 else []
    cameo = cameo_types(code) if found or len(code) == 4 else None
    return frozenset({*found, *(cameo or ())}) or None


def cameo_types(code: str) -> frozenset[str] | None:
    """The PLOVER type of a CAMEO code; None for statements, which PLOVER leaves out."""
    try:
        found = plover_of_cameo(code)
    except KeyError:
        return None
    return frozenset({str(found)}) if found else None


def _flat(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower() + " "


@cache
def _country_words(prefix: str) -> tuple[str, ...]:
    """A country's names and the words for its people, by the code of three letters."""
    short = next((a2 for a2, a3 in _ALPHA3.items() if a3 == prefix), None)
    state = table("places/countries")["states"].get(short, {}) if short else {}
    found = (state.get("name", ""), *state.get("also", ()), *state.get("people", ()))
    return tuple(w.lower() for w in found if len(w) > 3)


def names(code: str, role: Mapping[str, Any]) -> bool:
    """Whether a role's words or id can bear an actor code. ``---`` is anyone without a country.

    ``near`` are the words behind the role's that say where it is from ("activists in Arnor").
    """
    if not code or code.startswith(("---", "###")):
        return True
    prefix = code[:3]
    country = re.match(r"\w+:([A-Z]{2})\b", role.get("id") or "")
    if country and _ALPHA3.get(country[1]) == prefix:
        return True
    text = _flat(f"{role.get('name') or ''} {(role.get('span') or {}).get('text') or ''} {role.get('near') or ''}")
    if any(alias in text for alias in (*ALIASES.get(prefix, ()), *_country_words(prefix))):
        return True
    if prefix in _KINDS:
        return len(code) == 3 or names(code[3:6], role) or bool(re.search(r"[a-z]", text))
    return any(word[:3].upper() == prefix for word in re.findall(r"[a-z]+", text))


def _parties(claim: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    event = claim.get("event") or {}
    roles = event.get("roles") or []
    by = [r for r in roles if r["role"] == "actor"]
    on = [r for r in roles if r["role"] in {"recipient", "victim", "moved"}] + list(event.get("where") or [])
    if event.get("type") in {"CONSULT", "COOPERATE", "AGREE"}:  # these acts are of both sides
        by, on = by + on, on + by
    return by or [r for r in roles if r["role"] == "moved"], on


def types_of(claim: Mapping[str, Any]) -> frozenset[str]:
    """The PLOVER types CAMEO may write a claim as: its own, and what it codes for an intent.

    CAMEO has codes of their own for the intent to cooperate (03), for threats (13) and for refusals (12); our claims
    keep the type of the deed and say beside it that it lies ahead or will not be done.
    """
    event, certainty = claim.get("event") or {}, claim.get("certainty") or {}
    kind = event.get("type")
    if not kind or certainty.get("tense") not in {"future", "hypothetical"}:
        return frozenset({kind} if kind else ())
    intent = intended(EventType(kind), refused=certainty.get("polarity") == "negative")
    return frozenset({kind, intent})


def accusations(claims: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """ "A said that B attacked C" as PETRARCH-2 codes it: A accuses B. Our claims hold A as the speaker."""
    found = []
    for claim in claims:
        event, speaker = claim.get("event") or {}, (claim.get("attribution") or [{}])[-1]
        hostile = event.get("type") and quad(EventType(event["type"])) == "material conflict"
        if not hostile or speaker.get("kind") not in {"named", "unnamed", "document"}:
            continue
        accused = [{**r, "role": "recipient"} for r in event.get("roles") or () if r["role"] == "actor"]
        if accused:
            roles = [{**speaker, "role": "actor"}, *accused]
            found.append({"event": {"type": "ACCUSE", "roles": roles}})
    return found


def slots(record: Record, claim: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    """Whether source, target and event of a record are right in one claim."""
    event = claim.get("event") or {}
    by, on = _parties(claim)
    source = any(names(record.source or "", r) for r in by)
    target = any(names(record.target or "", r) for r in on) or (record.target or "").startswith("---")
    typed = bool(types_of(claim) & record.types) if record.types is not None else bool(event)
    return source, target, typed


def best(record: Record, claims: Iterable[Mapping[str, Any]]) -> tuple[bool, bool, bool]:
    """The slots of the claim that meets most of a record; a claim without the source's or target's name meets none."""
    found = [s for s in (slots(record, c) for c in claims) if s[0] or s[1]]
    return max(found, key=sum, default=(False, False, False))


def dyads(claims: Iterable[Mapping[str, Any]]) -> int:
    """How many claims name an event type with who and whom: what a sentence without events must not have."""
    found = 0
    for claim in claims:
        by, on = _parties(claim)
        found += bool((claim.get("event") or {}).get("type") and by and on)
    return found


@dataclass(frozen=True)
class Scored:
    """One sentence: the slots of each of its records, or, where it has none, whether we too found none."""

    met: tuple[tuple[bool, bool, bool], ...]
    quiet: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether the sentence is right in every slot."""
        return bool(self.quiet) if self.quiet is not None else all(all(m) for m in self.met)


def score(records: Sequence[Record], claims: Sequence[Mapping[str, Any]]) -> Scored:
    """The score of one sentence."""
    if not records:
        return Scored((), quiet=dyads(claims) == 0)
    told = [*claims, *accusations(claims)]
    return Scored(tuple(best(r, told) for r in records))


def slot_accuracy(sentences: Sequence[Scored]) -> float:
    """The share of right slots over all records."""
    met = [m for s in sentences for m in s.met]
    return sum(sum(m) for m in met) / max(1, 3 * len(met))


def sentence_accuracy(sentences: Sequence[Scored]) -> float:
    """The share of sentences right in every slot."""
    return sum(s.whole for s in sentences) / max(1, len(sentences))
