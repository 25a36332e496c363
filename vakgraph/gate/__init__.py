"""The gate: what comes in is judged in the context of the graph, and written whole or not at all."""

from vakgraph.gate.adding import Added, add, amend, undo
from vakgraph.gate.amending import Change, Ground, correct, retract, withdraw
from vakgraph.gate.duplicates import Lookalike
from vakgraph.gate.forms import choices, explanations, rows
from vakgraph.gate.judging import Judgement, judge
from vakgraph.gate.whole import of_data, of_graph
from vakgraph.gate.world import World

__all__ = [
    "Added",
    "Change",
    "Ground",
    "Judgement",
    "Lookalike",
    "World",
    "add",
    "amend",
    "choices",
    "correct",
    "explanations",
    "judge",
    "of_data",
    "of_graph",
    "retract",
    "rows",
    "undo",
    "withdraw",
]
