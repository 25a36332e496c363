"""`/sparql` on a port, under hostile questions: nothing out, nothing written, others answered, who leaves is let go."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import guarded
import pytest
import small_world
from assure import trial
from guarded import Canary, Served
from pyoxigraph import NamedNode, Quad

from vakgraph.adhoc import Later, Limits, Places, Share
from vakgraph.adhoc.pool import Gone
from vakgraph.web import endpoint
from vakgraph.web.asker import client_of

ASSURE = bool(os.environ.get("VAKGRAPH_ASSURE"))
EVERYWHERE = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
ENDLESS = guarded.RUNAWAYS["count of a product"]
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks in /proc, asks from 127.0.0.2")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    quads = guarded.many(2000)
    named = Quad(*quads[0].triple, NamedNode("http://example.org/g"))
    return guarded.store_at(tmp_path_factory.mktemp("ring"), [*quads, named])


@pytest.fixture(scope="module")
def server(world: Path, store: Path) -> Iterator[Served]:
    generous = Limits(share=10_000, timeout=30)
    with guarded.served(guarded.library_of(world, store, limits=generous)) as found:
        yield found


@pytest.fixture(scope="module")
def hasty(world: Path, store: Path) -> Iterator[Served]:
    """The same with little time for a question."""
    with guarded.served(guarded.library_of(world, store, limits=Limits(timeout=1, share=10_000, at_once=3))) as found:
        yield found


def alive(server: Served) -> None:
    assert server.ask("ASK {}")[0] == 200


def working(process: int) -> bool:
    """Whether a process is still there."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ---- nothing out, nothing written

CALLS = "ways to call out, through the port"
WRITES = "forms of update x ways to send them"


@pytest.mark.assure(CALLS)
def test_no_question_reaches_another_server_or_a_file(server: Served, store: Path) -> None:
    before = guarded.digest(store)
    with Canary().listening() as canary:
        ways = guarded.ways_out(canary.port)
        for name, text in ways.items() if ASSURE else list(ways.items())[::4]:
            with trial(CALLS):
                status, _, said = server.ask(text)
                assert canary.calls == 0, name
                assert status in (200, 400, 406), (name, status, said)
                assert "root:" not in said and len(said.splitlines()) < 60
        for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
            for iri in (f"http://127.0.0.1:{canary.port}/", "file:///etc/passwd"):
                with trial(CALLS):
                    status, _, said = server.ask(
                        "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", **{name: iri}
                    )
                    assert canary.calls == 0 and "root:" not in said
                    assert status == (403 if "using" in name else 200), said
                    assert status == 403 or json.loads(said)["results"]["bindings"] == []
    assert guarded.digest(store) == before
    alive(server)


@pytest.mark.assure(WRITES)
def test_no_update_is_carried_out_however_it_is_sent(server: Served, store: Path, world: Path) -> None:
    before = guarded.digest(store), guarded.digest(world)
    for update in guarded.UPDATES if ASSURE else guarded.UPDATES[::5]:
        for method, path, body, headers in guarded.smuggled(update):
            with trial(WRITES):
                status, _, said = server.send(method, path, body, **headers)
                assert 400 <= status < 500, (method, path, headers, status, said)
                assert "Traceback" not in said
    assert (guarded.digest(store), guarded.digest(world)) == before
    alive(server)


def test_a_graph_that_is_not_here_is_said_to_be_so(server: Served) -> None:
    _, headers, said = server.ask("ASK { ?s ?p ?o }", **{"default-graph-uri": "http://example.org/none"})
    assert json.loads(said)["boolean"] is False and "http://example.org/none" in json.loads(said)["cut"]
    assert "Not here" in headers["vakgraph-cut"]
    _, headers, said = server.ask("ASK { ?s ?p ?o }", **{"default-graph-uri": "http://example.org/g"})
    assert json.loads(said) == {"head": {}, "boolean": True} and "vakgraph-cut" not in headers


# ---- without end

RUN = "questions without end, each ended in time while another client is answered"


def busy() -> float:
    """How many others each core of this machine works for: 1 where nobody else is, and then the figures are exact."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@linux
@pytest.mark.assure(RUN)
def test_a_question_without_end_is_ended_while_another_client_is_answered(hasty: Served) -> None:
    hasty.ask("ASK {}", source="127.0.0.2")
    pool = endpoint.pool(hasty.library)
    pool.begin()
    guarded.wait(lambda: len([hand for hand in pool._ready if hand.walls is not None or hand.line.poll()]) >= 3)
    names = list(guarded.RUNAWAYS) if ASSURE else ["count of a product", "doubling", "path on a ring"]
    slack, slowest = (0.5 * busy(), 0.25 * busy()) if ASSURE else (10.0, 10.0)
    taken, stop = list[float](), threading.Event()

    def another() -> None:
        while not stop.is_set():
            begin = time.monotonic()
            assert hasty.ask("ASK {}", source="127.0.0.2")[0] == 200
            taken.append(time.monotonic() - begin)
            stop.wait(0.02)

    thread = threading.Thread(target=another)
    thread.start()
    late = {}
    for name in names:
        with trial(RUN):
            begin = time.monotonic()
            status, headers, _ = hasty.ask(guarded.RUNAWAYS[name])
            seconds = time.monotonic() - begin
            assert status in (200, 400) or (status == 503 and headers["retry-after"]), name
            if seconds > hasty.library.limits.timeout + slack:
                late[name] = seconds
    stop.set()
    thread.join()
    assert not late, late
    taken.sort()
    assert len(taken) >= len(names) and taken[int(len(taken) * 0.99)] < slowest, taken[-5:]


@linux
def test_who_hangs_up_is_no_longer_worked_for(server: Served) -> None:
    alive(server)
    pool = endpoint.pool(server.library)
    guarded.wait(lambda: len(pool._ready) > 0)
    before = {hand.process.pid for hand in pool._ready}
    line = server.begun(ENDLESS)
    guarded.wait(lambda: pool._owed == 1)
    (process,) = before - {hand.process.pid for hand in pool._ready}
    assert working(process)
    line.close()
    assert guarded.wait(lambda: not working(process)) < (1 if ASSURE else 5)
    alive(server)


def test_an_answer_that_is_too_long_is_cut_and_says_so_in_every_form(world: Path, store: Path) -> None:
    few = guarded.library_of(world, store, limits=Limits(rows=5, share=10_000))
    with guarded.served(few) as server:
        for form in ("json", "xml", "csv", "tsv"):
            _, headers, said = server.ask("SELECT * { ?s ?p ?o }", form=form)
            assert "the first 5" in headers["vakgraph-cut"] and said.count("example.org/n") >= 5
        for form in ("ttl", "nt", "jsonld"):
            assert "the first 5" in server.ask("CONSTRUCT WHERE { ?s ?p ?o }", form=form)[1]["vakgraph-cut"]
        assert "vakgraph-cut" not in server.ask("SELECT * { ?s ?p ?o } LIMIT 5")[1]
    short = guarded.library_of(world, store, limits=Limits(answer=100))
    with guarded.served(short) as server:
        assert "vakgraph-cut" in server.ask("SELECT * { ?s ?p ?o } LIMIT 100")[1]


def test_a_relative_address_is_below_that_of_the_graph(server: Served) -> None:
    text = "SELECT (IRI('id/x') AS ?a) (<id/y> AS ?b) {}\n  WRONG"
    assert server.ask(text)[2].startswith("SPARQL:2:")
    (row,) = json.loads(server.ask(text.partition("\n")[0])[2])["results"]["bindings"]
    assert {cell["value"] for cell in row.values()} == {
        "https://w3id.org/vakgraph/id/x",
        "https://w3id.org/vakgraph/id/y",
    }


# ---- the queue


@linux
def test_who_holds_or_has_had_its_share_is_told_when_to_come_back_while_others_are_answered(
    world: Path, store: Path
) -> None:
    limits = Limits(timeout=30, per_client=2, at_once=2, share=0.01)
    with guarded.served(guarded.library_of(world, store, limits=limits)) as server:
        assert server.ask("ASK {}", source="127.0.0.2")[0] == 200
        lines = [server.begun(ENDLESS, "127.0.0.3") for _ in range(2)]
        places: Places = server.library.kept("places", lambda: None)
        guarded.wait(lambda: len(places._queue) == 1 and places._running == 1)
        status, headers, said = server.ask("ASK {}", source="127.0.0.3")
        assert status == 429 and int(headers["retry-after"]) >= 1, said
        assert server.ask("ASK {}", source="127.0.0.4")[0] == 200, "one client holds every place"
        for line in lines:
            line.close()
        guarded.wait(lambda: places._running == 0)
        status, headers, _ = server.ask("ASK {}", source="127.0.0.3")
        assert status == 429 and 1 <= int(headers["retry-after"]) <= 60


def test_the_queue_is_short_and_refuses_at_once() -> None:
    places = Places(Limits(at_once=1, queue=1, timeout=30))
    stop = threading.Event()

    def waiting() -> None:
        with pytest.raises(Gone), places.place("second", stop.is_set):
            raise AssertionError

    with places.place("first"):
        thread = threading.Thread(target=waiting)
        thread.start()
        guarded.wait(lambda: len(places._queue) == 1)
        begin = time.monotonic()
        with pytest.raises(Later) as fault, places.place("third"):
            raise AssertionError
        assert not isinstance(fault.value, Share) and fault.value.seconds >= 1
        assert time.monotonic() - begin < 0.1
        stop.set()
        thread.join()
    with places.place("third"):
        assert len(places._queue) == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_the_network_of_one_subscriber(address: str, client: str) -> None:
    assert client_of(address) == client


def test_where_it_is_switched_off_nobody_is_answered(world: Path, store: Path) -> None:
    with guarded.served(guarded.library_of(world, store, sparql=False)) as server:
        assert server.ask("ASK {}")[0] == 400
        assert server.library._kept.get("pool") is None
