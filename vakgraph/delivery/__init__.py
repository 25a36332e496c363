"""What leaves the graph: any selection in any format, the same bytes for the same content, nothing that must stay."""

from vakgraph.delivery.about import About
from vakgraph.delivery.context import context
from vakgraph.delivery.forms import FORMS, Form, form_of
from vakgraph.delivery.refusals import NotCarried
from vakgraph.delivery.selecting import closed, picked
from vakgraph.delivery.sending import Exported, export

__all__ = ["FORMS", "About", "Exported", "Form", "NotCarried", "closed", "context", "export", "form_of", "picked"]
