"""The last look at what goes out: no file holds what looks like data of a person.

What is looked for is what the gate refuses (`vakgraph.personal`): citizen service numbers by the eleven test, birth
dates, e-mail addresses, telephone numbers. It is looked for in the bytes that were written, whoever wrote them: in
lines of text, in cells of tables and workbooks, and in archives. Codes and amounts of the graph, digests, sizes and
the addresses of others are no numbers of persons. What is found is told by its place and its sort, and never shown.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
import zlib
from bisect import bisect, bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath

from vakgraph.namespaces import BASE
from vakgraph.personal import BORN, BORN_PROPERTY, CODES, Sort, looks_like

# Only what stands at one of these is looked into; each begins with a sign that is found fast, in lower case.
_SIGNS = (r'@(?<!"@)', "%40", r"\\u0", "&[#c]", r"\(at\)", r"\[at\]", r"\d(?:[ .()-]{0,2}\d){8}")
_SPOTS = [re.compile(spot) for spot in (*_SIGNS, "gebo", r"geb\.", "born", "birth", "creator", "foaf")]
_SIZES = ("byteSize", "bytes", "size", "triples", "entities", "distinctSubjects", "distinctObjects", "doi")
_WORDS = "|".join((*CODES, *_SIZES))
_CODED = re.compile(rf"\b(?:{_WORDS})\b\W*(?:value\W+)?\d[\d .,]*|(?:€|\bEUR\b)\s?\d[\d .,]*")
_HEADING = re.compile(rf"{_WORDS}|zonmw.?num|onder.?nummer|paper.?num|euro|bedrag|amount", re.IGNORECASE)
_NAMING = re.compile(
    r"dcterms:creator|terms/creator|foaf:name|foaf/0\.1/name|^(?:authors?|auteurs?|makers?)\b|\"creator\""
)
_ATTRIBUTE = re.compile(
    r'\s(?:rdf:datatype|xmlns(?::\w+)?|xml:lang)\s*=\s*(?:"[^"]*"|\'[^\']*\')|"@type"\s*:\s*"[^"]*"\s*,?|"@value"\s*:'
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>|]+")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BORN_VALUE = re.compile(r"(?:geboren|geboorte|birth)\w*(?:[\"'>]+[\s:{\[]*[\"']?|\s+\")\d", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z_-]+")
_ROW = re.compile(r"<row\b([^>]*)(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_TEXT = re.compile(r"<(?:t|v)\b[^>]*>(.*?)</(?:t|v)>", re.DOTALL)
_SHARED = re.compile(r"<si\b[^>]*>(.*?)</si>", re.DOTALL)
_SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"')
_NUMBER = re.compile(r'\br="[A-Z]*(\d+)"')
_ARCHIVES, _BOOKS, _TABLES = {".zip"}, {".xlsx", ".xlsm"}, {".csv", ".tsv"}
_TIMES = 4  # archives in archives
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # text in two bytes a sign, as some spreadsheets write it


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """Where it stands and what sort of thing it is. `file` is `a.zip/b.csv` in an archive, `a.xlsx!Sheet` in a book."""

    file: str
    line: int
    what: str
    en: str

    def say(self, language: str = "nl") -> str:
        """One line: `place: what`."""
        return f"{self.file}:{self.line}: {self.en if language == 'en' else self.what}"


def scan(files: Mapping[str, bytes] | Path) -> tuple[Leak, ...]:
    """Every leak in these files (name -> bytes), or in a file or all files of a folder; sorted, each once."""
    given = files.items() if isinstance(files, Mapping) else _read(files)
    return tuple(sorted({leak for name, data in given for leak in _file(name, data, _TIMES)}))


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_file():
        yield path.name, path.read_bytes()
        return
    for each in sorted(path.rglob("*")):
        if each.is_file():
            yield each.relative_to(path).as_posix(), each.read_bytes()


def _file(name: str, data: bytes, times: int) -> Iterator[Leak]:
    yield from _leaks(name, 0, name)
    suffix = PurePosixPath(name).suffix.casefold()
    if suffix in _ARCHIVES | _BOOKS:
        yield from _archive(name, data, suffix, times)
    elif data[:2] in _WIDE or b"\0" not in data[:1_000]:
        words = data.decode("utf-16" if data[:2] in _WIDE else "utf-8-sig", "replace")
        yield from _table(name, words) if suffix in _TABLES else _lines(name, words)


def _archive(name: str, data: bytes, suffix: str, times: int) -> Iterator[Leak]:
    """Every file in it. One that cannot be looked into is told, for nobody knows what it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part: archive.read(part) for part in sorted(archive.namelist()) if not part.endswith("/")}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error):
        parts = {}
    if not parts or not times:
        yield Leak(name, 0, "een archief waarin niet te kijken is", "an archive that cannot be looked into")
    elif suffix in _BOOKS:
        yield from _book(name, {part: inside.decode("utf-8", "replace") for part, inside in parts.items()})
    else:
        for part, inside in parts.items():
            yield from _file(f"{name}/{part}", inside, times - 1)


def _spots(words: str) -> list[int]:
    """Where something may stand, sorted."""
    lower = words.replace("\u0130", "I").lower()  # as long as it was
    return sorted(found.start() for spot in _SPOTS for found in spot.finditer(lower))


def _numbers(words: str) -> list[int]:
    """The lines in which something may stand, from 0, sorted."""
    ends = [found.start() for found in re.finditer("\n", words)]
    return sorted({bisect(ends, spot) for spot in _spots(words)})


def _lines(name: str, words: str) -> Iterator[Leak]:
    """Line by line, of those that may hold something."""
    numbers = _numbers(words)
    lines = words.split("\n") if numbers else []
    for number in numbers:
        line = lines[number]
        more = (
            lines[number + 1 : number + 4] if line.rstrip().endswith(("{", "[")) and BORN_PROPERTY.search(line) else []
        )
        yield from _leaks(name, number + 1, " ".join([line, *more]))


def _table(name: str, words: str) -> Iterator[Leak]:
    """Cell by cell, each under its heading; a row is where it begins."""
    former = csv.field_size_limit(sys.maxsize)  # it counts for the whole process
    try:
        yield from _cells(name, words)
    finally:
        csv.field_size_limit(former)


def _cells(name: str, words: str) -> Iterator[Leak]:
    rows = csv.reader(io.StringIO(words), delimiter="\t" if name.casefold().endswith(".tsv") else ",")
    numbers = _numbers(words)
    headings: list[str] = []
    begins = 0
    for row in rows:
        headings = headings or row
        if _tells(headings) or bisect(numbers, rows.line_num - 1) > bisect_left(numbers, begins):
            yield from _row(name, begins + 1, headings, row)
        begins = rows.line_num


def _tells(headings: list[str]) -> bool:
    """Whether a heading tells what the cells below do not: that they hold births, or who made something."""
    return any(BORN_PROPERTY.search(heading) or _NAMING.search(heading) for heading in headings)


def _row(name: str, number: int, headings: list[str], row: list[str]) -> Iterator[Leak]:
    code = any(_named(cell) for cell in row)
    for at, cell in enumerate(row):
        heading = headings[at] if at < len(headings) and headings is not row else ""
        yield from _leaks(name, number, cell, heading, code or bool(_HEADING.search(heading)))


def _named(cell: str) -> bool:
    """Whether a cell names the code that stands beside it: a table of statements has the property in a cell."""
    return re.split(r"[/#:]", cell)[-1] in CODES


def _book(name: str, parts: Mapping[str, str]) -> Iterator[Leak]:
    """Every cell of every sheet, and every other part of the workbook as text."""
    titles = [unescape(title) for title in _SHEET.findall(parts.get("xl/workbook.xml", ""))]
    shared = [_inside(each) for each in _SHARED.findall(parts.get("xl/sharedStrings.xml", ""))]
    for part, words in parts.items():
        sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part)
        if sheet:
            number = int(sheet[1])
            title = titles[number - 1] if number <= len(titles) else part
            yield from _sheet(f"{name}!{title}", words, shared)
        elif part != "xl/sharedStrings.xml":
            yield from _lines(f"{name}!{part}", words)


def _sheet(name: str, words: str, shared: list[str]) -> Iterator[Leak]:
    headings: list[str] = []
    spots = _spots(words)
    number = 0
    for found in _ROW.finditer(words):
        given = _NUMBER.search(found[1])
        number = int(given[1]) if given else number + 1
        here = bisect(spots, found.end()) > bisect_left(spots, found.start())
        if not headings or shared or here or _tells(headings):
            row = [_cell(kind, said, shared) for kind, said in _CELL.findall(found[2] or "")]
            headings = headings or row
            yield from _row(name, number, headings, row)


def _cell(kind: str, inside: str, shared: list[str]) -> str:
    said = _inside(inside)
    if 't="s"' in kind and said.isdigit() and int(said) < len(shared):
        return shared[int(said)]
    return said


def _inside(words: str) -> str:
    return unescape("".join(_TEXT.findall(words)))


def _leaks(name: str, line: int, words: str, heading: str = "", code: bool = False) -> Iterator[Leak]:
    """What one line or one cell seems to hold."""
    for sort in _sorts(words, heading, code):
        yield Leak(name, line, sort.nl, sort.en)


def _sorts(words: str, heading: str, code: bool) -> Iterator[Sort]:
    plain = _plain(words)
    naming = bool(_NAMING.search(heading or words))
    found = [sort for sort, _ in looks_like(f"{heading}: {plain}" if heading else plain, code, naming)]
    born = _BORN_VALUE.search(plain) or (heading and BORN_PROPERTY.search(heading) and any(map(str.isdigit, plain)))
    yield from [*found, BORN] if born and BORN not in found else found


def _plain(words: str) -> str:
    """The text without its escapes, without addresses of others, and without codes and amounts."""
    words = unescape(words) if "&" in words else words
    words = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), words) if "\\" in words else words
    return _CODED.sub(" ", _ADDRESS.sub(_address, _ATTRIBUTE.sub(" ", words.replace("%40", "@"))))


def _address(found: re.Match[str]) -> str:
    """What of an address may tell on a person: the name of a thing of ours, a word, or an e-mail address in it."""
    whole = found[0].split("://", 1)[1]
    last = re.split(r"[/#]", whole)[-1]
    if "@" in whole:
        return " " + whole
    return f" {last}" if found[0].startswith(BASE) or _LETTERS.fullmatch(last) else " "
