"""What a process that answers a question can no longer do: open, connect, write, start, or take ever more memory."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from vakgraph.adhoc import seccomp

MEBI = 1024**2
SPARE = 5  # seconds of processor time after which the system itself ends what nobody ended


def stand(memory: int, sockets: bool = False, files: bool = False, threads: bool = False) -> tuple[str, ...]:
    """Put them up for good; the names of those that stand. `memory` in bytes above what is in use; 0 is no ceiling.

    `sockets`: it may still connect, for then somebody permitted that. `files`: it may still read files.
    `threads`: it may still start some, which some systems count as processes.
    Everything it needs must be open and imported by now. Windows has none of this.
    """
    try:
        import resource
    except ImportError:
        return ()
    limits = [("no core", resource.RLIMIT_CORE, 0), ("no writing", resource.RLIMIT_FSIZE, 0)]
    if memory:
        limits.append(("memory", resource.RLIMIT_AS, _mapped() + memory))
    if not sockets and not files:  # what is open stays open; nothing gets a number any more
        limits.append(("nothing opened", resource.RLIMIT_NOFILE, 0))
    if not sockets and not threads:
        limits.append(("no processes", resource.RLIMIT_NPROC, 0))
    found = [name for name, what, most in limits if _set(resource, what, most)]
    if not sockets and seccomp.close(files=not files):
        found.append("seccomp")
    return tuple(found)


def ceiling(memory: int) -> None:
    """So many bytes of address space in all; where the system has it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))


def processor(seconds: float) -> None:
    """The system ends this process after so much more processor time, should nobody else; where it can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds) + SPARE
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _set(resource: Any, what: int, most: int) -> bool:
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        return False
    return True


def _mapped() -> int:
    """The bytes of address space in use; a guess where the system does not say."""
    try:
        import resource

        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, ImportError):
        return 1024 * MEBI
