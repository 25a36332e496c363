"""A report as the W3C has it: sh:ValidationReport in Turtle, in a fixed order, without random names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.namespaces import OUTSIDE
from vakgraph.reports.words import Paper
from vakgraph.validation.idle import TARGETLESS
from vakgraph.validation.paths import Path
from vakgraph.validation.report import Finding, Report
from vakgraph.validation.result import Result

SH = OUTSIDE["sh"]
PATHS = {"inverse": "inversePath", "zeroOrMore": "zeroOrMorePath", "oneOrMore": "oneOrMorePath"}
PATHS |= {"zeroOrOne": "zeroOrOnePath", "alternative": "alternativePath"}
SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}
_LABEL = re.compile(r"(?<=[ (])_:\S+")
Pair = tuple[str, str]


def ttl(report: Report, paper: Paper) -> bytes:
    """Every result; where a run left none behind, the findings."""
    secret = {(finding.focus, finding.path) for finding in report.findings if finding.secret}
    told = [finding for finding in report.findings if finding.component != TARGETLESS]
    made = [_result(result, secret) for result in report.results] or [_finding(finding) for finding in told]
    blocks = sorted((_block(pairs) for pairs in made), key=lambda block: _LABEL.sub("_:", block))
    text = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {str(not made).lower()}"
    text += " ;\n    sh:result " + " , ".join(blocks) if blocks else ""
    return (_numbered(text) + " .\n").encode("utf-8", "replace")


def _block(pairs: Iterable[Pair]) -> str:
    said = "".join(f"        {name} {value} ;\n" for name, value in pairs)
    return f"[\n        a sh:ValidationResult ;\n{said}    ]"


def _result(result: Result, secret: set[Pair]) -> list[Pair]:
    """One result; of a value that was stopped neither the value nor the sentence about it."""
    focus = ("_:" if isinstance(result.focus, BlankNode) else "") + result.focus.value
    path = result.path.iri.value if result.path and result.path.iri else result.path.sparql() if result.path else ""
    told = (focus, path) not in secret
    pairs = [("sh:focusNode", str(result.focus))]
    pairs += [("sh:resultPath", _path(result.path))] if result.path else []
    pairs += [("sh:value", str(result.value))] if result.value is not None and told else []
    pairs += [("sh:resultSeverity", str(result.severity)), ("sh:sourceConstraintComponent", str(result.component))]
    pairs += [("sh:sourceShape", str(result.shape))]
    pairs += [("sh:sourceConstraint", str(result.constraint))] if result.constraint is not None else []
    return pairs + [("sh:resultMessage", text) for text in sorted(map(str, result.message)) if told]


def _finding(finding: Finding) -> list[Pair]:
    """A finding of a check question or of the gate, as far as SHACL has words for it."""
    pairs = [("sh:focusNode", _named(finding.focus)), ("sh:resultSeverity", f"sh:{SEVERITIES[finding.severity]}")]
    pairs += [("sh:resultPath", _named(finding.path))] if finding.path.startswith(("http", "urn:")) else []
    pairs += [("sh:value", _named(finding.value))] if finding.value else []
    component = finding.component or SH + "SPARQLConstraintComponent"
    pairs += [("sh:sourceConstraintComponent", _named(component)), ("sh:resultMessage", str(Literal(finding.message)))]
    return pairs + ([("sh:sourceShape", _named(finding.shape))] if finding.shape else [])


def _named(text: str) -> str:
    """A name as an IRI where it is one, else as a text."""
    if text.startswith("_:"):
        return text
    try:
        return str(NamedNode(text)) if re.match(r"(https?|urn):", text) else str(Literal(text))
    except ValueError:
        return str(Literal(text))


def _path(path: Path) -> str:
    if path.iri is not None:
        return str(path.iri)
    inner = " ".join(_path(part) for part in path.parts)
    if path.kind == "sequence":
        return f"( {inner} )"
    return f"[ sh:{PATHS[path.kind]} {f'( {inner} )' if path.kind == 'alternative' else inner} ]"


def _numbered(text: str) -> str:
    """Blank nodes by the order in which they are met: `_:n1`, `_:n2`. Within a string none is touched."""
    names: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        return names.setdefault(match[0], f"_:n{len(names) + 1}")

    return re.sub(r'("(?:[^"\\]|\\.)*"|<[^>]*>)|_:[A-Za-z0-9_.-]*[A-Za-z0-9_]', name, text)
