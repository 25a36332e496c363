"""The first page."""

from __future__ import annotations

from vakgraph.web.views import Ask, View


def page(ask: Ask, rest: str) -> View:
    lead = ask.words("Wat werkt (niet), voor wie, wanneer en waarom?", "What works (or not), for whom, when and why?")
    return View("home.html", "Vakkundig aan het werk", {"lead": lead})
