"""Pictures: an answer becomes an SVG that stands by itself, in the words of its reader."""

from vakgraph.pictures.gaps import gap_map

__all__ = ["gap_map"]
