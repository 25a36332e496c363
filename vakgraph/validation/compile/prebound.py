"""A SPARQL constraint asked of all its focus nodes at once: what is bound beforehand goes into every group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vakgraph.errors import InputError
from vakgraph.validation.compile import scan
from vakgraph.validation.compile.scan import Group, Token
from vakgraph.validation.compile.tests import CannotCompile
from vakgraph.validation.compile.without import can_be_minus

_FORBIDDEN = ("MINUS", "VALUES", "SERVICE", "FROM")
_SUMS = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_PATH = re.compile(r"[?$]PATH\b")
Edit = tuple[int, int, str]  # what stands between two places becomes this text


@dataclass(frozen=True)
class Prebound:
    """What the engine fills in: `focus` binds `names` (this, or this and value), `values` are single terms."""

    focus: str
    names: frozenset[str]
    values: Mapping[str, str]


def select(query: str, prefixes: str, given: Prebound, where: str) -> str:
    """A SELECT for all focus nodes at once. Each of its rows has ?this."""
    query = scan.unescaped(query)
    found, top = _read(query, where)
    _allowed(top, given, where)
    body = _where(top, where)
    tail = [token for token in found if token.start >= body.end]
    _aggregates(top, tail)
    if any(token.kind == "word" and token.text in _SUMS for token in found):
        given = _once(given)
    edits = _bindings(top, body, given, found, query)
    if not any(token.text in ("this", "*") and token.kind in ("var", "sign") for token in _projected(top)):
        at = _behind_select(found)
        edits.append((at, at, " ?this "))
    edits += _grouping(tail)
    return prefixes + _edited(query, edits)


def ask(query: str, prefixes: str, given: Prebound, where: str) -> str:
    """An ASK as a SELECT of all pairs of ?this and ?value for which it says yes."""
    query = scan.unescaped(query)
    found, top = _read(query, where)
    _allowed(top, given, where)
    body = _where(top, where)
    edits = _bindings(top, body, given, found, query)
    inside = _edited(query[: body.end], edits)[body.start :]
    head = re.sub(r"(?is)\bASK\b.*", "", query[: body.start])
    return f"{prefixes}{head} SELECT DISTINCT ?this ?value WHERE {{ {inside} }}"


def with_path(query: str, path: str | None) -> str:
    """The query with the path of its shape in the place of $PATH."""
    if path is None and _PATH.search(query):
        raise CannotCompile("$PATH on a shape without a path")
    return _PATH.sub(lambda _: path or "", query)


def mentioned(query: str) -> set[str]:
    """Every variable that the query names."""
    return {token.text for token in scan.tokens(scan.unescaped(query)) if token.kind == "var"}


def _read(query: str, where: str) -> tuple[list[Token], Group]:
    found = scan.tokens(query)
    try:
        return found, scan.groups(found)
    except ValueError as error:
        raise refused(where, str(error)) from None


def refused(where: str, why: str) -> InputError:
    """The standard does not allow this query in a constraint."""
    return InputError(
        f"de SPARQL-vraag van {where} mag zo niet in een vormregel staan ({why}).",
        f"the SPARQL query of {where} may not stand in a shape like this ({why}).",
    )


def _allowed(top: Group, given: Prebound, where: str) -> None:
    """Refuse what the standard forbids, for it has no meaning where variables are bound beforehand."""
    bound = given.names | set(given.values)
    for group in scan.every(top):
        if forbidden := sorted(group.words.intersection(_FORBIDDEN)):
            raise refused(where, forbidden[0])
        if taken := sorted(group.bound_as & bound):
            raise refused(where, f"AS ?{taken[0]}")
        if group is not top and "SELECT" in group.words:
            shown = {token.text for token in _projected(group) if token.kind == "var"}
            if missing := sorted(given.names - shown):
                raise refused(where, f"a SELECT within it without ?{missing[0]}")


def _projected(group: Group) -> list[Token]:
    return group.select


def _where(top: Group, where: str) -> Group:
    if not top.inner:
        raise refused(where, "no WHERE")
    return top.inner[0]


def _aggregates(top: Group, tail: list[Token]) -> None:
    """What counts over all solutions of one focus node cannot be asked of all at once."""
    words = {token.text for token in tail if token.kind == "word"}
    if words & {"LIMIT", "OFFSET"}:
        raise CannotCompile("LIMIT or OFFSET")
    if "GROUP" not in words and (words & {"HAVING"} or top.words & _SUMS):
        raise CannotCompile("a count without GROUP BY")


def _once(given: Prebound) -> Prebound:
    """Each focus node bound a single time: one that is a target in two ways would count double."""
    names = " ".join(f"?{name}" for name in sorted(given.names))
    return replace(given, focus=f"{{ SELECT DISTINCT {names} WHERE {{ {given.focus} }} }}")


def _grouping(tail: list[Token]) -> list[Edit]:
    """?this joins what the query groups by."""
    for at, token in enumerate(tail[:-1]):
        if token.text == "GROUP" and tail[at + 1].text == "BY":
            by = []
            for later in tail[at + 2 :]:
                if later.kind == "word" and later.text in ("HAVING", "ORDER"):
                    break
                by.append(later.text)
            return [] if "this" in by else [(tail[at + 1].end, tail[at + 1].end, " ?this ")]
    return []


def _behind_select(found: list[Token]) -> int:
    """Where the projection begins."""
    at = next(i for i, token in enumerate(found) if token.text == "SELECT" and token.kind == "word")
    return found[at + 1].end if found[at + 1].text in ("DISTINCT", "REDUCED") else found[at].end


def _bindings(top: Group, body: Group, given: Prebound, found: list[Token], query: str) -> list[Edit]:
    """What to write at the begin of which group, so that each knows what is bound beforehand."""
    anywhere = {name for group in scan.every(top) for name in group.names}
    edits = [(body.start, body.start, " " + given.focus + _values(given, anywhere))]
    for group in scan.every(body):
        names = group.names | _shown_above(group)
        text = (given.focus if given.names & names else "") + _values(given, names)
        if group.parent is not None and can_be_minus(group, found, given.names):
            edits.append((group.lead[0].start, group.end + 1, " "))
            end = group.parent.end
            edits.append((end, end, f" MINUS {{ {text} {query[group.start : group.end]} }} "))
        elif text and group is not body and _needs(group):
            edits.append((group.start, group.start, " " + text))
    return edits


def _needs(group: Group) -> bool:
    """Whether a group does not see what is bound around it."""
    if "SELECT" in group.words or group.kind == "EXISTS":
        return False
    return group.kind != "OPTIONAL" or "BIND" in group.words  # a filter of an OPTIONAL sees what is around it


def _shown_above(group: Group) -> set[str]:
    """What the SELECT shows of which this group is the WHERE."""
    above = group.parent
    if above is None or "SELECT" not in above.words:
        return set()
    return {token.text for token in above.select if token.kind == "var"}


def _values(given: Prebound, names: set[str]) -> str:
    return "".join(f" VALUES ?{name} {{ {term} }}" for name, term in given.values.items() if name in names)


def _edited(text: str, edits: list[Edit]) -> str:
    """The text with every edit done, the last first; those at one place in the order in which they were made."""
    for _, (start, end, more) in sorted(enumerate(edits), key=lambda item: (item[1][0], -item[0]), reverse=True):
        text = f"{text[:start]}{more} {text[end:]}"
    return text
