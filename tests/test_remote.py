"""Real servers answer as the engine in this process does: every stored question, and every rule over the graph."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.servers import Server
from tests.worlds import PATHS, ROOT, stored
from vakgraph import checkout, elsewhere
from vakgraph.cli import run
from vakgraph.elsewhere import probe, validating
from vakgraph.errors import InputError
from vakgraph.gate import rules
from vakgraph.graph import VakGraph
from vakgraph.push import Release, push
from vakgraph.store import embedded, release, remote
from vakgraph.store.access import Credentials, Endpoint
from vakgraph.store.faults import ServerFault
from vakgraph.store.remote import RemoteStore
from vakgraph.table import Table
from vakgraph.validation import reference
from vakgraph.validation.engine import validate

TABLES = sorted(path.stem for path in (ROOT / "queries" / "tables").glob("*.rq"))
OPEN = [name for name in TABLES if not any(parameter.required for parameter in stored(name).parameters)]
# Values for the choices that a question cannot do without, and for some that it can.
CHOSEN: dict[str, list[dict[str, str]]] = {
    "municipality-through-time": [{"municipality": "Almere"}, {"municipality": "0518"}],
    "municipalities-like-mine": [{"municipality": "Almere"}],
    "what-works-for-whom": [{"target-group": "statushouders"}, {"direction": "geen verschil aangetoond"}],
}


@pytest.fixture(scope="module")
def desk() -> VakGraph:
    return VakGraph.open(ROOT)


def _published(server: Server) -> RemoteStore:
    who = Credentials(*server.auth[1:]) if server.auth else Credentials()
    store = remote.open(Endpoint(server.query, server.update, server.data, who, 60))
    folder = checkout.find(ROOT)
    push(Release.of(folder, embedded.open(folder)), store)
    return store


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[RemoteStore]:
    """The release, pushed to an `oxigraph serve` whose default graph is empty: the release is found by its name."""
    with servers.oxigraph(union=False) as server:
        yield _published(server)


@pytest.fixture(scope="module")
def virtuoso() -> Iterator[RemoteStore]:
    with servers.virtuoso() as server:
        yield _published(server)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest) -> RemoteStore:
    found: RemoteStore = request.getfixturevalue(request.param)
    return found


def rows(table: Table, ordered: bool) -> list[tuple[tuple[str, str, str | None], ...]]:
    """The rows as terms; sorted where the question asks for no order. A number may be spelled in more ways than one."""
    found = [tuple((cell.kind, _plain(cell.value, cell.datatype), cell.language) for cell in row) for row in table.rows]
    return found if ordered else sorted(found, key=repr)


def _plain(value: str, datatype: str | None) -> str:
    if datatype and datatype.endswith(("#decimal", "#double", "#integer", "#float")):
        return f"{float(value):.9g}"
    return value


@pytest.mark.parametrize("name", OPEN)
def test_a_stored_question_has_the_same_answer_on_every_engine(
    name: str, store: RemoteStore, desk: VakGraph, request: pytest.FixtureRequest
) -> None:
    text = stored(name).bind({})
    ordered = "ORDER BY" in text
    theirs, ours = store.select(text), desk.store.select(text)
    assert theirs.columns == ours.columns
    for _ in range(1, servers.TRIES[request.node.callspec.params["store"]]):
        if rows(theirs, ordered) != rows(ours, ordered):
            with servers.virtuoso() as anew:
                theirs = _published(anew).select(text)
    assert rows(theirs, ordered) == rows(ours, ordered)


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, several in CHOSEN.items() for words in several])
def test_a_question_with_choices_has_the_same_answer_on_every_engine(
    name: str, words: dict[str, str], store: RemoteStore, desk: VakGraph
) -> None:
    there = VakGraph(desk.checkout, store)
    theirs, ours = (each.ask(name, **{k.replace("-", "_"): v for k, v in words.items()}) for each in (there, desk))
    assert len(ours.rows) > 0
    assert rows(theirs, True) == rows(ours, True)
    assert [[cell.label for cell in row] for row in theirs.rows] == [[cell.label for cell in row] for row in ours.rows]


def test_every_question_was_asked_somewhere() -> None:
    assert set(TABLES) <= {*OPEN, *CHOSEN}, "give CHOSEN the choices that this question cannot do without"
    assert PATHS


def test_info_and_show_say_the_same_from_a_server(oxigraph: RemoteStore, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["info"], ["show", "r1-baanwijs"]):
        said = []
        for more in ([], ["--endpoint", oxigraph.url]):
            assert run([*words, "--root", str(ROOT), *more]) == 0
            said.append(capsys.readouterr().out)
        assert said[0] == said[1]


def test_the_environment_names_the_server_too(
    oxigraph: RemoteStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAKGRAPH_ENDPOINT", oxigraph.url + "-wrong")
    assert run(["info", "--root", str(ROOT)]) == 2
    assert oxigraph.url + "-wrong" in capsys.readouterr().err
    assert run(["info", "--root", str(ROOT), "--endpoint", oxigraph.url]) == 0


def test_plain_curl_can_ask_the_release(oxigraph: RemoteStore) -> None:
    words = ["curl", "-sS", oxigraph.url, "-H", "Accept: text/csv", "--data-urlencode", "query=SELECT (1 AS ?n) {}"]
    try:
        words[-1] = "query=SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        words += ["--data-urlencode", f"default-graph-uri={oxigraph.published}"]
        said = subprocess.run(words, capture_output=True, text=True, timeout=30, check=True).stdout
    except FileNotFoundError:
        pytest.skip("curl is not installed")
    assert said.split() == ["n", str(oxigraph.size())]


# --- what these servers do of themselves


def test_virtuoso_cuts_a_long_answer_and_that_is_told(desk: VakGraph) -> None:
    with servers.virtuoso(rows=100) as server:
        server.load(desk.asserted()[:5000])
        store = remote.open(server.query)
        with pytest.raises(ServerFault, match="niet alle rijen") as fault:
            store.at(servers.GRAPH).select("SELECT ?s { ?s ?p ?o }")
        assert fault.value.name == "cut"
        asserted = set(desk.asserted()[:5000])
        few = {t for t in asserted if t.predicate.value.endswith("#type")}
        assert set(store.at(servers.GRAPH).every("?s ?p ?o FILTER(STRENDS(STR(?p), '#type'))")) == few
        assert len(few) > 100


ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(6)) + " }"
LONG = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(STRLEN(CONCAT(STR(?a), STR(?b), STR(?c))) > 1) }"


@pytest.mark.parametrize("sparql", [ENDLESS, LONG])
def test_oxigraphs_own_deadline_is_a_failure_and_no_answer(sparql: str, desk: VakGraph) -> None:
    with servers.oxigraph(desk.asserted()[:5000], seconds=1) as server, pytest.raises(ServerFault) as fault:
        remote.open(Endpoint(server.query, timeout=6)).select(sparql)
    assert fault.value.name in ("half", "failed", "refused", "absent", "silent")


def test_virtuosos_own_deadline_is_a_failure_and_no_answer(desk: VakGraph) -> None:
    with servers.virtuoso(desk.asserted()[:20000], seconds=1) as server, pytest.raises(ServerFault) as fault:
        remote.open(Endpoint(server.query, timeout=30)).select(ENDLESS)
    assert fault.value.name in ("half", "failed", "refused")


# --- validation


def test_the_probe_has_a_wrong_case_for_every_component_and_pyshacl_agrees() -> None:
    found = validate(probe.data(), probe.rules())
    assert not found.fallen_back
    wrong = {result.component.value for result in found}
    silent = {"PropertyConstraintComponent"}  # it speaks through the shape that it names
    assert {c.rsplit("#", 1)[-1] for c in probe.components(probe.rules()) - wrong} == silent
    theirs = reference.validate(probe.data(), probe.rules().triples)
    # pySHACL lets "1,5"^^xsd:decimal pass as smaller than 100, and rdflib does not compare a date that was cast
    ours, other = (Counter((r.focus, r.component.value) for r in results) for results in (found, theirs))
    assert not other - ours
    assert sorted(c.rsplit("#", 1)[-1] for _, c in (ours - other).elements()) == [
        "MaxExclusiveConstraintComponent",
        "SPARQLConstraintComponent",
    ]


def test_the_probe_knows_every_component_that_our_rules_use() -> None:
    ours = rules.of(checkout.find(ROOT))
    assert probe.components(ours) <= probe.components(probe.rules())


def test_a_graph_on_a_server_is_validated_there_when_it_passes_the_probe(oxigraph: RemoteStore, desk: VakGraph) -> None:
    before = oxigraph.size()
    there = elsewhere.of_server(desk.checkout, oxigraph)
    assert "in de server zelf" in there.subject
    _the_same(there, desk)
    assert oxigraph.size() == before
    left = oxigraph.asked("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", "SELECT", "")
    assert isinstance(left, Table)
    assert not [row for row in left.rows if row[0].value.startswith(validating.PROBES)]


def test_a_graph_on_a_server_that_fails_the_probe_is_fetched(virtuoso: RemoteStore, desk: VakGraph) -> None:
    report = elsewhere.of_server(desk.checkout, virtuoso)
    assert "opgehaald en hier getoetst, want de proef" in report.subject
    _the_same(report, desk)


def test_a_server_that_is_only_read_is_not_written_to(oxigraph: RemoteStore, desk: VakGraph) -> None:
    report = elsewhere.of_server(desk.checkout, remote.open(oxigraph.url))
    assert "zonder --update-endpoint" in report.subject
    _the_same(report, desk)


def _the_same(report: object, desk: VakGraph) -> None:
    ours = desk.validate()
    assert sorted(r.key().__repr__() for r in report.results) == sorted(r.key().__repr__() for r in ours.results)  # type: ignore[attr-defined]
    assert report.focus_nodes == ours.focus_nodes  # type: ignore[attr-defined]


def test_a_server_that_gives_other_results_is_not_believed(
    oxigraph: RemoteStore, desk: VakGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = RemoteStore.select

    def forgetful(self: RemoteStore, sparql: str) -> Table:
        table = real(self, sparql)
        return Table(table.columns, table.rows[1:]) if "REGEX" in sparql else table

    monkeypatch.setattr(RemoteStore, "select", forgetful)
    way = validating.way_for(oxigraph, rules.of(desk.checkout, new=False))
    assert not way.there
    assert "de proef" in way.nl


def test_only_what_the_rules_name_is_fetched(oxigraph: RemoteStore) -> None:
    from vakgraph import turtle
    from vakgraph.validation import shapes

    small = shapes.read(
        turtle.read_text(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix vak: <https://w3id.org/vakgraph/def#> ."
            "[] a sh:NodeShape ; sh:targetClass vak:Round ; sh:property [ sh:path vak:roundNumber ; sh:minCount 1 ] ."
        )
    )
    found = {triple.predicate.value.rsplit("#", 1)[-1] for triple in validating.fetched(oxigraph, small)}
    assert found == {"roundNumber", "type", "subClassOf"}


def test_updates_and_other_servers_are_refused_before_anything_is_sent(oxigraph: RemoteStore) -> None:
    for sparql in ("DROP ALL", "ASK { SERVICE <http://127.0.0.1:9/> {} }", "INSERT DATA { <a:a> <a:b> 1 }"):
        with pytest.raises(InputError):
            oxigraph.query(sparql)


def test_the_pushed_graph_can_be_asked_by_sparqlwrapper_itself(oxigraph: RemoteStore) -> None:
    from SPARQLWrapper import JSON, SPARQLWrapper

    wrapper = SPARQLWrapper(oxigraph.url)
    wrapper.setTimeout(20)
    wrapper.addDefaultGraph(oxigraph.published)
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    wrapper.setReturnFormat(JSON)
    found = wrapper.query()
    assert int(found.convert()["results"]["bindings"][0]["n"]["value"]) == oxigraph.size()
    found.response.close()
    assert oxigraph.published.startswith(release.WHOLE)


def test_a_warm_question_loads_nothing_of_the_network() -> None:
    code = (
        "import sys; from vakgraph.cli import run; "
        f"run(['query', 'rounds', '--root', {str(Path(ROOT))!r}, '-f', 'csv', '-o', '/dev/null']); "
        "print([name for name in ('SPARQLWrapper', 'http.client', 'ssl', 'rdflib') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert said.stdout.strip() == "[]", said.stdout + said.stderr
