"""A book in one language: labels, counts in words, sentences of rules, the order of the alphabet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vakgraph.namespaces import KINDS
from vakgraph.queries import ASKERS, THEMES, Parameter
from vakgraph.reference import asked
from vakgraph.reference.facts import anchor, local
from vakgraph.reference.model import Bit, Book, Class, Part, Property, Question, Row, Term, Words
from vakgraph.reference.rulebook import LAYER, SEVERITY
from vakgraph.reference.words import words

EVERYTHING = 15  # a rule about more classes than this is about everything
GROUPS = ("checks", "derive", "exports", "pages")


@dataclass(frozen=True)
class Told:
    """A book in one language."""

    book: Book
    language: str
    t: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, language: str) -> Told:
        """The book with the words of the pages."""
        return cls(book, language, words(language))

    @property
    def other(self) -> str:
        return "en" if self.language == "nl" else "nl"

    def say(self, said: Words | None) -> str:
        """The words in this language, else in any."""
        return (said or {}).get(self.language) or next((said or {}).values().__iter__(), "")

    def also(self, said: Words | None) -> str:
        """The words in the other language; "" where there are none."""
        return (said or {}).get(self.other, "")

    def tongue(self, said: Words | None) -> str:
        """The language of those words where it is another one than that of the page; else ""."""
        known = said or {}
        return "" if self.language in known or not known else next(iter(known))

    def bits(self, some: Iterable[Bit]) -> str:
        """Pieces as one text."""
        return "".join(self.say(bit.words) for bit in some)

    @property
    def names(self) -> dict[str, str]:
        """The label of every class and property by anchor."""
        both: tuple[Term, ...] = (*self.book.classes, *self.book.properties)
        return {each.anchor: self.say(each.label) for each in both}

    def count(self, row: Row) -> str:
        """How many values: `precies 1`."""
        least, most = row.least, row.most
        if least == most == 1:
            return self.t["exactly_one"]
        if most is None:
            return self.t["at_least"].format(least) if least else self.t["any"]
        return self.t["between"].format(least, most) if least else self.t["at_most"].format(most)

    def extras(self, row: Row) -> list[str]:
        """What else there is to say of a row: derived, recommended, without a rule."""
        found = [self.t[row.wanted]] if row.wanted else []
        found += [self.t["derived"]] if row.property.derived else [] if row.shaped else [self.t["unshaped"]]
        return found

    def home(self, cls: Class) -> str:
        """Where the things of a class stand: a file of their own, or that of what they live with."""
        kind = cls.kind
        if kind is None:
            return ""
        if kind.home == "own":
            return f"data/{kind.word}/….ttl"
        return f"data/{kind.home}.ttl" if kind.home.startswith("register/") else f"data/{kind.home}/….ttl"

    def own_rows(self, cls: Class) -> list[Row]:
        return [row for row in cls.rows if not row.inherited]

    def heirlooms(self, cls: Class) -> list[str]:
        """The classes of which this one has the properties as well."""
        return list(dict.fromkeys(row.inherited for row in cls.rows if row.inherited))

    # ---- rules

    def sentence(self, part: Part) -> str:
        """What a shape says, as a sentence: its name in Dutch, its description in English."""
        if not (part.description or part.sparql or part.asks):
            return self.t["naming"]
        said = part.name if self.language == "nl" and part.shape else part.description
        text = said.get(self.language) or self.say(part.message)
        return (text[:1].upper() + text[1:]).rstrip(".") + "."

    def severity(self, part: Part) -> str:
        return self.say(SEVERITY[part.severity])

    def layer(self, part: Part) -> str:
        return self.say(LAYER[part.layer])

    def about(self, part: Part) -> list[tuple[str, str]]:
        """What a rule is about: (label, place) of each class or property; many classes are "everything"."""
        if len(part.about) > EVERYTHING:
            return [(self.t["everything"], "")]
        found, known = [], {each.anchor for each in self.book.properties}
        for each in part.about:
            if self.book.cls(each):
                found.append((self.names[each], f"class/{each}"))
            elif each in known:
                found.append((self.names[each], f"terms#{each}"))
            else:
                found.append((each.replace("-", ":", 1), ""))
        return found

    def of_class(self, cls: Class) -> list[Part]:
        """The parts of a class in the order of their numbers; those without one last."""
        kept = [part for part in cls.parts if len(part.about) <= EVERYTHING and not _in_table(part)]
        return sorted(kept, key=lambda part: (int(part.rule or 999), part.layer != "base", part.shape))

    def unnumbered(self) -> list[Part]:
        """The shapes without a number, once each, in the order of the alphabet."""
        found = {part.shape: part for cls in self.book.classes for part in cls.parts if not part.rule}
        return [found[name] for name in sorted(found)]

    # ---- questions

    def themes(self) -> list[tuple[str, list[Question]]]:
        """The questions for people under their themes, then the other groups."""
        tables = [each for each in self.book.questions if each.query.group == "tables"]
        found = [(self._pair(said), [q for q in tables if q.query.theme == key]) for key, said in THEMES.items()]
        found.append((self.t["other"], [q for q in tables if q.query.theme not in THEMES]))
        for group in GROUPS:
            found.append((self.t[f"group_{group}"], [q for q in self.book.questions if q.query.group == group]))
        return [(title, some) for title, some in found if some]

    def by_title(self) -> list[Question]:
        """The questions for people by the alphabet."""
        tables = [each for each in self.book.questions if each.query.group == "tables"]
        return sorted(tables, key=lambda each: (folded(self.say(each.query.title)), each.query.name))

    def askers(self, question: Question) -> str:
        return ", ".join(self._pair(ASKERS.get(word, (word, word))) for word in question.query.asked_by)

    def _pair(self, said: tuple[str, str]) -> str:
        return said[self.language == "en"]

    def about_class(self, cls: Class) -> list[Question]:
        """The questions for people that name the class in their SPARQL."""
        return [each for each in self.book.questions if cls.anchor in each.about and each.query.group == "tables"]

    def parameters(self, question: Question) -> list[tuple[Parameter, Bit]]:
        """Each parameter with what may be filled in."""
        return [(each, asked.takes(each, self._titles(), anchors())) for each in question.query.parameters]

    def holds(self, question: Question, column: str) -> list[Bit]:
        """What a column holds."""
        return list(asked.holds(question.query, column, self._titles(), anchors()))

    def _titles(self) -> dict[str, Words]:
        return {each.word: each.title for each in self.book.schemes}

    # ---- terms

    def alphabet(self) -> list[tuple[str, list[Class | Property]]]:
        """Every class and property under the first letter of its label."""
        both: list[Class | Property] = [*self.book.classes, *self.book.properties]
        both.sort(key=lambda each: (folded(self.say(each.label)), each.name))
        found: dict[str, list[Class | Property]] = {}
        for each in both:
            first = folded(self.say(each.label))[:1].upper()
            found.setdefault(first if first.isalpha() else "#", []).append(each)
        return list(found.items())

    def users(self, property_: Property) -> list[Class]:
        """The classes of which a property is told."""
        return [
            cls
            for cls in self.book.classes
            if any(r.property.iri == property_.iri and not r.inherited for r in cls.rows)
        ]

    def values(self, property_: Property) -> tuple[Bit, ...]:
        """What a value is: from the first shape that says so, else from the ontology."""
        rows = (row for cls in self.users(property_) for row in cls.rows if row.property.iri == property_.iri)
        return next((row.value for row in rows if row.shaped), property_.ranges)

    def matches(self, name: str) -> list[tuple[str, str, str]]:
        """Neighbour, relation in words and address of what corresponds with a term."""
        return [
            (self.say(each.title), self.relation(match.relation), match.target)
            for each in self.book.neighbours
            for match in each.matches
            if match.term == name
        ]

    def relation(self, name: str) -> str:
        return self.t.get(local(name.replace(":", "/")), name)

    def used_by(self, word: str) -> list[tuple[Class, Property]]:
        """The class and the property for which a concept of a list is chosen."""
        rows = [(cls, row) for cls in self.book.classes for row in self.own_rows(cls)]
        return [(cls, row.property) for cls, row in rows if any(bit.to == f"list/{word}" for bit in row.value)]


def _in_table(part: Part) -> bool:
    """Whether the table of properties says it already: how many values of what, always."""
    return bool(part.asks) and (part.layer, part.severity) == ("base", "violation")


def anchors() -> dict[str, str]:
    """Kind word -> anchor of its class."""
    return {word: anchor(kind.rdf_class) for word, kind in KINDS.items()}


def folded(text: str) -> str:
    """A text for sorting: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
