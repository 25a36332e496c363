"""What goes out of a graph: everything, a kind, a thing or a stored subset, with what comes along."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """At most one of `kind`, `thing` and `subset`; `around` is a closure rule, `asserted` leaves out what follows."""

    kind: str | None = None
    thing: str | None = None
    subset: str | None = None
    around: str | None = None
    asserted: bool = False
