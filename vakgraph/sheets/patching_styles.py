"""The styles of a workbook: each style that a marked cell had, with another fill; and those of the new sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vakgraph.sheets.patching_text import Element, Unpatchable, appended, child, children, prefix, root, with_attribute

# What a marked cell looks like: light enough that black text on it keeps a contrast of 12:1 and more.
FILLS = {"violation": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}


@dataclass(slots=True)
class Styles:
    """The text of styles.xml, with what has been asked for so far."""

    text: str
    _made: dict[tuple[str, str], int] = field(default_factory=dict)

    def marked(self, base: int, severity: str) -> int:
        """The style of a cell that had style `base`, filled for this severity; light text becomes black."""
        key = (str(base), severity)
        if key not in self._made:
            fill = _fill(self._prefix, FILLS[severity])
            self._made[key] = self._style(self._dark(base), "fills", "fillId", fill, "applyFill")
        return self._made[key]

    def is_marked(self, style: int) -> bool:
        """Whether a style has one of the fills of a marked cell."""
        fills = children(self.text, self._group("fills"))
        found = _number(self._opening(style)[0], "fillId")
        return found < len(fills) and any(
            colour in self.text[fills[found].start : fills[found].end] for colour in FILLS.values()
        )

    def unmarked(self, style: int) -> int:
        """The style that this one was made of; one without a fill where that is gone."""
        key = (str(style), "unmarked")
        if key not in self._made:
            self._made[key] = self._former(style)
        return self._made[key]

    def _former(self, style: int) -> int:
        opening, content = self._opening(style)
        for at, each in enumerate(children(self.text, self._group("cellXfs"))):
            rest = self.text[each.inner : each.end]
            same = rest == content and _unfilled(self.text[each.start : each.inner]) == _unfilled(opening)
            if same and not self.is_marked(at):
                return at
        return self._add("cellXfs", with_attribute(opening, "fillId", "0") + content)

    def bold(self) -> int:
        """A heading."""
        return self._style(0, "fonts", "fontId", _font(self._prefix, "b"), "applyFont")

    def link(self) -> int:
        """Something to click on, beside a text of several lines."""
        return self._topped(self._style(0, "fonts", "fontId", _font(self._prefix, "u"), "applyFont"))

    def wrapped(self) -> int:
        """A text of several lines, from the top."""
        return self._topped(0)

    def _topped(self, base: int) -> int:
        """A copy of a style that begins at the top of its cell and takes as many lines as it needs."""
        key = (str(base), "wrapped")
        if key not in self._made:
            p = self._prefix
            opening = with_attribute(re.sub(r"\s*/>$", ">", self._opening(base)[0]), "applyAlignment", "1")
            alignment = f'<{p}alignment vertical="top" wrapText="1"/>'
            self._made[key] = self._add("cellXfs", f"{opening}{alignment}</{p}xf>")
        return self._made[key]

    def _dark(self, base: int) -> int:
        """The style itself, or one like it whose letters can be read on a light fill."""
        fonts = children(self.text, self._group("fonts"))
        number = _number(self._opening(base)[0], "fontId")
        if number >= len(fonts):
            return base
        font = fonts[number]
        colour = child(self.text, font, "color")
        if colour is None or not _light(colour.attributes):
            return base
        black = f'<{prefix(colour.name)}color rgb="FF000000"/>'
        xml = self.text[font.start : colour.start] + black + self.text[colour.end : font.end]
        return self._style(base, "fonts", "fontId", xml, "applyFont")

    @property
    def _prefix(self) -> str:
        return prefix(root(self.text).name)

    def _style(self, base: int, group: str, attribute: str, xml: str, applies: str) -> int:
        """A copy of a style in which one thing differs; the same question gives the same style."""
        key = (str(base), xml)
        if key not in self._made:
            part = (group, xml)
            if part not in self._made:
                self._made[part] = self._add(group, xml)
            opening, content = self._opening(base)
            opening = with_attribute(opening, attribute, str(self._made[part]))
            self._made[key] = self._add("cellXfs", with_attribute(opening, applies, "1") + content)
        return self._made[key]

    def _opening(self, base: int) -> tuple[str, str]:
        """The opening tag of a style, and the rest of it."""
        styles = children(self.text, self._group("cellXfs"))
        if not styles:
            raise Unpatchable("zij heeft geen celstijlen", "it has no cell styles")
        found = styles[base] if base < len(styles) else styles[0]
        return self.text[found.start : found.inner], self.text[found.inner : found.end]

    def _group(self, name: str) -> Element:
        found = child(self.text, root(self.text), name)
        if found is None:
            raise Unpatchable(f"haar opmaak heeft geen {name}", f"its styles have no {name}")
        return found

    def _add(self, group: str, xml: str) -> int:
        """Puts one thing at the end of its group; which one it is."""
        of = self._group(group)
        number = len(children(self.text, of))
        self.text = appended(self.text, of, xml, 1)
        return number


def _number(opening: str, attribute: str) -> int:
    found = re.search(rf"\s{attribute}\s*=\s*[\"']([0-9]+)", opening)
    return int(found[1]) if found else 0


def _unfilled(opening: str) -> set[str]:
    """The attributes of a style apart from its fill."""
    return {said for said in re.findall(r"[\w:]+\s*=\s*[\"'][^\"']*", opening) if "ill" not in said.partition("=")[0]}


def _light(colour: dict[str, str]) -> bool:
    """Whether a colour is nearer to white than to black; the first and third of a theme are its backgrounds."""
    rgb = colour.get("rgb", "")[-6:]
    if re.fullmatch("[0-9A-Fa-f]{6}", rgb):
        red, green, blue = (int(rgb[at : at + 2], 16) for at in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue > 128
    return colour.get("theme") in ("0", "2") or colour.get("indexed") in ("1", "9")


def _fill(p: str, colour: str) -> str:
    colours = f'<{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
    return f'<{p}fill><{p}patternFill patternType="solid">{colours}</{p}patternFill></{p}fill>'


def _font(p: str, mark: str) -> str:
    colour = f'<{p}color rgb="FF0563C1"/>' if mark == "u" else ""
    return f'<{p}font><{p}{mark}/><{p}sz val="11"/>{colour}<{p}name val="Calibri"/><{p}family val="2"/></{p}font>'
