"""A release goes to a server whole or not at all: real servers, killed half-way, asked all the while."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from tests import servers
from tests.servers import Server
from vakgraph.cli import run
from vakgraph.errors import VakError
from vakgraph.push import Release, parts, push
from vakgraph.push import server as pushing
from vakgraph.store import release, remote
from vakgraph.store.access import Credentials, Endpoint
from vakgraph.store.remote import RemoteStore

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
MANY = 120  # graphs


def triple(subject: str, value: str | int, predicate: str = "p") -> Triple:
    return Triple(NamedNode(EX + subject), NamedNode(EX + predicate), Literal(value))


def homes(version: str, many: int = 6) -> dict[str, list[Triple]]:
    """A small graph of several homes; the version shows in the first of them only."""
    made = {
        f"data/thing/t{n}.ttl": [triple(f"t{n}", n), triple(f"t{n}", 'één ≠ twee \\ "drie"\n')] for n in range(many)
    }
    made["data/thing/t0.ttl"].append(triple("t0", version, "version"))
    return made


def a_release(version: str, many: int = 6) -> Release:
    return Release.made(homes(version, many), [triple("follows", version)])


def endpoint(server: Server, graph_store: bool = True) -> Endpoint:
    who = Credentials(server.auth[1], server.auth[2]) if server.auth else Credentials()
    return Endpoint(server.query, server.update, server.data if graph_store else "", who, 60)


@pytest.fixture(scope="module")
def virtuoso() -> Iterator[Server]:
    with servers.virtuoso() as server:
        yield server


@pytest.fixture
def oxigraph() -> Iterator[Server]:
    with servers.oxigraph() as server:
        yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server without a release on it."""
    found: Server = request.getfixturevalue(request.param)
    yield found
    for graph in pushing.Server(remote.open(endpoint(found))).counts(release.BASE):
        found.change(f"DROP SILENT GRAPH <{graph}>")


@pytest.fixture
def store(server: Server) -> RemoteStore:
    return remote.open(endpoint(server))


def versions(store: RemoteStore) -> list[str]:
    """Which version a question is answered from; a fresh look at what is served."""
    fresh = remote.open(store.endpoint)
    return [row[0].value for row in fresh.select(f"SELECT ?v WHERE {{ ?s <{EX}version> ?v }}").rows]


# --- what is sent


def test_a_release_is_asked_as_the_union_of_its_graphs(store: RemoteStore) -> None:
    made = a_release("1")
    done = push(made, store)
    assert (done.graphs, done.sent, done.triples, done.served_before) == (7, 7, made.count, False)
    sent = {t for part in made.parts for t in part.triples}
    assert set(store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")) == sent
    assert store.size() == made.count
    assert store.published == made.graph


def test_each_home_file_is_a_graph_of_its_own_and_so_is_what_follows(store: RemoteStore) -> None:
    made = a_release("1")
    push(made, store)
    found = pushing.Server(store).counts(release.GRAPHS)
    assert found == {part.graph: part.count for part in made.parts}
    assert {graph.removeprefix(release.GRAPHS).partition("/")[2] for graph in found} == {*homes("1"), "derived"}
    assert store.select(f"SELECT ?o WHERE {{ GRAPH <{made.parts[-1].graph}> {{ ?s ?p ?o }} }}").rows[0][0].value == "1"


def test_doing_it_again_sends_nothing(store: RemoteStore) -> None:
    push(a_release("1"), store)
    again = push(a_release("1"), store)
    assert (again.sent, again.served_before) == (0, True)


def test_only_graphs_that_changed_are_sent(store: RemoteStore) -> None:
    push(a_release("1"), store)
    done = push(a_release("2"), store)
    assert done.sent == 2  # the home that says the version, and what follows from it
    assert versions(store) == ["2"]


def test_the_release_before_stays_until_the_next_and_no_longer(store: RemoteStore) -> None:
    one, two, three = (a_release(version) for version in "123")
    for made in (one, two, three):
        push(made, store)
    assert set(pushing.Server(store).counts(release.WHOLE)) == {two.graph, three.graph}
    assert set(pushing.Server(store).counts(release.GRAPHS)) == {part.graph for part in three.parts}


def test_a_release_can_be_taken_back_by_pushing_the_one_before(store: RemoteStore) -> None:
    for version in ("1", "2", "1"):
        push(a_release(version), store)
        assert versions(store) == [version]


def test_without_a_graph_store_it_goes_by_update(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing.Server, "_found", lambda self: "")
    monkeypatch.setattr(pushing, "LINES", 3)
    store = remote.open(endpoint(server, graph_store=False))
    made = a_release("1", 8)
    done = push(made, store)
    assert (done.by, done.sent, versions(store), store.size()) == ("update", 9, ["1"], made.count)
    assert push(made, store).sent == 0


def test_the_place_for_whole_graphs_is_found(server: Server) -> None:
    assert pushing.Server(remote.open(endpoint(server, graph_store=False))).data == server.data


# --- what goes wrong


@contextmanager
def breaking(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> Iterator[None]:
    """The work stops dead at the so-manieth change of that kind."""
    real, left = getattr(pushing.Server, name), [after]

    def stops(self: pushing.Server, *arguments: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return real(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(pushing.Server, name, stops)
        with pytest.raises(KeyboardInterrupt):
            yield


@pytest.mark.parametrize(("name", "after"), [("put", 0), ("put", 1), ("get", 1), ("add", 0), ("change", 1), ("add", 1)])
def test_stopped_anywhere_the_old_release_is_served_and_again_makes_it_whole(
    name: str, after: int, store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = a_release("1"), a_release("2")
    push(old, store)
    with breaking(monkeypatch, name, after):
        push(new, store)
    assert versions(store) == ["1"]
    assert remote.open(store.endpoint).size() == old.count
    push(new, store)
    assert versions(store) == ["2"]
    assert remote.open(store.endpoint).size() == new.count


def test_what_was_verified_before_a_break_is_not_sent_again(
    store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vakgraph.push.publishing.BATCH", 2)
    with breaking(monkeypatch, "put", 5):
        push(a_release("1"), store)
    assert push(a_release("1"), store).sent == 3


def test_a_graph_that_was_harmed_is_sent_again(server: Server, store: RemoteStore) -> None:
    made = a_release("1")
    push(made, store)
    server.change(f"DELETE WHERE {{ GRAPH <{made.parts[2].graph}> {{ ?s <{EX}p> 2 }} }}")
    assert push(made, store).sent == 1


def test_a_release_that_was_harmed_is_mended(server: Server, store: RemoteStore) -> None:
    made = a_release("1")
    push(made, store)
    server.change(f"INSERT DATA {{ GRAPH <{made.graph}> {{ <{EX}a> <{EX}p> 'stray' }} }}")
    push(made, store)
    assert remote.open(store.endpoint).size() == made.count


def test_verify_finds_what_counting_does_not(server: Server, store: RemoteStore) -> None:
    made = a_release("1")
    push(made, store)
    graph = made.parts[2].graph
    server.change(f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s <{EX}p> 2 }} }}")
    server.change(f"INSERT DATA {{ GRAPH <{graph}> {{ <{EX}t2> <{EX}p> 3 }} }}")
    assert push(made, store).sent == 0
    assert push(made, store, verify=True).sent == 1


def test_a_server_that_keeps_something_else_publishes_nothing(
    store: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(a_release("1"), store)
    monkeypatch.setattr(pushing.Server, "get", lambda self, graph: [triple("t0", "something else")])
    with pytest.raises(VakError, match="iets anders bewaard"):
        push(a_release("2"), store)
    assert versions(store) == ["1"]


def test_a_change_is_never_sent_twice(oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    store, sent = remote.open(endpoint(oxigraph)), []

    def once(self: object, call: object, url: str, *_: object) -> None:
        sent.append(url)
        raise remote.ServerFault("failed", url, "503", passing=True)

    monkeypatch.setattr("vakgraph.store.transport.Transport._once", once)
    with pytest.raises(VakError):
        pushing.Server(store).change("CLEAR DEFAULT")
    assert sent == [oxigraph.update]


# --- what a release is


def test_no_triple_stands_in_two_graphs() -> None:
    one = triple("a", 1)
    made = Release.made({"data/a.ttl": [one, one], "data/b.ttl": [one, triple("b", 1)]}, [one])
    assert [(part.home, part.count) for part in made.parts] == [("data/a.ttl", 1), ("data/b.ttl", 1)]


def test_the_name_of_a_graph_follows_from_its_content() -> None:
    one, other = (Release.made({"data/a.ttl": [triple("a", value), triple("b", 1)]}) for value in ("x", "y"))
    turned = Release.made({"data/a.ttl": [triple("b", 1), triple("a", "x")]})
    assert one.parts[0].graph == turned.parts[0].graph != other.parts[0].graph
    assert one.graph == turned.graph != other.graph


def test_a_thing_without_a_name_is_refused() -> None:
    with pytest.raises(VakError, match="naam"):
        Release.made({"data/a.ttl": [Triple(BlankNode("x"), NamedNode(EX + "p"), Literal("y"))]})


@pytest.mark.parametrize(
    ("sort", "sent", "kept", "same"),
    [
        ("decimal", "1.50", "1.5", True),
        ("decimal", "100", "100.0", True),
        ("integer", "007", "7", True),
        ("boolean", "true", "1", True),
        ("double", "1e3", "1000.0", True),
        ("decimal", "1.50", "1.51", False),
        ("string", "1.50", "1.5", False),
        ("date", "2020-01-01", "2020-01-02", False),
    ],
)
def test_a_server_may_spell_a_number_its_own_way_and_nothing_else(sort: str, sent: str, kept: str, same: bool) -> None:
    one, two = (
        Triple(NamedNode(EX + "a"), NamedNode(EX + "p"), Literal(value, datatype=NamedNode(XSD + sort)))
        for value in (sent, kept)
    )
    assert parts.same([one], [two]) is same


# --- as a command


def flags(server: Server) -> list[str]:
    return ["--endpoint", server.query, "--update-endpoint", server.update]


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """A graph folder of many small files, with our ontology and rules."""
    at = tmp_path / "graph"
    (at / "data" / "thing").mkdir(parents=True)
    for name in ("ontology", "queries"):
        os.symlink(root / name, at / name)
    for n in range(MANY):
        (at / "data" / "thing" / f"t{n}.ttl").write_text(f"<{EX}t{n}> <{EX}p> {n}, {n + 1000} .\n")
    return at


def test_a_push_that_is_killed_and_done_again_is_whole(
    folder: Path, oxigraph: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["push", "--root", str(folder), *flags(oxigraph)]
    with subprocess.Popen([sys.executable, "-m", "vakgraph", *words], stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr
        while "50 van" not in (line := child.stderr.readline()):
            assert line, "it ended before it could be killed"
        child.kill()
    store = remote.open(endpoint(oxigraph))
    assert store.published == ""
    assert run(words) == 0
    said = capsys.readouterr()
    assert "; 0 staan er al" not in said.err
    assert "Gepubliceerd" in said.out
    fresh = remote.open(endpoint(oxigraph))
    assert fresh.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{EX}p> ?o }}").rows[0][0].value == str(2 * MANY)
    assert run(words) == 0
    assert "had deze uitgave al" in capsys.readouterr().out


def test_a_push_needs_to_know_where_changes_go(oxigraph: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["push", "--endpoint", oxigraph.query]) == 2
    assert "--update-endpoint" in capsys.readouterr().err
    assert run(["push"]) == 2
    assert "--endpoint" in capsys.readouterr().err


def test_a_wrong_password_is_one_sentence_that_does_not_hold_it(virtuoso: Server) -> None:
    wrong = replace(endpoint(virtuoso), credentials=Credentials("dba", "geheim-woord"))
    with pytest.raises(VakError, match="401") as fault:
        push(a_release("1"), remote.open(wrong))
    assert "geheim-woord" not in fault.value.say() + fault.value.say("en") + repr(wrong)


def test_readers_never_see_half_a_release(store: RemoteStore) -> None:
    """Asked between every two changes that a push makes, the answer is of one release or of the other."""
    one, two = a_release("1"), a_release("2")
    push(one, store)
    seen = []

    def look(nl: str, en: str) -> None:
        seen.append((versions(store), remote.open(store.endpoint).size()))

    push(two, store, look)
    push(one, store, look)
    assert {(tuple(version), size) for version, size in seen} <= {(("1",), one.count), (("2",), two.count)}
    assert len(seen) > 6
