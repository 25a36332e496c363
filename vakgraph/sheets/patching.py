"""The parts of a workbook: read by name, changed one by one, all others written back byte for byte."""

from __future__ import annotations

import io
import os
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from vakgraph.errors import InputError, WriteError
from vakgraph.sheets import guard
from vakgraph.sheets.patching_text import (
    Element,
    Unpatchable,
    appended,
    child,
    children,
    decode,
    escape,
    prefix,
    root,
    well_formed,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTENT = "application/vnd.openxmlformats-officedocument"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: its id, the last word of its type, and the part."""

    id: str
    type: str
    target: str


@dataclass(slots=True)
class Package:
    """A workbook as a zip of parts; `changed` holds the new text of those that differ."""

    archive: zipfile.ZipFile
    changed: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.changed or name in self.archive.NameToInfo

    def text(self, name: str) -> str:
        """The text of a part as it is now."""
        if name not in self.changed and not self.has(name):
            raise Unpatchable(f"het deel {name} ontbreekt", f"the part {name} is missing")
        return self.changed[name] if name in self.changed else decode(self.archive.read(name), name)

    def relations(self, part: str) -> list[Relation]:
        """Which other parts of the workbook a part points to."""
        name = _relations_of(part)
        if not self.has(name):
            return []
        text = self.text(name)
        return [
            Relation(
                found.attributes.get("Id", ""),
                found.attributes.get("Type", "").rpartition("/")[2],
                self._resolved(part, found.attributes.get("Target", "")),
            )
            for found in children(text, root(text))
            if found.attributes.get("TargetMode") != "External"
        ]

    def related(self, part: str, type: str) -> Relation | None:
        """The first part of that type that a part points to."""
        return next((found for found in self.relations(part) if found.type == type), None)

    def relate(self, part: str, type: str, target: str) -> str:
        """Makes a part point to another; the id of that relation."""
        name = _relations_of(part)
        text = self.text(name) if self.has(name) else f'{_HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'
        of = root(text)
        taken = {found.attributes.get("Id") for found in children(text, of)}
        id = next(f"rIdVak{number}" for number in range(1, len(taken) + 2) if f"rIdVak{number}" not in taken)
        said = f'Id="{id}" Type="{OFFICE}/{type}" Target="/{escape(target)}"'
        self.changed[name] = appended(text, of, f"<{prefix(of.name)}Relationship {said}/>")
        return id

    def add(self, pattern: str, text: str, content: str = "") -> str:
        """A new part under the first free name; where `content` is given that type is told of it."""
        taken = {name.casefold() for name in self.archive.NameToInfo} | {name.casefold() for name in self.changed}
        name = next(made for made in (pattern.format(at) for at in range(1, 100_000)) if made.casefold() not in taken)
        self.changed[name] = text if text.startswith("<xml") else _HEAD + text
        if content:
            self._content(f'Override PartName="/{name}" ContentType="{content}"')
        return name

    def content_of_ending(self, ending: str, content: str) -> None:
        """Says what parts with this ending are, unless that is said."""
        text = self.text("[Content_Types].xml")
        known = {found.attributes.get("Extension", "").casefold() for found in children(text, root(text))}
        if ending not in known:
            self._content(f'Default Extension="{ending}" ContentType="{content}"')

    def saved(self) -> bytes:
        """The workbook as it is now; what was not changed is copied."""
        for name, text in self.changed.items():
            if not name.endswith(".vml") and not well_formed(text):
                raise Unpatchable(f"het deel {name} is niet goed te wijzigen", f"the part {name} is hard to change")
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
            for old in self.archive.infolist():
                data = self.changed[old.filename].encode() if old.filename in self.changed else self.archive.read(old)
                out.writestr(_info(old.filename, old.date_time), data)
            for name in self.changed.keys() - self.archive.NameToInfo.keys():
                out.writestr(_info(name, (1980, 1, 1, 0, 0, 0)), self.changed[name].encode())
        return whole.getvalue()

    def _content(self, said: str) -> None:
        name = "[Content_Types].xml"
        text = self.text(name)
        of = root(text)
        made = f"<{prefix(of.name)}{said}/>"
        # a type of an ending stands before those of single parts, as Excel writes them
        self.changed[name] = (
            text[: of.inner] + made + text[of.inner :] if said.startswith("Default") else appended(text, of, made)
        )

    def _resolved(self, part: str, target: str) -> str:
        """The name of a part that another points to, as the zip spells it."""
        name = posixpath.normpath(posixpath.join("/" + posixpath.dirname(part), target)).lstrip("/")
        if self.has(name):
            return name
        return next((kept for kept in self.archive.NameToInfo if kept.casefold() == name.casefold()), name)


def opened(data: bytes, file: str) -> Package:
    """The workbook in these bytes; Unpatchable where it must not or cannot be changed."""
    try:
        guard.check(data, file)
    except InputError as error:
        raise Unpatchable(error.nl.removeprefix(f"{file}: "), error.en.removeprefix(f"{file}: ")) from None
    package = Package(zipfile.ZipFile(io.BytesIO(data)))
    names = [info.filename for info in package.archive.infolist()]
    if len(set(map(str.casefold, names))) != len(names):
        raise Unpatchable("een deel staat er twee keer in", "a part stands in it twice")
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise Unpatchable("zij is digitaal ondertekend", "it is digitally signed")
    return package


def main_part(package: Package) -> str:
    """The name of the part that lists the sheets."""
    found = package.related("", "officeDocument")
    if found is None:
        raise Unpatchable("zij zegt niet welk deel de bladen noemt", "it does not say which part lists the sheets")
    text = package.text(found.target)
    if MAIN not in text[: root(text).inner]:
        raise Unpatchable("zij is als Strict Open XML opgeslagen", "it was saved as Strict Open XML")
    return found.target


def sheet_states(package: Package) -> dict[str, tuple[str, bool]]:
    """The part of every worksheet by its title, and whether the sheet is hidden."""
    main = main_part(package)
    text = package.text(main)
    targets = {found.id: found.target for found in package.relations(main) if found.type == "worksheet"}
    listed = child(text, root(text), "sheets")
    if listed is None:
        raise Unpatchable("zij noemt haar bladen niet", "it does not list its sheets")
    said = [(each.attributes, _relation_id(each)) for each in children(text, listed)]
    return {
        each.get("name", ""): (targets[id], each.get("state", "visible") != "visible")
        for each, id in said
        if id in targets
    }


def write(path: Path, data: bytes) -> None:
    """The file becomes these bytes, or stays as it was."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with made.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        made.replace(path)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise WriteError(
            f"{path.name} kan niet worden geschreven ({error.strerror}).",
            f"{path.name} cannot be written ({error.strerror}).",
        ) from None


def relation_attribute(opening: str) -> str:
    """How a root tag calls the relations of Office documents; it is told in place where it does not."""
    found = re.search(rf"xmlns:([\w.-]+)\s*=\s*[\"']{re.escape(OFFICE)}[\"']", opening)
    return f"{found[1]}:id" if found else f'xmlns:vakr="{OFFICE}" vakr:id'


def _relation_id(element: Element) -> str:
    return next((value for name, value in element.attributes.items() if name.endswith(":id")), "")


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _info(name: str, moment: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, moment)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
