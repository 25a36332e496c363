"""The same tables as an Excel workbook, written straight into its zip: every text a text, formulas included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from vakgraph.delivery.about import About
from vakgraph.delivery.columns import BETWEEN, XSD, Column, Plan, heading, ordered, table_of, titled
from vakgraph.delivery.refusals import refused
from vakgraph.delivery.scratch import scratch
from vakgraph.delivery.terms import blocks, iri
from vakgraph.delivery.zipped import zipped

ROWS, CHARACTERS = 1_048_576, 32_767
_NUMBERS = (XSD + "integer", XSD + "decimal")
_OTHERS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_TOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = (
    f'{_TOP}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
    '<cols><col min="1" max="200" width="28" customWidth="1"/></cols><sheetData>'
).encode()
_END = b"</sheetData></worksheet>"
_STYLES = (
    f'{_TOP}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" '
    'applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
Value = str | tuple[str]  # a text, or a number in a tuple


class Sheets:
    """Sheets that grow row by row on disk, in files without a name; one that is full goes on in the next."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.made: list[tuple[str, BinaryIO]] = []

    def begin(self, title: str, heads: list[str]) -> Sheet:
        file = self._stack.enter_context(scratch())
        self.made.append((title[:31], file))
        sheet = Sheet(self, title, heads, file)
        sheet.row(list(heads), ' s="1"')
        return sheet


class Sheet:
    """One sheet, by name."""

    def __init__(self, sheets: Sheets, title: str, heads: list[str], file: BinaryIO) -> None:
        self._sheets, self._title, self._heads, self._file = sheets, title, heads, file
        self._rows, self._part = 0, 1

    def row(self, values: Iterable[Value], style: str = "") -> None:
        if self._rows == ROWS:
            self._part += 1
            self._file = self._sheets.begin(f"{self._title} {self._part}", self._heads)._file
            self._rows = 1
        self._rows += 1
        self._file.write(f"<row>{''.join(_cell(value, style) for value in values)}</row>".encode())


def _cell(value: Value, style: str) -> str:
    if isinstance(value, tuple):
        return f"<c{style}><v>{value[0]}</v></c>"
    if not value:
        return "<c/>"
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def xlsx(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """The workbook; `lines` are walked three times."""
    plan = Plan.of(lines, about.language)
    with ExitStack() as stack:
        sheets = Sheets(stack)
        _explain(sheets, plan, about)
        _fill(sheets, plan, lines, about)
        zipped(out, _parts(sheets.made, about))


def _fill(sheets: Sheets, plan: Plan, lines: Iterable[bytes], about: About) -> None:
    order = {name: list(ordered(plan, name)) for name in sorted(plan.columns)}
    wide = {name: sheets.begin(titled(name), _heads(plan, name, about)) for name in order}
    rest = sheets.begin(about.say("Overig", "Other"), [about.say("bewering (N-Triples)", "statement (N-Triples)")])
    for subject, said in blocks(lines):
        name = table_of(subject)
        row, others = plan.row(subject, said)
        if row:
            wide[name].row([iri(subject), *_values(plan, name, order[name], row)])
        for predicate, value in others:
            rest.row([_statement(subject + b" " + predicate + b" " + value + b" .")])


def _values(plan: Plan, name: str, order: list[tuple[Column, bool]], row: dict[Column, list[str]]) -> Iterator[Value]:
    for column, many in order:
        values = row.get(column, [])
        whole = BETWEEN.join(values)
        yield (whole,) if whole and column.type in _NUMBERS and not many else whole
        if column in plan.pointed.get(name, ()):
            yield BETWEEN.join(plan.labels.get(value, value) for value in values)


def _statement(line: bytes) -> str:
    """A statement in a cell; what a workbook does not keep is written as an escape of N-Triples."""
    text = _OTHERS.sub(lambda found: f"\\u{ord(found[0]):04X}", line.decode())
    if len(text.encode("utf-16-le")) > 2 * CHARACTERS or re.search(r"<[^>\"]*\\u005F", text):
        raise refused("XLSX", "een tekst of adres dat in geen cel past", "a text or address that fits no cell", line)
    return text


def _heads(plan: Plan, name: str, about: About) -> list[str]:
    made = ["IRI"]
    for column, _ in ordered(plan, name):
        word = heading(column, about.labels)
        word = word if word not in made else f"{word} [{column.name}]"
        made.append(word if word not in made else f"{column.property} {column.type}")
        if column in plan.pointed.get(name, ()):
            made.append(f"{made[-1]}: " + about.say("naam", "name"))
    return made


def _explain(sheets: Sheets, plan: Plan, about: About) -> None:
    """What it is, and what every column means: sheet, heading, property, type, what stands between values."""
    notes = sheets.begin(about.say("Uitleg", "Notes"), [about.say("onderdeel", "part"), about.say("tekst", "text")])
    for word, said in (("titel", about.title), ("stand", about.release), ("licentie", about.licence)):
        if said:
            notes.row([word, said])
    heads = ("blad", "kolom", "eigenschap", "type", "tussen waarden")
    if about.language == "en":
        heads = ("sheet", "column", "property", "type", "between values")
    means = sheets.begin(about.say("Kolommen", "Columns"), list(heads))
    for name in sorted(plan.columns):
        made = _heads(plan, name, about)[1:]
        for column, many in ordered(plan, name):
            means.row([titled(name), made.pop(0), column.property, column.type, BETWEEN if many else ""])
            if column in plan.pointed.get(name, ()):
                made.pop(0)


def _parts(made: list[tuple[str, BinaryIO]], about: About) -> Iterator[tuple[str, list[bytes | BinaryIO]]]:
    """The files of a workbook: what there is, how it hangs together, and the sheets."""
    kinds, links, sheets = "", "", ""
    for at, (title, _) in enumerate(made, 1):
        kinds += f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
        links += f'<Relationship Id="r{at}" Type="{_REL}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        sheets += f'<sheet name={quoteattr(title)} sheetId="{at}" r:id="r{at}"/>'
    yield "[Content_Types].xml", [_TYPES.replace("SHEETS", kinds).encode()]
    link = f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
    core = f'<Relationship Id="r2" Type="{_PACK}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    yield "_rels/.rels", [_relations(link + core)]
    yield "docProps/core.xml", [_core(about)]
    book = f'{_TOP}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{sheets}</sheets></workbook>'
    yield "xl/workbook.xml", [book.encode()]
    styles = f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", [_relations(links + styles)]
    yield "xl/styles.xml", [_STYLES]
    for at, (_, file) in enumerate(made, 1):
        yield f"xl/worksheets/sheet{at}.xml", [_SHEET, file, _END]


_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'{_TOP}<Types xmlns="{_PACK}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/><Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>SHEETS</Types>'
)


def _relations(links: str) -> bytes:
    return f'{_TOP}<Relationships xmlns="{_PACK}/relationships">{links}</Relationships>'.encode()


def _core(about: About) -> bytes:
    spaces = f'xmlns:cp="{_PACK}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    said = f"<dc:title>{escape(about.title)}</dc:title><dc:creator>vakgraph</dc:creator>"
    said += f"<dc:language>{about.language}</dc:language>"
    return f"{_TOP}<cp:coreProperties {spaces}>{said}</cp:coreProperties>".encode()
