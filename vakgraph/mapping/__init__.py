"""A row becomes triples: one small function per kind of sheet, in one dict.

`names(word, text)` says which thing of a kind, or which concept of a scheme, a text means; it raises
UnknownName or AmbiguousName. So this room needs no store.
"""

from __future__ import annotations

from vakgraph.errors import InputError
from vakgraph.mapping.cells import Cells
from vakgraph.mapping.delivered import also
from vakgraph.mapping.kinds import MAPPERS
from vakgraph.mapping.words import Names, named
from vakgraph.sheets import Row
from vakgraph.turtle import Triple

__all__ = ["MAPPERS", "Names", "also", "judge", "named", "triples"]


def triples(row: Row, names: Names) -> list[Triple]:
    """What the row says; InputError with the place of the first cell that cannot be read."""
    said, faults = judge(row, names)
    if faults:
        raise faults[0]
    return said


def judge(row: Row, names: Names) -> tuple[list[Triple], list[InputError]]:
    """What the row says, and everything that is wrong with its cells."""
    cells = Cells(row, names)
    cells.faults += [row.fault(key, trouble.nl, trouble.en) for key, trouble in row.troubles.items()]
    try:
        MAPPERS[row.kind](cells)
    except InputError as error:  # without a name nothing can be said about the thing
        cells.faults.append(error)
        cells.look()
    return list(dict.fromkeys(cells.said)), list({fault.nl: fault for fault in cells.faults}.values())
