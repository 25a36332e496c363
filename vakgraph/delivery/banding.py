"""Small counts of people leave as a band: "1–9" in place of the number, in the statement and in the words around it.

The rule (AVG: no number below 10 of clients per municipality and target group; Utrecht and others publish likewise):

* Counted are the participants of a study, planned and reached, and of a finding: the only numbers of people that the
  graph holds for a target group and, by the project, for municipalities. Any such number from 1 to 9 is banded, also
  where several municipalities take part: each of them then has fewer than 10.
* The number leaves; `vak:participantsBand` (`...PlannedBand`, `...ReachedBand`) says "1–9" in its place, with the
  dash of a range, for spreadsheets take 1-9 for the first of September. 0 stays 0, and 10 and more stay.
* The words of the same thing follow: each number from 1 to 9 in them, in digits or in words, becomes the band, unless
  a unit of time or a per cent sign shows that it counts no people. In `vak:participantsAsWritten` always, for it may
  hold the parts of a larger number. A quote that would change is left out: a quote stands as it is or not at all.
* A claim that states such a number states the band; a quote in a claim about a banded thing is treated likewise.

Not banded: figures of a programme, a round or a call (registrations, applications, municipalities), which are
published and count no clients; `vak:caseload`, which is a norm per official; the inhabitants of a municipality.
What this cannot see: a number that follows by subtraction from two larger ones. Mark such a thing `vak:notToBeShared`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from vakgraph.namespaces import KINDS, OUTSIDE, VAK

BAND = "1–9"
COUNTS = {VAK + word: VAK + word + "Band" for word in ("participants", "participantsPlanned", "participantsReached")}
_WRITTEN, _QUOTE = VAK + "participantsAsWritten", VAK + "quote"
_SUBJECT, _PREDICATE, _OBJECT = (OUTSIDE["rdf"] + word for word in ("subject", "predicate", "object"))
_SMALL = re.compile(r"\+?0*[1-9](?:\.0*)?")
_IN_WORDS = "één|twee|drie|vier|vijf|zes|zeven|acht|negen|one|two|three|four|five|six|seven|eight|nine"
_UNIT = r"\s*(?:%|pro[cm]|per ?cent|uur|hour|da[gy]|we[e]?k|maand|month|jaar|year|kwartaal|quarter)"
_ORDER = r"\b(?:ronde|fase|bevinding|studie|deel|lijn|tabel|round|phase|finding|study|part|line|table)\s+[1-9]"
_COUNT = rf"(?<![\w.,–-])(?:[1-9]|{_IN_WORDS})(?![\w–-]|[.,]\d)(?!{_UNIT})"
_NUMBER = re.compile(rf"(?P<order>{_ORDER})|{_COUNT}", re.IGNORECASE)
_SPEAKING = tuple(KINDS[word].iri for word in ("study", "finding", "claim"))


@dataclass
class Banded:
    """How many counts left as a band; known once the statements are walked to the end."""

    count: int = 0


@dataclass
class _Kept:
    """What waits for the end, for only then it is known whose number is small."""

    small: set[object] = field(default_factory=set)
    about: dict[object, object] = field(default_factory=dict)  # claim -> what it is about
    says: dict[object, Quad] = field(default_factory=dict)  # claim -> the property that it claims
    objects: list[Quad] = field(default_factory=list)
    words: list[Quad] = field(default_factory=list)

    def keeps(self, quad: Quad) -> bool:
        """Whether the statement waits."""
        name, value = quad.predicate.value, quad.object
        if name == _PREDICATE and isinstance(value, NamedNode) and value.value in (*COUNTS, _WRITTEN):
            self.says[quad.subject] = quad
        elif name == _SUBJECT:
            self.about[quad.subject] = value
            return False
        elif isinstance(value, Literal) and name == _OBJECT and (_is_small(value) or _NUMBER.search(value.value)):
            self.objects.append(quad)
        elif isinstance(value, Literal) and _speaks(quad) and _NUMBER.search(value.value) and _is_text(value):
            self.words.append(quad)
        else:
            return False
        return True


def banded(quads: Iterable[Quad]) -> tuple[Iterator[Quad], Banded]:
    """The same statements with every small count as a band; what may have to change comes last."""
    told = Banded()
    return _walk(quads, told), told


def _walk(quads: Iterable[Quad], told: Banded) -> Iterator[Quad]:
    kept = _Kept()
    for quad in quads:
        band = COUNTS.get(quad.predicate.value)
        if band and _is_small(quad.object):
            told.count += 1
            kept.small.add(quad.subject)
            yield _with(quad, Literal(BAND), band)
        elif not kept.keeps(quad):
            yield quad
    yield from _claims(kept, told)
    for quad in kept.words:
        yield from _reworded(quad, kept)


def _claims(kept: _Kept, told: Banded) -> Iterator[Quad]:
    """The claims that say a number, or the words that it stands in."""
    counts = [quad for quad in kept.objects if _claimed(kept, quad) in COUNTS and _is_small(quad.object)]
    for quad in counts:
        told.count += 1
        kept.small |= {quad.subject, kept.about.get(quad.subject)}
        kept.says[quad.subject] = _with(kept.says[quad.subject], NamedNode(COUNTS[_claimed(kept, quad)]))
        yield _with(quad, Literal(BAND))
    yield from kept.says.values()
    done = {quad.subject for quad in counts}
    for quad in kept.objects:
        if quad.subject not in done:
            yield _with(quad, _masked(quad.object)) if _touched(kept, quad) else quad


def _claimed(kept: _Kept, quad: Quad) -> str:
    """The property that the claim of this statement is about, where that is a number of people."""
    claim = kept.says.get(quad.subject)
    return claim.object.value if claim and isinstance(claim.object, NamedNode) else ""


def _touched(kept: _Kept, quad: Quad) -> bool:
    """Whether the words of a statement may hold a small count."""
    if not isinstance(quad.object, Literal) or not _is_text(quad.object):
        return False
    known = _WRITTEN in (quad.predicate.value, _claimed(kept, quad))
    return known or quad.subject in kept.small or kept.about.get(quad.subject) in kept.small


def _reworded(quad: Quad, kept: _Kept) -> Iterator[Quad]:
    """The words with the band in them; none for a quote, which may not be changed."""
    if not _touched(kept, quad):
        yield quad
        return
    masked = _masked(quad.object)
    if quad.predicate.value != _QUOTE or masked == quad.object:
        yield _with(quad, masked)


def _masked(value: object) -> Literal:
    assert isinstance(value, Literal)
    text = _NUMBER.sub(lambda found: found["order"] or BAND, value.value)
    return Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)


def _with(quad: Quad, value: Literal | NamedNode, predicate: str = "") -> Quad:
    return Quad(quad.subject, NamedNode(predicate) if predicate else quad.predicate, value, quad.graph_name)


def _is_small(value: object) -> bool:
    return isinstance(value, Literal) and not value.language and bool(_SMALL.fullmatch(value.value))


def _is_text(value: Literal) -> bool:
    return bool(value.language) or value.datatype.value == OUTSIDE["xsd"] + "string"


def _speaks(quad: Quad) -> bool:
    """Whether a thing says it that may count people."""
    return quad.predicate.value == _WRITTEN or (
        isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_SPEAKING)
    )
