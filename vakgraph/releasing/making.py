"""Making a release: looked at, written in one step or not at all, and never twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vakgraph import comparing, journal, turtle
from vakgraph.checkout import MARK
from vakgraph.comparing import Difference, State, Told, revision
from vakgraph.comparing.states import RELEASES, order
from vakgraph.errors import DataError, VakError
from vakgraph.gate.world import World
from vakgraph.graph import VakGraph
from vakgraph.push import Release
from vakgraph.releasing import changelog, frozen, papers
from vakgraph.releasing.papers import Edition
from vakgraph.releasing.ready import ready

_NUMBER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?")


@dataclass(frozen=True, slots=True)
class Released:
    """What was written, or would be: the files, the words in the changelog, what was looked at, the tag's message.

    `stays`: what the frozen copy holds and no export does.
    """

    edition: Edition
    files: tuple[str, ...]
    changes: tuple[str, ...]
    checks: dict[str, object]
    tag: str
    triples: int
    graphs: int
    stays: frozen.Stays
    written: bool


def release(
    desk: VakGraph, version: str, texts: Path | None, on: date | None = None, dry_run: bool = False
) -> Released:
    """Release the graph of a desk. Whatever stands in the way is told at once, and then nothing is written."""
    folder = desk.checkout
    if not folder.writable:
        raise VakError("In deze graaf is niet te schrijven.", "This graph cannot be written to.")
    with journal.locked(folder.root):
        journal.recover(folder.root)
        edition = _edition(desk, version, on or date.today())
        made, files = _made(desk, edition, texts)
        if not dry_run:
            journal.commit(folder.root, f"release {version}", files, made.changes)
    if dry_run:
        return made
    desk.reopen()
    return replace(made, written=True)


# ---- the number


def _edition(desk: VakGraph, version: str, on: date) -> Edition:
    """The number and its predecessor; refused where it was given before or is lower than the last."""
    root = desk.checkout.root
    if not _NUMBER.fullmatch(version):
        raise VakError(
            f'"{version}" is geen versienummer; schrijf het als 1.2.0.',
            f'"{version}" is no version number; write it as 1.2.0.',
        )
    if (root / RELEASES / version / frozen.MANIFEST).is_file() or revision.known(root, f"refs/tags/v{version}"):
        raise VakError(
            f"Versie {version} is al uitgegeven; kies een hoger nummer.",
            f"Version {version} was released already; choose a higher number.",
        )
    prior = _prior(desk, version)
    if prior and order(version) <= order(prior):
        raise VakError(
            f"Versie {version} komt niet na {prior}, de laatste uitgave.",
            f"Version {version} does not come after {prior}, the last release.",
        )
    return Edition(version, on.isoformat(), prior)


def _prior(desk: VakGraph, version: str) -> str:
    """The last release kept here, or else the version that the ontology says, if git has its tag."""
    kept = comparing.releases(desk.checkout)
    if kept:
        return kept[-1]
    stated = desk.stamp().version
    tagged = stated and stated != version and revision.known(desk.checkout.root, f"refs/tags/v{stated}")
    return stated if tagged else ""


# ---- the release


def _made(desk: VakGraph, edition: Edition, texts: Path | None) -> tuple[Released, dict[str, bytes]]:
    """Every file of the release and the account of it; nothing is written."""
    folder = desk.checkout
    log = folder.root / changelog.NAME
    text = log.read_text(encoding="utf-8") if log.is_file() else ""
    changelog.refuse(text, edition.version)
    homes = {folder.relative(path): triples for path, triples in turtle.read_many(folder.graph_files()).items()}
    found = ready(desk, [triple for triples in homes.values() for triple in triples], texts)
    if found.faults:
        raise _refused(edition.version, found.faults)
    written = papers.written(folder, edition)
    homes[MARK.as_posix()] = turtle.read_text(written[MARK.as_posix()], MARK.as_posix())
    after = State(edition.version, World(folder, {t for triples in homes.values() for t in triples}))
    difference = _difference(desk, edition, after)
    told = comparing.tell(difference, "en")
    said = changelog.bullets(told, edition)
    written[changelog.NAME] = changelog.written(text, edition, said).encode()
    parts = Release.made(homes, sorted(after.world.derived - after.world.asserted, key=str))
    beside = _beside(told) if edition.prior else {}
    stays = frozen.Stays.among(triple for part in parts.parts for triple in part.triples)
    copied = frozen.copied(folder, edition, written, parts, beside, found.checks, desk.stamp().licence, stays)
    tag = copied[(RELEASES / edition.version / frozen.TAG).as_posix()].decode()
    stated = [part for part in parts.parts if part.home in homes]
    files = {**written, **copied}
    account = Released(
        edition, tuple(files), tuple(said), found.checks, tag, sum(p.count for p in stated), len(stated), stays, False
    )
    return account, files


def _difference(desk: VakGraph, edition: Edition, after: State) -> Difference:
    """With the last release; with nothing, where there is none."""
    if not edition.prior:
        return comparing.compare(State("", World(desk.checkout, ())), after)
    return comparing.compare(comparing.state(edition.prior, desk.checkout, "en"), after)


def _beside(told: Told) -> dict[str, bytes]:
    """What changed since the last release, for people and for machines."""
    dutch = comparing.tell(told.difference, "nl")
    return {
        "changes.trig": comparing.FORMATS["trig"](told),
        "changes.html": comparing.FORMATS["html"](told),
        "wijzigingen.html": comparing.FORMATS["html"](dutch),
    }


def _refused(version: str, faults: list[tuple[str, str]]) -> DataError:
    nl, en = ("".join(f"\n- {fault[tongue]}" for fault in faults) for tongue in (0, 1))
    return DataError(
        f"Versie {version} is niet uitgegeven, er is niets geschreven:{nl}",
        f"Version {version} was not released, nothing was written:{en}",
    )
