"""Pictures: an answer becomes an SVG that stands by itself, in the words of its reader."""

from vakgraph.pictures.gallery import PICTURES, Desk, Picture, drawn, named
from vakgraph.pictures.gaps import gap_map

__all__ = ["PICTURES", "Desk", "Picture", "drawn", "gap_map", "named"]
