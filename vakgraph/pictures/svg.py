"""SVG by hand: elements, colours, and text that is measured and wrapped without a font at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

INK, PAPER, LINE, QUIET = "#1b1f24", "#ffffff", "#d5dbe1", "#5b6670"
DARK, MID = "#154273", "#6495C2"
FONTS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

# Widths in em of a wide sans (DejaVu), rounded up: with any other font of the stack text only gets narrower.
WIDTHS = {"'’‘ijlI|": 0.34, ".,:;!() /ft-r": 0.44, "“”?–Jsczxvky": 0.6, "▲▼◆": 0.78, "mwMW%@—…": 1.0}
WIDTH_OF = {letter: width for letters, width in WIDTHS.items() for letter in letters}
LOWER, UPPER, OTHER = 0.65, 0.8, 0.9
BOLD = 1.13
VOWELS = set("aeiouyáéíóúäëïöüè")
LINE_HEIGHT = 1.22
# A word with the space before it, up to and with a - or / inside it, and the bracket that closes behind that.
WORD = re.compile(r" ?[^ /-]*[/-]+\)?| ?[^ /-]+")

# What XML 1.0 cannot hold: control characters, lone surrogates, two non-characters; and what turns the text around it.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text on one line, without the characters that XML cannot hold or that turn other text around."""
    return " ".join(FORBIDDEN.sub("", text).split())


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`."""
    said = "".join(f" {key.replace('_', '-')}={quoteattr(number(value))}" for key, value in attributes.items())
    return f"<{name}{said}>{''.join(children)}</{name}>" if children else f"<{name}{said}/>"


def number(value: str | float) -> str:
    """A number with at most one decimal, so that the same picture has the same bytes everywhere."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def named(name: str, text: str, **attributes: str | float) -> str:
    """An element that holds words, escaped."""
    return element(name, escape(clean(text)), **attributes)


def lines(texts: Iterable[str], x: float, y: float, size: float, **attributes: str | float) -> str:
    """Lines of text under each other; `y` is the baseline of the first."""
    step = size * LINE_HEIGHT
    return "".join(
        named("text", text, x=x, y=y + at * step, font_size=size, **attributes) for at, text in enumerate(texts)
    )


def patterns(name: str) -> str:
    """Dots and hatching for what is not known, drawn with strokes; `name` begins their ids."""
    dot = element("path", d="M3 3h0", stroke=QUIET, stroke_width=1.6, stroke_linecap="round")
    hatch = element("path", d="M-2 2l4 -4M0 10l10 -10M8 12l4 -4", stroke=LINE, stroke_width=2)
    return element(
        "defs",
        element("pattern", dot, id=f"{name}-dots", width=7, height=7, patternUnits="userSpaceOnUse"),
        element("pattern", hatch, id=f"{name}-hatch", width=10, height=10, patternUnits="userSpaceOnUse"),
    )


def width(text: str, size: float, bold: bool = False) -> float:
    """About how wide the text gets, never too little."""
    em = sum(_letter(letter) for letter in text)
    return em * size * (BOLD if bold else 1)


def _letter(letter: str) -> float:
    """Width of one letter in em."""
    if letter in WIDTH_OF:
        return WIDTH_OF[letter]
    if letter.isdigit() or letter.islower():
        return LOWER
    return UPPER if letter.isupper() else OTHER


def wrap(text: str, limit: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines at most `limit` wide: broken at a space, after - or /, else inside a word with a hyphen."""
    done: list[str] = []
    line = ""
    for word in WORD.findall(clean(text)):
        if width((line + word).strip(), size, bold) <= limit:
            line += word
            continue
        done.append(line)
        *parts, line = _pieces(word.strip(), limit, size, bold)
        done.extend(parts)
    return [found.strip() for found in [*done, line] if found.strip()] or [""]


def _pieces(word: str, limit: float, size: float, bold: bool) -> list[str]:
    """A word in as few about equal pieces as fit, a hyphen after each but the last."""
    for count in range(1, len(word) + 1):
        cuts = [_cut(word, round(at * len(word) / count)) if count < len(word) else at for at in range(1, count)]
        parts = [word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True)]
        hyphened = [part + "-" for part in parts[:-1]] + parts[-1:]
        if all(parts) and all(width(part, size, bold) <= limit for part in hyphened):
            return hyphened
    return [word]


def _cut(word: str, about: int) -> int:
    """The place nearest to `about` where a syllable can begin: a consonant with a vowel behind it."""
    near = sorted(range(max(2, about - 3), min(len(word) - 2, about + 4)), key=lambda at: abs(at - about))
    return next((at for at in near if word[at].lower() not in VOWELS and word[at + 1].lower() in VOWELS), about)
