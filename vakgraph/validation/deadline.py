"""A time limit on one match of a regular expression in Python, which some patterns never end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from vakgraph.errors import InputError

MATCH = 10.0  # seconds for one value and one pattern
_LOOKS = 5  # how often within that time


@contextmanager
def limited() -> Iterator[None]:
    """Raises InputError where the work stands still for `MATCH` seconds at one call, with the same values at hand.

    Python's `re` hears a signal while it matches, and it alone can stay that long in one call. Outside the main thread,
    and where there is no such signal (Windows), there is no limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    former = signal.signal(signal.SIGALRM, _Watch(MATCH))
    signal.setitimer(signal.ITIMER_REAL, MATCH / _LOOKS, MATCH / _LOOKS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


class _Watch:
    """Looks from time to time where the work is."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.same = seconds, 0
        self.place: tuple[Any, ...] = ()

    def __call__(self, _: int, frame: FrameType | None) -> None:
        place = _place(frame)
        self.same = self.same + 1 if place == self.place else 0
        self.place = place
        if self.same >= _LOOKS:
            raise InputError(
                f"Een patroon (sh:pattern of REGEX) kwam na {self.seconds:g} seconden niet met een waarde klaar; "
                "schrijf het eenvoudiger, of kies --engine bulk.",
                f"A pattern (sh:pattern or REGEX) was not done with one value in {self.seconds:g} seconds; "
                "write it more simply, or choose --engine bulk.",
            )


def _place(frame: FrameType | None) -> tuple[Any, ...]:
    """The call that is going on, and which values are at hand there."""
    if frame is None:
        return ()
    return id(frame), frame.f_lasti, tuple((name, id(value)) for name, value in frame.f_locals.items())
