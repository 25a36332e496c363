"""The entries of a cases.yaml: what is asked of a world, what it must answer, and what carries the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vakgraph.contracts.names import Row, bind
from vakgraph.errors import InputError
from vakgraph.queries import StoredQuery

KEYS = {"name", "parameters", "expected", "ordered", "carrying"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Case:
    """One entry, with the line on which it begins."""

    query: str
    name: str
    parameters: dict[str, list[Any]]
    expected: tuple[Row, ...]
    ordered: bool
    carrying: tuple[str, ...]
    path: Path
    line: int

    def bound(self, query: StoredQuery) -> str:
        """The SPARQL with the parameters of this case."""
        return bind(query, self.parameters)


def read(path: Path) -> Iterator[Case]:
    """The cases of one query, whose folder has its name."""
    try:
        text = path.read_text(encoding="utf-8")
        entries, lines = yaml.load(text, Loader=LOADER), _lines(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        why = " ".join(str(getattr(error, "problem", None) or error).split())
        raise _broken(path, why, mark.line + 1 if mark else None) from None
    for entry, line in zip(entries, lines, strict=True):
        yield _case(path, entry, line)


def _case(path: Path, entry: Any, line: int) -> Case:
    if not isinstance(entry, dict) or not {"name", "expected"} <= set(entry) <= KEYS:
        raise _broken(path, "name, expected, [parameters, ordered, carrying]", line)
    return Case(
        path.parent.name,
        str(entry["name"]),
        {name: each if isinstance(each, list) else [each] for name, each in (entry.get("parameters") or {}).items()},
        tuple(tuple(map(_cell, row)) for row in entry["expected"] or ()),
        bool(entry.get("ordered", False)),
        tuple(entry.get("carrying") or ()),
        path,
        line,
    )


def _lines(text: str) -> list[int]:
    """The line on which each entry begins."""
    tree = yaml.compose(text, Loader=LOADER)
    return [node.start_mark.line + 1 for node in tree.value] if tree else []


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _broken(path: Path, why: str, line: int | None) -> InputError:
    return InputError(f"dit zijn geen gevallen ({why}).", f"these are no cases ({why}).", str(path), line)
