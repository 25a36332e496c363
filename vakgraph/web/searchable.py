"""A thing in the words of schema.org, as data in its page for those who index pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from vakgraph import mint
from vakgraph.answers import LICENCES
from vakgraph.namespaces import CONCEPT, VAK
from vakgraph.table import Table
from vakgraph.web.facts import DCTERMS, SKOS
from vakgraph.web.views import Ask

# What schema.org calls our kinds; what it has no word for is a Thing.
TYPES: Mapping[str, str] = {
    "project": "ResearchProject", "organisation": "Organization", "municipality": "AdministrativeArea",
    "province": "AdministrativeArea", "region": "AdministrativeArea", "publication": "CreativeWork",
    "source": "CreativeWork", "event": "Event", "claim": "Claim", "question": "Question",
}  # fmt: skip
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def described(ask: Ask, iri: str, title: str, facts: Table) -> dict[str, Any]:
    """The thing as schema.org names it: what it is, what it is called and what of; only what the facts say."""
    kind = mint.kind_of(iri)
    of_type = "DefinedTerm" if iri.startswith(CONCEPT) else TYPES.get(kind.word if kind else "", "Thing")
    made: dict[str, Any] = {"@context": "https://schema.org", "@type": of_type, "@id": iri, "name": title}
    said = _said(facts, ask.language)
    if text := said.get(DCTERMS + "description") or said.get(SKOS + "definition"):
        made["description"] = text[0]
    if also := said.get(SKOS + "altLabel"):
        made["alternateName"] = sorted(also)
    made["inLanguage"] = ask.language
    if of_type == "CreativeWork" and (day := said.get(VAK + "date")):
        made["datePublished"] = day[0]
    if of_type == "DefinedTerm":
        made["inDefinedTermSet"] = iri.rpartition("/")[0]
    if of_type not in ("CreativeWork", "Claim", "Question"):
        del made["inLanguage"]
    licence = {"license": LICENCE} if ask.desk.stamp().licence == LICENCES[LICENCE] else {}
    made["subjectOf"] = {"@type": "Dataset", "name": "vakgraph", **licence}
    return made


def data(described: Mapping[str, Any]) -> Markup:
    """The same as text that may stand in a script element: nothing in it can end that element or begin another."""
    return Markup(json.dumps(described, ensure_ascii=False, sort_keys=True).translate(_UNSAFE))


def _said(facts: Table, language: str) -> dict[str, list[str]]:
    """Property -> its texts, those in the language of the page before others."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for row in facts:
        cell = row["value"]
        if cell.kind == "literal":
            found.setdefault(row["property"].value, []).append((cell.language not in (language, None), cell.value))
    return {name: [text for _, text in sorted(several)] for name, several in found.items()}
