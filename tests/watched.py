"""What a program and all that it starts open, make and call, as the system itself sees it: by way of strace."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SEEN = "connect,open,openat,openat2,creat,execve,truncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat"
_LINE = re.compile(r"(?P<pid>\d+) +(?P<what>\w+)\((?P<said>.*)\) += (?P<how>-?\d+)(?:<(?P<path>.*)>)?")
_BROKEN = re.compile(r"(?P<pid>\d+) +(?P<said>.*) <unfinished \.\.\.>$")
_REST = re.compile(r"(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<said>.*)$")


def missing() -> str:
    """Why this cannot be seen here; "" where it can."""
    if sys.platform != "linux":
        return "what a program opens is seen on Linux only"
    return "" if shutil.which("strace") else "strace is not installed"


@dataclass(frozen=True)
class Deed:
    """One thing that was done, and went well: `what` is the name of the system's call."""

    what: str
    said: str
    path: str

    @property
    def writes(self) -> bool:
        if self.what.startswith("open"):
            return bool(re.search(r"\bO_(WRONLY|RDWR|CREAT|TRUNC)\b", self.said))
        return self.what not in ("connect", "execve")


class Watch:
    """One program that is watched: how it is started, and what it did."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def words(self, command: Sequence[str]) -> list[str]:
        """The command that starts it."""
        return ["strace", "-f", "-qq", "-y", "-s", "300", "-e", f"trace={SEEN}", "-o", str(self._log), *command]

    def deeds(self) -> Iterator[Deed]:
        """All that was done. What the system refused (a result below zero) was not done."""
        for line in _whole(self._log.read_text(errors="replace").splitlines()):
            found = _LINE.match(line)
            if found and (int(found["how"]) >= 0 or "EINPROGRESS" in line):
                named = re.search(r'"((?:[^"\\]|\\.)*)"', found["said"])
                yield Deed(found["what"], found["said"], found["path"] or (named[1] if named else ""))

    def calls(self) -> list[str]:
        """Whom it called: every connection that is not to this very machine's own sockets of files."""
        return [each.said for each in self.deeds() if each.what == "connect" and "AF_INET" in each.said]

    def programs(self) -> set[str]:
        """What it started."""
        return {each.path for each in self.deeds() if each.what == "execve"}

    def opened(self, besides: Iterable[Path | str]) -> set[str]:
        """The files that it read or changed, but for those in these folders."""
        usual = tuple(f"{Path(each).resolve()}" for each in besides)
        deeds = (each for each in self.deeds() if each.what not in ("connect", "execve"))
        found = {
            f"{'writes' if each.writes else 'reads'} {each.path}" for each in deeds if Path(each.path).is_absolute()
        }
        return {each for each in found if not each.partition(" ")[2].startswith(usual)}


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """The lines, of which some stand there in two parts, with those of other processes between."""
    begun: dict[str, str] = {}
    for line in lines:
        if broken := _BROKEN.match(line):
            begun[broken["pid"]] = broken["said"]
        elif rest := _REST.match(line):
            yield f"{rest['pid']} {begun.pop(rest['pid'], '')}{rest['said']}"
        else:
            yield line
