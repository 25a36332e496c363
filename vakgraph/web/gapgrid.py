"""The gap map as a table of a page: heads that stay in view, squares that lead to what lies in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vakgraph.pictures.cells import FILLED, Matrix, Square, matrix
from vakgraph.pictures.square import GLYPHS
from vakgraph.pictures.words import WORDS, Words
from vakgraph.table import Cell, Table
from vakgraph.web.sections import written
from vakgraph.web.views import Ask

QUESTION, GAPS = "what-works-for-whom", "not-studied"
LONG = 8  # letters from which on a word in the head of a column may be broken
# The consonants that a syllable begins with, as many as Dutch lets it, and the vowel after them.
_SYLLABLE = re.compile(
    r"(?<=\w)(s?chr?|s?tr|s?pr|s?pl|s?kr|[bdfgkpv]r|[bfgkpsv]l|s[pt]|kn|[bcdfghjklmnpqrstvwxz])(?=[aeiouyáéèëíïóöúü])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A square: how it looks, what stands in it, what is said of it, and where it leads ("" for nowhere)."""

    look: str
    count: str
    marks: str
    spoken: str
    href: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in a square: its place on the page, its name, and its rows (finding, how it came out, study)."""

    place: str
    name: str
    rows: tuple[dict[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The heads of the columns, the rows (label, where it leads, squares), and what is said of the whole."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Shown, ...]], ...]
    words: Words
    summary: str


def grid(ask: Ask, table: Table, outcome: str = "", within: bool = False, page: str = "") -> Grid:
    """The squares of the answer to gap-matrix. `outcome` was chosen; `within`: one programme was, which a selection
    of findings does not know; `page` is where what lies in the squares is listed, "" for this page."""
    known = matrix(table)
    words = WORDS[ask.language]
    rows = tuple(
        (
            soft(label),
            ask.links.thing(row) or "",
            tuple(_shown(ask, known, (row, label), column, outcome, within, page) for column in known.columns),
        )
        for row, label in known.rows
    )
    summary = words.summary.format(
        evidence=known.count(*FILLED), all=len(known.rows) * len(known.columns), empty=known.count("not-studied")
    )
    return Grid(tuple(soft(label) for _, label in known.columns), rows, words, summary)


def _shown(
    ask: Ask, known: Matrix, row: tuple[str, str], column: tuple[str, str], outcome: str, within: bool, page: str
) -> Shown:
    found = known.at(row[0], column[0])
    spoken = f"{row[1]}, {_lower(column[1])}: {found.spoken(ask.language)}"
    filled = found.state in FILLED
    count = str(found.findings) if filled else GLYPHS.get(found.state, WORDS[ask.language].not_applicable)
    look = f"sure-{found.certainty or 'none'}" if found.state == "evidence" else found.state
    href = _href(ask, found, (row[0], column[0]), outcome, within, page)
    letter = f" {found.certainty or '–'}" if filled else ""
    return Shown(look, count + letter, found.marks if filled else "", spoken, href)


def _href(ask: Ask, found: Square, at: tuple[str, str], outcome: str, within: bool, page: str) -> str:
    """Findings: exactly their selection, or where no server selects, their list; studies: their list; else the gaps."""
    listed = ask.links.page(f"{page}#{place(*at)}") if page else f"#{place(*at)}"
    group, kind = (written(iri) for iri in at)
    if found.state in FILLED and not within and not ask.links.folder and QUESTION in ask.library.questions:
        return ask.links.page(f"question/{QUESTION}", target_group=group, intervention_type=kind, outcome=outcome)
    if found.state == "not-applicable":
        return ""
    if found.state == "not-studied":
        asked = GAPS in ask.library.questions
        return ask.links.page(f"question/{GAPS}", target_group=group, outcome=outcome) if asked else ""
    return listed


def place(group: str, kind: str) -> str:
    """Where on the page of the gap map stands what lies in a square."""
    return f"{written(group)}.{written(kind)}"


def inside(found: Table, table: Table) -> list[Inside]:
    """What lies in each square that holds something, in the order of the map; `found` answers gap-squares."""
    known, rows = matrix(table), dict[tuple[str, str], list[dict[str, Cell]]]()
    for row in found:
        rows.setdefault((row["target_group"].value, row["intervention_type"].value), []).append(row)
    return [
        Inside(place(group, kind), f"{label} × {_lower(called)}", tuple(rows[group, kind]))
        for group, label in known.rows
        for kind, called in known.columns
        if (group, kind) in rows
    ]


def soft(label: str) -> str:
    """A head of a column, whose long words may be broken where a syllable begins."""
    return " ".join(_soft(word) if len(word) >= LONG else word for word in label.split(" "))


def _soft(word: str) -> str:
    """A soft hyphen before every syllable, but for those of one or two letters at an end."""
    cuts = [found.start(1) for found in _SYLLABLE.finditer(word) if 2 < found.start(1) < len(word) - 2]
    return "\u00ad".join(word[start:end] for start, end in zip([0, *cuts], [*cuts, len(word)], strict=True))


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
