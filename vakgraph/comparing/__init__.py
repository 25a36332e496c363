"""What is different between two states of the graph: complete, in words, and as a patch that can be applied."""

from vakgraph.comparing.difference import Difference, compare
from vakgraph.comparing.shown import FORMATS, SUFFIXES
from vakgraph.comparing.states import State, releases, state
from vakgraph.comparing.telling import Line, Story, Told, tell

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "Difference",
    "Line",
    "State",
    "Story",
    "Told",
    "compare",
    "releases",
    "state",
    "tell",
]
