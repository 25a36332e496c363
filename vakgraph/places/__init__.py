"""Where a triple stands in a file: line and column, JSON path, or sheet and cell; found only when it is asked.

`Document(data, format, file, triples)` reads its file once, at the first question; `where` is one question.
The bytes were accepted by the strict parser before: here nothing is judged.
"""

from vakgraph.places.document import Document, where
from vakgraph.places.place import Place

__all__ = ["Document", "Place", "where"]
