"""What can go wrong, each with one sentence in Dutch and English and an exit code.

VakError                 2   the command or its input is at fault
├── InputError           2   a file or text could not be read; knows file, line and column
│   └── QueryHeaderError 2   the header of a stored query is broken
├── UnknownName          2   no thing, query or parameter of that name; carries near misses
├── AmbiguousName        2   several things of that name; carries them all
├── GraphMissing         2   no graph folder, or one without an ontology
├── WriteError           2   the result could not be written; the old file is intact
├── DataError            1   the data is at fault
└── NothingFound         3   nothing was checked or found where something must be
"""

from __future__ import annotations

from collections.abc import Sequence

# What was typed or sent comes back in a sentence about it, and a terminal would act upon these; one sign for each.
_ACTS = dict.fromkeys((*range(32), *range(127, 160)), "\ufffd") | {ord("\n"): "\n", ord("\r"): " ", ord("\t"): " "}

GOOD, DATA_AT_FAULT, INPUT_AT_FAULT, NOTHING_FOUND, INTERRUPTED = 0, 1, 2, 3, 130


class VakError(Exception):
    """A fault that a person can mend. `nl` and `en` say what, where, what was expected and how to mend it."""

    exit_code = INPUT_AT_FAULT

    def __init__(self, nl: str, en: str) -> None:
        self.nl, self.en = nl.translate(_ACTS), en.translate(_ACTS)
        super().__init__(self.nl)

    def say(self, language: str = "nl") -> str:
        """The sentence in `language` ("nl" or "en")."""
        return self.en if language == "en" else self.nl


class InputError(VakError):
    """A file or text could not be read. `where` is `file:line:column` as far as known."""

    def __init__(self, nl: str, en: str, file: str = "", line: int | None = None, column: int | None = None) -> None:
        self.file, self.line, self.column = file, line, column
        self.where = ":".join(str(part) for part in (file, line, column) if part not in ("", None))
        head = f"{self.where}: " if self.where else ""
        super().__init__(head + nl, head + en)


class QueryHeaderError(InputError):
    """The `#+` header of a stored query is missing, is no YAML, or says something unknown."""


class UnknownName(VakError):
    """No thing, query or parameter of that name. `near` holds the nearest names there are."""

    def __init__(self, nl: str, en: str, near: Sequence[str] = ()) -> None:
        self.near = tuple(near)
        if near:
            nl += " Bedoelde u " + " of ".join(near) + "?"
            en += " Did you mean " + " or ".join(near) + "?"
        super().__init__(nl, en)


class AmbiguousName(VakError):
    """Several things carry that name. `candidates` are (label, code or slug) pairs."""

    def __init__(self, nl: str, en: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.candidates = tuple(candidates)
        named = ", ".join(f"{label} ({code})" for label, code in candidates)
        super().__init__(f"{nl} {named}.", f"{en} {named}.")


class GraphMissing(VakError):
    """There is no graph folder here, or it has no ontology."""


class WriteError(VakError):
    """The result could not be written; what stood there before is intact."""


class DataError(VakError):
    """The data is at fault."""

    exit_code = DATA_AT_FAULT


class NothingFound(VakError):
    """Nothing was checked or found where something must be."""

    exit_code = NOTHING_FOUND
