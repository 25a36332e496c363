"""A package of a made-up world, in the layout that `vakgraph package` writes, and ways to take one apart and seal it.

Nothing in it is true. `files()` makes the package as files by name, `sealed` renews its lists after a change, `zipped`
and `laid` make of it what somebody receives.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vakgraph import turtle
from vakgraph.delivery import manifest as names
from vakgraph.delivery.manifest import MANIFEST, SUMS, Data, Example, Manifest, Part, Previous, Release

ROOT = Path(__file__).resolve().parent.parent
PARTNER, VERSION = "verzonnen", "0.1.0"
TOP = f"{PARTNER}-{VERSION}"
Files = dict[str, bytes]

DATA = """# A made-up world: nothing in it is true.
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:een a ex:Project ; rdfs:label "Project één"@nl ; ex:euro 1000 ; ex:since "2020-01-02"^^xsd:date ; ex:open true .
ex:twee a ex:Project ; rdfs:label "Twee, met \\"komma's\\"\\nen een regel"@nl ; ex:euro 250.5 ; ex:open false .
ex:drie a ex:Project ; rdfs:label "=3+4"@nl ; ex:about ex:dak .
"""
ONTOLOGY = """# A made-up world: nothing in it is true.
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:Project a owl:Class ; rdfs:label "project"@nl, "project"@en .
ex:dak a skos:Concept ; skos:prefLabel "daken"@nl .
"""
SHAPES = """# A made-up world: nothing in it is true.
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:ProjectShape a sh:NodeShape ; sh:targetClass ex:Project ;
    sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:message "Een project heeft een naam."@nl,
        "A project has a name."@en ] ;
    sh:property [ sh:path ex:about ; sh:nodeKind sh:IRI ] .
"""
QUESTIONS = {
    "01-projecten": (
        "# nl: Welke projecten zijn er?\n"
        "PREFIX ex: <https://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        "SELECT ?project ?label ?euro ?open WHERE { ?project a ex:Project ; rdfs:label ?label .\n"
        "OPTIONAL { ?project ex:euro ?euro } OPTIONAL { ?project ex:open ?open } } ORDER BY STR(?project)\n",
        "project,label,euro,open\r\nhttps://example.org/drie,=3+4,,\r\n"
        "https://example.org/een,Project één,1000,true\r\n"
        'https://example.org/twee,"Twee, met ""komma\'s""\nen een regel",250.5,false\r\n',
    ),
    "02-som": (
        "# nl: Hoeveel geld?\nPREFIX ex: <https://example.org/>\n"
        "SELECT (SUM(?euro) AS ?sum) (COUNT(*) AS ?n) WHERE { ?project ex:euro ?euro }\n",
        "sum,n\r\n1250.5,2\r\n",
    ),
    "03-concept": (
        "# nl: Waarover?\nPREFIX ex: <https://example.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?name WHERE { ?project ex:about ?concept . ?concept skos:prefLabel ?name }\n",
        "name\r\ndaken\r\n",
    ),
}
CHANGES = """# Wijzigingen

Sinds 0.0.9.

- *Project één*: bedrag is 1000, was 900

# Changes

- *Project één*: amount is 1000, was 900
"""
_NAME = "data/verzonnen.ttl"


def triples_of(text: str) -> set[Any]:
    return set(turtle.read_text(text))


def digest_of(text: str | bytes) -> str:
    """RDFC-1.0 by hand: without nameless things it is the sorted lines."""
    import pyoxigraph

    lines = (pyoxigraph.serialize(triples_of(text), format=pyoxigraph.RdfFormat.N_TRIPLES) or b"").split(b"\n")  # type: ignore[arg-type]
    return hashlib.sha256(b"".join(line + b"\n" for line in sorted(lines) if line)).hexdigest()


def files(
    data: str = DATA, version: str = VERSION, previous: Files | None = None, was: str = "", changes: str = CHANGES
) -> Files:
    """A whole package, sealed; `previous` is the one before it, with `was` as its data."""
    found: Files = {
        names.PAGE: b'<!doctype html><html lang="nl"><title>Verzonnen</title><p>Een verzonnen wereld.</html>\n',
        names.README: b"# Een verzonnen wereld\n",
        names.CHANGES: changes.encode(),
        names.LICENCE_DATA: b"CC BY 4.0\n",
        names.LICENCE: b"MIT\n",
        _NAME: data.encode(),
        names.SHAPES: SHAPES.encode(),
        names.ONTOLOGY: ONTOLOGY.encode(),
        names.CONTEXT: b'{"@context": {}}\n',
        names.DCAT: b"<https://example.org/set> a <http://www.w3.org/ns/dcat#Dataset> .\n",
        names.VOID: b"<https://example.org/set> a <http://rdfs.org/ns/void#Dataset> .\n",
        names.HOW: b"# Hoe\n",
    }
    for name, (question, answer) in QUESTIONS.items():
        found[f"examples/{name}.rq"], found[f"examples/{name}.csv"] = question.encode(), answer.encode()
    if previous is not None:
        found[names.ADDED] = _patch(triples_of(data) - triples_of(was))
        found[names.REMOVED] = _patch(triples_of(was) - triples_of(data))
    before = Previous(manifest_of(previous).release.version, names.sha256(previous[SUMS])) if previous else None
    return listed(found, Manifest(
        PARTNER, Release(f"https://example.org/def/{version}", version, "2026-11-22"), before,
        (Data(_NAME, "ttl", len(triples_of(data)), digest_of(data), names.sha256(data.encode())),), (),
        tuple(Example(name, f"examples/{name}.rq", f"examples/{name}.csv") for name in sorted(QUESTIONS)),
    ))  # fmt: skip


def _patch(triples: set[Any]) -> bytes:
    return "".join(f"{line} .\n" for line in sorted(map(str, triples))).encode()


def manifest_of(found: Mapping[str, bytes]) -> Manifest:
    return Manifest.read(found[MANIFEST])


def listed(found: Files, said: Manifest) -> Files:
    """The files with a manifest that lists them all, and with their checksums."""
    parts = tuple(Part(name, "text/plain", "CC-BY-4.0") for name in sorted(found) if name not in (MANIFEST, SUMS))
    import dataclasses

    return sealed({**found, MANIFEST: dataclasses.replace(said, files=parts).write()})


def sealed(found: Files) -> Files:
    """The same files with the right checksums: whoever damages a package may do that, too."""
    left = {name: data for name, data in found.items() if name != SUMS}
    return {**left, SUMS: names.sums(left)}


def said(found: Files, change: Callable[[Any], object]) -> Files:
    """The package with its manifest changed, and sealed again."""
    told = json.loads(found[MANIFEST])
    change(told)
    return sealed({**found, MANIFEST: json.dumps(told).encode()})


def again(found: Files, name: str, data: bytes) -> Files:
    """The package with another file in the place of one, right in every list."""

    def change(told: Any) -> None:
        for each in told["data"]:
            if each["file"] == name:
                each["sha256"] = names.sha256(data)

    return said({**found, name: data}, change)


def laid(found: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(found: Mapping[str, bytes], path: Path, top: str = TOP) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted(found.items()):
            packed.writestr(zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0)), data)
    return path


def bytes_of(found: Mapping[str, bytes], top: str = TOP) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted(found.items()):
            packed.writestr(zipfile.ZipInfo(f"{top}/{name}", (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()
