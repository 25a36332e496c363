"""The text of one XML part of a workbook: its tags by place, so that what is not changed keeps its bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from vakgraph.errors import VakError

ATTRIBUTES = r"(?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*"
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[\w.:-]+)(?P<rest>{ATTRIBUTES})(?P<empty>/?)>")
# What only a full parser reads; no spreadsheet program writes it.
_ODD = ("\0", "<!DOCTYPE", "<!ENTITY", "<!--", "<![CDATA[")
_ATTRIBUTE = re.compile(r"([\w.:-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unpatchable(VakError):
    """This workbook cannot be changed in place; says why."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: where it begins and ends, and where its content does."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    inner_end: int
    end: int

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]


def decode(data: bytes, name: str) -> str:
    """The text of a part; only plain UTF-8 with nothing but elements in it is changed."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text or any(odd in text for odd in _ODD):
        raise Unpatchable(f"het deel {name} is op een ongewone manier geschreven", f"the part {name} is oddly written")
    return text


def attributes(rest: str) -> dict[str, str]:
    return {name: html.unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(rest)}


def elements(text: str, begin: int = 0, end: int | None = None, deep: bool = False) -> Iterator[Element]:
    """The elements in a stretch of text, each when it closes; those within them as well if `deep`."""
    stack: list[tuple[str, dict[str, str], int, int]] = []
    for tag in _TAG.finditer(text, begin, len(text) if end is None else end):
        if not tag["close"]:
            stack.append((tag["name"], attributes(tag["rest"]), tag.start(), tag.end()))
            if not tag["empty"]:
                continue
        elif not stack:
            return
        name, said, start, inner = stack.pop()
        if deep or not stack:
            yield Element(name, said, start, inner, inner if tag["empty"] else tag.start(), tag.end())


def root(text: str) -> Element:
    """The outermost element; its content is not looked at."""
    tag = _TAG.search(text)
    close = text.rfind(f"</{tag['name']}") if tag else -1
    if tag and not tag["empty"] and close >= tag.end():
        return Element(tag["name"], attributes(tag["rest"]), tag.start(), tag.end(), close, len(text))
    raise Unpatchable("een deel van de werkmap is leeg of beschadigd", "a part of the workbook is empty or damaged")


def children(text: str, of: Element) -> list[Element]:
    return list(elements(text, of.inner, of.inner_end))


def child(text: str, of: Element, local: str) -> Element | None:
    """The first child of that name, whatever its prefix."""
    return next((found for found in children(text, of) if found.local == local), None)


def prefix(name: str) -> str:
    """The prefix of a name with its colon, or nothing."""
    head, colon, _ = name.rpartition(":")
    return head + colon


def with_attribute(tag: str, name: str, value: str) -> str:
    """An opening tag in which an attribute has this value."""
    said = f'{name}="{escape(value)}"'
    changed, count = re.subn(rf"(?<=\s){re.escape(name)}\s*=\s*(\"[^\"]*\"|'[^']*')", lambda _: said, tag, count=1)
    return changed if count else re.sub(r"\s*(/?)>$", lambda end: f" {said}{end[1]}>", tag)


def appended(text: str, of: Element, xml: str, count: int = 0) -> str:
    """The text with `xml` at the end of an element; its `count` attribute follows."""
    opening = text[of.start : of.inner]
    if opening.endswith("/>"):
        opening, closing = re.sub(r"\s*/>$", ">", opening), f"</{of.name}>"
    else:
        closing = text[of.inner_end : of.end]
    if count and "count" in of.attributes:
        opening = with_attribute(opening, "count", str(int(of.attributes["count"]) + count))
    return text[: of.start] + opening + text[of.inner : of.inner_end] + xml + closing + text[of.end :]


def spliced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with each stretch (begin, end) replaced."""
    out, at = [], 0
    for begin, end, new in sorted(edits):
        out += [text[at:begin], new]
        at = end
    return "".join([*out, text[at:]])


def escape(text: str) -> str:
    """Text for an element or an attribute; what XML cannot carry becomes the replacement character."""
    return html.escape(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)).replace("&#x27;", "&apos;")


def well_formed(text: str) -> bool:
    """Whether what was made is still XML."""
    try:
        expat.ParserCreate().Parse(text.encode("utf-8"), True)
    except expat.ExpatError:
        return False
    return True
