"""README.md of a package: the same as the page, in Markdown, Dutch and then English."""

from __future__ import annotations

from vakgraph.packaging.paper import LANGUAGES, Paper, Told, numbered

_SPECIAL = str.maketrans({each: f"\\{each}" for each in "\\`*_[]<>|#"})


def readme(paper: Paper) -> bytes:
    """The text; what comes from the data cannot become markup."""
    parts = [line for at in LANGUAGES for line in _of(Told(paper, at))]
    return ("\n".join(parts).strip() + "\n").encode()


def _of(told: Told) -> list[str]:
    heads = (
        ("Wat erin zit", "What is in it"), ("Hoe zeker het is", "How sure it is"), ("Wat ontbreekt", "What is missing"),
        ("Waar bronnen elkaar tegenspreken", "Where sources disagree"), ("Zo begint u", "How to begin"),
    )  # fmt: skip
    bodies = (_kinds(told), _sure(told), _missing(told), _conflicts(told), _start(told))
    lines = [f"# {_text(told.title)}", "", told.stamp, "", told.lead, ""]
    for head, body in zip(heads, bodies, strict=True):
        lines += [f"## {told.say(*head)}", "", *body, ""]
    return lines


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def _table(heads: list[str], rows: list[list[str]], right: int) -> list[str]:
    """A table of which the last `right` columns are numbers."""
    rule = ["---"] * (len(heads) - right) + ["--:"] * right
    return ["| " + " | ".join(row) + " |" for row in (heads, rule, *rows)]


def _kinds(told: Told) -> list[str]:
    rows = [[_text(kind) + (f" ({rest})" if rest else ""), count] for count, kind, rest in told.kinds]
    return _table([told.say("Soort", "Kind"), told.say("Aantal", "Number")], rows, 1)


def _sure(told: Told) -> list[str]:
    levels = told.paper.facts.levels
    if not levels:
        return [told.sure]
    rows = [[each.letter or "–", _name(told, each.letter, each.name[told.at]), str(each.findings)] for each in levels]
    heads = [told.say("Letter", "Letter"), told.say("Zekerheid", "Certainty"), told.say("Bevindingen", "Findings")]
    return [told.sure, "", *_table(heads, rows, 1)]


def _name(told: Told, letter: str, name: str) -> str:
    return _text(name.removeprefix(f"{letter} ") if letter else name)


def _missing(told: Told) -> list[str]:
    found = [f"- {_text(each)}" for each in told.totals]
    rows = [
        [_text(each.kind[told.at]), _text(each.field[told.at]), f"{each.unknown} / {each.things}", str(each.not_stated),
         str(each.not_looked)]
        for each in told.paper.facts.unknowns
    ]  # fmt: skip
    if not rows:
        return found
    heads = told.say(
        "Van|Onbekend|Aantal|Bronnen zeggen het niet|Niet nagekeken",
        "Of|Unknown|Number|Sources do not state it|Not looked up yet",
    ).split("|")
    return [*found, "", told.unknown, "", *_table(heads, rows, 3)]


def _conflicts(told: Told) -> list[str]:
    conflicts = told.paper.facts.conflicts
    lines, numbers = [told.disagree, ""], numbered(told, conflicts)
    for each in conflicts:
        state = told.say("open", "open") if each.open else told.say("beslecht", "settled")
        sides = []
        for side in each.sides:
            notes = "".join(f"({numbers[source[told.at]]})" for source in side.sources)
            sides.append(f"{_text(told.says(side))} {notes}".strip())
        rest = told.elsewhere(each)
        lines.append(f"- *{state}* {_text(each.name[told.at])}: {' ≠ '.join(sides)}" + (f" ({rest})" if rest else ""))
    if numbers:
        lines += ["", told.say("Bronnen:", "Sources:"), ""]
        lines += [f"{number}. {_text(name)}" for name, number in numbers.items()]
    return lines


def _start(told: Told) -> list[str]:
    lines = [f"{at}. {what}: `{how}`" for at, (what, how) in enumerate(told.start, 1)]
    lines += ["", *_table([told.say("Bestand", "File"), told.say("Wat", "What")],
                          [[f"`{file}`", what] for file, what in told.formats], 0), ""]  # fmt: skip
    return [*lines, *(f"- `{each.name}`: {_text(each.question[told.at])}" for each in told.paper.examples)]
