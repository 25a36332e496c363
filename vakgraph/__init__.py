"""vakgraph: what the programme Vakkundig aan het werk funded, studied and found, as a graph that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vakgraph.errors import VakError
    from vakgraph.graph import VakGraph
    from vakgraph.table import Cell, Table

__version__ = "0.1.0"
__all__ = ["Cell", "Table", "VakError", "VakGraph", "__version__"]

_ROOMS = {"VakGraph": "graph", "Table": "table", "Cell": "table", "VakError": "errors"}


def __getattr__(name: str) -> object:
    """Open a room when somebody asks for what is in it, so that importing one room does not load them all."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'vakgraph' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"vakgraph.{_ROOMS[name]}"), name)
