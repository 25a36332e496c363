"""The port: what every store can be asked, whichever engine is behind it."""

from __future__ import annotations

from typing import Protocol

from vakgraph.errors import InputError
from vakgraph.table import Table
from vakgraph.turtle import Triple

Answer = Table | list[Triple] | bool


class Store(Protocol):
    """A graph that answers SPARQL queries and never changes."""

    def query(self, sparql: str) -> Answer:
        """The answer in the form of the question: a table, triples, or yes or no."""
        ...

    def query_elsewhere(self, checked: str, sparql: str) -> Answer:
        """The answer to a question that asks other servers, which somebody permitted."""
        ...

    def select(self, sparql: str) -> Table:
        """The rows of a SELECT."""
        ...

    def construct(self, sparql: str) -> list[Triple]:
        """The triples of a CONSTRUCT."""
        ...

    def ask(self, sparql: str) -> bool:
        """The yes or no of an ASK."""
        ...

    def size(self) -> int:
        """How many triples there are."""
        ...


def as_table(answer: Answer) -> Table:
    """The rows, or a fault when the question was no SELECT."""
    if isinstance(answer, Table):
        return answer
    raise _other_form("SELECT")


def as_triples(answer: Answer) -> list[Triple]:
    """The triples, or a fault when the question was no CONSTRUCT or DESCRIBE."""
    if isinstance(answer, list):
        return answer
    raise _other_form("CONSTRUCT")


def as_truth(answer: Answer) -> bool:
    """The yes or no, or a fault when the question was no ASK."""
    if isinstance(answer, bool):
        return answer
    raise _other_form("ASK")


def _other_form(form: str) -> InputError:
    return InputError(f"hier hoort een {form}-vraag.", f"a {form} query belongs here.")
