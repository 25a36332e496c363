"""What a package says of itself: what is in it, how sure it is, what is missing, and where sources disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vakgraph.checkout import Checkout
from vakgraph.gate.difference import plural
from vakgraph.namespaces import CONCEPT, KINDS, VAK
from vakgraph.packaging.disagreeing import Disagreement, disagreements
from vakgraph.packaging.examples import Loaded
from vakgraph.packaging.missing import Total, Unknown, coverage, unknowns

Words = Mapping[str, str]  # "nl" and "en"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things of a kind there are; `named` of them come with their kind and name alone."""

    word: str
    kind: Words
    things: int
    named: int

    @property
    def whole(self) -> int:
        return self.things - self.named


@dataclass(frozen=True, slots=True)
class Level:
    """How many findings have a certainty. `letter` is "" for those that have none."""

    letter: str
    name: Words
    findings: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is counted. `empty_rounds`: of how many rounds no project is known, and how many rounds there are."""

    kinds: tuple[Counted, ...]
    levels: tuple[Level, ...]
    unknowns: tuple[Unknown, ...]
    totals: tuple[Total, ...]
    empty_rounds: tuple[int, int]
    conflicts: tuple[Disagreement, ...]

    @property
    def findings(self) -> int:
        return sum(level.findings for level in self.levels)

    @property
    def unsure(self) -> int:
        return sum(level.findings for level in self.levels if not level.letter)

    @property
    def open(self) -> int:
        return sum(each.open for each in self.conflicts)


def facts(folder: Checkout, loaded: Loaded, partial: frozenset[str]) -> Facts:
    """Everything counted in the data of the package itself; `partial` are things of which it has the name alone."""
    kinds = _kinds(loaded, partial)
    whole = {each.word: each.whole for each in kinds}
    totals, empty = coverage(folder, loaded) if whole.get("round") and whole.get("project") else ((), (0, 0))
    levels = _levels(loaded, whole.get("finding", 0))
    return Facts(kinds, levels, unknowns(loaded, whole), totals, empty, disagreements(folder, loaded))


def _kinds(loaded: Loaded, partial: frozenset[str]) -> tuple[Counted, ...]:
    """The kinds that are there, in their usual order."""
    found = []
    for word, kind in KINDS.items():
        things = {
            row["thing"].value
            for row in loaded.rows(f"SELECT DISTINCT ?thing {{ ?thing a/rdfs:subClassOf* <{kind.rdf_class}> }}")
        }
        if things:
            one = {"nl": kind.nl, "en": kind.en}
            names = one if len(things) == 1 else {at: plural(kind, at) for at in ("nl", "en")}
            found.append(Counted(word, names, len(things), len(things & partial)))
    return tuple(found)


def _levels(loaded: Loaded, findings: int) -> tuple[Level, ...]:
    """Every level of certainty, also one that no finding has; last the findings that have none."""
    rows = loaded.rows(
        f"""SELECT ?level ?letter (COUNT(DISTINCT ?finding) AS ?n) {{
          ?level skos:inScheme <{CONCEPT}certainty> ; vak:glyph ?letter .
          OPTIONAL {{ ?finding <{VAK}certainty> ?level ; a vak:Finding }} }}
        GROUP BY ?level ?letter ORDER BY ?letter"""
    )
    sure = [row for row in rows if row["letter"].value.isalpha()]
    levels = [Level(row["letter"].value, loaded.named(row["level"].value), int(row["n"].value)) for row in sure]
    rest = findings - sum(level.findings for level in levels)
    return (*levels, Level("", {"nl": "geen zekerheid", "en": "no certainty"}, rest)) if findings else ()
