"""The version in the papers written by hand: put in place by text, so that every comment and line stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vakgraph import turtle
from vakgraph.checkout import MARK, Checkout
from vakgraph.errors import VakError
from vakgraph.namespaces import BASE, OUTSIDE, VAK

ONTOLOGY = VAK.rstrip("#")
_OWL, _TERMS = OUTSIDE["owl"], OUTSIDE["dcterms"]
MAY_CHANGE = {
    _OWL + "versionInfo",
    _OWL + "versionIRI",
    _OWL + "priorVersion",
    _TERMS + "modified",
    _TERMS + "bibliographicCitation",
}
_HEAD = re.compile(rf"^<{re.escape(ONTOLOGY)}>\s+a\s+owl:Ontology\b.*?[;\s]\.[ \t]*$", re.MULTILINE | re.DOTALL)
# A value as it stands in Turtle; it is only looked for in the ontology's own block.
_VALUE = r'(?:<[^>]*>|"(?:[^"\\]|\\.)*"(?:\^\^[\w:-]+|@[\w-]+)?)'


@dataclass(frozen=True, slots=True)
class Edition:
    """What a release is called: its version, its day, and the version before it ("" for the first)."""

    version: str
    day: str
    prior: str = ""


def written(folder: Checkout, edition: Edition) -> dict[str, bytes]:
    """Every paper that names the version, in its new state, by its path below the root."""
    papers = {MARK.as_posix(): ontology(_text(folder.root / MARK), edition).encode()}
    for name, keys in _keyed(edition).items():
        if (folder.root / name).is_file():
            papers[name] = keyed(_text(folder.root / name), keys).encode()
    return {**papers, **_program(folder.root, edition)}


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _keyed(edition: Edition) -> dict[str, dict[str, str]]:
    """The keys of the YAML papers at the root of the project."""
    return {
        "publiccode.yml": {"softwareVersion": edition.version, "releaseDate": f"'{edition.day}'"},
        "CITATION.cff": {"version": edition.version, "date-released": f"'{edition.day}'"},
    }


def keyed(text: str, keys: Mapping[str, str]) -> str:
    """A YAML text with these keys at its outermost level; one that is not there comes last."""
    for key, value in keys.items():
        line = f"{key}: {value}"
        text, count = re.subn(rf"^{re.escape(key)}:[^\n]*$", line, text, count=1, flags=re.MULTILINE)
        if not count:
            text = f"{text.rstrip()}\n{line}\n"
    return text


def _program(root: Path, edition: Edition) -> dict[str, bytes]:
    """The program travels with its graph under one number; another's graph folder holds no program of ours."""
    project, package = root / "pyproject.toml", root / "vakgraph" / "__init__.py"
    if not (project.is_file() and package.is_file() and '\nname = "vakgraph"\n' in _text(project)):
        return {}
    return {
        "pyproject.toml": _line(_text(project), r'version = "', edition.version).encode(),
        "vakgraph/__init__.py": _line(_text(package), r'__version__ = "', edition.version).encode(),
    }


def _line(text: str, begin: str, version: str) -> str:
    return re.sub(rf'^{begin}[^"\n]*"', f'{begin}{version}"', text, count=1, flags=re.MULTILINE)


# ---- the ontology


def ontology(text: str, edition: Edition) -> str:
    """The ontology with its version, day and predecessor; nothing else in it is different, not even white space."""
    found = _HEAD.search(text)
    if not found:
        raise _unlike("haar eerste blok is niet gevonden", "its first block was not found")
    block = found[0]
    block = _set(block, "owl:versionInfo", f'"{edition.version}"', "a owl:Ontology")
    block = _set(block, "owl:versionIRI", f"<{BASE}def/{edition.version}>", "owl:versionInfo")
    block = _set(block, "dcterms:modified", f'"{edition.day}"^^xsd:date', "a owl:Ontology")
    if edition.prior:
        block = _set(block, "owl:priorVersion", f"<{BASE}def/{edition.prior}>", "owl:versionIRI")
    block = re.sub(rf"(dcterms:bibliographicCitation\s+)({_VALUE}(?:\s*,\s*{_VALUE})*)", _cited(edition), block)
    new = text[: found.start()] + block + text[found.end() :]
    _same_but_for_version(text, new)
    return new


def _set(block: str, name: str, value: str, behind: str) -> str:
    """The one value of a property; where it is not stated yet, on a line of its own behind another property."""
    block, count = re.subn(rf"({re.escape(name)}\s+){_VALUE}", lambda found: found[1] + value, block, count=1)
    if count:
        return block
    place = re.compile(rf"{re.escape(behind)}(?:\s+{_VALUE})?\s*;[ \t]*\n?")
    return place.sub(lambda found: f"{found[0].rstrip()}\n    {name} {value} ;\n", block, count=1)


def _cited(edition: Edition) -> Callable[[re.Match[str]], str]:
    """In the citation the number behind "versie" and "version", and the year between brackets."""

    def cite(found: re.Match[str]) -> str:
        said = re.sub(r"(versie|version) \d+\.\d+\.\d+(?:-[\w.-]*\w)?", rf"\1 {edition.version}", found[2])
        return found[1] + re.sub(r"\(\d{4}\)", f"({edition.day[:4]})", said)

    return cite


def _same_but_for_version(old: str, new: str) -> None:
    """Read both: what differs is the version of the ontology and nothing else."""
    was, is_ = (frozenset(turtle.read_text(text, MARK.as_posix())) for text in (old, new))
    for triple in was ^ is_:
        if getattr(triple.subject, "value", "") != ONTOLOGY or triple.predicate.value not in MAY_CHANGE:
            raise _unlike("er zou meer veranderen dan de versie", "more than the version would change")
    if sum(triple.predicate.value == _OWL + "versionInfo" for triple in is_) != 1:
        raise _unlike("zij noemt niet één versie", "it does not name one version")


def _unlike(nl: str, en: str) -> VakError:
    return VakError(
        f"{MARK.as_posix()} is niet bij te werken: {nl}.", f"{MARK.as_posix()} cannot be brought up to date: {en}."
    )
