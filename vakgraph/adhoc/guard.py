"""The gate for a stranger's question, before any engine sees it: what it may say, how long, how deep and how wide."""

from __future__ import annotations

from dataclasses import dataclass, field

from vakgraph.adhoc.limits import Limits
from vakgraph.adhoc.tokens import Token, place, tokens
from vakgraph.errors import InputError

# Words of SPARQL Update; in a question none of them stands by itself.
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING", "INTO"}
CLAUSES = {"UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "LATERAL"}
OPERATORS = {"+", "-", "*", "!", "||", "&&", "|", "^", "/"}
STEPS = {"/", "|", "^"}
_ESCAPED = ("schrijf deze letter zelf, niet als \\u.", "write this letter itself, not as \\u.")
OPEN, CLOSE = set("{(["), set("})]")


def check(sparql: str, limits: Limits | None = None) -> None:
    """Refuse what is too long, too deep or too wide, what changes something, and what goes to another server.

    A backslash among the words is refused: an engine that reads \\u0053 as a letter there would see another question.
    """
    limits = limits or Limits()
    if len(sparql) > limits.length:
        raise InputError(
            f"de vraag is langer dan {limits.length} tekens; maak haar korter.",
            f"the query is longer than {limits.length} characters; make it shorter.",
            "SPARQL",
        )
    walk = _Walk(sparql, limits)
    for number, token in enumerate(tokens(sparql), 1):
        if number > limits.tokens:
            raise walk.fault(token, "woorden en tekens", "words and signs", limits.tokens)
        walk.step(token)


@dataclass
class _Walk:
    """Where the reading stands: the clauses of each open group, and the operators and steps since the last border."""

    text: str
    limits: Limits
    clauses: list[int] = field(default_factory=lambda: [0])
    operators: int = 0
    steps: int = 0
    listed: int = 0  # the depth of a VALUES that is being read; signs in there are of numbers

    def step(self, token: Token) -> None:
        if token.sort == "word":
            return self._word(token, token.text.upper())
        if token.sort == "iri":  # may be two comparisons: its brackets count, so that none hides between < and >
            hidden = token.text.count("(") + token.text.count("[")
            return self._deep(token, len(self.clauses) + hidden)
        if token.sort != "other":
            return None
        if token.text == "\\":
            raise InputError(*_ESCAPED, "SPARQL", *place(self.text, token.start))
        if token.text in OPEN:
            self.clauses.append(0)
            self._deep(token, len(self.clauses))
        elif token.text in CLOSE:
            self._closed()
        if token.text in "{};.,":
            self.operators = self.steps = 0
        elif token.text in OPERATORS and not self.listed:
            self._operator(token)
        return None

    def _word(self, token: Token, word: str) -> None:
        if word == "SERVICE":
            raise service(self.text, token.start)
        if word in UPDATES:
            raise InputError(
                "de graaf wordt alleen gelezen; dit is een wijziging.",
                "the graph is only read; this is an update.",
                "SPARQL",
                *place(self.text, token.start),
            )
        if word == "VALUES":
            self.listed = len(self.clauses) + 1
        if word in CLAUSES:
            self.clauses[-1] += 1
            if self.clauses[-1] > self.limits.operators:
                raise self.fault(token, f"keer {word}", f"times {word}", self.limits.operators)

    def _closed(self) -> None:
        if len(self.clauses) > 1:
            self.clauses.pop()
        if len(self.clauses) < self.listed:
            self.listed = 0

    def _deep(self, token: Token, depth: int) -> None:
        if depth - 1 > self.limits.nesting:
            raise self.fault(token, "haakjes in elkaar", "brackets within brackets", self.limits.nesting)

    def _operator(self, token: Token) -> None:
        self.operators += 1
        self.steps += token.text in STEPS
        if self.steps > self.limits.steps:
            raise self.fault(token, "stappen in één pad", "steps in one path", self.limits.steps)
        if self.operators > self.limits.operators:
            raise self.fault(token, "tekens als + ! && op rij", "signs such as + ! && in a row", self.limits.operators)

    def fault(self, token: Token, nl: str, en: str, most: int) -> InputError:
        return InputError(
            f"de vraag heeft hier meer dan {most} {nl}; maak haar eenvoudiger.",
            f"the query has more than {most} {en} here; make it simpler.",
            "SPARQL",
            *place(self.text, token.start),
        )


def service(sparql: str, at: int) -> InputError:
    """The fault for a question that goes elsewhere."""
    return InputError(
        "deze vraag gebruikt SERVICE; vragen gaan hier niet naar andere servers. Haal dat deel weg.",
        "this query uses SERVICE; queries do not go to other servers from here. Remove that part.",
        "SPARQL",
        *place(sparql, at),
    )
