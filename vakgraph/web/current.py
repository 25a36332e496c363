"""The release that is shown now: a newer one takes over between requests, and each request is of one only."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from vakgraph.errors import VakError
from vakgraph.web.library import Library
from vakgraph.web.remembered import Remembered
from vakgraph.web.shelf import Shelf

LOOK = 0.5  # seconds between two looks at what is published
WARMING = 5.0  # seconds that a new release may take to know what was asked of the former one
LETTING_GO = 1.0  # seconds after the last answer of a former release before what it held is looked for
AGAIN = 10.0  # seconds after which a release that could not be opened is tried again
Opened = Callable[[], Library | None]
State = tuple[int, int] | None


@dataclass
class _Shown:
    """One release with its site, and how many requests it is answering."""

    library: Library
    app: ASGIApp
    answering: int = 0
    left: bool = False


class Current:
    """A site that may be replaced while it is asked; what a request began with, it ends with."""

    def __init__(self, library: Library, application: Callable[[Library], ASGIApp]) -> None:
        self._application = application
        self._shown = _Shown(library, Remembered(application(library)))
        self._lock = threading.Lock()

    @property
    def library(self) -> Library:
        return self._shown.library

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await _living(receive, send)
        with self._lock:
            shown = self._shown
            shown.answering += 1
        try:
            await shown.app(scope, receive, send)
        finally:
            with self._lock:
                shown.answering -= 1
                over = shown.left and not shown.answering
            if over:
                _closed(shown.library)

    def take(self, library: Library) -> None:
        """From the next request on this is what is shown; the former one is closed when its last request is done."""
        fresh = _Shown(library, Remembered(self._application(library)))
        with self._lock:
            former, self._shown = self._shown, fresh
            former.left = True
            over = not former.answering
        if over:
            _closed(former.library)

    def close(self) -> None:
        """No more requests come."""
        self._shown.library.close()


def _closed(library: Library) -> None:
    """Elsewhere: to end processes takes a moment, and requests are waiting."""
    threading.Thread(target=_gone, args=([library],), daemon=True).start()


def _gone(last: list[Library]) -> None:
    """Close it and let go of it: the engine closes its files once nothing names the store; a site names itself."""
    last.pop().close()
    time.sleep(LETTING_GO)  # the request that was the last one names it still
    gc.collect()


async def _living(receive: Receive, send: Send) -> None:
    """A server begins and ends once, however many releases it shows."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


class Watch:
    """Looks whether something else was published, opens it while the former one answers, and has it taken over."""

    def __init__(self, pointer: Path, seen: State, opened: Opened, site: Current, language: str = "nl") -> None:
        self._pointer, self._seen, self._opened, self._site, self._language = pointer, seen, opened, site, language
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._stop.set()

    def _look(self) -> None:
        while not self._stop.wait(LOOK):
            state = state_of(self._pointer)
            if state == self._seen or state is None:
                continue
            if self._taken():
                self._seen = state
            elif self._stop.wait(AGAIN):
                return

    def _taken(self) -> bool:
        try:
            if library := self._opened():
                _warmed(library, self._site.library)
                self._site.take(library)
        except VakError as error:
            self._tell(error.say(self._language))
            return False
        except Exception as error:  # the former release goes on being shown, whatever is wrong with the new one
            self._tell(f"{type(error).__name__}: {error}")
            return False
        return True

    def _tell(self, why: str) -> None:
        english = self._language == "en"
        said = "The new release is not shown yet" if english else "De nieuwe uitgave wordt nog niet getoond"
        print(f"{said}: {why}", file=sys.stderr, flush=True)


def _warmed(library: Library, former: Library) -> None:
    """What was asked of the former release is asked of the new one first, so that nobody waits for it later."""
    fresh, known = (each.desks["nl"].store for each in (library, former))
    if not isinstance(fresh, Shelf) or not isinstance(known, Shelf):
        return
    ends = time.monotonic() + WARMING
    for text in known.asked():
        if time.monotonic() > ends:
            return
        with suppress(VakError):
            fresh.query(text)


def state_of(pointer: Path) -> State:
    """What changes when something else is published; to be asked before what is published is opened."""
    try:
        state = pointer.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino
