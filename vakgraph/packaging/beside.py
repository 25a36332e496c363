"""What goes along with the data of a package: ontology, shapes, context, licences, catalogue record, how to run it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import metadata
from pathlib import Path

from pyoxigraph import Triple

from vakgraph import catalogue, delivery, turtle
from vakgraph.catalogue import Contact, Dataset, Distribution
from vakgraph.catalogue import words as catalogue_words
from vakgraph.checkout import MARK, Checkout
from vakgraph.delivery import About, manifest
from vakgraph.errors import GraphMissing
from vakgraph.namespaces import BASE, OUTSIDE, VAK
from vakgraph.packaging.content import Content, written
from vakgraph.packaging.examples import Loaded
from vakgraph.packaging.paper import Paper, Told

_HERE = Path(__file__).resolve().parent.parent.parent  # the folder of the project, where this is a checkout
DATA_LICENCE, CODE_LICENCE = "CC-BY-4.0", "MIT"
_KEYWORDS = {
    "nl": ("werk", "inkomen", "schulden", "gemeenten", "onderzoek", "effectiviteit"),
    "en": ("work", "income", "debt", "municipalities", "research", "effectiveness"),
}


def licence_of(file: str) -> str:
    """The SPDX id of the licence of a file."""
    return CODE_LICENCE if file == manifest.LICENCE else DATA_LICENCE


def rules(folder: Checkout, content: Content, about: About) -> dict[str, bytes]:
    """The ontology with its concepts, the shapes, and the context: written by hand, so as they were written."""
    own = sorted(path for path in folder.graph_files() if path.is_relative_to(folder.ontology))
    own.sort(key=lambda path: path != folder.root / MARK)
    words = _joined({folder.relative(path): path.read_bytes() for path in own}, about)
    if set(turtle.read_text(words)) != set(content.words):  # something in it must stay here
        words = written(content.words, "ttl", about)[0]
    shapes = {folder.relative(path): path.read_bytes() for path in sorted((folder.ontology / "shapes").glob("*.ttl"))}
    context = {"@context": delivery.context(turtle.read(folder.root / MARK))}
    return {
        manifest.ONTOLOGY: words,
        manifest.SHAPES: _joined(shapes, about),
        manifest.CONTEXT: (json.dumps(context, ensure_ascii=False, indent=1) + "\n").encode(),
    }


def _joined(files: Mapping[str, bytes], about: About) -> bytes:
    """Turtle files one after the other, each under its name."""
    parts = [
        f"# ---- {name}\n".encode() + data.removeprefix(b"\xef\xbb\xbf").strip() + b"\n" for name, data in files.items()
    ]
    return b"\n".join([f"# {about.said}\n".encode(), *parts])


def licences(folder: Checkout) -> dict[str, bytes]:
    """The texts of the licences: of the graph folder, or else of this program as it was installed."""
    found = {}
    for name in (manifest.LICENCE_DATA, manifest.LICENCE):
        paths = [path for path in (folder.root / name, _HERE / name) if path.is_file()]
        text = paths[0].read_text(encoding="utf-8") if paths else _installed(name)
        if not text:
            raise GraphMissing(
                f"Het bestand {name} ontbreekt in de graafmap.", f"The graph folder lacks the file {name}."
            )
        found[name] = text.encode()
    return found


def _installed(name: str) -> str:
    try:
        told = metadata.distribution("vakgraph")
    except metadata.PackageNotFoundError:
        return ""
    return told.read_text(f"licenses/{name}") or told.read_text(name) or ""


def dataset_iri(partner: str, version: str) -> str:
    return f"{BASE}dataset/{partner}/{version}"


def record(paper: Paper, files: Mapping[str, bytes], loaded: Loaded, previous: str, about: About) -> bytes:
    """The DCAT record. Files that are written after it are not among its distributions."""
    iri, told = dataset_iri(paper.profile.partner, paper.version), {at: Told(paper, at) for at in ("nl", "en")}
    said = Dataset(
        iri=iri,
        title={at: each.title for at, each in told.items()},
        description={at: each.lead for at, each in told.items()},
        version=paper.version,
        issued=_day(paper.date),
        licence=catalogue_words.CC_BY,
        publisher=catalogue.PUBLISHER,
        publisher_name=catalogue_words.PUBLISHER_NAME,
        contact=Contact(catalogue_words.PUBLISHER_NAME, BASE),
        period=_period(loaded),
        themes=catalogue_words.THEMES,
        keywords=_KEYWORDS,
        distributions=tuple(_distribution(name, files[name], told) for name in sorted(files)),
        previous=dataset_iri(paper.profile.partner, previous) if previous else "",
    )
    return catalogue.text(catalogue.dcat(said), about.said).encode()


def _distribution(name: str, data: bytes, told: Mapping[str, Told]) -> Distribution:
    media, kind = catalogue.file_type(name)
    title = {at: f"{each.title}: {name}" for at, each in told.items()}
    return Distribution(name, media, kind, len(data), manifest.sha256(data), catalogue_words.CC_BY, title)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _period(loaded: Loaded) -> tuple[date | None, date | None]:
    """From the first begin to the last end that the programmes and projects of the package state."""
    row = loaded.rows(
        f"SELECT (MIN(?from) AS ?first) (MAX(?until) AS ?last) {{ VALUES ?kind {{ <{VAK}Programme> <{VAK}Project> }}"
        f" ?thing a ?kind . {{ ?thing <{VAK}begin> ?from }} UNION {{ ?thing <{VAK}end> ?until }}"
        f" FILTER(DATATYPE(COALESCE(?from, ?until)) = <{OUTSIDE['xsd']}date>) }}"
    ).rows[0]
    return _day(row[0].value), _day(row[1].value)


def statistics(triples: Iterable[Triple], paper: Paper, about: About) -> bytes:
    """The VoID description of the data."""
    iri = dataset_iri(paper.profile.partner, paper.version)
    return catalogue.text(catalogue.void(triples, iri), about.said).encode()


def _rows(count: int, at: str) -> str:
    return {"nl": f"({count} {'rij' if count == 1 else 'rijen'})"}.get(
        at, f"({count} {'row' if count == 1 else 'rows'})"
    )


def how_to(paper: Paper) -> bytes:
    """How to ask the examples without a script of ours."""
    data = paper.data[0].file
    first = paper.examples[0].name if paper.examples else "01"
    lines = {
        "oxigraph": f"oxigraph query --location DB --query-file examples/{first}.rq --results-format csv",
        "Jena": f"arq --data {data} --data {manifest.ONTOLOGY} --query examples/{first}.rq --results csv",
        "curl": f"curl -H 'Accept: text/csv' --data-urlencode query@examples/{first}.rq http://localhost:7878/query",
    }
    load = f"oxigraph load --location DB --file {data} {manifest.ONTOLOGY}"
    told = {
        "nl": "# Voorbeeldvragen\n\nLaad het databestand en de ontologie samen in één graaf. Plak een vraag"
        " (`.rq`) in een SPARQL-venster, of neem een van deze regels. Het verwachte antwoord staat ernaast (`.csv`).",
        "en": "# Example questions\n\nLoad the data file and the ontology together in one graph. Paste a question"
        " (`.rq`) into any SPARQL editor, or use one of these lines. The expected answer stands beside it (`.csv`).",
    }
    parts = []
    for at, head in told.items():
        first_load = "Eerst laden" if at == "nl" else "First load"
        rows = [f"- {name}: `{line}`" for name, line in lines.items()]
        asked = [f"- `{each.name}`: {each.question[at]} {_rows(each.rows, at)}" for each in paper.examples]
        parts.append("\n".join([head, "", f"- {first_load}: `{load}`", *rows, "", *asked]))
    return ("\n\n".join(parts) + f"\n\n{paper.licence}\n").encode()
