"""Stored questions: a `.rq` file with a header becomes a `StoredQuery`; a broken header is an error."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from vakgraph.errors import InputError, QueryHeaderError, UnknownName
from vakgraph.queries.header import GROUPS, Header
from vakgraph.queries.stored import Parameter, StoredQuery, Term, counting, form
from vakgraph.queries.themes import ASKERS, THEMES

__all__ = ["ASKERS", "THEMES", "Parameter", "StoredQuery", "Term", "counting", "form", "load", "load_all", "named"]


def load_all(folder: Path) -> dict[str, StoredQuery]:
    """Every stored query below `folder`, by name. One broken header stops it: nothing is dropped."""
    found: dict[str, StoredQuery] = {}
    for path in sorted(folder.rglob("*.rq")):
        query = load(path)
        if query.name in found:
            raise QueryHeaderError(
                f"er is al een vraag die zo heet: {found[query.name].path}. Geef deze een andere naam.",
                f"there already is a query of that name: {found[query.name].path}. Give this one another.",
                str(path),
            )
        found[query.name] = query
    return found


def named(folder: Path, name: str) -> StoredQuery:
    """The one stored query of that name; no other file is read."""
    usual = (folder / group / f"{name}.rq" for group in GROUPS if Path(name).name == name)
    for path in usual:
        if os.path.isfile(path):  # which a name that is too long for a file is not; `Path.is_file` breaks on it
            return load(path)
    paths = {path.stem: path for path in folder.rglob("*.rq")}
    if name in paths:
        return load(paths[name])
    tables = sorted(stem for stem, path in paths.items() if path.parent.name == "tables") or sorted(paths)
    near = difflib.get_close_matches(name, sorted(paths), 3, 0.5) or [stem for stem in tables if name in stem]
    raise UnknownName(f'Er is geen vraag die "{name}" heet.', f'There is no query called "{name}".', near[:5])


def load(path: Path) -> StoredQuery:
    """Read one `.rq` file."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise InputError(f"deze vraag is niet te lezen ({why}).", f"unreadable ({why}).", str(path)) from None
    count = next((at for at, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    return Header(path, [line[2:].strip("\n\r") for line in lines[:count]]).query("".join(lines[count:]))
