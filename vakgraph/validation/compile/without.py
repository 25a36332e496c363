"""FILTER NOT EXISTS as MINUS, where both mean the same: the engine asks the one anew for each row, the other once."""

from __future__ import annotations

from vakgraph.validation.compile.scan import Group, Token

_PLAIN = {"A", "TRUE", "FALSE", "FILTER"}


def can_be_minus(group: Group, found: list[Token], bound: frozenset[str]) -> bool:
    """Whether this is the group of a FILTER NOT EXISTS that may be taken away as a whole.

    Every variable that is bound beforehand must be bound by its own triples, each variable of a filter too, and it
    holds no other group. Then what it excludes does not depend on how the rows around it were found.
    """
    above = group.parent
    lead = [token.text for token in group.lead]
    if lead != ["FILTER", "NOT", "EXISTS"] or group.inner or above is None or above.kind in ("OPTIONAL", "EXISTS"):
        return False
    inside = [token for token in found if group.start <= token.start < group.end]
    said, tested = _apart(inside)
    words = {token.text for token in said if token.kind == "word"}
    if words - _PLAIN or any(token.text in ("*", "+", "?", "!") for token in said if token.kind == "sign"):
        return False
    named = {token.text for token in said if token.kind == "var"}
    return bound <= named and {token.text for token in tested if token.kind == "var"} <= named


def _apart(inside: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens of the triples, and those of the filters."""
    said, tested, depth, filtering = list[Token](), list[Token](), 0, False
    for token in inside:
        if not filtering:
            filtering = token.text == "FILTER" and token.kind == "word"
            said.append(token)
            continue
        tested.append(token)
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            filtering = not (token.text == ")" and depth == 0)
    return said, tested
