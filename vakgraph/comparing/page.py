"""A difference as one HTML page: no scripts, nothing from elsewhere, read aloud and printed well."""

from __future__ import annotations

from html import escape

from vakgraph.comparing.folding import Paragraph, paragraphs
from vakgraph.comparing.sums import summary, titles
from vakgraph.comparing.telling import Told
from vakgraph.reports.page import POLICY
from vakgraph.reports.style import CSS, LINE
from vakgraph.reports.words import clean

_CSS = f"""{CSS}
.thing {{ border-top: 1px solid {LINE}; padding: .75rem 0; break-inside: avoid; }}
.thing h3 span {{ font-weight: 400; }}
"""


def html(told: Told) -> bytes:
    """The page. Every text of the data goes through `_text`."""
    found, words = told.difference, told.words
    title = words.say(
        f"Verschil: {found.before.name} – {found.after.name}", f"Difference: {found.before.name} – {found.after.name}"
    )
    body = [_head(told), *_things(told)]
    for at, (heading, lines) in enumerate(titles(told)):
        body.append(_section(f"apart{at}", heading, _list(lines)))
    page = (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{_CSS}</style>\n</head>\n"
        f"<body>\n<main>\n{''.join(body)}</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _head(told: Told) -> str:
    """What is compared, in one sentence and five numbers."""
    words, found = told.words, told.difference
    numbers = [
        (words.say("nieuw", "new"), len(told.became("new"))),
        (words.say("verdwenen", "gone"), len(told.became("gone"))),
        (words.say("gewijzigd", "changed"), len(told.became("changed"))),
        (words.say("triples erbij", "triples added"), len(found.added)),
        (words.say("triples weg", "triples removed"), len(found.removed)),
    ]
    each = "".join(f"<div><dt>{_text(word)}</dt><dd>{number}</dd></div>" for word, number in numbers)
    heading = words.say("Wat er veranderde", "What changed")
    return (
        f'<header>\n<h1>{heading}</h1>\n<p class="why">{_text(summary(told))}</p>\n'
        f'<dl class="numbers">{each}</dl>\n</header>\n'
    )


def _things(told: Told) -> list[str]:
    """The new things, the gone and the changed, each under its heading."""
    words, found = told.words, []
    for become, heading in (
        ("new", words.say("Nieuw", "New")),
        ("gone", words.say("Verdwenen", "Gone")),
        ("changed", words.say("Gewijzigd", "Changed")),
    ):
        some = [story for story in told.stories if story.become == become]
        if some:
            body = "".join(_thing(paragraph) for paragraph in paragraphs(some, words))
            found.append(_section(become, heading, body))
    return found


def _thing(paragraph: Paragraph) -> str:
    heading = f"<h3><span>{_text(paragraph.kind)}</span> <em>{_text(paragraph.name)}</em></h3>"
    heading += f'\n<p class="small">{_text(paragraph.tally)}</p>' if paragraph.tally else ""
    return f'<div class="thing">\n{heading}\n{_list(paragraph.lines)}</div>\n'


def _section(name: str, heading: str, body: str) -> str:
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{_text(heading)}</h2>\n{body}</section>\n'


def _list(lines: list[str] | tuple[str, ...]) -> str:
    items = "".join(f"<li>{_text(line)}</li>\n" for line in lines)
    return f"<ul>\n{items}</ul>\n" if items else ""
