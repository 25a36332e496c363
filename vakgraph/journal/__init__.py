"""Several files at once, or none: what a change writes is prepared apart, and finished before anything is read again.

A change is made ready in `.vakgraph/pending`, which gets its name in one step: from then on it is finished, whatever
happens, and before that nothing was changed. What is finished moves to `.vakgraph/history`, so that it can be undone.
"""

from vakgraph.journal.changes import Record, commit, damaged, history, mend, pending, recover, undo
from vakgraph.journal.lock import locked

__all__ = ["Record", "commit", "damaged", "history", "locked", "mend", "pending", "recover", "undo"]
