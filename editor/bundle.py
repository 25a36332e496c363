"""Builds the SPARQL editor of the pages, where npm is there: `python editor/bundle.py`.

The packages come from npm as package-lock.json names them, into a folder that is thrown away again; what is built
stands in vakgraph/web/editor/, which git ignores and the wheel carries. Without npm the pages keep their plain form.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "vakgraph" / "web" / "editor"
FILES = ("editor.js", "editor.txt")  # the editor, and the licences of what is in it
STAMP = "built-from"  # the last to be written: which sources the others were built from
PATIENCE = 240  # seconds for npm


class NotBuilt(Exception):
    """There is no editor; `broken` says that our own sources are at fault, not what is missing here."""

    def __init__(self, why: str, broken: bool = False) -> None:
        super().__init__(why)
        self.broken = broken


def sources() -> list[Path]:
    """Everything that the built editor depends on."""
    named = [HERE / name for name in ("package.json", "package-lock.json", ".npmrc", "build.js")]
    return [*named, *sorted((HERE / "src").glob("*.js"))]


def stamp() -> str:
    """One word for the sources as they are now."""
    read = hashlib.sha256()
    for path in sources():
        read.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return read.hexdigest()


def fresh() -> bool:
    """Whether the editor stands built from these very sources."""
    try:
        built = (OUT / STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    return built == stamp() and all((OUT / name).is_file() for name in FILES)


def build() -> bool:
    """Build it unless it is fresh, and say whether that took anything; `NotBuilt` says why it could not be."""
    if fresh():
        return False
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise NotBuilt("there is no npm here")
    of = stamp()
    with tempfile.TemporaryDirectory(prefix="vakgraph-editor-") as made:
        for path in sources():
            copy = Path(made) / path.relative_to(HERE)
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
        _run([npm, "ci", "--silent", "--no-progress"], made, NotBuilt("npm could not fetch the packages"))
        _run(["node", "build.js", "."], made, NotBuilt("its sources cannot be built", broken=True))
        OUT.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            _put((Path(made) / name).read_bytes(), OUT / name)
        _put(of.encode(), OUT / STAMP)
    return True


def _run(command: list[str], folder: str, failed: NotBuilt) -> None:
    # What npm says names the place that packages come from; only what our own build says is for others to read.
    said = None if failed.broken else subprocess.DEVNULL
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        raise failed from None
    if done.returncode:
        raise failed


def _put(content: bytes, path: Path) -> None:
    """All of it or nothing."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    os.replace(aside, path)


def main() -> int:
    """Say what was built, or why nothing was; only a fault of our own is a failure."""
    try:
        if build():
            print(f"Built the SPARQL editor: {(OUT / FILES[0]).stat().st_size // 1024} kB", file=sys.stderr)
    except NotBuilt as error:
        old = (OUT / FILES[0]).is_file()
        left = "The SPARQL editor is older than its sources" if old else "The SPARQL page keeps its plain form"
        print(f"{left}: {error}.", file=sys.stderr)
        return int(error.broken)
    return 0


if __name__ == "__main__":
    sys.exit(main())
