"""The end of a server: what is being answered is answered, nobody else is waited for, no process is left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vakgraph.errors import GOOD

ENOUGH = 6  # seconds after which what still answers a question in SPARQL is ended, so that who asked hears it in time
DRAINING = 8  # seconds in which what is being answered is answered, once the server is told to stop
LAST = 9.5  # seconds after which it is gone in any case


def served(server: Any, door: socket.socket) -> None:
    """Answer until a signal comes; who is not answered some seconds later is not waited for."""
    noted = server.handle_exit

    def exit_soon(number: int, frame: Any) -> None:
        for seconds, then in ((ENOUGH, _orphaned), (LAST, _gone)):
            timer = threading.Timer(seconds, then)
            timer.daemon = True
            timer.start()
        noted(number, frame)

    server.handle_exit = exit_soon
    server.run(sockets=[door])


@contextmanager
def ending() -> Iterator[None]:
    """SIGTERM is a good end, at any moment; no process of ours outlives us."""

    def end(number: int, frame: Any) -> None:
        raise SystemExit(GOOD)

    former = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except SystemExit as error:
        if error.code:
            raise
    finally:
        signal.signal(signal.SIGTERM, former)
        _orphaned()


def _orphaned() -> None:
    """Those that answer questions end with us."""
    for child in multiprocessing.active_children():
        child.kill()
        child.join(1)


def _gone() -> None:
    """The end, whatever still runs."""
    _orphaned()
    os._exit(GOOD)
