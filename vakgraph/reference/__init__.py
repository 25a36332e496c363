"""The reference: what ontology, shapes, lists and questions say, as pages and as Markdown for a repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vakgraph.errors import UnknownName

if TYPE_CHECKING:
    from vakgraph.checkout import Checkout
    from vakgraph.graph import VakGraph

FORMATS = ("html", "markdown")


def files(desk: VakGraph, form: str = "html") -> dict[str, bytes]:
    """Every file of the reference by its place below the folder.

    `html` counts how often what is used and takes examples from the graph; `markdown` says only what the ontology,
    the shapes, the lists and the questions say, so that it stays the same when data is added.
    """
    if form == "markdown":
        return markdown(desk.checkout)
    if form != "html":
        listed = ", ".join(FORMATS)
        raise UnknownName(
            f'Het formaat "{form}" is er niet: kies uit {listed}.', f'There is no format "{form}": choose {listed}.'
        )
    from vakgraph.reference import gathering, seen, site

    return site.pages(gathering.gather(desk.checkout, seen.look(desk)))


def mounted(desk: VakGraph, home: str) -> dict[str, bytes]:
    """The HTML as a part of a site, by its place in it: `nl/reference/model.html`; `home` is as `site.mounted` says."""
    from vakgraph.reference import gathering, seen, site

    return site.mounted(gathering.gather(desk.checkout, seen.look(desk)), home)


def markdown(folder: Checkout) -> dict[str, bytes]:
    """The files of the Markdown; no store is asked."""
    from vakgraph.reference import gathering, plain
    from vakgraph.reference.seen import Seen

    return plain.pages(gathering.gather(folder, Seen()))


def write(desk: VakGraph, out: Path, form: str = "html") -> int:
    """Write the reference to a folder that is empty or was written here before; how many files it has.

    `VakError` for a folder that holds anything else, `WriteError` where it cannot be written: what stood there stays.
    """
    from vakgraph.reference import writing

    made = files(desk, form)
    writing.write(out, made)
    return len(made)
