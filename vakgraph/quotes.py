"""Quotes: whether a fragment stands in the text of its source, and where.

Rule 36 of the data: a quote is compared after folding white space, hyphenation at line ends, quotation marks
and markup; the parts around "..." stand in the text in their order.
"""

from __future__ import annotations

import re

LONGEST = 15  # words

_MARKUP = re.compile(r"</?sup>|\*")
_HYPHENATION = re.compile(r"-\s*\n\s*")
_QUOTES = str.maketrans(dict.fromkeys('‘’‚‛`´“”„«»"', "'") | {"–": "-"})
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\.\.\.|…")


def fold(text: str) -> str:
    """The text with what differs between two printings of the same words made equal."""
    text = _HYPHENATION.sub("", _MARKUP.sub("", text))
    return _SPACE.sub(" ", text.translate(_QUOTES))


def offset(quote: str, folded: str) -> int | None:
    """Characters before the first part of `quote` in a folded text; None where a part is missing."""
    first, at = None, 0
    for part in (part.strip() for part in _GAP.split(fold(quote))):
        if not part:
            continue
        found = folded.find(part, at)
        if found < 0:
            return None
        first = found if first is None else first
        at = found + len(part)
    return first
