"""The report on what a server holds, and which way it went: in the server, or with its triples fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.asking.labels import labels
from vakgraph.checkout import Checkout
from vakgraph.elsewhere import probe
from vakgraph.errors import NothingFound, VakError
from vakgraph.gate import rules
from vakgraph.namespaces import BASE, OUTSIDE, prefixes
from vakgraph.push.server import Server
from vakgraph.store.faults import ServerFault, shortly
from vakgraph.store.remote import RemoteStore
from vakgraph.turtle import Triple
from vakgraph.validation import Report, idle
from vakgraph.validation.engine import validate
from vakgraph.validation.findings import from_results
from vakgraph.validation.result import Outcome
from vakgraph.validation.shapes import Shapes

PROBES = BASE + "probe/"
_NAMES = re.compile(r"<([^<>\s]+)>|(?<![\w?$@<])([A-Za-z][\w.-]*|):([\w.-]*\w)")
_TWO = re.compile(r"[?$]\w+\s+[?$]\w+\s")  # a triple pattern whose property is a variable
_HEAD = re.compile(
    r"\bSELECT\b.*?(?:\bWHERE\b|\{)|\bGROUP\s+BY\b[^{}]*|\bORDER\s+BY\b[^{}]*", re.IGNORECASE | re.DOTALL
)
_CLOSED = OUTSIDE["sh"] + "ClosedConstraintComponent"


@dataclass(frozen=True, slots=True)
class Way:
    """Whether the server itself is asked, and why or why not, in words."""

    there: bool
    nl: str
    en: str


def of_server(folder: Checkout, store: RemoteStore, engine: str = "bulk", language: str = "nl") -> Report:
    """Every rule of the folder over everything that the server holds; the report says where that was done."""
    rules.check_engine(engine)
    asked = rules.of(folder, new=False)
    way = way_for(store, asked) if engine == "bulk" else Way(False, "hier, door pySHACL", "here, by pySHACL")
    found = _there(store, asked) if way.there else _here(store, asked, engine)
    if not found.focus_nodes:
        raise NothingFound(
            f"De server {store.url} heeft niets waar een vorm over gaat: er is niets gecontroleerd.",
            f"The server {store.url} holds nothing that a shape is about: nothing was checked.",
        )
    report = from_results(found, asked, _label(store, found, language), language=language)
    report = report.plus(idle.findings(asked, found.targetless, _short, language, "info"))
    placed = tuple(replace(f, place=_home(folder, f.focus)) if not f.place else f for f in report.findings)
    where = f"{store.url}: {way.en}" if language == "en" else f"{store.url}: {way.nl}"
    return replace(report, findings=placed, subject=where)


def way_for(store: RemoteStore, asked: Shapes) -> Way:
    """In the server, if it takes the probe and gives the known answer; a server that is only read is not written to."""
    strange = sorted(c.rsplit("#", 1)[-1] for c in probe.components(asked) - probe.components(probe.rules()))
    if strange:
        return _fetched(f"de proef kent {', '.join(strange)} niet", f"the probe has no {', '.join(strange)}")
    if not store.endpoint.update:
        return _fetched(
            "zonder --update-endpoint kan de proef er niet staan",
            "without --update-endpoint there is no place to probe",
        )
    try:
        wrong = _probed(store)
    except Exception as error:  # answers that make no sense may break anything that reads them
        said = (error.nl, error.en) if isinstance(error, VakError) else (str(error), str(error))
        return _fetched(f"de proef mislukte ({shortly(said[0])})", f"the probe failed ({shortly(said[1])})")
    if wrong:
        nl, en = f"de proef gaf {wrong} andere uitkomsten", f"the probe gave {wrong} other results"
        return _fetched(nl, en)
    return Way(
        True, "getoetst in de server zelf, na een geslaagde proef", "checked in the server, which passed the probe"
    )


def _fetched(nl: str, en: str) -> Way:
    return Way(False, f"opgehaald en hier getoetst, want {nl}", f"fetched and checked here, as {en}")


def _probed(store: RemoteStore) -> int:
    """How many results of the probe differ; it stands in a graph of its own for as long as that takes."""
    server, graph = Server(store), PROBES + uuid4().hex
    try:
        server.put(graph, probe.data())
        return len(probe.keys(store.at(graph)) ^ set(probe.expected()))
    finally:
        server.drop(graph)


def _there(store: RemoteStore, asked: Shapes) -> Outcome:
    return validate(store.at(store.published) if store.published else store, asked)


# --- fetching -----------------------------------------------------------------------------------------


def _here(store: RemoteStore, asked: Shapes, engine: str) -> Outcome:
    """The same with the triples that matter brought here."""
    return rules.ask(fetched(store, asked), asked, engine)


def fetched(store: RemoteStore, asked: Shapes) -> list[Triple]:
    """The triples whose property the shapes name; all of them where a shape may look at any property."""
    if any(map(_looks_at_all, asked.triples)) or _CLOSED in probe.components(asked):
        return list(store.every("?s ?p ?o"))
    named = set(mentioned(asked)) | {OUTSIDE["rdf"] + "type", OUTSIDE["rdfs"] + "subClassOf"}
    held = {row[0].value for row in store.select("SELECT DISTINCT ?p WHERE { ?s ?p ?o }").rows}
    wanted = " ".join(f"<{iri}>" for iri in sorted(named & held))
    return list(store.every(f"VALUES ?p {{ {wanted} }} ?s ?p ?o"))


def mentioned(asked: Shapes) -> Iterator[str]:
    """Every IRI that stands in the shapes, in their queries too."""
    declared = {**prefixes(), **_declared(asked)}
    for triple in asked.triples:
        for term in (triple.subject, triple.object):
            if isinstance(term, NamedNode):
                yield term.value
        if isinstance(triple.object, Literal):
            for iri, prefix, local in _NAMES.findall(triple.object.value):
                yield iri or declared.get(prefix, "") + local


def _declared(asked: Shapes) -> dict[str, str]:
    said: dict[Any, dict[str, str]] = {}
    for triple in asked.triples:
        if isinstance(triple.object, Literal):
            said.setdefault(triple.subject, {})[triple.predicate.value.rsplit("#", 1)[-1]] = triple.object.value
    return {each["prefix"]: each["namespace"] for each in said.values() if {"prefix", "namespace"} <= set(each)}


def _looks_at_all(triple: Triple) -> bool:
    """Whether it is a query in which a property is a variable. When in doubt, yes: then more is fetched."""
    if not isinstance(triple.object, Literal) or not triple.predicate.value.endswith(("#select", "#ask", "#construct")):
        return False
    return bool(_TWO.search(_HEAD.sub(" { ", triple.object.value)))


# --- telling ------------------------------------------------------------------------------------------


def _label(store: RemoteStore, found: Outcome, language: str) -> Any:
    terms = (term for result in found for term in (result.focus, result.value) if isinstance(term, NamedNode))
    try:
        known = labels(store, {term.value for term in terms}, language) if len(found) < 2000 else {}
    except ServerFault:
        known = {}
    return lambda term: known.get(getattr(term, "value", ""), _short(term))


def _short(term: Any) -> str:
    said = str(getattr(term, "value", term))
    return said[max(said.rfind("/"), said.rfind("#")) + 1 :] if isinstance(term, NamedNode) else said


def _home(folder: Checkout, iri: str) -> str:
    home = mint.home(iri) or ""
    return home if home and (folder.root / home).exists() else ""
