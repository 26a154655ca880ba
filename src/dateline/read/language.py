"""Whether a text is English. A count of function words settles nearly every case; the model is asked in doubt only."""

import re

from dateline.errors import LanguageError

# The commonest English function words that few other languages share. Below _SURE of all words nothing is decided: only
# then is the model asked, which takes two seconds to load.
_COMMON = frozenset(["the", "of", "and", "to", "that", "was", "were", "for", "with", "from", "said"])
_ENOUGH = 200  # letters below which the model gives no verdict on a language in Latin script
_SCRIPT = 40  # letters below which none on the script is given: names stand in their own script in English texts too
_SURE = 0.10
# In a short note only its own function words tell: at least _FEW different ones, a quarter of all words, and more of
# them than of English. Words that are English too ("die", "war", "me") are left out, and so are those of names ("Los
# Zetas", "Lagos de la Cruz"): outside German those that stand before a capital.
_FEW = 3
_SHARE = 0.25
_SMALL = _COMMON | frozenset("in a an on by at is are has have he she they it his their after near".split())
_FOREIGN = {
    name: frozenset(listed.split())
    for name, listed in {
        "de": "der das dem den und von vom zum zur mit auf nach bei im ein eine einer einem einen wurde wurden ist sind "
        "nicht sich durch haben hat sagte über zwei drei",
        "fr": "le la les des du une un dans sur par pour est ont été avec au aux et qui que ce cette selon près de sont "
        "deux trois",
        "es": "el la los las del de en por con una un para fue fueron que y se su tras según al han dos tres",
        "pt": "o os as do da dos das de em por uma um com foi foram que e na no nas nos ao pelo pela segundo dois",
        "it": "il lo gli la le della del dei di nel nella in con per una un sono stati che e si ha hanno al due tre",
        "nl": "de het een van en in op met door werd werden bij voor zijn niet te aan uit naar twee drie",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")


def require_english(text: str, source: str) -> None:
    """Raises LanguageError where the text is long enough to tell and is not in English."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _SCRIPT:
        return
    if sum(c.isascii() for c in letters) < 0.6 * len(letters):
        raise _refusal(source, "not in a Latin script")
    words = _WORD.findall(text.lower())
    if len(letters) < _ENOUGH:
        foreign = _by_small_words(_WORD.findall(text))
        if foreign is not None:
            raise _refusal(source, f"looks like language {foreign!r}")
        return
    if sum(word in _COMMON for word in words) >= _SURE * len(words):
        return
    language = _classify(text.lower())
    if language != "en":
        raise _refusal(source, f"looks like language {language!r}")


def _by_small_words(words: list[str]) -> str | None:
    """The language whose function words a short text is full of, if it is not English."""
    english = sum(word.lower() in _SMALL for word in words)
    plain = [w for w, after in zip(words, [*words[1:], "."], strict=True) if not after[0].isupper()]
    counts = {name: [w for w in (words if name == "de" else plain) if w in listed] for name, listed in _FOREIGN.items()}
    name, found = max(counts.items(), key=lambda item: len(item[1]))
    own = set(found) - _SMALL
    return name if len(own) >= _FEW and len(found) >= max(_SHARE * len(words), english + 1) else None


def _classify(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text)[0])


def _refusal(source: str, why: str) -> LanguageError:
    return LanguageError(source, f"not in English ({why})", "dateline reads English only; give an English translation")
