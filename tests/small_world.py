"""A graph small enough to know by heart: two projects, two municipalities, one conflict, two claims."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix tooiont: <https://identifier.overheid.nl/tooi/def/ont/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
@prefix project: <https://w3id.org/vakgraph/id/project/> .
@prefix round: <https://w3id.org/vakgraph/id/round/> .
@prefix source: <https://w3id.org/vakgraph/id/source/> .
@prefix claim: <https://w3id.org/vakgraph/id/claim/> .
@prefix conflict: <https://w3id.org/vakgraph/id/conflict/> .
@prefix shape: <https://w3id.org/vakgraph/shape#> .
@prefix conflict-kind: <https://w3id.org/vakgraph/concept/conflict-kind/> .
@prefix target-group: <https://w3id.org/vakgraph/concept/target-group/> .
@prefix municipality: <https://identifier.overheid.nl/tooi/id/gemeente/> .
"""

ONTOLOGY = """
<https://w3id.org/vakgraph/def> a owl:Ontology ; owl:versionInfo "9.8.7" ;
    dcterms:modified "2026-01-02"^^xsd:date ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
vak:Project a owl:Class ; rdfs:label "project"@nl , "project"@en .
vak:Round a owl:Class ; rdfs:label "subsidieronde"@nl , "funding round"@en .
vak:inRound a owl:ObjectProperty ; rdfs:label "in ronde"@nl , "in round"@en .
vak:grantsMade a owl:DatatypeProperty ; rdfs:label "toegekend"@nl , "grants made"@en .
"""

FILES = {
    "ontology/concepts/target-group.ttl": """
target-group:statushouders a skos:Concept ; skos:prefLabel "statushouders"@nl , "status holders"@en ;
    skos:altLabel "vergunninghouders"@nl .
""",
    "data/project/r1-een.ttl": """
project:r1-een
    a vak:Project ;
    rdfs:label "Project één"@nl ;
    vak:forTargetGroup target-group:statushouders ;
    vak:inRound round:r1 ;
    vak:zonmwNumber "0518" ;
.
""",
    "data/project/r1-twee.ttl": """
project:r1-twee
    a vak:Project ;
    rdfs:label "=Twee"@nl ;
    vak:inRound round:r1 ;
.
""",
    "data/round/r1.ttl": """
round:r1
    a vak:Round ;
    rdfs:label "Ronde 1"@nl , "Round 1"@en ;
    vak:grantsMade 11 ;
.
""",
    "data/source/ks.ttl": """
source:ks
    a vak:Source ;
    rdfs:label "Kamerstuk"@nl ;
.

claim:ks.aaaa
    a vak:Claim ;
    rdf:object 11 ;
    rdf:predicate vak:grantsMade ;
    rdf:subject round:r1 ;
    prov:wasDerivedFrom source:ks ;
    vak:quote "11 projecten zijn gehonoreerd" ;
.

claim:ks.bbbb
    a vak:Claim ;
    rdf:object 10 ;
    rdf:predicate vak:grantsMade ;
    rdf:subject round:r1 ;
    prov:wasDerivedFrom source:ks ;
    vak:quote "tien thema's" ;
.
""",
    "data/conflict/telling.ttl": """
conflict:telling
    a vak:Conflict ;
    rdfs:label "Projecten van ronde 1"@nl ;
    vak:conflictKind conflict-kind:counting ;
    vak:joins claim:ks.aaaa , claim:ks.bbbb ;
.
""",
    "data/register/municipality.ttl": """
municipality:gm0373
    a tooiont:Gemeente ;
    rdfs:label "Bergen (NH)"@nl ;
.

municipality:gm0893
    a tooiont:Gemeente ;
    rdfs:label "Bergen (L)"@nl ;
.
""",
    "ontology/shapes/project.ttl": """
shape:Project a sh:NodeShape ; sh:targetClass vak:Project ;
    sh:property shape:Project-label , shape:Project-round .
shape:Project-label a sh:PropertyShape ; sh:path rdfs:label ; sh:minCount 1 ;
    sh:message "Een project heeft een titel nodig."@nl , "A project needs a title."@en .
shape:Project-round a sh:PropertyShape ; sh:path vak:inRound ; sh:nodeKind sh:IRI ;
    sh:message "Noem de ronde met haar naam."@nl , "Name the round by its IRI."@en .
""",
}

PROJECTS = """#+ title: {nl: Projecten, en: Projects}
#+ question: {nl: "Welke projecten zijn er?", en: "Which projects are there?"}
#+ parameters:
#+   target_group: {type: concept, scheme: target-group, label: {nl: Doelgroep, en: Target group}}
#+   municipality: {type: municipality, label: {nl: Gemeente, en: Municipality}}
#+   from: {type: year, label: {nl: Vanaf, en: From}}
#+   order: {type: choice, choices: [naam, ronde], label: {nl: Volgorde, en: Order}}
#+   day: {type: date, label: {nl: Dag, en: Day}}
#+ columns:
#+   project: {nl: Project, en: Project}
#+   number: {nl: Nummer, en: Number, empty: {nl: niet vermeld, en: not stated}}
#+ notes: {nl: Een noot., en: A note.}
PREFIX vak: <https://w3id.org/vakgraph/def#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?project ?number ?round WHERE {
  VALUES ?target_group { UNDEF }
  VALUES ?municipality { UNDEF }
  VALUES ?from { UNDEF }
  VALUES ?order { UNDEF }
  VALUES ?day { UNDEF }
  ?project a vak:Project ; vak:inRound ?round .
  OPTIONAL { ?project vak:zonmwNumber ?number }
  FILTER(!BOUND(?target_group) || EXISTS { ?project vak:forTargetGroup ?target_group })
}
ORDER BY STR(?project)
"""


def build(folder: Path) -> Path:
    """Write the world into `folder`, with the page queries of the project itself."""
    put(folder, "ontology/vak.ttl", PREFIXES + ONTOLOGY)
    for name, text in FILES.items():
        put(folder, name, PREFIXES + text)
    put(folder, "queries/tables/projects.rq", PROJECTS)
    shutil.copytree(ROOT / "queries" / "pages", folder / "queries" / "pages")
    return folder


def put(folder: Path, name: str, text: str) -> Path:
    """Write one file of the world."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
