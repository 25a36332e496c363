"""The data of a package with its ontology, judged by the package's own shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import Literal, Triple

from vakgraph.delivery.manifest import SHAPES
from vakgraph.errors import InputError, VakError
from vakgraph.namespaces import OUTSIDE
from vakgraph.receiving.receipt import Check
from vakgraph.receiving.statements import Fault, dotted, named
from vakgraph.validation import validate
from vakgraph.validation.compile import scan
from vakgraph.validation.findings import from_results
from vakgraph.validation.report import Report
from vakgraph.validation.shapes import read

TOLD = 5  # faults that are told one by one


def conform(data: Iterable[Triple], shapes: Iterable[Triple]) -> Check:
    """Whether nothing breaks a rule; a shapes file that looks at nothing is a fault."""
    try:
        nl, en = _reports(list(data), list(shapes))
    except VakError as error:
        return Check("shapes", 0, "", "", (named(SHAPES, error),))
    faults = _faults(nl, en)
    said = f"{dotted(nl.focus_nodes)} dingen getoetst aan de vormen (SHACL) van dit pakket: geen fouten"
    told = f"{nl.focus_nodes:,} things checked by the shapes (SHACL) of this package: no faults"
    if warned := nl.count("warning"):
        said, told = f"{said}, {dotted(warned)} aandachtspunten", f"{told}, {warned:,} warnings"
    return Check("shapes", nl.focus_nodes, said, told, faults)


def _reports(data: list[Triple], rules: list[Triple]) -> tuple[Report, Report]:
    for triple in rules:
        if isinstance(triple.object, Literal) and "SERVICE" in scan.unescaped(triple.object.value).upper():
            _alone(triple.object.value)
    shapes = read(rules)
    found = validate(data, shapes)
    label = _labels(data)
    nl, en = (from_results(found, shapes, label, language=language) for language in ("nl", "en"))
    return nl, en


def _alone(text: str) -> None:
    """A rule that asks another server tells that server what we read."""
    found = scan.tokens(scan.unescaped(text))
    if any(token.kind == "word" and token.text.upper() == "SERVICE" for token in found):
        raise InputError(
            "een regel gebruikt SERVICE; dit pakket wil naar een andere server.",
            "a rule uses SERVICE; this package wants to go to another server.",
            SHAPES,
        )


def _faults(nl: Report, en: Report) -> tuple[Fault, ...]:
    if not nl.focus_nodes:
        return (
            (f"{SHAPES}: geen enkele vorm gaat over iets in deze data.", f"{SHAPES}: no shape is about this data."),
        )
    english = {(each.focus, each.path, each.value, each.shape, each.component): each.message for each in en.findings}
    wrong = [each for each in nl.ordered if each.severity == "violation"]
    faults = [
        (
            f"{SHAPES}: {each.about or each.focus}: {each.message}",
            f"{SHAPES}: {each.about or each.focus}: "
            f"{english.get((each.focus, each.path, each.value, each.shape, each.component), each.message)}",
        )
        for each in wrong[:TOLD]
    ]
    if len(wrong) > TOLD:
        faults.append((f"... en nog {len(wrong) - TOLD} fouten", f"... and {len(wrong) - TOLD} more faults"))
    return tuple(faults)


def _labels(triples: Iterable[Triple]) -> Callable[[object], str]:
    known = {
        triple.subject: triple.object.value
        for triple in triples
        if triple.predicate.value == OUTSIDE["rdfs"] + "label" and isinstance(triple.object, Literal)
    }
    return lambda term: str(known.get(term, getattr(term, "value", term)))  # type: ignore[call-overload]
