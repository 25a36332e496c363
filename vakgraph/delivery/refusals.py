"""What a format cannot carry is refused by name, never changed in silence."""

from __future__ import annotations

from vakgraph.errors import DataError

SHOWN = 160


class NotCarried(DataError):
    """The format cannot carry this statement; nothing was written."""


def refused(form: str, nl: str, en: str, statement: object) -> NotCarried:
    """The fault that says which format, why, and on which statement."""
    text = statement.decode() if isinstance(statement, bytes) else str(statement)
    text = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return NotCarried(
        f"{form} kan dit niet dragen ({nl}): {text}. Er is niets geschreven; kies een ander formaat of pas het aan.",
        f"{form} cannot carry this ({en}): {text}. Nothing was written; choose another format or change it.",
    )


def newer(what: object) -> NotCarried:
    """What only RDF 1.2 can say, in any format of RDF 1.1."""
    return refused("RDF 1.1", "iets wat alleen RDF 1.2 kan zeggen", "what only RDF 1.2 can say", what)
