"""Prefixes that everybody knows, declared for a question that uses them without saying so."""

from __future__ import annotations

from vakgraph.adhoc.tokens import tokens
from vakgraph.errors import InputError
from vakgraph.namespaces import prefixes

# Beside those of the graph itself: what other servers are asked with.
ELSEWHERE = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}


def filled(sparql: str) -> tuple[str, int]:
    """The text with what it needs declared above it, and how many lines that took."""
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokens(sparql):
        if token.sort == "name":
            prefix = token.text.partition(":")[0]
            (declared.add if before == "PREFIX" else used.add)(prefix)
        before = token.text.upper() if token.sort == "word" else ""
    known = ELSEWHERE | prefixes()
    lines = [f"PREFIX {each}: <{known[each]}>\n" for each in sorted(used - declared) if each in known]
    return "".join(lines) + sparql, len(lines)


def moved(error: InputError, lines: int) -> InputError:
    """The same fault at the place where the person who wrote the text finds it."""
    if error.line is None or not lines:
        return error
    head = len(error.where) + 2
    return InputError(error.nl[head:], error.en[head:], error.file, max(error.line - lines, 1), error.column)
