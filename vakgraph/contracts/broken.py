"""Where a contract is broken: the file, the line, and what differs, as a sentence or as a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vakgraph.contracts.names import Row
from vakgraph.table import UNBOUND, XSD, Cell, Table

MOST = 8  # rows that are told of each side


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken contract. `missing` and `extra` are the rows that were expected and not given, and the reverse."""

    query: str
    file: str
    line: int
    nl: str
    en: str
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    def say(self, language: str = "nl") -> str:
        """The sentence with its place."""
        return f"{self.place}: {self.en if language == 'en' else self.nl}"


def differs(wanted: Sequence[Row], given: Sequence[Row], ordered: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows that are missing and the rows that are too much; two orders of the same rows in full."""
    missing, extra = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    if ordered and not missing and not extra and list(wanted) != list(given):
        at = next(at for at, pair in enumerate(zip(wanted, given, strict=True)) if pair[0] != pair[1])
        return tuple(map(line_of, wanted[at:])), tuple(map(line_of, given[at:]))
    return tuple(map(line_of, missing.elements())), tuple(map(line_of, extra.elements()))


def line_of(row: Row) -> str:
    """A row on one line."""
    return " | ".join("–" if cell is None else " ".join(cell.split()) for cell in row)


def told(broken: Iterable[Broken], language: str = "nl") -> str:
    """The sentences, each with the rows that differ below it: `-` expected, `+` given."""
    lines: list[str] = []
    for each in broken:
        lines.append(each.say(language))
        lines += _listed("-", each.missing, language) + _listed("+", each.extra, language)
    return "\n".join(lines)


def _listed(sign: str, rows: Sequence[str], language: str) -> list[str]:
    words = {"-": ("verwacht", "expected"), "+": ("gekregen", "given")}[sign][language == "en"]
    lines = [f"  {sign} {words}: {row}" for row in rows[:MOST]]
    more = len(rows) - MOST
    return lines + ([f"  {sign} ... {more} {'more' if language == 'en' else 'meer'}"] if more > 0 else [])


def as_table(broken: Iterable[Broken], language: str = "nl") -> Table:
    """The same as rows, for a file or a program."""
    english = language == "en"
    heads = ("Question", "File", "Line", "What", "Expected", "Given")
    dutch = ("Vraag", "Bestand", "Regel", "Wat", "Verwacht", "Gekregen")
    return Table(
        ("query", "file", "line", "problem", "expected", "given"),
        tuple(
            (
                _text(each.query),
                _text(each.file),
                Cell("literal", str(each.line), XSD + "integer"),
                _text(each.en if english else each.nl),
                _text("\n".join(each.missing)),
                _text("\n".join(each.extra)),
            )
            for each in broken
        ),
        heads if english else dutch,
        empty=("",) * 6,
        title="Broken contracts" if english else "Gebroken contracten",
    )


def _text(value: str) -> Cell:
    return Cell("literal", value) if value else UNBOUND
