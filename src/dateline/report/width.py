"""Lines as wide as the terminal that shows them; where they go to a file or a pipe, they stay whole."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator

_HANGING = re.compile(r"\s*(?:- |\d+\. )?")
# Narrower than this, indents would leave no room for words.
LEAST = 40


def fitted(lines: Iterable[str]) -> Iterator[str]:
    """Lines broken at the width of standard output, where that is a terminal; what goes on is indented below its start."""
    if not sys.stdout.isatty():
        yield from lines
        return
    width = max(LEAST, shutil.get_terminal_size().columns)
    for line in lines:
        yield from broken(line, width)


def broken(line: str, width: int) -> list[str]:
    """A line in as many as its words need."""
    start = _HANGING.match(line)
    indent = " " * (len(start[0]) + 2 if start else 2)
    wrap = textwrap.TextWrapper(width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return wrap.wrap(line) or [""]
