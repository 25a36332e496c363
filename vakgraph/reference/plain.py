"""The reference as Markdown for a repository: five files for each language, and the model as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vakgraph.reference import plain_asked, whole
from vakgraph.reference.marks import anchored, bits, code, link, plain, table
from vakgraph.reference.model import Book, Class, Concept, Part, Scheme
from vakgraph.reference.told import Told
from vakgraph.reference.words import LANGUAGES, NAMES


def pages(book: Book) -> dict[str, bytes]:
    """Every file by its place; the same whatever the data, so that it may stand in the repository."""
    files = {"README.md": _choose(book)}
    for language in LANGUAGES:
        told = Told.of(book, language)
        made = {"README.md": _index, "classes.md": _classes, "lists.md": _lists, "rules.md": _rules,
                "questions.md": plain_asked.questions, "terms.md": plain_asked.terms}  # fmt: skip
        for name, lines in made.items():
            files[f"{language}/{name}"] = _joined(lines(told))
        title = f"{told.t['model']}: {told.say(book.title)}"
        files[f"{language}/model.svg"] = whole.diagram(book, told.names, title, told.t["model_told"], True) + "\n"
    return {name: text.encode("utf-8", "replace") for name, text in sorted(files.items())}


def _choose(book: Book) -> str:
    said = [Told.of(book, language) for language in LANGUAGES]
    lines = [f"# {' · '.join(plain(each.say(book.title)) for each in said)}", ""]
    for each in said:
        lines += [f"[{NAMES[each.language]}]({each.language}/README.md): {plain(each.t['lead'])}", ""]
    made = "`vakgraph reference docs/reference --format markdown`"
    return _joined([*lines, f"Gemaakt met · made with {made}; niet met de hand · not by hand."])


def _joined(lines: Iterable[str]) -> str:
    """The lines with never two empty ones after each other."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _index(told: Told) -> Iterator[str]:
    t, book = told.t, told.book
    yield from [f"# {plain(told.say(book.title))}", "", t["lead"], "", plain(told.say(book.description)), ""]
    yield from [f"- [{t['classes']}](classes.md)", f"- [{t['lists']}](lists.md)", f"- [{t['rules']}](rules.md)"]
    yield from [f"- [{t['questions']}](questions.md)", f"- [{t['terms']}](terms.md)", ""]
    yield from [
        f"## {t['model']}",
        "",
        f"![{t['model_told']}](model.svg)",
        "",
        f"{t['model_told']} {t['model_apart']}",
        "",
    ]
    yield from table((t["from"], t["by"], t["to"]), (_connection(told, *each) for each in _gathered(told)))
    yield from [f"## {t['neighbours']}", "", t["neighbours_lead"], ""]
    matches = [(each, match) for each in book.neighbours for match in each.matches]
    yield from table(
        ("", t["our_term"], t["relation"], t["their_term"]),
        (
            (plain(told.say(n.title)), link(m.term, m.to), told.relation(m.relation), f"<{m.target}>")
            for n, m in matches
        ),
    )
    yield t["licence"]


def _gathered(told: Told) -> list[tuple[str, str, list[str]]]:
    """The connections, the ends of one property of one class together."""
    found: dict[tuple[str, str], list[str]] = {}
    for edge in told.book.edges:
        found.setdefault((edge.start, edge.property), []).append(edge.end)
    return [(start, by, ends) for (start, by), ends in found.items()]


def _connection(told: Told, start: str, by: str, ends: list[str]) -> list[str]:
    names = told.names
    to = ", ".join(link(names[end], f"class/{end}") for end in ends)
    return [link(names[start], f"class/{start}"), link(names[by], f"terms#{by}"), to]


def _classes(told: Told) -> Iterator[str]:
    yield from [f"# {told.t['classes']}", "", told.t["properties_lead"], ""]
    for cls in told.book.classes:
        yield from _class(told, cls)


def _class(told: Told, cls: Class) -> Iterator[str]:
    t = told.t
    yield from anchored(2, cls.anchor, plain(told.say(cls.label)))
    yield from [f"{code(cls.name)}: {plain(told.say(cls.definition))}", ""]
    facts = [f"{t['home']}: {code(told.home(cls))}"] if cls.kind else []
    facts += [t["inherited"].format(link(told.names[each], f"class/{each}")) for each in told.heirlooms(cls)]
    yield from [*(f"- {fact}" for fact in facts), ""]
    yield from table(
        (t["by"], t["means"], t["value"], t["how_many"], t["rule_head"]),
        (
            (
                f"{link(told.say(row.property.label), 'terms#' + row.property.anchor)} {code(row.path)}",
                plain(told.say(row.property.definition)),
                bits(told, row.value),
                "; ".join([told.count(row), *told.extras(row)]),
                ", ".join(f"[{rule}](rules.md#rule-{rule})" for rule in row.rules),
            )
            for row in told.own_rows(cls)
        ),
    )
    yield from table(
        (t["number"], t["in_words"], t["weight"], t["holds"]),
        (
            (_rule_link(part), plain(told.sentence(part)), told.severity(part), told.layer(part))
            for part in told.of_class(cls)
        ),
    )
    if cls.example:
        yield from [f"{t['example_invented']} {code(cls.example.file)}.", ""]
        yield from ["```turtle", cls.example.text.partition("\n\n")[2].rstrip("\n"), "```", ""]


def _rule_link(part: Part) -> str:
    return f"[{part.rule or '–'}](rules.md#{part.shape or 'rule-' + part.rule})"


def _lists(told: Told) -> Iterator[str]:
    yield from [f"# {told.t['lists']}", "", told.t["lists_lead"], ""]
    for scheme in told.book.schemes:
        yield from _list(told, scheme)


def _list(told: Told, scheme: Scheme) -> Iterator[str]:
    yield from anchored(2, scheme.word, plain(told.say(scheme.title)))
    yield from [f"{plain(told.say(scheme.definition))} {code(scheme.file)}", ""]
    for concept in scheme.top:
        yield from _branch(told, concept, 0)
    yield ""


def _branch(told: Told, concept: Concept, depth: int) -> Iterator[str]:
    sign = f"{plain(concept.notation)} " if concept.notation else ""
    head = f"{sign}**{plain(told.say(concept.label))}** {code(concept.name)}"
    text = told.t["again"] if concept.again else plain(told.say(concept.definition))
    yield f"{'  ' * depth}- {head}: {text}"
    for each in concept.below:
        yield from _branch(told, each, depth + 1)


def _rules(told: Told) -> Iterator[str]:
    t = told.t
    yield from [f"# {t['rules']}", "", t["rules_page_lead"].format(len(told.book.rules)), ""]
    for rule in told.book.rules:
        yield from anchored(2, f"rule-{rule.number}", f"{rule.number}. {plain(told.say(rule.title))}")
        for part in rule.parts:
            yield from _part(told, part)
    yield from [f"## {t['other_rules']}", "", t["other_rules_lead"], ""]
    for part in told.unnumbered():
        yield from _part(told, part)


def _part(told: Told, part: Part) -> Iterator[str]:
    t = told.t
    anchor = f'<a id="{part.shape}"></a>' if part.shape else ""
    asks = f" {bits(told, part.asks)}" if part.asks else "" if part.shape else f" {plain(told.say(part.description))}"
    yield f"- {anchor}**{plain(told.sentence(part))}**{asks} *{told.severity(part)}; {told.layer(part)}*  "
    about = ", ".join(link(label, place) if place else plain(label) for label, place in told.about(part))
    said = [
        (t["about"], about),
        (t["message"], plain(told.say(part.message))),
        (t["repair"], plain(told.say(part.repair))),
    ]
    said += [(t["source"], plain(part.source))]
    yield "  " + "  \n  ".join(f"{word}: {text}" for word, text in said if text)
    yield ""
