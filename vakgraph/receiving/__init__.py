"""A package of somebody else's making, at the one who receives it: unpacked, verified, judged, and put in its place.

`unpacking` takes the bytes and lets nothing in that could do harm, `listing` holds them against the lists in the
package, `judging` against what it says of its content (in a process of its own, see `apart`), `placing` puts them in a
folder in one step. The package is judged by its own shapes and questions: no graph folder is needed.
"""

from vakgraph.receiving.receipt import Check, Placed, Receipt
from vakgraph.receiving.receiving import receive

__all__ = ["Check", "Placed", "Receipt", "receive"]
