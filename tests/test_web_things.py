"""The pages of things: what a client asks for is what it gets, and every form of a thing says the same."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_world
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from starlette.testclient import TestClient

from vakgraph import mint
from vakgraph.graph import VakGraph
from vakgraph.namespaces import KINDS, OUTSIDE, VAK
from vakgraph.render import About
from vakgraph.render.people import Column, printed
from vakgraph.store.embedded import cell
from vakgraph.web import pages
from vakgraph.web.addresses import Links, path_of
from vakgraph.web.library import DATA_FORMS, Library
from vakgraph.web.lines import place
from vakgraph.web.naming import parents
from vakgraph.web.pointing import grouped
from vakgraph.web.quoting import highlighted
from vakgraph.web.searchable import data
from vakgraph.web.server import application
from vakgraph.web.views import Ask
from vakgraph.web.writing import written

ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
PARSERS = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}
PROJECT = "project/r1-baanwijs"
REGISTERED = ("municipality", "population", "region-membership", "tile")

# What clients send -> what they get at the name of a thing: the page, a data form, or "406".
ACCEPT = [
    # browsers and other programs as they are
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
     "application/signed-exchange;v=b3;q=0.7", "html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    ("text/html, application/xhtml+xml, image/jxr, */*", "html"),
    ("application/x-ms-application, image/jpeg, application/xaml+xml, image/gif, */*", "html"),
    ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "html"),
    ("*/*", "html"),
    ("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5", "html"),
    ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "ttl"),
    ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5", "html"),
    ("text/turtle, application/x-turtle", "ttl"),
    ("application/ld+json;q=1.0, application/json;q=0.9, application/x-json+ld;q=0.8", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted", application/json;q=0.2', "jsonld"),
    # absent and empty
    (None, "html"),
    ("", "html"),
    ("   ", "html"),
    # one form by its name
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/turtle", "ttl"),
    ("application/ld+json", "jsonld"),
    ("application/n-triples", "nt"),
    ("application/json", "jsonld"),
    ("TEXT/Turtle", "ttl"),
    # weights
    ("text/html;q=0.5, text/turtle", "ttl"),
    ("text/turtle;q=0.5, text/html", "html"),
    ("text/html;q=0.8, text/turtle;q=0.8", "html"),
    ("application/n-triples;q=0.300, application/ld+json;q=0.299", "nt"),
    ("text/html;q=0, */*;q=0.1", "ttl"),
    ("text/turtle ; q = 0.4 , application/ld+json ; q=0.7", "jsonld"),
    ("text/html;q=0", "406"),
    # wildcards: the most precise range counts
    ("text/*", "html"),
    ("text/*;q=0.9, text/html;q=0.1", "ttl"),
    ("application/*", "jsonld"),
    ("*/*;q=0.1, application/n-triples", "nt"),
    ("text/*;q=0.2, application/*;q=0.4", "jsonld"),
    # parameters
    ("text/turtle;charset=utf-8", "ttl"),
    ("text/turtle;charset=iso-8859-1", "406"),
    ("text/html;level=1;q=0.3, text/turtle;q=0.5", "ttl"),
    ('text/turtle;note="a, b; q=0", text/html;q=0.1', "ttl"),
    # what nobody can read is as if it were not there
    ("text/turtle;q=abc, text/html;q=0.1", "html"),
    ("text/turtle;q=1.5", "406"),
    ("turtle", "406"),
    ("text/, /html, ;;,,", "406"),
    ("*/html, text/turtle;q=0.2", "ttl"),
    # what there is not
    ("application/rdf+xml", "406"),
    ("application/pdf, image/*", "406"),
]  # fmt: skip


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(VakGraph.open(root))


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library), follow_redirects=False) as made:
        made.headers.pop("accept")
        yield made


def asked(library: Library, path: str, language: str = "nl") -> str:
    """The page, as text."""
    ask = Ask(library, Links(path, language))
    view = pages.made(ask, path)
    assert view is not None
    return written(view, ask).decode()


def words(page: str) -> str:
    """What a person reads of a page."""
    body = re.sub(r"<script.*?</script>|<wbr>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())


# ---- the form that is asked for


def test_there_are_forty_headers_and_more() -> None:
    assert len({header for header, _ in ACCEPT}) == len(ACCEPT) >= 40


@pytest.mark.parametrize(("header", "form"), ACCEPT)
def test_the_name_of_a_thing_leads_to_the_form_that_is_liked_best(
    client: TestClient, header: str | None, form: str
) -> None:
    answer = client.get(f"/id/{PROJECT}", headers={} if header is None else {"accept": header})
    if form == "406":
        assert answer.status_code == 406 and all(media in answer.text for media in DATA_FORMS.values())
    else:
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/nl/{PROJECT}" + ("" if form == "html" else f".{form}")
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))


@pytest.mark.parametrize(("header", "form"), ACCEPT)
def test_the_address_of_the_page_gives_that_form_at_once_and_else_the_page(
    client: TestClient, header: str | None, form: str
) -> None:
    answer = client.get(f"/nl/{PROJECT}", headers={} if header is None else {"accept": header})
    assert answer.status_code == 200 and "Accept" in answer.headers["vary"].split(", ")
    if form in DATA_FORMS:
        assert answer.headers["content-type"].startswith(DATA_FORMS[form])
        assert answer.headers["content-location"] == f"/nl/{PROJECT}.{form}"
        assert answer.content == client.get(f"/nl/{PROJECT}.{form}").content
    else:
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_language_of_the_reader_is_kept_when_a_name_is_sent_on(client: TestClient) -> None:
    for said, language in (("en", "en"), ("en-GB,en;q=0.9,nl;q=0.1", "en"), ("de", "nl"), ("nl;q=0.1,en;q=0.9", "en")):
        answer = client.get(f"/id/{PROJECT}", headers={"accept-language": said})
        assert answer.headers["location"] == f"/{language}/{PROJECT}"


def test_a_concept_has_its_own_name_and_is_sent_on_as_well(client: TestClient) -> None:
    answer = client.get("/concept/target-group/refugees", headers={"accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/concept/target-group/refugees.ttl")
    assert client.get("/concept/target-group/nobody").status_code == 404
    assert client.get("/id/project/nobody").status_code == 404


def test_the_header_link_tells_of_what_and_in_which_other_forms(client: TestClient) -> None:
    for path in (f"/id/{PROJECT}", f"/nl/{PROJECT}", f"/nl/{PROJECT}.ttl"):
        link = client.get(path).headers["link"]
        assert f'<https://w3id.org/vakgraph/id/{PROJECT}>; rel="describes"' in link
        for form, media in {**DATA_FORMS, "csv": "text/csv"}.items():
            assert f'</nl/{PROJECT}.{form}>; rel="alternate"; type="{media}"' in link


def test_two_forms_at_one_address_have_two_tags_and_neither_is_mistaken_for_the_other(client: TestClient) -> None:
    page = client.get(f"/nl/{PROJECT}").headers["etag"]
    turtle = client.get(f"/nl/{PROJECT}", headers={"accept": "text/turtle"}).headers["etag"]
    assert page != turtle
    again = {"accept": "text/turtle", "if-none-match": page}
    assert client.get(f"/nl/{PROJECT}", headers=again).status_code == 200
    unchanged = client.get(f"/nl/{PROJECT}", headers={"accept": "text/turtle", "if-none-match": turtle})
    assert unchanged.status_code == 304 and "Accept" in unchanged.headers["vary"]


def test_an_endless_header_is_read_in_no_time(client: TestClient) -> None:
    assert client.get(f"/id/{PROJECT}", headers={"accept": "a/b;q=0.1," * 6000}).status_code == 406


# ---- every form says the same


def some(library: Library, seldom: int = 5) -> list[str]:
    """All things in the long run; else a fifth, spread evenly over each kind, and at least three of each.

    `seldom` is the step for the kinds of which there are hundreds, all made alike by one register.
    """
    kinds: dict[str, list[str]] = {}
    for path in library.things:
        kinds.setdefault(path.split("/")[0], []).append(path)
    if ASSURE:
        return list(library.things)
    steps = {kind: seldom if kind in REGISTERED else 5 for kind in kinds}
    return [path for kind, several in kinds.items() for path in {*several[:: steps[kind]], *several[:3]}]


@pytest.mark.assure("the forms of every thing agree")
def test_turtle_json_ld_and_n_triples_of_a_thing_say_the_same(library: Library) -> None:
    for path in some(library):
        triples = set(library.triples(library.things[path]))
        assert triples, path
        for form, parser in PARSERS.items():
            read = {quad.triple for quad in parse(library.written(sorted(triples, key=str), form), format=parser)}
            assert read == triples, (path, form)


@pytest.mark.assure("the page of every thing says what its triples say")
def test_the_page_of_a_thing_says_all_that_its_triples_say(library: Library) -> None:
    for path in some(library, 100):
        triples = set(library.triples(library.things[path]))
        missing = unsaid(library, path, triples, asked(library, path))
        assert not missing, (path, missing)


def unsaid(library: Library, path: str, triples: set[Triple], page: str) -> list[str]:
    """What the page does not say of them: a text it has not, a thing that it neither names nor leads to."""
    text, links = words(page), Links(path, "nl")
    missing = []
    for triple in triples:
        said = cell(triple.object)
        if isinstance(triple.object, Literal):
            seen = {" ".join(each.split()) for each in (said.value, printed(said, COLUMN, DUTCH))}
            folded = text.casefold()
            if not any(each.casefold() in folded for each in seen):
                missing.append(str(triple))
        elif isinstance(triple.object, NamedNode) and not names(library, triple, page, text, links):
            missing.append(str(triple))
    return missing


COLUMN, DUTCH = Column(0, "", "", "", False), About("nl")


def names(library: Library, triple: Triple, page: str, text: str, links: Links) -> bool:
    """Does the page lead to the thing, or name it?"""
    iri = triple.object.value
    if triple.predicate.value == OUTSIDE["rdf"] + "type":
        kinds = {kind.nl for kind in KINDS.values() if kind.rdf_class == iri} | {"begrip"}
        return any(kind.casefold() in text.casefold() for kind in kinds) or label(library, iri) in text
    href = links.thing(iri)
    if href:
        return f'href="{html.escape(href)}"' in page
    return html.escape(iri) in page or label(library, iri) in text


def label(library: Library, iri: str) -> str:
    known: dict[str, str] = library.kept("labels of the test", lambda: dict[str, str]())
    if iri not in known:
        known[iri] = library.names("nl", [iri]).get(iri, iri)
    return " ".join(known[iri].split())


def test_the_table_file_of_a_thing_has_every_property_and_value(library: Library, client: TestClient) -> None:
    rows = client.get(f"/nl/{PROJECT}.csv").text
    assert rows.startswith("property,value,source")
    for triple in library.triples(library.things[PROJECT]):
        assert triple.predicate.value in rows and triple.object.value.split('"')[0] in rows


# ---- what the pages show


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_intervention_says_for_whom_first_and_three_kinds_of_knowledge_apart(
    library: Library, language: str
) -> None:
    page = asked(library, "intervention/mosaic", language)
    order = [page.index(f'id="{part}"') for part in (
        "when", "feasible", "three", "panel-science", "panel-practice", "panel-client", "part-what-works-for-whom",
        "why", "part-intervention-use", "facts",
    )]  # fmt: skip
    assert order == sorted(order)
    assert page.count("nog niets bekend" if language == "nl" else "nothing known yet") == 2
    told = words(page)
    assert ("Onderzocht in 7 gemeenten" if language == "nl" else "Studied in 7 municipalities") in told
    assert ("geen gelezen bron" if language == "nl" else "no source says") in told


def test_whether_it_is_feasible_is_told_apart_with_groups_and_source(tmp_path: Path) -> None:
    world = small_world.build(tmp_path)
    prefixes = "".join(f"@prefix {name}: <https://w3id.org/vakgraph/{part}/> .\n" for name, part in (
        ("feasibility", "concept/feasibility"), ("finding", "id/finding"), ("intervention", "id/intervention"),
    ))  # fmt: skip
    for name in ("feasibility", "direction"):
        shutil.copy(small_world.ROOT / "ontology" / "concepts" / f"{name}.ttl", world / "ontology" / "concepts")
    small_world.put(world, "data/intervention/coach.ttl", prefixes + small_world.PREFIXES + """
intervention:coach a vak:Intervention ; rdfs:label "Coach (verzonnen)"@nl .
intervention:gids a vak:Intervention ; rdfs:label "Gids (verzonnen)"@nl .
finding:r1-een.1 a vak:Finding ; vak:aboutIntervention intervention:coach ;
    vak:direction <https://w3id.org/vakgraph/concept/direction/worse> ; vak:feasibility feasibility:feasible ;
    vak:forTargetGroup target-group:statushouders ; prov:wasDerivedFrom source:ks .
""")  # fmt: skip
    library = Library(VakGraph.open(world))
    told = words(asked(library, "intervention/coach"))
    assert "Werkbaar Werkbaar (statushouders)" in told and "niet onderzocht" not in told.lower()
    assert "Werkbaarheid Werkbaar" in words(asked(library, "finding/r1-een.1"))
    told = words(asked(library, "intervention/gids"))
    assert "Niet onderzocht, of nog niet opgeleverd: geen gelezen bron zegt of dit in de praktijk" in told


def test_a_table_of_findings_has_direction_certainty_people_comparison_and_moment_apart(library: Library) -> None:
    page = asked(library, "intervention/mosaic")
    table = page[page.index('id="part-what-works-for-whom"') :]
    heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]+)<", table[: table.index("</thead>")])
    assert {"Uitkomst", "Richting", "Zekerheid", "Deelnemers", "Vergeleken met", "Moment"} <= set(heads)
    assert 'href="/nl/finding/r2-mosaic-nijmegen.1"' in table


def test_a_conflict_shows_every_value_with_its_source_and_that_it_is_open_or_what_was_decided(library: Library) -> None:
    for path, iri in library.things.items():
        if not path.startswith("conflict/"):
            continue
        page = asked(library, path)
        sides = {t.object.value for t in library.triples(iri) if t.predicate.value == VAK + "joins"}
        shown = re.search(r'<div class="sides">(.*?)</div>', page, re.DOTALL)
        assert shown and shown[1].count("<section") == len(sides), path
        assert all(f'href="/nl/{path_of(side)}"' in shown[1] for side in sides), path
        decided = any(t.predicate.value in (VAK + "resolvedOn", VAK + "prefers") for t in library.triples(iri))
        assert ("Nog open" in words(page)) != decided, path


def test_a_source_shows_all_its_claims_and_marks_in_the_quote_what_was_read(library: Library) -> None:
    page = asked(library, "source/kst-28719-98")
    claims = [path for path in library.things if path.startswith("claim/kst-28719-98.")]
    assert len(claims) > 90 and all(f'href="/nl/{path}"' in page for path in claims)
    assert page.count("<mark>") > 20


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_every_finding_of_a_project_says_stands_once_above_them_and_leads_on(
    library: Library, language: str
) -> None:
    part = asked(library, "project/r2-decides-brabant", language).partition('id="part-what-works-for-whom"')[2]
    above, _, rows = part.partition("<table>")
    rows = rows.partition("</table>")[0]
    for once in ("concept/target-group/", "intervention/"):
        assert above.count(f'href="/{language}/{once}') == 1 and f'href="/{language}/{once}' not in rows
    assert all(f"concept/certainty/{grade}" in rows for grade in ("moderate", "low"))  # rows that differ keep theirs
    assert 'href="#source-' in rows


def test_a_project_with_one_finding_shows_all_of_it_and_nothing_above(library: Library) -> None:
    part = asked(library, PROJECT).partition('id="part-what-works-for-whom"')[2].partition("</div>")[0]
    assert "In elke rij" not in part and "/nl/intervention/" in part and "Vergeleken met" in part


def test_who_does_an_intervention_already_names_the_project_once_and_never_the_intervention_itself(
    library: Library,
) -> None:
    page = asked(library, "intervention/coral-nl-met-stigmatraining")
    part = page.partition('id="part-intervention-use"')[2].partition("</table>")[0]
    above, _, rows = part.partition("<table>")
    assert above.count('href="/nl/project/r2-decides-brabant"') == 1 and "interventie: <a" not in above
    assert rows.count('href="/nl/municipality/') >= 3 and "/nl/project/" not in rows


def test_a_municipality_that_arose_from_others_names_them_and_says_what_is_not_known(library: Library) -> None:
    told = words(asked(library, "municipality/gm1979"))
    assert "Wij doen mee aan Geen project bekend" in told
    assert all(name in told for name in ("Appingedam", "Delfzijl", "Loppersum", "voorganger"))
    assert "geen gelezen bron zegt het" in told


def test_a_finding_is_a_card_that_begins_with_its_conditions(library: Library) -> None:
    page = asked(library, "finding/r2-decides-brabant.1")
    assert page.index("Voor wie en wanneer") < page.index("Richting") < page.index("Zekerheid")
    assert "weinig clusters" in words(page)  # the reason of its certainty


def test_what_belongs_to_something_leads_back_to_it(library: Library) -> None:
    seen = set()
    for path, iri in library.things.items():
        kind = path.split("/")[0]
        above = [path_of(each) for each in parents(iri)]
        if above and kind not in seen:
            page = asked(library, path)
            assert all(f'href="/nl/{each}"' in page for each in above), path
            seen.add(kind)
    assert {"claim", "participation", "study", "finding", "phase", "condition", "population", "tile", "merger"} <= seen


def test_nothing_is_called_by_an_iri_where_it_has_a_name_or_a_parent(library: Library) -> None:
    for path in some(library)[::60]:
        title = re.search(r"<h1[^>]*>(.*?)</h1>", asked(library, path))
        assert title and not title[1].startswith("http"), path


def test_the_page_says_in_which_lines_of_which_file_a_thing_stands(library: Library, root: Path) -> None:
    for path in (PROJECT, "claim/kst-28719-98.862c4e31", "concept/target-group/refugees", "municipality/gm1979"):
        found = place(library, library.things[path])
        assert found and found.first
        lines = (root / found.file).read_text(encoding="utf-8").split("\n")[found.first - 1 : found.last]
        assert lines[0].split()[0].endswith(mint.slug_of(library.things[path]))
        assert lines[-1].endswith(".") and not any(line.endswith(" .") or line == "." for line in lines[:-1])
        assert f"{found.first}–{found.last}" in asked(library, path)


def test_what_points_here_is_told_by_its_meaning_and_never_by_a_bare_property(library: Library) -> None:
    for path in some(library)[::40]:
        ask = Ask(library, Links(path, "nl"))
        thing = pages.thing.read(ask, path)
        for group in grouped(ask, thing.links, dict(thing.names)):
            assert not re.match(r"[a-z-]+:|http", group.name), (path, group.name)


# ---- data for those who index pages


def test_every_page_of_a_thing_carries_data_in_the_words_of_schema_org(library: Library) -> None:
    for path in (
        PROJECT,
        "organisation/divosa",
        "concept/target-group/refugees",
        "population/gm0003.2014",
    ):
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', asked(library, path), re.DOTALL)
        assert found
        said = json.loads(found[1])
        assert said["@context"] == "https://schema.org" and said["@id"] == library.things[path]
        assert said["name"] and said["@type"]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "a & b", "\u2028\u2029", "]]>"])
def test_no_text_ends_the_element_that_holds_the_data(text: str) -> None:
    made = str(data({"name": text}))
    assert json.loads(made)["name"] == text
    assert not set("<>&\u2028\u2029") & set(made)


def test_a_graph_without_the_questions_for_people_still_has_pages(tmp_path: Path) -> None:
    library = Library(VakGraph.open(small_world.build(tmp_path)))
    for path in library.things:
        assert "<h1" in asked(library, path), path
    page = asked(library, "conflict/telling")
    assert "Projecten van ronde 1" in page


def test_a_title_that_is_in_another_language_only_says_so(library: Library) -> None:
    assert '<h1 lang="nl">Ronde 2' in asked(library, "round/vahw1-2", "en")
    assert "<h1>Ronde 2" in asked(library, "round/vahw1-2") and "<h1>Permit" in asked(
        library, "concept/target-group/refugees", "en"
    )


# ---- quotes


@pytest.mark.parametrize(
    ("quote", "values", "parts"),
    [
        ("11 projecten zijn gehonoreerd", ["11"], (("11", True), (" projecten zijn gehonoreerd", False))),
        ("in 2011 kwamen er 11", ["11"], (("in 2011 kwamen er ", False), ("11", True))),
        ("Eind 2011 begon het", ["2011", "eind 2011"], (("Eind 2011", True), (" begon het", False))),
        ("een half miljoen", ["500000", ""], (("een half miljoen", False),)),
    ],
)
def test_the_words_that_were_read_are_marked_in_their_quote(
    quote: str, values: list[str], parts: tuple[tuple[str, bool], ...]
) -> None:
    assert highlighted(quote, values) == parts
