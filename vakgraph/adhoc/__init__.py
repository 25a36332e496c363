"""A question in SPARQL that nobody stored: prefixes filled in, named servers only, its own process, a deadline."""

from vakgraph.adhoc.apart import Job, Stopped, answered, first
from vakgraph.adhoc.services import allowed

__all__ = ["Job", "Stopped", "allowed", "answered", "first"]
