"""The contract of a stored question: its columns, its made-up world with the exact answer, two engines."""

from vakgraph.contracts.book import Book
from vakgraph.contracts.broken import Broken, as_table, told
from vakgraph.contracts.running import Result, run

__all__ = ["Book", "Broken", "Result", "as_table", "run", "told"]
