"""A delivery comes in: any file that a partner sends becomes triples that know where they were said.

`opening` takes the bytes, `guard` refuses what may not be read, `parsing` reads RDF strictly, `tables` reads sheets.
"""

from vakgraph.intake.delivery import Delivery, Fault
from vakgraph.intake.reading import FORMS, by_name, read, read_bytes
from vakgraph.intake.tables import Names

__all__ = ["FORMS", "Delivery", "Fault", "Names", "by_name", "read", "read_bytes"]
