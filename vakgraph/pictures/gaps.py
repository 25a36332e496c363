"""The gap map: target groups by intervention types, what was found where, and which kind of empty is left."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from vakgraph.pictures import svg
from vakgraph.pictures.cells import FILLED, Matrix, Square, matrix
from vakgraph.pictures.frame import MARGIN, WIDE, Drawn, Sheet
from vakgraph.pictures.legend import legend
from vakgraph.pictures.square import glyphs_width, square
from vakgraph.pictures.words import WORDS
from vakgraph.table import Table

NAME = "gap-map"
GAP, PAD = 4.0, 6.0
HEAD = 15.0
CELL, CELL_MOST, CELL_HEIGHT = 116.0, 168.0, 56.0
LABEL_MOST = 236.0
NARROWEST = 760.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where everything stands: heads in lines of text, the left of the squares, and the top of each row."""

    columns: list[list[str]]
    rows: list[list[str]]
    left: float
    cell: float
    head: float
    tops: list[float]

    @property
    def right(self) -> float:
        """The right edge of the last square."""
        return self.left + len(self.columns) * (self.cell + GAP) - GAP


def gap_map(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The gap map of a table with one row per target group and intervention type, as wide as its columns need."""
    language = language if language in WORDS else "nl"
    words, known = WORDS[language], matrix(table)
    grid = _grid(known)
    wide = max(grid.right + MARGIN, NARROWEST)
    told = _summary(known, language)
    on = Sheet(NAME, language, wide)

    def body(top: float) -> Drawn:
        bottom = top + grid.tops[-1]
        height, explained = legend(words, MARGIN, bottom + 28, on.room)
        drawing = "".join([_heads(grid, top), *_squares(known, grid, top, language), explained])
        return bottom + 28 + height, drawing

    return on.drawn(words.title, told, table.notes, body)


def _summary(known: Matrix, language: str) -> str:
    """The message of the picture in words."""
    return WORDS[language].summary.format(
        evidence=known.count(*FILLED),
        all=len(known.rows) * len(known.columns),
        empty=known.count("not-studied"),
    )


def _grid(known: Matrix) -> Grid:
    """Widths and heights that hold every head and every square."""
    room = max(glyphs_width(found) for found in known.squares.values())
    word = max(svg.width(part, HEAD, True) for _, label in known.columns for part in svg.clean(label).split(" "))
    cell = max(CELL, room, min(word + 2 * PAD, CELL_MOST))
    columns = [svg.wrap(label, cell - 2 * PAD, HEAD, True) for _, label in known.columns]
    rows = [svg.wrap(label, LABEL_MOST, HEAD) for _, label in known.rows]
    label = max(svg.width(line, HEAD) for row in rows for line in row)
    step = HEAD * svg.LINE_HEIGHT
    head = max(len(column) for column in columns) * step + 2 * PAD
    heights = [max(CELL_HEIGHT, len(row) * step + 2 * PAD) + GAP for row in rows]
    return Grid(columns, rows, MARGIN + label + 3 * PAD, cell, head, list(accumulate(heights, initial=head)))


def _heads(grid: Grid, top: float) -> str:
    """Heads of columns (standing on the grid) and of rows (right against it), and a line under each row."""
    step, said = HEAD * svg.LINE_HEIGHT, []
    for at, column in enumerate(grid.columns):
        x, y = grid.left + at * (grid.cell + GAP) + PAD, top + grid.head - PAD - 4 - (len(column) - 1) * step
        said.append(svg.lines(column, x, y, HEAD, font_weight=650))
    for at, row in enumerate(grid.rows):
        middle = top + (grid.tops[at] + grid.tops[at + 1] - GAP) / 2
        y = middle - (len(row) - 1) * step / 2 + HEAD * 0.36
        said.append(svg.lines(row, grid.left - 2 * PAD, y, HEAD, text_anchor="end"))
        under = top + grid.tops[at + 1] - GAP / 2
        said.append(svg.element("line", x1=MARGIN, x2=grid.right, y1=under, y2=under, stroke=svg.LINE))
    return svg.element("g", *said)


def _squares(known: Matrix, grid: Grid, top: float, language: str) -> list[str]:
    """Every square with its spoken text, row by row."""
    return [
        svg.element(
            "g",
            svg.named("title", f"{label}, {_lower(kind)}: {known.at(row, column).spoken(language)}"),
            _placed(known.at(row, column), grid, top, down, across, language),
        )
        for down, (row, label) in enumerate(known.rows)
        for across, (column, kind) in enumerate(known.columns)
    ]


def _placed(found: Square, grid: Grid, top: float, down: int, across: int, language: str) -> str:
    """One square drawn in its place."""
    x = grid.left + across * (grid.cell + GAP)
    height = grid.tops[down + 1] - grid.tops[down] - GAP
    return square(found, x, top + grid.tops[down], grid.cell, height, WORDS[language].not_applicable)


def _lower(label: str) -> str:
    """A label inside a sentence: small first letter, unless it is an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
