"""What is published: to visitors of the server here, or pushed to one elsewhere; told in a line or two."""

from __future__ import annotations

import dataclasses

from vakgraph import checkout
from vakgraph.console import Settings, busy, say, tell
from vakgraph.errors import GOOD, VakError
from vakgraph.push import Release
from vakgraph.push import push as pushed
from vakgraph.store import embedded, remote
from vakgraph.store.access import Endpoint


def publish(settings: Settings) -> int:
    """Serve the graph as it is now, and say what is served."""
    if settings.store:
        raise VakError(
            "Publiceren gaat zonder --store en --endpoint; naar een andere server gaat het met: vakgraph push.",
            "Publishing takes no --store or --endpoint; to another server it is done with: vakgraph push.",
        )
    from vakgraph import published

    folder = checkout.find(settings.root)
    with busy(settings.words("De uitgave wordt gemaakt", "Making the release")):
        done = published.publish(folder)
    name, count = done.release.at.name, done.record.triples
    nl, en = f"{count:,}".replace(",", "."), f"{count:,}"
    graphs = len(done.record.graphs)
    if done.new:
        said = settings.words(
            f"Gepubliceerd: uitgave {name}, {nl} triples, {graphs} bestanden.",
            f"Published: release {name}, {en} triples, {graphs} files.",
        )
    else:
        said = settings.words(
            f"Uitgave {name} is deze graaf al; er is niets veranderd.",
            f"Release {name} is this graph already; nothing was changed.",
        )
    say(said)
    return GOOD


def push(settings: Settings, data: str | None, verify: bool) -> int:
    """Publish, and say where the release is asked."""
    endpoint = settings.store
    if not isinstance(endpoint, Endpoint):
        raise VakError(
            "Noem de server: vakgraph push --endpoint URL --update-endpoint URL.",
            "Name the server: vakgraph push --endpoint URL --update-endpoint URL.",
        )
    if data:
        endpoint = dataclasses.replace(endpoint, data=data)
    folder = checkout.find(settings.root)
    with busy(settings.words("De uitgave wordt gelezen", "Reading the release")):
        made = Release.of(folder, embedded.open(folder))
    done = pushed(made, remote.open(endpoint), lambda nl, en: tell(settings.words(nl, en)), verify)
    if not done.sent and done.served_before:
        say(settings.words("De server had deze uitgave al, heel.", "The server had this release already, whole."))
    else:
        say(
            settings.words(
                f"Gepubliceerd: {done.triples} triples in {done.graphs} grafen, {done.sent} verstuurd.",
                f"Published: {done.triples} triples in {done.graphs} graphs, {done.sent} sent.",
            )
        )
    say(f"  {done.graph}")
    return GOOD
