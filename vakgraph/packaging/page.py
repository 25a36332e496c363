"""LEESMIJ.html of a package: a sheet in Dutch and one in English, without scripts or anything from elsewhere.

Printed, each language is one side of A4. What does not fit is on the screen and in README.md, and the paper says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from vakgraph.packaging.disagreeing import Disagreement
from vakgraph.packaging.page_style import CSS, PRINTED, ROWS
from vakgraph.packaging.paper import LANGUAGES, Paper, Told, numbered
from vakgraph.reports.page import POLICY
from vakgraph.reports.words import clean

# Told in large figures. Not the municipalities: the register has all of them, and that is no number of participants.
_BIG = ("project", "finding", "intervention", "conflict", "source")


def page(paper: Paper) -> bytes:
    """The page. Every text of the data goes through `_text`."""
    language = paper.profile.language
    title = Told(paper, language).title
    ordered = sorted(LANGUAGES, key=lambda at: at != language)
    sheets = "".join(_sheet(Told(paper, at), at == ordered[0]) for at in ordered)
    html = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="dcterms.license" content="{_text(paper.licence)}">\n'
        f"<title>{_text(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n{sheets}</body>\n</html>\n"
    )
    return html.encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _sheet(told: Told, first: bool) -> str:
    """One language; the second has its heading a level lower, for a page has one first heading."""
    tag = "main" if first else "section"
    level = "h1" if first else "h2"
    return (
        f'<{tag} lang="{told.at}" class="sheet">\n<header>\n<{level} class="title">{_text(told.title)}</{level}>\n'
        f'<p class="stamp">{_text(told.stamp)}</p>\n<p class="lead">{_text(told.lead)}</p>\n</header>\n'
        f'{_figures(told)}<div class="pair top">\n{_kinds(told)}{_sure(told)}</div>\n'
        f"{_missing(told)}{_conflicts(told)}{_start(told)}</{tag}>\n"
    )


def _part(name: str, told: Told, heading: str, body: str) -> str:
    at = f"{name}-{told.at}"
    return f'<section class="{name}" aria-labelledby="{at}">\n<h2 id="{at}">{_text(heading)}</h2>\n{body}</section>\n'


def _figures(told: Told) -> str:
    big = [each for word in _BIG for each in told.paper.facts.kinds if each.word == word and each.whole]
    each = "".join(
        f"<div><dt>{_text(kind.kind[told.at])}</dt><dd>{told.number(kind.whole)}</dd></div>\n" for kind in big
    )
    return f'<dl class="figures">\n{each}</dl>\n'


def _kinds(told: Told) -> str:
    rows = ""
    for count, kind, rest in told.kinds:
        remark = f" <i>({_text(rest)})</i>" if rest else ""
        rows += f"<li><b>{count}</b><span>{_text(kind)}{remark}</span></li>\n"
    return _part("kinds", told, told.say("Wat erin zit", "What is in it"), f"<ul>\n{rows}</ul>\n")


def _sure(told: Told) -> str:
    """Each finding is a square with the letter of its certainty."""
    found, rows = told.paper.facts, ""
    for level in found.levels:
        letter = level.letter or "–"
        name = level.name[told.at].removeprefix(f"{level.letter} ") if level.letter else level.name[told.at]
        squares = f'<i class="l{level.letter or "0"}">{letter}</i>' * level.findings
        rows += (
            f'<tr><th scope="row">{letter} {_text(name)}</th><td class="n">{level.findings}</td>'
            f'<td class="squares" aria-hidden="true">{squares}</td></tr>\n'
        )
    heads = (told.say("Zekerheid", "Certainty"), told.say("Aantal", "Number"), told.say("Bevindingen", "Findings"))
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n" if rows else ""
    heading = told.say("Hoe zeker het is", "How sure it is")
    return _part("sure", told, heading, f"<p>{_text(told.sure)}</p>\n{table}")


def _missing(told: Told) -> str:
    lines = "".join(f"<li>{_text(each)}</li>\n" for each in told.totals)
    tables = ""
    unknowns = told.paper.facts.unknowns
    for kind in dict.fromkeys(each.kind[told.at] for each in unknowns):
        mine = [each for each in unknowns if each.kind[told.at] == kind]
        caption = told.say(f"Onbekend, van {mine[0].things} {kind}", f"Unknown, of {mine[0].things} {kind}")
        rows = "".join(
            f'<tr><th scope="row">{_text(each.field[told.at])}</th><td class="bar"><span style="width:{share:.0f}%">'
            f'</span></td><td class="n">{each.unknown}</td><td class="n">{each.not_looked or ""}</td></tr>\n'
            for each in mine
            for share in [100 * each.unknown / each.things]
        )
        unknown, looked = told.say("onbekend", "unknown"), told.say("niet nagekeken", "not looked up")
        numbers = "".join(f'<th scope="col" class="n">{each}</th>' for each in (unknown, looked))
        head = f'<tr><th scope="col">{told.say("Gegeven", "Field")}</th><td></td>{numbers}</tr>'
        tables += (
            f"<table>\n<caption>{_text(caption)}</caption>\n<thead>{head}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        )
    body = (f"<ul>\n{lines}</ul>\n" if lines else "") + (
        f'<p>{_text(told.unknown)}</p>\n<div class="pair">\n{tables}</div>\n' if tables else ""
    )
    return _part("missing", told, told.say("Wat ontbreekt", "What is missing"), body) if body else ""


def _conflicts(told: Told) -> str:
    conflicts = told.paper.facts.conflicts
    numbers = numbered(told, conflicts)
    body = f"<p>{_text(told.disagree)}</p>\n"
    open_, settled = ([each for each in conflicts if each.open is state] for state in (True, False))
    heading = told.say("Nog open", "Still open")
    body += f"<h3>{heading} ({len(open_)})</h3>\n{_list(told, open_, numbers)}" if open_ else ""
    if settled:
        heading = told.say("Beslecht", "Settled")
        body += f'<div class="screen"><h3>{heading} ({len(settled)})</h3>\n{_list(told, settled, numbers)}</div>\n'
    if numbers:
        shown = numbered(told, open_[:PRINTED])
        items = "".join(
            f"<li>{_text(name)}</li>\n" if name in shown else f'<li class="screen">{_text(name)}</li>\n'
            for name in numbers
        )
        body += f'<h3>{told.say("Bronnen", "Sources")}</h3>\n<ol class="sources">\n{items}</ol>\n'
        body += f'<p class="paper">{_text(_on_paper(told))}</p>\n'
    return _part("conflicts", told, told.say("Waar bronnen elkaar tegenspreken", "Where sources disagree"), body)


def _on_paper(told: Told) -> str:
    """What a print leaves out."""
    return told.say(
        f"Op papier staan hoogstens {PRINTED} open punten en {ROWS} gegevens per soort; README.md heeft alles.",
        f"On paper are at most {PRINTED} open points and {ROWS} fields of a kind; README.md has all of it.",
    )


def _list(told: Told, some: Iterable[Disagreement], numbers: dict[str, int]) -> str:
    """Name, and the sides with the numbers of their sources."""
    rows = ""
    foreign = ' lang="nl"' if told.at != "nl" else ""
    for each in some:
        sides = []
        for side in each.sides:
            notes = " ".join(str(numbers[source[told.at]]) for source in side.sources)
            sides.append(f"<q{foreign}>{_text(told.says(side))}</q><sup>{notes}</sup>")
        rest, said = told.elsewhere(each), foreign if each.name["en"] == each.name["nl"] else ""
        more = f" <i>({_text(rest)})</i>" if rest else ""
        rows += f"<li><span{said}>{_text(each.name[told.at])}</span> {' <b>≠</b> '.join(sides)}{more}</li>\n"
    return f'<ul class="sides">\n{rows}</ul>\n'


def _start(told: Told) -> str:
    steps = "".join(f"<li>{_text(what)}: <code>{_text(how)}</code></li>\n" for what, how in told.start)
    files = "".join(
        f'<li><a href="{_text(file)}">{_text(file)}</a> ({_text(what)})</li>\n' for file, what in told.formats
    )
    asked = "".join(
        f'<li><a href="{_text(each.entry.question)}">{_text(each.title[told.at])}</a></li>\n'
        for each in told.paper.examples
    )
    heading = told.say("Voorbeeldvragen", "Example questions")
    questions = f'<h3>{heading}</h3>\n<ol class="asked">\n{asked}</ol>\n' if asked else ""
    body = f'<div class="pair">\n<div><ol>\n{steps}</ol>\n<ul>\n{files}</ul></div>\n<div>{questions}</div>\n</div>\n'
    return _part("start", told, told.say("Zo begint u", "How to begin"), body)
