"""One pass over the tokens of a Turtle, TriG, N-Triples or N-Quads file: which triple is said where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vakgraph.places import terms, tokens
from vakgraph.places.index import Index, Spot
from vakgraph.places.tokens import AT, BLANK, DECIMAL, DOUBLE, INTEGER, IRI, MARK, NAME, STRING, WORD, Token

SUBJECT, PREDICATE, OBJECT, AFTER = range(4)
NUMBERS = {INTEGER: "integer", DECIMAL: "decimal", DOUBLE: "double"}
Term = tuple[str, int]
NOWHERE: Term = ("", 0)


@dataclass(slots=True)
class _Frame:
    """What is being said at one depth of brackets."""

    kind: str = "."  # a statement, "[", "(" a list, "<<" a triple as a term
    subject: Term = NOWHERE
    predicate: Term = NOWHERE
    want: int = SUBJECT
    fresh: bool = True  # a list: its first cell is still empty
    parts: list[Term] = field(default_factory=list)
    last: tuple[str, str, str] = ("", "", "")
    spot: Spot = (0, 0, 0, 0)
    reifier: str = ""


class Walk:
    """A reader with a stack of its own, so that no depth of brackets is too deep."""

    def __init__(self, text: str, base: str = "") -> None:
        self.index = Index()
        self._tokens: Iterator[Token] = iter(tokens.tokens(text))
        self._held: Token | None = None
        self._base, self._prefixes, self._names = base, dict[str, str](), dict[str, str]()
        self._frame, self._stack = _Frame(), list[_Frame]()
        self._graph, self._statement = "", 0
        self._marks: dict[str, Callable[[int], None]] = {
            ".": self._full_stop, ";": self._semicolon, ",": self._comma, "[": self._open, "]": self._close,
            "(": self._open_list, ")": self._close_list, "{": self._open_graph, "}": self._close_graph,
            "<<(": self._open_triple, ")>>": self._close_triple, "<<": self._open_triple, ">>": self._close_reified,
            "~": self._reifier, "{|": self._open_remark, "|}": self._close,
        }  # fmt: skip

    def run(self) -> Index:
        """Read to the end."""
        while (token := self._next()) is not None:
            kind, text, start = token
            if kind == MARK:
                self._marks[text](start)
            elif kind == AT or (kind == WORD and self._frame.kind == "." and self._frame.want == SUBJECT):
                self._directive(text)
            elif kind == WORD and text == "a":
                self._say(terms.TYPE, start)
            else:
                self._say(self._term(kind, text), start)
        return self.index

    def _next(self) -> Token | None:
        held, self._held = self._held, None
        return held or next(self._tokens, None)

    def _peek(self) -> Token:
        self._held = self._next()
        return self._held or (0, "", 0)

    # ---- terms

    def _term(self, kind: int, text: str) -> str:
        """The key of a term as it is spelled here."""
        if kind in (IRI, NAME):
            if text not in self._names:
                self._names[text] = f"<{self._iri(kind, text)}>"
            return self._names[text]
        if kind == BLANK:
            return text
        if kind == STRING:
            return self._literal(text)
        return terms.literal(text, terms.XSD + NUMBERS.get(kind, "boolean"))

    def _iri(self, kind: int, text: str) -> str:
        if kind == IRI:
            return terms.resolved(self._base, terms.unescaped(text[1:-1]))
        prefix, _, local = text.partition(":")
        return self._prefixes.get(prefix, "") + terms.unescaped(local)

    def _literal(self, text: str) -> str:
        """A string with the language or datatype behind it."""
        quote = 3 if text.startswith(('"""', "'''")) else 1
        value = terms.unescaped(text[quote:-quote])
        kind, mark, _ = self._peek()
        if kind == AT:
            self._held = None
            return terms.literal(value, language=mark[1:])
        if mark == "^^":
            self._held = None
            kind, mark, _ = self._next() or (IRI, "<>", 0)
            return terms.literal(value, self._term(kind, mark)[1:-1])
        return terms.literal(value)

    def _directive(self, text: str) -> None:
        """`@prefix`, `@base`, `@version` and the same in the words of SPARQL; `GRAPH` says nothing by itself."""
        word = text.lstrip("@").lower()
        if word == "prefix":
            name, iri = self._next() or (0, ":", 0), self._next() or (0, "<>", 0)
            self._prefixes[name[1][:-1]] = self._iri(IRI, iri[1])
        elif word == "base":
            self._base = self._iri(IRI, (self._next() or (0, "<>", 0))[1])
        elif word == "version":
            self._next()
        self._names.clear()

    # ---- saying

    def _say(self, key: str, start: int) -> None:
        """One more term: where it belongs depends on what is being said."""
        frame = self._frame
        if frame.kind == "(":
            self._item(key, start)
        elif frame.kind == "<<":
            frame.parts.append((key, start))
        elif frame.want == OBJECT:
            frame.want = AFTER
            self._emit(frame.subject, frame.predicate, key, start)
        elif frame.want == PREDICATE:
            frame.predicate, frame.want = (key, start), OBJECT
        elif frame.want == SUBJECT:
            frame.subject, frame.want = (key, start), PREDICATE
            self._statement = start
        else:  # N-Quads: the graph stands behind the object
            self.index.put(frame.last, frame.spot, key)

    def _emit(self, subject: Term, predicate: Term, value: str, start: int) -> None:
        triple = (subject[0], predicate[0], value)
        spot = (start, predicate[1], subject[1], self._statement)
        self.index.put(triple, spot, self._graph)
        self._frame.last, self._frame.spot, self._frame.reifier = triple, spot, ""

    def _full_stop(self, start: int) -> None:
        self._frame, self._stack = _Frame(), []

    def _semicolon(self, start: int) -> None:
        self._frame.want = PREDICATE

    def _comma(self, start: int) -> None:
        self._frame.want = OBJECT

    def _push(self, frame: _Frame) -> None:
        self._stack.append(self._frame)
        self._frame = frame

    def _open(self, start: int) -> None:
        node = self.index.blank()
        self._say(node, start)
        self._push(_Frame("[", (node, start), want=PREDICATE))

    def _close(self, start: int) -> None:
        self._frame = self._stack.pop()

    def _open_list(self, start: int) -> None:
        if self._peek()[1] == ")":
            self._held = None
            return self._say(terms.NIL, start)
        cell = self.index.blank()
        self._say(cell, start)
        return self._push(_Frame("(", (cell, start)))

    def _item(self, key: str, start: int) -> None:
        """One more member of a list: in the first cell, or in a new one behind the last."""
        frame = self._frame
        if not frame.fresh:
            cell = self.index.blank()
            self._emit(frame.subject, (terms.REST, start), cell, start)
            frame.subject = (cell, start)
        frame.fresh = False
        self._emit(frame.subject, (terms.FIRST, start), key, start)

    def _close_list(self, start: int) -> None:
        self._emit(self._frame.subject, (terms.REST, start), terms.NIL, start)
        self._close(start)

    def _open_graph(self, start: int) -> None:
        """`{ ... }` of TriG; a subject that stood before it was the name of the graph."""
        self._graph = self._frame.subject[0]
        self._frame = _Frame()

    def _close_graph(self, start: int) -> None:
        self._graph, self._frame, self._stack = "", _Frame(), []

    # ---- RDF 1.2: triples about triples

    def _open_triple(self, start: int) -> None:
        self._push(_Frame("<<", ("", start)))

    def _close_triple(self, start: int) -> None:
        done = self._frame
        self._close(start)
        self._say(terms.quoted(*(key for key, _ in done.parts[:3])), done.subject[1])

    def _close_reified(self, start: int) -> None:
        """`<< s p o ~ r >>` speaks of r, which stands for the triple."""
        done, begin = self._frame, self._frame.subject[1]
        node = done.parts[3][0] if len(done.parts) > 3 else self.index.blank()
        self._close(start)
        self._say(node, begin)
        self._reify(node, begin, terms.quoted(*(key for key, _ in done.parts[:3])))

    def _reify(self, node: str, start: int, triple: str) -> None:
        last, spot = self._frame.last, self._frame.spot
        self._emit((node, start), (terms.REIFIES, start), triple, start)
        self._frame.last, self._frame.spot, self._frame.reifier = last, spot, node

    def _reifier(self, start: int) -> None:
        """`~ r` behind an object: r stands for the triple just said."""
        if self._frame.kind == "<<":
            return
        kind, text, _ = self._peek()
        named = kind in (IRI, NAME, BLANK)
        self._held = None if named else self._held
        node = self._term(kind, text) if named else self.index.blank()
        self._reify(node, start, terms.quoted(*self._frame.last))

    def _open_remark(self, start: int) -> None:
        """`{| ... |}`: what is said of the triple just said."""
        if not self._frame.reifier:
            self._reify(self.index.blank(), start, terms.quoted(*self._frame.last))
        node, self._frame.reifier = self._frame.reifier, ""
        self._push(_Frame("[", (node, start), want=PREDICATE))
