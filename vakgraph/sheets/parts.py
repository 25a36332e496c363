"""The sheets that a workbook names, each with its part: what is missing, twice there, outside or broken is refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from vakgraph.errors import InputError
from vakgraph.sheets.guard import macros
from vakgraph.sheets.letters import place

# How a part is called that holds something else than cells.
OTHER = {
    "chartsheet": ("een grafiekblad", "a chart sheet"),
    "dialogsheet": ("een dialoogblad", "a dialog sheet"),
}
_MACROS = ("xlMacrosheet", "xlIntlMacrosheet")
# Elements of a sheet as openpyxl knows them; it sees nothing in those of another namespace.
_CELL, _ROW, _DATA = (
    f"http://schemas.openxmlformats.org/spreadsheetml/2006/main {name}" for name in ("c", "row", "sheetData")
)
_MAIN_CONTENT = ".sheet.main+xml"
_AGAIN_NL, _AGAIN_EN = (
    "open de werkmap in Excel en sla haar opnieuw op als .xlsx.",
    "open the workbook in Excel and save it again as .xlsx.",
)
Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook names it: its title, its sort, the part that holds it, and whether it is in sight."""

    title: str
    sort: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Relation:
    id: str
    sort: str
    target: str
    outside: bool


def listed(data: bytes, file: str) -> list[Listed]:
    """Every sheet that the workbook names, in its order; InputError where one of them cannot be read whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = _Package(archive, file)
        main = package.main()
        relations = {each.id: each for each in package.relations(main)}
        sheets = [package.sheet(said, relations) for said in package.named(main)]
        package.once(sheets, relations)
        for sheet in sheets:
            if sheet.sort == "worksheet":
                _Cells(package, sheet).check()
    return sheets


@dataclass(frozen=True, slots=True)
class _Package:
    """The parts of one workbook, read with the strict parser: no entities, no DOCTYPE, whole to the end."""

    archive: zipfile.ZipFile
    file: str

    def refuse(self, nl: str, en: str) -> InputError:
        return InputError(f"{nl}; {_AGAIN_NL}", f"{en}; {_AGAIN_EN}", self.file)

    def main(self) -> str:
        """The part that names the sheets; who says so in two ways that differ is refused."""
        said = {each.target for each in self.relations("") if each.sort == "officeDocument"}
        types = [attributes for tag, attributes in self.elements("[Content_Types].xml") if tag == "Override"]
        mains = {a.get("PartName", "").lstrip("/") for a in types if a.get("ContentType", "").endswith(_MAIN_CONTENT)}
        if len(said | mains) != 1:
            raise self.refuse(
                "deze werkmap zegt niet, of op twee manieren, waar haar bladen staan",
                "this workbook does not say, or says in two ways, where its sheets stand",
            )
        return (said | mains).pop()

    def relations(self, part: str) -> list[_Relation]:
        """What a part points to."""
        folder, _, name = part.rpartition("/")
        found = []
        for tag, said in self.elements(f"{folder}/_rels/{name}.rels".lstrip("/")):
            if tag == "Relationship":
                target = posixpath.normpath(posixpath.join("/" + folder, said.get("Target", ""))).lstrip("/")
                sort = said.get("Type", "").rpartition("/")[2]
                found.append(_Relation(said.get("Id", ""), sort, target, said.get("TargetMode") == "External"))
        return found

    def named(self, main: str) -> list[Attributes]:
        """What the workbook says of each of its sheets."""
        return [attributes for tag, attributes in self.elements(main) if tag == "sheet"]

    def sheet(self, said: Attributes, relations: Mapping[str, _Relation]) -> Listed:
        """One sheet with its part."""
        title = said.get("name", "")
        relation = relations.get(said.get("id", ""))
        if relation is not None and relation.outside:
            raise self.refuse(
                f'het blad "{title}" staat buiten de werkmap, en dat wordt niet opgehaald',
                f'the sheet "{title}" stands outside the workbook, and that is not fetched',
            )
        if relation is not None and relation.sort in _MACROS:
            raise macros(self.file)
        if relation is None or relation.target not in self.archive.NameToInfo:
            raise self.refuse(
                f'deze werkmap noemt het blad "{title}", maar dat blad zit er niet in',
                f'this workbook names the sheet "{title}", but that sheet is not in it',
            )
        return Listed(title, relation.sort, relation.target, said.get("state", "visible") != "visible")

    def once(self, sheets: list[Listed], relations: Mapping[str, _Relation]) -> None:
        """No two sheets of one name or in one part, and no sheet without a name."""
        titles, parts = [sheet.title.casefold() for sheet in sheets], [sheet.part for sheet in sheets]
        for sheet in sheets:
            if titles.count(sheet.title.casefold()) > 1 or parts.count(sheet.part) > 1:
                raise self.refuse(
                    f'het blad "{sheet.title}" staat twee keer in deze werkmap',
                    f'the sheet "{sheet.title}" stands in this workbook twice',
                )
        loose = [each.target for each in relations.values() if each.sort == "worksheet" and each.target not in parts]
        if loose:
            raise self.refuse(
                f"in deze werkmap zit een blad zonder naam ({loose[0]})",
                f"this workbook holds a sheet without a name ({loose[0]})",
            )

    def elements(self, part: str) -> Iterator[tuple[str, Attributes]]:
        """Every element of a small part: its name without prefix, and its attributes."""
        found: list[tuple[str, Attributes]] = []

        def begin(tag: str, said: dict[str, str]) -> None:
            found.append((_local(tag), {_local(name): value for name, value in said.items()}))

        parser = self.parser(part)
        parser.StartElementHandler = begin
        self.run(parser, part)
        return iter(found)

    def parser(self, part: str) -> expat.XMLParserType:
        """A parser that refuses what could pull in or blow up anything."""
        parser = expat.ParserCreate(namespace_separator=" ")

        def doctype(*declared: object) -> None:
            raise self.refuse(
                f"in het deel {part} van deze werkmap staan XML-entiteiten (een DOCTYPE), en die worden niet gelezen",
                f"the part {part} of this workbook holds XML entities (a DOCTYPE), and those are not read",
            )

        parser.StartDoctypeDeclHandler = doctype
        return parser

    def run(self, parser: expat.XMLParserType, part: str, title: str = "") -> None:
        """Read a part to its end."""
        what_nl = f'het blad "{title}" van deze werkmap' if title else f"het deel {part} van deze werkmap"
        what_en = f'the sheet "{title}" of this workbook' if title else f"the part {part} of this workbook"
        if part not in self.archive.NameToInfo:
            raise self.refuse(f"{what_nl} ontbreekt", f"{what_en} is missing")
        try:
            parser.Parse(self.archive.read(part), True)
        except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
            raise self.refuse(f"{what_nl} is beschadigd", f"{what_en} is damaged") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Cells:
    """One pass over the cells of a sheet: openpyxl skips rows and cells that stand out of order, and says nothing."""

    def __init__(self, package: _Package, sheet: Listed) -> None:
        self.package, self.sheet = package, sheet
        self.cells, self.row, self.column = False, 0, 0

    def check(self) -> None:
        """InputError unless it is a sheet with cells, whole and in order."""
        parser = self.package.parser(self.sheet.part)
        parser.StartElementHandler = self._begin
        self.package.run(parser, self.sheet.part, self.sheet.title)
        if not self.cells:
            raise self.package.refuse(
                f'het blad "{self.sheet.title}" is niet als gewone Excel-werkmap geschreven (maar als Strict Open XML)',
                f'the sheet "{self.sheet.title}" is not written as a plain Excel workbook (but as Strict Open XML)',
            )

    def _begin(self, tag: str, said: dict[str, str]) -> None:
        if tag == _CELL:
            self._cell(said.get("r"))
        elif tag == _ROW:
            self._next(said.get("r"))
        elif tag == _DATA:
            self.cells = True

    def _next(self, said: str | None) -> None:
        """One more row; who gives no number means the next."""
        number = self.row + 1 if said is None else int(said) if said.isdigit() else 0
        if number <= self.row:
            raise self._mixed(said or "")
        self.row, self.column = number, 0

    def _cell(self, said: str | None) -> None:
        try:
            row, column = place(said) if said else (self.row, self.column + 1)
        except ValueError:
            raise self._mixed(said or "") from None
        if row != self.row or column <= self.column:
            raise self._mixed(said or "")
        self.column = column

    def _mixed(self, at: str) -> InputError:
        return self.package.refuse(
            f'in het blad "{self.sheet.title}" staan rijen of cellen dubbel of door elkaar (bij {at})',
            f'in the sheet "{self.sheet.title}" rows or cells stand twice or out of order (at {at})',
        )
