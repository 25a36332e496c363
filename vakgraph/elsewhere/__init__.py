"""Validation of a graph on a server: over there where that server proves to answer right, else here."""

from vakgraph.elsewhere.validating import of_server

__all__ = ["of_server"]
