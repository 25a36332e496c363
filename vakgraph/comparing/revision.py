"""The graph folder as it was at a git revision: its files, fetched without touching the working copy."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from vakgraph.errors import UnknownName, VakError

FOLDERS = ("ontology", "data", "queries")


def known(root: Path, revision: str) -> bool:
    """Whether git knows this revision; False as well where there is no git or no repository."""
    return bool(shutil.which("git")) and _commit(root, revision) is not None


def files(root: Path, revision: str) -> dict[str, bytes]:
    """The files of the graph folders at a revision, by their path below the root of the graph."""
    if not shutil.which("git"):
        raise VakError(
            f'"{revision}" is geen bestand, map of uitgave, en voor een revisie is het programma git nodig;'
            " dat is hier niet.",
            f'"{revision}" is no file, folder or release, and a revision takes the program git, which is not here.',
        )
    if _git(root, "rev-parse", "--show-toplevel") is None:
        raise VakError(
            f'"{revision}" is geen bestand, map of uitgave, en {root} staat niet in git.',
            f'"{revision}" is no file, folder or release, and {root} is not kept in git.',
        )
    commit = _commit(root, revision)
    if commit is None:
        raise UnknownName(
            f'"{revision}" is geen bestand, map, uitgave of git-revisie.',
            f'"{revision}" is no file, folder, release or git revision.',
        )
    return _unpacked(_git(root, "archive", "--format=tar", commit) or b"", revision)


def _commit(root: Path, revision: str) -> str | None:
    """The full name of a commit. What begins with a dash is a name as well, never an option."""
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip() if found else None


def _git(root: Path, *words: str) -> bytes | None:
    """What git says; None where it refuses."""
    around = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, env=around, check=False)
    return done.stdout if done.returncode == 0 else None


def _unpacked(archive: bytes, revision: str) -> dict[str, bytes]:
    """The files of the graph folders in an archive; links and what lies elsewhere stay behind."""
    found = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() and _wanted(member.name) else None
                if file:
                    found[member.name] = file.read()
    except tarfile.TarError:
        found = {}
    if "ontology/vak.ttl" not in found:
        raise VakError(
            f"Bij {revision} stond hier nog geen graaf (ontology/vak.ttl ontbreekt).",
            f"At {revision} there was no graph here (ontology/vak.ttl is missing).",
        )
    return found


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] != () and path.parts[0] in FOLDERS and ".." not in path.parts
