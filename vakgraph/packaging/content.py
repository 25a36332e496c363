"""The statements of a package: what the profile chose, less what stays here, small counts as a band."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Quad, Triple

from vakgraph import delivery, exporting, turtle
from vakgraph.delivery import FORMS, About
from vakgraph.delivery.banding import banded
from vakgraph.delivery.hidden import MARKS, Hidden
from vakgraph.delivery.lines import Lines
from vakgraph.errors import DataError, NothingFound
from vakgraph.exporting import Desk
from vakgraph.packaging.profile import ALL, Profile
from vakgraph.selection import Selection


@dataclass(frozen=True, slots=True)
class Content:
    """`data` is all of it, sorted; `follows` the part that the rest leads to; `words` the ontology and its concepts.

    Of what is in `partial` the graph says more than this package does: it came along by its kind and its name.
    """

    data: tuple[Triple, ...]
    follows: frozenset[Triple]
    words: tuple[Triple, ...]
    partial: frozenset[str]
    banded: int
    hidden: int


def content(desk: Desk, profile: Profile) -> Content:
    """The statements for a partner. What the ontology says stands in `ontology.ttl` and not in the data as well."""
    asserted = {quad.triple: None for quad in exporting.asserted(desk.checkout)}
    everything = dict.fromkeys([*asserted, *(quad.triple for quad in exporting.statements(desk, Selection()))])
    words = _words(desk)
    hidden = _hidden(everything)
    subset = None if profile.subset == ALL else profile.subset
    if subset:
        some = exporting.statements(desk, Selection(subset=subset, asserted=not profile.derived))
        chosen = dict.fromkeys(quad.triple for quad in some)
    else:
        chosen = everything if profile.derived else asserted
    mine = [triple for triple in chosen if triple not in words]
    fit, told = banded(Quad(*triple) for triple in (_open(hidden, mine) if hidden else mine))
    data = _open(Hidden(), [quad.triple for quad in fit])
    if not data:
        raise NothingFound("Dit pakket zou leeg zijn.", "This package would be empty.")
    named(data)
    # A count as a band is stated where the count is.
    ours = [triple for triple in mine if triple in asserted]
    as_it_is = set(data) <= set(mine)
    stated = set(ours) if as_it_is else {quad.triple for quad in banded(Quad(*triple) for triple in ours)[0]}
    more = everything.keys() - set(mine) - words.keys() if subset else ()
    partial = {getattr(triple.subject, "value", "") for triple in more}
    return Content(
        tuple(data), frozenset(data) - stated, tuple(_open(hidden, words)), frozenset(partial), told.count,
        len(hidden.things),
    )  # fmt: skip


def _words(desk: Desk) -> dict[Triple, None]:
    """What the ontology and its concepts say, in the order of their files."""
    own = [path for path in desk.checkout.graph_files() if path.is_relative_to(desk.checkout.ontology)]
    return dict.fromkeys(triple for path in own for triple in turtle.read(path))


def _hidden(everything: Iterable[Triple]) -> Hidden:
    """What stays here, by what the whole graph says of it: a subset may lack the mark or the claim that tells."""
    with Lines(watch=MARKS) as lines:
        lines.take(everything)
        return Hidden.among(lines if lines.seen else ())


def _open(hidden: Hidden, triples: Iterable[Triple]) -> list[Triple]:
    """What may go out, each once, in the order of its lines of N-Triples."""
    with Lines() as lines:
        lines.take(triples)
        kept = b"".join(line + b"\n" for line in (hidden.filtered(lines) if hidden else lines))
    return turtle.read_text(kept)


def written(triples: Iterable[Triple], form: str, about: About) -> tuple[bytes, int, str]:
    """A file of statements in a format: its bytes, how many, and their RDFC-1.0 digest."""
    out = io.BytesIO()
    told = delivery.export(triples, out, FORMS[form], about)
    return out.getvalue(), told.count, told.digest


def named(triples: Iterable[Triple]) -> None:
    """Every statement of the data must be one that a patch can point at."""
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise DataError(
                f"Een pakket kan niets zonder naam bevatten: {triple}.",
                f"A package cannot hold what has no name: {triple}.",
            )
