"""The question restated with the choices that were made, and the sentence by which an answer is quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakgraph.answers import Answer
from vakgraph.queries import StoredQuery
from vakgraph.queries.sentence import filled, places
from vakgraph.render.people import About, columns, one_line, printed
from vakgraph.table import Table

Labelled = Mapping[str, tuple[str, Sequence[str]]]  # parameter -> its label, its values in words


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which release answers: the day it stands for, its number, its licence; "" where it does not say."""

    day: str = ""
    version: str = ""
    licence: str = ""

    def words(self, language: str) -> str:
        """stand 2026-11-21, uitgave 0.1.0"""
        nl, en = (
            f"stand {self.day or '?'}, uitgave {self.version}",
            f"as of {self.day or '?'}, release {self.version}",
        )
        return ("" if not self.version else en if language == "en" else nl).strip()


def asked(query: StoredQuery, chosen: Labelled, language: str) -> str:
    """The question as a sentence; `chosen` is parameter -> (its label, its values in words)."""
    words = {name: joined([f"*{value}*" for value in values], language) for name, (_, values) in chosen.items()}
    template = query.sentence.get(language) or query.sentence.get("nl") or ""
    if template:
        whole, named = filled(template, words), places(template)
    else:
        whole, named = query.title.get(language) or query.title.get("nl") or query.name, []
    rest = [f"{label}: {words[name]}" for name, (label, _) in chosen.items() if name not in named]
    return whole + ("".join(f"; {part}" for part in rest) if named else f" ({'; '.join(rest)})" if rest else "")


def joined(texts: Sequence[str], language: str) -> str:
    """a, b en c"""
    both = " and " if language == "en" else " en "
    return both.join(filter(None, [", ".join(texts[:-1]), texts[-1]]))


def restated(sentence: str, stamp: Stamp, language: str) -> str:
    """The sentence with the release that answers it."""
    return ", ".join(part for part in (sentence, stamp.words(language)) if part)


def cited(answer: Answer, stamp: Stamp, today: str, language: str) -> str:
    """An answer as it can be quoted: what, how much, defined how, by which version of which question, which licence."""
    query, english = answer.query, language == "en"
    definition = " ".join(((query.question or query.title).get(language) or query.title["nl"]).split())
    source = f"Vakgraph, vraag {query.name}, versie {query.version}, geraadpleegd {today}"
    heads = ("Definitie", "Bron", "Licentie")
    if english:
        source = f"Vakgraph, question {query.name}, version {query.version}, consulted {today}"
        heads = ("Definition", "Source", "Licence")
    found = f"{answer.sentence}: {_outcome(answer, language)}."
    return f"{found} {heads[0]}: {definition} {heads[1]}: {source}. {heads[2]}: {stamp.licence or '?'}."


def _outcome(answer: Answer, language: str) -> str:
    """One row is quoted with its values, more by their number."""
    table, about = answer.result, About(language)
    if not isinstance(table, Table):
        return str(table) if isinstance(table, bool) else str(len(table))
    if len(table) != 1:
        return f"{len(table)} {about.word('rows')}"
    shown = [column for column in columns(table, about) if column.style == ""]
    return "; ".join(f"{each.heading}: {one_line(printed(table.rows[0][each.at], each, about))}" for each in shown)


def explained(query: StoredQuery, sparql: str, sentence: str, language: str) -> str:
    """The SPARQL with the values in, under comments that say what it asks; it runs on any endpoint with this graph."""
    english = language == "en"
    which = f"{query.name}, version {query.version}" if english else f"{query.name}, versie {query.version}"
    lines = [
        sentence or query.title.get(language) or query.title["nl"],
        (query.question or query.title).get(language) or query.title["nl"],
        f"Question {which}." if english else f"Vraag {which}.",
        "SPARQL 1.1; asks the default graph." if english else "SPARQL 1.1; vraagt de standaardgraaf.",
    ]
    return "\n".join(["# " + " ".join(line.split()) for line in lines] + [sparql.strip()]) + "\n"
