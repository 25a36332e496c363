"""What the row of each kind says: one function per kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.mapping.cells import Cells
from vakgraph.mapping.words import full
from vakgraph.namespaces import DOI, KAMERSTUK

_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"{}|\\^`]+")
_DOSSIER = re.compile(r"[0-9]{5}(-[IVXL]+)?")


def simple(name: str) -> Callable[[Cells], None]:
    """A kind whose cells all speak of the thing itself."""

    def read(cells: Cells) -> None:
        me = cells.me()
        cells.a(me, name)
        cells.tell(me)

    return read


def project(cells: Cells) -> None:
    """A project with its consortium, participations and study; each says what the row's sources say."""
    me = cells.me()
    cells.a(me, "vak:Project")
    cells.tell(me)
    consortium(cells, me)
    if cells.filled("study"):
        study(cells, me)


def consortium(cells: Cells, me: NamedNode) -> None:
    """The consortium and who takes part in it, where the row names anyone."""
    slug = mint.slug_of(me.value)
    whole = NamedNode(mint.part("consortium", slug, "consortium"))
    taking_part = list(members(cells, me))
    before = len(cells.said)
    cells.tell(whole, "consortium")
    for role, member in taking_part:
        participation(cells, whole, role, member)
    if len(cells.said) > before:
        cells.a(whole, "vak:Consortium")
        cells.say(me, full("vak:hasConsortium"), whole)


def members(cells: Cells, me: NamedNode) -> Iterator[tuple[str, NamedNode]]:
    """Who takes part, in which role; the main applicant does not take part a second time as one of the others."""
    every = list(named(cells, me))
    leading = {member for role, member in every if role == "main-applicant"}
    yield from (each for each in every if each[0] == "main-applicant" or each[1] not in leading)


def named(cells: Cells, me: NamedNode) -> Iterator[tuple[str, NamedNode]]:
    """Everyone whom the columns of the row name, in which role."""
    for column in cells.columns.values():
        if column.about in ("main-applicant", "participant") and not cells.not_stated(me, column):
            for term in cells.terms(column):
                if isinstance(term, NamedNode):
                    yield column.about, term


def participation(cells: Cells, whole: NamedNode, role: str, member: NamedNode) -> None:
    """One participation; its key is made of who and as what."""
    kind = mint.kind_of(member.value)
    who = f"{kind.word if kind else ''}:{mint.slug_of(member.value)}"
    slug = mint.slug_of(whole.value).split(".")[0]
    me = NamedNode(mint.part("participation", slug, mint.key(who, role)))
    cells.a(me, "vak:Participation")
    cells.say(me, full("org:organization"), whole)
    cells.say(me, full("org:member"), member)
    cells.say(me, full("org:role"), full(f"role:{role}"))
    cells.tell_one(me, cells.columns["reading_confidence"])
    cells.tell_one(me, cells.columns["sources"])


def study(cells: Cells, project: NamedNode) -> None:
    """The study of a project that the row describes: the first, unless it says another number."""
    me = a_study(cells, mint.slug_of(project.value))
    cells.a(me, "vak:Study")
    cells.say(me, full("vak:inProject"), project)
    cells.tell(me, "study")
    cells.tell_one(me, cells.columns["sources"])


def a_study(cells: Cells, project: str) -> NamedNode:
    """The study of that number in a project."""
    return NamedNode(mint.part("study", project, mint.slug(cells.text("study")) or "1"))


def finding(cells: Cells) -> None:
    """A finding of a study; without a number its key is made of what it says."""
    project = mint.slug_of(cells.other("project").value)
    told = ("interventions", "compared_with", "target_groups", "outcomes", "moment", "effect_text")
    number = mint.slug(cells.text("number")) or mint.key(*map(cells.text, told))
    me = NamedNode(mint.part("finding", project, number))
    cells.a(me, "vak:Finding")
    cells.say(me, full("vak:fromStudy"), a_study(cells, project))
    cells.tell(me)


def publication(cells: Cells) -> None:
    """A publication, or a parliamentary paper, which is one with a dossier and a number."""
    me = a_publication(cells)
    cells.a(me, "vak:ParliamentaryPaper" if me.value.startswith(KAMERSTUK) else "vak:Publication")
    cells.tell(me)


def a_publication(cells: Cells) -> NamedNode:
    """A paper goes by its DOI, a parliamentary paper by its dossier and number, others by their key or title."""
    doi, dossier, number = cells.text("doi").removeprefix(DOI), cells.text("dossier"), cells.text("paper_number")
    if not (doi or dossier or number):
        return cells.me()
    if doi and _DOI.fullmatch(doi):
        return NamedNode(DOI + doi)
    if doi:
        raise cells.row.fault(
            "doi", f'"{doi}" is geen DOI; die begint met 10.', f'"{doi}" is no DOI; it begins with 10.'
        )
    if _DOSSIER.fullmatch(dossier) and number.isdecimal():
        return NamedNode(f"{KAMERSTUK}{dossier}-{number}")
    raise cells.row.fault(
        "dossier",
        f'"{dossier}" nr. "{number}" is geen Kamerstuk; schrijf 28719 en 98, of 34300-XV en 36.',
        f'"{dossier}" no. "{number}" is no parliamentary paper; write 28719 and 98, or 34300-XV and 36.',
    )


def uptake(cells: Cells) -> None:
    """An intervention as a municipality uses it."""
    intervention, municipality = cells.other("intervention"), cells.other("municipality")
    key = mint.slug_of(municipality.value)
    me = NamedNode(mint.part("uptake", mint.slug_of(intervention.value), key))
    cells.a(me, "vak:Uptake")
    cells.say(me, full("vak:ofIntervention"), intervention)
    cells.say(me, full("vak:inMunicipality"), municipality)
    cells.tell(me)


MAPPERS: dict[str, Callable[[Cells], None]] = {
    "project": project,
    "finding": finding,
    "organisation": simple("org:FormalOrganization"),
    "intervention": simple("vak:Intervention"),
    "uptake": uptake,
    "source": simple("vak:Source"),
    "question": simple("vak:KnowledgeQuestion"),
    "publication": publication,
    "event": simple("vak:Event"),
}
