"""A question in SPARQL that nobody stored: prefixes filled in, named servers only, its own process, a deadline."""

from vakgraph.adhoc.apart import Job, Stopped, answered
from vakgraph.adhoc.guard import check
from vakgraph.adhoc.limits import Limits, changed
from vakgraph.adhoc.places import Later, Places, Share
from vakgraph.adhoc.pool import Gone, Pool
from vakgraph.adhoc.services import allowed
from vakgraph.adhoc.worker import Question, Room

__all__ = [
    "Gone", "Job", "Later", "Limits", "Places", "Pool", "Question", "Room", "Share", "Stopped", "allowed", "answered",
    "changed", "check",
]  # fmt: skip
