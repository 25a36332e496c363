"""What the SPARQL editor is given: its program, where that was built, and the names of this ontology to complete."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vakgraph.namespaces import KINDS, VAK, prefixes
from vakgraph.web.addresses import LANGUAGES
from vakgraph.web.library import Library

SCRIPT, LICENCES = "editor.js", "editor.txt"
BUILT = Path(__file__).parent / "editor"  # what `make editor` leaves here; the wheel carries it
_LOCAL = re.compile(r"[A-Za-z0-9_]([\w.-]*[\w-])?", re.ASCII)  # a name that SPARQL takes behind a prefix as it stands
_SORTS = {
    "class": ("owl:Class", "rdfs:Class"),
    "property": ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdf:Property"),
    "concept": ("skos:Concept",),
}
# Where a term is declared with labels, and where it is only used (`rdfs:label`, `skos:broader`).
_DECLARED = """SELECT ?term ?label WHERE {{ VALUES ?sort {{ {sorts} }} ?term a ?sort
  OPTIONAL {{ ?term rdfs:label|skos:prefLabel ?label }} }}"""
_USED = {
    "class": "SELECT DISTINCT ?term WHERE { ?thing a ?term }",
    "property": "SELECT DISTINCT ?term WHERE { ?thing ?term ?other }",
}

Term = tuple[str, str, str, str]  # `vak:Project`, kind, label in the language of the page, label in the other


def there() -> bool:
    """Whether the editor was built."""
    return (BUILT / SCRIPT).is_file()


def terms(library: Library, language: str) -> bytes:
    """The prefixes, and every class, property and concept with its labels, as JSON."""
    said = {"prefixes": prefixes(), "terms": library.kept(("terms", language), lambda: list(_terms(library, language)))}
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _terms(library: Library, language: str) -> Iterator[Term]:
    """All terms, by kind and name; without a label in a language that is ""."""
    known = prefixes()
    spaces = sorted(known.items(), key=lambda each: -len(each[1]))
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in known.items())
    other = next(each for each in LANGUAGES if each != language)
    for kind, sorts in _SORTS.items():
        found: dict[str, dict[str, str]] = {}
        for iri, label in library.desk.store.select(head + _DECLARED.format(sorts=" ".join(sorts))).rows:
            found.setdefault(iri.value, {})[label.language or ""] = label.value
        for (iri,) in library.desk.store.select(_USED[kind]).rows if kind in _USED else ():
            if not iri.value.startswith(VAK):  # our own are declared, or a slip of whoever wrote the data
                found.setdefault(iri.value, {})
        if kind == "class":  # a class of somebody else has no label here, but what is of that kind has a word
            for each in KINDS.values():
                if not found.setdefault(each.rdf_class, {}):
                    found[each.rdf_class] = {"nl": each.nl, "en": each.en}
        names = {name: said for iri, said in found.items() if (name := _named(iri, spaces))}
        for name, said in sorted(names.items()):
            yield name, kind, said.get(language, ""), said.get(other, "")


def _named(iri: str, spaces: list[tuple[str, str]]) -> str:
    """The IRI with the prefix that takes most of it; "" where no prefix does."""
    for prefix, space in spaces:
        if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
            return f"{prefix}:{iri[len(space) :]}"
    return ""


# ---- on the server


def routes() -> list[Route]:
    """The addresses of the editor's program, its licences, and the terms in each language."""
    return [
        Route(f"/{SCRIPT}", _answer(lambda library: _read(SCRIPT), "text/javascript; charset=utf-8")),
        Route(f"/{LICENCES}", _answer(lambda library: _read(LICENCES), "text/plain; charset=utf-8")),
        *(Route(terms_at(each), _answer(_listed(each), "application/json")) for each in LANGUAGES),
    ]


def terms_at(language: str) -> str:
    """Where the terms are, with labels in that language first."""
    return f"/{language}/sparql/terms.json"


def _listed(language: str) -> Callable[[Library], bytes]:
    return lambda library: terms(library, language)


def _read(name: str) -> bytes:
    """A file that was built; empty where it was not."""
    try:
        return (BUILT / name).read_bytes()
    except OSError:
        return b""


def _answer(make: Callable[[Library], bytes], media: str) -> Callable[[Request], Response]:
    """The content, or 304 where the reader holds the very same."""

    def answer(request: Request) -> Response:
        content = make(request.app.state.library)
        if not content:
            return Response("404\n", 404, media_type="text/plain; charset=utf-8")
        tag = f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
        return Response(status_code=304, headers=headers) if tag in known else Response(content, 200, headers, media)

    return answer
