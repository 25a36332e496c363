"""The workbook that a delivery is filled in: a sheet for each kind, made from its columns and the graph's words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vakgraph.errors import UnknownName
from vakgraph.namespaces import KINDS
from vakgraph.sheets.column import Column
from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.example import example
from vakgraph.sheets.letters import letters
from vakgraph.sheets.marking_apart import made
from vakgraph.sheets.patching import Package, write
from vakgraph.sheets.patching_text import appended, root
from vakgraph.sheets.row import Row
from vakgraph.sheets.template_words import (
    HEADS,
    HOW,
    WORDS,
    Explanations,
    explanation,
    heading,
    hint,
    is_closed,
    lines,
    required,
    takes,
)

Choices = Mapping[str, Sequence[str]]  # what can be chosen, by the kind or scheme that a column takes its words from
ROOM = 1_000  # rows that are ready to be filled
_INLINE = 255  # letters of a list that can stand in the cell itself
_FORMS = {"integer": "0", "amount": "#,##0", "decimal": "General"}
_PROMPT, _TITLE, _MOST_LETTERS = 255, 32, 32_767


@dataclass(slots=True)
class _Lists:
    """The hidden sheet with the lists; each is written once."""

    sheet: Any
    name: str
    unknown: str
    ranges: dict[str, tuple[str, str]] = field(default_factory=dict)

    def source(self, column: Column, choices: Choices) -> list[str] | str:
        """What can be chosen in a column: the words themselves, or the range where they stand."""
        words = list(dict.fromkeys(word for kind in takes(column) for word in choices.get(kind, ())))
        if not words:
            return []
        short = [*words, self.unknown] if column.open else words
        if len(",".join(short)) <= _INLINE and not any("," in word for word in short):
            return short
        title = "/".join(takes(column))
        if title not in self.ranges:
            self.ranges[title] = self._written(len(self.ranges), title, words)
        return self.ranges[title][0 if column.open else 1]

    def _written(self, at: int, title: str, words: Sequence[str]) -> tuple[str, str]:
        """The range with "onbekend" behind the words, and the range without."""
        for row, word in enumerate([title, *words, self.unknown]):
            self.sheet.write_string(row, at, word[:_MOST_LETTERS])
        letter = letters(at + 1)
        first = f"={self.name}!${letter}$2:${letter}$"
        return f"{first}{len(words) + 2}", f"{first}{len(words) + 1}"


def write_template(
    path: Path,
    kinds: Sequence[str],
    choices: Choices,
    current: Iterable[Row] | None = None,
    language: str = "nl",
    explained: Explanations | None = None,
) -> None:
    """Writes the template; with `current` the rows that there are stand under the example."""
    write(path, filled(kinds, choices, current, language, explained))


def filled(
    kinds: Sequence[str],
    choices: Choices,
    current: Iterable[Row] | None = None,
    language: str = "nl",
    explained: Explanations | None = None,
) -> bytes:
    """The template. Same input, same bytes."""
    for kind in kinds:
        if kind not in COLUMNS:
            raise UnknownName(f'Voor "{kind}" is er geen blad.', f'There is no sheet for "{kind}".', list(COLUMNS))
    words = WORDS[language]
    book, whole = made(words["title"], language)
    sheets = {name: book.add_worksheet(name) for name in [words["sheet"], *(KINDS[kind].sheet for kind in kinds)]}
    lists = _Lists(book.add_worksheet(words["lists"]), words["lists"], words["unknown"])
    lists.sheet.hide()
    told = explained or {}
    _explain(book, sheets[words["sheet"]], kinds, told, language)
    rows = list(current or ())
    for kind in kinds:
        mine = [row for row in rows if row.kind == kind]
        _Sheet(book, sheets[KINDS[kind].sheet], kind, language, told).write(mine, lists, choices)
    book.close()
    return _in_language(whole.getvalue(), language)


def _explain(book: Any, sheet: Any, kinds: Sequence[str], explained: Explanations, language: str) -> None:
    """The first sheet: how to begin, and every column."""
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": 1, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, WORDS[language]["title"], title)
    for row, line in enumerate(HOW[language], 1):
        sheet.write_string(row, 0, line)
    first = len(HOW[language]) + 2
    for row, cells in enumerate([HEADS[language], *lines(kinds, explained, language)], first):
        sheet.set_row(row, 15 * max(1, -(-len(cells[4]) // 46), -(-len(cells[5]) // 66)))
        for at, text in enumerate(cells):
            sheet.write_string(row, at, text, bold if row == first else wrapped)
    for at, width in enumerate((18, 34, 10, 14, 50, 70)):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    sheet.activate()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet being written."""

    book: Any
    sheet: Any
    kind: str
    language: str
    explained: Explanations

    def write(self, rows: Sequence[Row], lists: _Lists, choices: Choices) -> None:
        """Headings, the example, the rows that there are, and room for others."""
        last = len(rows) + 1 + ROOM
        self.sheet.freeze_panes(1, 1)
        self.sheet.set_row(0, 48)
        self.sheet.set_row(1, 48)
        self.sheet.set_landscape()
        made_up = example(self.kind, self.language)
        for at, column in enumerate(COLUMNS[self.kind].values()):
            form = {"num_format": _FORMS.get(column.value, "@"), "valign": "top", "text_wrap": True}
            plain = self.book.add_format(form)
            self.sheet.set_column(at, at, self._width(column, made_up), plain)
            self._heading(at, column)
            self._choices(at, last, column, lists, choices)
            shown = self.book.add_format({**form, "italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"})
            for number, cells in enumerate([made_up, *(row.cells for row in rows)], 1):
                text = cells.get(column.key, "")
                self._cell(number, at, column, text, shown if number == 1 else plain)
        self.sheet.write_comment(1, 0, WORDS[self.language]["example"], _note(3))

    def _heading(self, at: int, column: Column) -> None:
        """A heading says in a note what its column means."""
        needed = required(self.kind, column, self.explained)
        colour = "#154273" if needed else "#DCE6F1"
        look = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": colour, "border": 1, "num_format": "@"}
        look["font_color"] = "#FFFFFF" if needed else "#000000"
        title = heading(self.kind, column, self.explained, self.language)
        self.sheet.write_string(0, at, title, self.book.add_format(look))
        bars = WORDS[self.language]["bars"] if column.many else ""
        wants = hint(column, self.language)
        parts = [explanation(self.kind, column, self.explained, self.language), wants[:1].upper() + wants[1:], bars]
        note = "\n".join(part.rstrip(".") + "." for part in parts if part)
        self.sheet.write_comment(0, at, note, _note(note.count("\n") + 2 + len(note) // 40))

    def _cell(self, row: int, at: int, column: Column, text: str, look: Any) -> None:
        """A number as a number where the column is one; all else as text."""
        if column.value in ("integer", "amount") and text.isdecimal() and len(text) < 15:
            self.sheet.write_number(row, at, int(text), look)
        elif text:
            self.sheet.write_string(row, at, text[:_MOST_LETTERS], look)
        elif row == 1:
            self.sheet.write_blank(row, at, None, look)

    def _choices(self, at: int, last: int, column: Column, lists: _Lists, choices: Choices) -> None:
        """The drop-down list of a column, or a word on what it wants."""
        words, source = WORDS[self.language], lists.source(column, choices)
        wants = hint(column, self.language)
        said = f"{wants[:1].upper()}{wants[1:]}. {words['bars'] if column.many else ''}".strip()
        rule: dict[str, Any] = {
            "input_title": heading(self.kind, column, self.explained, self.language)[:_TITLE],
            "input_message": said[:_PROMPT],
            "ignore_blank": True,
        }
        if source:
            rule |= {"validate": "list", "source": source, "show_error": not column.many}
            closed = is_closed(column)
            rule |= {"error_type": "stop" if closed else "warning", "error_title": rule["input_title"]}
            rule["error_message"] = words["refused" if closed else "doubted"]
        else:
            rule["validate"] = "any"
        self.sheet.data_validation(1, at, last, at, rule)

    def _width(self, column: Column, made_up: Mapping[str, str]) -> int:
        title = heading(self.kind, column, self.explained, self.language)
        longest = max(len(word) for word in title.replace("/", " ").split())
        return min(40, max(14, longest + 3, len(made_up.get(column.key, "")) * 2 // 3))


def _note(lines: int) -> dict[str, Any]:
    return {"author": "vakgraph", "width": 300, "height": 18 * lines + 12, "font_size": 9}


def _in_language(made: bytes, language: str) -> bytes:
    """The workbook, which says in which language it is; XlsxWriter has no word for that."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        text = Package(archive).text("docProps/core.xml")
        said = appended(text, root(text), f"<dc:language>{language}</dc:language>").encode()
        for info in archive.infolist():
            new.writestr(info, said if info.filename == "docProps/core.xml" else archive.read(info))
    return out.getvalue()
