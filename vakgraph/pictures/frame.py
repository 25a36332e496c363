"""The sheet that every picture is drawn on: its name and message above, its notes at the foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vakgraph.errors import NothingFound, VakError
from vakgraph.pictures import svg
from vakgraph.table import Cell, Table

WIDE, NARROW = 960.0, 360.0
BREAK = 640.0  # below this width a picture stacks what it else sets side by side
MARGIN, SMALL_MARGIN = 36.0, 14.0
TITLE, SMALL_TITLE, SUBTITLE, TEXT, NOTE = 24.0, 20.0, 15.0, 14.0, 13.0
Drawn = tuple[float, str]  # where it ends, in pixels from the top, and its SVG


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture's name (the start of every id in it), its language, and its width in pixels."""

    name: str
    language: str
    width: float = WIDE

    @property
    def narrow(self) -> bool:
        """Whether things stand below each other."""
        return self.width < BREAK

    @property
    def left(self) -> float:
        """Where the drawing begins."""
        return SMALL_MARGIN if self.narrow else MARGIN

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.left

    def drawn(self, title: str, told: str, notes: Sequence[str], body: Callable[[float], Drawn]) -> str:
        """The whole picture; `body` draws from a given height and says where it ended."""
        top, head = heading(title, told, self)
        bottom, drawing = body(top)
        height, foot = footnotes(notes, bottom, self)
        return framed(self, title, told, height, head, drawing, foot)


def sheet(name: str, language: str, width: float, least: float = NARROW) -> Sheet:
    """A sheet in Dutch or English, no narrower than the picture can be."""
    return Sheet(name, language if language == "en" else "nl", max(width, least))


def needs(table: Table, picture: tuple[str, str], columns: Iterable[str]) -> None:
    """The table has these columns and at least one row, or it cannot be the picture of that name (nl, en)."""
    missing = ", ".join(name for name in columns if name not in table.columns)
    if missing:
        raise VakError(f"{picture[0]} mist de kolom {missing}.", f"{picture[1]} lacks the column {missing}.")
    if not table.rows:
        nl, en = picture[0][:1].lower() + picture[0][1:], picture[1][:1].lower() + picture[1][1:]
        raise NothingFound(f"Er is niets om in {nl} te tekenen.", f"There is nothing to draw in {en}.")


def heading(title: str, told: str, on: Sheet) -> Drawn:
    """Title and message, and where the drawing begins below them."""
    size = SMALL_TITLE if on.narrow else TITLE
    titles, summary = svg.wrap(title, on.room, size, True), svg.wrap(told, on.room, SUBTITLE)
    first = on.left + size
    under = first + (len(titles) - 1) * size * svg.LINE_HEIGHT + 26
    said = svg.lines(titles, on.left, first, size, font_weight=650)
    said += svg.lines(summary, on.left, under, SUBTITLE, fill=svg.QUIET)
    return under + (len(summary) - 1) * SUBTITLE * svg.LINE_HEIGHT + 28, said


def footnotes(notes: Sequence[str], top: float, on: Sheet) -> Drawn:
    """The notes of the table (what counts, what is missing, release, licence), and the height of the whole picture."""
    said = [line for note in notes for line in svg.wrap(note, on.room, NOTE)]
    foot = top + (len(said) * NOTE * svg.LINE_HEIGHT + 16 if said else 0)
    return foot + on.left / 2, svg.lines(said, on.left, top + 20, NOTE, fill=svg.QUIET)


def framed(on: Sheet, title: str, told: str, height: float, *drawing: str, own: bool = True) -> str:
    """The root element: what it is called, what it says, white paper, and the drawing.

    On its `own` paper it has a size and a language; else it stands on the paper of a page, which gives it both.
    """
    size: dict[str, str | float] = {"width": on.width, "height": height} if own else {}
    language: dict[str, str | float] = {"lang": on.language} if own else {}
    root = svg.element(
        "svg",
        svg.named("title", title, id=f"{on.name}-title"),
        svg.named("desc", told, id=f"{on.name}-summary"),
        svg.patterns(on.name),
        svg.element("rect", width=on.width, height=height, fill=svg.PAPER),
        *drawing,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {svg.number(on.width)} {svg.number(height)}",
        **size,
        role="img",
        **language,
        aria_labelledby=f"{on.name}-title {on.name}-summary",
        font_family=svg.FONTS,
        fill=svg.INK,
    )
    return root.replace("><g", ">\n<g") + "\n" if own else root


def paragraph(text: str, x: float, y: float, room: float, size: float = NOTE, **attributes: str | float) -> Drawn:
    """Wrapped text whose first line stands on `y`; with it the baseline of a line after it."""
    said = svg.wrap(text, room, size, "font_weight" in attributes)
    return y + len(said) * size * svg.LINE_HEIGHT, svg.lines(said, x, y, size, **attributes)


def listed(items: Iterable[str], room: float, size: float = NOTE) -> list[str]:
    """Items with commas between them, in lines that break between two items where they can."""
    each = list(items)
    done: list[str] = []
    for at, item in enumerate(each):
        said = item + ("," if at < len(each) - 1 else ".")
        longer = f"{done[-1]} {said}" if done else said
        if done and svg.width(longer, size) <= room:
            done[-1] = longer
        else:
            done.extend(svg.wrap(said, room, size))
    return done


def group(spoken: str, *children: str, **attributes: str | float) -> str:
    """Things that are one, with the words that say what they are."""
    return svg.element("g", svg.named("title", spoken), *children, **attributes)


def words_of(cell: Cell | None, unknown: str) -> str:
    """What a cell reads as, or the word for not known."""
    return svg.clean(cell.text) if cell is not None and cell.text else unknown


def count(cell: Cell | None) -> int | None:
    """A whole number, or None where it is not known."""
    value = cell.python if cell is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
