"""The accessibility statement: what was built to, what was tested and how, what was not, and what is known to fail."""

from __future__ import annotations

from vakgraph.web.views import Ask, View


def page(ask: Ask, rest: str) -> View:
    return View("accessibility.html", ask.words("Toegankelijkheid", "Accessibility"))
