"""A difference on paper: text for people, JSON for programs; HTML and patches have rooms of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from vakgraph.comparing import patch
from vakgraph.comparing.folding import Paragraph, paragraphs
from vakgraph.comparing.page import html
from vakgraph.comparing.sums import summary, titles
from vakgraph.comparing.telling import Line, Told
from vakgraph.turtle import Triple


def text(told: Told) -> bytes:
    """The difference as it is read on a screen."""
    lines = [summary(told)]
    for paragraph in paragraphs(told.stories, told.words):
        lines += ["", _heading(paragraph), *(f"  {line}" for line in paragraph.lines)]
    for title, more in titles(told):
        lines += ["", title, *(f"  {line}" for line in more)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _heading(paragraph: Paragraph) -> str:
    """`Project *Baanwijs*`, and what became of it where it is new or gone."""
    behind = ", ".join(each for each in (paragraph.said, paragraph.tally) if each)
    name = " ".join(paragraph.name.split()) or paragraph.name
    return f"{paragraph.kind} *{name}*" + (f": {behind}" if behind else "")


def as_json(told: Told) -> bytes:
    """Every triple under the sentence that tells it."""
    difference = told.difference
    said = {
        "before": {"name": difference.before.name, "triples": len(difference.before.world.asserted)},
        "after": {"name": difference.after.name, "triples": len(difference.after.world.asserted)},
        "summary": summary(told),
        "counts": {
            "added": len(difference.added),
            "removed": len(difference.removed),
            "restated": len(difference.restated),
            "derived_added": len(difference.derived_added),
            "derived_removed": len(difference.derived_removed),
        },
        "things": [
            {
                "thing": str(getattr(story.thing, "value", story.thing)),
                "kind": story.kind,
                "label": story.name,
                "became": story.become,
                "changes": _lines(story.lines),
            }
            for story in told.stories
        ],
        "restated": _lines(told.restated),
        "derived": _lines(told.derived),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _lines(lines: Iterable[Line]) -> list[dict[str, object]]:
    return [{"text": line.text, "added": _triples(line.added), "removed": _triples(line.removed)} for line in lines]


def _triples(triples: Iterable[Triple]) -> list[str]:
    return patch.lines(triples)


FORMATS: dict[str, Callable[[Told], bytes]] = {
    "text": text,
    "html": html,
    "json": as_json,
    "trig": lambda told: patch.trig(told.difference),
    "sparql": lambda told: patch.sparql(told.difference),
}
SUFFIXES = {".txt": "text", ".html": "html", ".htm": "html", ".json": "json", ".trig": "trig", ".ru": "sparql"}
