"""Where a server is and who we are there: addresses by option or environment, credentials by environment or file.

VAKGRAPH_ENDPOINT, VAKGRAPH_UPDATE_ENDPOINT, VAKGRAPH_DATA_ENDPOINT   the addresses
VAKGRAPH_AUTH                        a file: its first line is `name:password` or a token
VAKGRAPH_USER, VAKGRAPH_PASSWORD     or a name and password, or
VAKGRAPH_TOKEN                       a token
VAKGRAPH_TIMEOUT                     seconds for one answer, 60 where it is not said
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from vakgraph.errors import InputError, VakError
from vakgraph.store.faults import ServerFault

TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and password, or a token; never printed."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL server: where it is asked, changed, and given whole graphs; "" for what it does not offer."""

    query: str
    update: str = ""
    data: str = ""
    credentials: Credentials = Credentials()
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        for url in filter(None, (self.query, self.update, self.data)):
            check(url)


def endpoint(
    query: str | None = None,
    update: str | None = None,
    auth: str | None = None,
    data: str | None = None,
    said: Mapping[str, str] | None = None,
) -> Endpoint | None:
    """The server that these options name, or else the environment; None where neither names one."""
    said = os.environ if said is None else said
    asked = query or said.get("VAKGRAPH_ENDPOINT") or ""
    if not asked:
        return None
    return Endpoint(
        asked,
        update or said.get("VAKGRAPH_UPDATE_ENDPOINT") or "",
        data or said.get("VAKGRAPH_DATA_ENDPOINT") or "",
        credentials(auth or said.get("VAKGRAPH_AUTH"), said),
        _seconds(said.get("VAKGRAPH_TIMEOUT") or ""),
    )


def credentials(file: str | None, said: Mapping[str, str]) -> Credentials:
    """Who we are: from the first line of a file, or else from the environment."""
    if file:
        return _of_file(Path(file))
    user, password = said.get("VAKGRAPH_USER", ""), said.get("VAKGRAPH_PASSWORD", "")
    return Credentials(user, password, said.get("VAKGRAPH_TOKEN", ""))


def _of_file(path: Path) -> Credentials:
    try:
        line = (path.read_text(encoding="utf-8-sig").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError):
        raise InputError(
            "is niet te lezen; op de eerste regel hoort naam:wachtwoord of een sleutel.",
            "cannot be read; its first line must be name:password or a token.",
            str(path),
        ) from None
    if not line or not line.isprintable():
        raise InputError(
            "op de eerste regel hoort naam:wachtwoord of een sleutel.",
            "the first line must be name:password or a token.",
            str(path),
        )
    user, colon, password = line.partition(":")
    return Credentials(user, password) if colon else Credentials(token=line)


def _seconds(word: str) -> float:
    try:
        seconds = float(word or TIMEOUT)
        if 0 < seconds <= 86_400:
            return seconds
    except ValueError:
        pass
    raise VakError(
        f'VAKGRAPH_TIMEOUT is een aantal seconden, niet "{word}".', f'VAKGRAPH_TIMEOUT is seconds, not "{word}".'
    )


def check(url: str) -> None:
    """Only http and https, and no credentials in the address: those end up in logs."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        good = False
    if not good or any(c.isspace() or not c.isprintable() for c in url):
        raise ServerFault("address", url)


def is_near(url: str) -> bool:
    """Whether what is sent there stays on this machine or is sealed."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" or host in ("localhost", "::1") or host.startswith("127.")
