"""A view becomes HTML: our own templates, everything escaped, the same bytes for the same content."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vakgraph.web.addresses import LANGUAGES
from vakgraph.web.views import Ask, View
from vakgraph.web.words import words


@cache
def environment() -> Environment:
    """Our own templates only; everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(languages=LANGUAGES)
    return made


def written(view: View, ask: Ask) -> bytes:
    """The page, UTF-8."""
    stamp = ask.desk.stamp()
    around: dict[str, Any] = {
        "ask": ask, "view": view, "links": ask.links, "language": ask.language, "stamp": stamp,
        "t": words(ask.language), "choices": ask.choices,
    }  # fmt: skip
    text = environment().get_template(view.template).render(**around, **view.shown)
    return text.encode("utf-8", "replace")
