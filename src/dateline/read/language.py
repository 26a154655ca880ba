"""Whether a text is English. A count of function words settles nearly every case; the model is asked in doubt only."""

import re

from dateline.errors import LanguageError

# The commonest English function words that few other languages share. Below _SURE of all words nothing is decided: only
# then is the model asked, which takes two seconds to load.
_COMMON = frozenset(["the", "of", "and", "to", "that", "was", "were", "for", "with", "from", "said"])
_ENOUGH = 200  # letters below which no verdict on a language in Latin script is given
_SCRIPT = 40  # letters below which none on the script is given: names stand in their own script in English texts too
_SURE = 0.10
_WORD = re.compile(r"[^\W\d_]+")


def require_english(text: str, source: str) -> None:
    """Raises LanguageError where the text is long enough to tell and is not in English."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _SCRIPT:
        return
    if sum(c.isascii() for c in letters) < 0.6 * len(letters):
        raise _refusal(source, "not in a Latin script")
    if len(letters) < _ENOUGH:
        return
    words = _WORD.findall(text.lower())
    if sum(word in _COMMON for word in words) >= _SURE * len(words):
        return
    language = _classify(text.lower())
    if language != "en":
        raise _refusal(source, f"looks like language {language!r}")


def _classify(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text)[0])


def _refusal(source: str, why: str) -> LanguageError:
    return LanguageError(source, f"not in English ({why})", "dateline reads English only; give an English translation")
