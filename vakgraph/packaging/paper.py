"""What the papers of a package are written from, and the sentences that the page and the Markdown share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vakgraph.delivery import FORMS
from vakgraph.delivery.manifest import Data
from vakgraph.packaging.disagreeing import Disagreement, Side
from vakgraph.packaging.examples import Example
from vakgraph.packaging.facts import Counted, Facts
from vakgraph.packaging.profile import ALL, Profile

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is told of a package. `subset` is what the chosen subset is called, by language."""

    profile: Profile
    subset: Mapping[str, str]
    version: str
    date: str
    licence: str
    facts: Facts
    data: tuple[Data, ...]
    sizes: Mapping[str, int]
    examples: tuple[Example, ...]
    banded: int
    previous: str


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of one language."""

    paper: Paper
    at: str

    def say(self, nl: str, en: str) -> str:
        return en if self.at == "en" else nl

    def number(self, count: int) -> str:
        """50.940 in Dutch, 50,940 in English."""
        return f"{count:,}".replace(",", self.say(".", ","))

    @property
    def title(self) -> str:
        name = self.paper.profile.name[self.at]
        return self.say(f"Vakgraph voor {name}", f"Vakgraph for {name}")

    @property
    def stamp(self) -> str:
        paper = self.paper
        return self.say(
            f"Versie {paper.version} · stand {paper.date or '?'} · licentie {paper.licence}",
            f"Version {paper.version} · as of {paper.date or '?'} · licence {paper.licence}",
        )

    @property
    def lead(self) -> str:
        """What this is, in one sentence."""
        subset = self.paper.subset.get(self.at, "")
        what = self.say(
            "Wat het kennisprogramma Vakkundig aan het Werk betaalde, onderzocht en vond, met de bron bij elk feit",
            "What the knowledge programme Vakkundig aan het Werk funded, studied and found, with each fact's source",
        )
        chosen = f" ({subset[:1].lower()}{subset[1:]})" if self.paper.profile.subset != ALL else ""
        count = self.number(self.paper.data[0].triples)
        return self.say(f"{what}{chosen}. Samen {count} triples.", f"{what}{chosen}. In all {count} triples.")

    @property
    def kinds(self) -> list[tuple[str, str, str]]:
        """(how many, of what, a remark) for each kind."""
        return [(self.number(each.things), each.kind[self.at], self._named(each)) for each in self.paper.facts.kinds]

    def _named(self, each: Counted) -> str:
        """Of how many things of a kind the name is all there is."""
        if not each.named:
            return ""
        count = f"{self.number(each.named)} " if each.whole else ""
        return count + self.say("alleen bij naam", "by name alone")

    @property
    def sure(self) -> str:
        found, derived = self.paper.facts, self.paper.profile.derived
        if not found.findings:
            return self.say(
                "Dit pakket beschrijft geen bevindingen, dus ook geen zekerheid.",
                "This package describes no findings, and so no certainty.",
            )
        return self.say(
            f"Van {found.findings} bevindingen hebben er {found.findings - found.unsure} een zekerheid. {found.unsure}"
            f" hebben er geen: {'de bron noemt daarvoor te weinig' if derived else 'zij is berekend en blijft hier'}.",
            f"Of {found.findings} findings {found.findings - found.unsure} have a certainty. {found.unsure} have none:"
            f" {'the source does not state enough for it' if derived else 'it is calculated and stays here'}.",
        )

    @property
    def totals(self) -> list[str]:
        """What is missing as a whole."""
        found = [
            self.say(
                f"{each.where['nl']}: bronnen tellen {each.claimed} {each.what['nl']}; hier staan er {each.known}.",
                f"{each.where['en']}: sources count {each.claimed} {each.what['en']}; {each.known} are here.",
            )
            for each in self.paper.facts.totals
        ]
        empty, rounds = self.paper.facts.empty_rounds
        if empty:
            found.append(
                self.say(
                    f"Van {empty} van de {rounds} rondes is geen project bekend.",
                    f"Of {empty} of the {rounds} rounds no project is known.",
                )
            )
        if self.paper.banded:
            found.append(
                self.say(
                    f"{self.paper.banded} aantallen onder de 10 staan als band (1–9).",
                    f"{self.paper.banded} counts below 10 stand as a band (1–9).",
                )
            )
        return found

    @property
    def unknown(self) -> str:
        return self.say(
            "Onbekend is nooit nul. De bronnen zwijgen erover, of nog niemand keek.",
            "Unknown is never zero. The sources are silent, or nobody has looked yet.",
        )

    @property
    def disagree(self) -> str:
        found = self.paper.facts
        count, settled = len(found.conflicts), len(found.conflicts) - found.open
        partly = any(each.elsewhere for each in found.conflicts)
        if not count:
            return self.say("In dit pakket staat geen tegenspraak.", "This package holds no conflict.")
        return self.say(
            f"Op {count} punten spreken bronnen elkaar tegen. {found.open} zijn nog open, {settled} beslecht;"
            f" {'waar een kant hier ontbreekt, staat dat erbij' if partly else 'van elk staan alle kanten erbij'}."
            " ✓ is de gekozen waarde.",
            f"On {count} points sources disagree. {found.open} are still open, {settled} settled;"
            f" {'where a side is missing here, that is said' if partly else 'all sides of each are there'}."
            " ✓ is the value that was chosen.",
        )

    def says(self, side: Side) -> str:
        """What one side says."""
        about = f"{side.about[self.at]}: " if side.about else ""
        return f"{about}{side.says}{' ✓' if side.preferred else ''}"

    def elsewhere(self, each: Disagreement) -> str:
        if not each.elsewhere:
            return ""
        return self.say(
            f"{each.elsewhere} van de kanten niet in dit pakket", f"{each.elsewhere} of the sides not in this package"
        )

    @property
    def start(self) -> list[tuple[str, str]]:
        """(what to do, the command or file for it)."""
        first = self.paper.data[0].file
        return [
            (self.say("Controleer wat u kreeg", "Verify what you got"), "sha256sum -c SHA256SUMS"),
            (self.say("Laad samen, als één graaf", "Load together, as one graph"), f"{first} ontology.ttl"),
            (
                self.say("Stel de tien vragen en vergelijk", "Ask the ten questions and compare"),
                "examples/*.rq examples/*.csv",
            )
            if len(self.paper.examples) == 10
            else (
                self.say("Stel de vragen en vergelijk", "Ask the questions and compare"),
                "examples/*.rq examples/*.csv",
            ),
            (self.say("Zie wat veranderde", "See what changed"), "CHANGES.md"),
        ]

    @property
    def formats(self) -> list[tuple[str, str]]:
        """(file, format and size) of the data."""
        return [(each.file, f"{FORMS[each.form].name}, {self.size(each.file)}") for each in self.paper.data]

    def size(self, file: str) -> str:
        kilobytes = -(-self.paper.sizes[file] // 1000)
        if kilobytes < 1000:
            return f"{kilobytes} kB"
        return f"{kilobytes / 1000:.1f} MB".replace(".", self.say(",", "."))


def numbered(told: Told, conflicts: Iterable[Disagreement]) -> dict[str, int]:
    """Source -> its number, in the order in which the conflicts name them."""
    names = (source[told.at] for each in conflicts for side in each.sides for source in side.sources)
    return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
