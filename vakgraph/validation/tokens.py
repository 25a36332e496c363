"""SPARQL as a row of tokens, read from left to right: signs, names and property paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode

from vakgraph.validation.paths import Path, PathKind
from vakgraph.validation.walk import TYPE

_TOKEN = re.compile(
    r"""
    (?P<skip> \s+ | \#[^\n]* )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<var> [?$]\w+ )
  | (?P<text> \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
  | (?P<lang> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<blank> _:[\w.-]*\w )
  | (?P<name> (?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)
              (?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*(?<!\.))? )
  | (?P<number> [+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<sign> \^\^ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_REPEATS: dict[str, PathKind] = {"*": "zeroOrMore", "+": "oneOrMore", "?": "zeroOrOne"}


class NotSimple(ValueError):
    """A query with something in it that is not followed here; the text says what."""


class Tokens:
    """The tokens of a query, and where the reader is."""

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        found = [(str(m.lastgroup), m[0]) for m in _TOKEN.finditer(text) if m.lastgroup != "skip"]
        self._tokens, self._at = [*found, ("end", "")], 0
        self.prefixes = dict(prefixes)

    @property
    def kind(self) -> str:
        """What the next token is."""
        return self._tokens[self._at][0]

    def peek(self) -> str:
        """The next token; keywords in capitals, a variable by its name."""
        kind, text = self._tokens[self._at]
        if kind == "var":
            return text[1:]
        return text.upper() if kind == "word" and text != "a" else text

    def take(self, *expected: str) -> str:
        """The next token, and go on."""
        text = self.peek()
        if self.kind == "end" or (expected and text not in expected):
            raise NotSimple(text or "end")
        self._at += 1
        return text

    def skip(self, sign: str) -> bool:
        """Go past that sign if it is next."""
        found = self.kind in ("sign", "word") and self.peek() == sign
        self._at += found
        return found

    def sees(self, *signs: str) -> bool:
        """Whether a keyword or sign of these is next."""
        return self.kind in ("sign", "word", "end") and self.peek() in signs

    def iri(self, token: str) -> NamedNode | None:
        """The IRI that a token is; None where it is none."""
        prefix, colon, local = token.partition(":")
        if token.startswith("<"):
            return NamedNode(token[1:-1])
        if not colon or token[0] in "\"'":
            return None
        if prefix not in self.prefixes:
            raise NotSimple(token)
        return NamedNode(self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local))

    # ---- paths

    def path(self) -> Path:
        """The property path that is next."""
        return self._several("|", "alternative", lambda: self._several("/", "sequence", self._step))

    def _several(self, sign: str, kind: PathKind, inner: Callable[[], Path]) -> Path:
        parts = [inner()]
        while self.skip(sign):
            parts.append(inner())
        return Path(kind, tuple(parts)) if len(parts) > 1 else parts[0]

    def _step(self) -> Path:
        back = self.skip("^")
        path = self._primary()
        if self.sees(*_REPEATS):
            path = Path(_REPEATS[self.take()], (path,))
        return Path("inverse", (path,)) if back else path

    def _primary(self) -> Path:
        if self.skip("("):
            path = self.path()
            self.take(")")
            return path
        token = self.take()
        iri = TYPE if token == "a" else self.iri(token)
        if iri is None:
            raise NotSimple(token)
        return Path("predicate", (), iri)
