"""A statement is corrected or withdrawn: nothing is erased, the old one stays as a withdrawn claim with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.errors import InputError, UnknownName
from vakgraph.gate.world import World
from vakgraph.mapping.words import full
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle import Triple

Term = NamedNode | Literal
_RDF, _DAY = OUTSIDE["rdf"], NamedNode(OUTSIDE["xsd"] + "date")
TYPE, SUBJECT, PREDICATE, OBJECT = (NamedNode(_RDF + name) for name in ("type", "subject", "predicate", "object"))
SOURCE, NOTE = full("prov:wasDerivedFrom"), full("skos:note")
STATUS, STANDING, WITHDRAWN = full("vak:claimStatus"), full("claim-status:standing"), full("claim-status:withdrawn")
ON, BY = full("vak:withdrawnOn"), full("vak:withdrawnAccordingTo")


@dataclass(frozen=True, slots=True)
class Change:
    """Triples that come and triples that go."""

    added: tuple[Triple, ...]
    removed: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is amended: the reason in words, the source that says so, its words, and the day."""

    reason: str
    source: NamedNode
    on: date
    quote: str = ""


def correct(
    world: World, subject: NamedNode, path: NamedNode, old: Term, new: Term, why: Ground, from_: NamedNode | None = None
) -> Change:
    """`new` takes the place of `old`; `from_` is the source of the old value where the thing has several."""
    gone = retract(world, subject, path, old, why, from_)
    claim = _claim(why.source, subject, path, new)
    added = [*_said(claim, subject, path, new, why.source, why.quote), Triple(claim, STATUS, STANDING)]
    added.append(Triple(claim, NOTE, Literal(why.reason, language="nl")))
    if Triple(subject, path, old) in gone.removed:
        added.append(Triple(subject, path, new))
        if any(t.predicate == SOURCE for t in world.said(subject)):
            added.append(Triple(subject, SOURCE, why.source))
    return Change((*gone.added, *added), gone.removed)


def retract(
    world: World, subject: NamedNode, path: NamedNode, old: Term, why: Ground, from_: NamedNode | None = None
) -> Change:
    """The statement is withdrawn wherever it stands: in the file of the thing, and in every claim."""
    plain = Triple(subject, path, old)
    claims = [claim for claim in claims_of(world, subject, path, old) if Triple(claim, STATUS, WITHDRAWN) not in world]
    if plain not in world and not claims:
        raise _not_said(world, subject, path, old)
    changes = [withdraw(world, claim, why) for claim in claims]
    if plain in world and not claims:
        origin = from_ or _origin(world, subject)
        claim = _claim(origin, subject, path, old)
        marks = _withdrawn(claim, why)
        changes.append(Change((*_said(claim, subject, path, old, origin), *marks), ()))
    added = tuple(t for change in changes for t in change.added)
    removed = tuple(t for change in changes for t in change.removed)
    return Change(added, (*removed, plain) if plain in world else removed)


def withdraw(world: World, claim: NamedNode, why: Ground) -> Change:
    """The claim stays, marked as withdrawn, with the reason and the source of that."""
    if Triple(claim, TYPE, full("vak:Claim")) not in world:
        raise UnknownName(f"{claim.value} is geen bewering.", f"{claim.value} is no claim.")
    if Triple(claim, STATUS, WITHDRAWN) in world:
        raise InputError("Deze bewering is al ingetrokken.", "This claim was withdrawn before.")
    return Change(_withdrawn(claim, why), tuple(t for t in world.said(claim) if t.predicate == STATUS))


def claims_of(world: World, subject: NamedNode, path: NamedNode, value: Term) -> list[NamedNode]:
    """The claims that say this."""
    uses = [quad.subject for quad in world.store.quads_for_pattern(None, SUBJECT, subject)]
    wanted = {Triple(claim, PREDICATE, path) for claim in uses}
    found = [t.subject for t in wanted if t in world and Triple(t.subject, OBJECT, value) in world]
    return sorted((claim for claim in found if isinstance(claim, NamedNode)), key=str)


def _claim(source: NamedNode, subject: NamedNode, path: NamedNode, value: Term) -> NamedNode:
    key = mint.key(subject.value, path.value, str(value))
    return NamedNode(mint.part("claim", mint.slug_of(source.value), key))


def _said(
    claim: NamedNode, subject: NamedNode, path: NamedNode, value: Term, source: NamedNode, quote: str = ""
) -> Sequence[Triple]:
    """What one source says of one thing."""
    manner = full("manner:literal" if quote else "manner:paraphrased")
    said: list[tuple[NamedNode, Any]] = [
        (TYPE, full("vak:Claim")),
        (SUBJECT, subject),
        (PREDICATE, path),
        (OBJECT, value),
        (SOURCE, source),
        (full("vak:manner"), manner),
    ]
    said += [(full("vak:quote"), Literal(quote))] if quote else []
    return [Triple(claim, predicate, term) for predicate, term in said]


def _withdrawn(claim: NamedNode, why: Ground) -> tuple[Triple, ...]:
    return (
        Triple(claim, STATUS, WITHDRAWN),
        Triple(claim, NOTE, Literal(why.reason, language="nl")),
        Triple(claim, BY, why.source),
        Triple(claim, ON, Literal(why.on.isoformat(), datatype=_DAY)),
    )


def _origin(world: World, subject: NamedNode) -> NamedNode:
    """The one source of a thing: which of several said it is not for us to guess."""
    sources = sorted({t.object for t in world.said(subject) if t.predicate == SOURCE}, key=str)
    if mint.home(subject.value) and Triple(subject, TYPE, full("vak:Source")) in world:
        return subject
    if len(sources) == 1 and isinstance(sources[0], NamedNode):
        return sources[0]
    listed = ", ".join(mint.slug_of(str(getattr(each, "value", ""))) for each in sources)
    raise InputError(
        f"Noem met --from welke bron de oude waarde gaf{f': {listed}' if listed else ''}.",
        f"Say with --from which source gave the old value{f': {listed}' if listed else ''}.",
    )


def _not_said(world: World, subject: NamedNode, path: NamedNode, old: Term) -> UnknownName:
    values = [world.label(t.object) for t in world.said(subject) if t.predicate == path]
    about, name = world.label(subject), world.label(path)
    there = f" Er staat: {', '.join(values)}." if values else ""
    stands = f" It says: {', '.join(values)}." if values else ""
    return UnknownName(
        f'De graaf zegt niet "{world.label(old)}" als {name} van {about}.{there}',
        f'The graph does not say "{world.label(old)}" as {name} of {about}.{stands}',
    )
