"""The text of a Turtle, TriG, N-Triples or N-Quads file as tokens, each with where it begins."""

from __future__ import annotations

import re
from bisect import bisect_right

BOM = b"\xef\xbb\xbf"
# The characters of a name. The strict parser has been here before, so every character beyond ASCII is one.
_CHAR = r"A-Za-z0-9_\-\u0080-\U0010ffff"
_LOCAL = rf"(?:[{_CHAR}:%]|\\.|\.+(?=[{_CHAR}:%\\]))"

# No group repeats possessively, only single characters do: the `re` of Python 3.11.2 loses its place in such a group.
# What is looked for, by its number: the order settles what a character may begin.
IRI, NAME, BLANK, STRING, DOUBLE, DECIMAL, INTEGER, AT, WORD, MARK = range(1, 11)
TOKEN = re.compile(
    r"(?:[ \t\r\n]++|#[^\r\n]*+)*(?:"
    r"(<(?![<(])[^>]*>)"  # IRI
    rf"|((?:[A-Za-z\u0080-\U0010ffff](?:[{_CHAR}]|\.+(?=[{_CHAR}:]))*)?:(?:{_LOCAL})*)"  # NAME
    rf"|(_:(?:[{_CHAR}]|\.+(?=[{_CHAR}]))+)"  # BLANK
    r'|("""(?:[^"\\]++|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\]++|\\.)*"|\'(?:[^\'\\]++|\\.)*\')'  # STRING
    r"|([+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)[eE][+-]?[0-9]++)"  # DOUBLE
    r"|([+-]?[0-9]*+\.[0-9]++)"  # DECIMAL
    r"|([+-]?[0-9]++)"  # INTEGER
    r"|(@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)"  # AT: a language tag or @prefix
    r"|([A-Za-z]+)"  # WORD: a, true, false, PREFIX, GRAPH
    r"|(\^\^|<<\(|\)>>|<<|>>|\{\||\|\}|[.;,()\[\]{}~])"  # MARK
    r")",
    re.DOTALL,
)

Token = tuple[int, str, int]


def tokens(text: str) -> list[Token]:
    """Every token as (what it is, its text, where it begins)."""
    found = []
    for match in TOKEN.finditer(text):
        sort = match.lastindex or 0
        found.append((sort, match[sort], match.start(sort)))
    return found


def decoded(data: bytes) -> str:
    """The text of a file, without its byte order mark."""
    return data.removeprefix(BOM).decode("utf-8", "replace")


class Lines:
    """From a position in a text to its line and column, both from 1; a line ends with LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self._begins = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]

    def at(self, position: int) -> tuple[int, int]:
        """The line, and the column in characters."""
        line = bisect_right(self._begins, position)
        return line, position - self._begins[line - 1] + 1
