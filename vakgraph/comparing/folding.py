"""The same change to many things, told once: `inwonertal erbij, bij 342 gemeenten`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vakgraph.comparing.telling import Story
from vakgraph.comparing.words import Words
from vakgraph.gate.difference import plural
from vakgraph.mint import kind_of

MANY, NAMED = 5, 3  # from how many on they are told together; how many of them are named


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its sentences. `name` stands out; of many things together `tally` counts the triples."""

    kind: str
    name: str
    said: str
    lines: tuple[str, ...]
    tally: str = ""


def paragraphs(stories: Iterable[Story], words: Words) -> list[Paragraph]:
    """A paragraph for each thing, or one for many things of a kind that the same happened to."""
    alike: dict[tuple[object, ...], list[Story]] = defaultdict(list)
    for story in stories:
        alike[(story.kind, story.become, frozenset(line.sort for line in story.lines))].append(story)
    found = []
    for some in alike.values():
        found += [_together(some, words)] if len(some) >= MANY else [_alone(story, words) for story in some]
    return found


def _alone(story: Story, words: Words) -> Paragraph:
    become = {"new": words.say("nieuw", "new"), "gone": words.say("verdwenen", "gone")}.get(story.become, "")
    lines = tuple(line.text for line in story.lines)
    return Paragraph(_upper(story.kind), story.name, become, lines)


def _together(stories: list[Story], words: Words) -> Paragraph:
    """Their number, the first names, and of each sentence that of the first as an example."""
    first = stories[0]
    kind = kind_of(getattr(first.thing, "value", ""))
    many = plural(kind, words.language) if kind else f"{first.kind}: "
    names = ", ".join(story.name for story in stories[:NAMED])
    more = len(stories) - NAMED
    become = {"new": words.say("nieuw", "new"), "gone": words.say("verdwenen", "gone")}.get(first.become, "")
    listed = names + words.say(f" en nog {more}", f" and {more} more")
    example = words.say(f"bij {first.name}: ", f"of {first.name}: ")
    each = {line.sort: line.text for line in reversed(first.lines)}
    lines = tuple(f"{example}{text}" for text in reversed(each.values()))
    added, gone = sum(story.added for story in stories), sum(story.removed for story in stories)
    tally = words.say(f"samen {added} triples erbij, {gone} weg", f"together {added} triples added, {gone} removed")
    return Paragraph(f"{len(stories)} {many}", listed, become, lines, tally)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
