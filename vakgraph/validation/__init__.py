"""Graph against shapes: what is wrong, where it stands and how to mend it.

`shapes` reads them, `compile` makes questions of them, `engine` asks those of all things at once, `reference` has
pySHACL judge the same, `scope` knows whom a change can affect, `findings` and `report` say what was found.
"""

from vakgraph.validation.report import Finding, Report, of_question
from vakgraph.validation.run import placed, validate

__all__ = ["Finding", "Report", "of_question", "placed", "validate"]
