"""How a release lies on a server: a graph per home file under the digest of its content, and one graph of them all.

    BASE/graph/<digest>/<home>   the triples of one home file; the same content has the same name in every release
    BASE/release/<digest>        the union of those: this is what is asked, so an answer is of one release or another
    BASE/releases                which release is served now, and of which graphs it is made

A new release is made beside the old one. That it is served from now on is two lines more in the record: of the
releases named there, the newest holds. So there is no moment without one, whatever a server does between two changes.
"""

from __future__ import annotations

from vakgraph.namespaces import BASE, OUTSIDE

RELEASES = BASE + "releases"
GRAPHS, WHOLE = BASE + "graph/", BASE + "release/"
DERIVED = "derived"
NOW, PART = OUTSIDE["dcterms"] + "hasVersion", OUTSIDE["dcterms"] + "hasPart"
SERVED = f"<{RELEASES}> <{NOW}> ?release . ?release <{OUTSIDE['dcterms']}issued> ?issued"
CURRENT = f"SELECT ?release WHERE {{ GRAPH <{RELEASES}> {{ {SERVED} }} }} ORDER BY DESC(?issued) LIMIT 1"


def graph_of(home: str, digest: str) -> str:
    """The name of the graph of a home file with that content."""
    return f"{GRAPHS}{digest[:32]}/{home}"


def whole_of(digest: str) -> str:
    """The name of the graph that holds a whole release."""
    return WHOLE + digest[:32]
