"""What can go wrong, as a tree.

::

    DatelineError               every error this package raises on purpose
    ├── InputError              one input cannot be read; the others still are
    │   ├── MissingInput        no such file, folder, or page
    │   ├── EmptyInput          nothing in it to read
    │   ├── UnsupportedInput    binary, encrypted, or of a format we do not read
    │   └── LanguageError       not in English
    ├── DataError               a shipped or user-supplied data file is malformed
    ├── CaseError               a case folder cannot be opened, or fails its check
    └── UsageError              the caller asked for something that does not exist

Every message names the file and says what to do next.
"""


class DatelineError(Exception):
    """Every error this package raises on purpose."""


class InputError(DatelineError):
    """One input cannot be read. ``source`` names it, ``reason`` says why, ``advice`` what to do next."""

    def __init__(self, source: str, reason: str, advice: str) -> None:
        super().__init__(f"{source}: {reason} ({advice})")
        self.source = source
        self.reason = reason
        self.advice = advice


class MissingInput(InputError):
    """No such file, folder or page."""


class EmptyInput(InputError):
    """Nothing in the input to read."""


class UnsupportedInput(InputError):
    """Binary, encrypted, or of a format dateline does not read."""


class LanguageError(InputError):
    """The text is not in English."""


class DataError(DatelineError):
    """A shipped or user-supplied data file is malformed."""


class CaseError(DatelineError):
    """A case folder cannot be opened, or fails its check."""


class UsageError(DatelineError):
    """The caller asked for something that does not exist."""
