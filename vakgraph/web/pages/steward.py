"""The page of the data steward: hand in a file, read what must be mended, see how its findings will look."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from vakgraph.errors import NothingFound
from vakgraph.namespaces import KINDS
from vakgraph.sheets import COLUMNS
from vakgraph.web.addresses import path_of
from vakgraph.web.examined import MOST_BYTES, MOST_ROWS, Examined, Preview
from vakgraph.web.views import Ask, View

# A marked workbook up to this size travels inside the page, so that the server keeps none.
MOST_INSIDE = 2**20
XLSX = "data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,"


def page(ask: Ask, rest: str) -> View:
    """The form, before anything was handed in."""
    if rest:
        raise NothingFound("Deze pagina is er niet.", "There is no such page.")
    return answered(ask, None)


def answered(ask: Ask, outcome: Examined | None, fault: str = "", status: int = 200) -> View:
    """The form, with the outcome for a file above it."""
    shown = {
        "outcome": outcome,
        "fault": fault,
        "inside": _inside(ask, outcome) if outcome else "",
        "marked_name": marked_name(ask, outcome.name) if outcome else "",
        "previews": [(each, _linked(ask, each)) for each in outcome.previews] if outcome else [],
        "drawn": Markup,  # our own drawings, from vakgraph.pictures
        "kinds": [(word, KINDS[word].sheet if ask.language == "nl" else KINDS[word].en) for word in COLUMNS],
        "most": MOST_BYTES // 2**20,
        "rows": f"{MOST_ROWS:,}".replace(",", "." if ask.language == "nl" else ","),
    }
    title = f"{outcome.verdict}: {outcome.name}" if outcome else ask.words("Een levering nakijken", "Check a delivery")
    return View("steward.html", title, shown, status)


def template(ask: Ask) -> bytes:
    """The workbook to fill in, with the sheet of one kind or with all; made once for this graph."""
    kind = ask.chosen("kind")
    kinds = [kind] if kind in COLUMNS else []
    made: bytes = ask.library.kept(("template", tuple(kinds), ask.language), lambda: ask.desk.blank(kinds))
    return made


def marked_name(ask: Ask, name: str) -> str:
    """How the marked copy of a file is called."""
    return f"{name.rpartition('.')[0]}-{ask.words('gemerkt', 'marked')}.xlsx"


def _inside(ask: Ask, outcome: Examined) -> str:
    """The marked workbook as an address that holds it; "" where it is large, or says what is not to be passed on."""
    if not outcome.marked or outcome.secret or len(outcome.marked) > MOST_INSIDE or ask.links.folder:
        return ""
    return XLSX + b64encode(outcome.marked).decode()


def _linked(ask: Ask, preview: Preview) -> list[tuple[str, list[tuple[str, str]]]]:
    """The facts of a preview; a value that has a page here leads to it."""

    def href(iri: str) -> str:
        path = path_of(iri) if iri else None
        return ask.links.page(path) if path and path in ask.library.things else ""

    return [(name, [(text, href(iri)) for text, iri in values]) for name, values in preview.facts]
