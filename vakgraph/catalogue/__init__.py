"""The papers that go with a dataset: its DCAT-AP-NL 3.0 record, its VoID description, and both as Turtle."""

from vakgraph.catalogue.dataset import Contact, Dataset, Distribution
from vakgraph.catalogue.record import dcat
from vakgraph.catalogue.triples import text
from vakgraph.catalogue.void import void
from vakgraph.catalogue.words import LICENCE, PUBLISHER, PUBLISHER_NAME, THEMES, file_type

__all__ = [
    "LICENCE",
    "PUBLISHER",
    "PUBLISHER_NAME",
    "THEMES",
    "Contact",
    "Dataset",
    "Distribution",
    "dcat",
    "file_type",
    "text",
    "void",
]
