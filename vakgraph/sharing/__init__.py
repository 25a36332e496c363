"""The stored questions as other systems read them: SPARQL examples, grlc, OpenAPI."""

from __future__ import annotations

from collections.abc import Callable

from vakgraph.sharing import examples, grlc, openapi
from vakgraph.sharing.catalogue import Catalogue, of

__all__ = ["FORMS", "Catalogue", "of"]

# The form -> the files it takes, by their name; one file of the name "" is the file asked for itself.
FORMS: dict[str, Callable[[Catalogue], dict[str, bytes]]] = {
    "sparql-examples": examples.files,
    "grlc": grlc.files,
    "openapi": openapi.files,
}
