"""Making a package: everything is made and looked at in memory, then put in place whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vakgraph import catalogue, exporting, queries, turtle
from vakgraph.comparing.packed import FOLLOWS
from vakgraph.delivery import FORMS, manifest
from vakgraph.delivery.manifest import Data, Manifest, Part, Previous, Release
from vakgraph.delivery.scan import scan
from vakgraph.errors import DataError, VakError
from vakgraph.graph import VakGraph
from vakgraph.namespaces import OUTSIDE
from vakgraph.packaging import beside, changes, placing
from vakgraph.packaging.changes import Before, Changes
from vakgraph.packaging.content import Content, content, written
from vakgraph.packaging.examples import Example, Loaded, examples
from vakgraph.packaging.facts import Facts, facts
from vakgraph.packaging.page import page
from vakgraph.packaging.paper import Paper
from vakgraph.packaging.profile import ALL, Profile, read
from vakgraph.packaging.readme import readme
from vakgraph.receiving.rules import conform

SHOWN = 5  # leaks that are named


@dataclass(frozen=True, slots=True)
class Packaged:
    """Where it stands, what is in it, and how it differs from the one before (`added` and `removed` triples)."""

    folder: Path
    archive: Path
    files: tuple[str, ...]
    triples: int
    digest: str
    changes: str
    added: int
    removed: int
    previous: str
    banded: int
    hidden: int
    same: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What does not depend on the version of the package."""

    desk: VakGraph
    profile: Profile
    content: Content
    loaded: Loaded
    facts: Facts
    examples: tuple[Example, ...]
    fixed: Mapping[str, bytes]
    data: tuple[Data, ...]


def package(desk: VakGraph, partner: str, out: Path, previous: Path | None = None) -> Packaged:
    """Make the package of a partner in `out`; what changed is told since `previous`, or else the newest one there."""
    profile = read(desk.checkout, partner)
    made = _made(VakGraph(desk.checkout, desk.store, profile.language), profile)
    at = previous or placing.newest(out, partner)
    old = changes.before(placing.files(at), str(at)) if at else None
    if old and old.manifest.partner != partner:
        theirs = old.manifest.partner
        raise VakError(f"{at} is een pakket voor {theirs}.", f"{at} is a package for {theirs}.")
    release = desk.stamp().version or "0.0.0"
    if old and not previous and old.manifest.release.version.partition("+")[0] == release:
        files = _again(made, old)
        if files == dict(old.files):
            return _placed(made, out, old.manifest.release.version, files, _kept(old), old, True)
    return _new(made, out, release, old)


def _new(made: _Made, out: Path, release: str, old: Before | None) -> Packaged:
    """Under the number of the release; where that was given to something else, under the next."""
    version = release
    if old and old.manifest.release.version.partition("+")[0] == release:
        version = placing.following(old.manifest.release.version)
    while True:
        told = _changes(made, version, old)
        before = Previous(old.manifest.release.version, old.sums) if old else None
        files = _files(made, version, before, told)
        if placing.free(out, f"{made.profile.partner}-{version}", files):
            return _placed(made, out, version, files, told, old, False)
        version = placing.following(version)


def _changes(made: _Made, version: str, old: Before | None) -> Changes:
    if old is None:
        return changes.first(version)
    what = made.content
    return changes.since(old, made.desk.checkout, version, what.data, what.follows, what.words)


def _kept(old: Before) -> Changes:
    """What was told when the package was made: nothing changed since."""
    files = {name: old.files[name] for name in changes.PATCH if name in old.files}
    return Changes(old.files.get(manifest.CHANGES, b""), files, 0, 0)


def _again(made: _Made, old: Before) -> dict[str, bytes]:
    """The package as it would be if it were made for the first time: the same bytes where nothing changed."""
    if frozenset(made.content.data) != old.data:
        return {}
    return _files(made, old.manifest.release.version, old.manifest.previous, _kept(old))


def _placed(
    made: _Made, out: Path, version: str, files: Mapping[str, bytes], told: Changes, old: Before | None, same: bool
) -> Packaged:
    """Look at every file once more, then put them in place."""
    _refuse_leaks(files)
    folder, archive = placing.put(out, f"{made.profile.partner}-{version}", files)
    data = made.data[0]
    return Packaged(
        folder, archive, tuple(sorted(files)), data.triples, data.digest, told.text.decode(), told.added, told.removed,
        old.manifest.release.version if old else "", made.content.banded, made.content.hidden, same,
    )  # fmt: skip


def _refuse_faults(partner: str, what: Content, shapes: bytes) -> None:
    """A partner judges the data by the shapes that come with it; so does the maker, before anything is written."""
    found = conform([*what.data, *what.words], turtle.read_text(shapes, manifest.SHAPES)).faults
    if found:
        nl, en = ("".join(f"\n- {fault[at]}" for fault in found) for at in (0, 1))
        raise DataError(
            f"Dit pakket voor {partner} is niet gemaakt: het voldoet niet aan zijn eigen regels.{nl}",
            f"This package for {partner} was not made: it does not keep its own rules.{en}",
        )


def _refuse_leaks(files: Mapping[str, bytes]) -> None:
    leaks = scan(files)
    if not leaks:
        return
    nl = "".join(f"\n- {leak.file}:{leak.line}: {leak.what}" for leak in leaks[:SHOWN])
    en = "".join(f"\n- {leak.file}:{leak.line}: {leak.en}" for leak in leaks[:SHOWN])
    raise DataError(
        f"Dit pakket is niet gemaakt: er staan persoonsgegevens in ({len(leaks)}).{nl}",
        f"This package was not made: it holds personal data ({len(leaks)}).{en}",
    )


# ---- what is in it


def _made(desk: VakGraph, profile: Profile) -> _Made:
    folder, what = desk.checkout, content(desk, profile)
    fixed, data = _data(desk, profile, what)
    about = exporting.about(desk, "ttl")
    if what.follows:
        fixed[FOLLOWS] = written(what.follows, "ttl", about)[0]
    fixed |= beside.rules(folder, what, about)
    _refuse_faults(partner=profile.partner, what=what, shapes=fixed[manifest.SHAPES])
    loaded = Loaded(what.data, what.words)
    asked = tuple(examples(folder, profile, loaded, about.said))
    for each in asked:
        fixed[each.entry.question], fixed[each.entry.expected] = each.sparql, each.answer
    return _Made(desk, profile, what, loaded, facts(folder, loaded, what.partial), asked, fixed, data)


def _data(desk: VakGraph, profile: Profile, what: Content) -> tuple[dict[str, bytes], tuple[Data, ...]]:
    """The data in each format."""
    files, told = {}, []
    for form in profile.formats:
        ending = "-csv.zip" if form == "csvw" else FORMS[form].suffix
        name = f"{manifest.DATA}/{profile.data}{ending}"
        files[name], count, digest = written(what.data, form, exporting.about(desk, form))
        told.append(Data(name, form, count, digest, manifest.sha256(files[name])))
    return files, tuple(told)


def _files(made: _Made, version: str, previous: Previous | None, told: Changes) -> dict[str, bytes]:
    """Every file of the package under that version."""
    paper, about = _paper(made, version, previous), exporting.about(made.desk, "ttl")
    files = dict(made.fixed)
    before = previous.version if previous else ""
    files[manifest.DCAT] = beside.record(paper, files, made.loaded, before, about)
    files[manifest.VOID] = beside.statistics(made.content.data, paper, about)
    files |= {**told.files, **beside.licences(made.desk.checkout), manifest.CHANGES: told.text}
    files[manifest.HOW] = beside.how_to(paper)
    files[manifest.PAGE], files[manifest.README] = page(paper), readme(paper)
    files[manifest.MANIFEST] = _manifest(made, version, previous, files)
    files[manifest.SUMS] = manifest.sums(files)
    return dict(sorted(files.items()))


def _paper(made: _Made, version: str, previous: Previous | None) -> Paper:
    profile, stamp = made.profile, made.desk.stamp()
    subset = {} if profile.subset == ALL else dict(queries.named(made.desk.checkout.queries, profile.subset).title)
    sizes = {each.file: len(made.fixed[each.file]) for each in made.data}
    return Paper(
        profile, subset, version, stamp.day, stamp.licence, made.facts, made.data, sizes, made.examples,
        made.content.banded, previous.version if previous else "",
    )  # fmt: skip


def _manifest(made: _Made, version: str, previous: Previous | None, files: Mapping[str, bytes]) -> bytes:
    parts = tuple(Part(name, catalogue.file_type(name)[0], beside.licence_of(name)) for name in sorted(files))
    release = Release(_version_iri(made.content), version, made.desk.stamp().day)
    entries = tuple(each.entry for each in made.examples)
    return Manifest(made.profile.partner, release, previous, made.data, parts, entries).write()


def _version_iri(what: Content) -> str:
    """The address of the version of the ontology, which is that of the graph."""
    found = (triple for triple in what.words if triple.predicate.value == OUTSIDE["owl"] + "versionIRI")
    return next((getattr(triple.object, "value", "") for triple in found), "")
