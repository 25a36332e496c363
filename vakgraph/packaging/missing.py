"""What is not in a package and is known to be missing: fields without a value, and what sources count beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vakgraph import queries
from vakgraph.checkout import Checkout
from vakgraph.errors import UnknownName
from vakgraph.gate.difference import plural
from vakgraph.namespaces import KINDS, VAK
from vakgraph.packaging.examples import Loaded

# Kind, what a person calls the field, and the properties that state it: any one of them will do.
_FIELDS = (
    ("project", "ronde", "round", ("inRound",)),
    ("project", "programmalijn", "programme line", ("line",)),
    ("project", "ZonMw-nummer", "ZonMw number", ("zonmwNumber",)),
    ("project", "toegekend bedrag", "amount granted", ("euroGranted",)),
    ("project", "begin", "begin", ("begin", "beginEarliest")),
    ("project", "einde", "end", ("end", "endLatest")),
    ("project", "hoofdaanvrager", "main applicant", ("hasMainApplicant",)),
    ("project", "gemeente", "municipality", ("hasMunicipality",)),
    ("project", "kennisinstelling", "knowledge institution", ("hasKnowledgeInstitution",)),
    ("study", "interventie", "intervention", ("studies",)),
    ("study", "doelgroep", "target group", ("forTargetGroup",)),
    ("study", "onderzoeksopzet", "study design", ("design",)),
    ("study", "uitkomst", "outcome", ("measures",)),
    ("study", "aantal deelnemers", "number of participants", ("participantsReached", "participantsReachedBand")),
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Of how many things of a kind a field is unknown: sources do not state it, or nobody looked yet."""

    kind: Mapping[str, str]
    field: Mapping[str, str]
    things: int
    not_stated: int
    not_looked: int

    @property
    def unknown(self) -> int:
        return self.not_stated + self.not_looked


@dataclass(frozen=True, slots=True)
class Total:
    """What sources count in a whole programme, beside what is known here."""

    what: Mapping[str, str]
    where: Mapping[str, str]
    claimed: str
    known: str


def unknowns(loaded: Loaded, whole: Mapping[str, int]) -> tuple[Unknown, ...]:
    """The fields, of each kind those that are unknown most often first; only of kinds that came along whole."""
    found = [_unknown(loaded, whole[each[0]], *each) for each in _FIELDS if whole.get(each[0])]
    order = list(dict.fromkeys(each.kind["nl"] for each in found))
    some = [each for each in found if each.unknown]
    return tuple(sorted(some, key=lambda each: (order.index(each.kind["nl"]), -each.unknown, each.field["nl"])))


def _unknown(loaded: Loaded, things: int, word: str, nl: str, en: str, properties: tuple[str, ...]) -> Unknown:
    kind = KINDS[word]
    path, listed = (by.join(f"vak:{each}" for each in properties) for by in ("|", " "))
    without = f"?thing a <{kind.rdf_class}> . FILTER NOT EXISTS {{ ?thing {path} ?value }}"
    silent = f"VALUES ?field {{ {listed} }} ?thing vak:sourcesDoNotState ?field ."
    unknown, said = (
        loaded.count(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {without} {more} }}") for more in ("", silent)
    )
    names = {at: plural(kind, at) for at in ("nl", "en")}
    return Unknown(names, {"nl": nl, "en": en}, things, said, unknown - said)


def coverage(folder: Checkout, loaded: Loaded) -> tuple[tuple[Total, ...], tuple[int, int]]:
    """What sources count in whole programmes; of how many rounds no project is known, of how many rounds."""
    try:
        query = queries.named(folder.queries, "coverage")
    except UnknownName:
        return (), (0, 0)
    rows = list(loaded.store.select(query.bind({})))
    rounds = [
        row for row in rows
        if row["thing"].value.startswith(KINDS["round"].iri) and row["what"].value == VAK + "grantsMade"
    ]  # fmt: skip
    totals = tuple(
        Total(
            loaded.named(row["what"].value), loaded.named(row["thing"].value), row["claimed"].value, row["known"].value
        )
        for row in rows
        if row["thing"].value.startswith(KINDS["programme"].iri) and row["claimed"].value
    )
    return totals, (sum(row["known"].value == "0" for row in rounds), len(rounds))
