"""A stored question is asked: words become its values, and its answer says what was asked, how sure, and what else."""

from vakgraph.asking.chosen import Chosen, Term, Words, chosen, known_name, option, term, terms

__all__ = ["Chosen", "Term", "Words", "chosen", "known_name", "option", "term", "terms"]
