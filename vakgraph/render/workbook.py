"""A table as an Excel workbook: the answer on one sheet, what it is on the other; same table, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

from vakgraph.errors import WriteError
from vakgraph.render.delimited import people_grid
from vakgraph.render.people import INTEGERS, UNSAFE, About, is_number
from vakgraph.table import Cell, Table

ROWS, CHARACTERS = 1_048_576, 32_767
MOMENT = "2000-01-01T00:00:00Z"


def xlsx(table: Table, about: About) -> bytes:
    """The workbook as bytes. openpyxl is imported here: it costs more than a question."""
    from openpyxl import Workbook

    if len(table) >= ROWS:
        raise WriteError(
            f"Dit antwoord heeft {len(table)} rijen; een werkblad van Excel houdt er {ROWS - 1}. Kies csv.",
            f"This answer has {len(table)} rows; an Excel sheet holds {ROWS - 1}. Choose csv.",
        )
    book = Workbook(write_only=True)
    book.properties.title = clean(table.title, about)
    book.properties.language = about.language
    book.properties.creator = "vakgraph"
    heads, rows = people_grid(table, about)
    _sheet(book, about.word("answer"), heads, rows, about)
    _sheet(book, about.word("notes"), [about.word("part"), about.word("text")], explanation(table, about), about)
    whole = io.BytesIO()
    book.save(whole)
    return _same_bytes(whole.getvalue())


def explanation(table: Table, about: About) -> list[list[tuple[str, Cell]]]:
    """The lines of the second sheet: title, question, choices, notes, release, licence."""
    parts = [(about.word("title"), table.title), (about.word("question"), about.question)]
    parts += [(about.word("asked"), about.sentence)] if about.sentence else []
    parts += [(f"{about.word('filter')}: {label}", value) for label, value in about.filters]
    parts += [(about.word("note"), note) for note in table.notes]
    parts += [(about.word("count"), str(len(table)))]
    parts += [(about.word("release"), about.release), (about.word("licence"), about.licence)]
    return [[(left, Cell("literal", left)), (right, Cell("literal", right))] for left, right in parts if right]


def _sheet(book: Any, name: str, heads: list[str], rows: list[list[tuple[str, Cell]]], about: About) -> None:
    """One table on one sheet: bold frozen heading row, widths that suit the text, wrapped long cells."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at in range(len(heads)):
        longest = max([len(heads[at]), *(len(row[at][0]) for row in rows[:500])])
        sheet.column_dimensions[get_column_letter(at + 1)].width = min(60, max(8, longest + 2))
    sheet.append([_text(sheet, head, about, font=Font(bold=True)) for head in heads])
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append([_value(sheet, text, cell, about, alignment=wrapped) for text, cell in row])


def _value(sheet: Any, text: str, cell: Cell, about: About, **style: Any) -> Any:
    """A number as a number as long as Excel can hold it; all else as text."""
    number = excel_number(cell)
    if number is None:
        return _text(sheet, text, about, **style)
    return _written(sheet, number, **style)


def excel_number(cell: Cell) -> int | float | None:
    """The number of the cell, or None where it is no number or has more than 15 digits."""
    if not is_number(cell):
        return None
    try:
        number = Decimal(cell.value)
    except ArithmeticError:
        return None
    if not number.is_finite() or len(number.as_tuple().digits) > 15:
        return None
    return int(number) if cell.datatype in INTEGERS else float(number)


def _text(sheet: Any, text: str, about: About, **style: Any) -> Any:
    """A string cell, whatever it looks like: openpyxl would make a formula of a text that begins with `=`."""
    cell = _written(sheet, clean(text, about), **style)
    cell.data_type = "s"
    return cell


def _written(sheet: Any, value: Any, **style: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    for name, what in style.items():
        setattr(cell, name, what)
    return cell


def clean(text: str, about: About) -> str:
    """The text as XML can carry it and a cell can hold it."""
    text = UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
    text = re.sub("[\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text)
    cut = about.word("cut")
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - len(cut)] + cut


def _same_bytes(made: bytes) -> bytes:
    """The workbook without the moment it was made, in its zip and in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", MOMENT.encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
