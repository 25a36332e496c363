"""What no shape can say of a delivery: names that do not exist, no home, what is derived, what would be overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import mint
from vakgraph.gate import known, mending
from vakgraph.gate.duplicates import Lookalike
from vakgraph.gate.homes import home_of
from vakgraph.gate.known import short
from vakgraph.gate.nearest import Nearest
from vakgraph.gate.privacy import Secret
from vakgraph.gate.telling import Telling
from vakgraph.gate.world import World
from vakgraph.intake import Delivery, Fault
from vakgraph.intake.delivery import text
from vakgraph.intake.tables import path_of
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.places import Place
from vakgraph.sheets import COLUMNS
from vakgraph.turtle import Triple
from vakgraph.validation import Finding
from vakgraph.validation.report import Severity
from vakgraph.validation.shapes import Shape, Shapes

_TRUE = Literal("true", datatype=NamedNode(OUTSIDE["xsd"] + "boolean"))
_SH = OUTSIDE["sh"]


class Checks(Telling):
    """The checks of one delivery against one graph, in one language."""

    def __init__(self, delivery: Delivery, before: World, after: World, shapes: Shapes, language: str) -> None:
        super().__init__(delivery, after, language)
        self.before, self.shapes, self.nearest = before, shapes, Nearest(after, language)

    def findings(self) -> list[Finding]:
        """Everything but the secrets, the gravest reasons first."""
        return [
            *self.cells(),
            *self.unknown(),
            *self.dangling(),
            *self.homeless(),
            *self.derived(),
            *self.overwriting(),
            *self.respelled(),
        ]

    # ---- one check each

    def secrets(self, found: Iterable[Secret]) -> list[Finding]:
        """Data of persons, without the data."""
        return [
            self.finding(s.focus, s.path, "", s.say(self.language), "violation", s.sort.word, s.place, 
                          repair=s.repair(self.language), secret=True)
            for s in found
        ]  # fmt: skip

    def cells(self) -> Iterator[Finding]:
        """Cells that could not be read."""
        for fault in self.delivery.faults:
            said, repair = mending.told(fault, self.meant(fault.near), self.language)
            grave: Severity = "info" if fault.remark else "violation"
            yield self.finding(
                fault.subject, path_of(fault.kind, fault.column), fault.value, said, grave, "cell", fault.place,
                repair=repair, near=fault.near, property_name=self._heading(fault),
            )  # fmt: skip

    def _heading(self, fault: Fault) -> str:
        """The heading of the column where a cell stands."""
        column = COLUMNS.get(fault.kind, {}).get(fault.column)
        return "" if column is None else column.en if self.language == "en" else column.nl

    def unknown(self) -> Iterator[Finding]:
        """Terms of ours that do not exist."""
        for each in known.unknown(self.delivery.triples, self.after):
            near = (each.near,) if each.near else ()
            said, repair = each.say(self.language), each.repair(self.language)
            yield self._used(each, "term", said, repair=repair, near=near)

    def dangling(self) -> Iterator[Finding]:
        """Names of things of ours that nobody says anything of."""
        for each in known.dangling(self.delivery.triples, self.after):
            near = self.nearest.to(each.term)
            said = self.words(
                f"{short(each.term)} staat niet in de graaf en niet in deze levering.",
                f"{short(each.term)} is not in the graph and not in this delivery.",
            )
            bring = self.words("Noem een ding dat er is, of lever het mee.", "Name what is there, or deliver it too.")
            yield self._used(each, "dangling", said, repair=f"{self.meant(near)} {bring}".strip(), near=tuple(near))

    def _used(self, each: known.Unknown, check: str, said: str, **more: Any) -> Finding:
        """A finding about a name, at the first place where it stands, with the others."""
        spots = [self._spot(each.term, triple) for triple in (each.triple, *each.more)]
        focus, path = text(each.triple.subject), each.triple.predicate.value
        return self.finding(focus, path, each.term, said, "violation", check, spots[0], also=_others(spots), **more)

    def _spot(self, term: str, triple: Triple) -> Place:
        value = None if term == triple.predicate.value else text(triple.object)
        return self.delivery.place(text(triple.subject), triple.predicate.value, value)

    def homeless(self) -> Iterator[Finding]:
        """Statements that no data file can hold."""
        seen: set[str] = set()
        for triple in self.delivery.triples:
            subject = text(triple.subject)
            blank = isinstance(triple.object, BlankNode)
            if subject in seen or (home_of(triple) and not blank):
                continue
            seen.add(subject)
            said, repair = self._why_homeless(triple)
            at = self.delivery.place(subject, triple.predicate.value if blank else "", text(triple.object))
            yield self.finding(subject, "", "", said, "violation", "home", at, repair=repair)

    def derived(self) -> Iterator[Finding]:
        """Statements that the graph works out by itself."""
        for triple in self.delivery.triples:
            if Triple(triple.predicate, NamedNode(VAK + "isDerived"), _TRUE) in self.before:
                name = self.after.label(triple.predicate, self.language)
                yield self.of(
                    triple,
                    "derived",
                    self.words(
                        f'"{name}" wordt afgeleid en hoort niet in een levering.',
                        f'"{name}" is derived and does not belong in a delivery.',
                    ),
                    self.words("Laat deze uitspraak weg.", "Leave this statement out."),
                )

    def overwriting(self) -> Iterator[Finding]:
        """Another value for what can have only one: that is a correction, with a reason and a source."""
        for triple in self.delivery.triples:
            if triple in self.before or not self.before.knows(triple.subject):
                continue
            for value in self.before.values(triple.subject, triple.predicate.value):
                if value != triple.object and self._one_only(triple, value):
                    yield self._clash(triple, value)
                    break

    def respelled(self) -> Iterator[Finding]:
        """Literals that the store spells in another way."""
        for triple, written in self.delivery.rewritten.items():
            said = self.words(
                f'"{written}" komt in de graaf te staan in de gewone spelling van deze waarde.',
                f'"{written}" will stand in the graph in the usual spelling of this value.',
            )
            yield self.of(triple, "spelling", said, "", "info")

    def unseen(self, seen: Collection[Any]) -> Iterator[Finding]:
        """Things that no shape looked at."""
        for subject, said in self.delivery.about.items():
            term = said[0].subject
            if term not in seen and home_of(said[0]):
                yield self.finding(
                    subject, "", "",
                    self.words("Geen enkele vorm heeft dit ding bekeken; misschien ontbreekt de soort (rdf:type).",
                                "No shape looked at this thing; perhaps its kind (rdf:type) is missing."),
                    "violation", "unseen", self.delivery.place(subject),
                    repair=self.words("Zeg wat het is, bijvoorbeeld: a vak:Project.",
                                       "Say what it is, for instance: a vak:Project."),
                )  # fmt: skip

    def lookalikes(self, found: Iterable[Lookalike]) -> Iterator[Finding]:
        """New things that may be there already."""
        for each in found:
            other = f"{self.after.label(NamedNode(each.other), self.language)} ({short(each.other)})"
            yield self.finding(
                each.new, "", "", each.say(self.language), "warning", "lookalike", self.delivery.place(each.new),
                repair=self.words(f"Is dit {other}? Gebruik dan die naam.", f"Is this {other}? Then use that name."),
            )  # fmt: skip

    # ---- words

    def _why_homeless(self, triple: Triple) -> tuple[str, str]:
        subject = text(triple.subject)
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            return (
                self.words("Dit ding heeft geen eigen naam.", "This thing has no name of its own."),
                self.words(
                    "Geef het een naam, bijvoorbeeld study:mijn-project.1.", "Name it, for instance study:my-project.1."
                ),
            )
        home = mint.home(subject)
        if home:
            return (
                self.words(
                    f"{short(subject)} hoort bij de ontologie, die met de hand wordt geschreven.",
                    f"{short(subject)} belongs to the ontology, which is written by hand.",
                )
                if home.startswith("ontology")
                else self.words("Deze waarde kan niet in een databestand staan.", "No data file can hold this value."),
                self.words("Laat het weg uit de levering.", "Leave it out of the delivery."),
            )
        return (
            self.words(
                f"{short(subject)} is geen naam van een ding van deze graaf.",
                f"{short(subject)} names no thing of ours.",
            ),
            self.words(
                "Gebruik een naam als project:r7-mijn-project; over dingen van anderen zegt de graaf niets.",
                "Use a name such as project:r7-my-project; of things of others the graph says nothing.",
            ),
        )

    def _one_only(self, triple: Triple, value: Any) -> bool:
        """Whether the thing can have only one of these two values."""
        if Triple(triple.predicate, NamedNode(VAK + "singleValued"), _TRUE) in self.before:
            return True
        for shape in self._property_shapes(triple):
            for constraint in shape.constraints:
                name = constraint.component.value.removeprefix(_SH)
                if name == "MaxCountConstraintComponent" and text(constraint.value) == "1":
                    return True
                languages = {getattr(triple.object, "language", None), getattr(value, "language", None)}
                if name == "UniqueLangConstraintComponent" and len(languages) == 1 and None not in languages:
                    return True
        return False

    def _property_shapes(self, triple: Triple) -> Iterator[Shape]:
        classes = self.after.types(triple.subject)
        for shape in self.shapes.targeted():
            if any(target.kind == "class" and text(target.term) in classes for target in shape.targets):
                yield from (part for part in shape.properties if part.path and part.path.iri == triple.predicate)

    def _clash(self, triple: Triple, value: Any) -> Finding:
        thing, name = (self.after.label(term, self.language) for term in (triple.subject, triple.predicate))
        there, new = (self.after.label(term, self.language) for term in (value, triple.object))
        said = self.words(
            f'{name} van {thing} is in de graaf "{there}"; deze levering zegt "{new}".',
            f'{name} of {thing} is "{there}" in the graph; this delivery says "{new}".',
        )
        command = f'vakgraph correct {short(text(triple.subject))} {short(triple.predicate.value)} "{there}" "{new}"'
        repair = self.words(
            f"Niets wordt stil overschreven: {command} --reason ... --source ...",
            f"Nothing is overwritten in silence: {command} --reason ... --source ...",
        )
        return self.of(triple, "overwriting", said, repair, expected=there, found=new)


def _others(spots: list[Place]) -> tuple[Place, ...]:
    """The places after the first that are others."""
    return tuple(place for place in dict.fromkeys(spots) if place != spots[0])
