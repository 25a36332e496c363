"""Holds the files against the two lists that a package carries: its checksums and its manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from vakgraph.delivery import manifest as names
from vakgraph.delivery.forms import FORMS
from vakgraph.delivery.manifest import MANIFEST, SUMS, Manifest
from vakgraph.errors import DataError, InputError
from vakgraph.receiving.unpacking import refused

NEEDED = (names.SHAPES, names.ONTOLOGY, names.README, names.CHANGES)
_HEX = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,60}")


def checked(files: Mapping[str, bytes], top: str, archive: str) -> Manifest:
    """The manifest of a package whose files are all there, unchanged, and none besides; else `DataError`."""
    _needed([SUMS, MANIFEST], files, archive)
    _sums(files)
    found = _read(files[MANIFEST])
    _listed(found, files)
    _data(found, files)
    _examples(found, files)
    _itself(found, top, archive)
    return found


def _needed(wanted: Iterable[str], files: Mapping[str, bytes], archive: str) -> None:
    for name in wanted:
        if name not in files:
            raise refused(
                archive,
                f"dit is geen pakket van vakgraph: {name} ontbreekt.",
                f"this is no package of vakgraph: {name} is missing.",
            )


def _sums(files: Mapping[str, bytes]) -> None:
    """Every file but the list itself stands in SHA256SUMS, with the checksum that it has."""
    try:
        said = names.read_sums(files[SUMS])
    except InputError as error:
        raise DataError(error.nl, error.en) from None
    for name, digest in said.items():
        if not _HEX.fullmatch(digest):
            raise refused(SUMS, f"bij {name} staat geen checksum.", f"what stands at {name} is no checksum.")
        if name == SUMS:
            raise refused(SUMS, "dit bestand noemt zichzelf.", "this file lists itself.")
        if name not in files:
            raise refused(name, f"dit bestand ontbreekt; {SUMS} noemt het.", f"this file is missing; {SUMS} lists it.")
    for name in sorted(files):
        if name != SUMS and name not in said:
            raise _extra(name, SUMS)
        if name != SUMS and hashlib.sha256(files[name]).hexdigest() != said[name]:
            raise refused(
                name,
                f"dit bestand is veranderd of beschadigd: de checksum is niet die van {SUMS}. Haal het pakket opnieuw"
                " op.",
                f"this file was changed or damaged: its checksum is not the one in {SUMS}. Fetch the package again.",
            )


def _extra(name: str, where: str) -> DataError:
    return refused(
        name,
        f"dit bestand hoort niet in dit pakket: {where} noemt het niet.",
        f"this file is no part of this package: {where} does not list it.",
    )


def _read(data: bytes) -> Manifest:
    try:
        return Manifest.read(data)
    except InputError as error:
        raise DataError(error.nl, error.en) from None
    except (AttributeError, ArithmeticError, LookupError) as error:
        raise refused(
            MANIFEST,
            f"dit is geen leesbaar manifest ({type(error).__name__}).",
            f"this is no readable manifest ({type(error).__name__}).",
        ) from None


def _listed(found: Manifest, files: Mapping[str, bytes]) -> None:
    """The manifest names every file but itself and the checksums, once, with its licence and media type."""
    said = [part.file for part in found.files]
    if twice := next((name for at, name in enumerate(said) if name in said[:at]), ""):
        raise refused(MANIFEST, f"{twice} staat er twee keer in.", f"{twice} stands in it twice.")
    for name in sorted(set(said) - set(files)):
        raise refused(name, f"dit bestand ontbreekt; {MANIFEST} noemt het.", f"this is missing; {MANIFEST} lists it.")
    for name in sorted(set(files) - {MANIFEST, SUMS} - set(said)):
        raise _extra(name, MANIFEST)
    for part in found.files:
        if part.file in (MANIFEST, SUMS) or not part.licence.strip() or "/" not in part.media_type:
            raise refused(
                MANIFEST,
                f"bij {part.file} ontbreekt de licentie of de soort.",
                f"{part.file} has no licence or no media type there.",
            )
    for name in NEEDED:
        if name not in files:
            raise refused(name, "dit bestand hoort in elk pakket en ontbreekt.", "every package has this file.")


def _data(found: Manifest, files: Mapping[str, bytes]) -> None:
    if not found.data or found.data[0].form != "ttl":
        raise refused(
            MANIFEST,
            "er staat niet welk Turtle-bestand de data bevat.",
            "it does not say which Turtle file is the data.",
        )
    for each in found.data:
        if each.file not in files:
            raise refused(each.file, f"dit bestand ontbreekt; {MANIFEST} noemt het.", f"missing; {MANIFEST} lists it.")
        if each.form not in FORMS or not _HEX.fullmatch(each.digest) or each.triples < 0:
            raise refused(
                MANIFEST,
                f"wat er over {each.file} staat is niet te begrijpen.",
                f"what it says of {each.file} cannot be understood.",
            )
        if names.sha256(files[each.file]) != each.sha256:
            raise refused(
                each.file,
                f"de checksum is niet die van {MANIFEST}.",
                f"the checksum is not the one in {MANIFEST}.",
            )
    for name in sorted(files):
        if name.startswith(f"{names.DATA}/") and name not in {each.file for each in found.data}:
            raise refused(name, f"{MANIFEST} noemt dit niet als data.", f"{MANIFEST} does not call this data.")


def _examples(found: Manifest, files: Mapping[str, bytes]) -> None:
    """Each example has its question and its answer, and no question or answer is left over."""
    said = [name for each in found.examples for name in (each.question, each.expected)]
    for name in said:
        if name not in files:
            raise refused(name, f"dit voorbeeld ontbreekt; {MANIFEST} noemt het.", f"missing; {MANIFEST} lists it.")
    if len(set(said)) < len(said):
        raise refused(MANIFEST, "een voorbeeld staat er twee keer in.", "an example stands in it twice.")
    for name in sorted(files):
        if name.startswith(f"{names.EXAMPLES}/") and name.endswith((".rq", ".csv")) and name not in said:
            raise refused(name, f"{MANIFEST} noemt dit voorbeeld niet.", f"{MANIFEST} does not list this example.")


def _itself(found: Manifest, top: str, archive: str) -> None:
    """For whom and of which release; the folder in a zip is called after both."""
    words = (found.partner, found.release.version)
    previous = found.previous
    if not all(map(_WORD.fullmatch, words)) or (previous and not _WORD.fullmatch(previous.version)):
        raise refused(MANIFEST, "de ontvanger of de versie is geen naam.", "the partner or the version is no name.")
    if previous and not _HEX.fullmatch(previous.sums):
        raise refused(MANIFEST, "het vorige pakket heeft geen checksum.", "the previous package has no checksum.")
    try:
        date.fromisoformat(found.release.date)
    except ValueError:
        raise refused(MANIFEST, "de datum is geen datum.", "the date is no date.") from None
    wanted = "-".join(words)
    if top and top != wanted:
        raise refused(
            archive,
            f"de map heet {top}, maar {MANIFEST} is dat van {wanted}.",
            f"the folder is called {top}, but {MANIFEST} is the one of {wanted}.",
        )
