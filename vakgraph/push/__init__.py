"""Publishing a release to a SPARQL server: whole or not at all, and only what is new is sent."""

from vakgraph.push.parts import Part, Release
from vakgraph.push.publishing import Pushed, push

__all__ = ["Part", "Pushed", "Release", "push"]
