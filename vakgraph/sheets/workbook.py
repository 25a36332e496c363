"""A workbook becomes rows: every sheet of a kind, cell by cell as text, formulas by the value that was saved."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from vakgraph.errors import InputError
from vakgraph.namespaces import KINDS
from vakgraph.sheets import layout, parts
from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.damage import Saved, clean
from vakgraph.sheets.guard import check
from vakgraph.sheets.headings import MOST_COLUMNS, MOST_ROWS, Line, Told, fold, kind_of, near_sheet, rows
from vakgraph.sheets.letters import letters
from vakgraph.sheets.row import Row, Trouble

# Sheets that explain and hold nothing to read.
EXPLAINING = re.compile(r"toelichting|uitleg|lijsten|te herstellen|explanation|lists|to mend")
EXCEL_ROWS = 1_048_576  # the last row that Excel itself has
_NO_VALUE = Trouble(
    "hier staat een formule waarvan de waarde niet is bewaard; open het bestand in Excel en sla het op,"
    " of plak de waarde.",
    "a formula stands here whose value was not saved; open the file in Excel and save it, or paste the value.",
)
_HIDDEN = Trouble(
    "dit blad is verborgen en heet niet naar wat erop staat; het is niet gelezen.",
    "this sheet is hidden and not named after what it holds; it was not read.",
)
_ERRORS = {
    "#N/A": (" (niet gevonden)", " (not found)"),
    "#REF!": (" (verwijst naar een cel die weg is)", " (points to a cell that is gone)"),
    "#NAME?": (" (een woord dat Excel niet kent)", " (a word that Excel does not know)"),
    "#DIV/0!": (" (delen door nul)", " (a division by zero)"),
    "#VALUE!": (" (rekenen met iets dat geen getal is)", " (a calculation with what is no number)"),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A sheet of which nothing is read, and why that is right."""

    sheet: str
    why: Trouble


def read(data: bytes, file: str) -> list[Row]:
    """The rows of every sheet whose name is that of a kind; a filled sheet of another name is an error."""
    return tell(data, file)[0]


def tell(data: bytes, file: str) -> tuple[list[Row], list[Unread]]:
    """The rows, and the sheets that were not read."""
    check(data, file)
    listed = parts.listed(data, file)
    unread = [Unread(each.title, _other(each.sort)) for each in listed if each.sort != "worksheet"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it will not write back; nothing is written here
            return list(_rows(data, file, listed, unread)), unread
    except InputError:
        raise
    except Exception:  # a damaged workbook makes openpyxl raise anything
        raise InputError(
            "deze werkmap is beschadigd en niet te lezen; open haar in Excel en sla haar opnieuw op.",
            "this workbook is damaged and cannot be read; open it in Excel and save it again.",
            file,
        ) from None


def _other(sort: str) -> Trouble:
    """A sheet that holds something else than cells."""
    nl, en = parts.OTHER.get(sort, ("geen werkblad", "no worksheet"))
    return Trouble(f"dit is {nl}; het is niet gelezen.", f"this is {en}; it was not read.")


def _open(data: bytes, values: bool) -> Any:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise ImportError("defusedxml")
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


def _rows(data: bytes, file: str, listed: Sequence[parts.Listed], unread: list[Unread]) -> Iterator[Row]:
    written, saved = _open(data, values=False), _open(data, values=True)
    layouts = layout.read(data)
    found = 0
    for sheet in _sheets(written, listed, file):
        kind = kind_of(sheet.title)
        if kind is None:
            unread += _skipped(sheet, file)
            continue
        found += 1
        lines = _lines(sheet, saved[sheet.title], file)
        read = rows(kind, file, sheet.title, lines, lambda index, _: letters(index + 1))
        yield from layout.told(read, layouts.get(sheet.title))
    if not found:
        raise InputError(
            f"in deze werkmap heet geen blad naar wat erop staat; noem het {_names('of')}.",
            f"no sheet of this workbook is named after what it holds; call it {_names('or')}.",
            file,
        )


def _sheets(book: Any, listed: Sequence[parts.Listed], file: str) -> list[Any]:
    """The worksheets that the workbook names; openpyxl skips some in silence."""
    found = {sheet.title: sheet for sheet in book.worksheets}
    for each in listed:
        if each.sort == "worksheet" and each.title not in found:
            raise InputError(
                f'het blad "{each.title}" is niet te lezen; sla de werkmap in Excel op als gewone .xlsx.',
                f'the sheet "{each.title}" cannot be read; save the workbook in Excel as a plain .xlsx.',
                file,
            )
    return [found[each.title] for each in listed if each.sort == "worksheet"]


def _names(last: str) -> str:
    names = [KINDS[word].sheet for word in COLUMNS]
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def _skipped(sheet: Any, file: str) -> list[Unread]:
    """A sheet that would silently be skipped although something to read stands on it is an error."""
    near = near_sheet(sheet.title)
    title = re.sub(r" \([0-9]+\)$", "", fold(sheet.title))
    if EXPLAINING.fullmatch(title) or not any(c.value is not None for _, line in _cells(sheet, file) for c in line):
        return []
    if sheet.sheet_state != "visible" and not near:
        return [Unread(sheet.title, _HIDDEN)]
    meant_nl, meant_en = (f" Bedoelde u {near[0]}?", f" Did you mean {near[0]}?") if near else ("", "")
    raise InputError(
        f'het blad "{sheet.title}" wordt niet herkend; noem het {_names("of")}, of Toelichting als er niets'
        f" te lezen staat.{meant_nl}",
        f'the sheet "{sheet.title}" is not known; call it {_names("or")}, or Toelichting where there is nothing'
        f" to read.{meant_en}",
        file,
    )


def _lines(written: Any, saved: Any, file: str) -> Iterator[Line]:
    """The cells as text; a formula gives the value that was saved with it."""
    for (number, formulas), (_, values) in zip(_cells(written, file), _cells(saved, file), strict=True):
        yield number, [_text(formula, value) for formula, value in zip(formulas, values, strict=True)]


def _cells(sheet: Any, file: str) -> Iterator[tuple[int, Any]]:
    """The cells of each row, up to the limits; what the sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if len(cells) > MOST_COLUMNS or number > (MOST_ROWS if cells else EXCEL_ROWS):
            raise _too_big(file, sheet.title, number, len(cells))
        yield number, cells


def _text(formula: Any, cell: Any) -> Told:
    """What one cell holds: a text as it is, anything else as it would be typed."""
    value = cell.value
    if value is None:
        return _NO_VALUE if formula.value is not None else ""
    if cell.data_type == "e":
        meant = _ERRORS.get(value, ("", ""))
        return Trouble(
            f"hier staat de Excel-fout {value}{meant[0]}.", f"the Excel error {value}{meant[1]} stands here."
        )
    if isinstance(value, str):
        return value if clean(value) else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        percent = "%" in (cell.number_format or "")
        return Saved(as_text(value * 100 if percent else value), "percent" if percent else "number")
    return Saved(as_text(value), "truth" if isinstance(value, bool) else "date")


def as_text(value: object) -> str:
    """A value as a Dutch text: a decimal comma, dates as ISO, true and false as ja and nee."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float):
        return format(Decimal(format(value, ".15g")), "f").replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return clean(str(value))


def _too_big(file: str, sheet: str, row: int, columns: int) -> InputError:
    where_nl, where_en = f"blad {sheet}, rij {row}", f"sheet {sheet}, row {row}"
    return InputError(
        f"{where_nl} loopt tot kolom {letters(columns) or 'A'}; hoogstens {MOST_ROWS} rijen en {MOST_COLUMNS} kolommen"
        " worden gelezen. Kopieer wat telt naar een nieuw blad.",
        f"{where_en} runs to column {letters(columns) or 'A'}; at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
        " are read. Copy what counts to a new sheet.",
        file,
    )
