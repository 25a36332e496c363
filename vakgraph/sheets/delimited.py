"""CSV becomes rows: comma or semicolon, with or without a byte order mark, line breaks inside quotes."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from vakgraph.errors import InputError
from vakgraph.sheets.damage import clean
from vakgraph.sheets.headings import MOST_COLUMNS, MOST_ROWS, kind_of, rows
from vakgraph.sheets.row import Row


def read(data: bytes, file: str, kind: str | None) -> list[Row]:
    """The rows of a CSV file; its name says the kind where `kind` does not."""
    word = kind or kind_of(file.rsplit(".", 1)[0])
    if word is None:
        raise InputError(
            "uit de bestandsnaam blijkt niet wat er in staat; noem het bestand bijvoorbeeld Projecten.csv.",
            "the name of the file does not tell what is in it; call it for instance Projecten.csv.",
            file,
        )
    return list(rows(word, file, "", records(data, file), lambda _, heading: heading))


def records(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with the line on which it begins; an empty cell is an empty text."""
    return _lines(_text(data, file), file)


def _text(data: bytes, file: str) -> str:
    """UTF-8, never a guess."""
    if b"\x00" in data:
        raise InputError(
            "dit is geen tekst (er staat een NUL in); sla het op als CSV UTF-8.",
            "this is no text (it holds a NUL); save it as CSV UTF-8.",
            file,
        )
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "de letters zijn niet in UTF-8 geschreven; kies in Excel bij opslaan voor CSV UTF-8.",
            "the letters are not written in UTF-8; in Excel, save it as CSV UTF-8.",
            file,
            data.count(b"\n", 0, error.start) + 1,
        ) from None


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins."""
    stream = io.StringIO(text, newline="")
    delimiter, skipped = _delimiter(stream)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    begin = 1
    try:
        for record in reader:
            if begin > MOST_ROWS or len(record) > MOST_COLUMNS:
                raise _too_big(file, begin + skipped)
            yield begin + skipped, [cell if clean(cell) else "" for cell in record]
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"dit is geen goede CSV; kijk naar de aanhalingstekens ({error}).",
            f"this is no proper CSV; look at the quotation marks ({error}).",
            file,
            begin + skipped,
        ) from None


def _delimiter(stream: io.StringIO) -> tuple[str, int]:
    """The delimiter that gives most headings, and how many lines are no record ("sep=;", as Excel writes)."""
    first = stream.readline()
    if first.strip().casefold() in ("sep=;", "sep=,"):
        return first.strip()[-1], 1
    stream.seek(0)
    return max(",;", key=lambda mark: _headings(first, mark)), 0


def _headings(line: str, mark: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=mark), []))
    except csv.Error:
        return 0


def _too_big(file: str, line: int) -> InputError:
    return InputError(
        f"dit bestand heeft meer dan {MOST_ROWS} regels of {MOST_COLUMNS} kolommen; deel het op.",
        f"this file has more than {MOST_ROWS} lines or {MOST_COLUMNS} columns; divide it.",
        file,
        line,
    )
