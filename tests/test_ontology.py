"""The ontology keeps its own rules: every term is explained in two languages, used, shown and spelled the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from vakgraph import turtle
from vakgraph.namespaces import BASE, CONCEPT, KINDS, OUTSIDE, SCHEMES, SHAPE, VAK, prefixes
from vakgraph.turtle import Triple

TYPE, SKOS, SH, DCTERMS = OUTSIDE["rdf"] + "type", OUTSIDE["skos"], OUTSIDE["sh"], OUTSIDE["dcterms"]
LABEL, DEFINITION = OUTSIDE["rdfs"] + "label", SKOS + "definition"
ONTOLOGY = BASE + "def"
BOTH = {"nl", "en"}
HEADER = {
    DCTERMS: ("title", "description", "creator", "license", "created", "modified", "bibliographicCitation"),
    OUTSIDE["owl"]: ("versionInfo", "versionIRI"),
    OUTSIDE["vann"]: ("preferredNamespacePrefix", "preferredNamespaceUri"),
    VAK: ("ontologyStatus",),
}
TERM_TYPES = {OUTSIDE["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty")}
TERM_TYPES.add(OUTSIDE["rdf"] + "Property")


@dataclass(frozen=True)
class Papers:
    """All that is said, by file: the triples of Turtle files and the text of these and of queries."""

    triples: dict[str, list[Triple]]
    texts: dict[str, str]

    def part(self, *starts: str) -> Iterator[tuple[str, Triple]]:
        for name, triples in self.triples.items():
            if name.startswith(starts or ("",)):
                yield from ((name, triple) for triple in triples)

    def said(self, start: str, *predicates: str) -> dict[str, list[Literal | NamedNode]]:
        """What each subject in those files says with these properties."""
        found: dict[str, list[Literal | NamedNode]] = defaultdict(list)
        for _, triple in self.part(start):
            if triple.predicate.value in predicates:
                found[triple.subject.value].append(triple.object)
        return found

    def typed(self, start: str, *types: str) -> dict[str, str]:
        """Subject -> file, of the subjects in those files with one of these types."""
        return {
            t.subject.value: f for f, t in self.part(start) if t.predicate.value == TYPE and t.object.value in types
        }


@pytest.fixture(scope="module")
def papers(root: Path) -> Papers:
    """Everything below ontology/, data/ and queries/."""
    turtles = [path for folder in ("ontology", "data") for path in sorted((root / folder).rglob("*.ttl"))]
    queries = sorted((root / "queries").rglob("*.rq"))
    return Papers(
        {path.relative_to(root).as_posix(): turtle.read(path) for path in turtles},
        {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in (*turtles, *queries)},
    )


def short(iri: str) -> str:
    space = max((space for space in prefixes().values() if iri.startswith(space)), key=len, default="")
    return f"{next((p for p, s in prefixes().items() if s == space), '')}:{iri[len(space) :]}" if space else iri


def languages(values: list[Literal | NamedNode]) -> list[str]:
    return [value.language or "" for value in values if isinstance(value, Literal)]


# --- the rules: each says what is wrong, with file and term -----------------------------------------


def unexplained_terms(papers: Papers) -> Iterator[str]:
    """Label and definition in both languages, once each, and the ontology that defines it."""
    for name, predicate in (("label", LABEL), ("definition", DEFINITION)):
        said = papers.said("ontology/vak.ttl", predicate)
        for term in terms(papers):
            if sorted(languages(said[term])) != sorted(BOTH):
                yield f"ontology/vak.ttl: {short(term)} needs one {name} in nl and one in en"
    by = papers.said("ontology/vak.ttl", OUTSIDE["rdfs"] + "isDefinedBy")
    for term in terms(papers):
        if [value.value for value in by[term]] != [ONTOLOGY]:
            yield f"ontology/vak.ttl: {short(term)} needs rdfs:isDefinedBy <{ONTOLOGY}>"


def terms(papers: Papers) -> set[str]:
    """Every name in our namespace that vak.ttl says anything about."""
    return {t.subject.value for _, t in papers.part("ontology/vak.ttl") if t.subject.value.startswith(VAK)}


def untyped_terms(papers: Papers) -> Iterator[str]:
    for term in sorted(terms(papers) - set(papers.typed("ontology/vak.ttl", *TERM_TYPES))):
        yield f"ontology/vak.ttl: {short(term)} is neither class nor property"


def undefined_names(papers: Papers) -> Iterator[str]:
    """A term or concept that is used but defined nowhere."""
    known = set(papers.typed("ontology/vak.ttl", *TERM_TYPES))
    known |= set(papers.typed("ontology/concepts/", SKOS + "Concept", SKOS + "ConceptScheme"))
    known |= {t.subject.value for _, t in papers.part("ontology/shapes/")}
    used = {(file, iri) for file, triple in papers.part() for iri in names_in(triple)}
    used |= {(f, iri) for f, text in papers.texts.items() if f.endswith(".rq") for iri in names_in_query(text)}
    for file, iri in sorted(used):
        if iri not in known:
            yield f"{file}: {short(iri)} is used and defined nowhere"


def ours(iri: str) -> bool:
    return iri.startswith((VAK, CONCEPT, SHAPE)) and iri not in (VAK, CONCEPT, SHAPE)


def names_in(triple: Triple) -> Iterator[str]:
    for term in triple:
        if isinstance(term, NamedNode) and ours(term.value):
            yield term.value
        elif isinstance(term, Literal) and ours(term.datatype.value):
            yield term.datatype.value


def names_in_query(text: str) -> Iterator[str]:
    """Full and prefixed names in a query, outside its comments and strings."""
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', body)
    yield from (iri for iri in re.findall(r"<([^<>\s]+)>", bare) if ours(iri) and not iri.endswith(("/", "#")))
    declared = {prefix for prefix, _ in declarations(text)}
    for prefix, local in re.findall(
        r"(?<![\w<:/-])([a-z][\w-]*):([A-Za-z0-9][\w-]*)", re.sub(r"<[^<>\s]*>", "<>", bare)
    ):
        iri = prefixes().get(prefix, "") + local
        if prefix in declared and ours(iri):
            yield iri


def declarations(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", text, re.MULTILINE | re.IGNORECASE)


def foreign_prefixes(papers: Papers) -> Iterator[str]:
    known = prefixes()
    for file, text in papers.texts.items():
        for prefix, space in declarations(text):
            if known.get(prefix) != space:
                yield f"{file}: prefix {prefix}: <{space}> is not the one of vakgraph.namespaces"


def unused_classes(papers: Papers) -> Iterator[str]:
    """A class that is used neither in the data nor by a shape nor in a query."""
    used = {iri for _, triple in papers.part("data/", "ontology/shapes/") for iri in names_in(triple)}
    used |= {iri for file, text in papers.texts.items() if file.endswith(".rq") for iri in names_in_query(text)}
    for term in sorted(set(papers.typed("ontology/vak.ttl", OUTSIDE["owl"] + "Class")) - used):
        yield f"ontology/vak.ttl: {short(term)} is used by no data, no shape and no query"


def unshown_classes(papers: Papers) -> Iterator[str]:
    shown = {t.object.value for _, t in papers.part("ontology/examples.ttl") if t.predicate.value == TYPE}
    ours_and_theirs = set(papers.typed("ontology/vak.ttl", OUTSIDE["owl"] + "Class"))
    ours_and_theirs |= {kind.rdf_class for kind in KINDS.values()}
    for term in sorted(ours_and_theirs - shown):
        yield f"ontology/examples.ttl: no example of {short(term)}"


def incomplete_header(papers: Papers) -> Iterator[str]:
    said = {t.predicate.value for _, t in papers.part("ontology/vak.ttl") if t.subject.value == ONTOLOGY}
    for space, names in HEADER.items():
        yield from (f"ontology/vak.ttl: the ontology has no {short(space + n)}" for n in names if space + n not in said)
    for name, space in (("title", DCTERMS), ("description", DCTERMS), ("ontologyStatus", VAK)):
        if set(languages(papers.said("ontology/vak.ttl", space + name)[ONTOLOGY])) != BOTH:
            yield f"ontology/vak.ttl: the {name} of the ontology is not in nl and en"
    spaces = papers.said("ontology/vak.ttl", OUTSIDE["vann"] + "preferredNamespaceUri")[ONTOLOGY]
    if [value.value for value in spaces] != [VAK]:
        yield f"ontology/vak.ttl: vann:preferredNamespaceUri is not {VAK}"


def poor_schemes(papers: Papers) -> Iterator[str]:
    """NL-SBB: a scheme has a title, a definition, a licence, a maker and top concepts that know it."""
    for scheme in SCHEMES:
        file, iri = f"ontology/concepts/{scheme}.ttl", CONCEPT + scheme
        if iri not in papers.typed(file, SKOS + "ConceptScheme"):
            yield f"{file}: scheme:{scheme} is missing"
        for name in (DCTERMS + "title", DEFINITION):
            if sorted(languages(papers.said(file, name)[iri])) != sorted(BOTH):
                yield f"{file}: scheme:{scheme} needs {short(name)} in nl and en"
        for name in (DCTERMS + "license", DCTERMS + "creator"):
            if not papers.said(file, name)[iri]:
                yield f"{file}: scheme:{scheme} has no {short(name)}"
        tops = {value.value for value in papers.said(file, SKOS + "hasTopConcept")[iri]}
        for concept in sorted(tops ^ set(papers.said(file, SKOS + "topConceptOf"))):
            yield f"{file}: {short(concept)} and its scheme do not agree that it stands at the top"


def poor_concepts(papers: Papers) -> Iterator[str]:
    """A concept is named and defined in both languages, in its own scheme, at the top or below another."""
    for iri, file in papers.typed("ontology/concepts/", SKOS + "Concept").items():
        scheme = CONCEPT + Path(file).stem
        if not iri.startswith(scheme + "/"):
            yield f"{file}: {short(iri)} does not bear the name of its scheme"
        if [value.value for value in papers.said(file, SKOS + "inScheme")[iri]] != [scheme]:
            yield f"{file}: {short(iri)} needs skos:inScheme scheme:{Path(file).stem}"
        for name in (SKOS + "prefLabel", DEFINITION):
            if sorted(languages(papers.said(file, name)[iri])) != sorted(BOTH):
                yield f"{file}: {short(iri)} needs one {short(name)} in nl and one in en"
        above = papers.said(file, SKOS + "broader", SKOS + "topConceptOf")[iri]
        if not above:
            yield f"{file}: {short(iri)} stands neither at the top nor below another concept"


def shared_labels(papers: Papers) -> Iterator[str]:
    """Two concepts of one scheme with the same name, or one that is its own other name."""
    for scheme in SCHEMES:
        file = f"ontology/concepts/{scheme}.ttl"
        other = papers.said(file, SKOS + "altLabel")
        seen: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, values in papers.said(file, SKOS + "prefLabel").items():
            for value in values:
                seen[value.value.casefold(), languages([value])[0]].append(iri)
                if value in other[iri]:
                    yield f'{file}: {short(iri)} has "{value.value}" as name and as other name'
        for (label, language), iris in seen.items():
            if len(iris) > 1:
                yield f'{file}: {", ".join(map(short, sorted(iris)))} are all named "{label}"@{language}'


def broken_ladders(papers: Papers) -> Iterator[str]:
    """`skos:broader` stays within the scheme, leads to a concept and never back to where it began."""
    above = papers.said("ontology/concepts/", SKOS + "broader")
    files = papers.typed("ontology/concepts/", SKOS + "Concept")
    for iri, values in list(above.items()):
        for value in values:
            if files.get(value.value) != files.get(iri):
                yield f"{files.get(iri)}: {short(iri)} has the broader {short(value.value)}, which is not in its scheme"
        reached, edge = set[str](), {value.value for value in values}
        while edge:
            reached |= edge
            edge = {value.value for at in edge for value in above.get(at, [])} - reached
        if iri in reached:
            yield f"{files.get(iri)}: {short(iri)} is broader than itself"


def nameless_shapes(papers: Papers) -> Iterator[str]:
    """Every shape has a name of its own, a Dutch name, a message in both languages and, in English, a reason."""
    for iri, file in papers.typed("ontology/shapes/", SH + "NodeShape", SH + "PropertyShape").items():
        said = {n: languages(papers.said(file, SH + n)[iri]) for n in ("name", "message", "description")}
        if not iri.startswith(SHAPE):
            yield f"{file}: a shape without a name in shape:"
        if sorted(said["message"]) != sorted(BOTH):
            yield f"{file}: {short(iri)} needs one sh:message in nl and one in en"
        if "nl" not in said["name"]:
            yield f"{file}: {short(iri)} needs a sh:name in nl"
        if iri in papers.typed(file, SH + "PropertyShape") and "en" not in said["description"]:
            yield f"{file}: {short(iri)} needs a sh:description in en"
    for file, triple in papers.part("ontology/shapes/"):
        if triple.predicate.value == SH + "property" and not isinstance(triple.object, NamedNode):
            yield f"{file}: {short(triple.subject.value)} has a property shape without a name"


def unshaped_kinds(papers: Papers) -> Iterator[str]:
    """Every kind has its own file of shapes, which is about its class."""
    for kind in KINDS.values():
        file = f"ontology/shapes/{kind.word}.ttl"
        about = {value.value for values in papers.said(file, SH + "targetClass").values() for value in values}
        if kind.rdf_class not in about:
            yield f"{file}: no shape is about {short(kind.rdf_class)}"


def dangerous_shapes(papers: Papers) -> Iterator[str]:
    """Core shapes and questions in SPARQL (see test_rules.py): no script, no rule that adds, nothing that fetches."""
    banned = {SH + name for name in ("js", "rule", "target", "expression", "construct", "update")}
    banned.add(OUTSIDE["owl"] + "imports")
    for file, triple in papers.part("ontology/"):
        if triple.predicate.value in banned:
            yield f"{file}: {short(triple.subject.value)} uses {short(triple.predicate.value)}"


RULES: tuple[Callable[[Papers], Iterator[str]], ...] = (
    unexplained_terms,
    untyped_terms,
    undefined_names,
    foreign_prefixes,
    unused_classes,
    unshown_classes,
    incomplete_header,
    poor_schemes,
    poor_concepts,
    shared_labels,
    broken_ladders,
    nameless_shapes,
    unshaped_kinds,
    dangerous_shapes,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_ontology_keeps_the_rule(papers: Papers, rule: Callable[[Papers], Iterator[str]]) -> None:
    assert list(rule(papers)) == []


def test_every_scheme_has_one_file_and_every_file_a_scheme(papers: Papers) -> None:
    files = {Path(name).stem for name in papers.triples if name.startswith("ontology/concepts/")}
    assert files == set(SCHEMES)


def test_an_alignment_only_relates_terms_and_imports_nothing(papers: Papers) -> None:
    allowed = {TYPE, SKOS + "closeMatch", OUTSIDE["rdfs"] + "subClassOf"}
    for file, triple in papers.part("ontology/alignments/"):
        about_itself = triple.subject.value == f"{BASE}alignment/{Path(file).stem}"
        assert about_itself or triple.predicate.value in allowed, f"{file}: {short(triple.subject.value)}"


# --- each rule can fail: break one thing, and the rule says so ----------------------------------------


def without(papers: Papers, file: str, subject: str, predicate: str) -> Papers:
    """The same papers, in which one subject does not say one thing."""
    kept = [t for t in papers.triples[file] if (t.subject.value, t.predicate.value) != (subject, predicate)]
    assert len(kept) < len(papers.triples[file]), f"{file} does not say {predicate} of {subject}"
    return replace(papers, triples={**papers.triples, file: kept})


def adding(papers: Papers, file: str, *lines: str) -> Papers:
    """The same papers with a few triples more."""
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())
    more = turtle.read_text(head + "\n".join(lines), file)
    return replace(papers, triples={**papers.triples, file: [*papers.triples.get(file, []), *more]})


def writing(papers: Papers, file: str, text: str) -> Papers:
    return replace(papers, texts={**papers.texts, file: text})


LINE = "ontology/concepts/line.ttl"
TARGET = "ontology/concepts/target-group.ttl"
BROKEN: tuple[tuple[Callable[[Papers], Iterator[str]], Callable[[Papers], Papers], str], ...] = (
    (unexplained_terms, lambda p: without(p, "ontology/vak.ttl", VAK + "Project", LABEL), "vak:Project"),
    (unexplained_terms, lambda p: without(p, "ontology/vak.ttl", VAK + "closes", DEFINITION), "vak:closes"),
    (
        unexplained_terms,
        lambda p: without(p, "ontology/vak.ttl", VAK + "Tile", OUTSIDE["rdfs"] + "isDefinedBy"),
        "vak:Tile",
    ),
    (untyped_terms, lambda p: without(p, "ontology/vak.ttl", VAK + "Round", TYPE), "vak:Round"),
    (undefined_names, lambda p: adding(p, "data/x.ttl", "project:x vak:titel 1 ."), "data/x.ttl: vak:titel"),
    (undefined_names, lambda p: adding(p, "data/x.ttl", "project:x vak:line line:x ."), "data/x.ttl: line:x"),
    (undefined_names, lambda p: adding(p, "ontology/shapes/x.ttl", "shape:x sh:path vak:x ."), "vak:x"),
    (
        undefined_names,
        lambda p: writing(p, "queries/x.rq", f"PREFIX vak: <{VAK}>\nASK {{ ?a vak:x ?b }}"),
        "queries/x.rq: vak:x",
    ),
    (undefined_names, lambda p: writing(p, "queries/x.rq", f"ASK {{ ?a <{CONCEPT}line/x> ?b }}"), "line:x"),
    (foreign_prefixes, lambda p: writing(p, "data/x.ttl", "@prefix foaf: <http://xmlns.com/foaf/0.1/> ."), "foaf"),
    (foreign_prefixes, lambda p: writing(p, "queries/x.rq", "prefix vak: <http://vak/>\nASK {}"), "vak:"),
    (unused_classes, lambda p: adding(p, "ontology/vak.ttl", "vak:Idle a owl:Class ."), "vak:Idle"),
    (unshown_classes, lambda p: without(p, "ontology/examples.ttl", BASE + "id/case/voorbeeldcasus", TYPE), "vak:Case"),
    (incomplete_header, lambda p: without(p, "ontology/vak.ttl", ONTOLOGY, DCTERMS + "license"), "dcterms:license"),
    (poor_schemes, lambda p: without(p, LINE, CONCEPT + "line", DCTERMS + "license"), "scheme:line"),
    (poor_schemes, lambda p: without(p, LINE, CONCEPT + "line/re-integratie", SKOS + "topConceptOf"), "re-integratie"),
    (poor_concepts, lambda p: without(p, LINE, CONCEPT + "line/re-integratie", SKOS + "prefLabel"), "prefLabel"),
    (poor_concepts, lambda p: without(p, LINE, CONCEPT + "line/re-integratie", SKOS + "inScheme"), "inScheme"),
    (poor_concepts, lambda p: without(p, TARGET, CONCEPT + "target-group/refugees", SKOS + "broader"), "neither"),
    (shared_labels, lambda p: adding(p, LINE, 'line:x skos:prefLabel "RE-INTEGRATIE"@nl .'), "all named"),
    (
        broken_ladders,
        lambda p: adding(p, TARGET, "target-group:residents skos:broader target-group:refugees ."),
        "target-group:residents is broader than itself",
    ),
    (broken_ladders, lambda p: adding(p, LINE, "line:x a skos:Concept ; skos:broader line:y ."), "line:y"),
    (
        nameless_shapes,
        lambda p: without(p, "ontology/shapes/project.ttl", SHAPE + "Project-title", SH + "message"),
        "shape:Project-title",
    ),
    (
        nameless_shapes,
        lambda p: adding(p, "ontology/shapes/x.ttl", "shape:Project sh:property [ sh:path vak:line ] ."),
        "without a name",
    ),
    (unshaped_kinds, lambda p: without(p, "ontology/shapes/tile.ttl", SHAPE + "Tile", SH + "targetClass"), "vak:Tile"),
    (dangerous_shapes, lambda p: adding(p, "ontology/shapes/x.ttl", "shape:x sh:js [] ."), "sh:js"),
)


@pytest.mark.parametrize(
    ("rule", "change", "said"), BROKEN, ids=[f"{r.__name__}-{i}" for i, (r, _, _) in enumerate(BROKEN)]
)
def test_a_broken_ontology_is_named_with_file_and_term(
    papers: Papers, rule: Callable[[Papers], Iterator[str]], change: Callable[[Papers], Papers], said: str
) -> None:
    found = Counter(rule(change(papers))) - Counter(rule(papers))
    assert any(said in fault for fault in found), list(found)


def test_every_rule_is_seen_to_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)
