"""Graph against shapes: what is wrong, where it stands and how to mend it.

`run` asks (pySHACL), `report` says.
"""

from vakgraph.validation.report import Finding, Report, of_question
from vakgraph.validation.run import placed, run

__all__ = ["Finding", "Report", "of_question", "placed", "run"]
