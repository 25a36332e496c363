"""The names of cells: "C12" is row 12, column 3."""

from __future__ import annotations

import re

Cell = tuple[int, int]  # row and column, both from 1


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(name: str) -> Cell:
    """The row and column of a cell; ValueError where the text names none."""
    found = re.fullmatch(r"([A-Z]{1,3})([1-9][0-9]{0,6})", name.upper())
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
