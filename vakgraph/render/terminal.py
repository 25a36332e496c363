"""A table as text for a person: on a terminal with thin lines, in a pipe or file as plain aligned text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_lowercase

from vakgraph.render.people import About, Column, columns, one_line, printed, safe
from vakgraph.table import Cell, Table

GAP, LONGEST_WORD, TALLEST = 2, 30, 10


def table(what: Table, about: About) -> bytes:
    """Title, table, notes. Where the columns do not fit side by side, details are left out, or else rows are cards."""
    shown, notes = columns(what, about), _Footnotes()
    texts = [[notes.mark(safe(printed(row[c.at], c, about)), row[c.at], c) for c in shown] for row in what.rows]
    width = max(about.width, 40)
    kept, fit = _fitting(shown, texts, width)
    parts = _head(what, about, width)
    hidden = [c.heading for at, c in enumerate(shown) if at not in kept]
    if not texts:
        parts += [_count(0, about)]
    elif fit is None:
        parts += _cards(shown, texts, width, about)
    else:
        lines = _lined if about.terminal else _plain
        parts += [lines([shown[at] for at in kept], [[row[at] for at in kept] for row in texts], fit)]
    parts += _foot(what, about, width, [] if fit is None else hidden)
    return ("\n".join(parts + notes.lines(about, width)) + "\n").encode()


def _head(what: Table, about: About, width: int) -> list[str]:
    """The title, the question restated with its choices, an empty line. On a terminal the choices stand in bold."""
    title, said = [_bold(one_line(what.title), about)] if what.title else [], one_line(about.sentence)
    lines = textwrap.wrap(said, width)
    if about.terminal:
        lines = re.sub(r"\*(.+?)\*", lambda found: _bold(found[1], about), "\n".join(lines), flags=re.DOTALL).split(
            "\n"
        )
    return [*title, *lines, ""] if title or said else []


class _Footnotes:
    """The sources of a table: a number in the cell, the words below the table, each source once."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def mark(self, text: str, cell: Cell, column: Column) -> str:
        if column.style != "source" or cell.kind == "unbound":
            return text
        return " ".join(f"[{self.known.setdefault(line, len(self.known) + 1)}]" for line in text.split("\n"))

    def lines(self, about: About, width: int) -> list[str]:
        said = [f"[{number}] {one_line(text)}" for text, number in self.known.items()]
        wrapped = [line for text in said for line in textwrap.wrap(text, width, subsequent_indent="    ")]
        return ["", about.word("sources"), *wrapped] if wrapped else []


def _fitting(shown: list[Column], texts: list[list[str]], width: int) -> tuple[list[int], list[int] | None]:
    """Which columns stand side by side and how wide: all, or all but the details; no widths where neither fits."""
    everything = list(range(len(shown)))
    for kept in (everything, [at for at in everything if shown[at].style != "detail"]):
        fit = widths([shown[at].heading for at in kept], [[row[at] for at in kept] for row in texts], width)
        if fit is not None:
            return kept, fit
    return everything, None


def widths(heads: list[str], texts: list[list[str]], total: int) -> list[int] | None:
    """A width for every column so that all fit in `total`, or None where they do not fit readably."""
    room = total - GAP * (len(heads) - 1)
    natural, least = [], []
    for at, head in enumerate(heads):
        cells = [head, *(row[at] for row in texts)]
        natural.append(max(max(map(len, cell.split("\n"))) for cell in cells))
        least.append(min(LONGEST_WORD, max((len(part) for cell in cells for part in _parts(cell)), default=1)))
    if sum(natural) <= room:
        return natural
    if sum(least) > room:
        return None
    fit = _share(natural, least, room)
    return None if any(wide > TALLEST * got for wide, got in zip(natural, fit, strict=True)) else fit


def _parts(text: str) -> list[str]:
    """What must stay whole in a narrow column: a word, or its parts up to a hyphen; an address stays whole."""
    words = text.split()
    return [part for word in words for part in ([word] if "://" in word else re.findall(r"[^-]+-*|-+", word))]


def _share(natural: list[int], least: list[int], room: int) -> list[int]:
    """Every column its least, then all grow alike until the room is full or they have what they want."""
    fit = list(least)
    left = room - sum(fit)
    while left > 0:
        hungry = [at for at in range(len(fit)) if fit[at] < natural[at]]
        if not hungry:
            break
        smallest = min(hungry, key=lambda at: fit[at])
        fit[smallest] += 1
        left -= 1
    return fit


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of `width`; its own line ends stay."""
    if len(text) <= width and "\n" not in text:
        return [text]
    lines = text.split("\n")
    return [line for part in lines for line in textwrap.wrap(part, width, break_on_hyphens="://" not in part) or [""]]


def _plain(shown: list[Column], texts: list[list[str]], fit: list[int]) -> str:
    """Aligned columns, a dashed line under the headings, an empty line between rows that take several."""
    head = _block([c.heading for c in shown], shown, fit)
    rows = [_block(row, shown, fit) for row in texts]
    rule = (" " * GAP).join("-" * wide for wide in fit)
    between = "\n\n" if any("\n" in row for row in rows) else "\n"
    return "\n".join([head, rule, between.join(rows)])


def _block(cells: list[str], shown: list[Column], fit: list[int]) -> str:
    """One row as lines: numbers to the right, the rest to the left, no spaces at the end of a line."""
    stacks = [_wrapped(cell, wide) for cell, wide in zip(cells, fit, strict=True)]
    lines = []
    for level in range(max(map(len, stacks))):
        parts = [stack[level] if level < len(stack) else "" for stack in stacks]
        lines.append(
            (" " * GAP)
            .join(
                part.rjust(wide) if c.numeric else part.ljust(wide)
                for part, c, wide in zip(parts, shown, fit, strict=True)
            )
            .rstrip()
        )
    return "\n".join(lines)


def _lined(shown: list[Column], texts: list[list[str]], fit: list[int]) -> str:
    """The same with bold headings and thin lines. rich is imported here: only a terminal needs it."""
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table as Lines
    from rich.text import Text

    tall = any(len(cell) > wide or "\n" in cell for row in texts for cell, wide in zip(row, fit, strict=True))
    lines = Lines(box=box.HORIZONTALS, show_edge=False, show_lines=tall, pad_edge=False, padding=(0, GAP, 0, 0))
    for c, wide in zip(shown, fit, strict=True):
        lines.add_column(Text(c.heading), justify="right" if c.numeric else "left", width=wide, overflow="fold")
    for row in texts:
        lines.add_row(*(Text(cell) for cell in row))
    page = io.StringIO()
    console = Console(file=page, force_terminal=True, width=sum(fit) + GAP * len(fit) + 2, highlight=False)
    console.print(lines)
    return "\n".join(line.rstrip() for line in page.getvalue().rstrip("\n").split("\n"))


def _cards(shown: list[Column], texts: list[list[str]], width: int, about: About) -> list[str]:
    """Every row by itself, headed by its first column; rows with the same head stand under it as a), b) ..."""
    indent = min(28, max((len(c.heading) for c in shown[1:]), default=0) + 4)
    lines: list[str] = []
    for number, (first, same) in enumerate(groupby(texts, key=lambda row: row[0]), 1):
        rows = list(same)
        head = textwrap.wrap(f"{number}. {one_line(first)}", width) or [f"{number}."]
        lines += [_bold(part, about) for part in head]
        rest = range(1, len(shown))
        shared = [at for at in rest if len({row[at] for row in rows}) == 1]
        lines += _card(shown, rows[0], shared, indent, width)
        for letter, row in zip(ascii_lowercase * len(rows), rows, strict=False):
            side = [
                " " + line for line in _card(shown, row, [at for at in rest if at not in shared], indent, width - 1)
            ]
            lines += [f"{letter})" + line[2:] if not at else line for at, line in enumerate(side)]
        lines.append("")
    return lines[:-1]


def _card(shown: list[Column], row: list[str], which: Iterable[int], indent: int, width: int) -> list[str]:
    """Some fields of a row, each beside its heading; what does not apply ("–") takes no line."""
    fields = [(shown[at].heading, row[at]) for at in which if row[at] != "–"]
    return [line for heading, text in fields for line in _card_line(heading, text, indent, width)]


def _card_line(heading: str, text: str, indent: int, width: int) -> list[str]:
    """`heading: text`, the text hanging beside its heading or under a long one; one word stays whole."""
    whole = not any(mark in text for mark in " \n")
    first, *more = [text] if whole else _wrapped(text, max(20, width - indent))
    head = f"  {heading}:"
    if len(head) >= indent:
        return [head, *(" " * indent + part for part in (first, *more))]
    return [head.ljust(indent) + first, *(" " * indent + part for part in more)]


def definitions(pairs: list[tuple[str, list[str]]], width: int) -> list[str]:
    """Heads with one or more texts each, as lines: the texts hang beside their head."""
    indent = min(30, max((len(head) for head, _ in pairs), default=0) + 4)
    lines = []
    for head, texts in pairs:
        first, *more = texts or [""]
        lines += _card_line(head, safe(first), indent, width)
        lines += [" " * indent + part for text in more for part in _wrapped(safe(text), max(20, width - indent))]
    return lines


def _foot(what: Table, about: About, width: int, hidden: Sequence[str] = ()) -> list[str]:
    """The number of rows, the notes, what was left out, and the release with its licence."""
    lines = ["", _count(len(what), about)] if len(what) and about.counted else []
    left_out = (f"{about.word('hidden')}: {', '.join(hidden)}.",) if hidden else ()
    for note in (*what.notes, *left_out):
        lines += textwrap.wrap("* " + one_line(note), width, subsequent_indent="  ", break_on_hyphens=False)
    return [*lines, about.stamp] if about.stamp else lines


def _count(number: int, about: About) -> str:
    return f"{number} {about.word('row' if number == 1 else 'rows')}"


def _bold(text: str, about: About) -> str:
    """Bold on a terminal that wants it."""
    import os

    return f"\x1b[1m{text}\x1b[0m" if about.terminal and text and "NO_COLOR" not in os.environ else text
