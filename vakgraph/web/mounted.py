"""The reference of the ontology within these pages: made once, which takes seconds, and then kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress

from vakgraph import reference
from vakgraph.errors import VakError
from vakgraph.reference.site import BELOW
from vakgraph.web.library import Library

LATER = 15.0  # seconds after which a server begins by itself: the first readers go first


class Mounted:
    """The pages of the reference, by their place; who asks while they are made waits."""

    def __init__(self, library: Library) -> None:
        self._library, self._pages, self._lock = library, dict[str, bytes](), threading.Lock()

    def pages(self) -> Mapping[str, bytes]:
        """Every page."""
        with self._lock:
            if not self._pages:
                self._pages = reference.mounted(self._library.desk, "")
        return self._pages


def page(library: Library, language: str, place: str) -> bytes | None:
    """A page on a server, with or without `.html` at its end; None where there is none."""
    kept: Mounted = library.kept("reference", lambda: Mounted(library))
    return kept.pages().get(f"{language}/{BELOW}/{place.removesuffix('.html')}.html")


def begin(library: Library) -> None:
    """Make them soon, while nobody waits."""
    timer = threading.Timer(LATER, _quietly, (library,))
    timer.daemon = True
    timer.start()


def _quietly(library: Library) -> None:
    """What goes wrong is said to who asks for a page; of a release that is gone nobody asks one."""
    with suppress(VakError):
        if not library.closed:
            page(library, "nl", "index")


def files(library: Library) -> dict[str, bytes]:
    """The same for a folder."""
    return reference.mounted(library.desk, "index.html")
