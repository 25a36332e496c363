"""What SPARQL 1.1 says where the engine does otherwise: a question is rewritten, by its words, before it is answered.

Two things, each seen in pyoxigraph 0.5.13 and in the W3C's own cases (`aggregates`, `bindings`, `negation`):

* GROUP_CONCAT gives a plain text (18.5.1.7); the engine lets it keep a language that all values share.
* `GRAPH ?g { P }` is the union, over the named graphs n, of `GRAPH <n> { P }` joined with ?g = <n> (18.6). The engine
  gives ?g no value, or evaluates P once for all graphs together, where P has a sub-SELECT, VALUES, MINUS or another
  GRAPH. There the union is written out. It is not, and the engine's own answer stands, where the dataset has more than
  `MOST` named graphs, where the text would be longer than `LONGEST`, where a graph has no IRI, where P goes to another
  server, and where an expression in P looks at ?g: by the letter it has no value there, and no engine has it so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise

import pyoxigraph
from pyoxigraph import NamedNode

from vakgraph.adhoc.tokens import Token, tokens

MOST = 100  # named graphs
LONGEST = 50_000  # characters
HERE = "SELECT ?g { GRAPH ?g {} }"  # the named graphs of a store
_FORMS = {"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"}
_ASTRAY = {"SELECT", "VALUES", "MINUS", "GRAPH"}


def rewritten(sparql: str, here: Callable[[], Iterable[object]], given: Sequence[NamedNode] | None = None) -> str:
    """The question that the engine answers as SPARQL 1.1 has this one answered; the same text where it does already.

    `here`: the named graphs of the store, looked up only where they matter. `given`: those of the request; then they
    are the dataset, whatever the text says. SyntaxError: the text is wrong, at the place that the fault names. The
    text must be past the gate: it is evaluated over nothing.
    """
    words = tuple(tokens(sparql))
    groups = _groups(words)
    astray = {at for at, end in groups.items() if _is_graph(words, at) and _needed(words[at + 1 : end], words[at - 1])}
    if not astray and "GROUP_CONCAT" not in map(_said, words):
        return sparql
    read(sparql)
    spread = _spread(sparql, words, groups, astray, here, given) if astray else sparql
    for text in (_plain(spread), _plain(sparql)):
        with suppress(SyntaxError):  # then the words are not what they seem
            read(text)
            return text
    return sparql


def read(sparql: str) -> None:
    """Have the engine read it. SyntaxError: it cannot."""
    with suppress(OSError, RuntimeError, ValueError):
        pyoxigraph.Store().query(sparql)


# ---- GROUP_CONCAT


def _plain(sparql: str) -> str:
    """STR around each GROUP_CONCAT: an error in it stays an error."""
    parts, done, depth, ends = list[str](), 0, 0, list[int]()
    for word, after in pairwise([*tokens(sparql), Token("other", "", len(sparql))]):
        if _said(word) == "GROUP_CONCAT" and after.text == "(":
            parts += [sparql[done : word.start], "STR("]
            done = word.start
            ends.append(depth)
        depth += (word.text == "(") - (word.text == ")")
        if word.text == ")" and ends and ends[-1] == depth:
            ends.pop()
            parts += [sparql[done : word.end], ")"]
            done = word.end
    return "".join(parts) + sparql[done:]


# ---- GRAPH ?g


class _TooLong(Exception):
    """Written out it would be more than an engine should be given."""


def _spread(
    sparql: str,
    words: Sequence[Token],
    groups: dict[int, int],
    astray: set[int],
    here: Callable[[], Iterable[object]],
    given: Sequence[NamedNode] | None,
) -> str:
    """The text with each of these unions written out, or as it is where they cannot be."""
    names = _names(sparql, words, here) if given is None else _distinct(given)
    if names is None:
        return sparql
    try:
        return _Spreading(sparql, words, groups, astray, names).text(0, len(words))
    except _TooLong:
        return sparql


def _groups(words: Sequence[Token]) -> dict[int, int]:
    """Where each { closes, both as numbers of words."""
    found, open_ = dict[int, int](), list[int]()
    for at, word in enumerate(words):
        if word.sort == "other" and word.text == "{":
            open_.append(at)
        elif word.sort == "other" and word.text == "}" and open_:
            found[open_.pop()] = at
    return found


def _is_graph(words: Sequence[Token], at: int) -> bool:
    """Whether this { follows GRAPH and a variable."""
    return at > 1 and words[at - 1].sort == "variable" and _said(words[at - 2]) == "GRAPH"


def _said(word: Token) -> str:
    return word.text.upper() if word.sort == "word" else ""


def _needed(inside: Sequence[Token], variable: Token) -> bool:
    """Whether the engine goes wrong on a group with these words, and its union is what is meant."""
    name, said, bound = variable.text[1:], set(map(_said, inside)), False
    within, before = [""], ""  # for each bracket that is open: "(" , or the word before it where it says what stands in
    for word in inside:
        if word.sort == "other" and word.text in ("(", "{"):
            within.append(before if before in ("VALUES", "EXISTS") else within[-1] or word.text.strip("{"))
        elif word.sort == "other" and word.text in (")", "}"):
            del within[max(len(within) - 1, 1) :]
        elif word.sort == "variable" and word.text[1:] == name:
            if within[-1] in ("(", "EXISTS") and before != "AS":
                return False
            bound = bound or before == "AS"
        elif word.sort == "iri" and ("?" + name in word.text or "$" + name in word.text):
            return False  # two comparisons, it may be
        before = _said(word)
    return bool(said & _ASTRAY or bound) and "SERVICE" not in said


def _names(sparql: str, words: Sequence[Token], here: Callable[[], Iterable[object]]) -> list[NamedNode] | None:
    """The named graphs of the dataset: those that the text says, or else those of the store."""
    start = next((word.start for word in words if _said(word) in _FORMS), 0)
    clauses = [at for at, word in enumerate(words) if _said(word) == "FROM"]
    if not clauses:
        return _distinct(here())
    named = [words[at + 2].text for at in clauses if _said(words[at + 1]) == "NAMED"]
    if not named:
        return []
    # The engine resolves them as it does in the question itself.
    asked = " ".join(f"({text} AS ?n{at})" for at, text in enumerate(named))
    (row,) = pyoxigraph.Store().query(f"{sparql[:start]} SELECT {asked} {{}}")  # type: ignore[misc]
    return _distinct(row)


def _distinct(names: Iterable[object]) -> list[NamedNode] | None:
    """Each once; None where they are too many, or cannot be written so that they are read as they are."""
    found = list(dict.fromkeys(islice(names, MOST + 1)))
    nodes = [name for name in found if isinstance(name, NamedNode) and "/." not in name.value]
    return nodes if len(nodes) == len(found) <= MOST else None


class _Spreading:
    """The text once more, with the unions in it."""

    def __init__(
        self, sparql: str, words: Sequence[Token], groups: dict[int, int], astray: set[int], names: list[NamedNode]
    ) -> None:
        self._sparql, self._words, self._groups, self._astray, self._names = sparql, words, groups, astray, names
        self._copies = 0

    def text(self, first: int, last: int) -> str:
        """That of these words and what stands between them."""
        parts, at, length = list[str](), first, 0
        while at < last:
            if at + 2 in self._astray:
                parts.append(self._union(at + 2))
                at = self._groups[at + 2]
            else:
                parts.append(self._sparql[self._words[at].start : self._start(at + 1)])
            at += 1
            length += len(parts[-1])
            if length > LONGEST:
                raise _TooLong
        return "".join(parts)

    def _start(self, at: int) -> int:
        return self._words[at].start if at < len(self._words) else len(self._sparql)

    def _union(self, opens: int) -> str:
        """Of one GRAPH."""
        variable, inside = self._words[opens - 1].text, self.text(opens + 1, self._groups[opens])
        if not self._names:
            return f"{{ VALUES {variable} {{}} GRAPH {variable} {{ {inside} }} }} "
        if len(self._names) * len(inside) > LONGEST:
            raise _TooLong
        return "{ " + " UNION ".join(self._one(variable, inside)) + " } "

    def _one(self, variable: str, inside: str) -> Iterator[str]:
        for name in self._names:
            self._copies += 1
            yield f"{{ VALUES {variable} {{ {name} }} GRAPH {name} {{ {_renamed(inside, self._copies)} }} }}"


def _renamed(sparql: str, copy: int) -> str:
    """With other labels of blank nodes, for one label cannot stand in two groups."""
    made, done = list[str](), 0
    for word in tokens(sparql):
        if word.sort == "name" and word.text.startswith("_:"):
            made += [sparql[done : word.end], f"_copy{copy}"]
            done = word.end
    return "".join(made) + sparql[done:]
