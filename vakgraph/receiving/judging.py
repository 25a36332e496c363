"""Every check of what a package holds: statements and digests, changes, shapes, and the answers to its questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Triple

from vakgraph import turtle
from vakgraph.delivery.manifest import ADDED, CONTEXT, DATA, ONTOLOGY, REMOVED, SHAPES, Data, Manifest
from vakgraph.errors import InputError, VakError
from vakgraph.intake import guard
from vakgraph.receiving import examples, rules
from vakgraph.receiving.receipt import Check
from vakgraph.receiving.statements import READ, Fault, dotted, named, patch, read, unlike
from vakgraph.store import gate

Tell = Callable[[str], None]  # is told which file it is at


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of the content, and what is worth saying beside it."""

    checks: tuple[Check, ...]
    remarks: tuple[Fault, ...] = ()


def judge(files: Mapping[str, bytes], found: Manifest, tell: Tell = lambda name: None) -> Judgement:
    """Every check of the content; what cannot be read ends it there, for the others would ask half a package."""
    judging = _Judging(files, found, tell)
    checks = [judging.data(), judging.beside()]
    if all(check.ok for check in checks):
        checks += [judging.changes(), judging.rules(), judging.examples()]
    return Judgement(tuple(checks), judging.remarks())


class _Judging:
    def __init__(self, files: Mapping[str, bytes], found: Manifest, tell: Tell) -> None:
        self.files, self.found, self.tell = files, found, tell
        self.triples: list[Triple] = []
        self.words: list[Triple] = []

    def remarks(self) -> tuple[Fault, ...]:
        unread = ", ".join(each.file for each in self.found.data if each.form not in READ)
        return ((f"van {unread} is alleen de checksum nagegaan", f"of {unread} just the checksum"),) if unread else ()

    def data(self) -> Check:
        """Each file of data has as many statements as the manifest says, with that digest."""
        every = [each for each in self.found.data if each.form in READ]
        faults = tuple(fault for each in every if (fault := self.file(each)))
        count, many = self.found.data[0].triples, len(every)
        return Check(
            "data",
            count,
            f"{dotted(count)} uitspraken, geteld en met hun vingerafdruk (RDFC-1.0) vergeleken, in {many} "
            + ("bestand" if many == 1 else "bestanden"),
            f"{count:,} statements, counted and compared with their fingerprint (RDFC-1.0), in {many} "
            + ("file" if many == 1 else "files"),
            faults,
        )

    def file(self, each: Data) -> Fault | None:
        self.tell(each.file)
        try:
            quads = read(self.files[each.file], each.form, each.file)
        except VakError as error:
            return named(each.file, error)
        if each is self.found.data[0]:
            self.triples = list(dict.fromkeys(quad.triple for quad in quads))
        return unlike(quads, each)

    def beside(self) -> Check:
        """The ontology, the shapes, the records, the changes, the context and the questions can be read."""
        faults: list[Fault] = []
        beside = [name for name in sorted(self.files) if name.endswith((".ttl", ".rq")) or name == CONTEXT]
        beside = [name for name in beside if not name.startswith(f"{DATA}/")]
        for name in beside:
            self.tell(name)
            try:
                self.readable(name)
            except VakError as error:
                faults.append(named(name, error))
        many = len(beside)
        nl, en = f"{many} bestanden naast de data zijn leesbaar", f"{many} files beside the data are readable"
        return Check("beside", many, nl, en, tuple(faults))

    def readable(self, name: str) -> None:
        data = self.files[name]
        guard.check(data, {"d": "jsonld", "l": "ttl"}.get(name[-1], ""), name)
        if name.endswith(".rq"):
            gate.check(data.decode())
        elif name == CONTEXT:
            try:
                json.loads(data)
            except ValueError as error:
                raise InputError(f"dit is geen JSON ({error}).", f"this is no JSON ({error}).", name) from None
        else:
            triples = turtle.read_text(data, name)
            self.words = triples if name == ONTOLOGY else self.words

    def changes(self) -> Check:
        """What was added is in the data, and what was removed is not."""
        added, removed = patch(self.files)
        before = self.found.previous
        missing, left = len(added.difference(self.triples)), len(removed.intersection(self.triples))
        faults: list[Fault] = []
        if missing:
            faults.append((
                f"{ADDED}: {missing} toegevoegde uitspraken staan niet in de data.",
                f"{ADDED}: {missing} added statements are not in the data.",
            ))  # fmt: skip
        if left:
            faults.append((
                f"{REMOVED}: {left} weggehaalde uitspraken staan nog in de data.",
                f"{REMOVED}: {left} removed statements are still in the data.",
            ))  # fmt: skip
        if before is None:
            if added or removed:
                faults.append((
                    f"{ADDED}: er zijn wijzigingen, maar geen vorig pakket.",
                    f"{ADDED}: there are changes, but no previous package.",
                ))  # fmt: skip
            return Check("changes", 0, "eerste pakket, zonder wijzigingen", "first package, no changes", tuple(faults))
        more, less, since = len(added), len(removed), before.version
        return Check(
            "changes",
            more + less,
            f"{dotted(more)} uitspraken erbij en {dotted(less)} weg sinds {since}",
            f"{more:,} statements added and {less:,} removed since {since}",
            tuple(faults),
        )

    def rules(self) -> Check:
        self.tell(SHAPES)
        return rules.conform([*self.triples, *self.words], turtle.read_text(self.files[SHAPES], SHAPES))

    def examples(self) -> Check:
        """Every example question gives its expected answer."""
        store = examples.loaded((*self.triples, *self.words))
        faults = []
        for each in self.found.examples:
            self.tell(each.question)
            if fault := examples.fault(store, each, self.files):
                faults.append(fault)
        many = len(self.found.examples)
        nl, en = (
            f"{many} voorbeeldvragen gesteld, met het verwachte antwoord",
            f"{many} example questions asked and right",
        )
        return Check("examples", many, nl, en, tuple(faults))
