"""A question as a sentence with room for its choices: `Bevindingen[ over {intervention}][ voor {target_group}]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_PART = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{([^{}]*)\}")


def sentence_faults(text: str, names: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong with the sentence (nl, en): a bracket without its other half, or a name that is no parameter."""
    rest = _PLACE.sub("", _PART.sub(r"\1", text))
    if any(mark in rest for mark in "[]{}"):
        return "een haakje staat alleen", "a bracket stands alone"
    for name in places(text):
        if name not in names:
            return f'"{name}" is geen parameter', f'"{name}" is no parameter'
    return None


def places(text: str) -> list[str]:
    """The parameters that a sentence names, in its order."""
    return list(dict.fromkeys(_PLACE.findall(text)))


def filled(text: str, words: Mapping[str, str]) -> str:
    """The sentence with words in its places; a part in brackets is dropped when a choice in it was not made."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(name in words for name in places(found[1])) else ""

    whole = _PLACE.sub(lambda found: words.get(found[1], "…"), _PART.sub(part, text))
    return " ".join(whole.split())
