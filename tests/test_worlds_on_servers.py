"""Every stored question asked of real servers, each in its own made-up world: the rows that its cases expect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from pyoxigraph import Triple

from tests import servers
from tests.servers import Server
from tests.worlds import BOOK, by_name
from vakgraph.contracts import checks
from vakgraph.contracts.broken import Broken, told
from vakgraph.contracts.names import rows
from vakgraph.errors import VakError
from vakgraph.store import remote
from vakgraph.store.access import Endpoint

GROUND, OWN = "https://example.org/ground", "https://example.org/world"
# What Virtuoso 7.2.5 does not do with the made-up world of a question; all of them are right there on the real graph.
STOPS = {
    "look-alikes": "one case takes over half a minute, another loses a row",
}

Asked = Callable[[str], list[Broken]]
STARTED: dict[str, Callable[[], AbstractContextManager[Server]]] = {
    "oxigraph": servers.oxigraph,
    "virtuoso": servers.virtuoso,
}


def _asked(server: Server) -> Asked:
    """All cases of one question on that server. What every world stands on is put there once."""
    ground = frozenset(BOOK.ground.ontology)
    store = remote.open(Endpoint(server.query, timeout=15))
    server.load(ground, GROUND)

    def all_cases(name: str) -> list[Broken]:
        held: set[Triple] = {quad.triple for quad in BOOK.world(name).store}
        server.load(held - ground, OWN)
        found = []
        for case in BOOK.cases(name):
            try:
                found += checks.answers(BOOK, case, server.name, lambda text: rows(store.select(text)))
            except VakError as error:
                found.append(checks.failed(BOOK, name, error))
        return found

    return all_cases


def _afresh(engine: str, name: str) -> list[Broken]:
    """The same of a server of its own: one that was given up on is still busy with the question."""
    with STARTED[engine]() as server:
        return _asked(server)(name)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Asked]:
    with servers.oxigraph() as server:
        yield _asked(server)


@pytest.fixture(scope="module")
def virtuoso() -> Iterator[Asked]:
    with servers.virtuoso() as server:
        yield _asked(server)


@pytest.mark.parametrize("name", by_name(BOOK.tables))
@pytest.mark.parametrize("engine", ["oxigraph", "virtuoso"])
def test_a_server_gives_exactly_the_expected_rows(engine: str, name: str, request: pytest.FixtureRequest) -> None:
    if engine == "virtuoso" and name in STOPS:
        pytest.skip(f"Virtuoso 7.2.5 and {name}: {STOPS[name]}")
    asked: Asked = request.getfixturevalue(engine)
    broken = asked(name)
    for _ in range(1, servers.TRIES[engine]):
        broken = broken and _afresh(engine, name)
    assert not broken, "\n" + told(broken, "en")
