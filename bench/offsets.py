"""From offsets in a gold file's text to offsets in the article we read, which may lack characters that show nothing."""

from collections.abc import Sequence


def mapping(old: str, new: str) -> Sequence[int]:
    """For each offset of ``old`` (and its end) the offset in ``new`` where the same words stand.

    Both hold the same visible characters in the same order; white space may differ, and ``new`` may lack some.
    """
    if len(old) == len(new):
        return range(len(old) + 1)
    found, at = [], 0
    for n, character in enumerate(old):
        found.append(min(at, len(new)))
        if at < len(new) and (new[at] == character or (new[at].isspace() and character.isspace())):
            at += 1
        elif not character.isspace() and character in new[at : at + 8] and old[n : n + 3] in new[at : at + 12]:
            at += new[at : at + 12].index(old[n : n + 3])
            found[-1] = at
            at += 1
    found.append(len(new))
    return found
