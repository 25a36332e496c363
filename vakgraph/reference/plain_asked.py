"""The Markdown of the questions and of the terms."""

from __future__ import annotations

from collections.abc import Iterator

from vakgraph.reference.marks import anchored, bits, code, link, plain, table
from vakgraph.reference.model import Question
from vakgraph.reference.told import Told

REPOSITORY = "../../../"  # from docs/reference/<language>/ to the graph folder


def questions(told: Told) -> Iterator[str]:
    """Every question with its choices and its commands, under its theme."""
    yield from [f"# {told.t['questions']}", "", f"{told.t['questions_lead']} {told.t['command_told']}", ""]
    for title, some in told.themes():
        yield from [f"## {title}", ""]
        for question in some:
            yield from _question(told, question)


def _question(told: Told, question: Question) -> Iterator[str]:
    t, query = told.t, question.query
    yield from anchored(3, query.name, f"{plain(told.say(query.title))}")
    yield from [plain(told.say(query.question or query.problem)), ""]
    asked = f"{t['asked_by']}: {told.askers(question)}. " if query.asked_by else ""
    yield from [f"{asked}{t['sparql']}: [{query.name}]({REPOSITORY}{question.place})", ""]
    if question.commands:
        yield from ["```sh", *(told.say(command) for command in question.commands), "```", ""]
    yield from table(
        (t["choice"], t["means"], t["type"], t["default"]),
        (
            (
                f"{plain(told.say(each.label))} {code('--' + each.name.replace('_', '-'))}",
                plain(told.say(each.description)),
                bits(told, [takes]),
                t["required"] if each.required else plain(str(t["all"] if each.default is None else each.default)),
            )
            for each, takes in told.parameters(question)
        ),
    )
    if query.columns:
        yield from [f"{t['columns']}: {', '.join(plain(told.say(each)) for each in query.columns.values())}.", ""]
    for title, text in ((t["note"], query.notes), (t["missing"], query.missing)):
        yield from [f"{title}: {plain(told.say(text))}", ""] if text else []


def terms(told: Told) -> Iterator[str]:
    """Every class and property by the alphabet."""
    yield from [f"# {told.t['terms']}", "", told.t["terms_lead"], ""]
    for letter, some in told.alphabet():
        yield from [f"## {letter}", ""]
        for term in some:
            cls = told.book.cls(term.anchor)
            name = link(told.say(term.label), f"class/{term.anchor}") if cls else f"**{plain(told.say(term.label))}**"
            users = [] if cls else [link(told.say(c.label), f"class/{c.anchor}") for c in told.users(term)]  # type: ignore[arg-type]
            tail = f" {told.t['of']}: {', '.join(users)}." if users else ""
            yield f'- <a id="{term.anchor}"></a>{name} {code(term.name)}: {plain(told.say(term.definition))}{tail}'
        yield ""
