"""What visitors see: a copy of the graph folder with its store, made whole beside the last one and named in one step.

.vakgraph/published/current                 which release is served; replacing this file is the publishing
.vakgraph/published/000003-<digest>/        one release, never changed
    record.json                             triples and SHA-256 of each graph and file, and of what follows
    graph/                                  the graph folder as it was: ontology, data, questions
    graph.zip                               the same once more, to mend from
    stores/                                 what answers; made anew from graph/ where it is damaged
    sums.json                               what the file system said of it all, to see at a glance what was touched
"""

from vakgraph.published.damage import Damage, Damaged
from vakgraph.published.pointer import current, exists
from vakgraph.published.publishing import Published, publish
from vakgraph.published.release import Release

__all__ = ["Damage", "Damaged", "Published", "Release", "current", "exists", "publish"]
