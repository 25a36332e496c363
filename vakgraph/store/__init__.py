"""Whatever answers a question: an engine inside this process, or a SPARQL server elsewhere."""

from vakgraph.store.port import Store

__all__ = ["Store"]
