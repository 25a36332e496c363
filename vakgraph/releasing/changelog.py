"""The entry of a release in CHANGELOG.md: what the difference with the last release comes to, in the voice *Graph*."""

from __future__ import annotations

import re

from vakgraph.comparing import Told
from vakgraph.comparing.folding import Paragraph, paragraphs
from vakgraph.comparing.telling import Story
from vakgraph.errors import VakError
from vakgraph.gate.difference import counted
from vakgraph.releasing.papers import MAY_CHANGE, ONTOLOGY, Edition

NAME = "CHANGELOG.md"
MOST, SENTENCES = 20, 4  # things that are told, and sentences about each
_SECTION = re.compile(r"^## .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_GRAPH = re.compile(r"^### Graph\n.*?(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_OPEN = "not released yet"


def bullets(told: Told, edition: Edition) -> list[str]:
    """What changed in the graph, a sentence each; the whole is what `vakgraph diff` says."""
    found = told.difference
    total = len(found.after.world.asserted)
    if not edition.prior:
        kinds = ", ".join(
            " ".join(each.split())
            for each in counted([story.thing for story in told.stories], found.after.world, "", "en")
        )
        return [f"The first release: {total} triples" + (f", {kinds}." if kinds else ".")]
    new, gone = ([story.thing for story in told.became(become)] for become in ("new", "gone"))
    said = [f"{_upper(each)}." for each in counted(new, found.after.world, "new", "en")]
    said += [f"{_upper(each)}." for each in counted(gone, found.before.world, "gone", "en")]
    changed = paragraphs([story for story in told.became("changed") if not _only_version(story)], told.words)
    said += [_sentence(each) for each in changed[:MOST]]
    more = f"{len(changed) - MOST} more changed things" if len(changed) > MOST else ""
    whole = f"`vakgraph diff {edition.prior} {edition.version}`"
    count = f"{len(found.added)} triples added and {len(found.removed)} removed since {edition.prior}: {total} now"
    return [*said, f"{count}; {more + ', and ' if more else ''}the whole by {whole}."]


def _sentence(paragraph: Paragraph) -> str:
    lines, more = paragraph.lines[:SENTENCES], len(paragraph.lines) - SENTENCES
    rest = f"; and {more} more" if more > 0 else ""
    return f"{paragraph.kind} *{paragraph.name}*: {'; '.join(lines)}{rest}."


def _only_version(story: Story) -> bool:
    """Whether all that changed is what a release itself writes: the version of the ontology."""
    triples = [triple for line in story.lines for triple in (*line.added, *line.removed)]
    return getattr(story.thing, "value", "") == ONTOLOGY and all(t.predicate.value in MAY_CHANGE for t in triples)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def written(text: str, edition: Edition, said: list[str]) -> str:
    """The changelog with the entry: what was prepared for this release gets its day, else a section comes on top."""
    text = text or "# Changes\n"
    refuse(text, edition.version)
    heading = f"## {edition.version} ({edition.day})"
    entry = "".join(f"- {each}\n" for each in said)
    first = _SECTION.search(text)
    if first and _OPEN in first[0].split("\n", 1)[0]:
        section = heading + "\n" + first[0].split("\n", 1)[1]
        return text[: first.start()] + _with(section, entry) + text[first.end() :]
    section = f"{heading}\n\n### Graph\n\n{entry}"
    at = first.start() if first else len(text)
    return f"{text[:at].rstrip()}\n\n{section}" + (f"\n{text[at:]}" if first else "")


def _with(section: str, entry: str) -> str:
    """A section with the entry below what somebody wrote about the graph."""
    found = _GRAPH.search(section)
    if not found:
        tail = "\n" if section.endswith("\n\n") else ""
        return f"{section.rstrip()}\n\n### Graph\n\n{entry}{tail}"
    rest = section[found.end() :]
    tail = "\n" if rest or found[0].endswith("\n\n") else ""
    parts = found[0].rstrip()
    return section[: found.start()] + parts + ("\n\n" if parts == "### Graph" else "\n") + entry + tail + rest


def refuse(text: str, version: str) -> None:
    """A version stands in the changelog with its day once it was released."""
    if re.search(rf"^## {re.escape(version)} \(\d{{4}}-", text, re.MULTILINE):
        raise VakError(
            f"Versie {version} staat al als uitgegeven in {NAME}; kies een hoger nummer.",
            f"Version {version} stands in {NAME} as released already; choose a higher number.",
        )
