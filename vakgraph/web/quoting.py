"""A quote with the words in it that count: those of the value that was read from it."""

from __future__ import annotations

import re
from collections.abc import Iterable

Part = tuple[str, bool]


def highlighted(quote: str, values: Iterable[str]) -> tuple[Part, ...]:
    """The quote in parts, each with whether it is what was read; a quote without those words is one such part."""
    for value in sorted(
        {each.strip() for each in values if each and each.strip()}, key=lambda each: (-len(each), each)
    ):
        found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", quote, re.IGNORECASE)
        if found:
            parts = ((quote[: found.start()], False), (found.group(), True), (quote[found.end() :], False))
            return tuple(part for part in parts if part[0])
    return ((quote, False),)
