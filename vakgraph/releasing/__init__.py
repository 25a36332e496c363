"""A release: the graph frozen under a number, with what changed and how to verify it."""

from vakgraph.releasing.making import Released, release
from vakgraph.releasing.papers import Edition

__all__ = ["Edition", "Released", "release"]
