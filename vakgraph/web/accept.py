"""Which form a reader wants: the header `Accept` (RFC 9110, 12.5.1) against the forms there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

# 0 to 1 with at most three decimals; `.2`, as Java writes it, is read too.
_QUALITY = re.compile(r"(0(\.[0-9]{0,3})?|1(\.0{0,3})?|\.[0-9]{1,3})")
_LONGEST = 8000  # characters of the header that are read; no reader has more to wish for
Range = tuple[str, dict[str, str], float]


def ranges(header: str) -> list[Range]:
    """Every media range with its parameters and its weight; one that cannot be read is left out."""
    found = []
    for part in _parts(header[:_LONGEST], ","):
        media, *rest = [word.strip() for word in _parts(part, ";")] or [""]
        media = "*/*" if media == "*" else media.lower()
        if not re.fullmatch(r"[^\s/;,*]+/[^\s/;,*]+|[^\s/;,*]+/\*|\*/\*", media):
            continue
        parameters, weight = {}, "1"
        for word in rest:
            name, _, value = word.partition("=")
            name, value = name.strip().lower(), value.strip().strip('"')
            if name == "q":
                weight = value
                break
            parameters[name] = value.lower()
        if _QUALITY.fullmatch(weight):
            found.append((media, parameters, float(weight)))
    return found


def _parts(text: str, border: str) -> list[str]:
    """The text cut at a sign that stands outside quotes."""
    return [part for part in re.findall(rf'(?:"[^"]*"|[^{border}"])+', text) if part.strip()]


def weight(media: str, wanted: Sequence[Range]) -> float:
    """How much a reader wants this media type: the weight of the most precise range that covers it, or 0.

    What we send is UTF-8, so a range that asks for another charset does not cover it. Another parameter (a profile, a
    version) says less than the type by itself and more than `text/*`.
    """
    kind = media.split("/")[0]
    best, precise = 0.0, 0
    for name, parameters, value in wanted:
        level = {media: 4, f"{kind}/*": 2, "*/*": 1}.get(name, 0)
        if level == 4 and parameters:
            charset = parameters.get("charset", "utf-8")
            level = 0 if charset != "utf-8" else 5 if set(parameters) == {"charset"} else 3
        if level > precise:
            best, precise = value, level
    return best


def chosen(header: str | None, forms: Sequence[tuple[str, str]]) -> str | None:
    """The form (word, media type) that a reader likes best; of equals the first. None: nothing of it will do."""
    if not header or not header.strip():
        return forms[0][0]
    wanted = ranges(header)
    weighed = [(weight(media, wanted), -at, word) for at, (word, media) in enumerate(forms)]
    best = max(weighed)
    return best[2] if best[0] > 0 else None


def language(header: str | None, known: Sequence[str]) -> str:
    """The language that a reader likes best of those there are; the first of them where none is named."""
    best, found = 0.0, known[0]
    for part in (header or "")[:_LONGEST].split(","):
        tag, _, rest = part.strip().partition(";")
        named = re.fullmatch(r"q=(\S+)", rest.strip())
        value = float(named[1]) if named and _QUALITY.fullmatch(named[1]) else 1.0 if not rest else 0.0
        short = tag.strip().lower().split("-")[0]
        if short in known and value > best:
            best, found = value, short
    return found
